"""The register of actors as a CSV table, out and in again.

One row an actor. On its way in nothing is lost: the table is taken as a whole or refused with all its
mistakes, an actor that is there already (same name, kind and qualifier) keeps its aliases and gains those of
the table, and an empty cell changes nothing.
"""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext

from claims.constraints import guarded
from claims.exchange.spreadsheet import LIST_JOINT, entries, plain, safe
from claims.models import Actor, User
from claims.text import canonical, decode

COLUMNS = ("name", "kind", "qualifier", "aliases", "affiliation", "wikidata_id")
LIMIT = 5_000_000  # bytes of a table; a hundred thousand actors
LONGEST = {"name": 300, "qualifier": 200, "aliases": 300}
_WIKIDATA = re.compile(r"Q[1-9][0-9]{0,18}", re.ASCII)

# Name in lower case, kind, qualifier: what an actor is known by.
type Key = tuple[str, str, str]


class Mistake(NamedTuple):
    """What is wrong with a cell. `column` is empty where a whole line is meant."""

    line: int
    column: str
    message: str

    def __str__(self) -> str:
        if not self.column:
            return gettext("Line %(line)s: %(message)s") % {"line": self.line, "message": self.message}
        values = {"line": self.line, "column": self.column, "message": self.message}
        return gettext("Line %(line)s, column %(column)s: %(message)s") % values


class Refused(Exception):
    """The table has mistakes; nothing of it was stored."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        self.mistakes = sorted(mistakes)
        super().__init__("\n".join(map(str, self.mistakes)))


class Row(NamedTuple):
    """One actor as the table has it; `line` is where its row begins."""

    line: int
    name: str
    kind: str
    qualifier: str
    aliases: list[str]
    affiliation: str
    wikidata_id: str

    @property
    def key(self) -> Key:
        """What the actor is known by."""
        return (self.name.lower(), self.kind, self.qualifier)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many actors a table brought, changed, and found as they are."""

    made: int
    changed: int
    unchanged: int


def write(actors: "models.QuerySet[Actor]", *, raw: bool = False) -> Iterator[str]:
    """The table, line by line; for spreadsheets unless `raw`."""
    mark = str if raw else safe
    several = _names_of_several(actors)
    yield _line(COLUMNS)
    for actor in actors.select_related("affiliation__merged_into").iterator(chunk_size=2000):
        belongs_to = actor.affiliation and (actor.affiliation.merged_into or actor.affiliation)
        cells = (
            actor.name,
            actor.kind,
            actor.qualifier,
            LIST_JOINT.join(actor.aliases),
            _named(belongs_to, several) if belongs_to else "",
            actor.wikidata_id,
        )
        yield _line([mark(cell) for cell in cells])


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()


def _names_of_several(actors: "models.QuerySet[Actor]") -> set[str]:
    """Names, in lower case, that more than one of the actors has."""
    names = actors.order_by().annotate(lowered=models.functions.Lower("name")).values("lowered")
    several = names.annotate(count=models.Count("pk")).filter(count__gt=1)
    return set(several.values_list("lowered", flat=True))


def _named(actor: Actor, several: set[str]) -> str:
    """How a table names another actor: by its name, or in full where that is not enough."""
    return actor.reference if actor.name.lower() in several else actor.name


def read(raw: bytes) -> list[Row]:
    """The rows of a table in UTF-8. Raises Refused with every mistake that shows without the register."""
    try:
        text = canonical(decode(raw, limit=LIMIT))
    except ValidationError as error:
        empty = gettext("The table is empty.")
        reason = empty if error.code == "empty" else " ".join(error.messages)
        raise Refused([Mistake(1, "", reason)]) from error
    reader = csv.reader(io.StringIO(text), strict=True)
    rows: list[Row] = []
    mistakes: list[Mistake] = []
    try:
        header = [cell.strip() for cell in next(reader)]
        _check_header(header)
        line = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                found = _row(line, header, cells, mistakes)
                if found:
                    rows.append(found)
            line = reader.line_num + 1
    except csv.Error as error:
        message = gettext("This is no CSV: %(reason)s.") % {"reason": error}
        raise Refused([*mistakes, Mistake(reader.line_num, "", message)]) from error
    mistakes += _twins(rows)
    if mistakes:
        raise Refused(mistakes)
    return rows


def _check_header(header: list[str]) -> None:
    unknown = [name for name in header if name not in COLUMNS]
    if "name" not in header or unknown or len(set(header)) < len(header):
        message = gettext("The first line names the columns, with commas between them, each once: %(columns)s.")
        raise Refused([Mistake(1, "", message % {"columns": ", ".join(COLUMNS)})])


def _row(line: int, header: list[str], cells: list[str], mistakes: list[Mistake]) -> Row | None:
    if len(cells) != len(header):
        message = gettext("%(count)s cells where the first line names %(columns)s columns.")
        mistakes.append(Mistake(line, "", message % {"count": len(cells), "columns": len(header)}))
        return None
    values = dict.fromkeys(COLUMNS, "") | {
        name: " ".join(plain(cell).split()) for name, cell in zip(header, cells, strict=True)
    }
    values["kind"] = values["kind"] or Actor.Kind.UNKNOWN
    aliases = entries(values["aliases"])
    mistakes += [Mistake(line, *each) for each in _wrong(values, aliases)]
    return Row(line, **(values | {"aliases": aliases}))  # type: ignore[arg-type]


