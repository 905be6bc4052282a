"""What a person has read and handed in, and what became of it."""

from typing import TYPE_CHECKING, Any

from django.db import models

from claims.models import Assignment, User
from claims.models.blind_readings import marked
from claims.models.choices import Status

if TYPE_CHECKING:
    from collections.abc import Iterable


def finished_readings(editor: User) -> Any:
    """The person's own readings with nothing left to do for them, last handed in first; of archived articles too."""
    return Assignment.objects.visible_to(editor).of(editor).of_readers().handed_in().order_by("-handed_in_at", "-pk")


def with_outcomes(readings: "Iterable[Assignment]") -> Any:
    """These once more, each with how many of its passages wait, are approved, and are merged into another reading."""
    merged = marked().filter(status=Status.MERGED).order_by().values("article")
    number = merged.annotate(count=models.Count("pk")).values("count")
    found: Any = Assignment.objects.on_page(readings).with_counts().for_lists()
    return found.annotate(merged=models.functions.Coalesce(models.Subquery(number), 0)).order_by("-handed_in_at", "-pk")
