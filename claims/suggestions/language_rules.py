"""Whose language's rules a passage may be read by: English and German ones exist, and run on no other language.

Pure: a language code and words in, a code out.
"""

import unicodedata
from typing import Literal

from claims.text.word_lists import listed

type Tongue = Literal["en", "de"]

# What no longer text is needed for.
_MOST_READ = 1000
_EDGES = ".,;:!?()[]“”„\"«»'‚‘’—–"
# Of so many words this share at least are those below; in other languages by chance no more are.
_ENOUGH, _SHARE = 15, 0.12
_GERMAN = listed(
    """
    der die das dem den des ein eine einer einem einen und ist sind nicht ich er sie es wir sei wird wurde hat haben
    dass daß mit von vom zu zur zum im am auf für nach bei aus sich auch wie so laut zufolge
    """
)
_ENGLISH = listed(
    """
    the a an and is are was were not i he she it we they of to in on at for with that said says has have had will would
    by from as be his her their its this but or about according
    """
)


def tongue_of(language: str, words: str) -> Tongue | None:
    """The language whose rules these words of an article may be read by; None where there are none.

    `language` is the article's, as a code ("de-AT"); with "" or "und" the words decide. Words in another script than
    the Latin are read by no rules, nor are those of another language, whatever the article says of itself.
    """
    words = words[:_MOST_READ]
    code = language.replace("_", "-").partition("-")[0].lower()
    if code not in {"en", "de", "", "und"} or not _is_latin(words):
        return None
    plain = [word.strip(_EDGES) for word in words.lower().split()]
    german, english = (sum(word in known for word in plain) for known in (_GERMAN, _ENGLISH))
    if len(plain) >= _ENOUGH and max(german, english) < len(plain) * _SHARE:
        return None
    if code in {"", "und"}:
        return "de" if german > english else "en"
    return "de" if code == "de" else "en"


def _is_latin(words: str) -> bool:
    """Whether no more than a third of the letters are of another script; true of no letters at all."""
    letters = [sign for sign in words if sign.isalpha()]
    foreign = sum(sign > "\u024f" and not unicodedata.name(sign, "").startswith("LATIN") for sign in letters)
    return foreign * 3 <= len(letters)
