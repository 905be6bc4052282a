"""Readings of an article as they stand now, made ready to be compared: passages with their parts, claims resolved.

What is measured as agreement is the reading as it was handed in (`readings_taken`); what is settled is what stands now.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from claims.comparison.differences import Aspect, Denied, Version, as_compared
from claims.models.choices import AttributionRole, DenialState

if TYPE_CHECKING:
    from claims.models.passage_parts import Denial
    from claims.models.passages import Passage

# What two passages can differ in, in words.
ASPECTS = {
    Aspect.MARK: _("mark"),
    Aspect.CONTENT: _("words"),
    Aspect.SPEAKERS: _("speaker"),
    Aspect.VIA: _("via"),
    Aspect.STATES: _("claim"),
    Aspect.DENIES: _("what it denies"),
}


def version_of(passage: "Passage") -> Version:
    """What a passage says, to be compared; its parts are loaded (`for_cards`)."""
    attributions = list(passage.attributions.all())
    return Version(
        key=passage.pk,
        mark=passage.mark,
        content=passage.content,
        speakers=frozenset(part.actor.resolved.pk for part in attributions if part.role == AttributionRole.SPEAKER),
        unattributed=passage.unattributed,
        via=tuple(part.actor.resolved.pk for part in attributions if part.role == AttributionRole.VIA),
        states=frozenset(part.claim.resolved.pk for part in passage.statements.all()),
        denies=frozenset(_denied(denial) for denial in passage.denials.all()),
        words={number: as_compared(statement) for number, statement in claims_of([passage]).items()},
    )


def _denied(denial: "Denial") -> Denied:
    if denial.claim:
        return denial.claim.resolved.pk, "", denial.kind, DenialState.LINKED
    # Who says the same in capitals says the same.
    return None, " ".join(denial.target_text.lower().split()), denial.kind, denial.state


def claims_of(passages: "Iterable[Passage]") -> dict[int, str]:
    """The statements of all claims that these passages state or deny, by number."""
    found: dict[int, str] = {}
    for passage in passages:
        stated = [part.claim for part in passage.statements.all()]
        denied = [part.claim for part in passage.denials.all() if part.claim]
        found |= {claim.resolved.pk: claim.resolved.statement for claim in (*stated, *denied)}
    return found
