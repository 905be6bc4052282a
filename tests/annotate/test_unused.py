"""Deleting unused claims and actors on the web: the filter, the page that lists what would go, and one step for all."""

import pytest
from django.urls import reverse

from claims.actions.actor_create import get_or_create_actor
from claims.actions.claim_create import get_or_create_claim
from claims.actions.collection_edit import edit_collection
from claims.models import Actor, Claim, SecurityEvent
from tests import make
from tests.page import plain_page


@pytest.fixture
def three(cast):
    """Edith entered three claims and three actors; the first of each is named by a passage."""
    words = ("The dam held.", "The dam broke.", "Nobody was hurt.")
    cast.claims = [get_or_create_claim(collection=cast.collection, statement=each, by=cast.edith) for each in words]
    cast.actors = [get_or_create_actor(name=each, by=cast.edith) for each in ("Mayor", "Council", "Police")]
    make.passage(cast.article, "the plan", by=cast.edith, states=cast.claims[:1], speakers=cast.actors[:1])
    return cast


KINDS = {"claim": ("claims", "claims_delete", Claim), "actor": ("actors", "actors_delete", Actor)}
both_kinds = pytest.mark.parametrize("kind", KINDS)


def rows(three, kind):
    return three.claims if kind == "claim" else three.actors


def text_of(answer):
    return " ".join(plain_page(answer).split())


@both_kinds
def test_the_list_can_be_narrowed_to_what_is_unused_and_ones_own_to_delete(three, as_user, kind):
    used, *unused = rows(three, kind)
    address = reverse(KINDS[kind][0])
    for person in (three.edith, three.rita):
        assert "Unused, for me to delete" in text_of(as_user(person).get(address))
        page = text_of(as_user(person).get(f"{address}?unused=1"))
        assert str(used) not in page
        for each in unused:
            assert f'name="{kind}" value="{each.pk}"' in page and f"{reverse(KINDS[kind][1])}?{kind}={each.pk}" in page
    assert "yours to delete" in text_of(as_user(three.egon).get(f"{address}?unused=1"))
    assert "Unused, for me to delete" not in text_of(as_user(three.ralf).get(address))


@both_kinds
def test_what_was_chosen_is_listed_before_it_goes(three, as_user, kind):
    used, one, other = rows(three, kind)
    edith, address = as_user(three.edith), reverse(KINDS[kind][1])
    page = text_of(edith.get(address, {kind: [used.pk, one.pk, other.pk]}))
    assert str(one) in page and str(other) in page and str(used) not in page
    assert KINDS[kind][2].objects.filter(pk=one.pk).exists()
    answer = edith.post(address, {kind: [one.pk, other.pk]}, follow=True)
    assert "2 are deleted." in text_of(answer)
    assert list(KINDS[kind][2].objects.filter(pk__in=[each.pk for each in rows(three, kind)])) == [used]
    assert SecurityEvent.objects.get(event=f"{kind}s_deleted").details == {"numbers": [one.pk, other.pk]}


@both_kinds
def test_one_that_is_used_by_now_stays_and_that_is_told(three, as_user, kind):
    used, one, _other = rows(three, kind)
    answer = as_user(three.edith).post(reverse(KINDS[kind][1]), {kind: [used.pk, one.pk]}, follow=True)
    assert "1 is deleted." in text_of(answer) and "1 stays: it is used now" in text_of(answer)


@both_kinds
def test_nobody_deletes_what_is_another_editors(three, as_user, kind):
    one = rows(three, kind)[1]
    assert str(one) not in text_of(as_user(three.egon).get(reverse(KINDS[kind][1]), {kind: one.pk}))
    as_user(three.egon).post(reverse(KINDS[kind][1]), {kind: one.pk})
    assert KINDS[kind][2].objects.filter(pk=one.pk).exists()


@both_kinds
def test_its_own_page_leads_to_deleting_it(three, as_user, kind):
    used, unused, _other = rows(three, kind)
    for each, person, offered in ((unused, three.edith, True), (used, three.edith, False), (unused, three.egon, False)):
        page = text_of(as_user(person).get(reverse(kind, args=[each.pk])))
        assert (f"{reverse(KINDS[kind][1])}?{kind}={each.pk}" in page) == offered


@both_kinds
@pytest.mark.parametrize("sent", ["", "x", "99999999999999999999", "-1", "1 2"])
def test_nonsense_deletes_nothing(three, as_user, kind, sent):
    address = reverse(KINDS[kind][1])
    assert as_user(three.edith).get(address, {kind: sent}).status_code == 200
    assert as_user(three.edith).post(address, {kind: sent}).status_code == 422
    assert KINDS[kind][2].objects.count() == 3


@both_kinds
def test_the_pages_cost_the_same_for_many(three, as_user, kind, django_assert_max_num_queries):
    for number in range(40):
        if kind == "claim":
            get_or_create_claim(collection=three.collection, statement=f"Dam {number} held.", by=three.edith)
        else:
            get_or_create_actor(name=f"Guard {number}", by=three.edith)
    edith = as_user(three.edith)
    with django_assert_max_num_queries(18):
        edith.get(f"{reverse(KINDS[kind][0])}?unused=1")


def test_who_reads_blind_is_told_of_no_unused_claim_or_actor(three, as_user):
    edit_collection(three.collection, blind=True)
    for kind, (name, delete, model) in KINDS.items():
        one = rows(three, kind)[1]
        page = text_of(as_user(three.edith).get(f"{reverse(name)}?unused=1"))
        assert str(one) not in page and "yours to delete" in page
        as_user(three.edith).post(reverse(delete), {kind: one.pk})
        assert model.objects.filter(pk=one.pk).exists()


@both_kinds
def test_what_is_said_of_deleting_is_true_though_undo_brings_it_back(three, as_user, kind):
    _used, one, _other = rows(three, kind)
    page = text_of(as_user(three.edith).get(reverse(KINDS[kind][1]), {kind: [one.pk]}))
    assert "for good" not in page
    assert "Undoing a step in an article brings back those that it names." in page
