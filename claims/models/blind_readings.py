"""What blind reading asks of assignments: which readings are waited for, and what may be reviewed or shown meanwhile.

The rule stands in `blind`.
"""

from typing import TYPE_CHECKING, Self

from django.db import models

from claims.models.base import rows_of
from claims.models.blind import awaited_number, being_read
from claims.models.choices import Status
from claims.models.querysets import PassageQuerySet
from claims.permissions import ALLOWED, Action, Role

if TYPE_CHECKING:
    from claims.models.assignments import Assignment  # noqa: F401 — the base of the class names it
    from claims.models.users import User


def marked() -> PassageQuerySet:
    """The passages of an assignment, for a subquery."""
    passages: PassageQuerySet = rows_of("Passage")
    return passages.filter(article=models.OuterRef("article"), editor=models.OuterRef("editor"))


class BlindReadings(models.QuerySet["Assignment"]):
    """Chainable words for assignments in collections that may be read blind."""

    def going_on(self) -> Self:
        """Those that blind reading waits for: see `blind`."""
        return self.filter(self._going_on())

    def with_going_on(self) -> Self:
        """Each with `is_going_on`: whether blind reading waits for it."""
        return self.annotate(is_going_on=models.ExpressionWrapper(self._going_on(), output_field=models.BooleanField()))

    @staticmethod
    def _going_on() -> models.Q:
        """Never handed in, or something was marked since that never was; by somebody who can still hand it in.

        What is returned, or made a draft again by a change, was handed in once: nobody waits for it, else no review
        could begin after the first return. Reviewers and managers see everything as it is, so that they hold nothing
        up by what they add unasked; a reading that was given to one of them counts.
        """
        member = rows_of("Membership").filter(
            user=models.OuterRef("editor"), collection=models.OuterRef("article__collection"), user__is_active=True
        )
        is_editor = models.Q(models.Exists(member.filter(role=Role.EDITOR)))
        was_given = ~models.Q(created_by=models.F("editor"))
        never = models.Q(handed_in_at__isnull=True) & (is_editor | was_given)
        added = models.Exists(marked().filter(status=Status.DRAFT, submitted_at__isnull=True))
        may_mark = models.Exists(member.filter(role__in=ALLOWED[Action.MARK]))
        here = models.Q(taken_away_at__isnull=True) & models.Q(may_mark)
        return here & (never | (is_editor & models.Q(added)))

    def reviewable(self) -> Self:
        """Without those that blind reading holds back."""
        return self.exclude(self._held_back())

    def held_back(self) -> Self:
        """Those that blind reading holds back, each with `awaited`: how many readings of its article they wait for."""
        return self.filter(self._held_back()).annotate(awaited=awaited_number("article"))

    @staticmethod
    def _held_back() -> models.Q:
        return models.Q(article__collection__blind=True) & being_read("article")

    def shown_to(self, editor: "User") -> Self:
        """Those that an editor who reads blind may know of: their own, and those of articles that all have read."""
        return self.filter(models.Q(editor=editor) | ~being_read("article"))
