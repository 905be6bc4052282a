"""Where a passage stands: its spans, the words that follow from them, and which passage stands in which.

Passages of one reading (an editor's, of an article) move each other by this. So the verbs here lock the
reading before the passage, and all in that order, so that no two wait for each other.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext

from claims.constraints import guarded
from claims.language.quotations import form_of
from claims.models.changes import remember
from claims.models.common import rows_of
from claims.models.editing import EditedPassage
from claims.models.querysets import PassageQuerySet
from claims.models.reviews import Assignment, has_left
from claims.models.twins import lock_with_twins, release
from claims.models.words import OPEN, AttributionRole, Status
from claims.nesting import enclosing
from claims.permissions import Action, allowed
from claims.prepared import prepared
from claims.short_texts import shows_nothing
from claims.spans import Spans

if TYPE_CHECKING:
    from claims.models.actors import Actor
    from claims.models.people import User

CONTEXT = 32  # code points of prefix and suffix
MOST_SPANS = 100  # fragments of one passage; a real quotation has two or three


@prepared
def _reaching_into(article: Any, editor: Any, start: Any, end: Any) -> PassageQuerySet:
    passages: PassageQuerySet = rows_of("Passage")
    return passages.in_article(article).of(editor).live().reaching_into(start, end).in_order()


class PlacedPassage(EditedPassage):
    """A passage with the verbs that change where it stands."""

    class Meta(EditedPassage.Meta):
        abstract = True

    def place(self, *, content: Spans, cue: Spans, source: Spans) -> None:
        """Set the spans, and the words, the form and the context that follow from them. Does not save.

        Raises ValidationError if they reach outside the text or hold nothing but white space and invisible signs.
        """
        text = self.article.text
        for spans in (content, cue, source):
            if not spans.within(len(text)):
                raise ValidationError(
                    gettext(
                        "The spans %(spans)s reach outside the text of %(length)s characters. Select the words again."
                    ),
                    code="passage_spans_in_text",
                    params={"spans": str(spans), "length": len(text)},
                )
            if len(spans) > MOST_SPANS:
                raise ValidationError(
                    gettext("A passage has at most %(most)s fragments."),
                    code="fragments",
                    params={"most": MOST_SPANS},
                )
        self.content, self.cue, self.source = content.trimmed(text), cue.trimmed(text), source.trimmed(text)
        self.exact = self.content.exact(text)
        self.cue_text, self.source_text = self.cue.exact(text), self.source.exact(text)
        reported = [words for words in (self.cue_text, self.source_text) if words]
        if any(shows_nothing(words) for words in (self.exact, *reported)):
            raise ValidationError(
                gettext("Nothing is selected. Select the words of the passage first."),
                code="passage_has_content",
            )
        self.prefix = text[max(0, self.content.start - CONTEXT) : self.content.start]
        self.suffix = text[self.content.end : self.content.end + CONTEXT]
        self.form = form_of(text, self.content)

    @contextmanager
    def moving(self, *, by: "User", version: int, action: uuid.UUID) -> Iterator[None]:
        """`changing`, for what may also change in which passages others of the reading stand."""
        with guarded():
            Assignment.lock(article=self.article_id, editor=self.editor_id)
            with self.changing(by=by, version=version, action=action):
                yield

    def set_spans(
        self,
        *,
        by: "User",
        version: int,
        action: uuid.UUID,
        content: Spans | None = None,
        cue: Spans | None = None,
        source: Spans | None = None,
    ) -> list[Self]:
        """Set content, cue or source; `None` leaves one as it is. Answers the passages nested anew by it."""
        with self.moving(by=by, version=version, action=action):
            before = self.content
            self.place(
                content=self.content if content is None else content,
                cue=self.cue if cue is None else cue,
                source=self.source if source is None else source,
            )
            return self.nest_around(before.union(self.content))

    def add_speaker(
        self,
        *,
        actor: "Actor",
        by: "User",
        version: int,
        action: uuid.UUID,
        cue: Spans | None = None,
        source: Spans | None = None,
    ) -> None:
        """Name one who says this; the text then names somebody.

        Cue and source go along where the words that report it and name the speaker were seen with that; those that
        the passage has stay.
        """
        with self.changing(by=by, version=version, action=action, brings=[actor]):
            self.unattributed = False
            self._append(actor, AttributionRole.SPEAKER, by=by)
            if (cue and not self.cue) or (source and not self.source):
                self.place(
                    content=self.content, cue=self.cue or cue or Spans(), source=self.source or source or Spans()
                )

    def nest_around(self, area: Spans) -> list[Self]:
        """Set `within` anew for the editor's passages in the area; answers the others that changed by it.

        Approved ones stay as they were seen. This passage's own `within` is set and not saved. Call it with
        the reading locked.
        """
        passages: Any = type(self).objects
        reaching = _reaching_into.all(article=self.article_id, editor=self.editor_id, start=area.start, end=area.end)
        near: list[Any] = [other for other in reaching if other.pk != self.pk and other.content.overlaps(area)]
        if self.is_live:
            near.append(self)
        moved: dict[uuid.UUID | None, list[Any]] = {}
        near.sort(key=lambda each: (each.content.size, each.pk))
        for inner, place in zip(near, enclosing([each.content for each in near]), strict=True):
            smallest = None if place is None else near[place]
            if inner.within_id == (smallest.pk if smallest else None):
                continue
            inner.within = smallest
            if inner is not self and inner.status in OPEN:
                moved.setdefault(inner.within_id, []).append(inner)
        for within_id, passages_moved in moved.items():
            # Who changed a passage last stays: it is not theirs now who drew something around it, so that they may
            # approve it, and its editor may not. The status is asked again: one may have been approved meanwhile.
            passages.filter(pk__in=[each.pk for each in passages_moved], status__in=OPEN).update(
                within=within_id, version=models.F("version") + 1, updated_at=timezone.now()
            )
            for each in passages_moved:
                each.version += 1
        return [each for group in moved.values() for each in group]

    def withdraw(self, *, by: "User", version: int, action: uuid.UUID) -> list[Self]:
        """Take it back; it can be restored. Answers the passages that stood in it.

        Those that gave way to it wait for a decision again.
        """
        if by.pk != self.editor_id:
            raise PermissionDenied
        with guarded():
            lock_with_twins(self)
            with self.changing(by=by, version=version, action=action):
                self.status, self.within_id = Status.WITHDRAWN, None
                moved = self.nest_around(self.content)
            release(self, by=by, reason=gettext("%(name)s withdrew what stood for it.") % {"name": by.name})
            return moved

    def restorable_by(self, user: "User") -> bool:
        """Whether the user may bring it back: its editor, or a reviewer once its editor marks nothing here any more."""
        if self.status != Status.WITHDRAWN or self.article.archived:
            return False
        if user.pk == self.editor_id:
            return allowed(self.article.collection.role_of(user), Action.MARK)
        return self._is_left_to(user)

    def restore(self, *, by: "User", version: int, action: uuid.UUID) -> list[Self]:
        """Bring a withdrawn passage back as a draft. Answers the passages that stand in it again.

        What somebody left behind who marks nothing here any more, a reviewer brings back: handed in, since its
        editor cannot do that, and for somebody else than the reviewer to approve. Its reading then waits again.
        """
        if by.pk != self.editor_id and not self._is_left_to(by):
            raise PermissionDenied
        with guarded():
            Assignment.lock(article=self.article_id, editor=self.editor_id)
            self.lock(version=version, action=action)
            if self.status != Status.WITHDRAWN:
                raise ValidationError(gettext("This passage is not withdrawn."), code="not_withdrawn")
            remember(self, by=by, action=action)
            if by.pk == self.editor_id:
                self.status = Status.DRAFT
            else:
                self.status = Status.SUBMITTED
                Assignment.wait_again(article=self.article_id, editor=self.editor_id)
            moved = self.nest_around(self.content)
            self.keep_change(by=by, action=action)
        return moved

    def _is_left_to(self, reviewer: "User") -> bool:
        collection = self.article.collection
        return allowed(collection.role_of(reviewer), Action.REVIEW) and has_left(self.editor, collection)
