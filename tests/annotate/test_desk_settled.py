"""The desk tells an editor what was decided about an article that others read, too, for a while."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims.models import Assignment, Passage
from claims.models.settled import DAYS
from claims.models.settling import agree, give_back, take
from tests import make
from tests.annotate.test_desk import desk
from tests.claims.two_readings import anew, seen, two_readings


@pytest.fixture
def two(cast):
    return two_readings(cast)


def settle(cast, two, *, returning=True):
    """What agrees is approved; of what differs his is taken; what she alone saw is taken, or goes back."""
    agree(article=cast.article, pairs=[(seen(two.hers_same), seen(two.his_same))], by=cast.rita)
    take(article=cast.article, chosen=seen(two.his_other), other=seen(two.hers_other), by=cast.rita)
    take(article=cast.article, chosen=seen(two.his_alone), by=cast.rita)
    if returning:
        give_back(article=cast.article, seen=seen(two.hers_alone), by=cast.rita, reason="Who is “us”?")


def test_one_line_an_article_with_what_became_of_ones_own(cast, as_user, two):
    settle(cast, two)
    html = desk(as_user(cast.edith))
    assert "Settled of late" in html and html.count("of yours taken") == 1
    for said in ("1 of yours taken", "1 gave way to another reading", "1 returned"):
        assert said in html
    assert f"/articles/{cast.article.pk}/decided/" in html
    his = desk(as_user(cast.egon))
    assert "2 of yours taken" in his and "1 gave way" in his and "returned" not in his


def test_nothing_while_something_waits(cast, as_user, two):
    settle(cast, two, returning=False)
    assert "Settled of late" not in desk(as_user(cast.edith))
    take(article=cast.article, chosen=seen(two.hers_alone), by=cast.rita)
    assert "2 of yours taken" in desk(as_user(cast.edith))


def test_nothing_while_a_new_wording_is_not_approved(cast, as_user, two):
    made = anew(cast, two)
    agree(article=cast.article, pairs=[(seen(two.hers_same), seen(two.his_same))], by=cast.rita)
    for alone in (two.hers_alone, two.his_alone):
        take(article=cast.article, chosen=seen(alone), by=cast.rita)
    assert "Settled of late" not in desk(as_user(cast.edith))
    Assignment.objects.get(editor=cast.rita).hand_in(by=cast.rita)
    assert "Settled of late" not in desk(as_user(cast.edith))
    Passage.objects.get(pk=made.pk).approve(by=two.sara, version=Passage.objects.get(pk=made.pk).version)
    assert "1 gave way" in desk(as_user(cast.edith))


def test_it_leaves_the_desk_after_a_week(cast, as_user, two):
    settle(cast, two)
    Passage.objects.filter(reviewed_at__isnull=False).update(reviewed_at=timezone.now() - timedelta(days=DAYS, hours=1))
    html = desk(as_user(cast.edith))
    assert "Settled of late" not in html and "Returned to you" in html


def test_a_single_reading_is_not_settled(cast, as_user):
    passage = make.passage(cast.article, "a lie", by=cast.edith, mark="quote", speakers=[make.actor("Minister")])
    Assignment.objects.get().hand_in(by=cast.edith)
    Passage.objects.get().approve(by=cast.rita, version=passage.version)
    assert "Settled of late" not in desk(as_user(cast.edith))


def test_where_reading_is_blind_it_waits_for_who_reads_anew(cast, as_user, two):
    settle(cast, two)
    cast.collection.describe(blind=True, editors_per_article=3)
    assert "Settled of late" not in desk(as_user(cast.edith))
    cast.collection.describe(editors_per_article=2)
    assert "Settled of late" in desk(as_user(cast.edith))
