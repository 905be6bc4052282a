"""What an exported table is made of: named columns, each with the SQL that fills its cells.

The database writes the rows itself (see `stream`), so a format is a list of columns and the FROM that they are
read from. Every cell is settled here: times are ISO 8601 in UTC, spans look like `12..30;45..60`, lists are
joined by `; `, and what is empty is an empty cell without quotation marks.
"""

from dataclasses import dataclass

from django.utils.functional import Promise

from claims.text.spreadsheet_cells import guarded_sql


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, and the SQL of its cells in words from the table's `source`."""

    name: str
    sql: str
    # Whether people wrote what stands there; everything else is made here and is never risky.
    free: bool = False

    def select(self, *, safe: bool) -> str:
        """The SQL of the cells, named; `safe` does what `spreadsheet.safe` does."""
        cell = self.sql
        if self.free:
            if safe:
                cell = guarded_sql(cell)
            cell = f"nullif({cell}, '')"
        return f'{cell} AS "{self.name}"'


@dataclass(frozen=True, slots=True)
class Table:
    """An export format: `source` is the FROM and ORDER BY, with `:passages` where the chosen ones go.

    Its parameters are those of the chosen passages and then, for `site`, the address of this installation.
    """

    label: str | Promise
    description: str | Promise
    columns: tuple[Column, ...]
    source: str

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    def select(self, passages: str, *, safe: bool) -> str:
        """The SELECT of the whole table over the passages that the given SELECT chooses."""
        cells = ",\n  ".join(column.select(safe=safe) for column in self.columns)
        return f"SELECT\n  {cells}\n{self.source.replace(':passages', passages)}"


def words(name: str, sql: str) -> Column:
    """A column of what people wrote. `sql` is the name of a column, since it may be asked for three times."""
    return Column(name, sql, free=True)


def fact(name: str, sql: str) -> Column:
    """A column of what the program made: ids, numbers, words of a closed list."""
    return Column(name, sql)


def moment(name: str, sql: str) -> Column:
    """A column of times, to the microsecond."""
    return Column(name, f"""to_char({sql} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"')""")


def spans(name: str, sql: str) -> Column:
    """A column of spans: Postgres writes `{[12,30),[45,60)}`, the contract `12..30;45..60`."""
    pairs = f"replace(replace({sql}::text, '),[', ';'), ',', '..')"
    return Column(name, f"nullif(btrim({pairs}, '{{[)}}'), '')")


def truth(name: str, sql: str) -> Column:
    """A column of `true` and `false`."""
    return Column(name, f"{sql}::text")


# The day where only that is known, else the time, as `Article.published` has it.
PUBLISHED = Column(
    "published",
    "to_char(article.published_at AT TIME ZONE 'UTC', CASE article.published_precision"
    """ WHEN 'day' THEN 'YYYY-MM-DD' ELSE 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"' END)""",
)
PASSAGE_URL = fact("passage_url", "site.address || '/passages/' || passage.id || '/'")
ARTICLE_URL = fact("article_url", "site.address || '/articles/' || article.id || '/'")

# What every table of passages begins with: each chosen passage with its article, collection and people.
PASSAGES = """
FROM (:passages) AS passage
CROSS JOIN (VALUES (%s)) AS site (address)
JOIN claims_article AS article ON article.id = passage.article_id
JOIN claims_collection AS collection ON collection.id = article.collection_id
JOIN claims_user AS editor ON editor.id = passage.editor_id
LEFT JOIN claims_user AS reviewer ON reviewer.id = passage.reviewed_by_id
"""


def _looked_up(table: str, columns: str, *, by: str) -> str:
    """The row of that number. The limit keeps it a look-up by its index, passage by passage.

    A plain join is one too as long as Postgres knows how many rows there are; in tables that were never analyzed (a
    restored backup) it took a hundred parts for each passage, and read the whole table for each instead.
    """
    return f"(SELECT {columns} FROM {table} WHERE id = {by} LIMIT 1)"


_ACTOR = "id, name, kind, affiliation_id"
_CLAIM = "id, statement"
_NAMED_ACTOR = _looked_up("claims_actor", "id, merged_into_id", by="part.actor_id")
_NAMED_CLAIM = _looked_up("claims_claim", "id, merged_into_id", by="part.claim_id")
_RESOLVED_ACTOR = _looked_up("claims_actor", _ACTOR, by="coalesce(named.merged_into_id, named.id)")
_RESOLVED_CLAIM = _looked_up("claims_claim", _CLAIM, by="coalesce(named.merged_into_id, named.id)")
# Parts, each with what it went to where that was merged into another. Two that went to the same count as one.
ATTRIBUTED = f"""
claims_attribution AS part
CROSS JOIN LATERAL {_NAMED_ACTOR} AS named
CROSS JOIN LATERAL {_RESOLVED_ACTOR} AS actor
"""
STATED = f"""
claims_statement AS part
CROSS JOIN LATERAL {_NAMED_CLAIM} AS named
CROSS JOIN LATERAL {_RESOLVED_CLAIM} AS claim
"""
DENIED = f"""
claims_denial AS part
LEFT JOIN LATERAL {_NAMED_CLAIM} AS named ON TRUE
LEFT JOIN LATERAL {_RESOLVED_CLAIM} AS claim ON TRUE
"""
IN_ORDER = 'passage.article_id, passage.start, passage."end" DESC, passage.id'
