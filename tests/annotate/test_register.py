"""The register on the web: who is offered and allowed what, what is shown before a change, undo, proposals, limits."""

import logging

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from annotate.forms.actors import ActorForm
from claims.actions.actor_create import get_or_create_actor
from claims.actions.actor_edit import edit_actor
from claims.actions.actor_merge import merge_actor
from claims.actions.actor_proposal import propose_actor_edit, propose_actor_merge
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.collection_edit import edit_collection
from claims.actions.member_set import set_member
from claims.actions.passage_review import approve_passage
from claims.models import Actor, ActorProposal, Assignment, Claim, Collection, Comment, User
from tests import make
from tests.annotate.blind_walk import HX
from tests.cast import olgas_collection
from tests.page import plain_page
from tests.scenes import more_built_once
from tests.seen import seen


@pytest.fixture
@more_built_once
def scene(cast):
    """Bridge, which a command started, cites the Baron and the old Baron, approved; nobody cites the Duke."""
    Collection.objects.update(created_by=None)
    olgas_collection(cast)
    cast.baron, cast.old, cast.duke = (make.actor(name, "person") for name in ("Baron", "Old Baron", "Duke"))
    cast.passage = make.passage(
        cast.article, "the plan was known", by=cast.edith, speakers=[cast.baron, cast.old],
        states=[make.claim(cast.collection, "The plan was known.")],
    )  # fmt: skip
    hand_in_reading(Assignment.objects.get(), by=cast.edith)
    cast.passage.refresh_from_db()
    approve_passage(cast.passage, by=cast.rita, version=cast.passage.version)
    return cast


@pytest.fixture
def log():
    """What the security log was told, as (event, user name, details)."""
    records: list[logging.LogRecord] = []
    handler, logger = logging.Handler(), logging.getLogger("gainsay.security")
    handler.emit = records.append
    logger.addHandler(handler)
    yield lambda: [(each.event, User.objects.get(pk=each.person).username, each.details) for each in records]
    logger.removeHandler(handler)


def text_of(answer) -> str:
    return " ".join(plain_page(answer).split())


def at(name, *arguments):
    return reverse(name, args=[getattr(each, "pk", each) for each in arguments])


FORM = {"name": "The Baron", "kind": "person"}


# -- What was possible: a collection of one's own, and then everybody's actors


def test_a_collection_of_ones_own_gives_no_way_to_rewrite_what_others_approved(scene, as_user, settings, log):
    settings.GAINSAY_COLLECTIONS_BY = "everybody"
    ralf = as_user(scene.ralf)
    before = b"".join(as_user(scene.mona).get("/collections/bridge/stances.csv?raw=1"))
    settings_ = {"name": "Mine", "language": "en", "time_zone": "UTC", "editors_per_article": "1"}
    assert ralf.post("/collections/new/", settings_).status_code == 302
    get_or_create_actor(name="Rogue", by=scene.ralf)
    mine = Collection.objects.get(slug="mine")
    article = make.article(mine)
    make.passage(article, "said", by=scene.ralf, role="manager", speakers=[scene.baron, scene.old, scene.duke])
    for address, sent in (
        (at("actor_merge", scene.baron), {"other": scene.old.pk}),
        (at("actor_merge", scene.duke), {"other": scene.baron.pk}),
        (at("actor_edit", scene.baron), FORM),
        (at("actor_edit", scene.duke), FORM),
    ):
        assert ralf.post(address, sent).status_code == 403, address
    sent = SimpleUploadedFile("actors.csv", b"name,kind,aliases\nBaron,person,Rogue\n")
    refused = ralf.post(at("actors_import"), {"table": sent})
    assert refused.status_code == 422 and "Line 2, column name: “Baron” is in the register" in text_of(refused)
    assert b"".join(as_user(scene.mona).get("/collections/bridge/stances.csv?raw=1")) == before
    assert ("collection_made", "ralf", {"collection": "mine"}) in log()
    assert ("refused", "ralf", {"action": "register: merge", "number": scene.baron.pk}) in log()


# -- What is offered


@pytest.mark.parametrize(
    ("person", "changes", "proposes"),
    [("mona", True, False), ("rita", True, False), ("edith", False, True), ("olga", False, True),
     ("ralf", False, False), ("otto", False, False)],
)  # fmt: skip
def test_each_is_offered_what_they_may(scene, as_user, person, changes, proposes):
    html = plain_page(as_user(getattr(scene, person)).get(at("actor", scene.baron)))
    for name in ("actor_edit", "actor_merge"):
        assert (at(name, scene.baron) in html) == changes, name
    for name in ("actor_propose", "actor_propose_merge"):
        assert (at(name, scene.baron) in html) == proposes, name


