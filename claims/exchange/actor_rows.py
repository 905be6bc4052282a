"""What a table of actors is made of: its columns, its rows, what is wrong with them, and what came of them."""

from dataclasses import dataclass
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

COLUMNS = ("name", "kind", "qualifier", "aliases", "affiliation", "wikidata_id")

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


class Incomplete(ValidationError):
    """The table was taken in part: what was taken stays, and the same table may be imported again to go on."""

    def __init__(self, *, last: int, why: Exception) -> None:
        told = why.messages if isinstance(why, ValidationError) else str(why).splitlines()
        taken = gettext("The rows up to line %(line)s were taken, those behind it were not, for this reason:")
        again = gettext("Mend that and import the same table again: it goes on where it stopped.")
        super().__init__([taken % {"line": last}, *told, again])


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
    def reference(self) -> str:
        """What names this actor and no other; as `Actor.reference` has it."""
        return f"{self.name} ({self.kind}, {self.qualifier})" if self.qualifier else f"{self.name} ({self.kind})"

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
