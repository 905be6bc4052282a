"""What a change of a collection's settings would show that blind reading hides, so that nobody does it by a slip."""

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from claims.models.articles import Article
from claims.models.assignments import Assignment
from claims.models.collections import Collection
from claims.queries.articles import articles_being_read, articles_with_passages


@dataclass(frozen=True, slots=True)
class Revealed:
    """How many articles would be open to all their editors, and how many of their readings go on."""

    articles: int = 0
    readings: int = 0

    def __bool__(self) -> bool:
        return bool(self.articles)

    @property
    def sentence(self) -> str:
        """What would happen, with the counts, and how to go on."""
        articles = ngettext(
            "%(count)s article with passages is still being read",
            "%(count)s articles with passages are still being read",
            self.articles,
        )
        readings = ngettext(
            "%(count)s of its readings is not handed in",
            "%(count)s of their readings are not handed in",
            self.readings,
        )
        words = {
            "articles": articles % {"count": self.articles},
            "readings": readings % {"count": self.readings},
        }
        said = gettext(
            "%(articles)s, and %(readings)s. With this change every editor sees what the others have marked there so"
            " far, and it can be reviewed; that cannot be unseen. Tick “Show them” and save again to do it."
        )
        return said % words


def revealed_by(collection: Collection, *, blind: bool, editors_per_article: int) -> Revealed:
    """What the collection would show with these settings that it hides now. Two queries, none where nothing is blind.

    Counted are articles in which something is marked: in the others there is nothing to see.
    """
    if not collection.blind or (blind and editors_per_article >= collection.editors_per_article):
        return Revealed()
    hidden = articles_with_passages(articles_being_read(collection.articles))
    if blind:
        hidden = hidden.exclude(
            pk__in=articles_being_read(collection.articles, places=editors_per_article).values("pk")
        )
    articles = Article.objects.filter(pk__in=hidden.order_by().values("pk"))
    readings = Assignment.objects.filter(article__in=articles.values("pk")).going_on()
    return Revealed(articles.count(), readings.count())
