"""What the query of an address asks for: words to search, a place in a list, a page. Nonsense is no error."""

import uuid
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet, UUIDField
from django.http import HttpRequest
from django.utils.functional import cached_property

from annotate.http.numbers import LARGEST, number_in
from claims.queries.keyset import stretch_beside

if TYPE_CHECKING:
    AnyPage = Page[Any]
    AnyPaginator = Paginator[Any]
else:
    AnyPage = Page
    AnyPaginator = Paginator

LONGEST_QUERY = 200  # code points; nobody searches for more


def words(request: HttpRequest, name: str = "q") -> str:
    """Words to search for."""
    return request.GET.get(name, "").strip()[:LONGEST_QUERY]


def number(request: HttpRequest, name: str) -> int | None:
    """An id; `None` for anything else."""
    return number_in(request.GET.get(name, ""))


def numbers(request: HttpRequest, name: str) -> list[int]:
    """Numbers of that name, as far as they are some; the first hundred."""
    found = (number_in(text, most=LARGEST) for text in request.GET.getlist(name)[:100])
    return [number for number in found if number is not None]


def uuids(request: HttpRequest, name: str) -> list[uuid.UUID]:
    """Ids of that name, as far as they are some; the first hundred."""
    found = []
    for text in request.GET.getlist(name)[:100]:
        with suppress(ValueError):
            found.append(uuid.UUID(text))
    return found


class NamedPage(AnyPage):
    """A page of one of several lists: `newer` and `older` are what the address then says.

    They name the row beside which the next page begins, so that a row that arrives meanwhile moves no other onto it.
    """

    paginator: "NamedPaginator"
    # Whether rows follow, where the page was not cut by counting.
    is_followed: bool | None = None

    @property
    def newer(self) -> dict[str, Any]:
        """For the page before."""
        number, name = self.previous_page_number(), self.paginator.name
        # The first page has what is new.
        return {name: number, f"{name}_after": None, f"{name}_before": self._key(0) if number > 1 else None}

    @property
    def older(self) -> dict[str, Any]:
        """For the page after."""
        number, name = self.number + 1, self.paginator.name
        return {name: number, f"{name}_after": self._key(-1), f"{name}_before": None}

    def has_next(self) -> bool:
        """Whether there is a page after this one."""
        return super().has_next() if self.is_followed is None else self.is_followed

    def _key(self, place: int) -> Any:
        return getattr(self.object_list[place], "pk", None) if self.object_list else None


class NamedPaginator(AnyPaginator):
    """Pages that the address counts under a name."""

    def __init__(self, rows: "QuerySet[Any] | list[Any]", size: int, name: str, most: int | None = None) -> None:
        super().__init__(rows, size)
        self.name, self.most = name, most
        # Of a page that stands where counting would not look for it.
        self.last = 1

    @cached_property
    def counted(self) -> int:
        """How many rows there are; with `most`, that and one says that there are more: none beyond is looked at."""
        rows: Any = self.object_list if self.most is None else self.object_list[: self.most + 1]
        return len(rows) if isinstance(rows, list) else int(rows.count())

    @cached_property
    def count(self) -> int:
        """How many rows can be leafed through."""
        return self.counted if self.most is None else min(self.counted, self.most)

    @property
    def num_pages(self) -> int:
        """How many pages there are."""
        return max(self.last, super().num_pages)

    @property
    def has_more(self) -> bool:
        """Whether there are rows behind the last page."""
        return self.counted > self.count

    def beside(self, number: int, marker: Any, *, backwards: bool) -> "NamedPage | None":
        """The page of this number, which begins behind the row with this key or ends before it.

        `None` where that row is not in the list any more, or the page is the first one.
        """
        rows, number = self.object_list, min(number, max(2, self.num_pages))
        if not isinstance(rows, QuerySet) or number < 2:
            return None
        found = stretch_beside(rows, marker, size=self.per_page + 1, backwards=backwards)
        if found is None or (backwards and len(found) <= self.per_page):
            return None
        is_last = self.most is not None and number * self.per_page >= self.most
        page = NamedPage(found[1:] if backwards else found[: self.per_page], number, self)
        page.is_followed = not is_last and (backwards or len(found) > self.per_page)
        self.last = number + page.is_followed
        return page if page.object_list else None

    def _get_page(self, *args: Any, **kwargs: Any) -> NamedPage:
        return NamedPage(*args, **kwargs)


def page(
    request: HttpRequest, rows: "QuerySet[Any] | list[Any]", *, size: int, name: str = "page", most: int | None = None
) -> AnyPage:
    """The page that `?<name>=` asks for, or the nearest there is; with `most` of the first so many rows only.

    What grows without end is given a `most`, so that counting it does not grow with it.
    """
    paginator = NamedPaginator(rows, size, name, most)
    number = number_in(request.GET.get(name, ""), most=LARGEST) or 1
    for parameter, backwards in ((f"{name}_after", False), (f"{name}_before", True)):
        marker = _key_of(rows, request.GET.get(parameter, ""))
        if marker is not None and (found := paginator.beside(number, marker, backwards=backwards)):
            return found
    counted: AnyPage = paginator.get_page(request.GET.get(name))
    return counted


def _key_of(rows: "QuerySet[Any] | list[Any]", text: str) -> Any:
    """The primary key that the text names, if it can be one of these rows'."""
    if isinstance(rows, list) or not text:
        return None
    if isinstance(rows.model._meta.pk, UUIDField):
        with suppress(ValueError):
            return uuid.UUID(text)
        return None
    return number_in(text)
