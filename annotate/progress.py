"""How far articles are, for lists: who reads each, and how many of its passages have which status."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from claims.models import Article, Assignment
from claims.models.article_lists import ArticleState
from claims.models.words import LIVE, Status


@dataclass(frozen=True, slots=True)
class Reading:
    """One editor's reading of an article: `state` is a word of `ArticleState`, `label` that word as shown."""

    name: str
    state: str
    label: str


@dataclass(frozen=True, slots=True)
class Row:
    """An article as lists show it. `counts` are status, its label and a number, for those that there are."""

    article: Article
    readings: list[Reading]
    counts: list[tuple[str, str, int]]


def rows(articles: Iterable[Article], assignments: Iterable[Assignment], counts: Iterable[dict[str, Any]]) -> list[Row]:
    """Put together what articles, their assignments (`with_state`) and `status_counts` brought."""
    readings: dict[int, list[Reading]] = defaultdict(list)
    for assignment in assignments:
        readings[assignment.article_id].append(reading(assignment))
    by_article: dict[int, dict[str, int]] = defaultdict(dict)
    for each in counts:
        by_article[each["article_id"]][each["status"]] = each["count"]
    labels = {str(status): str(Status(status).label) for status in LIVE}
    return [
        Row(
            article,
            readings[article.pk],
            [
                (status, label, by_article[article.pk][status])
                for status, label in labels.items()
                if status in by_article[article.pk]
            ],
        )
        for article in articles
    ]


def reading(assignment: Assignment) -> Reading:
    """How far one reading is; the assignment comes `with_state`."""
    if assignment.is_unfinished:  # type: ignore[attr-defined]
        state = ArticleState.IN_WORK
    else:
        state = ArticleState.ACCEPTED if assignment.accepted_at else ArticleState.HANDED_IN
    return Reading(assignment.editor.name, state, str(state.label))
