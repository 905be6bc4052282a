"""How far the editors of a collection agree: for those who review, on a page and as a table to take away."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from annotate import access
from annotate.http.downloads import download
from claims.agreement.handed_in import Measured, measured
from claims.agreement.measures import Figure, Measure, Sums
from claims.agreement.report import LABELS, SENTENCES, as_csv, shown
from claims.models import User
from claims.permissions import Action

# A page compares what was handed in last; the table and the command compare all.
MOST_COMPARED = 200
MOST_LISTED = 20


@dataclass(frozen=True, slots=True)
class Row:
    """An editor, with a cell for each of the others and one for what was settled; None where nothing is shared."""

    editor: User
    cells: list["Cell | None"]
    settled: "Cell | None"


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure as it is shown, and in how many articles it was found."""

    figure: Figure
    value: str
    articles: int

    @classmethod
    def of(cls, sums: Sums | None, measure: Measure) -> "Cell | None":
        """The figure of these sums; None of nothing."""
        if sums is None:
            return None
        figure = sums.figure(measure)
        return cls(figure, shown(figure), sums.articles)


@require_safe
@never_cache
def agreement(request: HttpRequest, slug: str) -> HttpResponse:
    """All measures of the collection; by the one that is chosen, who agrees with whom, and where they differ most."""
    collection = access.collection(request, slug, Action.REVIEW)
    wanted = request.GET.get("measure", "")
    measure = Measure(wanted) if wanted in Measure else Measure.CONTENT_OVERLAP
    compared = measured(collection, most=MOST_COMPARED)
    context = {
        "collection": collection,
        "measure": measure,
        "measures": list(LABELS.items()),
        "label": LABELS[measure],
        "sentence": SENTENCES[measure],
        "articles": compared.found.total.articles,
        "left_out": compared.left_out,
        "figures": _figures(compared),
        "rows": _matrix(compared, measure),
        "has_settled": bool(compared.found.settled),
        "different": _different(compared, measure),
    }
    return render(request, "annotate/agreement.html", context)


@require_safe
@never_cache
def agreement_csv(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One row a figure: for spreadsheets, or as is with `?raw=1`."""
    collection = access.collection(request, slug, Action.REVIEW)
    for_spreadsheets = request.GET.get("raw") != "1"
    lines = as_csv(measured(collection), guarded=for_spreadsheets)
    # Spreadsheets take it for UTF-8 by the byte-order mark.
    file = (f"\ufeff{line}" if for_spreadsheets and not number else line for number, line in enumerate(lines))
    filename = f"{slug}-agreement-{timezone.localdate().isoformat()}.csv"
    return download(request, file, filename=filename, format="agreement", collection=slug, raw=not for_spreadsheets)


def _figures(compared: Measured) -> list[dict[str, Any]]:
    return [
        {"label": LABELS[measure], "sentence": SENTENCES[measure], "figure": figure, "value": shown(figure)}
        for measure, figure in compared.found.total.figures().items()
    ]


def _matrix(compared: Measured, measure: Measure) -> list[Row]:
    pairs = {frozenset(pair): sums for pair, sums in compared.found.pairs.items()}
    editors = sorted(compared.editors.values(), key=lambda editor: (editor.name.lower(), editor.pk))
    return [
        Row(
            editor,
            [Cell.of(pairs.get(frozenset((editor.pk, other.pk))), measure) for other in editors],
            Cell.of(compared.found.settled.get(editor.pk), measure),
        )
        for editor in editors
    ]


def _different(compared: Measured, measure: Measure) -> list[dict[str, Any]]:
    """The articles that agree least, with each one's figure; none in which all agree."""
    found = []
    for number, sums in compared.most_different(measure)[:MOST_LISTED]:
        cell = Cell.of(sums, measure)
        if cell and cell.figure.value != 1:
            title, readings = compared.titles[number], compared.readings[number]
            found.append({"number": number, "title": title, "readings": readings, "cell": cell})
    return found
