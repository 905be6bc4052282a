"""What the query of an address asks for: words to search, a place in a list, a page. Nonsense is no error."""

import uuid
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

from annotate.http.numbers import LARGEST, number_in

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
    """A page of one of several lists: `newer` and `older` are what the address then says."""

    paginator: "NamedPaginator"

    @property
    def newer(self) -> dict[str, int]:
        """For the page before."""
        return {self.paginator.name: self.previous_page_number()}

    @property
    def older(self) -> dict[str, int]:
        """For the page after."""
        return {self.paginator.name: self.next_page_number()}


class NamedPaginator(AnyPaginator):
    """Pages that the address counts under a name."""

    def __init__(self, rows: "QuerySet[Any] | list[Any]", size: int, name: str, most: int | None = None) -> None:
        super().__init__(rows, size)
        self.name, self.most = name, most

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
    def has_more(self) -> bool:
        """Whether there are rows behind the last page."""
        return self.counted > self.count

    def _get_page(self, *args: Any, **kwargs: Any) -> NamedPage:
        return NamedPage(*args, **kwargs)


def page(
    request: HttpRequest, rows: "QuerySet[Any] | list[Any]", *, size: int, name: str = "page", most: int | None = None
) -> AnyPage:
    """The page that `?<name>=` asks for, or the nearest there is; with `most` of the first so many rows only.

    What grows without end is given a `most`, so that counting it does not grow with it.
    """
    found: AnyPage = NamedPaginator(rows, size, name, most).get_page(request.GET.get(name))
    return found
