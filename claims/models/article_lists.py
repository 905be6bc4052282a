"""Filters of articles on their own columns, chainable, and the pages of their lists.

Lists stay quick whatever their length: they are cut by the place after which they go on, not by counting, and
the texts are left where they are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import MD5
from django.utils.translation import gettext_lazy as _

from claims.models.base import is_one_of
from claims.text.normalise import fingerprint_stripped, typed

if TYPE_CHECKING:
    from claims.models.articles import Article
    from claims.models.users import User


MOST_DOUBLES = 100  # texts that a list of doubles names


class ArticleState(models.TextChoices):
    """The progress of reading an article."""

    UNREAD = "unread", _("unread")
    IN_WORK = "in_work", _("in progress")
    HANDED_IN = "handed_in", _("handed in")
    ACCEPTED = "accepted", _("accepted")
    ARCHIVED = "archived", _("archived")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A page of a list that is cut without being counted."""

    articles: list["Article"]
    has_newer: bool
    has_older: bool


def address_digest() -> MD5:
    """SQL: a digest of an article's URL without what makes no difference (`claims/sql/bare_address.sql`)."""
    return MD5(models.Func("url", function="claims_bare_address"))


class ArticleQuerySet(models.QuerySet["Article"]):
    """Filters of articles."""

    def visible_to(self, user: "User") -> Self:
        """The articles of the user's collections, each with `role`."""
        return self.filter(collection__memberships__user=user).annotate(role=models.F("collection__memberships__role"))

    def current(self) -> Self:
        """The articles that are not archived."""
        return self.filter(archived=False)

    def newest_first(self) -> Self:
        """Ordered by day of publication, newest first; articles without one come last."""
        return self.order_by(models.F("published_at").desc(nulls_last=True), "-pk")

    def without_text(self) -> Self:
        """The same without the texts, of which one may have 20 MB."""
        return self.defer("text")

    def for_lists(self) -> Self:
        """The same with only the columns of a list. Reading anything else raises an error."""
        return self.only(
            "collection_id", "title", "language", "outlet", "byline", "published_at", "published_precision", "archived"
        ).fetch_mode(models.FETCH_RAISE)

    def for_import_report(self) -> Self:
        """The same with only the columns of an import report. Reading anything else raises an error."""
        return self.only("collection_id", "title", "language", "url").fetch_mode(models.FETCH_RAISE)

    def holding(self, query: str) -> Self:
        """The articles whose title, outlet and byline together contain every word of the query, in any case."""
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
        """The articles of one outlet."""
        return self.filter(outlet=outlet)

    def numbered(self, pk: int) -> Self:
        """The article with this id."""
        return self.filter(pk=pk)

    def numbered_among(self, numbers: list[int]) -> Self:
        """The articles with these ids."""
        return self.filter(is_one_of("id", numbers))

    def with_text(self, text: str) -> Self:
        """The articles with this text, apart from white space at its end; oldest copy first."""
        return self.filter(sha256_stripped=fingerprint_stripped(text)).order_by("copy_number")

    def doubles(self) -> list[list["Article"]]:
        """Articles whose texts are the same but for white space at their end, together; the first `MOST_DOUBLES`.

        Such texts came in before they were refused. One query.
        """
        again = self.filter(copy_number__gt=0).order_by("sha256_stripped").values("sha256_stripped").distinct()
        same = self.filter(sha256_stripped__in=again[:MOST_DOUBLES]).only("title", "collection_id", "sha256_stripped")
        together: dict[tuple[int, str], list[Article]] = {}
        for article in same.order_by("collection_id", "sha256_stripped", "copy_number"):
            together.setdefault((article.collection_id, article.sha256_stripped), []).append(article)
        return [articles for articles in together.values() if len(articles) > 1]

    def at_addresses(self, urls: Iterable[str]) -> list[list["Article"]]:
        """Articles that share one of these addresses, together; one alone is left out. One query.

        Small differences, as `www.` or a place in the page, make none here: see `claims/sql/bare_address.sql`.
        """
        wanted = sorted({url for url in urls if url})
        if not wanted:
            return []
        digests = models.Func(
            models.Value(wanted, output_field=ArrayField(models.TextField())),
            template="ARRAY(SELECT md5(claims_bare_address(each)) FROM unnest(%(expressions)s) AS each)",
        )
        found = self.exclude(url="").annotate(digest=address_digest()).filter(is_one_of("digest", digests))
        together: dict[str, list[Article]] = {}
        article: Any  # has `digest`
        for article in found.only("title", "url", "language", "collection_id").order_by("pk"):
            together.setdefault(article.digest, []).append(article)
        return [articles for articles in together.values() if len(articles) > 1]

    def brought_by(self, user: "User", *, since: int) -> Self:
        """The articles that this person imported, from the article with that id on."""
        return self.filter(created_by=user, pk__gte=since)

    def oldest_first(self) -> Self:
        """Ordered by day of publication, articles without one first: `newest_first` reversed, on the same index."""
        return self.order_by(models.F("published_at").asc(nulls_first=True), "pk")

    def for_results(self) -> Self:
        """The same with collections and without texts. Reading anything else raises an error."""
        return (
            self.without_text()
            .select_related("collection")
            .defer("collection__guidelines")
            .fetch_mode(models.FETCH_RAISE)
        )

    def stretch(self, *, size: int, after: int | None = None, before: int | None = None) -> Stretch:
        """The page of the `size` newest articles, or of those next to an article: older (after) or newer (before).

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
