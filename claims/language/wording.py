"""From the words of a passage to the wording of a claim: a draft that the editor reads before it is kept.

Only what can be done without understanding: marks and "that" go, one sentence is made of it, and pronouns are
shown as gaps to fill, since a claim is read without its article. Pure: words in, words out.
"""

import re
from typing import NamedTuple

from claims.language.quotations import quotations
from claims.spans import JOINT

# "That" in front of a verb is no conjunction but the subject: “That is a lie.”
_LEADING_THAT = re.compile(
    r"(?:that|dass|daß)\s+(?!(?:is|was|has|had|will|would|can|could|should|may|might|must|means?|seems?)\b)",
    re.IGNORECASE,
)
_SPACES = re.compile(r"\s+")
_SEMICOLONS = re.compile(r"\s*;[\s;]*")
# Marks inside marks inside marks: deeper than any writer goes.
_DEEPEST = 8
_CLOSING = frozenset("“”\"»«›‹‘’'」』")
_ENDS = ".,:;!?…。，、！？؟۔–— "

# As written, so that "US", "IT" and "World War I" are left alone.
_ENGLISH = (
    r"(?<!War )I|[Mm]e|[Mm]y|[Mm]yself|[Ww]e|[Uu]s|[Oo]urs?|[Oo]urselves|[Yy]ou|[Yy]ours?|[Hh]e|[Hh]im|[Hh]is"
    r"|[Hh]imself|[Ss]he|[Hh]ers?|[Hh]erself|[Ii]ts?|[Ii]tself|[Tt]hey|[Tt]hem|[Tt]heirs?|[Tt]hemselves"
)
# "sein" is a verb as well, and a pronoun only before a noun.
_GERMAN = (
    r"[Ii]ch|[Mm]ich|[Mm]ir|[Mm]ein(?:e[mnrs]?)?|[Ww]ir|[Uu]ns|[Uu]nser(?:e[mnrs]?)?|[Ee]r|[Ii]h[nm]|[Ii]hnen"
    r"|[Ss]eine[mnrs]?|[Ss]ein(?= [A-ZÄÖÜ])|[Ss]ie|[Ii]hr(?:e[mnrs]?)?|[Ee]s"
)
_NO_WORD_BEFORE, _NO_WORD_AFTER = r"(?<![\w\[’'-])", r"(?![\w\]-])"
_PRONOUNS = {
    language: re.compile(f"{_NO_WORD_BEFORE}(?:{words}){_NO_WORD_AFTER}")
    for language, words in {"en": _ENGLISH, "de": _GERMAN, "": f"{_ENGLISH}|{_GERMAN}"}.items()
}


# As many code points as a claim may have: what is longer is no draft of one.
MOST_STATED = 1000


class ClaimWording(NamedTuple):
    """A drafted claim; `gaps` are the code point ranges of its `[pronouns]`, brackets included."""

    text: str
    gaps: tuple[tuple[int, int], ...]


def claim_wording(words: str, language: str = "") -> ClaimWording:
    """Draft a one-sentence claim from a passage's words, whose fragments are joined by ` … `.

    Outer quotation marks, a leading "that" and the joints go; semicolons, which no claim may hold, become
    commas; the first letter is raised; the end is one full stop. Pronouns become gaps like `[it]`: those of
    the language ("en", "de-AT"), of English and German if none is given. Empty if nothing is left, and for words that
    no claim has room for.
    """
    if len(words) > 2 * MOST_STATED:
        return ClaimWording("", ())
    fragments = filter(None, map(_plain, words.split(JOINT)))
    statement = _SEMICOLONS.sub(", ", " ".join(fragments)).strip(_ENDS)
    if not any(character.isalnum() for character in statement):
        return ClaimWording("", ())
    full_stop = "。" if words.rstrip("”’」』\"' ").endswith("。") else "."
    return _with_gaps(_raised(statement) + full_stop, language.partition("-")[0].lower())


def _plain(fragment: str) -> str:
    """A fragment without the quotation marks around all of it, or else without a leading "that"."""
    words = _SPACES.sub(" ", fragment).strip(" ,;")
    quoted = False
    for _layer in range(_DEEPEST):
        if not words or (bounds := _outer_marks(words)) == (0, len(words)):
            break
        words = words[slice(*bounds)].strip(" ,;")
        quoted = True
    return words if quoted else _LEADING_THAT.sub("", words, count=1) if _LEADING_THAT.match(words) else words


def _outer_marks(words: str) -> tuple[int, int]:
    """What is left without one pair of marks around the words, or without one that has lost its partner."""
    found = quotations(words, 0, len(words))
    closed = words[-1] in _CLOSING and len(words) > 1
    if found == ((0, len(words)),):
        return 1, len(words) - closed
    # A closing mark whose opening one was not selected; next to a letter, ’ is an apostrophe.
    stray = closed and not (found and found[-1][1] == len(words))
    if stray and not (words[-1] in "’'" and words[-2].isalnum()):
        return 0, len(words) - 1
    return 0, len(words)


def _raised(statement: str) -> str:
    """With a capital first letter, where its script has one; a number in front is left as it is."""
    first = next(i for i, character in enumerate(statement) if character.isalnum())
    capital = statement[first].title()
    return statement[:first] + capital + statement[first + 1 :] if len(capital) == 1 else statement


def _with_gaps(statement: str, language: str) -> ClaimWording:
    pattern = _PRONOUNS.get(language)
    pieces: list[str] = []
    gaps: list[tuple[int, int]] = []
    position = 0
    for match in pattern.finditer(statement) if pattern else ():
        pieces.append(f"{statement[position : match.start()]}[{match[0]}]")
        # Each gap before this one has made the text two brackets longer.
        shift = 2 * len(gaps)
        gaps.append((match.start() + shift, match.end() + shift + 2))
        position = match.end()
    return ClaimWording("".join(pieces) + statement[position:], tuple(gaps))
