"""What an editor does with a passage: the verbs of `Passage` that change it.

Each verb locks the row, checks the version that the caller saw, changes what it is about, and raises the
version, in one transaction. Verbs about the place in the text are in `placing`.
"""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext

from claims.constraints import guarded
from claims.models.blind import check_all_handed_in
from claims.models.changes import remember
from claims.models.common import rows_of
from claims.models.passage_fields import PassageFields
from claims.models.words import OPEN, AttributionRole, DenialKind, DenialState, Lack, Mark, Status
from claims.permissions import Action, allowed
from claims.short_texts import clean_line, clean_paragraphs

if TYPE_CHECKING:
    from claims.models.actors import Actor
    from claims.models.claims import Claim
    from claims.models.parts import Attribution, Denial, Statement
    from claims.models.passages import Passage
    from claims.models.people import User


class Stale(Exception):
    """The passage was changed since the caller saw it; nothing was stored."""


class AlreadyDone(Exception):
    """This very action arrived before; it was done once, and the passage is as it left it or newer."""


class EditedPassage(PassageFields):
    """A passage with the verbs of change."""

    class Meta(PassageFields.Meta):
        abstract = True

    @contextmanager
    def changing(
        self, *, by: "User", version: int, action: uuid.UUID, brings: "Iterable[models.Model | None]" = ()
    ) -> Iterator[None]:
        """Lock, check, let the caller change fields and parts, and raise the version.

        `brings`: the claims and actors that the change names. Raises AlreadyDone, Stale, PermissionDenied, or
        ValidationError when the status does not allow it.
        """
        with guarded():
            self.lock(version=version, action=action)
            self._check_changeable(by)
            remember(self, by=by, action=action, brings=brings)
            yield
            # A reviewer mends in steps, so only the editor's own change can make it a draft again.
            if self.status == Status.SUBMITTED and by.pk == self.editor_id and self.lacks:
                self.status = Status.DRAFT
            self.keep_change(by=by, action=action)

    def keep_change(self, *, by: "User", action: uuid.UUID) -> None:
        """Save what a verb changed, as a new version. Part of a verb: locks and checks nothing."""
        self.version += 1
        self.changed_by, self.action, self.updated_at = by, action, timezone.now()
        self.save(update_fields=_CHANGED)

    def lock(self, *, version: int, action: uuid.UUID | None = None) -> None:
        """Lock the row and take over its present values; Stale or AlreadyDone if it is not the one seen."""
        # Not its key: whatever points to this passage may be written meanwhile.
        fresh = type(self).objects.select_for_update(of=("self",), no_key=True).get(pk=self.pk)
        for field in self._meta.concrete_fields:
            setattr(self, field.attname, getattr(fresh, field.attname))
        self._prefetched_objects_cache: dict[str, object] = {}
        if self.version != version:
            if action and self.has_done(action):
                raise AlreadyDone
            raise Stale

    def has_done(self, action: uuid.UUID) -> bool:
        """Whether this action made the present version or an earlier one."""
        return self.action == action or self.events.filter(action=action).exists()

    def _check_changeable(self, by: "User") -> None:
        if by.pk != self.editor_id and not allowed(self.article.collection.role_of(by), Action.REVIEW):
            raise PermissionDenied
        if self.article.archived:
            raise ValidationError(gettext("This article is archived. Ask a manager to bring it back."), code="archived")
        if self.status == Status.APPROVED:
            raise ValidationError(
                gettext("This passage is approved, so it is locked. Reopen it with a reason first."),
                code="approved",
            )
        if self.status == Status.MERGED:
            raise ValidationError(
                gettext("This passage gave way to another reading, so it stays as it is."), code="merged"
            )
        if self.status not in OPEN:
            raise ValidationError(gettext("This passage is withdrawn. Restore it first."), code="withdrawn")
        if by.pk != self.editor_id and self.status != Status.SUBMITTED:
            raise ValidationError(
                gettext("This passage is not handed in, so only its editor can change it."),
                code="not_submitted",
            )
        if by.pk != self.editor_id:
            check_all_handed_in(self.article, by_reviewer=True)

    @property
    def lacks(self) -> list[Lack]:
        """What it still needs to be complete, read off its parts (prefetched or not)."""
        lacks = []
        speakers = any(part.role == AttributionRole.SPEAKER for part in self.attributions.all())
        if not speakers and not self.unattributed:
            lacks.append(Lack.SPEAKER)
        if self.mark == Mark.ASSERTION and not self.statements.all():
            lacks.append(Lack.CLAIM)
        if self.mark == Mark.REFUTATION and not any(denial.state != DenialState.OPEN for denial in self.denials.all()):
            lacks.append(Lack.DENIAL)
        return lacks

    def set_mark(self, *, mark: str, by: "User", version: int, action: uuid.UUID, denials: str = "") -> None:
        """Change the mark in place. A refutation with denials asks what becomes of them.

        `denials`: "drop", or "state" (the linked claims are stated instead). Raises ValidationError with code
        `denials` when it has some and nothing is said.
        """
        if mark not in Mark.values:
            raise ValidationError(
                gettext("“%(mark)s” is no mark. A passage is an assertion, a refutation or a quote."),
                code="passage_mark_known",
                params={"mark": mark},
            )
        with self.changing(by=by, version=version, action=action):
            if mark != Mark.REFUTATION and self.denials.exists():
                if denials not in ("drop", "state"):
                    raise ValidationError(
                        gettext(
                            "This refutation denies something. Say what becomes of that: drop it, or state it instead?"
                        ),
                        code="denials",
                    )
                linked = [denial.claim for denial in self.denials.all() if denial.claim]
                self.denials.all().delete()
                if denials == "state":
                    for claim in linked:
                        self.statements.get_or_create(claim=claim, defaults={"created_by": by})
            self.mark = mark

    def set_note(self, *, note: str, by: "User", version: int, action: uuid.UUID) -> None:
        """Set the editor's note."""
        with self.changing(by=by, version=version, action=action):
            self.note = clean_paragraphs(note).strip()

    def add_via(self, *, actor: "Actor", by: "User", version: int, action: uuid.UUID) -> None:
        """Add one who passes it on, at the end of the chain."""
        with self.changing(by=by, version=version, action=action, brings=[actor]):
            self._append(actor, AttributionRole.VIA, by=by)

    def repeat_attribution(self, *, by: "User", version: int, action: uuid.UUID) -> None:
        """Name the speakers and the chain of the passage of this reading that was attributed last.

        Raises ValidationError when none is attributed yet.
        """
        with self.changing(by=by, version=version, action=action):
            others = rows_of("Attribution").filter(passage__article=self.article_id, passage__editor=self.editor_id)
            last = others.exclude(passage=self.pk).order_by("-pk").first()
            if last is None:
                raise ValidationError(
                    gettext("Nothing else in this article has a speaker yet. Name the speaker here."), code="repeat"
                )
            self.unattributed = False
            named = {(part.actor_id, part.role) for part in self.attributions.all()}
            for part in rows_of("Attribution").filter(passage=last.passage_id).select_related("actor"):
                if (part.actor_id, part.role) not in named:
                    self._append(part.actor, part.role, by=by)

    def attribute(self, actors: Sequence["Actor"], role: str, *, by: "User", behind: int = 0) -> "list[Attribution]":
        """Name the actors, from the position behind the given one. Part of a verb: locks and checks nothing."""
        return self._add(
            "Attribution",
            (
                {"actor": actor, "role": role, "position": position, "created_by": by}
                for position, actor in enumerate(actors, behind + 1)
            ),
        )

    def _append(self, actor: "Actor", role: str, *, by: "User") -> None:
        last = self.attributions.filter(role=role).aggregate(last=models.Max("position"))["last"]
        self.attribute([actor], role, by=by, behind=last or 0)

    def state(self, claims: Sequence["Claim"], *, by: "User") -> "list[Statement]":
        """State the claims. Part of a verb: locks and checks nothing."""
        return self._add("Statement", ({"claim": claim, "created_by": by} for claim in claims))

    def deny(self, claims: Sequence["Claim"], *, by: "User") -> "list[Denial]":
        """Deny the claims, linked. Part of a verb: locks and checks nothing."""
        linked = ({"claim": claim, "state": DenialState.LINKED, "created_by": by} for claim in claims)
        return self._add("Denial", linked)

    def _add(self, part: str, parts: Iterable[dict[str, Any]]) -> list[Any]:
        rows = rows_of(part)
        # A list, so that for no parts nothing is done.
        made: list[Any] = rows.bulk_create([rows.model(passage_id=self.pk, **fields) for fields in parts])
        return made

    @property
    def knows_parts(self) -> bool:
        """Whether its parts were loaded or given, so that reading them asks nothing of the database."""
        return bool(getattr(self, "_prefetched_objects_cache", None))

    def know_parts(self, **parts: Sequence[models.Model]) -> None:
        """Give a passage that was just made its parts by relation, so that nobody has to ask the database."""
        self._prefetched_objects_cache = {}
        for relation, rows in parts.items():
            known = getattr(self, relation).all()
            known._result_cache = list(rows)
            self._prefetched_objects_cache[relation] = known

    def remove_attribution(
        self, *, actor: "Actor | int", role: str, by: "User", version: int, action: uuid.UUID
    ) -> None:
        """Take the actor, or the one with this id, off again, as speaker or via.

        One who is not named here changes nothing else, be there such an actor or not: nobody learns of one that way.
        """
        with self.changing(by=by, version=version, action=action):
            self.attributions.filter(actor=actor, role=role).delete()

    def set_unattributed(self, *, unattributed: bool, by: "User", version: int, action: uuid.UUID) -> None:
        """Say that the text names nobody; its speakers go."""
        with self.changing(by=by, version=version, action=action):
            self.unattributed = unattributed
            if unattributed:
                self.attributions.filter(role=AttributionRole.SPEAKER).delete()

    def add_statement(self, *, claim: "Claim", by: "User", version: int, action: uuid.UUID) -> None:
        """Say that it states this claim."""
        self.add_statements(claims=[claim], by=by, version=version, action=action)

    def add_statements(self, *, claims: "Sequence[Claim]", by: "User", version: int, action: uuid.UUID) -> None:
        """Say that it states these claims."""
        with self.changing(by=by, version=version, action=action, brings=claims):
            self.state(claims, by=by)

    def remove_statement(self, *, claim: "Claim | int", by: "User", version: int, action: uuid.UUID) -> None:
        """Take the stated claim, or the one with this id, off again; as `remove_attribution` does."""
        with self.changing(by=by, version=version, action=action):
            self.statements.filter(claim=claim).delete()

    def add_denial(
        self,
        *,
        by: "User",
        version: int,
        action: uuid.UUID,
        claim: "Claim | None" = None,
        kind: str = DenialKind.DENIES,
        state: str = DenialState.LINKED,
        target_text: str = "",
        answers: "Passage | None" = None,
    ) -> "Denial":
        """Say what this refutation denies: a claim, words not in this collection, or that it is unsaid."""
        with self.changing(by=by, version=version, action=action, brings=[claim]):
            if answers and answers.article.collection_id != self.article.collection_id:
                raise ValidationError(gettext("The passage it answers belongs to another collection."), code="answers")
            return self.denials.create(
                claim=claim,
                kind=kind,
                state=state,
                target_text=clean_line(target_text),
                answers=answers,
                created_by=by,
            )

    def remove_denial(self, *, denial: "Denial", by: "User", version: int, action: uuid.UUID) -> None:
        """Take a denial off again."""
        with self.changing(by=by, version=version, action=action):
            self.denials.filter(pk=denial.pk).delete()

    def change_denial(
        self,
        *,
        denial: "Denial",
        kind: str,
        answers: "Passage | None",
        by: "User",
        version: int,
        action: uuid.UUID,
    ) -> None:
        """Say whether it denies or disputes, and which passage this one answers."""
        with self.changing(by=by, version=version, action=action):
            self.denials.filter(pk=denial.pk).update(kind=kind, answers=answers)


# What a verb may have changed; article, editor and maker never do.
_CHANGED = (
    "mark", "form", "content", "cue", "source", "exact", "prefix", "suffix", "cue_text", "source_text",
    "unattributed", "note", "status", "version", "changed_by", "action", "updated_at", "within",
)  # fmt: skip
