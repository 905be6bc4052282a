"""Whatever Unicode a text holds, its words come back from the database and from both forms of the table."""

import csv
import io
from itertools import count

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from claims.actions.passage_create import create_passage
from claims.actions.passage_edit import set_passage_note
from claims.exchange.filters import choose
from claims.exchange.registry import EXPORTS
from claims.exchange.stream import pieces
from claims.models import Passage
from claims.spans import Spans
from claims.text.normalise import canonical
from claims.text.short_texts import mended_paragraphs, searched
from claims.text.spreadsheet_cells import plain
from tests import make

numbers = count(1)

# All of Unicode but what `canonical` refuses, with what is hard for a table more often.
hard = st.sampled_from(
    [*"=+-@'\"\t\r\n,;… ", "\r\n", "\ufeff", "\u2028", "\x85", "👩\u200d👩\u200d👧", "e\u0301", "ﷺ", "\\.", "\x1a"]
)
letters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
texts = st.lists(hard | letters | st.text(letters, max_size=12), min_size=1, max_size=40).map("".join)


@given(texts, st.integers(0, 200), st.integers(1, 200), st.integers(1, 50), st.integers(1, 50))
@example("\r\n=1+1\t“A,” he said", 0, 6, 3, 4)
@example("'quoted'", 0, 8, 1, 1)
@example("\\.", 0, 2, 1, 1)
@example("=\x1f", 0, 2, 1, 1)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_words_come_back(editor, text, start, size, gap, more):
    try:
        kept = canonical(text)
        collection = make.collection(f"c{next(numbers)}", by=editor)
        # Only the text of an article is kept as it is; a title and a note hold what may be in them.
        article = make.article(collection, text=text, title=searched(kept[:150]) or "-")
        first = start % len(kept)
        second = first + size + gap
        content = Spans.of(
            (begin, min(end, len(kept)))
            for begin, end in ((first, first + size), (second, second + more))
            if begin < len(kept)
        )
        made, _ = create_passage(
            id=make.uuid7(), article=article, by=editor, role="manager", mark="quote", content=content,
            cue=Spans.of([(0, 1)]),
        )  # fmt: skip
    except ValidationError:
        # No visible sign in the text, or none in the spans.
        assume(False)
    note = mended_paragraphs(kept)
    set_passage_note(made, note=note, by=editor, version=made.version, action=make.uuid7())
    stored = Passage.objects.select_related("article").get(pk=made.pk)
    assert (stored.article.text, stored.note) == (kept, note.strip())
    assert stored.exact == " … ".join(kept[a:b] for a, b in stored.content)
    choice = choose(collection, statuses=["draft"])
    for safe in (False, True):
        file = b"".join(pieces(EXPORTS["csv"], choice.passages(), safe=safe)).decode()
        (row,) = csv.DictReader(io.StringIO(file, newline=""))
        if safe:
            assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values())
            row = {name: plain(cell) for name, cell in row.items()}
        assert row["text"] == stored.exact
        assert (row["prefix"], row["suffix"], row["cue"]) == (stored.prefix, stored.suffix, stored.cue_text)
        assert row["note"] == stored.note
        assert row["article_title"] == stored.article.title
        assert Spans.parse(row["spans"]) == stored.content
        assert kept[int(row["start"]) : int(row["end"])].startswith(kept[stored.content.start])


@pytest.fixture
def editor(db: None):
    return make.user("edith")
