"""English verbs put in the number of a name that took the place of a pronoun: "we’re glad" → "the Union is glad".

Only what a list of verbs allows; where the form cannot be told, nothing is made. Pure: words in, words out.
"""

import re

from claims.suggestions import inflection
from claims.suggestions.cue_words import ADVERBS, AND_ONLY
from claims.suggestions.tokens import Word, words_in
from claims.text.word_lists import listed

# How far behind a subject its verbs are looked for, in code points.
_REACH = 300
_CONTRACTION = re.compile(r"['’](?:re|ve|ll|m|s|d)\b(?!['’])")
_BETWEEN = ADVERBS | {"really", "not", "never", "always", "just", "only", "all", "both", "ever", "often", "simply"}
_INVERTED = listed("do does did have has are were am is was will would can could should")


def agreeing(text: str, start: int, position: int, *, before: str, plural: bool) -> str | None:
    """The text with the verbs of the subject from `start` to `position` in its number; None where that cannot be told.

    `before` is the pronoun in lower case that the subject took the place of. A contraction is written out.
    """
    if _inverted_before(text, start):
        return None
    needs = (before in {"i", "we", "they"}) != plural or before == "i"
    contraction = _CONTRACTION.match(text, position)
    if contraction:
        following = next(iter(words_in(text, contraction.end(), contraction.end() + _REACH)), None)
        verb = _contracted(contraction[0], following.plain if following else "", plural=plural)
        rest = words_in(text, contraction.end(), min(contraction.end() + _REACH, len(text)))
        # Behind "we’ll" all verbs are base forms already.
        joined = _joined(rest, 0) if needs and verb not in {" will", " would"} and rest else []
        changed_text = _with_forms(text, joined, plural=plural)
        return changed_text and changed_text[:position] + verb + changed_text[contraction.end() :]
    if not needs:
        return text
    words = words_in(text, position, min(position + _REACH, len(text)))
    first = next((i for i, word in enumerate(words) if not _is_between(word)), None)
    if first is None or (words[:first] and words[first - 1].ends_part):
        return None
    changed = [words[first], *_joined(words, first)]
    return _with_forms(text, changed, plural=plural)


def _contracted(contraction: str, following: str, *, plural: bool) -> str:
    is_first = inflection.plain(contraction) in {"'re", "'m", "'ve"} or (
        plural and inflection.plain(contraction) == "'s"
    )
    if not is_first:
        return inflection.expanded(contraction, following)
    form = inflection.behind_plural(contraction) if plural else inflection.behind_singular(contraction)
    return (form or "").replace("’", "'")


def _with_forms(text: str, changed: list[Word], *, plural: bool) -> str | None:
    for word in reversed(changed):
        verb = text[word.start : word.end]
        form = inflection.behind_plural(verb) if plural else inflection.behind_singular(verb)
        if form is None:
            return None
        text = text[: word.start] + form + text[word.end :]
    return text


def _is_between(word: Word) -> bool:
    return word.plain in _BETWEEN or (word.plain.endswith("ly") and not inflection.is_base(word.plain))


def _inverted_before(text: str, start: int) -> bool:
    """Whether the verb stands before its subject: "nor do we", "what do they want"."""
    words = words_in(text, max(start - 30, 0), start)
    return bool(words) and not words[-1].ends_part and words[-1].plain in _INVERTED


def _joined(words: list[Word], first: int) -> list[Word]:
    """The verbs that an "and" joins to the first: "we know it and want it". Not behind "will" or "to"."""
    if inflection.is_modal(inflection.plain(words[first].plain)):
        return []
    found = []
    for index in range(first + 1, len(words) - 1):
        if words[index - 1].tail.strip(",") or words[index].plain in {"to", "that", "who", "which"}:
            break
        if words[index].plain in AND_ONLY:
            plain = inflection.plain(words[index + 1].plain)
            auxiliary = plain in {"are", "were", "have", "do", "don't", "aren't", "haven't", "weren't"}
            if auxiliary or (inflection.is_base(plain) and not inflection.may_be_noun(plain)):
                found.append(words[index + 1])
    return found
