"""How far the articles of collections are, in figures: for one collection all of it, for a list as much as is cheap."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection, models

from claims.models import Article, Assignment, Collection
from claims.models.article_lists import ArticleState

# A list tells how far a collection with so many articles is; of a larger one it says only that it has more.
MOST_COUNTED = 1_000


@dataclass(frozen=True, slots=True)
class Reading:
    """Articles by how far they are, archived ones left out."""

    unread: int = 0
    in_work: int = 0
    handed_in: int = 0
    accepted: int = 0

    @property
    def articles(self) -> int:
        """All of them."""
        return self.unread + self.in_work + self.handed_in + self.accepted

    def as_states(self) -> dict[str, int]:
        """The figures by the word of `ArticleState`, from nothing done to all done."""
        states = (ArticleState.UNREAD, ArticleState.IN_WORK, ArticleState.HANDED_IN, ArticleState.ACCEPTED)
        return {state.value: getattr(self, state.value) for state in states}


def reading_of(collections: Iterable[int]) -> dict[int, Reading]:
    """How far the articles of these collections are, by number. One query, over all their articles.

    A collection without articles is left out.
    """
    numbers = list(collections)
    # The collections once more, though the article says it: else the readings of all collections are gone through.
    readings = Assignment.objects.counted().filter(article__collection__in=numbers, article=models.OuterRef("pk"))
    readings = readings.order_by()
    grouped: Any = Article.objects.current().filter(collection__in=numbers).order_by()
    rows = (
        # Each article is asked once for its state, then they are counted.
        grouped.annotate(
            is_read=models.Exists(readings),
            is_open=models.Exists(readings.unfinished()),
            is_waiting=models.Exists(readings.filter(accepted_at__isnull=True)),
        )
        .values_list("collection", "is_read", "is_open", "is_waiting")
        .annotate(count=models.Count("pk"))
    )
    found: dict[int, dict[str, int]] = {}
    for collection, is_read, is_open, is_waiting, count in rows:
        states = found.setdefault(collection, {})
        state = _state(is_read=is_read, is_open=is_open, is_waiting=is_waiting)
        states[state] = states.get(state, 0) + count
    return {collection: Reading(**states) for collection, states in found.items()}


def _state(*, is_read: bool, is_open: bool, is_waiting: bool) -> str:
    """The state of an article, by the same rule as `articles_in_state`."""
    if not is_read:
        return ArticleState.UNREAD.value
    if is_open:
        return ArticleState.IN_WORK.value
    return (ArticleState.HANDED_IN if is_waiting else ArticleState.ACCEPTED).value


def reading_for_lists(collections: Iterable[Collection]) -> dict[int, Reading | None]:
    """How far each of these collections is; None for one with more than `MOST_COUNTED` articles. Two queries.

    Of no collection are more articles looked at than that, so a page costs the same however large they grow.
    """
    sizes = _sizes([collection.pk for collection in collections])
    counted = reading_of(number for number, size in sizes.items() if 0 < size <= MOST_COUNTED)
    return {number: None if size > MOST_COUNTED else counted.get(number, Reading()) for number, size in sizes.items()}


def _sizes(collections: list[int]) -> dict[int, int]:
    """How many articles each has; at most one more than `MOST_COUNTED`, which says that there are more."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT number, (SELECT count(*) FROM (SELECT FROM claims_article"
            " WHERE collection_id = number AND NOT archived LIMIT %s) AS first_ones)"
            " FROM unnest(%s::bigint[]) AS number",
            [MOST_COUNTED + 1, collections],
        )
        return dict(cursor.fetchall())
