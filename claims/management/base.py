"""What the commands share: how a mistake is told, how progress is shown, how words become things."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from tqdm import tqdm

from claims.models import Collection, User

NAMED = 20  # how many collections a message names


class Misuse(CommandError):
    """The command was called with something that does not exist: exit code 2, as for a wrong option."""

    def __init__(self, message: str) -> None:
        super().__init__(message, returncode=2)


@contextmanager
def progress(*, total: int | None, unit: str) -> Iterator[Callable[[int], object]]:
    """A bar on the error stream while that is a terminal; what it gives is told how many more are done."""
    with tqdm(total=total, unit=f" {unit}", unit_scale=False, disable=None, dynamic_ncols=True) as bar:
        yield bar.update


def complain(line: str) -> None:
    """Write a line to the error stream; a bar that is there stays below it."""
    tqdm.write(line, file=sys.stderr)


def collection_named(slug: str) -> Collection:
    """The collection of that short name."""
    found = Collection.objects.filter(slug=slug).first()
    if found is None:
        known = list(Collection.objects.order_by("slug").values_list("slug", flat=True)[: NAMED + 1])
        names = ", ".join(known[:NAMED]) + (", …" if len(known) > NAMED else "")
        raise Misuse(f"There is no collection “{slug}”. " + (f"There are: {names}" if known else "There is none yet."))
    return found


def person_named(username: str) -> User | None:
    """The person of that user name; None where no name is given."""
    if not username:
        return None
    found = User.objects.filter(username=username).first()
    if found is None:
        raise Misuse(f"There is nobody with the user name “{username}”.")
    return found


def told(error: ValidationError, *, place: str) -> str:
    """The error as `place:line: what is wrong`, the line where it is known."""
    lines = []
    for each in error.error_list:
        line = (each.params or {}).get("line")
        where = f"{place}:{line}" if line else place
        lines.append(f"{where}: {' '.join(each.messages)}")
    return "\n".join(lines)
