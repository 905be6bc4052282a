"""Changing which claims a passage states. Each action raises what `changing_passage` raises."""

import uuid
from collections.abc import Sequence

from claims.actions.passage_lock import changing_passage
from claims.models.claims import Claim
from claims.models.passage_parts import Statement
from claims.models.passages import Passage
from claims.models.users import User


def add_statement(passage: Passage, *, claim: Claim, by: User, version: int, action: uuid.UUID) -> None:
    """Add a claim that the passage states."""
    add_statements(passage, claims=[claim], by=by, version=version, action=action)


def add_statements(passage: Passage, *, claims: Sequence[Claim], by: User, version: int, action: uuid.UUID) -> None:
    """Add claims that the passage states."""
    with changing_passage(passage, by=by, version=version, action=action, brings=claims):
        create_statements(passage, claims, by=by)


def remove_statement(passage: Passage, *, claim: Claim | int, by: User, version: int, action: uuid.UUID) -> None:
    """Remove the stated claim, or the claim with this id, as `remove_attribution` removes an actor."""
    with changing_passage(passage, by=by, version=version, action=action):
        passage.statements.filter(claim=claim).delete()


def create_statements(passage: Passage, claims: Sequence[Claim], *, by: User) -> list[Statement]:
    """Create statements of the claims. Part of an action: locks and checks nothing."""
    # A list: bulk_create sends no query for an empty one.
    return Statement.objects.bulk_create(
        [Statement(passage_id=passage.pk, claim=claim, created_by=by) for claim in claims]
    )
