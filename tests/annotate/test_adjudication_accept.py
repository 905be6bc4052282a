"""When everything is decided, all readings of an article are accepted in one go, by the rules of accepting one."""

import pytest

from claims.actions.adjudicate import approve_agreeing, approve_one
from claims.actions.assignment_accept import accept_reading
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.passage_review import approve_passage, reopen_passage
from claims.actions.passage_withdraw import withdraw_passage
from claims.models import Assignment, Passage
from tests import make
from tests.claims.two_readings import anew, seen, two_readings
from tests.page import plain_page


@pytest.fixture
def two(cast):
    return two_readings(cast)


def settle(cast, two, *, wording=False):
    approve_agreeing(cast.article, pairs=[(seen(two.hers_same), seen(two.his_same))], by=cast.rita)
    if wording:
        anew(cast, two)
        hand_in_reading(Assignment.objects.get(editor=cast.rita), by=cast.rita)
    else:
        approve_one(cast.article, chosen=seen(two.his_other), other=seen(two.hers_other), by=cast.rita)
    for alone in (two.hers_alone, two.his_alone):
        approve_one(cast.article, chosen=seen(alone), by=cast.rita)


def page(client, cast, verb=""):
    return plain_page(client.get(f"/articles/{cast.article.pk}/settle/{verb}"))


def accept(client, cast):
    return plain_page(client.post(f"/articles/{cast.article.pk}/settle/accept/", follow=True))


def accepted(cast):
    readings = Assignment.objects.in_article(cast.article).filter(accepted_at__isnull=False)
    return {each.editor.name: each.accepted_by.name for each in readings.select_related("editor", "accepted_by")}


def test_one_press_accepts_all_readings(cast, as_user, two):
    rita = as_user(cast.rita)
    assert "Accept all readings" not in page(rita, cast), "while something is undecided"
    settle(cast, two)
    assert "Accept all readings" in page(rita, cast)
    html = accept(rita, cast)
    assert "Accepted: the readings of Edith and Egon." in html and "Nothing waits for your review" in html
    assert accepted(cast) == {"Edith": "Rita", "Egon": "Rita"}


def test_what_still_waits_is_left_and_its_reader_named(cast, as_user, two):
    settle(cast, two)
    reopen_passage(
        Passage.objects.get(pk=two.his_alone.pk),
        by=cast.rita,
        version=Passage.objects.get(pk=two.his_alone.pk).version,
        reason="Whose?",
    )
    html = accept(as_user(cast.rita), cast)
    assert "Egon: This reading is not handed in" in html and "Accepted: the reading of Edith." in html
    assert accepted(cast) == {"Edith": "Rita"}


def test_whoever_worded_anew_is_told_that_somebody_else_accepts_that(cast, as_user, two):
    settle(cast, two, wording=True)
    rita = as_user(cast.rita)
    assert "What you worded anew is your own: another reviewer accepts that." in page(rita, cast)
    assert "Rita: Nobody accepts their own reading." in accept(rita, cast)
    assert accepted(cast) == {"Edith": "Rita", "Egon": "Rita"}
    made = Passage.objects.get(editor=cast.rita)
    approve_passage(made, by=two.sara, version=made.version)
    accept(as_user(two.sara), cast)
    assert accepted(cast)["Rita"] == "Sara"


def test_a_new_wording_is_listed_while_it_waits_for_another_person(cast, as_user, two):
    made = anew(cast, two)
    mona = as_user(cast.mona)

    def readers():
        return plain_page(mona.get("/collections/bridge/")).partition("<tbody>")[2]

    assert "new wording, in progress" in readers()
    hand_in_reading(Assignment.objects.get(editor=cast.rita), by=cast.rita)
    assert "new wording, handed in" in readers()
    waiting = plain_page(as_user(two.sara).get("/review/"))
    assert "Rita" in waiting and "new wording" in waiting
    made.refresh_from_db()
    approve_passage(made, by=two.sara, version=made.version)
    accept_reading(Assignment.objects.get(editor=cast.rita), by=two.sara)
    assert "new wording" not in readers()


def test_one_that_came_to_nothing_is_not_listed(cast, as_user, two):
    made = anew(cast, two)
    withdraw_passage(made, by=cast.rita, version=made.version, action=make.uuid7())
    assert "new wording" not in plain_page(as_user(cast.mona).get("/collections/bridge/"))