def _wrong(values: dict[str, str], aliases: list[str]) -> Iterator[tuple[str, str]]:
    """Column and message of what is wrong with one row on its own."""
    if not values["name"]:
        yield "name", gettext("An actor needs a name.")
    if ";" in values["name"]:
        yield "name", gettext("A name may not contain a semicolon: lists in tables are separated by it.")
    if values["kind"] not in Actor.Kind.values:
        message = gettext("“%(kind)s” is no kind of actor. The kinds are: %(kinds)s.")
        yield "kind", message % {"kind": values["kind"], "kinds": ", ".join(Actor.Kind.values)}
    for column, words in (
        ("name", [values["name"]]),
        ("qualifier", [values["qualifier"]]),
        ("aliases", aliases),
    ):
        if any(len(each) > LONGEST[column] for each in words):
            yield column, gettext("At most %(count)s characters are taken.") % {"count": LONGEST[column]}
    if values["wikidata_id"] and not _WIKIDATA.fullmatch(values["wikidata_id"]):
        yield (
            "wikidata_id",
            gettext("“%(id)s” is no Wikidata id; it looks like Q159.") % {"id": values["wikidata_id"]},
        )


def _twins(rows: list[Row]) -> Iterator[Mistake]:
    first: dict[Key, int] = {}
    for row in rows:
        if row.key in first:
            message = gettext("The same name, kind and qualifier stand in line %(line)s already.")
            yield Mistake(row.line, "name", message % {"line": first[row.key]})
        first.setdefault(row.key, row.line)


def load(rows: list[Row], *, by: User | None) -> Outcome:
    """Take the rows into the register, all or none.

    Raises Refused when an affiliation cannot be told, or ValidationError for what the database refuses.
    """
    with guarded():
        known = _known(rows)
        before = {actor.pk: (list(actor.aliases), actor.wikidata_id, actor.affiliation_id) for actor in known.values()}
        new = {row.key: _made(row, by) for row in rows if row.key not in known}
        Actor.objects.bulk_create(new.values())
        actors = known | new
        belongs_to = _affiliations(rows)
        for row in rows:
            _take_over(actors[row.key], row, belongs_to.get(row.line))
        changed = [
            actor
            for actor in {actor.pk: actor for actor in actors.values()}.values()
            if before.get(actor.pk) != (actor.aliases, actor.wikidata_id, actor.affiliation_id)
        ]
        Actor.objects.bulk_update(changed, ["aliases", "wikidata_id", "affiliation"], batch_size=500)
    touched = sum(actor.pk in before for actor in changed)
    return Outcome(made=len(new), changed=touched, unchanged=len(rows) - len(new) - touched)


def _made(row: Row, by: User | None) -> Actor:
    return Actor(name=row.name, kind=row.kind, qualifier=row.qualifier, created_by=by)


def _known(rows: list[Row]) -> dict[Key, Actor]:
    """The actors of these keys that are there already, locked; of merged ones those they were merged into."""
    named = Actor.objects.with_names(row.name for row in rows).select_related("merged_into")
    locked = named.order_by("pk").select_for_update(of=("self",), no_key=True)
    one: dict[int, Actor] = {}
    found: dict[Key, Actor] = {}
    for actor in locked:
        kept = actor.merged_into or actor
        # Of twins (`claims.models.actor_twins`) the one that was entered first.
        found.setdefault((actor.name.lower(), actor.kind, actor.qualifier), one.setdefault(kept.pk, kept))
    return {row.key: found[row.key] for row in rows if row.key in found}


def _take_over(actor: Actor, row: Row, affiliation: int | None) -> None:
    """What the row says and the actor does not yet; an empty cell says nothing."""
    have = {actor.name.lower(), *(alias.lower() for alias in actor.aliases)}
    for alias in row.aliases:
        if alias.lower() not in have:
            have.add(alias.lower())
            actor.aliases = [*actor.aliases, alias]
    actor.wikidata_id = row.wikidata_id or actor.wikidata_id
    if affiliation and affiliation != actor.pk:
        actor.affiliation_id = affiliation


def _affiliations(rows: list[Row]) -> dict[int, int]:
    """Line → the actor that it belongs to, all rows being in the register. Raises Refused."""
    wanted = {row.line: row.affiliation for row in rows if row.affiliation}
    texts = {text.lower() for text in wanted.values()}
    bare = {text.rpartition(" (")[0] for text in texts if text.endswith(")")}
    # Full reference or bare name in lower case → the actors it may mean, by full reference.
    meant: dict[str, dict[str, int]] = defaultdict(dict)
    for actor in Actor.objects.with_names(texts | bare):
        for text in (actor.name.lower(), actor.reference.lower()):
            meant[text][actor.reference] = actor.merged_into_id or actor.pk
    mistakes = []
    for line, text in wanted.items():
        found = meant[text.lower()]
        if not found:
            message = gettext("No actor is named “%(name)s”, neither in the register nor in this table.")
            mistakes.append(Mistake(line, "affiliation", message % {"name": text}))
        elif len(set(found.values())) > 1:
            message = gettext("“%(name)s” may be any of these, write which: %(names)s.")
            names = LIST_JOINT.join(sorted(found))
            mistakes.append(Mistake(line, "affiliation", message % {"name": text, "names": names}))
    if mistakes:
        raise Refused(mistakes)
    return {line: next(iter(meant[text.lower()].values())) for line, text in wanted.items()}
