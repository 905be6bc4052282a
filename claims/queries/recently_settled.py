"""What was decided of late about a person's readings, for their desk.

An article that several read is settled while nothing of it waits for a decision. Nobody writes down who has looked at
that: it is told for a week after the last decision on one's own passages, by the times that these have anyhow.
"""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone

from claims.models.assignments import Assignment
from claims.models.base import rows_of
from claims.models.choices import Status

if TYPE_CHECKING:
    from datetime import datetime

    from claims.models.readings import AssignmentQuerySet
    from claims.models.users import User

DAYS = 7


def lately_settled(editor: "User", *, now: "datetime | None" = None) -> "AssignmentQuerySet":
    """The person's readings of articles that were settled of late, newest first; one query.

    Each with how many of its passages were `taken`, how many `gave_way`, how many are `returned`, and when the last
    was decided, `decided_at`. What blind reading holds back, because somebody reads the article anew, is left out.
    """
    mine = rows_of("Passage").filter(article=models.OuterRef("article"), editor=models.OuterRef("editor")).order_by()
    here = rows_of("Passage").filter(article=models.OuterRef("article"))
    # A wording that others gave way to, and that is not handed in yet, waits as well.
    waits = here.filter(models.Q(status=Status.SUBMITTED) | models.Q(status=Status.DRAFT, twins__isnull=False))
    last = mine.values("editor").annotate(last=models.Max("reviewed_at")).values("last")
    # Annotated by words that the type checker does not follow.
    readings: Any = Assignment.objects.visible_to(editor).of(editor).of_current_articles().held()
    found: AssignmentQuerySet = (
        readings.to_compare()
        .with_others()
        .annotate(
            decided_at=models.Subquery(last),
            taken=_number(mine, Status.APPROVED),
            gave_way=_number(mine, Status.MERGED),
            returned=_number(mine, Status.RETURNED),
        )
        .filter(readings_here__gt=1, decided_at__gte=(now or timezone.now()) - timedelta(days=DAYS))
        .exclude(models.Exists(waits))
        .reviewable()
        .for_lists()
        .order_by("-decided_at", "pk")
    )
    return found


def _number(passages: Any, status: str) -> Any:
    """SQL: how many of these have that status."""
    counted = passages.filter(status=status).values("editor").annotate(count=models.Count("pk")).values("count")
    return models.functions.Coalesce(models.Subquery(counted), 0)
