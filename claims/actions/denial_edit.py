"""Changing what a refutation denies. Each action raises what `changing_passage` raises."""

import uuid
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from claims.actions.passage_lock import changing_passage
from claims.models.choices import DenialKind, DenialState
from claims.models.claims import Claim
from claims.models.passage_parts import Denial
from claims.models.passages import Passage
from claims.models.users import User
from claims.text.short_texts import clean_line


def add_denial(
    passage: Passage,
    *,
    by: User,
    version: int,
    action: uuid.UUID,
    claim: Claim | None = None,
    kind: str = DenialKind.DENIES,
    state: str = DenialState.LINKED,
    target_text: str = "",
    answers: Passage | None = None,
) -> Denial:
    """Add a denial: of a claim, of words that are no claim of this collection, or of something left unsaid.

    Raises ValidationError also if the passage that it answers belongs to another collection.
    """
    with changing_passage(passage, by=by, version=version, action=action, brings=[claim]):
        if answers and answers.article.collection_id != passage.article.collection_id:
            raise ValidationError(gettext("The passage it answers belongs to another collection."), code="answers")
        return passage.denials.create(
            claim=claim,
            kind=kind,
            state=state,
            target_text=clean_line(target_text),
            answers=answers,
            created_by=by,
        )


def change_denial(
    passage: Passage,
    *,
    denial: Denial,
    kind: str,
    answers: Passage | None,
    by: User,
    version: int,
    action: uuid.UUID,
) -> None:
    """Set whether the passage denies or disputes the claim, and which passage it answers."""
    with changing_passage(passage, by=by, version=version, action=action):
        passage.denials.filter(pk=denial.pk).update(kind=kind, answers=answers)


def remove_denial(passage: Passage, *, denial: Denial, by: User, version: int, action: uuid.UUID) -> None:
    """Remove a denial."""
    with changing_passage(passage, by=by, version=version, action=action):
        passage.denials.filter(pk=denial.pk).delete()


def create_denials(passage: Passage, claims: Sequence[Claim], *, by: User) -> list[Denial]:
    """Create denials linked to the claims. Part of an action: locks and checks nothing."""
    # A list: bulk_create sends no query for an empty one.
    return Denial.objects.bulk_create(
        [Denial(passage_id=passage.pk, claim=claim, state=DenialState.LINKED, created_by=by) for claim in claims]
    )
