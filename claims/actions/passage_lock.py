"""Locking a passage for an action, and saving the new version that the action makes. Part of every action on passages.

An action locks the row, checks the version that the caller saw, changes the passage or its parts, and raises the
version, in one transaction. An action that may also move passages into or out of each other locks the reading (the
editor's passages of the article) before the passage. All actions lock in that order, so that no two of them wait for
each other.
"""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext

from claims.actions.assignment_lock import lock_reading
from claims.actions.change_record import record_change
from claims.actions.refusals import AlreadyDone, Stale
from claims.constraints import guarded
from claims.models.blind import check_all_handed_in
from claims.models.choices import OPEN, Status
from claims.models.passages import Passage
from claims.models.users import User
from claims.permissions import Action, allowed
from claims.queries.passage_actions import is_action_done
from claims.queries.passage_lacks import lacks_of


@contextmanager
def changing_passage(
    passage: Passage, *, by: User, version: int, action: uuid.UUID, brings: Iterable[models.Model | None] = ()
) -> Iterator[None]:
    """Lock and check the passage, let the caller change its fields and parts, and save a new version.

    `brings`: the claims and actors that the change names. Raises AlreadyDone, Stale, PermissionDenied, or
    ValidationError if the status does not allow the change.
    """
    with guarded():
        lock_passage(passage, version=version, action=action)
        check_changeable(passage, by=by)
        record_change(passage, by=by, action=action, brings=brings)
        yield
        # A reviewer corrects in steps, so only the editor's own change can make the passage a draft again.
        if passage.status == Status.SUBMITTED and by.pk == passage.editor_id and lacks_of(passage):
            passage.status = Status.DRAFT
        save_new_version(passage, by=by, action=action)


@contextmanager
def moving_passage(passage: Passage, *, by: User, version: int, action: uuid.UUID) -> Iterator[None]:
    """Do the same as `changing_passage`, for a change that may also nest other passages of the reading anew."""
    with guarded():
        lock_reading(passage.article_id, editor=passage.editor_id)
        with changing_passage(passage, by=by, version=version, action=action):
            yield


def lock_passage(passage: Passage, *, version: int, action: uuid.UUID | None = None) -> None:
    """Lock the row and load its present values. Raises Stale or AlreadyDone if the version is not the one seen."""
    # The key stays unlocked: rows that point to this passage may be written meanwhile.
    fresh = Passage.objects.select_for_update(of=("self",), no_key=True).get(pk=passage.pk)
    for field in Passage._meta.concrete_fields:
        setattr(passage, field.attname, getattr(fresh, field.attname))
    passage.forget_parts()
    if passage.version != version:
        if action and is_action_done(passage, action):
            raise AlreadyDone
        raise Stale


def check_changeable(passage: Passage, *, by: User) -> None:
    """Refuse a change that the person may not make, or that the state of the passage or its article does not allow.

    Raises PermissionDenied or ValidationError.
    """
    if by.pk != passage.editor_id and not allowed(passage.article.collection.role_of(by), Action.REVIEW):
        raise PermissionDenied
    if passage.article.archived:
        raise ValidationError(gettext("This article is archived. Ask a manager to bring it back."), code="archived")
    if passage.status == Status.APPROVED:
        raise ValidationError(
            gettext("This passage is approved, so it is locked. Reopen it with a reason first."),
            code="approved",
        )
    if passage.status == Status.MERGED:
        raise ValidationError(
            gettext("This passage was merged into another reading, so it stays as it is."), code="merged"
        )
    if passage.status not in OPEN:
        raise ValidationError(gettext("This passage is withdrawn. Restore it first."), code="withdrawn")
    if by.pk != passage.editor_id and passage.status != Status.SUBMITTED:
        raise ValidationError(
            gettext("This passage is not handed in, so only its editor can change it."),
            code="not_submitted",
        )
    if by.pk != passage.editor_id:
        check_all_handed_in(passage.article, by_reviewer=True)


def save_new_version(passage: Passage, *, by: User, action: uuid.UUID) -> None:
    """Save what an action changed, as a new version. Part of an action: locks and checks nothing."""
    passage.version += 1
    passage.changed_by, passage.action, passage.updated_at = by, action, timezone.now()
    passage.save(update_fields=_CHANGED)


# The fields that an action may have changed; article, editor and maker never change.
_CHANGED = (
    "mark", "form", "content", "cue", "source", "exact", "prefix", "suffix", "cue_text", "source_text",
    "unattributed", "note", "status", "version", "changed_by", "action", "updated_at", "within",
)  # fmt: skip
