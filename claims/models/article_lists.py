"""Words to choose and list articles with, chainable, starting from who asks.

Lists stay quick whatever their length: they are cut by the place after which they go on, not by counting, and
the texts are left where they are.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from claims.models.blind import being_read
from claims.models.common import is_one_of, rows_of
from claims.text import typed

if TYPE_CHECKING:
    from claims.models.articles import Article
    from claims.models.collections import Collection
    from claims.models.people import User


MOST_OUTLETS = 300  # that a list offers to choose from


class ArticleState(models.TextChoices):
    """How far the reading of an article is."""

    UNREAD = "unread", _("unread")
    IN_WORK = "in_work", _("in work")
    HANDED_IN = "handed_in", _("handed in")
    ACCEPTED = "accepted", _("accepted")
    ARCHIVED = "archived", _("archived")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A page of a list that is cut without being counted."""

    articles: list["Article"]
    has_newer: bool
    has_older: bool


def outlets_of(collection_id: int) -> list[str]:
    """The outlets of a collection's articles, at most `MOST_OUTLETS`, in order.

    Goes from one to the next along their index, since Postgres would read every article for a DISTINCT.
    """
    next_one = "SELECT outlet FROM claims_article WHERE collection_id = %s AND outlet > {} ORDER BY outlet LIMIT 1"
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE found(outlet) AS (({next_one.format("''")}) UNION ALL"
            f" SELECT ({next_one.format('found.outlet')}) FROM found WHERE outlet IS NOT NULL)"
            " SELECT outlet FROM found WHERE outlet IS NOT NULL LIMIT %s",
            [collection_id, collection_id, MOST_OUTLETS],
        )
        return [row[0] for row in cursor.fetchall()]


