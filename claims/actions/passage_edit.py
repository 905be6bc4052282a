"""Changing the mark and the note of a passage."""

import uuid

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from claims.actions.passage_lock import changing_passage
from claims.models.choices import Mark
from claims.models.passages import Passage
from claims.models.users import User
from claims.text.short_texts import clean_paragraphs


def set_passage_mark(
    passage: Passage, *, mark: str, by: User, version: int, action: uuid.UUID, denials: str = ""
) -> None:
    """Change the mark in place. If a refutation has denials, `denials` says what becomes of them.

    `denials`: "drop", or "state" (the linked claims are stated instead). Raises ValidationError with code
    `denials` if the refutation has some and nothing is said, and what `changing_passage` raises.
    """
    if mark not in Mark.values:
        raise ValidationError(
            gettext("“%(mark)s” is no mark. A passage is an assertion, a refutation or a quote."),
            code="passage_mark_known",
            params={"mark": mark},
        )
    with changing_passage(passage, by=by, version=version, action=action):
        if mark != Mark.REFUTATION and passage.denials.exists():
            if denials not in ("drop", "state"):
                raise ValidationError(
                    gettext(
                        "This refutation denies something. Say what becomes of that: drop it, or state it instead?"
                    ),
                    code="denials",
                )
            linked = [denial.claim for denial in passage.denials.all() if denial.claim]
            passage.denials.all().delete()
            if denials == "state":
                for claim in linked:
                    passage.statements.get_or_create(claim=claim, defaults={"created_by": by})
        passage.mark = mark


def set_passage_note(passage: Passage, *, note: str, by: User, version: int, action: uuid.UUID) -> None:
    """Set the editor's note. Raises what `changing_passage` raises."""
    with changing_passage(passage, by=by, version=version, action=action):
        passage.note = clean_paragraphs(note).strip()
