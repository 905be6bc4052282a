"""Articles by how far their readings are: what is unread, being read or free for an editor, and the outlets of a list.

The functions that narrow a set of articles take a query set or a collection's manager, and return a query set.
"""

from collections.abc import Iterable
from typing import Protocol

from django.db import connection, models

from claims.models import Article, Assignment, Collection, Passage, User
from claims.models.article_lists import ArticleQuerySet, ArticleState
from claims.models.blind import being_read

MOST_OUTLETS = 300  # that a list offers to choose from

_OUTLETS = """
WITH RECURSIVE found(outlet) AS (
    (SELECT outlet FROM claims_article WHERE collection_id = %(collection)s AND outlet > '' ORDER BY outlet LIMIT 1)
    UNION ALL
    SELECT (
        SELECT outlet FROM claims_article
        WHERE collection_id = %(collection)s AND outlet > found.outlet ORDER BY outlet LIMIT 1
    )
    FROM found WHERE outlet IS NOT NULL
)
SELECT outlet FROM found WHERE outlet IS NOT NULL LIMIT %(most)s
"""


class Articles(Protocol):
    """A query set of articles, or a manager that has one."""

    def all(self) -> ArticleQuerySet:
        """The query set."""


def articles_in_state(articles: Articles, state: str, *, reader: User | None = None) -> ArticleQuerySet:
    """The articles whose reading is in this `ArticleState`; for any other word, all but the archived ones.

    With `reader` only that person's own reading counts.
    """
    if state == ArticleState.ARCHIVED:
        return articles.all().filter(archived=True)
    current = articles.all().current()
    if state not in ArticleState:
        return current
    readings = Assignment.objects.counted().filter(article=models.OuterRef("pk"))
    if reader:
        readings = readings.of(reader)
    if state == ArticleState.UNREAD:
        return current.exclude(models.Exists(readings))
    unfinished = models.Exists(readings.unfinished())
    if state == ArticleState.IN_WORK:
        return current.filter(unfinished)
    waiting = models.Exists(readings.filter(accepted_at__isnull=True))
    done = current.exclude(unfinished)
    return done.filter(waiting if state == ArticleState.HANDED_IN else models.Exists(readings) & ~waiting)


def articles_with_too_few_readers(articles: Articles, places: int) -> ArticleQuerySet:
    """The articles that fewer than `places` people read; none archived, none replaced."""
    readings = Assignment.objects.counted().filter(article=models.OuterRef("pk")).order_by()
    full = models.Exists(readings[places - 1 : places])
    return articles.all().current().filter(~full, ~_is_replaced())


def articles_with_passages(articles: Articles) -> ArticleQuerySet:
    """The articles in which somebody marked a passage."""
    return articles.all().filter(models.Exists(Passage.objects.live().filter(article=models.OuterRef("pk"))))


def articles_being_read(articles: Articles, *, places: int | None = None) -> ArticleQuerySet:
    """The articles that blind reading holds back, as if `places` readings were wanted of each, if given."""
    return articles.all().current().filter(being_read("", places=places))


def free_articles(collection: Collection, *, editor: User) -> ArticleQuerySet:
    """The articles of the collection that have a free place and that the editor does not read yet; none replaced.

    An article that was taken away from the editor is not free for them. A list of these that ends early is read off
    the index of publication, whatever the collection's size.
    """
    of_collection = Article.objects.filter(collection=collection)
    free = articles_with_too_few_readers(of_collection, collection.editors_per_article)
    return free.filter(~_is_read_by(editor))


def free_articles_in_each(collections: list[Collection], *, editor: User, most: int) -> list[Article]:
    """At most so many free articles of each collection, in the order they are given out. Two queries for all."""
    free = [free_articles(each, editor=editor).oldest_first().values("pk")[:most] for each in collections]
    if not free:
        return []
    chosen = free[0].union(*free[1:], all=True) if free[1:] else free[0]
    articles = Article.objects.filter(pk__in=[row["pk"] for row in chosen])
    return list(articles.oldest_first().without_text().fetch_mode(models.FETCH_RAISE))


def articles_readable_also_by(articles: Articles, editor: User) -> ArticleQuerySet:
    """The articles that this editor could read besides: not archived, not replaced, not read by them already."""
    return articles.all().current().filter(~_is_read_by(editor), ~_is_replaced())


def languages_of(articles: Iterable[int], *, collection: Collection) -> dict[int, str]:
    """Return the languages of these articles of the collection, by number. One query."""
    shown = Article.objects.filter(collection=collection, pk__in=set(articles))
    return dict(shown.order_by().values_list("pk", "language"))


def outlets_of(collection_id: int) -> list[str]:
    """The outlets of a collection's articles, at most `MOST_OUTLETS`, in order.

    Goes from one to the next along their index, since Postgres would read every article for a DISTINCT.
    """
    with connection.cursor() as cursor:
        cursor.execute(_OUTLETS, {"collection": collection_id, "most": MOST_OUTLETS})
        return [row[0] for row in cursor.fetchall()]


def _is_read_by(editor: User) -> models.Exists:
    return models.Exists(Assignment.objects.filter(article=models.OuterRef("pk"), editor=editor))


def _is_replaced() -> models.Exists:
    return models.Exists(Article.objects.filter(replaces=models.OuterRef("pk")))
