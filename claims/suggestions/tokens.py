"""The words beside a passage with their places: what frames of reported speech are read from.

Pure: a text and numbers in, words and numbers out. Positions are Unicode code points.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from claims.spans import Spans
from claims.text.quotations import Range, quotations_beside
from claims.text.sentences import sentence_around, sentences

# How many code points beside a passage are read; some sixty words.
BESIDE = 350
# How many between its fragments: no more is said in the midst of what somebody says.
BETWEEN = 3000
# A question or an exclamation ends the quotation, not the sentence that reports it: “Why?” Putin asked.
_ENDS_IN_QUESTION = re.compile("[?!…](?:[”“\"’'»«」』]|'')$")
_TOKEN = re.compile(r"[^\s—–]+|[—–]")
_CORE = re.compile(r"(?:\w\.){2,}|\w(?:.*\w)?", re.DOTALL)
# Of a million dashes in a row no more need be known.
_LONGEST_TAIL = 40
_BREAKS = frozenset(",;:!?—–")
_MARKS = "”“\"’'»«」』"
_AFTER_QUOTATION = re.compile(r"-?\w[\w-]*")


class Word(NamedTuple):
    """A word, or a quotation taken as one; the limits leave out the punctuation around it."""

    start: int
    end: int
    # In lower case; "" for a quotation.
    plain: str
    capital: bool
    # The punctuation between this word and the next.
    tail: str

    @property
    def ends_part(self) -> bool:
        """Whether a comma, a dash or a stronger sign follows."""
        return any(sign in _BREAKS for sign in self.tail)

    @property
    def possessive(self) -> bool:
        return self.plain.endswith(("'s", "’s", "s'", "s’"))


class Surroundings(NamedTuple):
    """The words of a passage's sentence that stand outside of it, by where they stand."""

    before: list[Word]
    between: list[Word]
    after: list[Word]
    # What stands between the passage and the words after it.
    gap: str


def limits_beside(text: str, content: Spans) -> tuple[int, int, int, int, tuple[Range, ...]]:
    """Where the words beside a content begin, stop for it, go on after it and end; and the quotations there.

    A quotation around the content counts as a part of it.
    """
    quotations = quotations_beside(text, content)
    around = [pair for pair in quotations if pair[0] < content.end and content.start < pair[1]]
    start = min([content.start, *(begin for begin, _ in around)])
    end = max([content.end, *(stop for _, stop in around)])
    begin, stop = sentence_around(text, start, end)
    if stop == end and _ENDS_IN_QUESTION.search(text[max(end - 3, 0) : end]):
        line_end = text.find("\n", end, end + BESIDE)
        limit = min(end + BESIDE, len(text)) if line_end < 0 else line_end
        stop = next((finish for _, finish in sentences(text, end, limit)), end)
    return max(begin, start - BESIDE), start, end, min(stop, end + BESIDE), quotations


def surroundings(text: str, content: Spans) -> Surroundings:
    """The words before, between the fragments of, and after a content, in its sentence."""
    begin, start, end, stop, quotations = limits_beside(text, content)
    between = [word for left, right in gaps(content) for word in words_in(text, left, right, quotations)]
    after = words_in(text, end, stop, quotations)
    gap = text[content.end - 1 : after[0].start] if after else ""
    return Surroundings(words_in(text, begin, start, quotations), between, after, gap)


def gaps(content: Spans) -> Iterator[Range]:
    """What stands between the fragments of a content; no more than `BETWEEN` code points in all."""
    left_to_read = BETWEEN
    for (_, left), (right, _) in pairwise(content.pairs):
        length = min(right - left, left_to_read)
        left_to_read -= length
        if length:
            yield left, left + length


def words_in(text: str, start: int, end: int, quotations: Sequence[Range] = ()) -> list[Word]:
    """The words from `start` to `end`; each quotation that begins there is one word."""
    found: list[Word] = []
    for left, right, quoted in _pieces(text, start, end, quotations):
        if quoted:
            # A comma inside the marks parts as one behind them does: “…,” he said.
            inside = text[max(right - 4, left) : right].rstrip(_MARKS)[-1:]
            found.append(Word(left, right, "", text[left + 1 : left + 2].isupper(), inside * (inside in _BREAKS)))
            continue
        for match in _TOKEN.finditer(text, left, right):
            core = _CORE.search(match[0])
            if core:
                word = core[0]
                tail = match[0][core.end() :][:_LONGEST_TAIL]
                first = match.start() + core.start()
                found.append(Word(first, first + len(word), word.lower(), word[0].isupper(), tail))
            elif found:
                sign = "—" if match[0] in "-—–" else match[0]
                found[-1] = found[-1]._replace(tail=(found[-1].tail + sign)[:_LONGEST_TAIL])
    return found


def span_of(text: str, words: Sequence[Word], limits: tuple[int, int]) -> Range:
    """The code points of some words, with a bracket that they open."""
    first, last = words[limits[0]], words[limits[1] - 1]
    end = last.end
    if text[first.start : end].count("(") > text[first.start : end].count(")"):
        # "(Greens)", "(R-Va.)".
        closing = text.find(")", end, end + 2)
        end = end if closing < 0 else closing + 1
    return first.start, end


def _pieces(text: str, start: int, end: int, quotations: Sequence[Range]) -> Iterator[tuple[int, int, bool]]:
    position = start
    for left, right in quotations:
        if position <= left < end:
            yield position, left, False
            tail = _AFTER_QUOTATION.match(text, right, end)
            position = min(tail.end() if tail else right, end)
            yield left, position, True
    if position < end:
        yield position, end, False
