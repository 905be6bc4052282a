"""Taking a hand-in back: the editor's own word that it was too early, while nobody has relied on it.

What was handed in with it becomes what it was before, a draft or returned; nothing that it says changes. Nobody has
relied on it while nothing of it was reviewed and, where reading is blind, while the article has been read by others
all the time since: once all readings are handed in each editor sees the others' passages, and a reading that is changed
after that is none of its own any more.
"""

from datetime import datetime
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext

from claims.actions.assignment_lock import lock_readings
from claims.actions.change_record import delete_changes
from claims.actions.milestone_record import record_milestones
from claims.constraints import guarded
from claims.models.articles import Article
from claims.models.assignments import Assignment
from claims.models.base import rows_of
from claims.models.blind import awaited_in
from claims.models.choices import Status, Verdict
from claims.models.passages import Passage
from claims.models.users import User, display_name
from claims.permissions import Action, allowed
from claims.prepared import prepared


class OwnReading(NamedTuple):
    """How one's own reading of an article stands, as far as its hand-in is concerned."""

    handed_in_at: datetime | None = None
    accepted_at: datetime | None = None
    taken_away_at: datetime | None = None
    # Where reading was blind: when that handed in was what agreement compares, since others' passages are shown.
    compared_until: datetime | None = None
    # Whether something of it was decided or mended since it was handed in.
    is_reviewed: bool = False
    # By what they are called by; empty if nobody took it away.
    taken_away_by: str = ""
    # Whether the article was given to them, or taken by them, at all.
    is_there: bool = True

    @property
    def is_recallable(self) -> bool:
        """Whether its hand-in seems to be such that it can be taken back."""
        ends = (self.accepted_at, self.taken_away_at, self.compared_until, self.is_reviewed)
        return bool(self.handed_in_at) and not any(ends)


def _reviewed() -> models.Exists:
    """SQL: whether something of the reading was decided or mended since it was handed in.

    Handing in makes the editor the last changer, so that another one came behind it.
    """
    own = rows_of("Passage").filter(article=models.OuterRef("article"), editor=models.OuterRef("editor"))
    decided = models.Q(reviewed_at__gt=models.OuterRef("handed_in_at"))
    mended = models.Q(status=Status.SUBMITTED) & ~models.Q(changed_by=models.F("editor"))
    return models.Exists(own.filter(decided | mended))


@prepared
def _own(article: Any, editor: Any) -> "models.QuerySet[Assignment, Any]":
    names = (f"taken_away_by__{name}" for name in ("first_name", "last_name", "username"))
    found: Any = Assignment.objects.filter(article=article, editor=editor).annotate(is_reviewed=_reviewed())
    rows: models.QuerySet[Assignment, Any] = found.values_list(
        "handed_in_at", "accepted_at", "taken_away_at", "compared_until", "is_reviewed", *names
    )
    return rows


def own_reading(article: Article, *, editor: User) -> OwnReading:
    """How the editor's reading of the article stands; one query. Of one that is not there nothing is set."""
    row = _own.first(article=article.pk, editor=editor.pk)
    if row is None:
        return OwnReading(is_there=False)
    handed_in_at, accepted_at, taken_away_at, compared_until, is_reviewed, *names = row
    taken_away_by = display_name(*names) if any(names) else ""
    return OwnReading(handed_in_at, accepted_at, taken_away_at, compared_until, is_reviewed, taken_away_by)


def recall_reading(article: Article, *, by: User) -> int:
    """Take the last hand-in of one's own reading of the article back; answers how many passages it opens again.

    Raises PermissionDenied, or ValidationError with why it stays handed in.
    """
    if not allowed(article.collection.role_of(by), Action.MARK):
        raise PermissionDenied
    with guarded():
        # All readings, so that none is handed in, and shown to the others by that, while this one is taken back.
        lock_readings(article.pk)
        reading = _check(article, by)
        held = Passage.objects.filter(article=article, editor=by, submitted_at=reading.handed_in_at)
        passages = list(held.order_by("pk").select_for_update(of=("self",), no_key=True).for_cards())
        before = _before(passages, reading.handed_in_at)
        now = timezone.now()
        for passage in passages:
            was = before.get(passage.pk)
            if passage.status == Status.SUBMITTED:
                passage.status = Status.RETURNED if was and was.status == Status.RETURNED else Status.DRAFT
            passage.submitted_at, passage.updated_at = was.submitted_at if was else None, now
            passage.save(update_fields=["status", "submitted_at", "updated_at"])
        record_milestones(passages, verdict=Verdict.RECALLED, by=by)
        delete_changes(article, by=by)
        reading.handed_in_at = _handed_in_before(reading)
        reading.save(update_fields=["handed_in_at"])
    return sum(passage.status in (Status.DRAFT, Status.RETURNED) for passage in passages)


def _check(article: Article, by: User) -> Assignment:
    """The reading, if its hand-in may be taken back."""
    stands = own_reading(article, editor=by)
    if article.archived:
        raise ValidationError(gettext("This article is archived. Ask a manager to bring it back."), code="archived")
    if stands.taken_away_at:
        raise ValidationError(
            gettext("This article was taken away from you. Ask a manager to give it back."), code="taken_away"
        )
    if not stands.handed_in_at:
        raise ValidationError(gettext("This reading is not handed in, so there is nothing to take back."), code="open")
    if stands.accepted_at or stands.is_reviewed:
        raise ValidationError(
            gettext(
                "Somebody has reviewed it since, so it stays handed in. What waits for review you can still change; of"
                " the rest, ask the reviewer to return it."
            ),
            code="reviewed",
        )
    if stands.compared_until or (article.collection.blind and not awaited_in(article)):
        raise ValidationError(
            gettext(
                "You read it blind, and all readings were handed in: you see the others’ passages since, so yours stay"
                " handed in. What waits for review you can still change."
            ),
            code="shown",
        )
    return Assignment.objects.get(article=article, editor=by)


def _before(passages: list[Passage], at: datetime | None) -> dict[Any, Any]:
    """The row that each of the passages had before that hand-in, from its history."""
    rows = rows_of("PassageEvent").filter(pgh_obj_id__in=[passage.pk for passage in passages]).exclude(submitted_at=at)
    return {row.pgh_obj_id: row for row in rows.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")}


def _handed_in_before(reading: Assignment) -> datetime | None:
    """When the reading was handed in the time before."""
    rows = rows_of("AssignmentEvent").filter(pgh_obj_id=reading.pk).exclude(handed_in_at=reading.handed_in_at)
    before: datetime | None = rows.order_by("-pgh_id").values_list("handed_in_at", flat=True).first()
    return before