def test_a_register_editor_is_in_charge_of_what_nobody_cites_without_any_collection(scene, as_user, log):
    User.objects.filter(pk=scene.otto.pk).update(edits_register=True)
    otto = as_user(scene.otto)
    assert at("actor_edit", scene.duke) in plain_page(otto.get(at("actor", scene.duke)))
    assert otto.post(at("actor_edit", scene.duke), FORM | seen(ActorForm, scene.duke)).status_code == 302
    assert otto.post(at("actor_merge", scene.baron), {"other": scene.duke.pk}).status_code == 302
    assert [event for event, *_ in log()] == ["actor_renamed", "actor_merged"]


# -- What a change changes is seen before


def test_before_a_merge_a_rename_and_their_undo_the_approved_rows_are_shown(scene, as_user):
    edit_actor(scene.baron, wikidata_id="Q1")
    gone = make.actor("Elder Baron")
    make.passage(scene.article, "called that a lie", by=scene.edith, speakers=[gone])
    merge_actor(scene.baron, other=gone)
    rita = as_user(scene.rita)
    told = "1 approved passage shows this name in exported tables: Bridge 1."
    for address in (
        at("actor_merge", scene.baron) + f"?other={scene.old.pk}",
        at("actor", scene.baron),
        at("actor_undo", scene.baron, scene.baron.events.get()),
    ):
        html = text_of(rita.get(address))
        assert told in html and at("passage", scene.passage) in html, address
    assert "No approved passage shows this name" in text_of(rita.get(at("actor_unmerge", gone)))


def test_how_many_rows_of_others_is_all_that_is_told_of_them(scene, as_user):
    User.objects.filter(pk=scene.olga.pk).update(edits_register=True)
    html = text_of(as_user(scene.olga).get(at("actor", scene.baron)))
    assert "collections of others 1." in html
    assert "Bridge" not in html and str(scene.passage.pk) not in html


# -- Undo


def test_a_rename_is_undone_from_the_history(scene, as_user, log):
    rita = as_user(scene.rita)
    assert rita.post(at("actor_edit", scene.baron), FORM | seen(ActorForm, scene.baron)).status_code == 302
    address = at("actor_undo", scene.baron, scene.baron.events.get())
    assert address in plain_page(rita.get(at("actor_history", scene.baron)))
    assert "renamed it from “Baron” to “The Baron”" in text_of(rita.get(address))
    assert rita.post(address).status_code == 302
    assert Actor.objects.get(pk=scene.baron.pk).name == "Baron"
    assert "This took an earlier change back." in text_of(rita.get(at("actor_history", scene.baron)))
    assert rita.post(address).status_code == 422, "the same was changed again since: by the undo"
    assert log()[-1][2]["undone"]
    for person in (scene.edith, scene.olga, scene.ralf):
        client = as_user(person)
        assert address not in plain_page(client.get(at("actor_history", scene.baron)))
        assert client.post(address).status_code == 403


@pytest.mark.parametrize("event", [0, 999_999, 10**18])
def test_a_change_that_is_not_there(scene, as_user, event):
    assert as_user(scene.rita).post(at("actor_undo", scene.baron, event)).status_code == 404


def test_a_merge_is_undone_from_the_page_of_the_actor(scene, as_user):
    rita = as_user(scene.rita)
    rita.post(at("actor_merge", scene.baron), {"other": scene.old.pk})
    html = plain_page(rita.get(at("actor", scene.baron)))
    assert at("actor_unmerge", scene.old) in html
    assert at("actor_unmerge", scene.old) not in plain_page(as_user(scene.edith).get(at("actor", scene.baron)))
    assert "an entry of its own again" in text_of(rita.get(at("actor_unmerge", scene.old)))
    assert rita.post(at("actor_unmerge", scene.old)).status_code == 302
    assert Actor.objects.get(pk=scene.old.pk).merged_into is None
    for actor, said in ((scene.baron, "took “Old Baron” out of it again"), (scene.old, "took it out of “Baron” again")):
        assert said in text_of(rita.get(at("actor_history", actor)))
    assert rita.post(at("actor_unmerge", scene.old), follow=True).status_code == 200


