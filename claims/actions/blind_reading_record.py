"""Record what was read blind, for agreement, before an article is shown to all its editors."""

from django.db import models

from claims.actions.actor_twins_merge import merge_shown_twins
from claims.models.assignments import Assignment
from claims.models.blind import being_read
from claims.models.readings import AssignmentQuerySet


def record_shown_readings(assignments: AssignmentQuerySet) -> None:
    """Record what was handed in of these assignments where blind reading has ended, and merge twins that it hid.

    Part of each action that may end blind reading of an article.
    """
    record_blind_readings(assignments.filter(article__collection__blind=True).exclude(being_read("article")))
    merge_shown_twins()


def record_blind_readings(assignments: AssignmentQuerySet) -> None:
    """Record that only what is handed in by now was read without seeing the passages of others."""
    noted: models.QuerySet[Assignment] = assignments.filter(handed_in_at__isnull=False, compared_until__isnull=True)
    noted.update(compared_until=models.F("handed_in_at"))
