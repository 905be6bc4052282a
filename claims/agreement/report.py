"""Agreement written down: what each measure means in a sentence, and the figures as text, JSON and CSV.

The CSV has one row a figure: of the whole collection, of each article, of each pair of editors, and of each editor
beside what was settled on. Undefined values are empty cells there, null in JSON, a dash in text.
"""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from claims.agreement.handed_in import Measured
from claims.agreement.measures import Figure, Measure, Sums
from claims.text.spreadsheet_cells import safe

HEADER = (
    "level", "article_id", "article_title", "editor", "other_editor", "articles", "measure", "value", "numerator",
    "denominator",
)  # fmt: skip
LABELS = {
    Measure.CONTENT_EXACT: _("Same content"),
    Measure.CONTENT_OVERLAP: _("Overlapping content"),
    Measure.CUE_EXACT: _("Same cue"),
    Measure.CUE_OVERLAP: _("Overlapping cue"),
    Measure.SOURCE_EXACT: _("Same source"),
    Measure.SOURCE_OVERLAP: _("Overlapping source"),
    Measure.DENIALS: _("Denied claims"),
    Measure.WORDS_BY_PART: _("Words by part"),
    Measure.WORDS_BY_MARK: _("Words by mark"),
    Measure.MARK: _("Mark"),
    Measure.SPEAKERS: _("Speakers"),
    Measure.CLAIMS: _("Stated claims"),
}
SENTENCES = {
    Measure.CONTENT_EXACT: _("How many of the passages of both have exactly the same words (F1)."),
    Measure.CONTENT_OVERLAP: _("How many of the passages of both share words with one of the other’s (F1)."),
    Measure.CUE_EXACT: _("How many of the cues of both are exactly the same (F1)."),
    Measure.CUE_OVERLAP: _("How many of the cues of both share words with one of the other’s (F1)."),
    Measure.SOURCE_EXACT: _("How many of the sources of both are exactly the same (F1)."),
    Measure.SOURCE_OVERLAP: _("How many of the sources of both share words with one of the other’s (F1)."),
    Measure.DENIALS: _("How many of the denied claims of both are denied by the other’s matching passage too (F1)."),
    Measure.WORDS_BY_PART: _("Whether each word of the text is content, cue, source or none, beyond chance (alpha)."),
    Measure.WORDS_BY_MARK: _("Which mark each word of the text lies under, or none, beyond chance (alpha)."),
    Measure.MARK: _("Whether matching passages have the same mark, beyond chance (alpha)."),
    Measure.SPEAKERS: _("Whether matching passages have the same speakers, all of them, beyond chance (alpha)."),
    Measure.CLAIMS: _("Whether matching passages state the same claims, all of them, beyond chance (alpha)."),
}
# What the lists of the text show, and how many articles.
BRIEF = (
    Measure.CONTENT_OVERLAP, Measure.WORDS_BY_PART, Measure.MARK, Measure.SPEAKERS, Measure.CLAIMS, Measure.DENIALS,
)  # fmt: skip
MOST_ARTICLES = 20
DIGITS = 6  # of a value in CSV and JSON


def document(measured: Measured, *, article: int | None = None) -> dict[str, Any]:
    """All figures as JSON has them; editors by user name."""
    found = measured.found
    return {
        "collection": measured.collection.slug,
        "article": article,
        "measures": {measure: str(SENTENCES[measure]) for measure in Measure},
        **_entry(found.total),
        "by_article": [
            {
                "article": number,
                "title": measured.titles[number],
                "readings": measured.readings[number],
                **_entry(sums),
            }
            for number, sums in found.articles.items()
        ],
        "by_pair": [
            {"editors": [measured.editors[one].username, measured.editors[other].username], **_entry(sums)}
            for (one, other), sums in found.pairs.items()
        ],
        "by_editor_and_settled": [
            {"editor": measured.editors[editor].username, **_entry(sums)} for editor, sums in found.settled.items()
        ],
    }