# -- Proposals


def test_an_editor_proposes_a_reviewer_accepts_and_the_editor_sees_it(scene, as_user, log):
    edith, rita = as_user(scene.edith), as_user(scene.rita)
    html = plain_page(edith.get(at("actor_propose", scene.baron)))
    assert 'value="Baron"' in html
    sent = FORM | {"reason": "So the Gazette has it."}
    assert edith.post(at("actor_propose", scene.baron), sent).status_code == 302
    assert Actor.objects.get(pk=scene.baron.pk).name == "Baron"
    proposal = ActorProposal.objects.get()
    waiting = text_of(rita.get(at("actor_proposals")))
    assert "The Baron" in waiting and "So the Gazette has it." in waiting and "proposed by Edith" in waiting
    assert at("actor_proposals") in plain_page(rita.get(at("actors")))
    deciding = text_of(rita.get(at("proposal", proposal)))
    assert "now: Baron" in deciding and "1 approved passage shows this name" in deciding
    assert "The Baron" in text_of(rita.get(at("actor", scene.baron)))
    assert rita.post(at("proposal_accept", proposal)).status_code == 302
    assert Actor.objects.get(pk=scene.baron.pk).name == "The Baron"
    for page in (at("desk"), at("actor_proposals"), at("actor", scene.baron)):
        assert "Rita accepted it." in text_of(edith.get(page)), page
    assert log()[-1] == ("actor_renamed", "rita", {"actor": scene.baron.pk, "other": None, "proposal": proposal.pk})


def test_a_merge_is_proposed_and_declined_with_a_reason(scene, as_user):
    olga, rita = as_user(scene.olga), as_user(scene.rita)
    address = at("actor_propose_merge", scene.baron)
    assert f"?other={scene.old.pk}" in plain_page(olga.get(address))
    assert "would become part of" in text_of(olga.get(f"{address}?other={scene.old.pk}"))
    assert olga.post(address, {"other": scene.old.pk}).status_code == 302
    proposal = ActorProposal.objects.get()
    assert rita.post(at("proposal_decline", proposal), {"answer": " "}).status_code == 422
    assert rita.post(at("proposal_decline", proposal), {"answer": "Father and son."}).status_code == 302
    assert "Rita declined it: Father and son." in text_of(olga.get(at("actor_proposals")))
    assert rita.post(at("proposal_accept", proposal)).status_code == 422


def test_whoever_may_change_one_of_two_alone_is_led_to_propose_the_merge(scene, as_user):
    rita = as_user(scene.rita)
    answer = rita.get(at("actor_merge", scene.baron) + f"?other={scene.duke.pk}")
    assert answer.url == at("actor_propose_merge", scene.baron) + f"?other={scene.duke.pk}"
    assert rita.post(at("actor_merge", scene.baron), {"other": scene.duke.pk}).status_code == 403


@pytest.mark.parametrize(
    ("fields", "said"), [({"name": ""}, "This field is required"), ({}, "how it stands already"),
                         ({"reason": "x" * 1001}, "at most 1000")],
)  # fmt: skip
def test_a_proposal_that_cannot_be_is_refused_with_a_reason(scene, as_user, fields, said):
    answer = as_user(scene.edith).post(at("actor_propose", scene.baron), {"name": "Baron", "kind": "person"} | fields)
    assert answer.status_code == 422 and said in text_of(answer)


@pytest.mark.parametrize("other", ["", "x", "self"])
def test_a_merge_that_cannot_be_is_not_proposed(scene, as_user, other):
    sent = {"other": scene.baron.pk if other == "self" else other}
    assert as_user(scene.edith).post(at("actor_propose_merge", scene.baron), sent).status_code == 422
    assert not ActorProposal.objects.exists()


def test_a_proposal_tells_nobody_of_a_name_that_is_hidden_from_them(scene, as_user):
    """Proposing the very name of a hidden actor is taken like any other."""
    hidden = get_or_create_actor(name="Hidden", kind="person", by=scene.egon)
    edit_collection(scene.collection, blind=True)
    edith = as_user(scene.edith)
    for name in ("Hidden", "Nobody entered this"):
        sent = {"name": name, "kind": "person"}
        assert edith.post(at("actor_propose", scene.baron), sent).status_code == 302
    for number in (hidden.pk, 999_999):
        assert edith.post(at("actor_propose_merge", scene.baron), {"other": number}).status_code == 404
    propose_actor_merge(scene.baron, other=hidden, by=scene.rita)
    for page in ("actor_proposals", "desk", "actors"):
        assert "Old Hidden" not in text_of(edith.get(at(page)))
    own = text_of(edith.get(at("actor_proposals")))
    assert "Merge “" not in own


