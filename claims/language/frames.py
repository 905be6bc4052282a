"""The words that report a passage and those that name its speaker, by where they stand: its cue and its source.

Read from the words around the passage, in English and German; nothing is guessed where none of them report. Pure:
a text and positions in, positions out, all of them Unicode code points.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from claims.language import cues
from claims.language.beside import Word, span_of, surroundings, words_in
from claims.language.quotations import form_of
from claims.language.reported import read_after, read_before
from claims.language.sayings import Reading
from claims.spans import Spans

# Words, and how they are read.
type _Look = tuple[list[Word], Callable[[Sequence[Word]], Reading | None]]
_NOTHING = Spans()
# No name with its titles has more words.
_LONGEST_SOURCE = 25
_THAT = re.compile(r"that\b")


@dataclass(frozen=True, slots=True)
class Frame:
    """The cue and the source of a passage; either may be empty."""

    cue: Spans = _NOTHING
    source: Spans = _NOTHING

    def __bool__(self) -> bool:
        return bool(self.cue.pairs or self.source.pairs)


@dataclass(frozen=True, slots=True)
class Framed:
    """Another passage of the article with its frame."""

    content: Spans
    frame: Frame


def frame_of(text: str, content: Spans, neighbours: Iterable[Framed] = ()) -> Frame:
    """The cue and the source of a content; an empty frame if the words beside it report nothing.

    `neighbours` are passages of the same article: a content that "and that" joins to one of them has its frame.
    """
    if not content:
        return Frame()
    beside = surroundings(text, content)
    direct = form_of(text, content) == "direct"
    before = _stripped(beside.before)
    joined = _joined(text, content, neighbours) if len(before) < len(beside.before) else None
    if joined:
        return joined
    after = beside.after if direct or _set_off(beside.gap) else []
    that = len(before) < len(beside.before) or _THAT.match(text, content.start) is not None
    readings: list[_Look] = [(before, partial(read_before, that=that)), (after, read_after)]
    if direct and not (before and ":" in before[-1].tail):
        # Direct speech is mostly followed by its speaker, reported speech preceded.
        readings.reverse()
    for words, read in [(beside.between, read_after), *readings]:
        found = read(words)
        if found:
            return _placed(text, words, found)
    return Frame()


def _stripped(words: list[Word]) -> list[Word]:
    """Without "that" and an "and" before it, at the end."""
    end = len(words)
    while end and (words[end - 1].plain in cues.THAT or words[end - 1].plain in cues.AND):
        if words[end - 1].ends_part and words[end - 1].plain not in cues.THAT:
            break
        end -= 1
    return words[:end]


def _joined(text: str, content: Spans, neighbours: Iterable[Framed]) -> Frame | None:
    """The frame of the passage that only "and", "and that" part from this one."""
    for other in neighbours:
        if other.frame and 0 <= content.start - other.content.end < 20:
            words = words_in(text, other.content.end, content.start)
            if words and all(word.plain in cues.AND or word.plain in cues.THAT for word in words):
                return other.frame
    return None


def _set_off(gap: str) -> bool:
    """Whether a comma, a dash or a closing mark parts reported speech from the words after it."""
    return any(sign in ',—–”“"»«?!' for sign in gap)


def _placed(text: str, words: Sequence[Word], found: Reading) -> Frame:
    cue = Spans.of(span_of(text, words, limits) for limits in found.cue)
    if not found.source or found.source[1] - found.source[0] > _LONGEST_SOURCE:
        return Frame(cue)
    start, end = span_of(text, words, found.source)
    if words[found.source[1] - 1].possessive:
        end = max(text.rfind("'", start, end), text.rfind("’", start, end))
    return Frame(cue, Spans(((start, end),)))
