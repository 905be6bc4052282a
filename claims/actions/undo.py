"""Undo and redo: one's own last action on an article is taken back, and done again.

An action is what was done to one passage at once; the passages that it nested anew follow from nesting anew. It is
taken back as a verb like any other: a new version, under the same locks, with an id of its own, and history keeps
both. Steps of a review are never taken back. What nobody else did in between goes back exactly; else nothing does,
and `Kept` says why.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext

from claims.actions.assignment_lock import lock_reading
from claims.actions.undo_description import deed, shown
from claims.actions.undo_refusals import STEPS
from claims.actions.undo_restore import leave, put_back
from claims.constraints import guarded
from claims.models.articles import Article
from claims.models.assignments import Assignment
from claims.models.choices import OPEN, Status, Verdict
from claims.models.milestones import Milestone
from claims.models.passages import Passage
from claims.models.undo_log import Change
from claims.models.users import User
from claims.permissions import Action, allowed
from claims.prepared import prepared
from claims.queries.undo_snapshot import UndoSnapshot, is_same_snapshot, undo_snapshot
from claims.spans import Spans


class Kept(ValidationError):
    """Nothing was taken back or done again, and why; `passage` is the one to look at, if it is about one."""

    def __init__(self, message: str, *, passage: Passage | None = None) -> None:
        self.passage = passage
        super().__init__(message, code="kept")


@dataclass(frozen=True, slots=True)
class Turn:
    """An action that was taken back or done again: on which passage, in words, and what that touched."""

    passage: Passage
    words: str
    touched: list[Spans] = field(default_factory=list)
    moved: list[Passage] = field(default_factory=list)


def undo(*, article: Article, by: User, action: uuid.UUID) -> Turn | None:
    """Take back the person's last action on the article; `None` when there is none.

    Raises Kept, or PermissionDenied. Sent twice it is done once.
    """
    with guarded():
        while change := _locked(_last_done, article, by):
            # Asked once the reading is locked: sent again at once, the first one may not have been through before.
            if known := _known(article, by, action):
                return known
            passage = _passage(change, article)
            reading = _check(change, passage, by=by, since=change.at)
            later = Change.objects.filter(passage=passage, undone_at=None).exclude(pk=change.pk)
            other = later.filter(at__gte=change.at).select_related("by").order_by("at", "pk").last()
            if other:
                raise _changed(passage, other.by)
            now = undo_snapshot(passage)
            if change.is_making:
                change.before = {**now, "status": Status.WITHDRAWN}
            elif is_same_snapshot(now, change.before):
                # It changed nothing, so there is nothing to see in taking it back.
                change.delete()
                continue
            change.after = now
            turn = _turn(change, passage, (now, change.before), reading, by=by, action=action)
            leave(change)
            change.undone_at, change.turns = Now(), [*change.turns, action]
            change.save()
            return turn
        return _known(article, by, action)


def redo(*, article: Article, by: User, action: uuid.UUID) -> Turn | None:
    """Do again what the person took back last; `None` when there is nothing, or something was done since.

    A claim or actor that went with it comes back under its id, unless somebody entered the same meanwhile: then
    that one is named. Raises as `undo` does.
    """
    with guarded():
        change = _locked(_last_undone, article, by)
        if known := _known(article, by, action):
            return known
        if change is None:
            return None
        passage = _passage(change, article)
        reading = _check(change, passage, by=by, since=change.undone_at)
        now = undo_snapshot(passage)
        if not is_same_snapshot(now, change.before):
            raise _changed(passage, passage.changed_by)
        turn = _turn(change, passage, (now, change.after or {}), reading, by=by, action=action)
        change.undone_at, change.turns = None, [*change.turns, action]
        change.save()
    return turn


def may_undo(*, article: Article, by: User) -> bool:
    """Whether there seems to be something to take back, for what a page offers; one query."""
    return bool(_any_done.first(article=article.pk, by=by.pk))


def may_redo(*, article: Article, by: User) -> bool:
    """Whether there seems to be something to do again."""
    return _last_undone(article, by) is not None


@prepared
def _any_done(article: Any, by: Any) -> "models.QuerySet[Article, Any]":
    done = Change.objects.filter(passage__article=models.OuterRef("pk"), by=by, undone_at=None)
    over = Assignment.objects.filter(
        article=models.OuterRef("article"), editor=by, handed_in_at__gt=models.OuterRef("created_at")
    )
    # Undo does not reach behind a hand-in, be it taken back.
    recalled = Milestone.objects.filter(passage=models.OuterRef("pk"), verdict=Verdict.RECALLED)
    made = _made(models.OuterRef("pk"), by).filter(~models.Exists(over), ~models.Exists(recalled), status__in=OPEN)
    return Article.objects.filter(models.Exists(done) | models.Exists(made), pk=article).values_list("pk")


def _made(article: Any, by: Any) -> "models.QuerySet[Passage]":
    """The passages that the person made there, but for those whose making is written down as a change."""
    making = Change.objects.filter(passage=models.OuterRef("pk"), is_making=True)
    return Passage.objects.filter(~models.Exists(making), article=article, editor=by, created_by=by)


def _last_done(article: Article, by: User) -> Change | None:
    done = Change.objects.filter(passage__article=article, by=by, undone_at=None).select_related("passage")
    change = done.order_by("at", "pk").last()
    made = _made(article, by).order_by("created_at", "pk").last()
    if made and (change is None or change.at < made.created_at):
        return Change(passage=made, action=made.pk, is_making=True, by=by, at=made.created_at)
    return change


def _last_undone(article: Article, by: User) -> Change | None:
    own = Change.objects.filter(passage__article=article, by=by)
    change = own.filter(undone_at__isnull=False).select_related("passage").order_by("undone_at", "pk").last()
    if change is None or own.filter(at__gt=change.undone_at).exists():
        return None
    return None if _made(article, by).filter(created_at__gt=change.undone_at).exists() else change


def _locked(find: Callable[[Article, User], Change | None], article: Article, by: User) -> Change | None:
    """What `find` finds, with its reading locked."""
    change = find(article, by)
    while change:
        # A reading is locked before its passages. Another tab may have been there first, so it is asked again.
        lock_reading(article.pk, editor=change.passage.editor_id)
        again = find(article, by)
        if again and (again.passage_id, again.action) == (change.passage_id, change.action):
            return again
        change = again
    return None


def _passage(change: Change, article: Article) -> Passage:
    """The passage of a change as it stands now, locked."""
    locked = Passage.objects.select_for_update(of=("self",), no_key=True).select_related("changed_by")
    passage = locked.get(pk=change.passage_id)
    passage.article = article
    return passage


def _known(article: Article, by: User, action: uuid.UUID) -> Turn | None:
    """What this very action did when it arrived before."""
    change = Change.objects.filter(passage__article=article, by=by, turns__contains=[action]).first()
    if change is None:
        return None
    passage = Passage.objects.get(pk=change.passage_id)
    passage.article = article
    return Turn(passage, _words(change, article), [passage.content, passage.cue, passage.source])


def _check(change: Change, passage: Passage, *, by: User, since: Any) -> Assignment | None:
    """Refuse what may not change any more; answers the reading that the passage belongs to."""
    article, is_own = passage.article, by.pk == passage.editor_id
    if not is_own and not allowed(article.collection.role_of(by), Action.REVIEW):
        raise PermissionDenied
    if article.archived:
        raise Kept(gettext("This article is archived. Ask a manager to bring it back."))
    reading = Assignment.objects.filter(article=article, editor=passage.editor_id).first()
    steps = Milestone.objects.filter(models.Q(passage=passage) | models.Q(by=by), passage__article=article)
    step = steps.filter(at__gt=since).select_related("by").order_by("pk").last()
    if step and step.by_id == by.pk:
        raise Kept(str(STEPS[step.verdict].own))
    if is_own and reading and reading.handed_in_at and reading.handed_in_at > since:
        raise Kept(str(STEPS["handed_in"].own))
    if step:
        words = {"name": step.by.name, "words": shown(passage.exact)}
        raise Kept(STEPS[step.verdict].others % words, passage=passage)
    if passage.status not in (*OPEN, Status.WITHDRAWN) or (not is_own and passage.status != Status.SUBMITTED):
        raise _changed(passage, passage.changed_by)
    return reading


def _changed(passage: Passage, by: User) -> Kept:
    sentence = gettext("%(name)s changed “%(words)s” since, so it stays as it is. Look at it, and change it yourself.")
    return Kept(sentence % {"name": by.name, "words": shown(passage.exact)}, passage=passage)


def _turn(
    change: Change,
    passage: Passage,
    states: tuple[UndoSnapshot, UndoSnapshot],
    reading: Assignment | None,
    *,
    by: User,
    action: uuid.UUID,
) -> Turn:
    """Put the passage from the first state to the second; `reading` is its own."""
    now, wanted = states
    before = [passage.content, passage.cue, passage.source]
    becomes_submitted = wanted["status"] == Status.SUBMITTED and passage.status != Status.SUBMITTED
    if becomes_submitted and reading and reading.accepted_at:
        # Nobody looks through an accepted reading for what waits in it: it has to be handed in again.
        wanted = {**wanted, "status": Status.DRAFT}
    moved = put_back(passage, now, wanted, by=by, action=action)
    touched = [*before, passage.content, passage.cue, passage.source]
    return Turn(passage, _words(change, passage.article), touched, moved)


def _words(change: Change, article: Article) -> str:
    return deed(change.before, change.after or {}, text=article.text, is_making=change.is_making)
