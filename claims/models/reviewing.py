"""What a second person does with a passage: approve, return, reopen.

Approved means that another person saw exactly this: the version that the reviewer saw, by somebody who did not
make the last change.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext

from claims.constraints import guarded
from claims.models.editing import AlreadyDone, EditedPassage
from claims.models.reviews import Milestone
from claims.models.words import AttributionRole, Status, Verdict
from claims.permissions import Action, allowed

if TYPE_CHECKING:
    from claims.models.people import User


class ReviewedPassage(EditedPassage):
    """A passage with the verbs of review."""

    class Meta(EditedPassage.Meta):
        abstract = True

    def approve(self, *, by: "User", version: int) -> None:
        """Agree to this version with all its parts. Also its editor may, where a reviewer made the last change.

        Raises Stale when it changed since it was shown, AlreadyDone, PermissionDenied or ValidationError.
        """
        with guarded():
            self.lock(version=version)
            if self.status == Status.APPROVED and self.reviewed_by_id == by.pk:
                raise AlreadyDone
            if by.pk == self.changed_by_id:
                raise ValidationError(
                    gettext("You made the last change yourself, so somebody else has to approve it."), code="own_change",
                )
            if by.pk != self.editor_id:
                self._check_reviewer(by)
            self._check_submitted()
            if self.lacks:
                raise ValidationError(
                    gettext("It is not complete: it needs %(lacks)s."), code="incomplete",
                    params={"lacks": ", ".join(str(lack.label) for lack in self.lacks)},
                )
            self._decide(Status.APPROVED, by=by, note="")
            record([self], verdict=Verdict.APPROVED, by=by)

    def send_back(self, *, by: "User", version: int, reason: str) -> None:
        """Return it to its editor with a reason. Raises as `approve` does."""
        reason = _reason(reason)
        with guarded():
            self.lock(version=version)
            if self.status == Status.RETURNED and self.reviewed_by_id == by.pk:
                raise AlreadyDone
            if by.pk == self.editor_id:
                raise ValidationError(gettext("This passage is your own: change it, there is no need to return it."), code="own")
            self._check_reviewer(by)
            self._check_submitted()
            self._decide(Status.RETURNED, by=by, note=reason)
            record([self], verdict=Verdict.RETURNED, by=by, note=reason)

    def reopen(self, *, by: "User", version: int, reason: str) -> None:
        """Make an approved passage returned, because …; on record. Raises as `approve` does."""
        reason = _reason(reason)
        with guarded():
            self.lock(version=version)
            self._check_reviewer(by)
            if self.status != Status.APPROVED:
                raise ValidationError(gettext("This passage is not approved, so there is nothing to reopen."), code="not_approved")
            record([self], verdict=Verdict.REOPENED, by=by, note=reason)
            self._decide(Status.RETURNED, by=by, note=reason)

    def _check_reviewer(self, by: "User") -> None:
        if not allowed(self.article.collection.role_of(by), Action.REVIEW):
            raise PermissionDenied

    def _check_submitted(self) -> None:
        if self.status != Status.SUBMITTED:
            raise ValidationError(
                gettext("This passage is %(status)s, so there is nothing to decide."), code="not_submitted",
                params={"status": self.get_status_display()},
            )

    def _decide(self, status: Status, *, by: "User", note: str) -> None:
        self.status, self.review_note = status, note
        self.reviewed_by, self.reviewed_at, self.reviewed_version = by, timezone.now(), self.version
        self.save(update_fields=["status", "review_note", "reviewed_by", "reviewed_at", "reviewed_version"])


def _reason(reason: str) -> str:
    if not reason.strip():
        raise ValidationError(gettext("Say why, so that the editor knows what to do."), code="reason")
    return reason.strip()


def record(passages: Iterable[ReviewedPassage], *, verdict: Verdict, by: "User", note: str = "") -> None:
    """Keep each passage with all its parts as they stand now."""
    Milestone.objects.bulk_create(
        Milestone(
            passage=passage, version=passage.version, verdict=verdict, by=by, note=note, snapshot=snapshot(passage),
        )
        for passage in passages
    )


def snapshot(passage: ReviewedPassage) -> dict[str, Any]:
    """All that a passage and its parts say, in words as well as in ids."""
    actors: dict[str, list[dict[str, Any]]] = {role: [] for role in AttributionRole.values}
    for part in passage.attributions.all():
        actors[part.role].append({"id": part.actor_id, "name": part.actor.name})
    return {
        "mark": passage.mark, "form": passage.form, "content": str(passage.content), "exact": passage.exact,
        "cue": str(passage.cue), "cue_text": passage.cue_text,
        "source": str(passage.source), "source_text": passage.source_text,
        "unattributed": passage.unattributed, "within": str(passage.within_id or ""), "note": passage.note,
        "speakers": actors[AttributionRole.SPEAKER], "via": actors[AttributionRole.VIA],
        "states": [
            {"id": part.claim_id, "statement": part.claim.statement}
            for part in passage.statements.all()
        ],
        "denies": [
            {
                "id": part.claim_id, "statement": part.claim.statement if part.claim else "", "kind": part.kind,
                "state": part.state, "target_text": part.target_text, "answers": str(part.answers_id or ""),
            }
            for part in passage.denials.all()
        ],
    }  # fmt: skip
