"""Where an article names an actor: the words that become the source once an editor has chosen who speaks.

Pure: a text, a position and the actor's names in, positions out. Positions are Unicode code points.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from claims.language.beside import Word, span_of, words_in
from claims.language.names import find_names
from claims.language.quotations import Range, quotations_beside
from claims.language.sentences import sentence_around
from claims.language.vocabulary import ARTICLES
from claims.spans import Spans

# How far above its sentence a passage's actor is looked for, in code points.
_ABOVE = 600
# How far in its own sentence: a longer one is none.
_SENTENCE = 1500


class _Mention[T](NamedTuple):
    """Where a name stands with its article and without a possessive's s, and whose it is."""

    start: int
    end: int
    possessive: bool
    value: T


def source_of(text: str, content: Spans, names: Iterable[str]) -> Range | None:
    """Where the actor with these names is mentioned nearest: what an editor's choice of speaker takes as its source.

    Names and aliases in lower case. Looked for in the content's sentence, before it and then after it, then in the
    sentence before; a determiner belongs to the mention.
    """
    register = dict.fromkeys(names, True)
    if not content or not register:
        return None
    quotations = quotations_beside(text, content)
    begin, stop = sentence_around(text, content.start, content.end)
    line = _line_start(text, begin)
    earlier = sentence_around(text, max(begin - 2, 0), max(begin - 1, 0))[0] if begin else 0
    places = (
        (max(begin, content.start - _SENTENCE), content.start, True),
        (content.end, min(stop, content.end + _SENTENCE), False),
        (max(min(earlier, begin), min(line, begin), begin - _ABOVE), begin, True),
    )
    for left, right, last in places:
        mentions = _mentions(text, words_in(text, left, right, quotations), register)
        if mentions:
            # "Russia’s Kursk region" names Russia, but not as somebody who speaks.
            free = [mention for mention in mentions if not mention.possessive]
            mention = (free or mentions)[-1 if last else 0]
            return mention.start, mention.end
    return None


def mentioned[T](text: str, content: Spans, register: Mapping[str, T]) -> list[tuple[str, T]]:
    """The actors that the words before a content name, as they stand inside a sentence: "the Kremlin".

    Those of its own sentence first, in order of place; then those of the sentences above, the last first; each once.
    """
    if not content:
        return []
    quotations = quotations_beside(text, content)
    begin, _ = sentence_around(text, content.start, content.end)
    line = _line_start(text, begin)
    own = _mentions(text, words_in(text, max(begin, content.start - _SENTENCE), content.start, quotations), register)
    above = _mentions(text, words_in(text, max(line, begin - _ABOVE), begin), register)
    found: list[tuple[str, T]] = []
    for mention in (*own, *reversed(above)):
        if all(mention.value != other for _, other in found):
            found.append((inside_sentence(text[mention.start : mention.end]), mention.value))
    return found


def _line_start(text: str, begin: int) -> int:
    """Where the line of the code point before a sentence begins; 0 if that is further off than is looked at."""
    return text.rfind("\n", max(begin - _ABOVE - 1, 0), max(begin - 1, 0)) + 1


def inside_sentence(words: str) -> str:
    """A name with its article in lower case: "The US" stands at a sentence's start only."""
    first, space, rest = words.partition(" ")
    return f"{first.lower()} {rest}" if space and first.lower() in ARTICLES else words


def _mentions[T](text: str, words: list[Word], register: Mapping[str, T]) -> list[_Mention[T]]:
    found = []
    end = 0
    for name in find_names([text[word.start : word.end] for word in words], register):
        if name.first < end:
            continue
        first = name.first
        while first > end and words[first - 1].plain in ARTICLES and not words[first - 1].ends_part:
            first -= 1
        end = name.last
        left, right = span_of(text, words, (first, end))
        possessive = words[end - 1].possessive and words[end - 1].plain not in register
        if possessive:
            right -= 2 if words[end - 1].plain[-1] == "s" else 1
        found.append(_Mention(left, right, possessive, name.value))
    return found
