"""The register of actors as a CSV table, out and in again.

One row an actor. On its way in nothing is lost: all that is wrong with a table is told before any of it is taken, an
actor that is there already (same name, kind and qualifier) keeps its aliases and gains those of the table, and an
empty cell changes nothing. `actor_pieces` takes the rows in.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext

from claims.exchange.actor_pieces import load
from claims.exchange.actor_rows import COLUMNS, Incomplete, Key, Mistake, Outcome, Refused, Row
from claims.models import Actor
from claims.text.normalise import canonical, decode
from claims.text.short_texts import clean_line
from claims.text.spreadsheet_cells import LIST_JOINT, entries, plain, safe

LIMIT = 5_000_000  # bytes of a table; a hundred thousand actors
# Read from the database: an actor may have 20,000 characters of names, and many people download at once.
ROWS_AT_ONCE = 200
LONGEST = {
    "name": Actor._meta.get_field("name").max_length or 0,
    "qualifier": Actor._meta.get_field("qualifier").max_length or 0,
    "aliases": Actor._meta.get_field("name").max_length or 0,
}
_WIKIDATA = re.compile(r"Q[1-9][0-9]{0,18}", re.ASCII)

__all__ = ["COLUMNS", "LIMIT", "Incomplete", "Mistake", "Outcome", "Refused", "Row", "load", "read", "write"]


def write(actors: "models.QuerySet[Actor]", *, raw: bool = False) -> Iterator[str]:
    """The table, line by line; for spreadsheets unless `raw`."""
    mark = str if raw else safe
    several = _names_of_several(actors)
    yield _line(COLUMNS)
    for actor in actors.select_related("affiliation__merged_into").iterator(chunk_size=ROWS_AT_ONCE):
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
    values = dict.fromkeys(COLUMNS, "")
    for name, cell in zip(header, cells, strict=True):
        try:
            values[name] = clean_line(plain(cell))
        except ValidationError as error:
            mistakes.append(Mistake(line, name, " ".join(error.messages)))
            return None
    values["kind"] = values["kind"] or Actor.Kind.UNKNOWN
    aliases = [alias for entry in entries(values["aliases"]) if (alias := clean_line(entry))]
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
