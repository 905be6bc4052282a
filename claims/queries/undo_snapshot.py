"""Snapshots for undo: what a passage and its parts say, and whether two snapshots say the same."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models.functions import JSONObject

from claims.models.base import rows_of
from claims.models.passages import Passage
from claims.prepared import prepared

type UndoSnapshot = dict[str, Any]


def undo_snapshot(passage: Passage) -> UndoSnapshot:
    """The passage with its parts by id and in words; one query. Its own fields are those of the object."""
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
    """The passage's parts: attributions, statements and denials, each a list of objects."""
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


def is_same_snapshot(one: UndoSnapshot, other: UndoSnapshot) -> bool:
    """Whether two snapshots say the same; names, and who changed the passage last, do not count."""
    return _said(one) == _said(other)


def _said(taken: UndoSnapshot) -> UndoSnapshot:
    parts = {
        kind: [{key: part[key] for key in part if key not in ("name", "words")} for part in taken[kind]]
        for kind in ("attributions", "statements", "denials")
    }
    return {**taken, **parts, "changed_by": None}
