"""Update the words that articles and passages are found by. Part of each action that writes an article or a passage.

The words are written in the same transaction as the article or the passage, and nowhere else.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from claims.models.base import rows_of
from claims.models.search_words import ArticleWords, PassageWords, stretches, vector_of
from claims.text.folding import fold
from claims.text.search_configurations import search_configuration

if TYPE_CHECKING:
    from claims.models.articles import Article


def update_article_words(articles: "Iterable[Article]") -> None:
    """Store the present words of these articles in place of earlier ones. Two queries."""
    articles = list(articles)
    ArticleWords.objects.filter(article__in=[article.pk for article in articles]).delete()
    ArticleWords.objects.bulk_create([row for article in articles for row in _rows_of(article)], batch_size=200)


def _rows_of(article: "Article") -> Iterator[ArticleWords]:
    configuration = search_configuration(article.language)
    heading = fold(f"{article.title}\n{article.outlet}\n{article.byline}\n")
    for start, end, words in stretches(article.text):
        vector = vector_of(heading + words, configuration)
        yield ArticleWords(article=article, start=start, end=end, configuration=configuration, vector=vector)


def update_passage_words(passages: "Iterable[Any]") -> None:
    """Store the present words of these passages in place of earlier ones. One query."""
    rows = []
    for passage in passages:
        configuration = search_configuration(passage.article.language)
        _start, _end, words = next(stretches(passage.exact))
        vector = vector_of(words, configuration)
        rows.append(PassageWords(passage=passage, configuration=configuration, vector=vector))
    PassageWords.objects.bulk_create(
        rows, 500, update_conflicts=True, unique_fields=["passage"], update_fields=["configuration", "vector"]
    )


def update_words_of_passages_in(article: "Article") -> None:
    """Store the words of all passages of an article anew, after its language changed."""
    passages = rows_of("Passage").filter(article=article.pk).select_related("article").defer("article__text")
    update_passage_words(passages)
