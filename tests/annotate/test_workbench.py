"""The workbench: what one mark costs, what its answer holds, and what each mistake is told."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions.article_archive import archive_article
from claims.models import Actor, Assignment, Claim, Passage
from claims.queries.passage_lacks import lacks_of
from tests import make
from tests.page import plain_page

HX = {"HX-Request": "true"}


def mark(client, article, *words, **fields):
    """Post a passage as the browser does."""
    fields = {"id": str(make.uuid7()), "action": str(make.uuid7()), "mark": "assertion", **fields}
    if words:
        fields["content"] = str(make.spans_of(article.text, *words))
    return client.post(f"/articles/{article.pk}/passages/", fields, headers=HX)


def queries_of(context) -> list[str]:
    """Without transaction control."""
    return [q["sql"] for q in context if not re.search(r"(^|; )(SAVEPOINT|RELEASE|BEGIN|COMMIT|ROLLBACK)", q["sql"])]


def text_of(html: str) -> str:
    """What the page shows of the article, to the letter."""
    import html as entities

    blocks = re.findall(r'<span class="block"[^>]*>(.*?)</span>(?=</p>|<span class="block"|\s*$|\n)', html, re.S)
    return entities.unescape(re.sub(r"<[^>]+>", "", "".join(blocks)))


@pytest.fixture
def edith(cast, as_user):
    return as_user(cast.edith)


def test_the_page_shows_text_and_cards(cast, edith):
    make.passage(cast.article, "the plan was known", by=cast.edith)
    page = plain_page(edith.get(f"/articles/{cast.article.pk}/"))
    assert "the plan was known" in page and "needs a speaker" in page
    assert page.count('<article class="card') == 1


def test_a_bare_mark_takes_at_most_eleven_queries_whatever_surrounds_it(cast, edith):
    mark(edith, cast.article, "safe")
    for words in ("was “safe”", "bridge", "According to"):
        make.passage(cast.article, words, by=cast.edith)
    with CaptureQueriesContext(
        connection,
    ) as context:
        response = mark(edith, cast.article, "the bridge was “safe” until May")
    assert response.status_code == 200, response.content
    queries = queries_of(context.captured_queries)
    assert len(queries) <= 11, "\n".join(queries)


def test_a_mark_with_speaker_claim_and_denial_takes_at_most_sixteen(cast, edith):
    mark(edith, cast.article, "safe")
    actor, claim = make.actor("Minister"), make.claim(cast.collection, "The plan was known.")
    other = make.claim(cast.collection, "The bridge was safe.")
    with CaptureQueriesContext(connection) as context:
        response = mark(
            edith,
            cast.article,
            "the bridge was “safe” until May",
            mark="refutation",
            speaker=actor.pk,
            states=other.pk,
            denies=claim.pk,
        )
    assert response.status_code == 200, response.content
    queries = queries_of(context.captured_queries)
    assert len(queries) <= 16, "\n".join(queries)
    assert lacks_of(Passage.objects.get(mark="refutation")) == []


def test_the_answer_holds_the_touched_blocks_and_no_others(cast, edith):
    response = mark(edith, cast.article, "the bridge was “safe”")
    page = plain_page(response)
    second = cast.article.text.index("According")
    assert re.findall(r'id="block-(\d+)"', page) == [str(second)]
    assert page.count('<article class="card') == 1


def test_a_program_that_knows_no_htmx_gets_the_fragments_too(cast, edith):
    sent = {"id": str(make.uuid7()), "action": str(make.uuid7()), "mark": "quote", "content": "45..64"}
    response = edith.post(f"/articles/{cast.article.pk}/passages/", sent)
    assert response.status_code == 200 and f"card-{sent['id']}" in plain_page(response)


@pytest.mark.parametrize("person", ["edith", "rita", "ralf"])
def test_twelve_queries_open_the_workbench_however_many_passages(cast, as_user, person):
    for number in range(12):
        make.passage(
            cast.article,
            cast.article.text[number * 3 : number * 3 + 9],
            by=cast.edith,
            speakers=[make.actor(f"A{number}")],
        )
    client = as_user(getattr(cast, person))
    with CaptureQueriesContext(connection) as context:
        client.get(f"/articles/{cast.article.pk}/")
    queries = queries_of(context.captured_queries)
    assert len(queries) <= 12, "\n".join(queries)


def test_guesses_are_offered_and_nothing_is_recorded(cast, edith):
    make.actor("Ruritania", "state")
    page = plain_page(mark(edith, cast.article, "the bridge was “safe” until May"))
    assert "Ruritania" in page and "data-guess" in page
    assert "The bridge was “safe” until May." in page
    passage = Passage.objects.get()
    assert not passage.attributions.exists() and not Claim.objects.exists() and Actor.objects.count() == 1


# -- What is wrong is said, and nothing is stored --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"content": "5..5"}, "must end after it starts"),
        ({"content": "five"}, "no spans"),
        ({"content": "0..99999"}, "outside the text"),
        ({"content": ""}, "Nothing is selected"),
        ({"content": "12..13"}, "Nothing is selected"),
        ({"content": "0..12", "mark": "rumour"}, "“rumour” is no mark"),
        ({"content": "0..12", "id": "7"}, "Enter a valid UUID"),
        ({"content": "0..12", "cue": "90..20"}, "must end after it starts"),
        ({"content": "0..12", "speaker": "4711"}, "not in the register"),
        ({"content": "0..12", "states": "4711"}, "not in this collection"),
        ({"at": "0"}, "no quotation at the cursor"),
    ],
)
def test_a_mark_that_cannot_be_is_refused_with_its_reason(cast, edith, fields, reason):
    response = mark(edith, cast.article, **fields)
    assert response.status_code == 422
    assert reason in plain_page(response)
    assert not Passage.objects.exists() and not Assignment.objects.exists()


def test_a_claim_of_another_collection_is_refused(cast, edith):
    foreign = make.claim(make.collection("other"), "The other bridge fell.")
    response = mark(edith, cast.article, "the plan", states=foreign.pk)
    assert response.status_code == 422 and "not in this collection" in plain_page(response)
    passage = make.passage(cast.article, "the plan", by=cast.edith)
    response = edith.post(f"/passages/{passage.pk}/statements/", {"version": 1, "claim": foreign.pk}, headers=HX)
    assert response.status_code == 422 and not passage.statements.exists()


def test_the_same_mark_sent_twice_answers_the_present_card(cast, edith):
    sent = {"id": str(make.uuid7()), "action": str(make.uuid7())}
    first = mark(edith, cast.article, "the plan", **sent)
    again = mark(edith, cast.article, "the plan", **sent)
    assert first.status_code == again.status_code == 200
    assert f"card-{sent['id']}" in plain_page(again) and Passage.objects.count() == 1


def test_a_known_id_with_other_content_or_by_another_person_shows_nothing_of_it(cast, edith, as_user):
    known = make.passage(cast.article, "the plan", by=cast.edith, mark="quote")
    for client, words in ((edith, "safe"), (as_user(cast.egon), "the plan")):
        response = mark(client, cast.article, words, id=str(known.pk))
        assert response.status_code == 409
        assert "the plan" not in plain_page(response) and "another passage" in plain_page(response)
    assert Passage.objects.get().mark == "quote"


def test_a_stale_version_answers_the_fresh_card_and_changes_nothing(cast, edith):
    passage = make.passage(cast.article, "the plan", by=cast.edith)
    edith.post(f"/passages/{passage.pk}/note/", {"version": 1, "note": "newer"}, headers=HX)
    response = edith.post(f"/passages/{passage.pk}/note/", {"version": 1, "note": "older"}, headers=HX)
    assert response.status_code == 409
    page = plain_page(response)
    assert "newer" in page and "changed meanwhile" in page
    passage.refresh_from_db()
    assert passage.note == "newer" and passage.version == 2


def test_an_action_sent_twice_is_done_once(cast, edith):
    passage = make.passage(cast.article, "the plan", by=cast.edith)
    sent = {"version": 1, "action": str(make.uuid7()), "name": "The Minister"}
    for _ in range(2):
        response = edith.post(f"/passages/{passage.pk}/speakers/", sent, headers=HX)
        assert response.status_code == 200 and "The Minister" in plain_page(response)
    assert passage.attributions.count() == 1


def test_script_in_an_article_is_text(cast, edith):
    article = make.article(
        cast.collection, text="He said: <script>alert(1)</script> & left.", title="<script>x</script>"
    )
    make.passage(article, "<script>alert(1)</script>", by=cast.edith)
    page = plain_page(edith.get(f"/articles/{article.pk}/"))
    assert "<script>alert" not in page and "<script>x" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_an_outsider_cannot_tell_what_exists(cast, as_user):
    passage = make.passage(cast.article, "the plan", by=cast.edith)
    otto = as_user(cast.otto)
    for address in (
        f"/articles/{cast.article.pk}/",
        "/articles/999999/",
        f"/passages/{passage.pk}/",
        f"/passages/{make.uuid7()}/",
    ):
        assert otto.get(address).status_code == 404
    assert otto.post(f"/passages/{passage.pk}/note/", {"version": 1, "note": "x"}).status_code == 404


def test_a_nul_in_an_address_is_refused(cast, edith):
    for address in ("/search/?q=a%00b", f"/articles/{cast.article.pk}/suggest/actors/?q=%00", "/claims/?q=%00"):
        response = edith.get(address)
        assert response.status_code == 400 and "cannot be read" in plain_page(response)


def test_nothing_in_an_archived_article_is_changed(cast, edith):
    passage = make.passage(cast.article, "the plan", by=cast.edith)
    archive_article(cast.article)
    response = edith.post(f"/passages/{passage.pk}/note/", {"version": 1, "note": "late"}, headers=HX)
    assert response.status_code == 422 and "archived" in plain_page(response)
    assert mark(edith, cast.article, "safe").status_code == 422


# -- The verbs over HTTP ---------------------------------------------------------------------------------------------


def test_a_refutation_is_asked_what_becomes_of_its_denials(cast, edith):
    claim = make.claim(cast.collection, "The plan was known.")
    passage = make.passage(cast.article, "denied", by=cast.edith, mark="refutation", denies=[claim])
    asked = edith.post(f"/passages/{passage.pk}/mark/", {"version": 1, "mark": "assertion"}, headers=HX)
    assert asked.status_code == 422 and 'name="denials" value="state"' in plain_page(asked)
    done = edith.post(
        f"/passages/{passage.pk}/mark/", {"version": 1, "mark": "assertion", "denials": "state"}, headers=HX
    )
    assert done.status_code == 200 and passage.statements.get().claim == claim


def test_without_javascript_every_change_leads_back_to_the_article(cast, edith):
    passage = make.passage(cast.article, "the plan", by=cast.edith)
    response = edith.post(f"/passages/{passage.pk}/speakers/", {"version": 1, "name": "The Minister"})
    assert response.status_code == 302 and response.url.startswith(f"/articles/{cast.article.pk}/?passage={passage.pk}")
    page = plain_page(edith.get(response.url))
    assert "The Minister" in page and 'class="card assertion active"' in page
    refused = edith.post(f"/passages/{passage.pk}/denials/", {"version": 2, "state": "unsaid"}, follow=True)
    assert "Only a refutation denies a claim" in plain_page(refused)


def test_spans_are_set_one_by_one_and_only_the_touched_blocks_come_back(cast, edith):
    passage = make.passage(cast.article, "the bridge was “safe” until May", by=cast.edith)
    source = make.spans_of(cast.article.text, "Ruritania")
    response = edith.post(f"/passages/{passage.pk}/spans/", {"version": 1, "source": str(source)}, headers=HX)
    assert response.status_code == 200
    assert len(re.findall(r'id="block-\d+"', plain_page(response))) == 1
    passage.refresh_from_db()
    assert passage.source_text == "Ruritania" and passage.exact == "the bridge was “safe” until May"


def test_a_typed_name_means_the_actor_with_that_alias(cast, edith):
    russia = make.actor("Russia", "state", aliases=["the Kremlin", "Moscow"])
    passage = make.passage(cast.article, "the plan", by=cast.edith)
    edith.post(f"/passages/{passage.pk}/speakers/", {"version": 1, "name": "THE KREMLIN"}, headers=HX)
    assert passage.attributions.get().actor == russia


def test_suggestions_know_aliases_and_put_this_articles_own_first(cast, edith):
    make.actor("Rutland", "state", aliases=["Mosul"])
    make.actor("Russia", "state", aliases=["Moscow"])
    rumania = make.actor("Rumania", "state")
    make.passage(cast.article, "the plan", by=cast.edith, speakers=[rumania])
    page = plain_page(edith.get(f"/articles/{cast.article.pk}/suggest/actors/", {"q": "ru"}))
    assert page.index("Rumania") < page.index("Russia") < page.index("Rutland")
    page = plain_page(edith.get(f"/articles/{cast.article.pk}/suggest/actors/", {"q": "MOSC"}))
    assert "Russia" in page and "Moscow" in page and "Rutland" not in page and "New: “MOSC”" in page


def test_withdrawn_passages_leave_the_page_and_can_be_restored(cast, edith):
    passage = make.passage(cast.article, "the plan", by=cast.edith)
    edith.post(f"/passages/{passage.pk}/withdraw/", {"version": 1}, headers=HX)
    assert str(passage.pk) not in plain_page(edith.get(f"/articles/{cast.article.pk}/"))
    assert str(passage.pk) in plain_page(edith.get(f"/articles/{cast.article.pk}/withdrawn/"))
    edith.post(f"/passages/{passage.pk}/restore/", {"version": 2}, headers=HX)
    assert str(passage.pk) in plain_page(edith.get(f"/articles/{cast.article.pk}/"))


def test_hand_in_is_refused_with_the_list_of_what_is_incomplete(cast, edith):
    make.passage(cast.article, "the plan", by=cast.edith)
    response = edith.post(f"/articles/{cast.article.pk}/hand-in/", headers=HX)
    page = plain_page(response)
    assert response.status_code == 422
    assert "the plan" in page and "a speaker" in page and "the claim it states" in page


def test_an_article_with_nothing_to_mark_is_handed_in_too(cast, edith):
    response = edith.post(f"/articles/{cast.article.pk}/hand-in/", headers=HX)
    assert response["HX-Redirect"] == f"/articles/{cast.article.pk}/"
    assert Assignment.objects.waiting().count() == 1


def test_the_cards_behind_the_first_come_one_fetch_after_the_other(cast, edith, monkeypatch):
    monkeypatch.setattr("annotate.views.workbench.FIRST_CARDS", 3)
    monkeypatch.setattr("annotate.views.workbench.CARDS_AT_ONCE", 3)
    for number in range(8):
        make.passage(cast.article, cast.article.text[number * 4 : number * 4 + 9], by=cast.edith)
    seen, address = [], f"/articles/{cast.article.pk}/"
    while address:
        page = plain_page(edith.get(address))
        seen += re.findall(r'id="card-([0-9a-f-]+)"', page)
        more = re.search(r'data-address="([^"]*cards/\?after[^"]*)"', page)
        address = more[1] if more else None
    assert seen == [str(pk) for pk in Passage.objects.in_order().values_list("pk", flat=True)]
