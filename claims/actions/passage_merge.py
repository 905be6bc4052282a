"""Merge a passage into its twin, another editor's passage of the same words, and take that back.

A merged passage is never lost: it waits for a decision again as soon as its twin is withdrawn or reopened, or the
decision is taken back.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext

from claims.actions.assignment_lock import lock_readings
from claims.actions.milestone_record import record_milestones
from claims.actions.passage_lock import lock_passage
from claims.actions.passage_place import nest_passages_around
from claims.actions.refusals import AlreadyDone, Stale, nothing_to_decide
from claims.constraints import guarded
from claims.models.assignments import Assignment
from claims.models.blind import check_all_handed_in
from claims.models.choices import Status, Verdict
from claims.models.passages import Passage
from claims.models.users import User
from claims.permissions import Action, allowed


def merge_passage(passage: Passage, twin: Passage, *, by: User, version: int, reason: str = "") -> None:
    """Merge the passage into its twin, which then stands for both; passages merged into it before follow.

    A merged passage is kept as it was handed in and never exported. Its `changed_by` stays, so that nobody may approve
    it later who could not before. Raises Stale if it changed since it was shown, AlreadyDone, PermissionDenied or
    ValidationError.
    """
    with guarded():
        # Both readings, so that neither passage is withdrawn or merged meanwhile; then both passages. Each in one
        # order, so that two people who merge them both ways do not wait for each other.
        lock_readings(passage.article_id, editors={passage.editor_id, twin.editor_id})
        both = Passage.objects.filter(pk__in=[passage.pk, twin.pk]).order_by("pk")
        list(both.select_for_update(no_key=True).values_list("pk"))
        fresh = Passage.objects.get(pk=passage.pk)
        if fresh.status == Status.MERGED and fresh.same_as == twin:
            raise AlreadyDone
        lock_passage(passage, version=version)
        if not allowed(passage.article.collection.role_of(by), Action.REVIEW):
            raise PermissionDenied
        if by.pk == passage.editor_id:
            raise ValidationError(
                gettext("This passage is your own, so somebody else decides what stands for it."), code="own"
            )
        if passage.status != Status.SUBMITTED:
            raise nothing_to_decide(passage)
        check_all_handed_in(passage.article, by_reviewer=True)
        stays = Passage.objects.get(pk=twin.pk)
        _check_twins(passage, stays)
        record_milestones([passage], verdict=Verdict.MERGED, by=by, note=reason)
        passage.status, passage.same_as, passage.within_id = Status.MERGED, stays, None
        passage.review_note, passage.reviewed_by, passage.reviewed_at = reason, by, timezone.now()
        passage.reviewed_version = passage.version
        passage.version, passage.updated_at = passage.version + 1, passage.reviewed_at
        nest_passages_around(passage, passage.content)
        passage.save(update_fields=_CHANGED)
        # Each `same_as` leads in one step to the passage that stands for all.
        Passage.objects.filter(same_as=passage.pk).update(same_as=stays.pk)


def _check_twins(passage: Passage, twin: Passage) -> None:
    is_another_editors = twin.article_id == passage.article_id and twin.editor_id != passage.editor_id
    if not is_another_editors or not twin.is_live:
        raise ValidationError(
            gettext("A twin is another editor’s passage in the same article, and not withdrawn."), code="no_twin"
        )
    if not twin.content.overlaps(passage.content):
        raise ValidationError(gettext("The two share no words, so they are no twins."), code="apart")


def lock_reading_with_twins(passage: Passage) -> None:
    """Lock the passage's reading and the readings of the passages that were merged into it, in one order.

    Raises Stale if a passage of yet another reading was merged into it in this very moment.
    """
    editors = _editors_of_twins(passage) | {passage.editor_id}
    lock_readings(passage.article_id, editors=editors)
    if not _editors_of_twins(passage) <= editors:
        raise Stale


def _editors_of_twins(passage: Passage) -> set[int]:
    return set(Passage.objects.filter(same_as=passage.pk).order_by().values_list("editor_id", flat=True))


def unmerge_twins(passage: Passage, *, by: User, reason: str) -> list[Passage]:
    """Let the passages that were merged into this one wait for a decision again, on record. Answers them.

    Their readings are not accepted any more. Part of another action: call it with their readings locked.
    """
    twins = Passage.objects.filter(same_as=passage.pk).order_by("pk")
    unmerged = list(twins.select_for_update(of=("self",), no_key=True))
    for twin in unmerged:
        twin.article = passage.article
        twin.status, twin.same_as = Status.SUBMITTED, None
        twin.reviewed_by = twin.reviewed_at = twin.reviewed_version = None
        twin.review_note = ""
        # `changed_by` stays, so that nobody else may approve it than before.
        twin.version, twin.updated_at = twin.version + 1, timezone.now()
        nest_passages_around(twin, twin.content)
        twin.save(update_fields=_CHANGED)
    if unmerged:
        record_milestones(unmerged, verdict=Verdict.TAKEN_BACK, by=by, note=reason)
        readings = Assignment.objects.filter(editor__in={each.editor_id for each in unmerged})
        readings.filter(article=passage.article_id).update(accepted_at=None, accepted_by=None)
    return unmerged


_CHANGED = (
    "status", "same_as", "within", "version", "updated_at", "reviewed_by", "reviewed_at", "reviewed_version",
    "review_note",
)  # fmt: skip
