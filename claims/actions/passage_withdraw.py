"""Withdrawing a passage instead of deleting it, and restoring it."""

import uuid

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext

from claims.actions.assignment_hand_in import resubmit_reading
from claims.actions.assignment_lock import lock_reading
from claims.actions.change_record import record_change
from claims.actions.passage_lock import changing_passage, lock_passage, save_new_version
from claims.actions.passage_merge import lock_reading_with_twins, unmerge_twins
from claims.actions.passage_place import nest_passages_around
from claims.constraints import guarded
from claims.models.choices import Status
from claims.models.passages import Passage
from claims.models.users import User
from claims.permissions import Action, allowed
from claims.queries.article_editors import has_left


def withdraw_passage(passage: Passage, *, by: User, version: int, action: uuid.UUID) -> list[Passage]:
    """Withdraw the passage; its editor can restore it. Returns the passages that stood in it.

    Passages that were merged into this one wait for a decision again. Raises PermissionDenied for anybody but the
    editor, and what `changing_passage` raises.
    """
    if by.pk != passage.editor_id:
        raise PermissionDenied
    with guarded():
        lock_reading_with_twins(passage)
        with changing_passage(passage, by=by, version=version, action=action):
            passage.status, passage.within_id = Status.WITHDRAWN, None
            moved = nest_passages_around(passage, passage.content)
        unmerge_twins(passage, by=by, reason=gettext("%(name)s withdrew what stood for it.") % {"name": by.name})
        return moved


def may_restore_passage(passage: Passage, user: User) -> bool:
    """Whether the user may restore the passage: its editor, or a reviewer if its editor marks nothing here any more."""
    if passage.status != Status.WITHDRAWN or passage.article.archived:
        return False
    if user.pk == passage.editor_id:
        return allowed(passage.article.collection.role_of(user), Action.MARK)
    return _is_left_to(passage, user)


def restore_passage(passage: Passage, *, by: User, version: int, action: uuid.UUID) -> list[Passage]:
    """Make a withdrawn passage a draft again. Returns the passages that stand in it again.

    If a reviewer restores a passage whose editor marks nothing here any more, the passage is submitted: its editor
    cannot hand it in, and somebody else than the reviewer approves it. The reading then waits again. Raises
    PermissionDenied, Stale, AlreadyDone, or ValidationError if the passage is not withdrawn.
    """
    if by.pk != passage.editor_id and not _is_left_to(passage, by):
        raise PermissionDenied
    with guarded():
        lock_reading(passage.article_id, editor=passage.editor_id)
        lock_passage(passage, version=version, action=action)
        if passage.status != Status.WITHDRAWN:
            raise ValidationError(gettext("This passage is not withdrawn."), code="not_withdrawn")
        record_change(passage, by=by, action=action)
        if by.pk == passage.editor_id:
            passage.status = Status.DRAFT
        else:
            passage.status = Status.SUBMITTED
            resubmit_reading(article=passage.article_id, editor=passage.editor_id)
        moved = nest_passages_around(passage, passage.content)
        save_new_version(passage, by=by, action=action)
    return moved


def _is_left_to(passage: Passage, reviewer: User) -> bool:
    """Whether the passage's editor marks nothing in the collection any more and the person reviews there."""
    collection = passage.article.collection
    return allowed(collection.role_of(reviewer), Action.REVIEW) and has_left(passage.editor, collection)
