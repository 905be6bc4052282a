"""How typed words fit a name or a statement, and which one entry they mean. Pure.

The database finds and ranks (sql/folding.sql); here it is decided what a list that nobody has seen may be answered by.
"""

from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import Any


class Fit(IntEnum):
    """The numbers that the database answers, the closest first."""

    NAME = 0  # the whole name or statement
    ALIAS = 1  # a whole alias
    ALMOST = 2  # a whole name but for “the” before it, a whole statement but for its full stop
    WORDS = 3  # whole words of it
    BEGINNING = 4  # the beginning of a word
    REST = 5


def meant[Entry](found: Sequence[tuple[Entry, int]], is_literal: Callable[[Entry], bool]) -> list[Entry]:
    """The entries, each found with its fit, that the typed words are the whole name of: none, one, or several.

    The closest kind of match decides: a name in just these letters (`is_literal`, any case) before one that differs
    in accents, that before one that differs in “the”. A name and an alias count alike.
    """
    whole = [entry for entry, fit in found if fit in (Fit.NAME, Fit.ALIAS)]
    literal = [entry for entry in whole if is_literal(entry)]
    return literal or whole or [entry for entry, fit in found if fit == Fit.ALMOST]


def used_first(order: Sequence[object]) -> list[Any]:
    """The order, with `used_here` first, or right behind the `fit` of typed words."""
    closest = [each for each in order if each == "fit"]
    return [*closest, "-used_here", *(each for each in order if each not in closest)]
