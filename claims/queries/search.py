"""Full-text search in the articles and passages of a person's collections.

A person finds the articles of their collections and the passages that they may read there, and nothing else; so a
passage that blind reading hides from them is not found, whatever its words.
"""

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection, models
from django.db.models.functions import Substr

from claims.models.articles import Article
from claims.models.passages import Passage
from claims.models.search_words import ArticleWords, PassageWords, SearchWords
from claims.queries.wanted_words import Wanted, wanted_words
from claims.text.folding import asked, fold
from claims.text.search_configurations import search_configuration

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claims.models.collections import Collection
    from claims.models.users import User

type Place = tuple[int, int]

# Around a word that was found; signs that no folded text holds.
BEFORE, BEHIND = "\ue000", "\ue001"
MOST_READ = 100_000  # code points of a passage that words are looked for in


@dataclass(frozen=True, slots=True)
class Highlighted:
    """Where words that were asked for stand, counted in the folded title and the folded text."""

    in_title: list[Place]
    text: str
    in_text: list[Place]


def _held(kept: type[SearchWords], query: str) -> models.Q:
    """Which rows hold what is asked for; each by its own configuration. One small query for each that is in use."""
    condition = models.Q(pk__in=[])
    for configuration in _configurations_of(kept) if asked(query) else ():
        condition |= models.Q(configuration=configuration, vector=Wanted(query, configuration))
    return condition


def _configurations_of(model: type[SearchWords]) -> list[str]:
    """The configurations that rows have, each once, from one to the next along their index."""
    found: list[str] = []
    rows: Any = model._default_manager.order_by("configuration").values_list("configuration", flat=True)
    while following := rows.filter(configuration__gt=found[-1] if found else "").first():
        found.append(following)
    return found


def articles_found(query: str, *, user: "User", collection: "Collection | None" = None) -> Any:
    """Articles whose text, title, outlet or byline hold what is asked for, newest first; archived ones too.

    Beginnings of words are found everywhere, other parts of words in titles, outlets and bylines alone.
    """
    visible = Article.objects.visible_to(user)
    if collection:
        visible = visible.filter(collection=collection)
    held = ArticleWords.objects.filter(_held(ArticleWords, query)).values("article")
    described = visible.holding(query).values("pk")
    return visible.filter(models.Q(pk__in=held) | models.Q(pk__in=described)).newest_first().for_results()


def passages_found(query: str, *, user: "User", blind: bool, collection: "Collection | None" = None) -> Any:
    """Passages that hold what is asked for and that the user may read, of the newest article first.

    `blind`: whether the user reads blind anywhere (`reads_blind`).
    """
    readable = Passage.objects.readable_by(user, blind=blind)
    if collection:
        readable = readable.in_collection(collection)
    held = PassageWords.objects.filter(_held(PassageWords, query)).values("passage")
    found = readable.filter(pk__in=held).newest_first()
    return found.select_related("article__collection").defer("article__text", "article__collection__guidelines")


def in_articles(articles: "Iterable[Article]", query: str) -> dict[int, Highlighted]:
    """For each of these articles where words that were asked for stand in its title, and in the first stretch of its
    text that holds them; by number. Two queries.
    """
    articles = list(articles)
    rows = ArticleWords.objects.filter(_held(ArticleWords, query), article__in=[each.pk for each in articles])
    stretch = Substr("article__text", models.F("start") + 1, models.F("end") - models.F("start"))
    firsts = rows.annotate(stretch=stretch).order_by("article", "start").distinct("article")
    texts = dict(firsts.values_list("article", "stretch"))
    wanted = [(each.title, each.language) for each in articles]
    wanted += [(texts.get(each.pk, ""), each.language) for each in articles]
    places = _places_in(wanted, query)
    return {
        each.pk: Highlighted(places[at], texts.get(each.pk, ""), places[len(articles) + at])
        for at, each in enumerate(articles)
    }


def in_passages(passages: "Iterable[Passage]", query: str) -> dict[uuid.UUID, Highlighted]:
    """The same for the words of passages, which have no title; by id. One query."""
    passages = list(passages)
    texts = [each.exact[:MOST_READ] for each in passages]
    languages = [each.article.language for each in passages]
    places = _places_in(list(zip(texts, languages, strict=True)), query)
    return {each.pk: Highlighted([], text, here) for each, text, here in zip(passages, texts, places, strict=True)}


def _places_in(texts: list[tuple[str, str]], query: str) -> list[list[Place]]:
    """Where words that were asked for stand in each of these texts, of that language, when it is folded."""
    wanted, parameters = wanted_words(asked(query), "('pg_catalog.' || configuration)::regconfig", [])
    if not texts or not wanted:
        return [[] for _ in texts]
    folded = [fold(text) for text, _language in texts]
    configurations = [search_configuration(language) for _text, language in texts]
    options = f"HighlightAll=true, StartSel={BEFORE}, StopSel={BEHIND}"
    with connection.cursor() as cursor:
        cursor.execute(_HIGHLIGHT.format(wanted=wanted), [folded, configurations, *parameters, options])
        return [sorted({*_places(stemmed), *_places(unstemmed)}) for stemmed, unstemmed in cursor.fetchall()]


# Words are kept by their stems and as they stand; a headline knows of one way only.
_HIGHLIGHT = """
SELECT
    ts_headline(('pg_catalog.' || configuration)::regconfig, words, wanted, options),
    ts_headline('pg_catalog.simple', words, wanted, options)
FROM
    unnest(%s::text[], %s::text[]) WITH ORDINALITY AS each(words, configuration, number),
    LATERAL (SELECT {wanted} AS wanted, %s AS options) AS asked
ORDER BY number
"""


def _places(highlighted: str) -> "Iterator[Place]":
    """Where the highlighted stretches begin and end in the text without what highlights them."""
    before, *stretches = highlighted.split(BEFORE)
    reached = len(before)
    for stretch in stretches:
        words, _, behind = stretch.partition(BEHIND)
        yield reached, reached + len(words)
        reached += len(words) + len(behind)
