"""Hand in a reading for review."""

from django.core.exceptions import PermissionDenied
from django.db import models

from claims.actions.assignment_lock import lock_own_reading
from claims.actions.blind_reading_record import record_shown_readings
from claims.actions.change_record import delete_changes
from claims.actions.milestone_record import record_milestones
from claims.actions.refusals import Incomplete
from claims.constraints import guarded
from claims.models.assignments import Assignment
from claims.models.choices import Status, Verdict
from claims.models.users import User
from claims.permissions import Action, allowed
from claims.queries.article_editors import has_left, passages_of
from claims.queries.passage_lacks import lacks_of


def may_hand_in_reading(assignment: Assignment, *, by: User) -> bool:
    """Whether the person may hand in the reading: its editor, or a reviewer if the editor marks nothing here any more.

    At most two queries.
    """
    if by.pk == assignment.editor_id:
        return True
    collection = assignment.article.collection
    return allowed(collection.role_of(by), Action.REVIEW) and has_left(assignment.editor, collection)


def hand_in_reading(assignment: Assignment, *, by: User) -> int:
    """Hand in all drafts and returned passages of the reading. Answers how many.

    By handing in, a person vouches for the passages and so counts as the last one to change them: a passage that a
    reviewer corrected and then returned cannot be handed in unchanged and then be approved by its editor. A reviewer
    who hands in for an editor who left cannot approve these passages, and incomplete ones are handed in too, since
    only a reviewer can complete them now. Raises Incomplete with the incomplete passages, ValidationError if the
    reading was taken away, or PermissionDenied.
    """
    if not may_hand_in_reading(assignment, by=by):
        raise PermissionDenied
    is_own = by.pk == assignment.editor_id
    with guarded():
        lock_own_reading(assignment.article_id, editor=assignment.editor_id)
        unfinished = passages_of(assignment).unfinished().select_for_update(of=("self",), no_key=True)
        passages = list(unfinished.for_cards())
        incomplete = [passage for passage in passages if lacks_of(passage)]
        if incomplete and is_own:
            raise Incomplete(incomplete)
        record_milestones(passages, verdict=Verdict.HANDED_IN, by=by)
        # Set after `record`, so that handed_in_at is never earlier than the milestones (both use the database clock).
        assignment.handed_in_at, assignment.accepted_at, assignment.accepted_by = models.functions.Now(), None, None
        assignment.save(update_fields=["handed_in_at", "accepted_at", "accepted_by"])
        passages_of(assignment).filter(pk__in=[passage.pk for passage in passages]).update(
            status=Status.SUBMITTED, submitted_at=assignment.handed_in_at, changed_by=by
        )
        delete_changes(assignment.article, by=by)
        record_shown_readings(Assignment.objects.in_article(assignment.article))
    return len(passages)


def resubmit_reading(article: int, *, editor: int) -> None:
    """Make the reading (ids of article and editor) handed in and not accepted, because a passage was added to it.

    Part of another action: call it with the reading locked.
    """
    Assignment.objects.filter(article=article, editor=editor).update(
        handed_in_at=models.functions.Coalesce("handed_in_at", models.functions.Now()),
        accepted_at=None,
        accepted_by=None,
    )
