"""When everything is decided, all readings of an article are accepted in one go, by the rules of accepting one."""

import pytest

from claims.models import Assignment, Passage
from claims.models.settling import agree, take
from tests import make
from tests.claims.two_readings import anew, seen, two_readings


@pytest.fixture
def two(cast):
    return two_readings(cast)


def settle(cast, two, *, wording=False):
    agree(article=cast.article, pairs=[(seen(two.hers_same), seen(two.his_same))], by=cast.rita)
    if wording:
        anew(cast, two)
        Assignment.objects.get(editor=cast.rita).hand_in(by=cast.rita)
    else:
        take(article=cast.article, chosen=seen(two.his_other), other=seen(two.hers_other), by=cast.rita)
    for alone in (two.hers_alone, two.his_alone):
        take(article=cast.article, chosen=seen(alone), by=cast.rita)


def page(client, cast, verb=""):
    return client.get(f"/articles/{cast.article.pk}/settle/{verb}").content.decode()


def accept(client, cast):
    return client.post(f"/articles/{cast.article.pk}/settle/accept/", follow=True).content.decode()


def accepted(cast):
    readings = Assignment.objects.in_article(cast.article).filter(accepted_at__isnull=False)
    return {each.editor.name: each.accepted_by.name for each in readings.select_related("editor", "accepted_by")}


def test_one_press_accepts_all_readings(cast, as_user, two):
    rita = as_user(cast.rita)
    assert "accept all readings" not in page(rita, cast), "while something is undecided"
    settle(cast, two)
    assert "accept all readings" in page(rita, cast)
    html = accept(rita, cast)
    assert "Accepted: the readings of Edith and Egon." in html and "Nothing waits for your review" in html
    assert accepted(cast) == {"Edith": "Rita", "Egon": "Rita"}


def test_what_still_waits_is_left_and_its_reader_named(cast, as_user, two):
    settle(cast, two)
    Passage.objects.get(pk=two.his_alone.pk).reopen(
        by=cast.rita, version=Passage.objects.get(pk=two.his_alone.pk).version, reason="Whose?"
    )
    html = accept(as_user(cast.rita), cast)
    assert "Egon: This reading is not handed in" in html and "Accepted: the readings of Edith." in html
    assert accepted(cast) == {"Edith": "Rita"}


def test_whoever_worded_anew_is_told_that_somebody_else_accepts_that(cast, as_user, two):
    settle(cast, two, wording=True)
    rita = as_user(cast.rita)
    assert "What you worded anew is your own: another reviewer accepts that." in page(rita, cast)
    assert "Rita: Nobody accepts their own reading." in accept(rita, cast)
    assert accepted(cast) == {"Edith": "Rita", "Egon": "Rita"}
    made = Passage.objects.get(editor=cast.rita)
    made.approve(by=two.sara, version=made.version)
    accept(as_user(two.sara), cast)
    assert accepted(cast)["Rita"] == "Sara"


def test_a_new_wording_is_listed_while_it_waits_for_another_person(cast, as_user, two):
    made = anew(cast, two)
    mona = as_user(cast.mona)

    def readers():
        return mona.get("/collections/bridge/").content.decode().partition("<tbody>")[2]

    assert "new wording, in work" in readers()
    Assignment.objects.get(editor=cast.rita).hand_in(by=cast.rita)
    assert "new wording, handed in" in readers()
    waiting = as_user(two.sara).get("/review/").content.decode()
    assert "Rita" in waiting and "new wording" in waiting
    made.refresh_from_db()
    made.approve(by=two.sara, version=made.version)
    Assignment.objects.get(editor=cast.rita).accept(by=two.sara)
    assert "new wording" not in readers()


def test_one_that_came_to_nothing_is_not_listed(cast, as_user, two):
    made = anew(cast, two)
    made.withdraw(by=cast.rita, version=made.version, action=make.uuid7())
    assert "new wording" not in as_user(cast.mona).get("/collections/bridge/").content.decode()
