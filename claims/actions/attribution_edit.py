"""Changing who says a passage: its speakers and the chain of actors that pass it on.

Each action raises what `changing_passage` raises.
"""

import uuid
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext

from claims.actions.passage_lock import changing_passage
from claims.actions.passage_place import assign_spans
from claims.models.actors import Actor
from claims.models.choices import AttributionRole
from claims.models.passage_parts import Attribution
from claims.models.passages import Passage
from claims.models.users import User
from claims.spans import Spans


def add_speaker(
    passage: Passage,
    *,
    actor: Actor,
    by: User,
    version: int,
    action: uuid.UUID,
    cue: Spans | None = None,
    source: Spans | None = None,
) -> None:
    """Add a speaker; the passage is no longer unattributed.

    `cue` and `source`: the reporting words and the name of the speaker, if they were seen together with the actor. A
    cue or source that the passage has already stays.
    """
    with changing_passage(passage, by=by, version=version, action=action, brings=[actor]):
        passage.unattributed = False
        _append_attribution(passage, actor, AttributionRole.SPEAKER, by=by)
        if (cue and not passage.cue) or (source and not passage.source):
            assign_spans(
                passage,
                content=passage.content,
                cue=passage.cue or cue or Spans(),
                source=passage.source or source or Spans(),
            )


def add_via(passage: Passage, *, actor: Actor, by: User, version: int, action: uuid.UUID) -> None:
    """Add an actor that passes the words on, at the end of the chain."""
    with changing_passage(passage, by=by, version=version, action=action, brings=[actor]):
        _append_attribution(passage, actor, AttributionRole.VIA, by=by)


def repeat_attribution(passage: Passage, *, by: User, version: int, action: uuid.UUID) -> None:
    """Add the speakers and the chain of the passage of this reading that was attributed last.

    Raises ValidationError if no other passage is attributed yet.
    """
    with changing_passage(passage, by=by, version=version, action=action):
        others = Attribution.objects.filter(passage__article=passage.article_id, passage__editor=passage.editor_id)
        last = others.exclude(passage=passage.pk).order_by("-pk").first()
        if last is None:
            raise ValidationError(
                gettext("Nothing else in this article has a speaker yet. Name the speaker here."), code="repeat"
            )
        passage.unattributed = False
        named = {(part.actor_id, part.role) for part in passage.attributions.all()}
        for part in Attribution.objects.filter(passage=last.passage_id).select_related("actor"):
            if (part.actor_id, part.role) not in named:
                _append_attribution(passage, part.actor, part.role, by=by)


def remove_attribution(
    passage: Passage, *, actor: Actor | int, role: str, by: User, version: int, action: uuid.UUID
) -> None:
    """Remove the actor, or the actor with this id, as speaker or via.

    An actor that is not named here changes nothing else, whether it exists or not, so that nobody learns of an actor
    by this.
    """
    with changing_passage(passage, by=by, version=version, action=action):
        passage.attributions.filter(actor=actor, role=role).delete()


def set_unattributed(passage: Passage, *, unattributed: bool, by: User, version: int, action: uuid.UUID) -> None:
    """Set whether the text names nobody; if so, the speakers are removed."""
    with changing_passage(passage, by=by, version=version, action=action):
        passage.unattributed = unattributed
        if unattributed:
            passage.attributions.filter(role=AttributionRole.SPEAKER).delete()


def create_attributions(
    passage: Passage, actors: Sequence[Actor], role: str, *, by: User, behind: int = 0
) -> list[Attribution]:
    """Create attributions to the actors, at the positions after `behind`.

    Part of an action: locks and checks nothing.
    """
    # A list: bulk_create sends no query for an empty one.
    return Attribution.objects.bulk_create(
        [
            Attribution(passage_id=passage.pk, actor=actor, role=role, position=position, created_by=by)
            for position, actor in enumerate(actors, behind + 1)
        ]
    )


def _append_attribution(passage: Passage, actor: Actor, role: str, *, by: User) -> None:
    last = passage.attributions.filter(role=role).aggregate(last=models.Max("position"))["last"]
    create_attributions(passage, [actor], role, by=by, behind=last or 0)
