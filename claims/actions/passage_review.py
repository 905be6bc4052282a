"""Review a passage: approve it, return it to its editor, reopen it, or take back what was decided.

Approved means that another person saw exactly this: the version that the reviewer saw, by a person who did not make
the last change. In a blind collection nothing is decided before all readings of the article are handed in.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext

from claims.actions.milestone_record import record_milestones
from claims.actions.passage_lock import lock_passage
from claims.actions.passage_merge import lock_reading_with_twins, unmerge_twins
from claims.actions.passage_place import nest_passages_around
from claims.actions.refusals import AlreadyDone, nothing_to_decide
from claims.constraints import guarded
from claims.models.blind import check_all_handed_in
from claims.models.choices import Status, Verdict
from claims.models.passages import Passage
from claims.models.users import User
from claims.permissions import Action, allowed
from claims.queries.article_editors import editor_still_reads, is_wording
from claims.queries.passage_lacks import lacks_of
from claims.text.short_texts import clean_paragraphs


def may_approve_passage(passage: Passage, *, by: User, role: str | None) -> bool:
    """Whether a person with this role may approve the passage, complete or not. One query if the article is blind."""
    waits = passage.status == Status.SUBMITTED
    return waits and _approval_refusal(passage, by=by, role=role) is None and not passage.article.awaited


def approve_passage(passage: Passage, *, by: User, version: int) -> None:
    """Approve this version with all its parts. Its editor may approve it too, if a reviewer changed it last.

    Raises Stale if the passage changed since it was shown, AlreadyDone, PermissionDenied or ValidationError.
    """
    with guarded():
        lock_passage(passage, version=version)
        if passage.status == Status.APPROVED and passage.reviewed_by_id == by.pk:
            raise AlreadyDone
        is_own = by.pk == passage.editor_id
        role = None if is_own else passage.article.collection.role_of(by)
        if refusal := _approval_refusal(passage, by=by, role=role):
            raise refusal
        check_all_handed_in(passage.article, by_reviewer=not is_own)
        if lacks_of(passage):
            raise ValidationError(
                gettext("It is not complete: it needs %(lacks)s."),
                code="incomplete",
                params={"lacks": ", ".join(str(lack.label) for lack in lacks_of(passage))},
            )
        _decide(passage, Status.APPROVED, by=by, note="")
        record_milestones([passage], verdict=Verdict.APPROVED, by=by)


def _approval_refusal(passage: Passage, *, by: User, role: str | None) -> Exception | None:
    if by.pk == passage.changed_by_id:
        return ValidationError(
            gettext("You made the last change yourself, so somebody else has to approve it."), code="own_change"
        )
    if by.pk != passage.editor_id and not allowed(role, Action.REVIEW):
        return PermissionDenied()
    return None if passage.status == Status.SUBMITTED else nothing_to_decide(passage)


def may_return_to_editor(passage: Passage, *, by: User, role: str | None) -> bool:
    """Whether a person with this role may return the passage, if its editor still reads the article.

    One query if the article is blind.
    """
    waits = passage.status == Status.SUBMITTED
    return waits and _return_refusal(passage, by=by, role=role) is None and not passage.article.awaited


def return_to_editor(passage: Passage, *, by: User, version: int, reason: str) -> None:
    """Return the passage to its editor with a reason. Raises as `approve_passage` does."""
    reason = _cleaned(reason)
    with guarded():
        lock_passage(passage, version=version)
        # Only this very version is already done: if its editor changed it since, the reason is about another one.
        if passage.status == Status.RETURNED and (passage.reviewed_by_id, passage.reviewed_version) == (by.pk, version):
            raise AlreadyDone
        if refusal := _return_refusal(passage, by=by, role=passage.article.collection.role_of(by)):
            raise refusal
        check_all_handed_in(passage.article, by_reviewer=True)
        if not editor_still_reads(passage):
            raise ValidationError(
                gettext(
                    "%(name)s does not read this article any more, so nobody would get it back. Correct it"
                    " yourself, which another reviewer then approves, or approve it as it stands."
                ),
                code="editor_left",
                params={"name": passage.editor.name},
            )
        _decide(passage, Status.RETURNED, by=by, note=reason)
        record_milestones([passage], verdict=Verdict.RETURNED, by=by, note=reason)


def _return_refusal(passage: Passage, *, by: User, role: str | None) -> Exception | None:
    if by.pk == passage.editor_id:
        return ValidationError(
            gettext("This passage is your own: change it, there is no need to return it."), code="own"
        )
    if not allowed(role, Action.REVIEW):
        return PermissionDenied()
    return None if passage.status == Status.SUBMITTED else nothing_to_decide(passage)


def may_reopen_passage(passage: Passage, *, role: str | None) -> bool:
    """Whether a person with this role may reopen the passage."""
    return _reopening_refusal(passage, role=role) is None


def reopen_passage(passage: Passage, *, by: User, version: int, reason: str) -> None:
    """Return an approved passage to its editor with a reason, on record. Raises as `approve_passage` does.

    If its editor does not read the article any more, the passage waits for a decision again, and a reviewer can
    correct it. Passages that were merged into it wait for a decision again, unless a reviewer worded it for them.
    """
    reason = _cleaned(reason)
    with guarded():
        lock_reading_with_twins(passage)
        lock_passage(passage, version=version)
        if refusal := _reopening_refusal(passage, role=passage.article.collection.role_of(by)):
            raise refusal
        record_milestones([passage], verdict=Verdict.REOPENED, by=by, note=reason)
        if editor_still_reads(passage):
            _decide(passage, Status.RETURNED, by=by, note=reason)
        else:
            _clear_decision(passage)
        _update_nesting(passage)
        if not is_wording(passage):
            unmerge_twins(passage, by=by, reason=reason)


def _reopening_refusal(passage: Passage, *, role: str | None) -> Exception | None:
    if not allowed(role, Action.REVIEW):
        return PermissionDenied()
    if passage.status != Status.APPROVED:
        return ValidationError(
            gettext("This passage is not approved, so there is nothing to reopen."), code="not_approved"
        )
    return None


def revoke_approval(passage: Passage, *, by: User, reason: str) -> None:
    """Make an approved passage wait for a decision as if none had been made, on record.

    Part of an action that takes a decision back: call it with reading and passage locked.
    """
    record_milestones([passage], verdict=Verdict.TAKEN_BACK, by=by, note=reason)
    _clear_decision(passage)
    _update_nesting(passage)


def request_new_approval(passage: Passage, *, by: User, reason: str) -> None:
    """Make an approved or submitted passage wait for approval of what it says now.

    Part of an action that changes what the passage rests on: call it with reading and passage locked, before the
    change, so that the approved state is kept on record.
    """
    was_approved = passage.status == Status.APPROVED
    if was_approved:
        record_milestones([passage], verdict=Verdict.REOPENED, by=by, note=reason)
        # Two people have seen an approved passage, so the one of them who does not change it now may approve it again.
        # Only its maker has seen a submitted one, and must not become its second pair of eyes by this change.
        passage.status, passage.changed_by = Status.SUBMITTED, by
    passage.version, passage.updated_at = passage.version + 1, timezone.now()
    passage.save(update_fields=["status", "version", "changed_by", "updated_at"])
    if was_approved:
        _update_nesting(passage)


def _cleaned(reason: str) -> str:
    reason = clean_paragraphs(reason).strip()
    if not reason:
        raise ValidationError(gettext("Say why, so that the editor knows what to do."), code="reason")
    return reason


def _decide(passage: Passage, status: Status, *, by: User, note: str) -> None:
    passage.status, passage.review_note = status, note
    passage.reviewed_by, passage.reviewed_at, passage.reviewed_version = by, timezone.now(), passage.version
    passage.save(update_fields=_DECIDED)


def _clear_decision(passage: Passage) -> None:
    passage.status, passage.review_note = Status.SUBMITTED, ""
    passage.reviewed_by = passage.reviewed_at = passage.reviewed_version = None
    passage.updated_at = timezone.now()
    passage.save(update_fields=(*_DECIDED, "updated_at"))


def _update_nesting(passage: Passage) -> None:
    """Set `within` as it is now: an approved passage kept it while passages around it were made or withdrawn."""
    seen = passage.within_id
    nest_passages_around(passage, passage.content)
    if passage.within_id != seen:
        passage.version, passage.updated_at = passage.version + 1, timezone.now()
        passage.save(update_fields=["within", "version", "updated_at"])


_DECIDED = ("status", "review_note", "reviewed_by", "reviewed_at", "reviewed_version")
