"""Assignments: an editor's task to read one article, and how far it is (open, handed in, accepted)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.constraints import fixed
from claims.models.articles import Article
from claims.models.base import Recorded, remembered
from claims.models.readings import AssignmentQuerySet
from claims.models.users import User


@remembered()
class Assignment(Recorded):
    """This editor reads this article: open, handed in, accepted."""

    # The role of the asking user in the collection; `visible_to` adds it.
    role: str

    article = models.ForeignKey(Article, models.PROTECT, related_name="assignments", db_index=False)
    editor = models.ForeignKey(User, models.PROTECT, related_name="assignments", verbose_name=_("editor"))
    handed_in_at = models.DateTimeField(null=True, blank=True)
    # In a blind collection: when the editor handed in what they had read without seeing others' passages.
    compared_until = models.DateTimeField(null=True, blank=True)
    # The assignment only holds the passages that a reviewer worded in adjudication. It is not compared with others.
    settles = models.BooleanField(db_default=False)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    # The editor does not read the article any more. Their passages stay, and count again if it is assigned again.
    taken_away_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    taken_away_at = models.DateTimeField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["handed_in_at"],
                condition=models.Q(accepted_at__isnull=True),
                name="assignment_waiting",
            )
        ]
        triggers = [
            fixed(
                "article_id",
                "editor_id",
                name="assignment_stays",
                message=_("An assignment stays with its article and editor."),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "editor"],
                name="assignment_once",
                violation_error_message=_("This editor reads the article already."),
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | (
                    models.Q(accepted_at__isnull=False, accepted_by__isnull=False)
                    & ~models.Q(accepted_by=models.F("editor"))
                ),
                name="assignment_accepted_by_another",
                violation_error_message=_("Nobody accepts their own reading."),
            ),
            models.CheckConstraint(
                condition=models.Q(compared_until__isnull=True)
                | models.Q(handed_in_at__isnull=False, compared_until__lte=models.F("handed_in_at")),
                name="assignment_compared_if_handed_in",
                violation_error_message=_("Only what was handed in is compared with other readings."),
            ),
            models.CheckConstraint(
                condition=models.Q(taken_away_at__isnull=True, taken_away_by__isnull=True)
                | models.Q(taken_away_at__isnull=False, taken_away_by__isnull=False),
                name="assignment_taken_away_by_somebody",
                violation_error_message=_("It is known who took a reading away."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.editor} reads {self.article}"
