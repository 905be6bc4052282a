"""A stretch of an ordered list beside one of its rows: what arrives or leaves elsewhere in the list moves nothing.

Pages that are cut by counting repeat a row when another arrives before it, and skip one when one leaves.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db import models
from django.db.models.expressions import OrderBy


@dataclass(frozen=True, slots=True)
class _Key:
    """One thing that a list is ordered by, and where in that order nulls stand."""

    expression: Any
    descending: bool
    nulls_last: bool

    @property
    def reversed(self) -> "_Key":
        return replace(self, descending=not self.descending, nulls_last=not self.nulls_last)

    @property
    def order(self) -> OrderBy:
        nulls = {"nulls_last": True} if self.nulls_last else {"nulls_first": True}
        return OrderBy(self.expression, descending=self.descending, **nulls)

    def behind(self, name: str, value: Any) -> models.Q | None:
        """Which rows come later by this key alone; `None` if none does."""
        if value is None:
            return None if self.nulls_last else models.Q(**{f"{name}__isnull": False})
        later = models.Q(**{f"{name}__{'lt' if self.descending else 'gt'}": value})
        return later | models.Q(**{f"{name}__isnull": True}) if self.nulls_last else later


def stretch_beside(
    rows: "models.QuerySet[Any]", marker: Any, *, size: int, backwards: bool = False
) -> list[Any] | None:
    """The next rows behind the one with this primary key, or before it, in the order of the list.

    `None` if the list has no such row, also when it has left the list since. Two queries.
    """
    keys = [key.reversed if backwards else key for key in _keys(rows)]
    names = {f"order_{place}": key.expression for place, key in enumerate(keys)}
    values = rows.order_by().filter(pk=marker).annotate(**names).values_list(*names).first()
    if values is None:
        return None
    named = rows.order_by().alias(**names)
    found = list(named.filter(_behind(keys, list(names), values)).order_by(*(key.order for key in keys))[:size])
    return found[::-1] if backwards else found


def _behind(keys: list[_Key], names: list[str], values: tuple[Any, ...]) -> models.Q:
    found, same = models.Q(pk__in=[]), models.Q()
    for key, name, value in zip(keys, names, values, strict=True):
        later = key.behind(name, value)
        if later is not None:
            found |= same & later
        same &= models.Q(**{f"{name}__isnull": True} if value is None else {name: value})
    return found


def _keys(rows: "models.QuerySet[Any]") -> list[_Key]:
    """By which the list is ordered; the primary key last, so that no two rows stand at one place."""
    keys = list(_asked(rows))
    unique = (models.F("pk"), models.F(rows.model._meta.pk.name))
    return keys if any(key.expression in unique for key in keys) else [*keys, _key(models.F("pk"))]


def _asked(rows: "models.QuerySet[Any]") -> Iterator[_Key]:
    for each in rows.query.order_by or rows.model._meta.ordering:
        if isinstance(each, OrderBy):
            yield _key(each.expression, descending=each.descending, last=each.nulls_last, first=each.nulls_first)
        elif isinstance(each, str):
            yield _key(models.F(each.removeprefix("-")), descending=each.startswith("-"))
        else:
            yield _key(each)


def _key(expression: Any, *, descending: bool = False, last: bool | None = None, first: bool | None = None) -> _Key:
    # Without a word Postgres puts nulls behind everything, so first where the order descends.
    return _Key(expression, descending, bool(last) or not (first or descending))
