"""Exceptions that actions raise to say why nothing was stored, beside Django's PermissionDenied and ValidationError.

Views turn each into an answer of its own.
"""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

if TYPE_CHECKING:
    from claims.models.passages import Passage


class Stale(Exception):
    """The object was changed since the caller saw it; nothing was stored."""


class AlreadyDone(Exception):
    """The same action arrived before and was done then; the object stands as that action left it, or newer."""


class IdTaken(Exception):
    """The id belongs to other content, another article or another editor; nothing of it may be shown."""


class Incomplete(ValidationError):
    """A hand-in was refused; `passages` holds the incomplete passages in text order."""

    def __init__(self, passages: list["Passage"]) -> None:
        self.passages = passages
        super().__init__(gettext("Some passages are not complete yet."), code="incomplete")


def nothing_to_decide(passage: "Passage") -> ValidationError:
    """The refusal to decide about a passage that does not wait for a decision."""
    return ValidationError(
        gettext("This passage is %(status)s, so there is nothing to decide."),
        code="not_submitted",
        params={"status": passage.get_status_display()},
    )
