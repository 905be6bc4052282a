"""What an editor does with a passage: the verbs of `Passage` that change it.

Each verb locks the row, checks the version that the caller saw, changes what it is about, and raises the version,
in one transaction. Offsets are code points of the article's text.
"""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext

from claims.constraints import guarded
from claims.models.passage_fields import PassageFields
from claims.models.words import OPEN, AttributionRole, DenialKind, DenialState, Lack, Mark, Status
from claims.permissions import Action, allowed
from claims.quotations import form_of
from claims.spans import Spans

if TYPE_CHECKING:
    from claims.models.actors import Actor
    from claims.models.claims import Claim
    from claims.models.parts import Denial
    from claims.models.passages import Passage
    from claims.models.people import User

CONTEXT = 32  # code points of prefix and suffix
MOST_SPANS = 100  # fragments of one passage; a real quotation has two or three


class Stale(Exception):
    """The passage was changed since the caller saw it; nothing was stored."""


class AlreadyDone(Exception):
    """This very action arrived before; it was done once, and the passage is as it left it or newer."""


class EditedPassage(PassageFields):
    """A passage with the verbs of change."""

    class Meta(PassageFields.Meta):
        abstract = True

    @contextmanager
    def changing(self, *, by: "User", version: int, action: uuid.UUID) -> Iterator[None]:
        """Lock, check, let the caller change fields and parts, and raise the version.

        Raises AlreadyDone, Stale, PermissionDenied, or ValidationError when the status does not allow it.
        """
        with guarded():
            self.lock(version=version, action=action)
            self._check_changeable(by)
            yield
            self.version += 1
            self.changed_by, self.action, self.updated_at = by, action, timezone.now()
            # A reviewer mends in steps, so only the editor's own change can make it a draft again.
            if self.status == Status.SUBMITTED and by.pk == self.editor_id and self.lacks:
                self.status = Status.DRAFT
            self.save(update_fields=_CHANGED)

    def lock(self, *, version: int, action: uuid.UUID | None = None) -> None:
        """Lock the row and take over its present values; Stale or AlreadyDone if it is not the one seen."""
        fresh = type(self).objects.select_for_update(of=("self",)).get(pk=self.pk)
        for field in self._meta.concrete_fields:
            setattr(self, field.attname, getattr(fresh, field.attname))
        self._prefetched_objects_cache: dict[str, Any] = {}
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
        if self.status == Status.APPROVED:
            raise ValidationError(
                gettext("This passage is approved, so it is locked. Reopen it with a reason first."), code="approved",
            )
        if self.status not in OPEN:
            raise ValidationError(gettext("This passage is withdrawn. Restore it first."), code="withdrawn")
        if by.pk != self.editor_id and self.status != Status.SUBMITTED:
            raise ValidationError(
                gettext("This passage is not handed in, so only its editor can change it."), code="not_submitted",
            )

    @property
    def lacks(self) -> list[Lack]:
        """What it still needs to be complete, read off its parts (prefetched or not)."""
        lacks = []
        speakers = any(part.role == AttributionRole.SPEAKER for part in self.attributions.all())
        if not speakers and not self.unattributed:
            lacks.append(Lack.SPEAKER)
        if self.mark == Mark.ASSERTION and not self.statements.all():
            lacks.append(Lack.CLAIM)
        if self.mark == Mark.REFUTATION and not any(
            denial.state != DenialState.OPEN for denial in self.denials.all()
        ):
            lacks.append(Lack.DENIAL)
        return lacks

    def place(self, *, content: Spans, cue: Spans, source: Spans) -> None:
        """Set the spans, and the words, the form and the context that follow from them. Does not save.

        Raises ValidationError if they reach outside the text or hold nothing but white space.
        """
        text = self.article.text
        for spans in (content, cue, source):
            if not spans.within(len(text)):
                raise ValidationError(
                    gettext("The spans %(spans)s reach outside the text of %(length)s characters. Select the words again."),
                    code="passage_spans_in_text", params={"spans": str(spans), "length": len(text)},
                )
            if len(spans) > MOST_SPANS:
                raise ValidationError(gettext("A passage has at most %(most)s fragments."), code="fragments", params={"most": MOST_SPANS})
        self.content, self.cue, self.source = content.trimmed(text), cue.trimmed(text), source.trimmed(text)
        if not self.content:
            raise ValidationError(
                gettext("Nothing is selected. Select the words of the passage first."), code="passage_has_content",
            )
        self.exact = self.content.exact(text)
        self.cue_text, self.source_text = self.cue.exact(text), self.source.exact(text)
        self.prefix = text[max(0, self.content.start - CONTEXT) : self.content.start]
        self.suffix = text[self.content.end : self.content.end + CONTEXT]
        self.form = form_of(text, self.content)

    def set_spans(
        self, *, by: "User", version: int, action: uuid.UUID,
        content: Spans | None = None, cue: Spans | None = None, source: Spans | None = None,
    ) -> list["Passage"]:
        """Set content, cue or source; `None` leaves one as it is. Answers the passages nested anew by it."""
        with self.changing(by=by, version=version, action=action):
            before = self.content
            self.place(
                content=self.content if content is None else content, cue=self.cue if cue is None else cue,
                source=self.source if source is None else source,
            )
            moved = self.nest_around(before.union(self.content), by=by)
        return moved

    def nest_around(self, area: Spans, *, by: "User") -> list["Passage"]:
        """Set `within` anew for the editor's passages in the area; answers the others that changed by it.

        Approved ones stay as they were seen. This passage's own `within` is set and not saved. Call it inside
        a transaction.
        """
        passages = type(self).objects
        near = [
            other
            for other in passages.in_article(self.article).of(self.editor).live().touching(area).in_order()
            if other.pk != self.pk
        ]
        if self.is_live:
            near.append(self)
        moved = []
        for inner in near:
            around = [outer for outer in near if outer.content.encloses(inner.content)]
            smallest = min(around, key=lambda outer: (outer.content.size, outer.pk), default=None)
            within_id = smallest.pk if smallest else None
            if inner.within_id == within_id:
                continue
            inner.within_id = within_id
            if inner is not self and inner.status in OPEN:
                passages.filter(pk=inner.pk).update(
                    within=within_id, version=models.F("version") + 1, changed_by=by, action=uuid.uuid4(),
                    updated_at=timezone.now(),
                )
                moved.append(inner)
        return moved

    def set_mark(
        self, *, mark: str, by: "User", version: int, action: uuid.UUID, denials: str = "",
    ) -> None:
        """Change the mark in place. A refutation with denials asks what becomes of them.

        `denials`: "drop", or "state" (the linked claims are stated instead). Raises ValidationError with code
        `denials` when it has some and nothing is said.
        """
        if mark not in Mark.values:
            raise ValidationError(
                gettext("“%(mark)s” is no mark. A passage is an assertion, a refutation or a quote."),
                code="passage_mark_known", params={"mark": mark},
            )
        with self.changing(by=by, version=version, action=action):
            if mark != Mark.REFUTATION and self.denials.exists():
                if denials not in ("drop", "state"):
                    raise ValidationError(
                        gettext("This refutation denies something. Say what becomes of that: drop it, or state it instead?"),
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
            self.note = note.strip()

    def add_speaker(self, *, actor: "Actor", by: "User", version: int, action: uuid.UUID) -> None:
        """Name one who says this; the text then names somebody."""
        with self.changing(by=by, version=version, action=action):
            self.unattributed = False
            self.attribute([actor], AttributionRole.SPEAKER, by=by)

    def add_via(self, *, actor: "Actor", by: "User", version: int, action: uuid.UUID) -> None:
        """Add one who passes it on, at the end of the chain."""
        with self.changing(by=by, version=version, action=action):
            self.attribute([actor], AttributionRole.VIA, by=by)

    def attribute(self, actors: Sequence["Actor"], role: str, *, by: "User") -> None:
        """Name the actors behind those named already. Part of a verb: locks and checks nothing."""
        if not actors:
            return
        taken = self.attributions.filter(role=role).aggregate(last=models.Max("position"))["last"] or 0
        self.attributions.bulk_create(
            self.attributions.model(passage=self, actor=actor, role=role, position=position, created_by=by)
            for position, actor in enumerate(actors, taken + 1)
        )

    def state(self, claims: Sequence["Claim"], *, by: "User") -> None:
        """State the claims. Part of a verb: locks and checks nothing."""
        if claims:
            self.statements.bulk_create(
                self.statements.model(passage=self, claim=claim, created_by=by) for claim in claims
            )

    def deny(self, claims: Sequence["Claim"], *, by: "User") -> None:
        """Deny the claims, linked. Part of a verb: locks and checks nothing."""
        if claims:
            self.denials.bulk_create(
                self.denials.model(passage=self, claim=claim, state=DenialState.LINKED, created_by=by)
                for claim in claims
            )

    def remove_attribution(
        self, *, actor: "Actor", role: str, by: "User", version: int, action: uuid.UUID,
    ) -> None:
        """Take an actor off again, as speaker or via. Naming one who is not there changes nothing else."""
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
        with self.changing(by=by, version=version, action=action):
            self.state([claim], by=by)

    def remove_statement(self, *, claim: "Claim", by: "User", version: int, action: uuid.UUID) -> None:
        """Take a stated claim off again."""
        with self.changing(by=by, version=version, action=action):
            self.statements.filter(claim=claim).delete()

    def add_denial(
        self, *, by: "User", version: int, action: uuid.UUID, claim: "Claim | None" = None,
        kind: str = DenialKind.DENIES, state: str = DenialState.LINKED, target_text: str = "",
        answers: "Passage | None" = None,
    ) -> "Denial":
        """Say what this refutation denies: a claim, words that are not in this collection, or that it is unsaid."""
        with self.changing(by=by, version=version, action=action):
            if answers and answers.article.collection_id != self.article.collection_id:
                raise ValidationError(gettext("The passage it answers belongs to another collection."), code="answers")
            denial = self.denials.create(
                claim=claim, kind=kind, state=state, target_text=target_text.strip(), answers=answers, created_by=by,
            )
        return denial

    def remove_denial(self, *, denial: "Denial", by: "User", version: int, action: uuid.UUID) -> None:
        """Take a denial off again."""
        with self.changing(by=by, version=version, action=action):
            self.denials.filter(pk=denial.pk).delete()

    def set_denial_kind(
        self, *, denial: "Denial", kind: str, by: "User", version: int, action: uuid.UUID,
    ) -> None:
        """Say whether it denies or disputes."""
        with self.changing(by=by, version=version, action=action):
            self.denials.filter(pk=denial.pk).update(kind=kind)

    def withdraw(self, *, by: "User", version: int, action: uuid.UUID) -> list["Passage"]:
        """Take it back; it can be restored. Answers the passages that stood in it."""
        if by.pk != self.editor_id:
            raise PermissionDenied
        with self.changing(by=by, version=version, action=action):
            self.status, self.within = Status.WITHDRAWN, None
            moved = self.nest_around(self.content, by=by)
        return moved

    def restore(self, *, by: "User", version: int, action: uuid.UUID) -> list["Passage"]:
        """Bring a withdrawn passage back as a draft. Answers the passages that stand in it again."""
        if by.pk != self.editor_id:
            raise PermissionDenied
        with guarded():
            self.lock(version=version, action=action)
            if self.status != Status.WITHDRAWN:
                raise ValidationError(gettext("This passage is not withdrawn."), code="not_withdrawn")
            self.status, self.version, self.changed_by = Status.DRAFT, self.version + 1, by
            self.action, self.updated_at = action, timezone.now()
            moved = self.nest_around(self.content, by=by)
            self.save(update_fields=_CHANGED)
        return moved


# What a verb may have changed; article, editor and maker never do.
_CHANGED = (
    "mark", "form", "content", "cue", "source", "exact", "prefix", "suffix", "cue_text", "source_text",
    "unattributed", "note", "status", "version", "changed_by", "action", "updated_at", "within",
)  # fmt: skip
