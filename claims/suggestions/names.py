"""Names of actors in running words: which words could be one, and which of those a register knows.

The register is any mapping from a name or alias in lower case to an actor: look up `name_candidates` in the
database first, then ask with what was found. Pure: words in, words and the caller's own values out.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from claims.suggestions.vocabulary import ARTICLES, PREPOSITIONS, SMALL_WORDS

# A name has at most this many words; and no more words than this are looked at, since names stand close by.
MOST_NAME_WORDS = 6
MOST_WORDS = 60
# In code points: longer than any name in the register with the signs around it.
_MOST_LETTERS = 400

_GAP = re.compile(r"[\s—–/]+")
_EDGES = " .,;:!?…。，、()[]{}“”„\"«»‹›‘‚’'「」『』*"
_EDGES_BUT_FULL_STOP = _EDGES.replace(".", "")
_POSSESSIVE = re.compile("['’]s$", re.IGNORECASE)
# Other signs that are written for an apostrophe.
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "`": "'", "´": "'"})
_PART = re.compile(r"\s*(?:[,;()]|\b(?:and|und|et|&)(?=\s))\s*")


@dataclass(frozen=True, slots=True)
class Found[T]:
    """A name that the register knows: the word indexes it covers (half-open), as written, and the actor."""

    first: int
    last: int
    words: str
    value: T


def name_candidates(words: str) -> list[str]:
    """Every run of up to six words that could be a name, in lower case and each once, the longest first.

    Punctuation is trimmed and a possessive's s dropped; names with an apostrophe come with ' and with ’.
    """
    tokens = tokens_of(words)
    found: dict[str, int] = {}
    for first, last in _runs(tokens):
        for spelling in _spellings(tokens[first:last]):
            found.setdefault(spelling, last - first)
    return sorted(found, key=lambda spelling: -found[spelling])


def tokens_of(words: str) -> list[str]:
    """The words one by one, with their punctuation; dashes and slashes part them too."""
    # One more than wanted, since what stands before the first gap may be empty; the rest of the text comes last.
    return [token for token in _GAP.split(words, maxsplit=MOST_WORDS + 1) if token][:MOST_WORDS]


def bare(token: str) -> str:
    """A word without the punctuation around it, in lower case."""
    return token.strip(_EDGES).lower()


def find_names[T](tokens: list[str], register: Mapping[str, T]) -> list[Found[T]]:
    """All names in these words that the register knows, in order of place, the longest first at each."""
    found = []
    for first, last in sorted(_runs(tokens), key=lambda run: (run[0], -run[1])):
        for spelling in _spellings(tokens[first:last]):
            if spelling in register:
                written = _POSSESSIVE.sub("", " ".join(tokens[first:last]).strip(_EDGES))
                written += "." * spelling.endswith(".")
                found.append(Found(first, last, written, register[spelling]))
                break
    return found


def best_name[T](words: str, register: Mapping[str, T]) -> Found[T] | None:
    """Whom the words are about: "head of Russia’s Security Council Nikolai Patrushev" is about the last.

    Preferred in this order: what is all of the words, then all of a part between commas; what no preposition
    makes a mere affiliation; what ends a part, as a person's name follows the titles; what is no possessive;
    the longer; the earlier.
    """
    words = " ".join(tokens_of(words))
    tokens = tokens_of(words)
    limits = _parts(words, tokens)
    firsts, lasts = {first for first, _ in limits}, {last for _, last in limits}

    def rank(name: Found[T]) -> tuple[bool | int, ...]:
        first = name.first
        while first and bare(tokens[first - 1]) in ARTICLES:
            first -= 1
        before = bare(tokens[first - 1]) if first else ""
        opens, ends = first in firsts, name.last in lasts
        return (
            first == 0 and name.last == len(tokens),
            opens and ends,
            before not in PREPOSITIONS,
            ends,
            not _POSSESSIVE.search(tokens[name.last - 1].rstrip(_EDGES)) or ends,
            name.last - name.first,
            -name.first,
        )

    return max(find_names(tokens, register), key=rank, default=None)


def surnames[T](names: Mapping[str, T]) -> dict[str, T]:
    """The last words of persons' full names, if no two share one: what an article calls them later on.

    Takes and gives names in lower case.
    """
    found: dict[str, T] = {}
    shared: set[str] = set()
    for name, value in names.items():
        *given, surname = name.split() or [""]
        if given and surname in found and found[surname] != value:
            shared.add(surname)
        elif given:
            found[surname] = value
    return {surname: value for surname, value in found.items() if surname not in shared and surname not in names}


def _parts(words: str, tokens: Sequence[str]) -> Collection[tuple[int, int]]:
    """The word indexes of the parts that commas, brackets and "and" leave; the words are the tokens with spaces."""
    parts = []
    starts = [0, *accumulate(len(token) + 1 for token in tokens)][: len(tokens)]
    begin = 0
    for match in [*_PART.finditer(words), None]:
        stop = match.start() if match else len(words)
        # How many words begin before each limit; a token may hold any number of commas.
        first, last = bisect_left(starts, begin), bisect_left(starts, stop)
        if first < last:
            parts.append((first, last))
        begin = match.end() if match else stop
    return parts


def _runs(tokens: list[str]) -> Iterator[tuple[int, int]]:
    """The half-open index pairs of all runs of words that are no longer than a name."""
    for first in range(len(tokens)):
        for last in range(first + 1, min(first + MOST_NAME_WORDS, len(tokens)) + 1):
            yield first, last


def _spellings(tokens: list[str]) -> list[str]:
    """How the register may have these words, in lower case; nothing if they cannot be a name."""
    if sum(map(len, tokens)) > _MOST_LETTERS:
        return []
    run = " ".join(tokens)
    plain = run.strip(_EDGES)
    if not any(map(str.isalnum, plain)) or (plain.lower() in SMALL_WORDS and not (plain.isupper() and len(plain) > 1)):
        return []
    written = [plain]
    if plain[-1] in "sS":
        written.append(_POSSESSIVE.sub("", plain))
    if "." in run and run.strip(_EDGES_BUT_FULL_STOP).endswith("."):
        written.append(plain + ".")  # "U.S.", "Apple Inc."
    found = []
    for form in written:
        straight = form.translate(_APOSTROPHES)
        lower, folded = straight.lower(), straight.casefold()
        for spelling in (lower,) if lower == folded else (lower, folded):
            found.append(spelling)
            if "'" in spelling:
                found.append(spelling.replace("'", "’"))
    return found
