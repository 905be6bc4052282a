"""Passages: highlighted stretches of an article, each with one mark.

Read `passage_fields` for what one holds, `editing` and `placing` for what its editor does with it,
`reviewing` for what a second person does, `querysets` for the words to choose passages with.
"""

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from django.db import IntegrityError

from claims.constraints import constraint_name, guarded
from claims.models.articles import Article
from claims.models.common import remembered
from claims.models.editing import AlreadyDone
from claims.models.querysets import PassageQuerySet
from claims.models.reviewing import ReviewedPassage
from claims.models.reviews import Assignment
from claims.models.words import AttributionRole
from claims.permissions import Role
from claims.prepared import insert
from claims.spans import Spans

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

    from claims.models.actors import Actor
    from claims.models.claims import Claim
    from claims.models.parts import Attribution, Denial, Statement
    from claims.models.people import User


class IdTaken(Exception):
    """The id belongs to other content, another article or another editor; nothing of it may be shown."""


@remembered()
class Passage(ReviewedPassage):
    """A highlighted stretch of an article with one mark, its fields, verbs of change and verbs of review."""

    # What the asking user is here; `visible_to` adds it.
    role: str
    # How many comments there are on it, and whether their thread is open; `with_talk` finds out.
    comments_made: int = 0
    is_talk_open: bool = False

    objects: ClassVar[PassageQuerySet] = PassageQuerySet.as_manager()  # type: ignore[assignment]

    if TYPE_CHECKING:
        attributions: RelatedManager[Attribution]
        statements: RelatedManager[Statement]
        denials: RelatedManager[Denial]

    class Meta(ReviewedPassage.Meta):
        abstract = False

    @classmethod
    def make(
        cls,
        *,
        id: uuid.UUID,
        article: Article,
        by: "User",
        role: str,
        mark: str,
        content: Spans,
        cue: Spans | None = None,
        source: Spans | None = None,
        speakers: "Sequence[Actor]" = (),
        states: "Sequence[Claim]" = (),
        denies: "Sequence[Claim]" = (),
        action: uuid.UUID | None = None,
    ) -> tuple["Passage", list["Passage"]]:
        """Mark a stretch of the article. Answers the passage, and the others nested anew by it.

        Whoever marks an unassigned article is assigned by that, while places are free. Raises AlreadyDone
        when this very mark arrived before, IdTaken, or ValidationError.
        """
        passage = cls(
            id=id,
            article=article,
            editor=by,
            mark=mark,
            created_by=by,
            changed_by=by,
            action=action or uuid.uuid4(),
        )
        passage.place(content=content, cue=cue or Spans(), source=source or Spans())
        try:
            with guarded():
                Assignment.take_place(article=article, editor=by, role=Role(role))
                moved = passage.nest_around(passage.content)
                insert(passage)
                passage.know_parts(
                    attributions=passage.attribute(speakers, AttributionRole.SPEAKER, by=by),
                    statements=passage.state(states, by=by),
                    denials=passage.deny(denies, by=by),
                )
        except IntegrityError as error:
            if constraint_name(error) == f"{cls._meta.db_table}_pkey":
                raise cls._known(passage) from error
            raise
        return passage, moved

    @classmethod
    def _known(cls, sent: "Passage") -> Exception:
        """Whether a known id is the same mark sent again, or somebody else's."""
        known = cls.objects.get(pk=sent.pk)
        same_place = known.article_id == sent.article_id and known.editor_id == sent.editor_id
        same_words = known.mark == sent.mark and known.content == sent.content
        if same_place and (same_words or known.has_done(sent.action)):
            return AlreadyDone()
        return IdTaken()
