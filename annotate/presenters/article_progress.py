"""How far articles are, for lists: who reads each, and how many of its passages have which status."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple

from django.utils.dates import MONTHS
from django.utils.timezone import localtime
from django.utils.translation import gettext

from annotate.http.links import numbered
from claims.models import Article
from claims.models.article_lists import ArticleState
from claims.models.articles import Precision
from claims.models.choices import LIVE
from claims.models.users import display_name


class Reading(NamedTuple):
    """One editor's reading of an article: `state` is a word of `ArticleState`, `label` that word as shown."""

    name: str
    state: str
    label: str


class Count(NamedTuple):
    """So many passages of an article have this status; `label` is its word as shown."""

    status: str
    label: str
    number: int


class Row(NamedTuple):
    """All that a list shows of an article; of plain values, so that two rows that say the same are equal."""

    pk: int
    address: str
    details: str
    title: str
    language: str
    # Where it came from: outlet and byline.
    origin: str
    # When it came out, for programs and in words.
    published: str
    published_words: str
    archived: bool
    readings: tuple[Reading, ...]
    # For those statuses that there are.
    counts: tuple[Count, ...]


def rows(
    articles: Iterable[Article], assignments: Iterable[tuple[Any, ...]], counts: Iterable[tuple[int, str, int]]
) -> list[Row]:
    """Put together what articles, their assignments `in_brief` and `status_counts` brought."""
    # What the rows have in common is looked up once.
    address, details = numbered("article"), numbered("article_details")
    month = cache(lambda number: str(MONTHS[number]))
    states = {state.value: str(state.label) for state in ArticleState}
    statuses = {str(status): str(status.label) for status in LIVE}
    readings: dict[int, list[Reading]] = defaultdict(list)
    for number, is_unfinished, accepted_at, settles, *names in assignments:
        state = state_of(is_unfinished=is_unfinished, accepted_at=accepted_at)
        label = gettext("new wording, %(state)s") % {"state": states[state]} if settles else states[state]
        readings[number].append(Reading(display_name(*names), state, label))
    found: dict[int, list[Count]] = defaultdict(list)
    for number, status, count in counts:
        found[number].append(Count(status, statuses[status], count))
    order = list(statuses)
    return [
        Row(
            pk=(number := article.pk),
            address=address(number),
            details=details(number),
            title=article.title,
            language=article.language,
            origin=" · ".join(filter(None, (article.outlet, article.byline))),
            published=article.published,
            published_words=_published(article, month),
            archived=article.archived,
            readings=tuple(readings[number]),
            counts=tuple(sorted(found[number], key=lambda count: order.index(count.status))),
        )
        for article in articles
    ]


def state_of(*, is_unfinished: bool, accepted_at: datetime | None) -> str:
    """How far one reading is, a word of `ArticleState`."""
    if is_unfinished:
        return ArticleState.IN_WORK.value
    return ArticleState.ACCEPTED.value if accepted_at else ArticleState.HANDED_IN.value


def _published(article: Article, month: Callable[[int], str]) -> str:
    """As `_published.html` has it: a day is the same for everybody, a time is shown in the reader's zone."""
    if not article.published_at:
        return ""
    if article.published_precision == Precision.DAY:
        day = article.published_at.astimezone(UTC)
        return f"{day.day} {month(day.month)} {day.year}"
    moment = localtime(article.published_at)
    return f"{moment.day} {month(moment.month)} {moment.year}, {moment:%H:%M}"
