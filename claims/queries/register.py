"""Who may do what to the register of actors, which all collections share; the table stands in `permissions`.

A collection *cites* an entry when one of its live passages names it, or one that was merged into it. A passage *shows*
it also where it names one of its members: tables have the name of what a speaker belongs to.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db import models

from claims.models import Actor, Attribution, Collection, Membership, Passage, User
from claims.models.base import rows_of
from claims.models.blind import read_blind_by
from claims.models.choices import LIVE, Status
from claims.permissions import Action, RegisterAction, Standing, allowed, allowed_in_register

# Actor → the entries that its passages show.
type Stands = dict[int, set[int]]

# Approved passages that a page lists before they change.
ROWS_SHOWN = 10


def standing(person: User, actors: Iterable[Actor]) -> Standing | None:
    """What the person is to all of these entries at once: the least of what they are to each.

    One that is merged counts as what it was merged into.
    """
    if person.is_register_editor:
        return Standing.REGISTER_EDITOR
    roles = _roles(person)
    if not any(allowed(role, Action.MARK) for _collection, _maker, role in roles):
        return None
    entries = {actor.merged_into_id or actor.pk for actor in actors}
    return Standing.IN_CHARGE if entries and _in_charge(person, roles, entries) == entries else Standing.MARKS


def may(person: User, action: RegisterAction, *actors: Actor) -> bool:
    """Whether the person may do this to all of these entries."""
    return allowed_in_register(standing(person, actors), action)


def in_charge_of(person: User, entries: Iterable[int]) -> set[int]:
    """Those of the entries that the person is in charge of, by number; at most seven queries for any number of them.

    Whoever reads blind somewhere is in charge of none: the answer would tell whether hidden passages cite it.
    """
    return _in_charge(person, _roles(person), set(entries))


def _roles(person: User) -> list[tuple[int, int | None, str]]:
    """The person's collections, by number, with who started each and the person's role."""
    return list(Membership.objects.filter(user=person).values_list("collection", "collection__created_by", "role"))


def _in_charge(person: User, roles: list[tuple[int, int | None, str]], entries: set[int]) -> set[int]:
    granting = {collection: maker for collection, maker, role in roles if allowed(role, Action.REVIEW)}
    if not granting or not entries or read_blind_by(person).exists():
        return set()
    named = _families(entries)
    shown = _with_members(named)
    cited = _citing(named, status__in=LIVE)
    mine, own = set(granting), {collection for collection, maker in granting.items() if maker == person.pk}
    elsewhere = _citing(shown, status=Status.APPROVED)
    free = {pk for pk in entries if not elsewhere[pk] - mine}
    by_others_work = {pk for pk in free if cited[pk] & (mine - own)}
    # By a collection that one started oneself: only what its members entered, and what no other cites at all.
    rest = {pk for pk in free - by_others_work if cited[pk] & own}
    if not rest:
        return by_others_work
    anywhere = _citing(shown, status__in=LIVE)
    entered = _entered_in(own, rest)
    return by_others_work | {pk for pk in rest if not anywhere[pk] - mine and entered[pk] & cited[pk]}


def _families(entries: set[int]) -> Stands:
    """Each entry and those merged into it."""
    merged = Actor.objects.filter(merged_into__in=entries).values_list("pk", "merged_into")
    return {pk: {pk} for pk in entries} | {pk: {into} for pk, into in merged if into}


def _with_members(named: Stands) -> Stands:
    """With those who belong to one of a family, and those merged into them; somebody may stand for several entries."""
    shown: dict[int, set[int]] = defaultdict(set, {pk: set(entries) for pk, entries in named.items()})
    belonging = Actor.objects.filter(affiliation__in=named).values_list("pk", "affiliation")
    members = {pk: named[home] for pk, home in belonging if home}
    merged = Actor.objects.filter(merged_into__in=members).values_list("pk", "merged_into")
    for pk, entries in [*members.items(), *((pk, members[into]) for pk, into in merged if into)]:
        shown[pk] |= entries
    return shown


def _citing(actors: Stands, **passages: Any) -> dict[int, set[int]]:
    """By entry, the collections of such passages that name one of those who stand for it."""
    cited: dict[int, set[int]] = defaultdict(set)
    parts = Attribution.objects.filter(actor__in=actors, **{f"passage__{key}": each for key, each in passages.items()})
    for actor, collection in parts.order_by().values_list("actor", "passage__article__collection").distinct():
        for entry in actors[actor]:
            cited[entry].add(collection)
    return cited


def _entered_in(collections: set[int], entries: set[int]) -> dict[int, set[int]]:
    """By entry, those of the collections that somebody who entered it is a member of."""
    makers = dict(Actor.objects.filter(pk__in=entries, created_by__isnull=False).values_list("pk", "created_by"))
    members: dict[int, set[int]] = defaultdict(set)
    roles = Membership.objects.confirmed().filter(collection__in=collections, user__in=set(makers.values()))
    for user, collection in roles.values_list("user", "collection"):
        members[user].add(collection)
    return defaultdict(set, {pk: members[maker] for pk, maker in makers.items() if maker})


@dataclass(frozen=True, slots=True)
class Shown:
    """Which approved rows of exported tables show an entry: what changes with its name, or when it is merged."""

    # How many passages in each collection, as far as the reader may see them, and the first of all these.
    here: tuple[tuple[Collection, int], ...]
    first: tuple[Passage, ...]
    # How many in collections that the reader is no member of.
    elsewhere: int

    @property
    def total(self) -> int:
        """How many passages that are."""
        return sum(count for _collection, count in self.here) + self.elsewhere


def approved_rows(actors: Iterable[Actor], *, reader: User) -> Shown:
    """The approved passages that show one of these entries, as far as the reader may see them; seven queries."""
    shown = [*_with_members(_families({actor.pk for actor in actors}))]
    parts = Attribution.objects.filter(passage=models.OuterRef("pk"), actor__in=shown)
    approved = Passage.objects.filter(models.Exists(parts), status=Status.APPROVED)
    mine = Collection.objects.filter(memberships__user=reader)
    readable = approved.readable_by(reader)
    counts = dict(readable.order_by().values_list("article__collection").annotate(count=models.Count("pk")))
    first = readable.select_related("article__collection").defer("article__text", "article__collection__guidelines")
    return Shown(
        here=tuple((each, counts[each.pk]) for each in mine.for_lists().filter(pk__in=counts)),
        first=tuple(first.in_order()[:ROWS_SHOWN]),
        elsewhere=approved.exclude(article__collection__in=mine.values("pk")).count(),
    )


def followers(other: Actor) -> list[Actor]:
    """Those that had been merged into this entry when it was merged into another, and are there with it still.

    From the history: an entry that left `other` with it has not been merged by itself since.
    """
    there = list(Actor.objects.filter(merged_into=other.merged_into_id).exclude(pk=other.pk).order_by("pk"))
    events = rows_of("ActorEvent").filter(pgh_obj__in=[actor.pk for actor in there], pgh_label="update")
    homes: dict[int, list[int | None]] = defaultdict(list)
    for actor, home in events.order_by("pgh_id").values_list("pgh_obj", "merged_into"):
        homes[actor].append(home)
    return [actor for actor in there if _went_along([*homes[actor.pk], actor.merged_into_id], other.pk)]


def _went_along(homes: list[int | None], other: int) -> bool:
    """Whether the last step out of `other` was not followed by a merge of its own, which begins with no home."""
    left = [place for place, (home, then) in enumerate(pairwise(homes)) if home == other and then != other]
    return bool(left) and None not in homes[left[-1] :]
