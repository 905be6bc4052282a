"""The stories of claims and actors: who entered them, what they were called, what was merged into them.

They tell of the entry alone, and of no passage: who has seen which passage is another matter.
"""

from collections.abc import Collection, Iterator
from typing import Any

from django.utils.translation import gettext, ngettext

from claims.history.entries import Entry, in_order, named
from claims.history.reading import Rows, Teller, events_of, steps, told, user_of
from claims.history.wording import short
from claims.models.actors import Actor, ActorKind
from claims.models.claims import Claim
from claims.models.users import User
from claims.permissions import Role
from claims.text.enumeration import enumeration


def claim_story(claim: Claim, *, known: Collection[int] | None = None, reader: User | None = None) -> list[Entry]:
    """The story of a claim, the oldest entry first. Whoever is not `known` stays unnamed.

    What was merged, but blind reading hides from the `reader`, is left out.
    """
    rows = Rows(Claim, _family(Claim, claim.pk, reader))
    entries = list(_made(rows, claim.pk, lambda row: gettext("worded it: “%(words)s”") % {"words": row.statement}))
    for event, before, after in steps(rows, claim.pk):
        done = told(before, after or before, _CLAIM)
        spelling = (event.pgh_context or {}).get("spelling") and before.statement != (after or before).statement
        remark = gettext("Declared as spelling: what was approved stays approved.") if spelling else ""
        if done:
            entries.append(Entry(at=event.pgh_created_at, by=user_of(event), done=done, remark=remark))
    entries += _merges(rows, claim.pk, "statement")
    return named(in_order(_told_to(reader, entries, known)), known=known)


def actor_story(actor: Actor, *, known: Collection[int] | None = None, reader: User | None = None) -> list[Entry]:
    """The story of an entry of the register, the oldest first; `known` and `reader` as for that of a claim."""
    rows = Rows(Actor, _family(Actor, actor.pk, reader))
    entries = list(_made(rows, actor.pk, lambda row: gettext("entered it as “%(name)s”") % {"name": row.name}))
    homes = Rows(Actor, _affiliations(rows, actor.pk), only=["name"])
    for event, before, present in steps(rows, actor.pk):
        after = present or before
        done = [*told(before, after, _ACTOR), *_aliases(before, after), *_moved(before, after, homes, event)]
        if done:
            at, by, remark = event.pgh_created_at, user_of(event), _remark(event)
            entries.append(Entry(at=at, by=by, done=tuple(done), remark=remark, event=event.pgh_id))
    entries += _merges(rows, actor.pk, "name")
    return named(in_order(_told_to(reader, entries, known)), known=known)


def _remark(event: Any) -> str:
    context = event.pgh_context or {}
    if context.get("undoes"):
        return gettext("This took an earlier change back.")
    return gettext("Somebody had proposed it.") if context.get("proposal") else ""


def _told_to(reader: User | None, entries: list[Entry], known: Collection[int] | None) -> list[Entry]:
    """All of them; to who reads blind somewhere nothing that somebody else did, for the time alone tells of it."""
    if reader is None or known is None or not reader.memberships.filter(role=Role.EDITOR, collection__blind=True):
        return entries
    return [entry for entry in entries if entry.by is None or entry.by in known]


def _family(model: Any, pk: int, reader: User | None) -> set[int]:
    """It, those merged into it, now or once, and what it is merged into; as far as the reader may know of them."""
    now = model.objects.filter(merged_into=pk).values_list("pk", flat=True)
    once = events_of(model).filter(merged_into=pk).values_list("pgh_obj_id", flat=True)
    into = model.objects.filter(pk=pk, merged_into__isnull=False).values_list("merged_into", flat=True)
    was_in = events_of(model).filter(pgh_obj=pk, merged_into__isnull=False).values_list("merged_into", flat=True)
    others = model.objects.filter(pk__in={*now, *once, *into, *was_in}).known_to(reader)
    return {pk, *others.values_list("pk", flat=True)}


def _made(rows: Rows, pk: int, tell: Any) -> Iterator[Entry]:
    first = next(iter(rows.events[pk]), rows.present.get(pk))
    if first:
        yield Entry(at=first.created_at, by=first.created_by_id, done=(tell(first),), kind="made")


def _merges(rows: Rows, pk: int, field: str) -> Iterator[Entry]:
    """Where it was merged into another, and others into it."""
    for key in rows.present:
        for event, before, after in steps(rows, key):
            into, was_in = getattr(after, "merged_into_id", None), before.merged_into_id
            if into == was_in or after is None:
                continue
            home = into or was_in
            other = rows.present.get(home if key == pk else key) if pk in (key, home) else None
            if not other:
                continue
            words = _merged(is_this=key == pk) if into else _taken_apart(is_this=key == pk)
            done = (words % {"name": short(getattr(other, field))},)
            yield Entry(at=event.pgh_created_at, by=user_of(event), done=done, kind="merged", remark=_remark(event))


def _merged(*, is_this: bool) -> str:
    return gettext("merged it into “%(name)s”") if is_this else gettext("merged “%(name)s” into it")


def _taken_apart(*, is_this: bool) -> str:
    return gettext("took it out of “%(name)s” again") if is_this else gettext("took “%(name)s” out of it again")


def _affiliations(rows: Rows, pk: int) -> set[int]:
    through = [*rows.events[pk], *filter(None, [rows.present.get(pk)])]
    return {row.affiliation_id for row in through} - {None}


def _aliases(before: Any, after: Any) -> Iterator[str]:
    come = [name for name in after.aliases if name not in before.aliases]
    gone = [name for name in before.aliases if name not in after.aliases]
    if come:
        words = ngettext("added the name %(names)s", "added the names %(names)s", len(come))
        yield words % {"names": enumeration(f"“{name}”" for name in come)}
    if gone:
        words = ngettext("took off the name %(names)s", "took off the names %(names)s", len(gone))
        yield words % {"names": enumeration(f"“{name}”" for name in gone)}


def _moved(before: Any, after: Any, homes: Rows, event: Any) -> Iterator[str]:
    """Where it belongs; the names are those of that time."""
    if before.affiliation_id == after.affiliation_id:
        return
    if not after.affiliation_id:
        yield gettext("said that it belongs to nobody")
    else:
        name = homes.words(after.affiliation_id, "name", event.pgh_created_at)
        yield gettext("said that it belongs to %(name)s") % {"name": name}


def _reworded(before: str, after: str) -> str:
    return gettext("reworded it from “%(former)s” to “%(words)s”") % {"former": before, "words": after}


def _noted(before: str, after: str) -> str:
    return gettext("noted “%(words)s”") % {"words": short(after)} if after else gettext("took off the note")


def _renamed(before: str, after: str) -> str:
    return gettext("renamed it from “%(former)s” to “%(words)s”") % {"former": before, "words": after}


def _kind(before: str, after: str) -> str:
    kinds = {"former": ActorKind(before).label, "words": ActorKind(after).label}
    return gettext("changed its kind from %(former)s to %(words)s") % kinds


def _qualifier(before: str, after: str) -> str:
    return gettext("told it apart as “%(words)s”") % {"words": after} if after else gettext("took off the qualifier")


def _wikidata(before: str, after: str) -> str:
    return gettext("set its Wikidata number %(words)s") % {"words": after} if after else gettext("took off its number")


# The fields of a claim and of an actor that a story tells, each with who words its change.
_CLAIM: dict[str, Teller] = {"statement": _reworded, "note": _noted}
_ACTOR: dict[str, Teller] = {"name": _renamed, "kind": _kind, "qualifier": _qualifier, "wikidata_id": _wikidata}
