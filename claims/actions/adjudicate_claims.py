"""Claims that two readings of one text entered apart, made one by whoever settles the readings.

Who reads blind sees no claim of another reader, so both enter the same words; the older of such claims stays.
"""

import uuid
from collections.abc import Iterable

from django.core.exceptions import ValidationError

from claims.actions.claim_merge import merge_claim
from claims.comparison.differences import alike, as_compared
from claims.constraints import guarded
from claims.models.claims import Claim
from claims.models.passages import Passage
from claims.queries.compared_readings import version_of


def join_claims(*, one: Claim, other: Claim) -> Claim:
    """Make one claim of two that say the same; the older stays, and is answered. Raises ValidationError."""
    older, newer = sorted((one, other), key=lambda claim: claim.pk)
    merge_claim(older, other=newer)
    return older


def join_alike(pairs: Iterable[Iterable[uuid.UUID]]) -> None:
    """Make one of the claims of the same words that these pairs of passages state or deny, as far as it can be done.

    Part of a verb that decides about the pairs, and no condition of it: what cannot be merged stays as it is. No
    passage changes, approved ones neither.
    """
    both = [list(pair) for pair in pairs]
    found = Passage.objects.numbered(each for pair in both for each in pair).for_cards().in_bulk()
    for claims in alike([version_of(found[each]) for each in pair] for pair in both):
        try:
            with guarded():
                _join(claims)
        except ValidationError:
            continue


def _join(claims: list[int]) -> None:
    # Readings and passages are locked by now, and a claim that is reworded is locked before those. So nothing is
    # waited for: one that somebody changes in this moment is left.
    rows = Claim.objects.current().numbered(claims).order_by("pk")
    free = list(rows.select_for_update(of=("self",), no_key=True, skip_locked=True))
    for other in free[1:]:
        if as_compared(other.statement) == as_compared(free[0].statement):
            join_claims(one=free[0], other=other)
