"""The navigation of every page: where one can go, where one is, and how much waits for one's review."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.queries.waiting import MOST

# The name of each address, and what it is called; pages below it belong to it.
PLACES: tuple[tuple[str, Promise | str], ...] = (
    ("desk", _("Desk")),
    ("collections", _("Collections")),
    ("claims", _("Claims")),
    ("actors", _("Actors")),
    ("review", _("Review")),
)


@dataclass(frozen=True, slots=True)
class Place:
    """One link. `current` is a value of `aria-current`: the page itself, or one below it; empty elsewhere."""

    address: str
    label: Promise | str
    current: str = ""
    # How much waits there, in words; empty for nothing.
    number: str = ""


def navigation(path: str, *, to_review: int) -> list[Place]:
    """The links for somebody who is at this path and for whom so many readings wait."""
    return [
        Place(address, label, _current(name, address, path), _number(to_review) if name == "review" else "")
        for name, label, address in ((name, label, reverse(name)) for name, label in PLACES)
    ]


def _current(name: str, address: str, path: str) -> str:
    if path == address:
        return "page"
    # Every page lies below the desk's address.
    return "true" if path.startswith(address) and name != "desk" else ""


def _number(waiting: int) -> str:
    return f"{MOST}+" if waiting > MOST else str(waiting or "")