def test_whoever_reads_blind_imports_no_table(scene, as_user):
    """What it finds there already would tell what other editors entered."""
    edit_collection(scene.collection, blind=True)
    mine = make.collection("mine", by=None)
    set_member(mine, user=scene.edith, role="manager", by=None)
    answer = as_user(scene.edith).post(
        at("actors_import"), {"table": SimpleUploadedFile("actors.csv", b"name,kind\nHidden,person\n")}
    )
    assert answer.status_code == 422 and "so you enter actors where you mark" in text_of(answer)
    assert not Actor.objects.filter(name="Hidden").exists()


def test_queries_of_the_list_do_not_grow_with_proposals(scene, as_user, django_assert_max_num_queries):
    for number in range(20):
        propose_actor_edit(scene.baron, by=scene.edith, name=f"Baron {number}")
        propose_actor_edit(scene.old, by=scene.rita, name=f"Baron {number}")
    rita = as_user(scene.rita)
    rita.get(at("actor_proposals"))
    with django_assert_max_num_queries(14):
        assert text_of(rita.get(at("actor_proposals"))).count("proposed by Edith") == 20


# -- Limits


def test_more_than_one_person_may_enter_is_refused_with_a_time_and_logged(scene, as_user, settings, log):
    settings.GAINSAY_ACTORS_PER_HOUR = settings.GAINSAY_CLAIMS_PER_HOUR = 1
    settings.GAINSAY_COMMENTS_PER_HOUR = settings.GAINSAY_PROPOSALS_PER_HOUR = 1
    passage = make.passage(make.article(scene.collection, text="It fell."), "It", by=scene.edith)
    edith = as_user(scene.edith)

    def mark(address, **fields):
        passage.refresh_from_db()
        stamp = {"version": passage.version, "action": make.uuid7()}
        return edith.post(at(address, passage), stamp | fields, headers=HX)

    for number, (expected, is_word) in enumerate(((302, 200), (422, 422))):
        answers = [
            edith.post(at("actor_new"), {"name": f"New {number}", "kind": "person"}),
            edith.post(at("actor_propose", scene.baron), FORM | {"name": f"Baron {number}"}),
            mark("passage_statements", statement=f"It fell {number}."),
            edith.post(at("passage_comments", passage), {"text": f"So {number}", "action": make.uuid7()}, headers=HX),
        ]
        assert [each.status_code for each in answers] == [expected, expected, is_word, is_word]
    for answer in answers:
        assert "within an hour" in text_of(answer) and "Go on at" in text_of(answer)
    assert mark("passage_speakers", name="Newer").status_code == 422
    limited = [details["what"] for event, _person, details in log() if event == "limit_reached"]
    assert limited == ["actor", "actorproposal", "claim", "comment", "actor"]
    assert (Comment.objects.count(), Claim.objects.filter(created_by=scene.edith).count()) == (1, 1)


def test_articles_of_whoever_made_themselves_a_manager_are_counted(scene, as_user, settings, log):
    settings.GAINSAY_ARTICLES_PER_HOUR = 1
    settings.GAINSAY_COLLECTIONS_BY = "everybody"
    make.collection("mine", by=scene.otto)
    otto, mona = as_user(scene.otto), as_user(scene.mona)
    for number, status in ((1, 302), (2, 422)):
        sent = {"title": "A", "text": f"Text {number}.", "language": "en"}
        answer = otto.post("/collections/mine/import/", sent)
        assert answer.status_code == status
        assert mona.post("/collections/bridge/import/", sent).status_code == 302
    assert "at most 1 articles within an hour" in text_of(answer)
    assert log()[-1][0] == "limit_reached"


def test_an_import_that_was_taken_is_logged(scene, as_user, log):
    sent = SimpleUploadedFile("actors.csv", b"name,kind\nNew,person\n")
    assert as_user(scene.mona).post(at("actors_import"), {"table": sent}).status_code == 302
    assert log()[-1] == ("actors_imported", "mona", {"complete": True, "made": 1, "changed": 0})
