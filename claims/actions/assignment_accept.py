"""Accept readings: a reviewer says that nothing is missing in them."""

from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext

from claims.actions.assignment_lock import lock_reading, lock_readings
from claims.constraints import guarded
from claims.models.articles import Article
from claims.models.assignments import Assignment
from claims.models.blind import check_all_handed_in
from claims.models.users import User
from claims.permissions import Action, allowed
from claims.queries.article_editors import passages_of


class Accepted(NamedTuple):
    """The readings that were accepted, and the others, each with the reason."""

    accepted: list[Assignment]
    left: list[tuple[Assignment, str]]


def accept_reading(assignment: Assignment, *, by: User) -> None:
    """Accept the reading, also if it has no passages.

    Raises PermissionDenied, or ValidationError if the reading is one's own, is not handed in or has an undecided
    passage, or, in a blind collection, if others have not handed in theirs.
    """
    with guarded():
        lock_reading(assignment.article_id, editor=assignment.editor_id)
        if by.pk == assignment.editor_id:
            raise ValidationError(gettext("Nobody accepts their own reading."), code="own")
        if not allowed(assignment.article.collection.role_of(by), Action.REVIEW):
            raise PermissionDenied
        check_all_handed_in(assignment.article, by_reviewer=True)
        if not Assignment.objects.handed_in().filter(pk=assignment.pk).exists():
            raise ValidationError(gettext("This reading is not handed in, so it cannot be accepted yet."), code="open")
        undecided = passages_of(assignment).awaiting_review().count()
        if undecided:
            raise ValidationError(
                gettext("%(count)s passages still wait for a decision. Approve or return them first."),
                code="undecided",
                params={"count": undecided},
            )
        assignment.accepted_by, assignment.accepted_at = by, timezone.now()
        assignment.save(update_fields=["accepted_by", "accepted_at"])


def accept_all_readings(article: Article, *, by: User) -> Accepted:
    """Accept each reading of the article that waits for it, with the wordings that reviewers made in adjudication.

    A reading that may not be accepted, or not by this person, is left as it is. Raises PermissionDenied.
    """
    if not allowed(article.collection.role_of(by), Action.REVIEW):
        raise PermissionDenied
    done = Accepted([], [])
    with guarded():
        lock_readings(article.pk)
        waiting = Assignment.objects.in_article(article).filter(handed_in_at__isnull=False, accepted_at__isnull=True)
        for reading in waiting.with_people().order_by("pk"):
            reading.article = article
            try:
                # A transaction of its own, so that a refusal leaves nothing half done.
                with guarded():
                    accept_reading(reading, by=by)
            except ValidationError as error:
                done.left.append((reading, " ".join(error.messages)))
            else:
                done.accepted.append(reading)
    return done
