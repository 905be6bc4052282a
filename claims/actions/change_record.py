"""Record changes of passages for undo, until the reading is handed in.

Each action that changes what a passage says calls `record_change` with the passage locked. The making of a passage
records nothing, so that a mark costs nothing for it: undo withdraws the passage instead.
"""

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING

from claims.models.actors import Actor
from claims.models.claims import Claim
from claims.models.passages import Passage
from claims.models.undo_log import Change
from claims.models.users import User
from claims.queries.undo_snapshot import undo_snapshot

if TYPE_CHECKING:
    from django.db import models

    from claims.models.articles import Article


def record_change(
    passage: Passage, *, by: User, action: uuid.UUID, brings: "Iterable[models.Model | None]" = ()
) -> None:
    """Record how the passage stands, before an action changes it; two queries. Part of an action: it is locked.

    `brings`: the claims and actors that the action names, so that undo can delete those that were entered just for it.
    """
    new = [each for each in brings if isinstance(each, Claim | Actor) and each.is_new and each.created_by_id == by.pk]
    Change.objects.create(
        passage_id=passage.pk,
        action=action,
        by=by,
        before=undo_snapshot(passage),
        new_claims=[each.pk for each in new if isinstance(each, Claim)],
        new_actors=[each.pk for each in new if isinstance(each, Actor)],
    )


def delete_changes(article: "Article", *, by: User) -> None:
    """Delete the person's recorded changes on an article: after hand-in nothing is undone any more."""
    Change.objects.filter(by=by, passage__article=article).delete()
