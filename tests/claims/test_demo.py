"""The demo collection: everybody finds something to do, and what is quoted stands in the texts."""

import io
from collections import Counter

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from claims.demo.cast import PEOPLE, REPORTS, SPEAKERS
from claims.demo.marks import MARKS
from claims.demo.story import TEXTS
from claims.models import Article, Assignment, Collection, Denial, Passage, User
from claims.models.choices import DenialState, Status
from claims.queries.articles import free_articles
from claims.queries.comments import comments_waiting_for
from tests import make
from tests.scenes import built_once


@pytest.fixture
def lines(db) -> list[str]:
    return built_once(loaded)


def loaded() -> list[str]:
    """What the command prints into an empty database."""
    out = io.StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue().splitlines()


def test_it_prints_logins_that_work(lines):
    assert [line.split()[1] for line in lines] == ["editor", "editor2", "reviewer", "manager", "reader"]
    for line in lines:
        word, name, password, role = line.split()
        person = authenticate(username=name, password=password)
        assert word == "login:" and person is not None
        assert person.memberships.get().role == role and person.name not in ("", name)


def test_it_has_passages_at_every_status_and_denials_of_every_state(lines):
    assert set(Passage.objects.values_list("status", flat=True)) == set(Status)
    assert set(Denial.objects.values_list("state", flat=True)) == set(DenialState)
    assert Passage.objects.filter(unattributed=True, status=Status.APPROVED).exists()
    assert Passage.objects.incomplete().filter(status=Status.DRAFT).exists()
    assert any(len(passage.content) > 1 for passage in Passage.objects.approved())
    assert Passage.objects.approved().filter(within__isnull=False).exists()
    assert max(Counter(Passage.objects.filter(attributions__role="via").values_list("pk", flat=True)).values()) == 2


def test_denials_link_across_articles(lines):
    linked = Denial.objects.filter(answers__isnull=False).select_related("passage", "answers")
    assert len(linked) >= 2
    assert all(denial.passage.article_id != denial.answers.article_id for denial in linked)


def test_everybody_finds_something_to_do(lines):
    editor, editor2, reviewer, manager = (User.objects.get(username=person.username) for person in PEOPLE[:4])
    assert Assignment.objects.of(editor).unfinished().count() == 2, "one to go on with, one with something returned"
    assert Passage.objects.of(editor).returned().exists()
    assert comments_waiting_for(editor).count() == 1
    assert Passage.objects.mended_for(editor2).count() == 1
    assert Assignment.objects.to_review_by(reviewer).count() == 1
    collection = Collection.objects.visible_to(manager).get()
    assert free_articles(collection, editor=editor2).exists(), "a place that the manager can fill"
    assert Assignment.objects.filter(accepted_at__isnull=False).count() == 2
    assert Passage.objects.approved().count() > 10, "something for the reader to take away"


def test_each_step_is_on_record_as_its_persons(lines):
    events = Passage.events.rel.related_model.objects.filter(pgh_context__isnull=False)
    users = {event.pgh_context.get("user") for event in events}
    assert {User.objects.get(username="reviewer").pk, User.objects.get(username="editor").pk} <= users


def test_the_manager_is_the_first_person_of_the_installation(lines):
    """Starts collections and keeps the register; also where the demo was loaded before there were these rights."""
    named = User.objects.filter(starts_collections=True, edits_register=True)
    assert [person.username for person in named] == ["manager"]
    assert not User.objects.exclude(username="manager").filter(starts_collections=True).exists()
    User.objects.update(starts_collections=False, edits_register=False)
    call_command("load_demo")
    assert [person.username for person in named.all()] == ["manager"]


def test_no_limit_of_a_person_stops_it(db, settings):
    for kind in ("ACTORS", "CLAIMS", "ARTICLES", "COMMENTS"):
        setattr(settings, f"GAINSAY_{kind}_PER_HOUR", 1)
    call_command("load_demo")
    assert Passage.objects.count() == len(MARKS)


def test_it_agrees_with_its_texts(lines):
    call_command("verify")


def test_a_second_run_keeps_the_data_and_tells_the_same(lines, capsys):
    Passage.objects.filter(status=Status.DRAFT).update(note="mine", version=99)
    before = list(Passage.objects.order_by("pk").values())
    User.objects.get(username="reader").set_password("changed")
    call_command("load_demo")
    assert capsys.readouterr().out.splitlines() == lines
    assert list(Passage.objects.order_by("pk").values()) == before


def test_a_second_run_opens_the_door_again(lines):
    reader = User.objects.get(username="reader")
    reader.set_password("changed")
    reader.save()
    call_command("load_demo")
    assert authenticate(username="reader", password=lines[-1].split()[2])


@pytest.mark.parametrize("address", ["https://gainsay.example.org", ""])
def test_it_refuses_where_others_can_come(db, settings, address):
    settings.GAINSAY_URL = address
    with pytest.raises(CommandError, match="--force"):
        call_command("load_demo")
    assert not User.objects.exists()
    call_command("load_demo", "--force")
    assert Collection.objects.filter(slug="kursk").exists()


def test_it_takes_over_nobodys_account(db):
    make.user("reviewer")
    with pytest.raises(CommandError, match="that others here have: reviewer"):
        call_command("load_demo")
    assert User.objects.count() == 1 and not Collection.objects.exists()


def test_the_reports_are_short_and_each_mark_stands_in_its_own(lines):
    for report in REPORTS:
        assert 180 <= len((TEXTS / report.file).read_text(encoding="utf-8").split()) <= 350
    assert Article.objects.count() == 3
    assert Passage.objects.count() == len(MARKS)
    named = {name for mark in MARKS for name in (*mark.speakers, *mark.via)}
    assert named <= {speaker.name for speaker in SPEAKERS}
