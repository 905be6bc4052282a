"""Pages of history: who sees which story, what they link to, what they cost, and what is left to reviewers."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotate.forms.actors import ActorForm
from annotate.forms.articles import DescriptionForm
from annotate.forms.claims import NoteForm, RewordForm
from annotate.views.history import ENTRIES_AT_ONCE
from claims.actions.actor_create import get_or_create_actor
from claims.actions.actor_edit import edit_actor
from claims.actions.actor_merge import merge_actor
from claims.actions.assignment_create import assign_article
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.claim_edit import set_claim_note
from claims.actions.claim_merge import merge_claim
from claims.actions.collection_edit import edit_collection
from claims.actions.member_set import remove_member, set_member
from claims.actions.passage_review import approve_passage
from claims.actions.person_edit import edit_person
from claims.models import Actor, Assignment, Claim, Passage, User
from claims.permissions import Role
from tests import make
from tests.page import plain_page
from tests.seen import seen

HX = {"HX-Request": "true"}


def text_of(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", plain_page(answer)).split())


def post(client, passage, verb, **fields):
    """A change over HTTP, from the version that stands there now."""
    version = Passage.objects.get(pk=passage.pk).version
    return client.post(f"/passages/{passage.pk}/{verb}/", {"version": version, **fields}, headers=HX)


@pytest.fixture
def passage(cast) -> Passage:
    return make.passage(
        cast.article, "the bridge was “safe”", by=cast.edith,
        speakers=[make.actor("Ruritania", "state")], states=[make.claim(cast.collection, "The bridge is safe.")],
    )  # fmt: skip


def handed_in(passage) -> Passage:
    hand_in_reading(Assignment.objects.get(article=passage.article, editor=passage.editor), by=passage.editor)
    return Passage.objects.get(pk=passage.pk)


def test_a_passages_story_is_told_on_a_page_and_in_its_card(cast, as_user, passage):
    handed_in(passage)
    post(as_user(cast.rita), passage, "return", reason="<b>Who</b> says that?")
    for headers in ({}, HX):
        answer = as_user(cast.egon).get(f"/passages/{passage.pk}/history/", headers=headers)
        html = plain_page(answer)
        assert "<strong>Rita</strong> returned it: “&lt;b&gt;Who&lt;/b&gt; says that?”" in html
        assert "named Ruritania as speaker" in html and "<time datetime=" in html
        assert ("<html" in html) is not bool(headers)
    card = plain_page(as_user(cast.edith).get(f"/passages/{passage.pk}/", headers=HX))
    assert f'href="/passages/{passage.pk}/history/"' in card


def test_times_are_in_the_readers_zone(cast, as_user, passage):
    edit_person(cast.egon, name="Egon", time_zone="Asia/Tokyo", language="en", letter_keys=True)
    page = plain_page(as_user(cast.egon).get(f"/passages/{passage.pk}/history/"))
    assert "+09:00" in re.search(r'<time datetime="([^"]+)"', page)[1]


def test_who_only_reads_is_told_of_the_approval_that_holds_and_of_nothing_else(cast, as_user, passage):
    reader = as_user(cast.ralf)
    address = f"/passages/{passage.pk}/history/"
    for story in (text_of(reader.get(address)), text_of(reader.get(f"/articles/{cast.article.pk}/history/"))):
        assert "Edith" not in story and "the bridge was" not in story
    approve_passage(handed_in(passage), by=cast.rita, version=1)
    seen = text_of(reader.get(address))
    assert "Rita approved version 1" in seen and "Edith marked" not in seen and "handed it in" not in seen
    assert "Rita approved version 1" in text_of(reader.get(f"/articles/{cast.article.pk}/history/"))


def test_nothing_of_a_reading_that_is_hidden(cast, as_user, passage):
    edit_collection(cast.collection, blind=True)
    actor, claim = Actor.objects.get(), Claim.objects.get()
    assign_article(cast.article, editor=cast.egon, by=cast.mona)
    with_name = get_or_create_actor(name="Syldavia", by=cast.edith)
    egon = as_user(cast.egon)
    for hidden in (f"passages/{passage.pk}", f"actors/{with_name.pk}", f"claims/{claim.pk}"):
        assert egon.get(f"/{hidden}/history/").status_code == 404
    pages = [
        egon.get(f"/articles/{cast.article.pk}/history/"), egon.get(f"/actors/{actor.pk}/history/"),
        egon.get(f"/articles/{cast.article.pk}/fresh/?passage={passage.pk}"),
    ]  # fmt: skip
    for page in pages:
        assert page.status_code == 200
        assert "Edith" not in text_of(page) and "the bridge was “safe”" not in text_of(page)
    assert egon.get(f"/articles/{cast.article.pk}/news/?seconds=60").status_code == 204
    # Entered again by one's own: then it is known, but not that somebody had it before, nor when.
    make.passage(cast.article, "Nobody told us", by=cast.egon, speakers=[with_name])
    page = egon.get(f"/actors/{with_name.pk}/history/")
    assert page.status_code == 200 and "entered it" not in text_of(page)
    # The reviewer sees all, so the test could fail.
    rita = as_user(cast.rita)
    assert "Edith" in text_of(rita.get(f"/articles/{cast.article.pk}/history/"))
    assert "Edith entered it" in text_of(rita.get(f"/actors/{with_name.pk}/history/"))
    assert rita.get(f"/articles/{cast.article.pk}/news/?seconds=60").status_code == 200


def test_a_stranger_learns_no_name_from_the_register(cast, as_user):
    made = get_or_create_actor(name="Borduria", by=cast.edith)
    User.objects.filter(pk=cast.edith.pk).update(edits_register=True)
    as_user(cast.edith).post(
        f"/actors/{made.pk}/edit/", {"name": "Bordurie", "kind": "state", "aliases": "Plekszy"} | seen(ActorForm, made)
    )
    known, strange = (text_of(as_user(person).get(f"/actors/{made.pk}/history/")) for person in (cast.egon, cast.otto))
    assert "Edith renamed it from “Borduria” to “Bordurie”" in known
    assert "added the name “Plekszy”" in known
    assert "renamed it from “Borduria” to “Bordurie”" in strange and "Edith" not in strange


def test_a_claims_story(cast, as_user, passage):
    claim, other = Claim.objects.get(), make.claim(cast.collection, "The bridge is in order.")
    rita = as_user(cast.rita)
    rita.post(f"/claims/{claim.pk}/reword/", {"statement": "The bridge was safe."} | seen(RewordForm, claim))
    rita.post(f"/claims/{claim.pk}/note/", {"note": "Said first in May."} | seen(NoteForm, claim))
    rita.post(f"/claims/{claim.pk}/merge/", {"other": other.pk})
    story = text_of(as_user(cast.ralf).get(f"/claims/{claim.pk}/history/"))
    assert "A command worded it: “The bridge is safe.”" in story
    assert "Rita reworded it from “The bridge is safe.” to “The bridge was safe.”" in story
    assert "Rita noted “Said first in May.”" in story
    assert "Rita merged “The bridge is in order.” into it" in story
    assert "merged it into “The bridge was safe.”" in text_of(rita.get(f"/claims/{other.pk}/history/"))


def test_an_articles_story(cast, as_user, passage):
    mona = as_user(cast.mona)
    article = f"/articles/{cast.article.pk}/"
    mona.post(f"{article}assign/", {"editor": cast.egon.pk})
    sent = {"title": "Bridge fell", "language": "en"} | seen(DescriptionForm, cast.article)
    mona.post(f"{article}details/", sent)
    mona.post(f"{article}archive/")
    mona.post(f"{article}bring-back/")
    as_user(cast.edith).post(f"{article}hand-in/")
    story = text_of(as_user(cast.egon).get(f"{article}history/"))
    for words in (
        "A command brought it in", "Edith took it to read", "Mona gave it to Egon to read",
        "Mona changed the title from “Bridge falls” to “Bridge fell”", "Mona archived it",
        "Mona brought it back from the archive", "Edith handed in their reading", "Edith handed it in",
    ):  # fmt: skip
        assert words in story, words


@pytest.mark.parametrize("page", ["article", "passage", "claim", "actor"])
def test_a_history_asks_no_more_for_longer_stories(cast, as_user, passage, page):
    claim, actor = Claim.objects.get(), Actor.objects.get()
    keys = {"article": cast.article.pk, "passage": passage.pk, "claim": claim.pk, "actor": actor.pk}
    client = as_user(cast.mona)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/{page}s/{keys[page]}/history/").status_code == 200
        return len(queries)

    post(client, passage, "note", note="One")
    before = asked()
    for number in range(3):
        other = make.passage(
            cast.article, ["until May", "a lie", "the police"][number], by=cast.egon,
            speakers=[make.actor(f"Speaker {number}")], states=[claim],
        )  # fmt: skip
        post(client, passage, "note", note=f"Note {number}")
        post(as_user(cast.egon), other, "note", note=f"Note {number}")
        set_claim_note(claim, note=str(number))
        edit_actor(actor, aliases=[f"R{number}"])
        merge_actor(actor, other=make.actor(f"Other {number}"))
        merge_claim(claim, other=make.claim(cast.collection, f"Other {number}."))
    # What is there at all is asked for; twice as much of it costs nothing.
    filled = asked()
    post(client, passage, "note", note="More")
    merge_actor(actor, other=make.actor("One more"))
    make.passage(cast.article, "that a lie", by=cast.rita, role=Role.REVIEWER)
    assert asked() == filled and filled <= before + 6
    assert filled <= 31


# -- Withdrawn, and left behind -------------------------------------------------------------------------------------


def test_a_withdrawn_passage_says_so_and_its_editor_restores_it_without_javascript(cast, as_user, passage):
    edith = as_user(cast.edith)
    post(edith, passage, "withdraw")
    assert edith.get(f"/passages/{passage.pk}/").url == f"/passages/{passage.pk}/history/"
    page = edith.get(f"/passages/{passage.pk}/history/")
    assert "Edith withdrew it" in text_of(page) and "can be restored" in text_of(page)
    version = re.search(r'name="version" value="(\d+)"', plain_page(page))[1]
    edith.post(f"/passages/{passage.pk}/restore/", {"version": version})
    assert Passage.objects.get(pk=passage.pk).status == "draft"
    assert f'/passages/{passage.pk}/history/"' in plain_page(edith.get(f"/articles/{cast.article.pk}/history/"))


def test_others_look_at_it_and_cannot_restore_it(cast, as_user, passage):
    post(as_user(cast.edith), passage, "withdraw")
    for person in (cast.egon, cast.rita):
        page = as_user(person).get(f"/passages/{passage.pk}/history/")
        assert "Edith can restore it" in text_of(page) and "<button>Restore" not in plain_page(page)
        assert post(as_user(person), passage, "restore").status_code == 403


@pytest.mark.parametrize("leaving", ["removed", "deactivated", "reader"])
def test_what_somebody_left_behind_a_reviewer_brings_back_for_another_to_approve(cast, as_user, passage, leaving):
    post(as_user(cast.edith), passage, "withdraw")
    leave(cast, leaving)
    assert post(as_user(cast.egon), passage, "restore").status_code == 403
    rita = as_user(cast.rita)
    assert "Edith does not mark here any more" in text_of(rita.get(f"/passages/{passage.pk}/history/"))
    assert post(rita, passage, "restore").status_code == 200
    back = Passage.objects.get(pk=passage.pk)
    assert (back.status, back.editor, back.changed_by) == ("submitted", cast.edith, cast.rita)
    assert list(Assignment.objects.to_review_by(cast.mona)) == [Assignment.objects.get()]
    assert post(rita, passage, "approve").status_code == 422
    assert post(as_user(cast.mona), passage, "approve").status_code == 200
    assert "Mona approved version 3" in text_of(rita.get(f"/passages/{passage.pk}/history/"))


def leave(cast, how: str) -> None:
    if how == "removed":
        remove_member(cast.collection, user=cast.edith)
    elif how == "reader":
        set_member(cast.collection, user=cast.edith, role="reader", by=cast.mona)
    else:
        cast.edith.is_active = False
        cast.edith.save(update_fields=["is_active"])


@pytest.mark.parametrize("leaving", ["removed", "deactivated", "reader"])
def test_drafts_and_returned_ones_of_who_left_are_handed_in_for_them(cast, as_user, passage, leaving):
    draft = make.passage(cast.article, "until May", by=cast.edith)
    rita = as_user(cast.rita)
    reading = Assignment.objects.get()
    address = f"/assignments/{reading.pk}/hand-in/"
    assert "Hand in for Edith" not in text_of(rita.get(f"/articles/{cast.article.pk}/history/"))
    assert "Edith still works here" in text_of(rita.post(address, follow=True))
    leave(cast, leaving)
    assert "Hand in for Edith" in text_of(rita.get(f"/articles/{cast.article.pk}/history/"))
    assert "2 passages are handed in for Edith" in text_of(rita.post(address, follow=True))
    assert {each.status for each in Passage.objects.all()} == {"submitted"}
    assert list(Assignment.objects.to_review_by(cast.mona)) == [reading]
    mona = as_user(cast.mona)
    assert post(mona, passage, "approve").status_code == 200
    # What lacks something a reviewer completes, and another approves.
    assert post(mona, draft, "approve").status_code == 422
    assert post(rita, draft, "unattributed", unattributed="yes").status_code == 200
    assert post(rita, draft, "statements", claim=Claim.objects.get().pk).status_code == 200
    assert post(mona, draft, "approve").status_code == 200


def test_the_name_stays_on_what_a_removed_person_did(cast, as_user, passage):
    handed_in(passage)
    post(as_user(cast.rita), passage, "return", reason="Which bridge?")
    membership = cast.collection.memberships.get(user=cast.edith).pk
    mona = as_user(cast.mona)
    mona.post(f"/collections/bridge/members/{membership}/remove/")
    assert as_user(cast.edith).get(f"/passages/{passage.pk}/history/").status_code == 404
    card = mona.get(f"/passages/{passage.pk}/", headers=HX)
    assert "marked by Edith" in text_of(card)
    assert "Edith marked" in text_of(mona.get(f"/passages/{passage.pk}/history/"))
    exported = mona.get("/collections/bridge/export.csv?status=returned")
    table = b"".join(exported.streaming_content).decode()
    assert "the bridge was “safe”" in table and "edith" in table.lower()


def test_a_deactivated_account_is_signed_out_and_its_name_stays(cast, as_user, passage):
    admin = make.user("ada", is_staff=True, is_superuser=True)
    edith = as_user(cast.edith)
    assert edith.get("/").status_code == 200
    page = plain_page(as_user(admin).get(f"/admin/claims/user/{cast.edith.pk}/change/"))
    assert 'name="is_active"' in page
    leave(cast, "deactivated")
    assert edith.get("/").url.startswith("/login/")
    assert "Edith marked" in text_of(as_user(cast.rita).get(f"/passages/{passage.pk}/history/"))


# -- A change of what was changed since ------------------------------------------------------------------------------


def test_a_stale_change_and_a_stale_approval_are_told_what_differs(cast, as_user, passage):
    handed_in(passage)
    rita, mona = as_user(cast.rita), as_user(cast.mona)
    ministry = make.actor("Ministry of Defence")
    post(rita, passage, "actors/remove", actor=Actor.objects.get(name="Ruritania").pk, role="speaker")
    post(rita, passage, "speakers", actor=ministry.pk)
    for client, verb in ((as_user(cast.edith), "note"), (mona, "approve")):
        answer = client.post(f"/passages/{passage.pk}/{verb}/", {"version": 1, "note": "n"}, headers=HX)
        assert answer.status_code == 409
        assert "This passage was changed meanwhile" in text_of(answer)
        assert "Rita " in text_of(answer) and "Ministry of Defence" in text_of(answer)
    plain = mona.post(f"/passages/{passage.pk}/approve/", {"version": 1}, follow=True)
    assert "Ministry of Defence" in text_of(plain)


@pytest.mark.parametrize("kind", ["claims", "actors"])
def test_a_long_story_has_pages_the_oldest_first(cast, as_user, kind):
    if kind == "claims":
        thing = make.claim(cast.collection, "The bridge was safe.")
        for number in range(ENTRIES_AT_ONCE + 9):
            set_claim_note(thing, note=f"Note {number}")
    else:
        thing = make.actor("The city")
        for number in range(ENTRIES_AT_ONCE + 9):
            edit_actor(thing, name=f"The city {number}")
    reader = as_user(cast.rita)
    first, second = (reader.get(f"/{kind}/{thing.pk}/history/?page={page}") for page in (1, 2))
    assert len(first.context["story"]) == ENTRIES_AT_ONCE
    assert len(second.context["story"]) == 10
    assert f"{ENTRIES_AT_ONCE - 2}" in text_of(first) and "Page 1 of 2" in text_of(first)
    assert f"{ENTRIES_AT_ONCE + 8}" in text_of(second)
