"""Taking the annotated set away: what a choice holds, and its two tables as files."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from annotate import access
from annotate.forms.export import ExportForm
from annotate.http.downloads import download
from annotate.http.request import HtmxRequest
from claims.exchange.filters import STATUSES, known_actors, known_claims
from claims.exchange.registry import EXPORTS
from claims.exchange.stream import pieces, preview
from claims.exchange.table import Table
from claims.models import Collection
from claims.models.choices import Mark, Status
from claims.permissions import Action
from claims.queries.articles import languages_of
from claims.text.foreign_words import language_by_words

PREVIEW_ROWS = 5
SUGGESTED = 200
# Of each table: the address that it is downloaded from, and the columns that tell most.
SHOWN = {
    "csv": ("export_csv", ("article_title", "speakers", "mark", "text", "states_claims", "denies_claims", "status")),
    "stances": ("stances_csv", ("published", "speaker", "stance", "claim", "via", "article_title", "status")),
}
# Columns in the language of the article; of other words, as names, it is not known.
IN_ITS_LANGUAGE = ("article_title", "text", "states_claims", "denies_claims", "claim")
# Columns of single words, which are not broken.
NARROW = ("published", "mark", "stance", "status")


@dataclass(frozen=True, slots=True)
class Held:
    """How many passages a choice holds at one status, and how many of those are in the file."""

    status: str
    label: str
    by_mark: Sequence[int]
    taken: int

    @property
    def total(self) -> int:
        """With all marks."""
        return sum(self.by_mark)

    @property
    def in_words(self) -> str:
        """As in “0 approved, 13 waiting”."""
        number = {"number": self.total}
        return {
            Status.APPROVED: gettext("%(number)s approved"),
            Status.SUBMITTED: gettext("%(number)s waiting"),
            Status.DRAFT: ngettext("%(number)s draft", "%(number)s drafts", self.total),
            Status.RETURNED: gettext("%(number)s returned"),
            Status.WITHDRAWN: gettext("%(number)s withdrawn"),
        }[Status(self.status)] % number


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the first rows."""

    column: str
    value: Any
    # Whether people wrote it: no translation of the page changes it.
    is_written: bool
    language: str = ""


@require_safe
@never_cache
@vary_on_headers("HX-Request")
def export(request: HtmxRequest, slug: str) -> HttpResponse:
    """The choice, what it holds, its first rows, and the downloads."""
    found = access.collection(request, slug, Action.READ)
    return _page(request, found, ExportForm(found, request.GET, asker=access.user_of(request)))


@require_safe
@never_cache
def export_csv(request: HtmxRequest, slug: str) -> HttpResponseBase:
    """One row a passage."""
    return _download(request, slug, "csv", "{slug}-{day}.csv")


@require_safe
@never_cache
def stances_csv(request: HtmxRequest, slug: str) -> HttpResponseBase:
    """One row a speaker × claim × passage."""
    return _download(request, slug, "stances", "{slug}-stances-{day}.csv")


def _download(request: HtmxRequest, slug: str, name: str, filename: str) -> HttpResponseBase:
    """The file as the database writes it: for spreadsheets, or as is with `?raw=1`."""
    found = access.collection(request, slug, Action.READ)
    form = ExportForm(found, request.GET, asker=access.user_of(request))
    if not form.is_valid():
        return _page(request, found, form)
    passages = form.choice.passages().exportable_by(access.user_of(request), found.role)
    for_spreadsheets = request.GET.get("raw") != "1"
    file = pieces(EXPORTS[name], passages, safe=for_spreadsheets, byte_order_mark=for_spreadsheets)
    return download(
        request,
        file,
        filename=filename.format(slug=slug, day=timezone.localdate().isoformat()),
        format=name,
        collection=slug,
        status=form.choice.statuses,
        raw=not for_spreadsheets,
    )


def _page(request: HtmxRequest, found: Collection, form: ExportForm) -> HttpResponse:
    context: dict[str, Any] = {"collection": found, "form": form}
    if form.is_valid():
        context |= _holdings(request, found, form)
    if not request.htmx:
        person = access.user_of(request)
        context |= {"actors": known_actors(found, SUGGESTED, person), "claims": known_claims(found, SUGGESTED, person)}
    template = "annotate/export.html#export-choice" if request.htmx else "annotate/export.html"
    return render(request, template, context, status=200 if form.is_valid() else 422)


def _holdings(request: HtmxRequest, found: Collection, form: ExportForm) -> dict[str, Any]:
    choice = form.choice
    person = access.user_of(request)
    taken = choice.passages().exportable_by(person, found.role)
    there, tallied = choice.at_any_status().tally(), taken.tally()
    held = [
        Held(
            status,
            str(capfirst(status.label)),
            [there.get((status, mark), 0) for mark in Mark],
            sum(tallied.get((status, mark), 0) for mark in Mark),
        )
        for status in STATUSES
    ]
    previews = {name: preview(EXPORTS[name], taken, rows=PREVIEW_ROWS) for name in SHOWN}
    rows = chain.from_iterable(previews.values())
    languages = languages_of((row["article_id"] for row in rows), collection=found)
    return {
        "held": [each for each in held if each.total or each.status in choice.statuses],
        "summary": ", ".join(each.in_words for each in held if each.total or each.status == Status.APPROVED),
        "total": sum(tallied.values()),
        "marks": [capfirst(mark.label) for mark in Mark],
        "query": form.query,
        "narrow": NARROW,
        "tables": [
            {
                "table": EXPORTS[name],
                "address": address,
                "columns": columns,
                "rows": [_cells(EXPORTS[name], columns, row, languages) for row in previews[name]],
            }
            for name, (address, columns) in SHOWN.items()
        ],
    }


def _cells(table: Table, columns: Sequence[str], row: dict[str, Any], languages: dict[int, str]) -> list[Cell]:
    language = languages.get(row["article_id"], "")
    written = {column.name for column in table.columns if column.free}
    return [
        Cell(
            column,
            row[column],
            column in written,
            language_by_words(language, row[column] or "") if column in IN_ITS_LANGUAGE else "",
        )
        for column in columns
    ]
