"""Segments: the page's text is the article's text, and every passage comes back from it with its words."""

import uuid
from collections import defaultdict
from html.parser import HTMLParser

from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from annotate.presenters.article_text import Highlight, blocks_around, draw
from claims.spans import Spans
from claims.text.sentences import blocks

# Letters of several scripts, an emoji family, a flag, combining marks, line ends and quotation marks.
pieces = st.sampled_from(
    [
        "a",
        "Wort ",
        "“",
        "”",
        ". ",
        "\n",
        "\n\n",
        "👩‍👩‍👧",
        "🇺🇦",
        "e\u0301",
        "مرحبا ",
        "\u200f",
        "<b>",
        "&amp;",
        "\t",
        "\u2028",
        "x" * 40,
    ],
)
texts = st.lists(pieces, min_size=1, max_size=40).map("".join).filter(lambda text: text.strip())


@st.composite
def marked_texts(draw_one):
    text = draw_one(texts)
    position = st.integers(0, len(text))
    pair = st.tuples(position, position).map(lambda ends: (min(ends), max(ends)))
    spans = st.lists(pair, max_size=3).map(Spans.of)
    highlights = [
        Highlight(
            uuid.uuid4(),
            draw_one(st.sampled_from(["assertion", "refutation", "quote"])),
            draw_one(spans),
            draw_one(spans),
            draw_one(spans),
        )
        for _ in range(draw_one(st.integers(0, 5)))
    ]
    return text, highlights


@given(marked_texts(), st.sampled_from([12, 1500]))
def test_the_segments_hold_the_text_to_the_letter_and_each_passage_its_words(marked, limit):
    text, highlights = marked
    drawn = list(draw(text, blocks(text, limit), highlights))
    assert "".join(segment.text for block in drawn for segment in block.segments) == text
    for block in drawn:
        assert "".join(segment.text for segment in block.segments) == text[block.start : block.end]
        assert all(segment.text for segment in block.segments)
    for highlight in highlights:
        shown = "".join(
            segment.text
            for block in drawn
            for segment in block.segments
            if str(highlight.id) in segment.passages.split()
        )
        assert shown == "".join(highlight.content.words(text))


@given(marked_texts(), st.sampled_from([12, 1500]))
def test_touched_blocks_are_found_without_reading_the_rest(marked, limit):
    text, highlights = marked
    every = blocks(text, limit)
    for highlight in highlights:
        wanted = [block for block in every if highlight.content.touches(block.start, block.end)]
        found = blocks_around(text, [highlight.content], limit)
        assert [(block.start, block.end, block.opens, block.closes) for block in found] == [
            (block.start, block.end, block.opens, block.closes) for block in wanted
        ]


class Page(HTMLParser):
    """What a browser makes of the HTML: all its text, and the text of each passage's marks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.passages, self.open = "", defaultdict(str), []

    def handle_starttag(self, tag, attributes):
        self.open.append(dict(attributes).get("data-passages", "").split())

    def handle_endtag(self, tag):
        self.open.pop()

    def handle_data(self, data):
        self.text += data
        for passage in self.open[-1] if self.open else ():
            self.passages[passage] += data


@given(marked_texts())
def test_the_rendered_page_gives_text_and_words_back(marked):
    text, highlights = marked
    html = render_to_string("annotate/workbench.html#text-blocks", {"blocks": draw(text, blocks(text), highlights)})
    page = Page()
    # The line ends between paragraphs stand outside any block.
    page.feed(html.replace("</p>\n", "</p>"))
    page.close()
    assert page.text == text
    for highlight in highlights:
        assert page.passages[str(highlight.id)] == "".join(highlight.content.words(text))


def test_nested_marks_stack_outermost_first():
    text = "The minister denied that it was known."
    outer = Highlight(uuid.uuid4(), "refutation", Spans.of([(13, 37)]), Spans(), Spans())
    inner = Highlight(uuid.uuid4(), "assertion", Spans.of([(20, 37)]), Spans.of([(13, 19)]), Spans.of([(0, 12)]))
    (block,) = draw(text, blocks(text), [inner, outer])
    assert [(segment.text, segment.classes) for segment in block.segments] == [
        ("The minister", "source"),
        (" ", ""),
        ("denied", "refutation cue"),
        (" ", "refutation"),
        ("that it was known", "assertion in-refutation"),
        (".", ""),
    ]
    assert block.segments[4].passages == f"{inner.id} {outer.id}"


def test_blank_lines_are_kept_but_not_shown():
    (first, second) = draw("One.\n\n\nTwo.\n", blocks("One.\n\n\nTwo.\n"), [])
    assert [(segment.text, segment.classes) for segment in first.segments] == [("One.", ""), ("\n\n\n", "gap")]
    assert second.segments[0].text == "Two."


def test_ones_own_keep_their_wash_where_another_marked_the_same_words():
    text = "The plan was known to all."
    same, wide, inner = Spans.of([(4, 18)]), Spans.of([(0, 25)]), Spans.of([(4, 8)])
    mine, theirs = uuid.UUID(int=2), uuid.UUID(int=1)

    def drawn(*highlights):
        [block] = draw(text, blocks(text), highlights)
        return {segment.text: (segment.classes, segment.passages) for segment in block.segments}

    def marked(pk, mark, content, *, other):
        return Highlight(pk, mark, content, Spans(), Spans(), other=other)

    both = drawn(marked(theirs, "quote", same, other=True), marked(mine, "assertion", same, other=False))
    assert both["plan was known"] == ("assertion in-quote", f"{mine} {theirs}")
    nested = drawn(marked(mine, "assertion", wide, other=False), marked(theirs, "quote", inner, other=True))
    assert nested["plan"][0] == "quote in-assertion"
    alone = drawn(marked(theirs, "quote", same, other=True))
    assert alone["plan was known"][0] == "quote other"
