"""What a second person does with a passage: approve, return, reopen, settle with its twin.

Approved means that another person saw exactly this: the version that the reviewer saw, by somebody who did
not make the last change. Where reading is blind, nothing is decided before all readings of the article are handed in.
"""

from typing import TYPE_CHECKING, Self

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext

from claims.constraints import guarded
from claims.models.blind import check_all_handed_in
from claims.models.editing import AlreadyDone
from claims.models.milestones import record
from claims.models.placing import PlacedPassage
from claims.models.reviews import Assignment
from claims.models.twins import lock_with_twins, release
from claims.models.words import Status, Verdict
from claims.permissions import Action, allowed
from claims.short_texts import clean_paragraphs

if TYPE_CHECKING:
    from claims.models.people import User


class ReviewedPassage(PlacedPassage):
    """A passage with the verbs of review."""

    class Meta(PlacedPassage.Meta):
        abstract = True

    def approve(self, *, by: "User", version: int) -> None:
        """Agree to this version with all its parts. Its editor may too, where a reviewer changed it last.

        Raises Stale when it changed since it was shown, AlreadyDone, PermissionDenied or ValidationError.
        """
        with guarded():
            self.lock(version=version)
            if self.status == Status.APPROVED and self.reviewed_by_id == by.pk:
                raise AlreadyDone
            if by.pk == self.changed_by_id:
                raise ValidationError(
                    gettext("You made the last change yourself, so somebody else has to approve it."),
                    code="own_change",
                )
            if by.pk != self.editor_id:
                self._check_reviewer(by)
            self._check_submitted()
            check_all_handed_in(self.article, by_reviewer=by.pk != self.editor_id)
            if self.lacks:
                raise ValidationError(
                    gettext("It is not complete: it needs %(lacks)s."),
                    code="incomplete",
                    params={"lacks": ", ".join(str(lack.label) for lack in self.lacks)},
                )
            self._decide(Status.APPROVED, by=by, note="")
            record([self], verdict=Verdict.APPROVED, by=by)

    def send_back(self, *, by: "User", version: int, reason: str) -> None:
        """Return it to its editor with a reason. Raises as `approve` does."""
        reason = _reason(reason)
        with guarded():
            self.lock(version=version)
            # This very version: its editor may have changed it since, which is no answer to another reason.
            if self.status == Status.RETURNED and (self.reviewed_by_id, self.reviewed_version) == (by.pk, version):
                raise AlreadyDone
            if by.pk == self.editor_id:
                raise ValidationError(
                    gettext("This passage is your own: change it, there is no need to return it."), code="own"
                )
            self._check_reviewer(by)
            self._check_submitted()
            check_all_handed_in(self.article, by_reviewer=True)
            self._decide(Status.RETURNED, by=by, note=reason)
            record([self], verdict=Verdict.RETURNED, by=by, note=reason)

    def reopen(self, *, by: "User", version: int, reason: str) -> None:
        """Make an approved passage returned, because …; on record. Raises as `approve` does.

        Those that gave way to it wait for a decision again, unless it is a wording that somebody made for them.
        """
        reason = _reason(reason)
        with guarded():
            lock_with_twins(self)
            self.lock(version=version)
            self._check_reviewer(by)
            if self.status != Status.APPROVED:
                raise ValidationError(
                    gettext("This passage is not approved, so there is nothing to reopen."),
                    code="not_approved",
                )
            record([self], verdict=Verdict.REOPENED, by=by, note=reason)
            self._decide(Status.RETURNED, by=by, note=reason)
            self._catch_up()
            if not self.is_wording:
                release(self, by=by, reason=reason)

    def merge_into(self, twin: Self, *, by: "User", version: int, reason: str = "") -> None:
        """Settle two readings of the same words: this one gives way to its twin, which stands for both.

        It is kept as it was handed in and never exported; its own twins follow. Who changed it last stays, so that
        nobody may approve it then who could not before. Raises as `approve` does.
        """
        with guarded():
            # Both readings, so that neither is withdrawn or merged meanwhile; then both passages, each in one order, so
            # that two who merge them both ways do not wait for each other.
            Assignment.lock_all(article=self.article_id, editors={self.editor_id, twin.editor_id})
            both = type(self).objects.filter(pk__in=[self.pk, twin.pk]).order_by("pk")
            list(both.select_for_update(no_key=True).values_list("pk"))
            fresh = type(self).objects.get(pk=self.pk)
            if fresh.status == Status.MERGED and fresh.same_as == twin:
                raise AlreadyDone
            self.lock(version=version)
            self._check_reviewer(by)
            if by.pk == self.editor_id:
                raise ValidationError(
                    gettext("This passage is your own, so somebody else decides what stands for it."), code="own"
                )
            self._check_submitted()
            check_all_handed_in(self.article, by_reviewer=True)
            stays = type(self).objects.get(pk=twin.pk)
            another = stays.article_id == self.article_id and stays.editor_id != self.editor_id
            if not another or not stays.is_live:
                raise ValidationError(
                    gettext("A twin is another editor’s passage in the same article, and not withdrawn."),
                    code="no_twin",
                )
            if not stays.content.overlaps(self.content):
                raise ValidationError(gettext("The two share no words, so they are no twins."), code="apart")
            record([self], verdict=Verdict.MERGED, by=by, note=reason)
            self.status, self.same_as, self.within_id = Status.MERGED, stays, None
            self.review_note, self.reviewed_by, self.reviewed_at = reason, by, timezone.now()
            self.reviewed_version = self.version
            self.version, self.updated_at = self.version + 1, self.reviewed_at
            self.nest_around(self.content)
            self.save(update_fields=_MERGED)
            # One step always reaches the one that stands for all.
            type(self).objects.filter(same_as=self.pk).update(same_as=stays.pk)

    def wait_again(self, *, by: "User", reason: str) -> None:
        """Make an approved passage wait for a decision as if none had been made; on record.

        Part of a verb that takes a decision back: call it with reading and passage locked.
        """
        record([self], verdict=Verdict.TAKEN_BACK, by=by, note=reason)
        self.status, self.review_note = Status.SUBMITTED, ""
        self.reviewed_by = self.reviewed_at = self.reviewed_version = None
        self.updated_at = timezone.now()
        self.save(update_fields=(*_DECIDED, "updated_at"))
        self._catch_up()

    def ask_again(self, *, by: "User", reason: str) -> None:
        """Make an approved or submitted passage wait for somebody's agreement to what it says now.

        Part of a verb that changes what the passage rests on: call it with reading and passage locked, before
        the change, so that what was agreed to is kept on record.
        """
        was_approved = self.status == Status.APPROVED
        if was_approved:
            record([self], verdict=Verdict.REOPENED, by=by, note=reason)
            # Two have seen the rest, so whoever of them did not change it now may agree. What is submitted
            # only its maker has seen, who must not become its second pair of eyes by this.
            self.status, self.changed_by = Status.SUBMITTED, by
        self.version, self.updated_at = self.version + 1, timezone.now()
        self.save(update_fields=["status", "version", "changed_by", "updated_at"])
        if was_approved:
            self._catch_up()

    def _catch_up(self) -> None:
        """While approved it stayed as it was seen; another may stand around it now, or none any more."""
        seen = self.within_id
        self.nest_around(self.content)
        if self.within_id != seen:
            self.version, self.updated_at = self.version + 1, timezone.now()
            self.save(update_fields=["within", "version", "updated_at"])

    @property
    def is_wording(self) -> bool:
        """Whether its maker worded it to settle others' readings; one query."""
        return Assignment.objects.filter(article=self.article_id, editor=self.editor_id, settles=True).exists()

    def _check_reviewer(self, by: "User") -> None:
        if not allowed(self.article.collection.role_of(by), Action.REVIEW):
            raise PermissionDenied

    def _check_submitted(self) -> None:
        if self.status != Status.SUBMITTED:
            raise ValidationError(
                gettext("This passage is %(status)s, so there is nothing to decide."),
                code="not_submitted",
                params={"status": self.get_status_display()},
            )

    def _decide(self, status: Status, *, by: "User", note: str) -> None:
        self.status, self.review_note = status, note
        self.reviewed_by, self.reviewed_at, self.reviewed_version = by, timezone.now(), self.version
        self.save(update_fields=_DECIDED)


def _reason(reason: str) -> str:
    reason = clean_paragraphs(reason).strip()
    if not reason:
        raise ValidationError(gettext("Say why, so that the editor knows what to do."), code="reason")
    return reason


_DECIDED = ("status", "review_note", "reviewed_by", "reviewed_at", "reviewed_version")
_MERGED = (*_DECIDED, "same_as", "within", "version", "updated_at")
