"""Take an assignment away from its editor."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext

from claims.actions.assignment_lock import lock_reading
from claims.actions.blind_reading_record import record_shown_readings
from claims.constraints import guarded
from claims.models.assignments import Assignment
from claims.models.users import User
from claims.queries.article_editors import passages_of


def remove_assignment(assignment: Assignment, *, by: User) -> bool:
    """End an editor's work on an article. Answers whether the assignment is kept, because something was done in it.

    Passages that were marked stay as they are, and count again when the article is assigned again. An assignment in
    which nothing was done is deleted. Raises ValidationError if it was taken away already.
    """
    with guarded():
        # Locked, so that the editor does not mark the first passage meanwhile.
        if not lock_reading(assignment.article_id, editor=assignment.editor_id):
            raise _taken_away_already()
        assignment.refresh_from_db(fields=["handed_in_at", "taken_away_at"])
        if assignment.taken_away_at:
            raise _taken_away_already()
        is_kept = assignment.handed_in_at is not None or passages_of(assignment).exists()
        if is_kept:
            assignment.taken_away_by, assignment.taken_away_at = by, timezone.now()
            assignment.save(update_fields=["taken_away_by", "taken_away_at"])
        else:
            assignment.delete()
        record_shown_readings(Assignment.objects.in_article(assignment.article))
    return is_kept


def _taken_away_already() -> ValidationError:
    return ValidationError(gettext("This reading was taken away already."), code="taken_away")
