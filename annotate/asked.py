"""What the query of an address asks for: words to search, a place in a list, a page. Nonsense is no error."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

LONGEST_QUERY = 200  # code points; nobody searches for more


def words(request: HttpRequest, name: str = "q") -> str:
    """Words to search for, without what no column can hold."""
    return request.GET.get(name, "").replace("\0", "").strip()[:LONGEST_QUERY]


def number(request: HttpRequest, name: str) -> int | None:
    """An id; `None` for anything else."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def page[M: Any](request: HttpRequest, rows: "QuerySet[M]", *, size: int, name: str = "page") -> "Page[M]":
    """The page that `?<name>=` asks for, or the nearest there is."""
    return Paginator(rows, size).get_page(request.GET.get(name))
