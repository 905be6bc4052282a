"""Passages that gave way to a twin, and what becomes of them when that one does not stand any more.

A merged passage is never lost: it waits for a decision again as soon as what stood for it is withdrawn, reopened, or
as soon as the decision is taken back. Part of the verbs that do this.
"""

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from claims.models.common import rows_of
from claims.models.editing import Stale
from claims.models.milestones import record
from claims.models.reviews import Assignment
from claims.models.words import Status, Verdict

if TYPE_CHECKING:
    from claims.models.people import User
    from claims.models.placing import PlacedPassage


def lock_with_twins(passage: "PlacedPassage") -> None:
    """Lock the passage's reading and those of the passages that gave way to it, in the one order.

    Raises Stale when another gave way to it in this very moment, and its reading is not among those.
    """
    editors = _editors(passage) | {passage.editor_id}
    Assignment.lock_all(article=passage.article_id, editors=editors)
    if not _editors(passage) <= editors:
        raise Stale


def _editors(passage: "PlacedPassage") -> set[int]:
    return set(rows_of("Passage").filter(same_as=passage.pk).order_by().values_list("editor_id", flat=True))


def release(passage: "PlacedPassage", *, by: "User", reason: str) -> list[Any]:
    """Let those that gave way to this passage wait for a decision again; answers them.

    On record with the reason. A reading of theirs that was accepted is looked through anew. Call it with their
    readings locked.
    """
    twins = rows_of("Passage").filter(same_as=passage.pk).order_by("pk")
    released = list(twins.select_for_update(of=("self",), no_key=True))
    for twin in released:
        twin.article = passage.article
        twin.status, twin.same_as = Status.SUBMITTED, None
        twin.reviewed_by = twin.reviewed_at = twin.reviewed_version = None
        twin.review_note = ""
        # Who changed it last stays, so that nobody else may approve it than before.
        twin.version, twin.updated_at = twin.version + 1, timezone.now()
        twin.nest_around(twin.content)
        twin.save(update_fields=_CHANGED)
    if released:
        record(released, verdict=Verdict.TAKEN_BACK, by=by, note=reason)
        readings = Assignment.objects.filter(editor__in={each.editor_id for each in released})
        readings.filter(article=passage.article_id).update(accepted_at=None, accepted_by=None)
    return released


_CHANGED = (
    "status", "same_as", "within", "version", "updated_at", "reviewed_by", "reviewed_at", "reviewed_version",
    "review_note",
)  # fmt: skip