def _entry(sums: Sums) -> dict[str, Any]:
    figures = {
        measure: {"value": _rounded(figure), "numerator": figure.numerator, "denominator": figure.denominator}
        for measure, figure in sums.figures().items()
    }
    return {"articles": sums.articles, "figures": figures}


def _rounded(figure: Figure) -> float | None:
    return None if figure.value is None else round(figure.value, DIGITS)


def as_json(measured: Measured, *, article: int | None = None) -> str:
    """`document` as text."""
    return json.dumps(document(measured, article=article), ensure_ascii=False, indent=2) + "\n"


def as_csv(measured: Measured, *, guarded: bool) -> Iterator[str]:
    """The lines of the table; `guarded`: as `spreadsheet.safe` writes cells."""
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\n")
    for row in (HEADER, *_rows(measured)):
        # Values are numbers of our own, a minus before some of them.
        writer.writerow([safe(cell) if guarded and isinstance(cell, str) else cell for cell in row])
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _rows(measured: Measured) -> Iterator[Sequence[Any]]:
    for level, number, title, people, sums in _compared(measured):
        for measure, figure in sums.figures().items():
            value = _rounded(figure)
            yield (
                level, number, title, *people, sums.articles, measure.value, "" if value is None else value,
                figure.numerator, figure.denominator,
            )  # fmt: skip


def _compared(measured: Measured) -> Iterator[tuple[str, int | str, str, tuple[str, str], Sums]]:
    found, called = measured.found, {number: editor.username for number, editor in measured.editors.items()}
    yield "collection", "", "", ("", ""), found.total
    for number, sums in found.articles.items():
        yield "article", number, measured.titles[number], ("", ""), sums
    for (one, other), sums in found.pairs.items():
        yield "pair", "", "", (called[one], called[other]), sums
    for editor, sums in found.settled.items():
        yield "settled", "", "", (called[editor], ""), sums


def as_text(measured: Measured) -> Iterator[str]:
    """The figures for a terminal, a line each."""
    found, called = measured.found, {number: editor.username for number, editor in measured.editors.items()}
    count = found.total.articles
    articles = "1 article" if count == 1 else f"{count} articles"
    yield f"{measured.collection.name}: {articles} with two or more readings, as handed in"
    if not found.total.articles and not found.settled:
        yield "Nothing can be compared yet: that needs two readings of one article, handed in."
        return
    if found.total.articles:
        yield ""
        rows = [
            (str(LABELS[measure]), shown(figure), f"{figure.numerator}/{figure.denominator}", str(SENTENCES[measure]))
            for measure, figure in found.total.figures().items()
        ]
        yield from _table(("all", "value", "of", ""), rows)
    pairs = [(f"{called[one]} – {called[other]}", sums.articles, sums) for (one, other), sums in found.pairs.items()]
    settled = [(called[editor], sums.articles, sums) for editor, sums in found.settled.items()]
    different = [
        (f"{number} {measured.titles[number]:.40}", measured.readings[number], sums)
        for number, sums in measured.most_different(Measure.CONTENT_OVERLAP)[:MOST_ARTICLES]
    ]
    yield from _listed(("pairs of editors", "articles"), pairs)
    yield from _listed(("editors beside what was settled on", "articles"), settled)
    yield from _listed(("articles, the most different first", "readings"), different)


def _listed(heads: tuple[str, str], entries: Sequence[tuple[str, int, Sums]]) -> Iterator[str]:
    """A table of what `BRIEF` names: each entry's name, how many there are, its figures. Nothing for no entries."""
    if not entries:
        return
    rows = []
    for name, count, sums in entries:
        figures = (sums.figure(measure) for measure in BRIEF)
        cells = (f"{shown(figure)} ({figure.numerator}/{figure.denominator})" for figure in figures)
        rows.append((name, str(count), *cells))
    yield ""
    yield from _table((*heads, *(measure.value for measure in BRIEF)), rows)


def shown(figure: Figure) -> str:
    """The value with two digits behind the point; a dash where it is undefined."""
    return "–" if figure.value is None else f"{figure.value:.2f}"


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(row[place]) for row in (header, *rows)) for place in range(len(header))]
    for row in (header, *rows):
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
