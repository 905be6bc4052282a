"""The record of every step of a review: a passage with all its parts, as they stood then."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.constraints import clean_texts, fixed, undeletable
from claims.fields import ParagraphsField
from claims.models.base import not_emptied
from claims.models.choices import Verdict
from claims.models.users import User

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from claims.models.collections import Collection


class MilestoneQuerySet(models.QuerySet["Milestone"]):
    """Chainable words for the record of reviews; those of archived articles are left out."""

    def in_collection(self, collection: "Collection") -> Self:
        """Those of the current articles of one collection."""
        return self.filter(passage__article__collection=collection, passage__article__archived=False)

    def about(self, editor: User) -> Self:
        """Those of this editor's passages."""
        return self.filter(passage__editor=editor)

    def by_person(self) -> "models.QuerySet[Milestone, Any]":
        """Rows of who decided, the verdict, and how often."""
        decided = self.exclude(verdict__in=(Verdict.HANDED_IN, Verdict.RECALLED)).order_by()
        return decided.values_list("by", "verdict").annotate(count=models.Count("pk"))

    def approvals_by_day(self, *, since: "datetime", zone: "tzinfo") -> "models.QuerySet[Milestone, Any]":
        """Rows of a day in that zone and how many approvals there were."""
        approved = self.filter(verdict=Verdict.APPROVED, at__gte=since).order_by()
        day = models.functions.TruncDate("at", tzinfo=zone)
        return approved.annotate(day=day).values_list("day").annotate(count=models.Count("pk"))


class Milestone(models.Model):
    """A passage with all its parts, as they stood at a step of its review; append only."""

    passage = models.ForeignKey("claims.Passage", models.PROTECT, related_name="milestones")
    version = models.PositiveIntegerField()
    verdict = models.CharField(max_length=16, choices=Verdict)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=models.functions.Now())
    note = ParagraphsField(max_length=2000, blank=True)
    # The one place for JSON: a snapshot is read whole and by people, never searched.
    snapshot = models.JSONField()

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        triggers = [
            undeletable(name="milestone_kept", message=_("The record of a review is kept.")),
            fixed(
                "passage_id",
                "version",
                "verdict",
                "by_id",
                "at",
                "note",
                "snapshot",
                name="milestone_fixed",
                message=_("The record of a review does not change."),
            ),
            clean_texts(name="milestone_words_clean", paragraphs={"note": 2000}),
            not_emptied(),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verdict__in=Verdict.values),
                name="milestone_verdict_known",
                violation_error_message=_("A review has no such step."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.verdict} (version {self.version})"
