"""Marking a stretch of an article: a new passage with its first parts."""

import uuid
from collections.abc import Sequence

from django.db import IntegrityError

from claims.actions.assignment_create import ensure_assigned
from claims.actions.attribution_edit import create_attributions
from claims.actions.denial_edit import create_denials
from claims.actions.passage_place import assign_spans, nest_passages_around
from claims.actions.refusals import AlreadyDone, IdTaken
from claims.actions.search_words_update import update_passage_words
from claims.actions.statement_edit import create_statements
from claims.constraints import constraint_name, guarded
from claims.models.actors import Actor
from claims.models.articles import Article
from claims.models.choices import AttributionRole
from claims.models.claims import Claim
from claims.models.passages import Passage
from claims.models.users import User
from claims.permissions import Role
from claims.prepared import insert
from claims.queries.passage_actions import is_action_done
from claims.spans import Spans


def create_passage(
    *,
    id: uuid.UUID,
    article: Article,
    by: User,
    role: str,
    mark: str,
    content: Spans,
    cue: Spans | None = None,
    source: Spans | None = None,
    speakers: Sequence[Actor] = (),
    states: Sequence[Claim] = (),
    denies: Sequence[Claim] = (),
    action: uuid.UUID | None = None,
) -> tuple[Passage, list[Passage]]:
    """Mark a stretch of the article. Returns the passage, and the other passages nested anew by it.

    A person who marks an article that is not assigned to them is assigned by this while places are free. Raises
    AlreadyDone if the same mark arrived before, IdTaken, or ValidationError.
    """
    passage = Passage(
        id=id,
        article=article,
        editor=by,
        mark=mark,
        created_by=by,
        changed_by=by,
        action=action or uuid.uuid4(),
    )
    assign_spans(passage, content=content, cue=cue or Spans(), source=source or Spans())
    try:
        with guarded():
            ensure_assigned(article, editor=by, role=Role(role))
            moved = nest_passages_around(passage, passage.content)
            insert(passage)
            update_passage_words([passage])
            passage.know_parts(
                attributions=create_attributions(passage, speakers, AttributionRole.SPEAKER, by=by),
                statements=create_statements(passage, states, by=by),
                denials=create_denials(passage, denies, by=by),
            )
    except IntegrityError as error:
        if constraint_name(error) == f"{Passage._meta.db_table}_pkey":
            raise _refusal_of_known_id(passage) from error
        raise
    return passage, moved


def _refusal_of_known_id(sent: Passage) -> AlreadyDone | IdTaken:
    """AlreadyDone if the passage with this id is the same mark sent again, else IdTaken."""
    known = Passage.objects.get(pk=sent.pk)
    same_place = known.article_id == sent.article_id and known.editor_id == sent.editor_id
    same_words = known.mark == sent.mark and known.content == sent.content
    if same_place and (same_words or is_action_done(known, sent.action)):
        return AlreadyDone()
    return IdTaken()
