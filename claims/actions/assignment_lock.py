"""Lock readings.

Every action that adds a passage to a reading, moves one in it or decides about all of it locks the reading first, and
then its passages. All actions keep this order, so that no two wait for each other.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext

from claims.models.assignments import Assignment
from claims.prepared import prepared


def lock_reading(article: int, *, editor: int) -> bool:
    """Lock the reading, given by the ids of article and editor. Answers whether there is one."""
    return _locked.first(article=article, editor=editor) is not None


def lock_own_reading(article: int, *, editor: int) -> bool:
    """Lock the reading as `lock_reading` does, for its editor. Raises ValidationError if it was taken away."""
    found = _locked.first(article=article, editor=editor)
    if found is None:
        return False
    _pk, taken_away_at = found
    if taken_away_at:
        raise ValidationError(
            gettext("This article was taken away from you. Ask a manager to give it back."), code="taken_away"
        )
    return True


def lock_readings(article: int, *, editors: Iterable[int] | None = None) -> None:
    """Lock the readings of these editors (ids), or all readings of the article, in order of their ids."""
    readings = Assignment.objects.filter(article=article).order_by("pk")
    if editors is not None:
        readings = readings.filter(editor__in=editors)
    list(readings.select_for_update(no_key=True).values_list("pk"))


@prepared
def _locked(article: Any, editor: Any) -> "models.QuerySet[Assignment, Any]":
    reading = Assignment.objects.filter(article=article, editor=editor)
    return reading.select_for_update(no_key=True).values_list("pk", "taken_away_at")
