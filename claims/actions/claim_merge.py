"""Merge a claim into another of its collection."""

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext

from claims.constraints import guarded
from claims.models.claims import Claim


def merge_claim(claim: Claim, *, other: Claim) -> None:
    """Merge `other` into `claim`: readers resolve it from now on; no passage changes. Raises ValidationError."""
    with guarded():
        both = Claim.objects.select_for_update(no_key=True).order_by("pk").in_bulk([claim.pk, other.pk])
        if {claim.pk, other.pk} - both.keys():
            # The person who entered it took that back meanwhile.
            raise ValidationError(gettext("One of the two is not there any more."), code="gone")
        if claim.collection_id != other.collection_id:
            raise ValidationError(gettext("The two claims belong to different collections."), code="collection")
        if any(each.merged_into_id for each in both.values()):
            raise ValidationError(gettext("One of the two is merged into another already."), code="merged")
        Claim.objects.filter(Q(pk=other.pk) | Q(merged_into=other.pk)).update(merged_into=claim.pk)
