"""Putting a passage and its parts back to what a snapshot says. Part of undo and redo: locks and checks nothing."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.dateparse import parse_datetime

from claims.actions.actor_create import get_or_create_actor
from claims.actions.claim_create import get_or_create_claim
from claims.actions.passage_lock import save_new_version
from claims.actions.passage_place import assign_spans, nest_passages_around
from claims.actions.search_words_update import update_passage_words
from claims.models.actors import Actor
from claims.models.base import rows_of
from claims.models.claims import Claim
from claims.models.collections import Collection
from claims.models.passage_parts import Attribution, Denial, Statement
from claims.models.passages import Passage
from claims.models.undo_log import Change
from claims.models.users import User
from claims.queries.undo_snapshot import UndoSnapshot
from claims.spans import Spans

# What is stored of each part beside its id, maker and time: column → key in a snapshot.
_COLUMNS: dict[str, tuple[Any, dict[str, str]]] = {
    "attributions": (Attribution, {"actor_id": "actor", "role": "role", "position": "position"}),
    "statements": (Statement, {"claim_id": "claim"}),
    "denials": (
        Denial,
        {
            "claim_id": "claim", "kind": "kind", "state": "state", "target_text": "target_text",
            "answers_id": "answers",
        },
    ),
}  # fmt: skip


def put_back(
    passage: Passage, now: UndoSnapshot, wanted: UndoSnapshot, *, by: User, action: uuid.UUID
) -> list[Passage]:
    """Make the passage say what `wanted` says, as a new version; answers the others that this nested anew.

    `now` is what it says yet.
    Who changed it last is again who did then: nobody has to agree anew to what stands as they left it, and nobody
    may approve what is theirs.
    """
    # What goes, goes first: only a refutation denies. What comes, comes last, for the same reason.
    changed = {kind: stored for kind, stored in _COLUMNS.items() if now[kind] != wanted[kind]}
    for kind, (model, _columns) in changed.items():
        ids = [part["id"] for part in wanted[kind]]
        model.objects.filter(passage=passage).exclude(pk__in=ids).delete()
    before = passage.content
    assign_spans(passage, **{name: Spans.parse(wanted[name]) for name in ("content", "cue", "source")})
    for name in ("mark", "unattributed", "note", "status"):
        setattr(passage, name, wanted[name])
    if not passage.is_live:
        passage.within_id = None
    moved = nest_passages_around(passage, before.union(passage.content))
    last = by if wanted["changed_by"] == by.pk else User.objects.get(pk=wanted["changed_by"])
    save_new_version(passage, by=last, action=action)
    if passage.content != before:
        update_passage_words([passage])
    for kind, (model, columns) in changed.items():
        _put_parts(passage, wanted[kind], model, columns)
    return moved


def _put_parts(passage: Passage, parts: list[dict[str, Any]], model: Any, columns: dict[str, str]) -> None:
    there = {part.pk: part for part in model.objects.filter(passage=passage)} if parts else {}
    coming = [part for part in parts if part["id"] not in there]
    returned = _returned(passage.article.collection, coming)
    for part in coming:
        known = {column: part[key] for column, key in columns.items()}
        for column in known.keys() & {"actor_id", "claim_id"}:
            known[column] = returned.get((column, known[column]), known[column])
        model.objects.create(pk=part["id"], passage=passage, created_by_id=part["by"], **known)
        # Apart, so that history has an event of when it came back.
        model.objects.filter(pk=part["id"]).update(created_at=parse_datetime(part["at"]))
    for part in parts:
        row = there.get(part["id"])
        if row and any(str(getattr(row, column)) != str(part[key]) for column, key in columns.items()):
            model.objects.filter(pk=row.pk).update(**{column: part[key] for column, key in columns.items()})


def _returned(collection: Collection, parts: Iterable[dict[str, Any]]) -> dict[tuple[str, int], int]:
    """Bring back the actors and claims that these parts name and that are gone; which ones stand for which."""
    found = {}
    for pk in _gone(Claim, {part["claim"] for part in parts if part.get("claim")}):
        row = _last_row("ClaimEvent", pk)
        claim = get_or_create_claim(
            collection=collection, statement=row.statement, by=row.created_by, language=row.language,
            id=pk, created_at=row.created_at, is_limited=False,
        )  # fmt: skip
        found["claim_id", pk] = claim.pk
    for pk in _gone(Actor, {part["actor"] for part in parts if "actor" in part}):
        row = _last_row("ActorEvent", pk)
        actor = get_or_create_actor(
            name=row.name, by=row.created_by, kind=row.kind, id=pk, created_at=row.created_at, is_limited=False
        )
        found["actor_id", pk] = actor.pk
    return found


def _gone(model: type[models.Model], ids: set[int]) -> set[int]:
    return ids - set(model._default_manager.filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()


def _last_row(events: str, pk: int) -> Any:
    """A row as it stood when it went: history keeps it."""
    return rows_of(events).select_related("created_by").filter(pgh_obj_id=pk, pgh_label="delete").latest("pgh_id")


def leave(change: Change) -> None:
    """Let go of the claims and actors that a change entered, but for what others rest on or described since."""
    if change.new_claims:
        claims = Claim.objects.filter(pk__in=change.new_claims, merged_into=None)
        _delete_unused(claims, ("statements", "denials", "merged"))
    if change.new_actors:
        actors = Actor.objects.filter(pk__in=change.new_actors, merged_into=None)
        _delete_unused(actors, ("attributions", "members", "merged", "proposals", "merging_proposals"))


def _delete_unused(rows: "models.QuerySet[Any]", relations: tuple[str, ...]) -> None:
    unused = rows.filter(**{f"{relation}__isnull": True for relation in relations})
    # Whoever cites one of them now waits for the lock; whether somebody did just before is asked behind it.
    for row in rows.select_for_update(of=("self",)):
        if unused.filter(pk=row.pk).exists() and not row.events.filter(pgh_label="update").exists():
            row.delete()
