"""The undo log: how a passage stood before each action on it, until its reading is handed in.

`claims.actions.change_record` writes the log, `claims.actions.undo` uses it.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from claims.models.users import User


class Change(models.Model):
    """One action on one passage: how the passage stood before it, and, while it is taken back, after it."""

    passage = models.ForeignKey("claims.Passage", models.PROTECT, related_name="changes", db_index=False)
    # The action's own id; for the making of a passage, which is written down when it is taken back, the passage's.
    action = models.UUIDField()
    is_making = models.BooleanField(default=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())
    # What the action entered anew, by id: while it is taken back, they may be gone.
    new_claims = ArrayField(models.BigIntegerField(), default=list)
    new_actors = ArrayField(models.BigIntegerField(), default=list)
    # JSON, since a snapshot is written and read whole, and never searched.
    before = models.JSONField()
    after = models.JSONField(null=True)
    undone_at = models.DateTimeField(null=True)
    # The actions that took it back and did it again, so that one that arrives twice is known.
    turns = ArrayField(models.UUIDField(), default=list)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["by", "at"], name="change_by_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["passage", "action"],
                name="change_once",
                violation_error_message=_("This very action was done already. Reload the article and try again."),
            ),
            models.CheckConstraint(
                condition=models.Q(undone_at__isnull=True) | models.Q(after__isnull=False),
                name="change_undone_can_return",
                violation_error_message=_("What is taken back can be done again."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.passage_id}: {self.action}"
