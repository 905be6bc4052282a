"""Twins that differ in signs which show nothing are listed for those who may merge them."""

import pytest
from django.urls import reverse

from claims.actions.actor_merge import merge_actor
from claims.actions.claim_merge import merge_claim
from claims.models import Actor, Claim, User
from tests import make
from tests.page import plain_page


@pytest.fixture
def twins(cast):
    """Entries that an older program could have written."""
    cast.hall, cast.lone = make.actor("Harbour Office", "organisation"), make.actor("Lone")
    cast.twin = make.actor("Other", "organisation")
    cast.person = make.actor("Somebody", "person")
    make.past_the_rules("UPDATE claims_actor SET name = %s WHERE id = %s", "Harb\u2060our O\ufb03ce", cast.twin.pk)
    make.past_the_rules("UPDATE claims_actor SET name = %s WHERE id = %s", "Harbour\u200b Office", cast.person.pk)
    make.past_the_rules("UPDATE claims_actor SET aliases = %s WHERE id = %s", ["Lo\u00adner"], cast.lone.pk)
    cast.claim = make.claim(cast.collection, "The ferry sank.")
    cast.same = make.claim(cast.collection, "Other.")
    make.past_the_rules("UPDATE claims_claim SET statement = %s WHERE id = %s", "The fer\u200bry sank.", cast.same.pk)
    return cast


def test_a_register_editor_finds_names_with_hidden_signs_and_merges_them_into_their_twins(twins, as_user):
    User.objects.filter(pk=twins.olga.pk).update(edits_register=True)
    client = as_user(twins.olga)
    answer = client.get(reverse("actor_proposals"))
    listed = {each.entry.pk: (each.twin and each.twin.pk, each.signs) for each in answer.context["hidden"]}
    assert listed == {
        twins.lone.pk: (None, ["U+00AD SOFT HYPHEN"]),
        twins.twin.pk: (twins.hall.pk, ["U+2060 WORD JOINER", "U+FB03 LATIN SMALL LIGATURE FFI"]),
        # Of another kind: no twin.
        twins.person.pk: (None, ["U+200B ZERO WIDTH SPACE"]),
    }
    address = f"{reverse('actor_merge', args=[twins.hall.pk])}?other={twins.twin.pk}"
    assert f'href="{address}"' in plain_page(answer)
    assert client.get(address).context["other"] == twins.twin
    merge_actor(Actor.objects.get(pk=twins.hall.pk), other=Actor.objects.get(pk=twins.twin.pk))
    assert len(client.get(reverse("actor_proposals")).context["hidden"]) == 2


def test_others_are_shown_no_names_that_they_may_not_merge(twins, as_user):
    for person in (twins.edith, twins.rita):
        answer = as_user(person).get(reverse("actor_proposals"))
        assert answer.context["hidden"] == [] and "hidden signs" not in plain_page(answer)


def test_a_reviewer_finds_claims_with_hidden_signs_in_the_list_of_a_collection(twins, as_user):
    address = f"{reverse('claims')}?collection={twins.collection.slug}"
    client = as_user(twins.rita)
    html = plain_page(client.get(address))
    merging = f"{reverse('claim_merge', args=[twins.claim.pk])}?other={twins.same.pk}"
    assert "1 claim holds hidden signs" in html and "U+200B ZERO WIDTH SPACE" in html and f'href="{merging}"' in html
    assert client.get(merging).context["other"] == twins.same
    assert "hidden signs" not in plain_page(as_user(twins.edith).get(address))
    assert "hidden signs" not in plain_page(client.get(f"{address}&q=ferry"))
    merge_claim(Claim.objects.get(pk=twins.claim.pk), other=Claim.objects.get(pk=twins.same.pk))
    assert "hidden signs" not in plain_page(client.get(address))
