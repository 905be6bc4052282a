"""The desk tells an editor what was decided about an article that others read, too, for a while."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims.actions.adjudicate import approve_agreeing, approve_one, return_one
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.collection_edit import edit_collection
from claims.actions.passage_review import approve_passage
from claims.models import Assignment, Passage
from claims.queries.recently_settled import DAYS
from tests import make
from tests.annotate.test_desk import desk
from tests.claims.two_readings import anew, seen, two_readings


@pytest.fixture
def two(cast):
    return two_readings(cast)


def settle(cast, two, *, returning=True):
    """What agrees is approved; of what differs his is taken; what she alone saw is taken, or goes back."""
    approve_agreeing(cast.article, pairs=[(seen(two.hers_same), seen(two.his_same))], by=cast.rita)
    approve_one(cast.article, chosen=seen(two.his_other), other=seen(two.hers_other), by=cast.rita)
    approve_one(cast.article, chosen=seen(two.his_alone), by=cast.rita)
    if returning:
        return_one(cast.article, seen=seen(two.hers_alone), by=cast.rita, reason="Who is “us”?")


def test_one_line_an_article_with_what_became_of_ones_own(cast, as_user, two):
    settle(cast, two)
    html = desk(as_user(cast.edith))
    assert "Recently decided" in html and html.count("of yours accepted") == 1
    for said in ("1 of yours accepted", "1 merged into another reading", "1 returned"):
        assert said in html
    assert f"/articles/{cast.article.pk}/decided/" in html
    his = desk(as_user(cast.egon))
    assert "2 of yours accepted" in his and "1 merged" in his and "returned" not in his


def test_nothing_while_something_waits(cast, as_user, two):
    settle(cast, two, returning=False)
    assert "Recently decided" not in desk(as_user(cast.edith))
    approve_one(cast.article, chosen=seen(two.hers_alone), by=cast.rita)
    assert "2 of yours accepted" in desk(as_user(cast.edith))


def test_nothing_while_a_new_wording_is_not_approved(cast, as_user, two):
    made = anew(cast, two)
    approve_agreeing(cast.article, pairs=[(seen(two.hers_same), seen(two.his_same))], by=cast.rita)
    for alone in (two.hers_alone, two.his_alone):
        approve_one(cast.article, chosen=seen(alone), by=cast.rita)
    assert "Recently decided" not in desk(as_user(cast.edith))
    hand_in_reading(Assignment.objects.get(editor=cast.rita), by=cast.rita)
    assert "Recently decided" not in desk(as_user(cast.edith))
    approve_passage(Passage.objects.get(pk=made.pk), by=two.sara, version=Passage.objects.get(pk=made.pk).version)
    assert "1 merged" in desk(as_user(cast.edith))


def test_it_leaves_the_desk_after_a_week(cast, as_user, two):
    settle(cast, two)
    Passage.objects.filter(reviewed_at__isnull=False).update(reviewed_at=timezone.now() - timedelta(days=DAYS, hours=1))
    html = desk(as_user(cast.edith))
    assert "Recently decided" not in html and "Returned to you" in html


def test_a_single_reading_is_not_settled(cast, as_user):
    passage = make.passage(cast.article, "a lie", by=cast.edith, mark="quote", speakers=[make.actor("Minister")])
    hand_in_reading(Assignment.objects.get(), by=cast.edith)
    approve_passage(Passage.objects.get(), by=cast.rita, version=passage.version)
    assert "Recently decided" not in desk(as_user(cast.edith))


def test_where_reading_is_blind_it_waits_for_who_reads_anew(cast, as_user, two):
    settle(cast, two)
    edit_collection(cast.collection, blind=True, editors_per_article=3)
    assert "Recently decided" not in desk(as_user(cast.edith))
    edit_collection(cast.collection, editors_per_article=2)
    assert "Recently decided" in desk(as_user(cast.edith))
