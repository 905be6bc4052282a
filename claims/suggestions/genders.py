"""Whether an article calls somebody "he" or "she": by a pronoun or a title that it sets, else by a common first name.

Only used to keep a pronoun from being filled with somebody whom it cannot mean, never stored. Pure.
"""

from claims.suggestions.given_names import MEN, WOMEN
from claims.suggestions.titles import LONGEST_NAME
from claims.text.word_lists import listed

_HE = listed(
    """
    he him his mr sir lord king prince herr father brother son husband congressman spokesman chairman businessman
    councilman assemblyman salesman policeman fireman sheriff er sein sprecher vorsitzender minister präsident kanzler
    """
) - listed("minister sheriff er sein")
_SHE = listed(
    """
    she her mrs ms miss mme lady queen princess frau mother sister daughter wife congresswoman spokeswoman chairwoman
    businesswoman councilwoman assemblywoman policewoman actress sprecherin ministerin präsidentin kanzlerin vorsitzende
    """
)
_TITLES = (
    ("he", ("Mr", "Mr.", "Sir", "Lord", "Herr")),
    ("she", ("Mrs", "Mrs.", "Ms", "Ms.", "Miss", "Mme", "Lady", "Frau")),
)
_PRONOUNS = {"he": "he", "him": "he", "his": "he", "er": "he", "ihm": "he", "ihn": "he", "she": "she", "her": "she"}


def gender_of(name: str, source_words: str, text: str) -> str:
    """ "he" or "she" for somebody whom an article names so; "" where it does not tell."""
    if len(name) > LONGEST_NAME:
        return ""
    words = [word.strip(".,:;()’'") for word in source_words[: 4 * LONGEST_NAME].lower().split()]
    told = [gender for gender, listing in (("he", _HE), ("she", _SHE)) if not listing.isdisjoint(words)]
    if len(told) == 1:
        return told[0]
    parts = name.split()
    if not parts:
        return ""
    first = next((part.lower() for part in parts[:-1] if part.strip(".").isalpha() and len(part) > 2), "")
    if first in MEN or first in WOMEN:
        return "he" if first in MEN else "she"
    titled = [gender for gender, titles in _TITLES if any(_names(f"{title} {parts[-1]}", text) for title in titles)]
    return titled[0] if len(titled) == 1 else ""


def may_mean(pronoun: str, name: str, text: str = "") -> bool:
    """Whether a pronoun may stand for somebody of that name, as far as the name and the article's text tell."""
    wanted = _PRONOUNS.get(pronoun.lower(), "")
    gender = gender_of(name, name, text) if wanted else ""
    return not (wanted and gender and wanted != gender)


def _names(words: str, text: str) -> bool:
    """Whether the text has the words, and no longer name that begins so."""
    at = text.find(words)
    while at >= 0:
        if not text[at + len(words) : at + len(words) + 1].isalnum():
            return True
        at = text.find(words, at + 1)
    return False
