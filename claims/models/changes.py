"""The memory of undo: how a passage stood before each action on it, until its reading is handed in.

Every verb that changes what a passage says calls `remember` with the passage locked. Making one remembers nothing, so
that a mark costs nothing for it: what was made is taken back by withdrawing it. `undoing` holds the verbs.
"""

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import JSONObject, Now
from django.utils.translation import gettext_lazy as _

from claims.models.actors import Actor
from claims.models.claims import Claim
from claims.models.common import rows_of
from claims.models.people import User
from claims.prepared import prepared

if TYPE_CHECKING:
    from claims.models.articles import Article
    from claims.models.editing import EditedPassage

type Snapshot = dict[str, Any]


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


def remember(
    passage: "EditedPassage", *, by: "User", action: uuid.UUID, brings: "Iterable[models.Model | None]" = ()
) -> None:
    """Keep how the passage stands, before an action changes it; two queries. Part of a verb: it is locked.

    `brings`: the claims and actors that the action names, so that what was entered just for it can go again with it.
    """
    new = [each for each in brings if isinstance(each, Claim | Actor) and each.is_new and each.created_by_id == by.pk]
    Change.objects.create(
        passage_id=passage.pk,
        action=action,
        by=by,
        before=snapshot(passage),
        new_claims=[each.pk for each in new if isinstance(each, Claim)],
        new_actors=[each.pk for each in new if isinstance(each, Actor)],
    )


def forget(*, article: "Article", by: "User") -> None:
    """Forget the person's actions on an article whose reading is handed in: they are not taken back any more."""
    Change.objects.filter(by=by, passage__article=article).delete()


def snapshot(passage: "EditedPassage") -> Snapshot:
    """What the passage says, with its parts by id and in words; one query. Its fields are those of the object."""
    attributions, statements, denials = _parts.all(passage=passage.pk)[0]
    return {
        "mark": passage.mark, "content": str(passage.content), "cue": str(passage.cue), "source": str(passage.source),
        "unattributed": passage.unattributed, "note": passage.note, "status": passage.status,
        "changed_by": passage.changed_by_id,
        "attributions": attributions, "statements": statements, "denials": denials,
    }  # fmt: skip


def _rows(model: str, **columns: str) -> ArraySubquery:
    found = rows_of(model).filter(passage=models.OuterRef("pk")).order_by("pk")
    columns = {"id": "pk", "by": "created_by", "at": "created_at", **columns}
    return ArraySubquery(found.values(row=JSONObject(**{key: models.F(path) for key, path in columns.items()})))


@prepared
def _parts(passage: Any) -> "models.QuerySet[Any, Any]":
    """What a passage's parts hold: attributions, statements and denials, each a list of objects."""
    found = rows_of("Passage").filter(pk=passage)
    rows: models.QuerySet[Any, Any] = found.values_list(
        _rows("Attribution", actor="actor", name="actor__name", role="role", position="position"),
        _rows("Statement", claim="claim", words="claim__statement"),
        _rows(
            "Denial", claim="claim", words="claim__statement", kind="kind", state="state", target_text="target_text",
            answers="answers",
        ),
    )  # fmt: skip
    return rows


def same(one: Snapshot, other: Snapshot) -> bool:
    """Whether two snapshots say the same; names, and who changed it last, are beside that."""
    return _said(one) == _said(other)


def _said(taken: Snapshot) -> Snapshot:
    parts = {
        kind: [{key: part[key] for key in part if key not in ("name", "words")} for part in taken[kind]]
        for kind in ("attributions", "statements", "denials")
    }
    return {**taken, **parts, "changed_by": None}
