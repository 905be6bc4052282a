"""One entry of a story: somebody did something at some time; and how entries are put together and given names."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.utils.translation import gettext

from claims.models.users import User
from claims.text.enumeration import enumeration

# Small changes of one person with no longer a pause between them are one entry.
PAUSE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody did at once, or within a few minutes."""

    at: datetime
    # Whose id; `None` is what the program did by itself, or a command that named nobody.
    by: int | None
    # What was done, each without its subject: “named Russia as speaker”.
    done: tuple[str, ...]
    # What sort of entry it is, for its sign: changed, handed_in, approved, returned, reopened, …
    kind: str = "changed"
    # The version of the passage that this made or, for a step of a review, covers.
    version: int | None = None
    # What is to be known about it besides.
    remark: str = ""
    # The row of the history that it tells of, where that can be undone.
    event: int | None = None
    who: str = ""

    @property
    def sentence(self) -> str:
        """The whole of it, for where there is no mark-up: “Ada named Russia as speaker”."""
        return gettext("%(name)s %(done)s") % {"name": self.who, "done": self.what}

    @property
    def full_sentence(self) -> str:
        """The sentence with its full stop, unless quoted words at its end have one."""
        ends = self.sentence.rstrip("”’»“\"'").endswith((".", "!", "?", "…"))
        return self.sentence if ends else f"{self.sentence}."

    @property
    def what(self) -> str:
        """All that was done, as the end of a sentence."""
        return enumeration(self.done)


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """The oldest first; how it began is before all that was done in the same moment."""
    return sorted(entries, key=lambda entry: (entry.kind != "made", entry.at))


def named(entries: Iterable[Entry], *, known: Collection[int] | None = None, reader: User | None = None) -> list[Entry]:
    """The entries with the names of who did it; one query. Whoever is not `known`, if that is given, stays unnamed.

    The `reader`, if given, is told of as “You”.
    """
    entries = list(entries)
    asked = {entry.by for entry in entries if entry.by}
    people = User.objects.in_bulk(asked if known is None else asked & set(known))
    return [replace(entry, who=_called(entry.by, people, reader)) for entry in entries]


def _called(person: int | None, people: dict[int, User], reader: User | None) -> str:
    if reader and person == reader.pk:
        return gettext("You")
    if person is None:
        return gettext("A command")
    return people[person].name if person in people else gettext("Somebody")
