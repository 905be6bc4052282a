"""Takes the rows of a table of actors into the register, piece by piece.

All that is wrong with a table and can be seen is told before anything is written. Then each piece is a transaction of
its own, so that the register is never locked for long; a table that is taken again goes on where it stopped. Each
piece asks the database a fixed number of times, so the whole is linear in its rows.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import batched
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models.functions import Lower
from django.utils.translation import gettext

from claims.actions.entry_limits import ACTORS, check_limit, imports_freely
from claims.actions.statistics import refresh_after_import
from claims.constraints import guarded
from claims.exchange.actor_rows import Incomplete, Key, Mistake, Outcome, Refused, Row
from claims.models import Actor, User
from claims.queries.register import in_charge_of
from claims.text.spreadsheet_cells import LIST_JOINT

PIECE = 1000  # rows of a transaction
UPDATED_AT_ONCE = 100  # rows of a statement that tells them apart one by one: its work is their square


class Home(NamedTuple):
    """Whom a row belongs to: an actor of the register, or one that this table brings (then without a number)."""

    key: Key
    pk: int | None
    reference: str


@dataclass(slots=True)
class Plan:
    """A table on its way in: what each row is, and what came of it so far."""

    by: User | None
    # Line → what its actor is known by, in the database's idea of small letters, which is not Python's (İ, ẞ).
    keys: dict[int, Key]
    homes: dict[int, Home]
    # Whether the rows count towards what the person enters within an hour.
    is_limited: bool
    # The actors of the rows taken so far, and how many of them are new.
    there: dict[Key, int] = field(default_factory=dict)
    new: set[int] = field(default_factory=set)
    changed: set[int] = field(default_factory=set)
    # Those whose home comes later in the table: actor → what that is known by.
    waiting: dict[int, Key] = field(default_factory=dict)

    def home(self, row: Row) -> int | None:
        """The actor that the row belongs to, if that is there already."""
        home = self.homes.get(row.line)
        return (home.pk or self.there.get(home.key)) if home else None


def load(rows: Sequence[Row], *, by: User | None, piece: int = PIECE) -> Outcome:
    """Take the rows into the register: new actors, and what is new about those that are there.

    Raises Refused with every mistake, or ValidationError, before anything is written; Incomplete when a piece cannot
    be taken although all that could be seen was right, as when somebody changed the register meanwhile.
    """
    plan = _checked(rows, by=by, piece=piece)
    last = 0
    for some in batched(rows, piece):
        _in_one_go(_take, plan, some, last=last)
        last = some[-1].line
    for few in batched(plan.waiting.items(), piece):
        _in_one_go(_settle, plan, few, last=last)
    touched = plan.changed - plan.new
    refresh_after_import(Actor, rows=len(plan.new) + len(touched))
    return Outcome(made=len(plan.new), changed=len(touched), unchanged=len(rows) - len(plan.new) - len(touched))


def _in_one_go(step: Callable[[Plan, Any], None], plan: Plan, piece: Sequence[Any], *, last: int) -> None:
    """One transaction; once more if somebody entered or merged one of its actors in the same moment."""
    try:
        try:
            with guarded():
                step(plan, piece)
        except ValidationError as error:
            if error.code not in ("actor_once", "moved"):
                raise
            with guarded():
                step(plan, piece)
    except (Refused, ValidationError) as error:
        if not last:
            raise
        raise Incomplete(last=last, why=error) from error


# -- Before anything is written


def _checked(rows: Sequence[Row], *, by: User | None, piece: int) -> Plan:
    """Everything that can be known of the table beforehand. Raises Refused, or LimitReached."""
    with guarded():
        lowered = _lowered({row.name for row in rows}, piece)
        keys = {row.line: (lowered[row.name], row.kind, row.qualifier) for row in rows}
        homes, mistakes = _homes(rows, keys, piece)
        plan = Plan(by=by, keys=keys, homes=homes, is_limited=by is not None and not imports_freely(by))
        mistakes += _twins(rows, keys)
        if by is not None:
            new = 0
            for some in batched(rows, piece):
                known = _known([keys[row.line] for row in some])
                new += len(some) - len(known)
                mistakes += _not_theirs(plan, some, known)
            if plan.is_limited and new and not mistakes:
                check_limit(ACTORS, by=by, new=new)
    if mistakes:
        raise Refused(mistakes)
    return plan


def _lowered(words: Iterable[str], piece: int) -> dict[str, str]:
    """Each in small letters, as the database has them."""
    found: dict[str, str] = {}
    with connection.cursor() as cursor:
        for some in batched(words, piece):
            cursor.execute("SELECT each, lower(each) FROM unnest(%s::text[]) AS each", [[*some]])
            found.update(cursor.fetchall())
    return found


def _twins(rows: Iterable[Row], keys: dict[int, Key]) -> Iterator[Mistake]:
    """Rows that only the database takes for the same; those that anybody sees were told when the table was read."""
    first: dict[Key, int] = {}
    for row in rows:
        line = first.setdefault(keys[row.line], row.line)
        if line != row.line:
            message = gettext("The same name, kind and qualifier stand in line %(line)s already.")
            yield Mistake(row.line, "name", message % {"line": line})


def _homes(rows: Sequence[Row], keys: dict[int, Key], piece: int) -> tuple[dict[int, Home], list[Mistake]]:
    """Line → whom it belongs to, named by the table as such or in full; and where that is nobody, or several."""
    wanted = {text.lower() for row in rows if (text := row.affiliation)}
    # Full reference or bare name in small letters → the actors it may mean.
    meant: dict[str, dict[Key, Home]] = defaultdict(dict)
    for row in rows:
        for text in {row.name.lower(), row.reference.lower()} & wanted:
            meant[text][keys[row.line]] = Home(keys[row.line], None, row.reference)
    names = wanted | {text.rpartition(" (")[0] for text in wanted if text.endswith(")")}
    for some in batched(_lowered(names, piece).values(), piece):
        for actor in _named(some):
            key = (actor.lowered, actor.kind, actor.qualifier)
            for text in {actor.name.lower(), actor.reference.lower()} & wanted:
                meant[text][key] = Home(key, actor.merged_into_id or actor.pk, actor.reference)
    homes, mistakes = {}, []
    for row in rows:
        if row.affiliation:
            found = meant[row.affiliation.lower()].values()
            if mistake := _unclear(row.affiliation, found):
                mistakes.append(Mistake(row.line, "affiliation", mistake))
            else:
                homes[row.line] = next(iter(found))
    return homes, mistakes


def _unclear(name: str, found: Iterable[Home]) -> str:
    """What is wrong with the name of a home, if anything."""
    if not found:
        message = gettext("No actor is named “%(name)s”, neither in the register nor in this table.")
        return message % {"name": name}
    if len({home.pk or home.key for home in found}) > 1:
        message = gettext("“%(name)s” may be any of these, write which: %(names)s.")
        return message % {"name": name, "names": LIST_JOINT.join(sorted(home.reference for home in found))}
    return ""


def _not_theirs(plan: Plan, rows: Iterable[Row], known: dict[Key, Actor]) -> Iterator[Mistake]:
    """Rows that would change entries of the register which the person may not change."""
    if plan.by is None or plan.by.is_register_editor:
        return
    found = ((row, known.get(plan.keys[row.line])) for row in rows)
    changing = [(row, actor) for row, actor in found if actor and _says_more(plan, row, actor)]
    theirs = in_charge_of(plan.by, {actor.pk for _row, actor in changing})
    message = gettext(
        "“%(name)s” is in the register, and it is not yours to change. Take this row out, or what is new in it; you can"
        " propose the change on the actor’s page."
    )
    yield from (
        Mistake(row.line, "name", message % {"name": actor.name}) for row, actor in changing if actor.pk not in theirs
    )


# -- A piece at a time


def _named(lowered: Iterable[str]) -> Iterable[Any]:
    """The actors of these names, which are in small letters, each with `lowered`; read off the unique index.

    Of twins (`claims.queries.actor_twins`) the one that was entered first comes last, so that it stands for them.
    """
    named = Actor.objects.annotate(lowered=Lower("name")).filter(lowered__in=[*lowered])
    return named.defer("names").order_by("-twin", "pk")


def _known(keys: Iterable[Key], *, locked: bool = False) -> dict[Key, Actor]:
    """The actors of these keys that are there already; of merged ones those they were merged into."""
    wanted = set(keys)
    found = {
        key: actor.merged_into_id or actor.pk
        for actor in _named({name for name, _kind, _qualifier in wanted})
        if (key := (actor.lowered, actor.kind, actor.qualifier)) in wanted
    }
    kept = Actor.objects.filter(pk__in=found.values()).defer("names").order_by("pk")
    actors = {actor.pk: actor for actor in (kept.select_for_update(no_key=True) if locked else kept)}
    if any(pk not in actors or actors[pk].merged_into_id for pk in found.values()):
        # In the moment between the two questions.
        raise ValidationError(gettext("Somebody changed the register meanwhile. Import the table again."), code="moved")
    return {key: actors[pk] for key, pk in found.items()}


def _take(plan: Plan, rows: Sequence[Row]) -> None:
    """Enter those that are not there, and add what is new to those that are."""
    known = _known([plan.keys[row.line] for row in rows], locked=True)
    mistakes = list(_not_theirs(plan, rows, known))
    if mistakes:
        raise Refused(mistakes)
    new = {row.line: _new(plan, row) for row in rows if plan.keys[row.line] not in known}
    if plan.is_limited and new:
        check_limit(ACTORS, by=plan.by, new=len(new))
    Actor.objects.bulk_create(new.values())
    changed: dict[int, Actor] = {}
    waiting: dict[int, Key] = {}
    for row in rows:
        actor = new.get(row.line) or known[plan.keys[row.line]]
        home = plan.homes.get(row.line)
        if row.line not in new and _take_over(actor, row, plan.home(row)):
            changed[actor.pk] = actor
        if home and not plan.home(row) and home.key != plan.keys[row.line]:
            waiting[actor.pk] = home.key
    fields = ["aliases", "wikidata_id", "affiliation"]
    Actor.objects.bulk_update(changed.values(), fields, batch_size=UPDATED_AT_ONCE)
    plan.there |= {plan.keys[row.line]: (new.get(row.line) or known[plan.keys[row.line]]).pk for row in rows}
    plan.new |= {actor.pk for actor in new.values()}
    plan.changed |= changed.keys()
    plan.waiting |= waiting


def _new(plan: Plan, row: Row) -> Actor:
    made = Actor(name=row.name, kind=row.kind, qualifier=row.qualifier, created_by=plan.by)
    made.is_imported = not plan.is_limited
    _take_over(made, row, plan.home(row))
    return made


def _settle(plan: Plan, waiting: Sequence[tuple[int, Key]]) -> None:
    """Say whom they belong to, now that all are there."""
    homes = {actor: plan.there[key] for actor, key in waiting}
    locked = Actor.objects.select_for_update(no_key=True).filter(pk__in=homes).defer("names").order_by("pk")
    moved = [actor for actor in locked if homes[actor.pk] not in (actor.pk, actor.affiliation_id)]
    for actor in moved:
        actor.affiliation_id = homes[actor.pk]
    Actor.objects.bulk_update(moved, ["affiliation"], batch_size=UPDATED_AT_ONCE)
    plan.changed |= {actor.pk for actor in moved}


def _gained(actor: Actor, row: Row) -> list[str]:
    """The names of the row that the actor has not got, each once."""
    have = {actor.name.lower(), *(alias.lower() for alias in actor.aliases)}
    gained: dict[str, str] = {}
    for alias in row.aliases:
        if alias.lower() not in have:
            gained.setdefault(alias.lower(), alias)
    return [*gained.values()]


def _says_more(plan: Plan, row: Row, actor: Actor) -> bool:
    """Whether the row would change the actor; an empty cell says nothing."""
    home = plan.homes.get(row.line)
    there = plan.home(row)
    moves = home is not None and home.key != plan.keys[row.line]
    moves = moves and (there is None or there not in (actor.pk, actor.affiliation_id))
    return bool(_gained(actor, row) or moves or (row.wikidata_id and row.wikidata_id != actor.wikidata_id))


def _take_over(actor: Actor, row: Row, home: int | None) -> bool:
    """Add what the row says and the actor does not yet; answers whether that changed it."""
    before = (actor.aliases, actor.wikidata_id, actor.affiliation_id)
    actor.aliases = [*actor.aliases, *_gained(actor, row)]
    actor.wikidata_id = row.wikidata_id or actor.wikidata_id
    if home and home != actor.pk:
        actor.affiliation_id = home
    return before != (actor.aliases, actor.wikidata_id, actor.affiliation_id)
