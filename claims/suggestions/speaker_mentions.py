"""Where an article names an actor: the words that become the source once an editor has chosen who speaks.

Pure: a text, a position and the actor's names in, positions out. Positions are Unicode code points.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from claims.spans import Spans
from claims.suggestions.attribution import Frame
from claims.suggestions.names import find_names
from claims.suggestions.person_names import is_title
from claims.suggestions.titles import LONGEST_NAME
from claims.suggestions.tokens import Word, span_of, words_in
from claims.suggestions.vocabulary import ARTICLES, SMALL_WORDS
from claims.text.quotations import Range, quotations_beside
from claims.text.sentences import sentence_around

# How far above its sentence a passage's actor is looked for, in code points.
_ABOVE = 600
# How far in its own sentence: a longer one is none.
_SENTENCE = 1500
# In words; what is longer is no name.
_MOST_WORDS = 12
# In code points; no name of who speaks stands further in.
_LONGEST_SOURCE = 2_000


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


def stands_in(words: str, names: Iterable[str], *, in_part: bool = False) -> bool:
    """Whether words name the actor of these names (in lower case): by one of them, or by a surname alone.

    "Mayor Vane" names Ada Vane; "Otto Vane" and "the Vane Trust" name others. With `in_part`, as for what is no
    person, any word of a name does that is no title.
    """
    tokens = words_in(words, 0, min(len(words), _LONGEST_SOURCE))
    plain = [_without_s(token) for token in tokens]
    telling = {word for word in plain if in_part and not is_title(word)} - SMALL_WORDS
    for name in names:
        parts = [word.plain for word in words_in(name, 0, min(len(name), LONGEST_NAME))]
        while parts and parts[0] in ARTICLES:
            parts = parts[1:]
        length = len(parts)
        if not parts or length > _MOST_WORDS:
            continue
        if not telling.isdisjoint(parts):
            return True
        if any(plain[first : first + length] == parts for first in range(len(plain) - length + 1)):
            return True
        given = [part for part in parts[:-1] if not is_title(part) and part not in plain]
        if length > 1 and any(_is_surname(tokens, place, parts[-1], given) for place in range(len(tokens))):
            return True
    return False


def shares_cue(text: str, content: Spans, frame: Frame, mention: Spans) -> bool:
    """Whether the cue of a frame may be another's than its source's, since no name stands right at it.

    "The US denied what Ada Vane says, accusing …": the mention of Ada Vane shares it, in the content's own sentence.
    """
    begin, end = sentence_around(text, content.start, content.end)
    if not mention or not frame.cue or mention.start < begin or end < mention.end:
        return False
    first, last = sorted((frame.cue, frame.source or mention), key=lambda spans: spans.start)
    return any(sign.isalnum() for sign in text[first.end : last.start])


def _without_s(word: Word) -> str:
    """The word without a possessive's s."""
    return word.plain[:-2] if word.plain.endswith(("'s", "’s")) else word.plain


def _is_surname(tokens: list[Word], place: int, surname: str, given: list[str]) -> bool:
    """Whether the last part of a name stands at this place, and no other given name than the `given` before it."""
    if _without_s(tokens[place]) != surname:
        return False
    behind = tokens[place + 1] if place + 1 < len(tokens) and not tokens[place].ends_part else None
    if behind and (behind.capital or tokens[place].possessive):
        return False
    before = tokens[place - 1] if place and not tokens[place - 1].ends_part else None
    if not given or before is None or not before.capital or before.plain in ARTICLES or is_title(before.plain):
        return True
    # "A. Vane"
    initial = before.plain.strip(".")
    return len(initial) == 1 and any(part.startswith(initial) for part in given)


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
