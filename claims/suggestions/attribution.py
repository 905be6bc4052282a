"""The words that report a passage and those that name its speaker, by where they stand: its cue and its source.

Read from the words around the passage, in English and German; nothing is guessed where none of them report. Pure:
a text and positions in, positions out, all of them Unicode code points.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from claims.spans import Spans
from claims.suggestions import cue_words
from claims.suggestions.language_rules import tongue_of
from claims.suggestions.noun_phrases import main_subject
from claims.suggestions.reporting_nouns import Reading
from claims.suggestions.reporting_verbs import read_after, read_before
from claims.suggestions.tokens import BESIDE, Word, span_of, surroundings, words_in
from claims.text.quotations import form_of

# Words, and how they are read.
type _Look = tuple[list[Word], Callable[[Sequence[Word]], Reading | None]]
_NOTHING = Spans()
# No name with its titles has more words.
_LONGEST_SOURCE = 40
_DATELINE = re.compile(r"[A-ZÄÖÜ]{3}[A-ZÄÖÜ .]*+[^—–\n]{0,60}?(?:[—–]|\s-)\s")
# How far apart passages may stand that an "and" joins, in code points, and what ends a sentence between them.
_JOINED = 20
_ENDED = re.compile(r"[.!?]")
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


def frame_of(text: str, content: Spans, neighbours: Iterable[Framed] = (), *, language: str = "") -> Frame:
    """The cue and the source of a content; an empty frame if the words beside it report nothing.

    `neighbours` are passages of the same article: a content that "and that" joins to one of them has its frame.
    `language` is the article's, as a code; nothing is read in one without rules of its own.
    """
    if not content:
        return Frame()
    tongue = tongue_of(language, text[max(content.start - BESIDE, 0) : content.start + BESIDE])
    if tongue is None:
        return Frame()
    beside = surroundings(text, content)
    direct = form_of(text, content) == "direct"
    before = _stripped(_without_dateline(text, beside.before))
    accorded = [word.plain for word in beside.after[:2]] == ["according", "to"]
    # "Vane praised it, and won most of the votes, according to polls".
    joins = len(before) < len(beside.before) and not accorded
    joined = _joined(text, content, neighbours) if joins else None
    if joined:
        return joined
    after = beside.after if direct or accorded or _set_off(beside.gap) else []
    that = len(before) < len(beside.before) or _THAT.match(text, content.start) is not None
    readings: list[_Look] = [(before, partial(read_before, that=that, tongue=tongue)), (after, read_after)]
    if accorded or (direct and not _closes_sentence(before, text[max(content.end - 3, 0) : content.end])):
        # Direct speech is mostly followed by its speaker, reported speech preceded.
        readings.reverse()
    for words, read in [(beside.between, read_after), *readings]:
        found = read(words)
        opened = before and (before[0].plain.endswith("ing") or before[0].plain == "to")
        if found and words is before and opened and not found.source and found.cue and found.cue[0][0] == 0:
            # "Recalling it, Ada Vane left": the subject follows.
            return _placed_apart(text, before, found, beside.after if "," in beside.gap else [])
        if found:
            return _placed(text, words, found)
    return Frame()


def _without_dateline(text: str, words: list[Word]) -> list[Word]:
    """Without the place, date and agency that a report opens with: "STRELSAU, 2 May (Rurinform) —"."""
    dateline = _DATELINE.match(text, words[0].start) if words else None
    return [word for word in words if word.start >= dateline.end()] if dateline else words


def _stripped(words: list[Word]) -> list[Word]:
    """Without "that" and an "and" before it, at the end."""
    end = len(words)
    while end and (words[end - 1].plain in cue_words.THAT or words[end - 1].plain in cue_words.AND):
        if words[end - 1].ends_part and words[end - 1].plain not in cue_words.THAT:
            break
        end -= 1
    return words[:end]


def _joined(text: str, content: Spans, neighbours: Iterable[Framed]) -> Frame | None:
    """The frame of the passage that only "and", "and that" part from this one."""
    for other in neighbours:
        between = text[other.content.end : min(content.start, other.content.end + _JOINED)]
        if other.frame and 0 <= content.start - other.content.end < _JOINED and not _ENDED.search(between):
            words = words_in(text, other.content.end, content.start)
            if words and all(word.plain in cue_words.AND or word.plain in cue_words.THAT for word in words):
                return other.frame
    return None


def _set_off(gap: str) -> bool:
    """Whether a comma, a dash or a closing mark parts reported speech from the words after it."""
    return any(sign in ',—–”“"»«?!' for sign in gap)


def _closes_sentence(before: Sequence[Word], end: str) -> bool:
    """Whether words behind direct speech may be the next sentence: the words before announce it, or it asks or calls.

    "Vane shouted “fire!” The mayor wrote that" has its speaker before it.
    """
    return bool(before) and (":" in before[-1].tail or any(sign in "?!" for sign in end))


def _placed_apart(text: str, before: Sequence[Word], found: Reading, after: Sequence[Word]) -> Frame:
    """A frame with its cue before the passage and its source, if there is one, behind it."""
    cue = _placed(text, before, found).cue
    subject = main_subject(after)
    return Frame(cue, _placed(text, after, Reading((), subject)).source if subject else _NOTHING)


def _placed(text: str, words: Sequence[Word], found: Reading) -> Frame:
    cue = Spans.of(span_of(text, words, limits) for limits in found.cue)
    if not found.source or found.source[1] - found.source[0] > _LONGEST_SOURCE:
        return Frame(cue)
    start, end = span_of(text, words, found.source)
    if words[found.source[1] - 1].possessive:
        end = max(text.rfind("'", start, end), text.rfind("’", start, end))
    source = Spans(((start, end),))
    return Frame(cue, _NOTHING if source.overlaps(cue) else source)