class ArticleQuerySet(models.QuerySet["Article"]):
    """Chainable words for articles."""

    def visible_to(self, user: "User") -> Self:
        """Those of the user's collections, each with `role`."""
        return self.filter(collection__memberships__user=user).annotate(role=models.F("collection__memberships__role"))

    def current(self) -> Self:
        """Without the archived ones."""
        return self.filter(archived=False)

    def newest_first(self) -> Self:
        """By day of publication, those without one last."""
        return self.order_by(models.F("published_at").desc(nulls_last=True), "-pk")

    def without_text(self) -> Self:
        """For lists: a text may have 20 MB."""
        return self.defer("text")

    def for_lists(self) -> Self:
        """What a row of a list shows; whatever else a template asks for is refused."""
        return self.only(
            "collection_id", "title", "outlet", "byline", "published_at", "published_precision", "archived"
        ).fetch_mode(models.FETCH_RAISE)

    def holding(self, query: str) -> Self:
        """Those whose title, outlet and byline together hold every word of the query, any case."""
        wanted = typed(query).lower().split()[:10]
        if not wanted:
            return self.all()
        described = models.Func(
            "title",
            "outlet",
            "byline",
            template="lower(%(expressions)s)",
            arg_joiner=" || ' ' || ",
            output_field=models.TextField(),
        )
        found = self.alias(described=described)
        for word in wanted:
            found = found.filter(described__contains=word)
        return found

    def from_outlet(self, outlet: str) -> Self:
        """Those of one outlet."""
        return self.filter(outlet=outlet)

    def numbered(self, pk: int) -> Self:
        """The one of that number."""
        return self.filter(pk=pk)

    def numbered_among(self, numbers: list[int]) -> Self:
        """Those of these numbers."""
        return self.filter(is_one_of("id", numbers))

    def with_text(self, sha256: str) -> Self:
        """Those whose text has this fingerprint."""
        return self.filter(sha256=sha256)

    def brought_by(self, user: "User", *, since: int) -> Self:
        """Those that this person imported, from the article of that number on."""
        return self.filter(created_by=user, pk__gte=since)

    def in_state(self, state: str, *, reader: "User | None" = None) -> Self:
        """Those whose reading is as far as this `ArticleState`; for any other word, all but the archived.

        With `reader` that person's own reading is meant.
        """
        if state == ArticleState.ARCHIVED:
            return self.filter(archived=True)
        if state not in ArticleState:
            return self.current()
        readings = rows_of("Assignment").counted().filter(article=models.OuterRef("pk"))
        if reader:
            readings = readings.of(reader)
        match state:
            case ArticleState.UNREAD:
                return self.current().exclude(models.Exists(readings))
            case ArticleState.IN_WORK:
                return self.current().filter(models.Exists(readings.unfinished()))
            case ArticleState.HANDED_IN | ArticleState.ACCEPTED:
                done = self.current().exclude(models.Exists(readings.unfinished()))
                waiting = models.Exists(readings.filter(accepted_at__isnull=True))
                return done.filter(waiting if state == ArticleState.HANDED_IN else models.Exists(readings) & ~waiting)
        return self.current()

    def oldest_first(self) -> Self:
        """By day of publication, those without one first: the newest-first list from its end, off the same index."""
        return self.order_by(models.F("published_at").asc(nulls_first=True), "pk")

    def with_too_few_readers(self, places: int) -> Self:
        """Those that fewer than so many read; none archived, none replaced."""
        readings = rows_of("Assignment").counted().filter(article=models.OuterRef("pk")).order_by()
        full = models.Exists(readings[places - 1 : places])
        return self.current().filter(~full, ~self._replaced())

    def _replaced(self) -> models.Exists:
        return models.Exists(self.model.objects.filter(replaces=models.OuterRef("pk")))

    def marked(self) -> Self:
        """Those that somebody marked something in."""
        return self.filter(models.Exists(rows_of("Passage").live().filter(article=models.OuterRef("pk"))))

    def being_read(self, *, places: int | None = None) -> Self:
        """Those that blind reading would hold back: see `blind`; as if so many readings were wanted, if given."""
        return self.current().filter(being_read("", places=places))

    def free_in(self, collection: "Collection", *, editor: "User") -> Self:
        """Those of the collection that the editor does not read yet and finds a place free in; none replaced.

        One that was taken away from the editor is not free for them. A list of these that ends early is read off
        the index of publication, whatever the collection's size.
        """
        free = self.filter(collection=collection).with_too_few_readers(collection.editors_per_article)
        mine = rows_of("Assignment").filter(article=models.OuterRef("pk"), editor=editor)
        return free.filter(~models.Exists(mine))

    def free_in_each(self, collections: list["Collection"], *, editor: "User", most: int) -> list["Article"]:
        """At most so many free articles of each collection, in the order they are given out; two queries for all."""
        free = [self.free_in(each, editor=editor).oldest_first().values("pk")[:most] for each in collections]
        if not free:
            return []
        chosen = free[0].union(*free[1:], all=True) if free[1:] else free[0]
        articles = self.filter(pk__in=[row["pk"] for row in chosen])
        return list(articles.oldest_first().without_text().fetch_mode(models.FETCH_RAISE))

    def readable_also_by(self, editor: "User") -> Self:
        """Those that this editor could read besides: neither archived, nor replaced, nor read by them already."""
        mine = rows_of("Assignment").filter(article=models.OuterRef("pk"), editor=editor)
        return self.current().filter(~models.Exists(mine), ~self._replaced())

    def for_results(self) -> Self:
        """With collection; whatever else a template asks for is refused."""
        return (
            self.without_text()
            .select_related("collection")
            .defer("collection__guidelines")
            .fetch_mode(models.FETCH_RAISE)
        )

    def stretch(self, *, size: int, after: int | None = None, before: int | None = None) -> Stretch:
        """The `size` newest, or those next to the article of that number: older (after) or newer (before).

        Nothing is counted and nothing skipped one by one, so that the last page costs what the first does.
        With a number that is none of these articles it begins at the newest.
        """
        marker = after or before
        place = self.filter(pk=marker).values_list("published_at", "pk").first() if marker else None
        if place is None:
            found = list(self.newest_first()[: size + 1])
            return Stretch(found[:size], has_newer=False, has_older=len(found) > size)
        if after:
            found = self._older(*place, count=size + 1)
            return Stretch(found[:size], has_newer=True, has_older=len(found) > size)
        found = self._newer(*place, count=size + 1)
        return Stretch(found[:size][::-1], has_newer=len(found) > size, has_older=True)

    def _older(self, published: Any, pk: int, *, count: int) -> list["Article"]:
        """The next ones down the list, nearest first. The index serves the plain bound on the date."""
        undated = self.filter(published_at__isnull=True)
        if published is None:
            return list(undated.filter(pk__lt=pk).newest_first()[:count])
        dated = self.filter(published_at__lte=published).exclude(published_at=published, pk__gte=pk)
        found = list(dated.newest_first()[:count])
        return found + list(undated.newest_first()[: count - len(found)]) if len(found) < count else found

    def _newer(self, published: Any, pk: int, *, count: int) -> list["Article"]:
        """The next ones up the list, nearest first."""
        upwards = (models.F("published_at").asc(nulls_first=True), "pk")
        dated = self.filter(published_at__isnull=False).order_by(*upwards)
        if published is not None:
            return list(dated.filter(published_at__gte=published).exclude(published_at=published, pk__lte=pk)[:count])
        found = list(self.filter(published_at__isnull=True, pk__gt=pk).order_by(*upwards)[:count])
        return found + list(dated[: count - len(found)]) if len(found) < count else found
