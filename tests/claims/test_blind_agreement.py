"""What is marked with others' passages in sight is no reading of one's own, and counts in no agreement."""

import pytest
from django.test import Client
from django.urls import reverse

from claims.actions.assignment_create import assign_article
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.assignment_remove import remove_assignment
from claims.actions.collection_edit import edit_collection
from claims.actions.member_set import remove_member, set_member
from claims.agreement.handed_in import measured
from claims.agreement.measures import Measure
from claims.models import Assignment, User
from claims.permissions import Role
from tests import make


def hand_in(article, editor):
    hand_in_reading(Assignment.objects.get(article=article, editor=editor), by=editor)


def same_content(cast):
    """How far the editors marked the same words: 0 to 1."""
    return measured(cast.collection).found.total.figures()[Measure.CONTENT_EXACT].value


@pytest.fixture
def blind(cast):
    """Two read the article blind: Egon has handed in nothing yet, Edith one passage."""
    edit_collection(cast.collection, blind=True)
    cast.parts = {"speakers": [make.actor("Minister", "person")], "states": [make.claim(cast.collection, "It was.")]}
    make.passage(cast.article, "that the plan was known", by=cast.edith, **cast.parts)
    hand_in(cast.article, cast.edith)
    assign_article(cast.article, editor=cast.egon, by=cast.mona)
    return cast


def with_others_in_sight(cast, *, by):
    """Somebody marks what another one has marked, and hands it in."""
    make.passage(cast.article, "that the plan was known", by=by, **cast.parts)
    hand_in(cast.article, by)


def test_what_is_marked_with_others_passages_in_sight_counts_in_no_agreement(blind):
    hand_in(blind.article, blind.egon)
    assert same_content(blind) == 0
    with_others_in_sight(blind, by=blind.egon)
    assert same_content(blind) == 0
    # Nor does it when somebody comes who hides it again.
    assign_article(blind.article, editor=blind.mona, by=blind.mona)
    with_others_in_sight(blind, by=blind.egon)
    assert measured(blind.collection).found.pairs.keys() == {(blind.edith.pk, blind.egon.pk)}
    assert same_content(blind) == 0


def test_what_is_handed_in_again_while_it_is_blind_counts(blind):
    make.passage(blind.article, "“safe”", by=blind.edith, mark="quote", **blind.parts)
    hand_in(blind.article, blind.edith)
    for words in ("that the plan was known", "“safe”"):
        make.passage(blind.article, words, by=blind.egon, mark="quote", **blind.parts)
    hand_in(blind.article, blind.egon)
    assert same_content(blind) == 1


def taken_away(cast):
    remove_assignment(Assignment.objects.get(editor=cast.otto), by=cast.mona)


def dismissed(cast):
    remove_member(cast.collection, user=cast.otto)


def demoted(cast):
    set_member(cast.collection, user=cast.otto, role=Role.READER, by=cast.mona)


def in_the_admin():
    client = Client()
    client.force_login(make.user("root", is_staff=True, is_superuser=True))
    return client


def deactivated(cast):
    admin_client = in_the_admin()
    address = reverse("admin:claims_user_change", args=[cast.otto.pk])
    form = admin_client.get(address).context["adminform"].form
    kept = {
        name: form.initial[name] for name in ("username", "first_name", "last_name", "email", "time_zone", "language")
    }
    joined = {"date_joined_0": "2026-01-01", "date_joined_1": "00:00"}
    assert admin_client.post(address, {**kept, **joined, "seen": form.seen_now}).status_code == 302
    assert not User.objects.get(pk=cast.otto.pk).is_active


@pytest.mark.parametrize("ending", [taken_away, dismissed, demoted, deactivated])
def test_whatever_ends_blind_reading_ends_what_is_compared(blind, ending):
    set_member(blind.collection, user=blind.otto, role=Role.EDITOR, by=blind.mona)
    assign_article(blind.article, editor=blind.otto, by=blind.mona)
    hand_in(blind.article, blind.egon)
    ending(blind)
    with_others_in_sight(blind, by=blind.egon)
    assert same_content(blind) == 0


def test_a_time_without_blind_reading_ends_it_too(blind):
    edit_collection(blind.collection, blind=False)
    edit_collection(blind.collection, blind=True)
    make.passage(blind.article, "“safe”", by=blind.edith, mark="quote", **blind.parts)
    hand_in(blind.article, blind.edith)
    for words in ("that the plan was known", "“safe”"):
        make.passage(blind.article, words, by=blind.egon, mark="quote", **blind.parts)
    hand_in(blind.article, blind.egon)
    # Of Edith's two only the one from before.
    assert same_content(blind) == pytest.approx(2 / 3)


def by_the_manager(collection):
    edit_collection(collection, editors_per_article=2)


def by_the_administrator(collection):
    client, address = in_the_admin(), reverse("admin:claims_collection_change", args=[collection.pk])
    form = client.get(address).context["adminform"].form
    sent = {**form.initial, "seen": form.seen_now, "editors_per_article": 2}
    assert client.post(address, sent).status_code == 302


@pytest.mark.parametrize("lowered", [by_the_manager, by_the_administrator])
def test_a_place_less_ends_it_too(blind, lowered):
    edit_collection(blind.collection, editors_per_article=3)
    hand_in(blind.article, blind.egon)
    lowered(blind.collection)
    with_others_in_sight(blind, by=blind.egon)
    assert same_content(blind) == 0
