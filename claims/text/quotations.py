"""What stands in quotation marks: the limits of quotations, and the form of a passage read off them.

The same sign opens in one language, closes in another and is an apostrophe in a third, so marks are told
apart by what stands around them. Read paragraph by paragraph: a quotation left open ends with its paragraph,
and the next may open it again, as newspapers set it. Pure: text and numbers in, numbers and words out.
Positions are Unicode code points; ranges are half-open and include the marks.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal

from claims.spans import Spans
from claims.text.quotation_marks import STRAIGHT, Mark, in_word, is_solid, marks

Range = tuple[int, int]
Form = Literal["direct", "mixed", "indirect"]

# What may close a quotation that this sign opened: “A”, „B“ „B” „B", »C« »C», ‚D‘, ”E” as Swedish has it.
_CLOSERS = {
    # Typists mix curly and straight marks.
    "“": "”",
    "„": '“”"',
    "”": "”",
    '"': '"”',
    "״": "״",
    "＂": "＂",
    "〝": "〞〟",
    "«": "»",
    "»": "«»",
    "‹": "›",
    "›": "‹›",
    "「": "」",
    "『": "』",
    "‘": "’",
    "‚": "‘’'",
    "'": "'",
}
_SINGLE = frozenset("‚‘’'")
# These open as well as close: they close nothing where they stand as an opening mark does.
_BOTH_WAYS = frozenset('"״＂“«»‹›')
# Words that an apostrophe begins: ’90s, ’em, rock ’n’ roll; German ’ne, ’rum.
_ELISION = re.compile(r"['’‘](?:\d0s|em|til|tis|twas|cause|bout|n|s|ne|nen|nem|ner|rum|rein|raus)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]")
_SOLID = re.compile(r"\S")
# How far from a passage the marks of its paragraph are read, in code points: no paragraph of a report is longer.
REACH = 20_000
PARAGRAPHS_KEPT = 256
# Deeper than any writer goes; keeps a text of nothing but opening marks from costing more than its length.
_DEEPEST = 8


def quotations(text: str, start: int, end: int) -> tuple[Range, ...]:
    """The outermost quotations of the paragraphs from `start` to `end`, in order."""
    return _outermost(_in_paragraphs(text, start, end))


def inner_quotations(text: str, start: int, end: int) -> tuple[Range, ...]:
    """The quotations inside other quotations, in order of their start, the larger first."""
    found = sorted(_in_paragraphs(text, start, end), key=_larger_first)
    outermost = frozenset(_outermost(found))
    return tuple(pair for pair in found if pair not in outermost)


def quotations_around(text: str, start: int, end: int) -> tuple[Range, ...]:
    """The outermost quotations of the paragraphs that the range touches; no other paragraph is read.

    Nor is more than `REACH` code points to either side, so that it is quick in a text without line ends.
    """
    return quotations(text, *_limits_around(text, start, end))


def quotations_beside(text: str, content: Spans) -> tuple[Range, ...]:
    """The outermost quotations of the paragraphs where the content begins and ends, and of all between if it is short.

    A content of more than `REACH` code points is read at its two ends, so that fragments far apart cost no more.
    """
    start, end = content.start, content.end
    if end - start <= REACH:
        return quotations_around(text, start, end)
    first = quotations_around(text, start, start)
    second = quotations_around(text, end, end)
    return (*first, *(pair for pair in second if not first or pair[0] >= first[-1][1]))


def unpaired(words: str) -> list[int]:
    """Where double quotation marks stand in one line that open or close nothing there, in order."""
    paired = {
        position
        for start, end in _in_paragraph(words)
        if words[end - 1] in _CLOSERS.get(words[start], "") and end - start > 1
        for position in (start, end - 1)
    }
    double = (mark for mark in marks(words) if mark.sign not in _SINGLE)
    # 5" stands beside a number: it is no quotation mark.
    signs = (mark.position for mark in double if not (mark.sign in STRAIGHT and mark.before.isdecimal()))
    return [position for position in signs if position not in paired]


def _limits_around(text: str, start: int, end: int) -> Range:
    low = max(start - REACH, 0)
    line_end = text.find("\n", end, end + REACH)
    return text.rfind("\n", low, start) + 1 or low, min(end + REACH, len(text)) if line_end < 0 else line_end


def quotation_at(text: str, position: int) -> Range | None:
    """The outermost quotation around a position; one that ends right there if none is around it."""
    found = quotations_around(text, position, position)
    inside = (pair for pair in found if pair[0] <= position < pair[1])
    behind = (pair for pair in found if pair[1] == position)
    return next(inside, None) or next(behind, None)


def form_of(text: str, content: Spans) -> Form:
    """`direct` when all letters and digits of the content stand in quotation marks, `mixed` when some do.

    The marks themselves may be in the content or just outside it. Content without a letter or digit is judged
    by whatever it has.
    """
    for pattern in (_WORD, _SOLID):
        quoted, unquoted = _sides(text, content, pattern)
        if quoted:
            return "mixed" if unquoted else "direct"
        if unquoted:
            break
    return "indirect"


def _sides(text: str, content: Spans, pattern: re.Pattern[str]) -> tuple[bool, bool]:
    """Whether the content has such characters inside quotation marks, and outside."""
    quoted = unquoted = False
    low = high = 0
    found: tuple[Range, ...] = ()
    for start, end in content:
        if not low <= start <= end <= high:
            # Fragments of one paragraph are looked up in what was read for the first of them.
            low, high = _limits_around(text, start, end)
            found = quotations(text, low, high)
        position = start
        for opening, closing in found:
            begin, stop = max(opening, start), min(closing, end)
            if begin >= end:
                break
            if begin < stop:
                unquoted = unquoted or bool(pattern.search(text, position, begin))
                quoted = quoted or bool(pattern.search(text, begin, stop))
                position = stop
        unquoted = unquoted or bool(pattern.search(text, position, end))
    return quoted, unquoted


def _outermost(pairs: Iterable[Range]) -> tuple[Range, ...]:
    found: list[Range] = []
    for pair in sorted(pairs, key=_larger_first):
        if not found or pair[0] >= found[-1][1]:
            found.append(pair)
    return tuple(found)


def _larger_first(pair: Range) -> Range:
    return pair[0], -pair[1]


def _in_paragraphs(text: str, start: int, end: int) -> Iterator[Range]:
    """All quotations, nested ones too, in no particular order."""
    while start < end:
        line_end = text.find("\n", start, end)
        if line_end < 0:
            line_end = end
        for opening, closing in _in_paragraph(text[start:line_end]):
            yield start + opening, start + closing
        start = line_end + 1


@lru_cache(maxsize=PARAGRAPHS_KEPT)
def _in_paragraph(text: str) -> tuple[Range, ...]:
    """All quotations of one paragraph. With every mark made in it they are asked for several times."""
    return tuple(_read(text))


def _read(text: str) -> Iterator[Range]:
    signs = list(marks(text))
    closing_singles = _closing_singles(text, signs)
    remaining = Counter(mark.sign for mark in signs)
    opened: list[Mark] = []
    for mark in signs:
        remaining[mark.sign] -= 1
        level = _level_closed(mark, opened, closing_singles)
        if level is not None:
            yield opened[level].position, mark.position + 1
            # What was left open inside ends with it; single marks left open were none.
            yield from ((inner.position, mark.position) for inner in opened[level + 1 :] if inner.sign not in _SINGLE)
            del opened[level:]
        elif _opens(text, mark, opened, remaining):
            opened.append(mark)
    for mark in opened:
        # A lone ” or ' opened nothing after all; a lone ‘ only where a paragraph takes a quotation up again.
        if mark.sign not in "”'" and (mark.sign not in _SINGLE or not text[: mark.position].strip()):
            yield mark.position, mark.position + len(text[mark.position :].rstrip())


def _level_closed(mark: Mark, opened: list[Mark], closing_singles: frozenset[int]) -> int | None:
    """Which of the open quotations this mark closes, as an index; None if it closes none."""
    if mark.sign in _SINGLE:
        # An apostrophe that looks like a closing mark must not close what was opened outside double marks.
        closes = opened and mark.sign in _CLOSERS[opened[-1].sign] and mark.position in closing_singles
        return len(opened) - 1 if closes else None
    if mark.sign in _BOTH_WAYS and mark.leads():
        return None
    return next((i for i in reversed(range(len(opened))) if mark.sign in _CLOSERS[opened[i].sign]), None)


def _opens(text: str, mark: Mark, opened: list[Mark], remaining: Counter[str]) -> bool:
    """Whether a mark that closes nothing opens a quotation; `remaining` counts the signs after it."""
    sign = mark.sign
    if sign not in _CLOSERS or len(opened) >= _DEEPEST:
        return False
    if sign in _SINGLE:
        return mark.starts_a_word() and not _ELISION.match(text, mark.position)
    if sign in "”»›":
        return mark.leads()
    if sign in "「『〝":
        return True
    if mark.trails() or not mark.after:
        return False
    depth = sum(other.sign == sign for other in opened)
    if sign in STRAIGHT:
        return not depth and not in_word(mark.before)
    # The same sign again: nested if enough closing marks follow for all, else the writer forgot one.
    closers = sum(remaining[closer] for closer in _CLOSERS[sign])
    return not depth or closers - remaining[sign] > depth


def _closing_singles(text: str, signs: list[Mark]) -> frozenset[int]:
    """The positions of single marks that may close, if one is open, rather than being apostrophes.

    The plural's apostrophe (“the workers’ rights”) looks like a closing mark: it is taken for one only if no
    clearer one follows before the next single mark opens.
    """
    found = set()
    clearer_follows = False
    for mark in reversed(signs):
        if mark.sign not in _SINGLE:
            continue
        if not is_solid(mark.before) or mark.sign == "‚" or (in_word(mark.after) and not in_word(mark.before)):
            clearer_follows = clearer_follows and not mark.starts_a_word()
        elif not (in_word(mark.before) and in_word(mark.after)):
            plural = (
                mark.before in "sSxXzZ"
                and mark.after.isspace()
                and text[mark.position + 2 : mark.position + 3].isalpha()
            )
            if not (plural and clearer_follows):
                found.add(mark.position)
            clearer_follows = clearer_follows or not plural
    return frozenset(found)
