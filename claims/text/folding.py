"""Words as search compares them: without case, accents and invisible signs, and the same however they are written.

`fold` is used for what is stored and for what is asked, so that `Muller` finds Müller, `strasse` finds Straße, and
`İSTANBUL` finds istanbul. Nothing that it answers is ever shown. Pure: text in, text out, linear in the text.

What is left are words of letters and digits, with the vowel signs that belong to them, and white space, so that no
sign has a meaning of its own to a search engine. Scripts without spaces (Chinese, Japanese, Thai, Khmer, Lao, Burmese)
are taken apart letter by letter, and what is asked in them is a phrase of such letters.

Names and claims that somebody picks are compared more closely, in the database (sql/folding.sql): what is the same name
there is the same word here, but for й, ї, ў, ќ and ѓ, which stemmers need, and for apostrophes, which part words.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

FEWEST_LETTERS = 3  # or digits, that a beginning of a word is looked for with

# Letters that Unicode does not take apart, and ways to write one and the same letter in Arabic and Persian.
_PLAIN = {
    "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ŧ": "t", "ŋ": "n",
    "ə": "e", "ʼ": "", "ʹ": "", "ـ": "", "آ": "ا", "أ": "ا", "إ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي",
}  # fmt: skip
# Letters of their own that Unicode takes for others with an accent; the endings of words are told by them.
_KEPT = frozenset("йїўќѓ")
_KEPT_APART = re.compile("[иіукгИІУКГ][\u0301\u0306\u0308]")
# Combining classes of accents and vowel points: Hebrew and Arabic points, and what stands above or below a letter.
_POINTS, _ACCENTS = range(10, 36), range(200, 256)
# Written without spaces between words.
_UNSPACED = (
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3005, 0x3007), (0x3040, 0x30FF), (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFF66, 0xFF9F), (0x20000, 0x3FFFF),
)  # fmt: skip
_SIGN = re.compile(f"{_KEPT_APART.pattern}|.", re.DOTALL)
_TERM = re.compile(r'(-?)"([^"]*)"?|(-?)([^\s"]+)')


def fold(text: str) -> str:
    """The text as search compares it."""
    return _KEPT_APART.sub(_joined, text).translate(_FOLDED)


def folded_signs(text: str) -> Iterator[tuple[int, int, int]]:
    """Each sign of the text, from its start to its end, with how much of `fold` of the text it has become."""
    for match in _SIGN.finditer(text):
        yield *match.span(), len(fold(match[0]))


@dataclass(frozen=True, slots=True)
class Term:
    """Folded words that stand behind each other; whether they must not be there; whether the last may go on."""

    words: list[str]
    is_excluded: bool = False
    is_beginning: bool = False


def asked(query: str) -> list[list[Term]]:
    """What a query asks for: the terms of each alternative, which `or` parts. Empty where it asks for nothing.

    Words within quotation marks, and behind `-` what must not be there, are meant as they stand. Any other word may
    be the beginning of one, if it has letters enough. A word that folds to several, as `anti-war` does, is a phrase.
    What only says what must not be there asks nothing.
    """
    alternatives: list[list[Term]] = [[]]
    for match in _TERM.finditer(query):
        minus, phrase, other_minus, word = match.groups(default="")
        if word.lower() == "or" and not other_minus:
            alternatives.append([])
        elif words := fold(phrase or word).split():
            excluded = bool(minus or other_minus)
            alternatives[-1].append(Term(words, excluded, bool(word) and not excluded and _may_go_on(words)))
    found = [terms for terms in alternatives if terms]
    return found if any(not term.is_excluded for terms in found for term in terms) else []


def _may_go_on(words: list[str]) -> bool:
    """Whether what a word has folded to has letters enough to be the beginning of another."""
    return sum(map(str.isalnum, "".join(words))) >= FEWEST_LETTERS


def _joined(match: re.Match[str]) -> str:
    letter = unicodedata.normalize("NFC", match[0])
    return letter if letter.lower() in _KEPT else match[0]


class _Folded(dict[int, str]):
    """The folded form of each character; worked out when the character is met first."""

    def __missing__(self, code: int) -> str:
        lowered = chr(code).casefold()
        parts = lowered if lowered in _KEPT else unicodedata.normalize("NFKD", lowered).casefold()
        self[code] = "".join(_folded_part(plain) for part in parts for plain in _PLAIN.get(part, part))
        return self[code]


def _folded_part(sign: str) -> str:
    """One part of a letter: itself, nothing, or a space."""
    category = unicodedata.category(sign)
    if category[0] in "LN":
        return f" {sign} " if any(first <= ord(sign) <= last for first, last in _UNSPACED) else sign
    if category[0] == "M":
        place = unicodedata.combining(sign)
        return "" if place in _POINTS or place in _ACCENTS or category == "Me" else sign
    # Joiners, soft hyphens and other signs that show nothing join what stands around them.
    return "" if category == "Cf" else " "


_FOLDED = _Folded()
