"""The checks of the stress command find what is wrong: a small true story, and the same with one thing false."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from claims.actions.claim_edit import reword_claim
from claims.actions.passage_review import reopen_passage
from claims.models import Denial, Passage
from tests import make
from tests.scale.stress_cards import read
from tests.scale.stress_checks import FIVE_HUNDRED, checked
from tests.scale.stress_journal import Broken, Journal, Write
from tests.scale.stress_servers import Outage, now

THERE = "every acknowledged change is there"
ONCE = "no change is there twice"
ASKED = "nothing is there that nobody sent or that was refused"
STEPS = "versions follow each other without gaps, by steps that there are"
SHOWN = "each version is in history as people were shown it"
SEEN = "no approval covers a version that its reviewer did not see"


@pytest.fixture
def journal() -> Journal:
    return Journal()


@pytest.fixture
def send(cast, journal):
    """Send a change over HTTP, and write down the answer with the cards in it."""

    def send(person, verb: str, path: str, **fields: str) -> Write:
        client = Client()
        client.force_login(person)
        entry = Write(person.username, person.pk, verb, path, fields, cast.article.pk, sent=now(), attempts=1)
        if path.startswith("/passages/"):
            entry.passage = path.split("/")[2]
            # A tab that shows what was there before sends an older one.
            fields.setdefault("version", str(Passage.objects.get(pk=entry.passage).version))
            entry.version = int(fields["version"])
        entry.passage, entry.action = entry.passage or fields.get("id", ""), str(make.uuid7())
        response = client.post(path, {**fields, "action": entry.action}, headers={"HX-Request": "true"})
        entry.status, entry.answered, entry.is_done = response.status_code, now(), response.status_code == 200
        for seen in read(response.content.decode()):
            journal.see(person.username, seen.card, now())
        journal.writes.append(entry)
        return entry

    return send


@pytest.fixture
def passage(cast, send, journal) -> str:
    """Edith marked it, put it right and handed it in; Rita approved it."""
    passage, place = str(make.uuid7()), f"/articles/{cast.article.pk}/"
    send(cast.edith, "mark", f"{place}passages/", id=passage, mark="quote", content="45..60")
    send(cast.edith, "say nobody is named", f"/passages/{passage}/unattributed/", unattributed="1")
    send(cast.edith, "undo", f"{place}undo/").turned = passage
    actor = make.actor("Minister")
    send(cast.edith, "add a speaker", f"/passages/{passage}/speakers/", actor=str(actor.pk))
    send(cast.edith, "hand in", f"{place}hand-in/")
    rita = Client()
    rita.force_login(cast.rita)
    for seen in read(rita.get(place).content.decode()):
        journal.see("rita", seen.card, now())
    send(cast.rita, "approve", f"/passages/{passage}/approve/")
    assert Passage.objects.get().status == "approved"
    return passage


def failed(journal: Journal, *outages: Outage) -> set[str]:
    results, _evidence = checked(journal, list(outages))
    return {name for name, findings in results.items() if findings}


def test_a_true_story_has_no_findings(journal, passage):
    assert failed(journal) == set()


def test_a_denial_off_whose_number_a_speaker_has_too(cast, send, journal):
    passage = str(make.uuid7())
    send(
        cast.edith, "mark", f"/articles/{cast.article.pk}/passages/",
        id=passage, mark="refutation", content="45..60", speaker=str(make.actor("Minister").pk),
        denies=str(make.claim(cast.collection, "The plan was known.").pk),
    )  # fmt: skip
    denial = Denial.objects.get().pk
    make.past_the_rules("UPDATE claims_attribution SET id = %s", denial)
    send(cast.edith, "take a denial off", f"/passages/{passage}/denials/{denial}/remove/")
    assert failed(journal) == set()


def test_a_claim_reworded_by_the_one_who_reopens_from_an_old_tab(cast, send, journal, passage):
    claim = make.claim(cast.collection, "The plan was known.")
    make.past_the_rules(
        "INSERT INTO claims_statement (passage_id, claim_id, created_at) VALUES (%s, %s, now())", passage, claim.pk
    )
    reword_claim(claim, by=cast.rita, statement="They knew of the plan.")
    entry = send(cast.rita, "reopen", f"/passages/{passage}/reopen/", version="4", reason="Which plan?")
    assert entry.status == 409
    assert ONCE not in failed(journal)


def test_an_acknowledged_change_that_is_lost(journal, passage):
    journal.writes.append(replace(journal.writes[1], action=str(make.uuid7())))
    assert failed(journal) == {THERE}


def test_an_acknowledged_change_that_did_something_else(journal, passage):
    journal.writes[0].fields["mark"] = "assertion"
    assert failed(journal) == {THERE}


def test_an_acknowledged_approval_that_is_lost(journal, passage):
    journal.writes.append(replace(journal.writes[-1], user=journal.writes[0].user))
    assert failed(journal) == {THERE}


def test_an_action_done_twice(cast, journal, passage):
    reopen_passage(Passage.objects.get(), by=cast.rita, version=4, reason="Which plan?")
    action = uuid.UUID(journal.writes[3].action)
    # As it would be if nobody asked whether an action was done before.
    for note, each in (("one", make.uuid7()), ("two", action)):
        again = Passage.objects.get()
        again.note, again.version, again.action = note, again.version + 1, each
        again.save(update_fields=["note", "version", "action"])
    assert ONCE in failed(journal)


def test_a_change_that_nobody_sent_and_one_that_was_refused(journal, passage):
    journal.writes[1].is_done, journal.writes[1].status = False, 409
    assert failed(journal) == {ASKED}
    del journal.writes[1]
    assert failed(journal) == {ASKED}


def test_a_version_that_is_missing(cast, journal, passage):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE claims_passage SET version = 9, reviewed_version = 9 WHERE id = %s", [passage])
    assert STEPS in failed(journal)


@pytest.mark.parametrize("wrong", [{"mark": "assertion"}, {"speakers": frozenset({"Boris"})}, {"version": 7}])
def test_a_card_that_showed_something_else(journal, passage, wrong):
    (person, card), at = list(journal.seen.items())[-1]
    journal.see(person, replace(card, **wrong), at)
    assert failed(journal) == {SHOWN}


@pytest.mark.parametrize("person", ["edith", "rita"])
def test_an_approval_of_what_was_not_seen(journal, passage, person):
    journal.seen = {(name, card): at for (name, card), at in journal.seen.items() if name != person}
    assert failed(journal) == ({SEEN} if person == "rita" else set())


def test_an_error_counts_unless_the_database_was_down(journal, passage):
    at = now()
    journal.broken.append(Broken(at, at, 500, "GET /"))
    around = {"began": at - timedelta(seconds=1), "ended": at + timedelta(seconds=1)}
    assert failed(journal) == {FIVE_HUNDRED}
    assert failed(journal, Outage("database", **around)) == set()
