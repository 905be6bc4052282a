"""What a query asks for, as Postgres compares it with the words that are kept: SQL, and what stands in its places.

Words go to Postgres as they are folded, letters and digits alone, and none of them is ever read as an operator. A word
is found by its stem. One that may be a beginning is also compared with the words as they stand, so that `policy` and
`policymak` find policymakers, whatever the stemmer makes of them; by the beginning of its stem where the stemmer takes
off more than an ending; and without the Arabic article, which the stemmer takes off whole words alone. So an article
that was found stays found while somebody types a word of it to its end.

Words that a language leaves out, as `the`, ask nothing beside others; alone they may be the beginning of a word.
"""

from typing import Any

from django.contrib.postgres.search import SearchQuery

from claims.text.folding import FEWEST_LETTERS, Term, asked

ARTICLE = "ال"

type Sql = tuple[str, list[str]]


class Wanted(SearchQuery):
    """What a query asks for of rows of that configuration."""

    def __init__(self, query: str, configuration: str) -> None:
        super().__init__(query)
        self.query, self.configuration = query, configuration

    def as_sql(self, *_args: Any, **_named: Any) -> tuple[str, tuple[str, ...]]:
        """For Django."""
        sql, parameters = wanted_words(asked(self.query), "%s::regconfig", [f"pg_catalog.{self.configuration}"])
        return sql, tuple(parameters)


def wanted_words(alternatives: list[list[Term]], configuration: str, named: list[str]) -> Sql:
    """The SQL of a tsquery, by a configuration that is SQL itself, with its parameters. Empty for no word."""
    build = _Builder(configuration, named)
    return _joined([build.alternative(terms) for terms in alternatives], "||")


def _joined(parts: list[Sql], operator: str) -> Sql:
    if not parts:
        return "", []
    return f"({f' {operator} '.join(sql for sql, _ in parts)})", [each for _, named in parts for each in named]


class _Builder:
    """Builds the SQL of one query's terms."""

    def __init__(self, configuration: str, named: list[str]) -> None:
        self.configuration, self.named = configuration, named

    def alternative(self, terms: list[Term]) -> Sql:
        """Terms that must all be there, or must not."""
        sql, parameters = _joined([self._term(term) for term in terms if not term.is_excluded], "&&")
        beginnings = [term for term in terms if term.is_beginning]
        if beginnings:
            # Where the language leaves all of the words out, the last may be the beginning of another.
            beginning, its = self._beginning(beginnings[-1].words)
            sql = f"CASE WHEN numnode({sql}) = 0 THEN {beginning} ELSE {sql} END"
            parameters = [*parameters, *its, *parameters]
        excluded = [self._phrase(term.words) for term in terms if term.is_excluded]
        wanted = [(sql, parameters)] if sql else []
        return _joined([*wanted, *((f"!! {each}", its) for each, its in excluded)], "&&")

    def _term(self, term: Term) -> Sql:
        sql, parameters = self._phrase(term.words)
        if not term.is_beginning:
            return sql, parameters
        beginning, its = self._beginning(term.words)
        last, lasts = self._phrase(term.words[-1:])
        # Where the language leaves the word out, it must not ask for others either.
        sql = f"CASE WHEN numnode({last}) = 0 THEN {sql} ELSE ({sql} || {beginning}) END"
        return sql, [*lasts, *parameters, *parameters, *its]

    def _phrase(self, words: list[str]) -> Sql:
        """Stemmed words, each behind the other."""
        return f"phraseto_tsquery({self.configuration}, %s)", [*self.named, " ".join(words)]

    def _beginning(self, words: list[str]) -> Sql:
        """The same, but the last is only the beginning of a word."""
        # Nothing that `fold` answers holds a quotation mark or a backslash.
        as_they_stand = " <-> ".join(f"'{word}'" for word in words)
        sql, parameters = "to_tsquery('pg_catalog.simple', %s)", [f"{as_they_stand}:*"]
        if len(words[-1]) < FEWEST_LETTERS:
            return sql, parameters
        last, lasts = self._beginning_of_stem(words[-1])
        if words[:-1]:
            first, firsts = self._phrase(words[:-1])
            last, lasts = f"({first} <-> {last})", [*firsts, *lasts]
        return f"({sql} || {last})", [*parameters, *lasts]

    def _beginning_of_stem(self, word: str) -> Sql:
        """Words that begin as this one, or as its stem where that is another beginning; with an article or without."""
        stem, stems = self._phrase([word])
        lexeme, bare = f"'{word}':*", word.removeprefix(ARTICLE)
        unstemmed = lexeme if len(bare) < FEWEST_LETTERS else " | ".join({lexeme: "", f"'{bare}':*": ""})
        sql = (
            "(to_tsquery('pg_catalog.simple', %s) ||"
            f" CASE WHEN starts_with(%s, trim(both '''' from ({stem})::text)) THEN ''::tsquery"
            f" ELSE to_tsquery({self.configuration}, %s) END)"
        )
        return sql, [unstemmed, word, *stems, *self.named, lexeme]
