"""The words that articles and passages are found by, kept beside them for Postgres' full-text search.

Actions that write an article or a passage store its words here in the same transaction, by
`claims.actions.search_words_update`; nothing else does. The words are folded (`claims.text.folding`) and stemmed by the
language of the article, so that a row is found by a query that was folded and stemmed in the same way: hence
`configuration`. The texts themselves are not stored again.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from claims.text.folding import fold
from claims.text.sentences import blocks

if TYPE_CHECKING:
    pass

# Of one row. Postgres knows the places of words up to the 16,383rd, and a row's words have at most 1 MB with all that
# belongs to them. Hardly any article has more; of one that has, each row holds title and outlet too.
MOST_WORDS = 12_000
MOST_SIGNS = 100_000


class SearchWords(models.Model):
    """Words that something is found by."""

    # As text, since Postgres cannot be upgraded in place over a regconfig column.
    configuration = models.CharField(max_length=32, editable=False)
    vector = SearchVectorField(editable=False)

    class Meta:
        abstract = True


class ArticleWords(SearchWords):
    """The words of a stretch of an article, with those of its title, outlet and byline."""

    article = models.ForeignKey("Article", models.CASCADE, related_name="search_words", editable=False)
    # In code points of the text.
    start = models.PositiveIntegerField(editable=False)
    end = models.PositiveIntegerField(editable=False)

    class Meta:
        indexes = [
            GinIndex(fields=["vector"], name="article_words"),
            models.Index(fields=["configuration"], name="article_words_language"),
        ]

    def __str__(self) -> str:
        return f"{self.start}..{self.end}"


class PassageWords(SearchWords):
    """The words of a passage."""

    passage = models.OneToOneField("Passage", models.CASCADE, related_name="search_words", editable=False)

    class Meta:
        indexes = [
            GinIndex(fields=["vector"], name="passage_words"),
            models.Index(fields=["configuration"], name="passage_words_language"),
        ]

    def __str__(self) -> str:
        return f"{self.configuration}"


def vector_of(words: str, configuration: str) -> models.Func:
    """SQL: the vector of folded words, by their stems and as they stand."""
    return models.Func(models.Value(configuration), models.Value(words), function="claims_search_words")


def stretches(text: str) -> Iterator[tuple[int, int, str]]:
    """The text in stretches that are not too long for one row: start, end and the folded words of each."""
    start = end = count = size = 0
    folded: list[str] = []
    for block in blocks(text):
        words = fold(text[block.start : block.end])[:MOST_SIGNS]
        number = words.count(" ") + 1
        if folded and (count + number > MOST_WORDS or size + len(words) > MOST_SIGNS):
            yield start, end, "".join(folded)
            start, count, size, folded = end, 0, 0, []
        folded.append(words)
        end, count, size = block.end, count + number, size + len(words)
    yield start, end, "".join(folded)
