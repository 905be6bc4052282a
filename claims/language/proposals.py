"""Ready sentences for a claim, to be taken with one digit: the draft with its gaps filled, put apart, mended.

Nothing is invented: every proposal is made of words of the passage, of actors that the article names, or of a claim
stated before. Pure: words in, words out.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from claims.language.beside import words_in
from claims.language.coordination import apart, capital, coordinations, mended
from claims.language.cues import ALL_PREPOSITIONS, AND_ONLY, AUXILIARIES, DETERMINERS, THAT
from claims.language.names import best_name, find_names
from claims.language.phrases import main_subject
from claims.language.referents import Candidate, bound_gaps, filled
from claims.language.vocabulary import ARTICLES, PRONOUNS
from claims.language.wording import MOST_STATED, ClaimWording

# The digits 1 to 9.
MOST = 9

_DOING_SO = re.compile(
    r"(?P<who>.+?)(?:,? of (?:having )?(?:doing|done) (?:so|this|that|it|the same)"
    r"|,? (?:dies|das|es|dasselbe) (?:getan zu haben|zu tun))\W*",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_PARTS = re.compile(r"\s*,\s*(?:and\s+|und\s+)?|\s+(?:and|und|sowie|as well as)\s+")
_SMALL = AUXILIARIES | ALL_PREPOSITIONS | AND_ONLY | DETERMINERS | THAT | PRONOUNS | {"not", "nicht", "been"}
# From this share of capital words on, in English, a text is taken for a heading.
_HEADING = 0.7


class Why(StrEnum):
    """What was done to the draft."""

    READY = "ready"  # nothing was open
    FILLED = "filled"  # its pronouns have names
    APART = "apart"  # it said the same of several
    SAME = "same"  # "doing so": a claim stated before, said of another


@dataclass(frozen=True, slots=True)
class Proposal:
    """A sentence to take as a claim; `besides` are those that say the rest of the passage when it was put apart."""

    statement: str
    why: Why
    besides: tuple[str, ...] = ()


def proposals(
    draft: ClaimWording,
    candidates: Sequence[Candidate],
    *,
    language: str = "",
    names: Collection[str] = (),
    persons: Sequence[str] = (),
    stated: Sequence[str] = (),
    text: str = "",
) -> list[Proposal]:
    """At most nine sentences for a drafted claim, the likeliest first.

    `candidates` are whom its pronouns may mean, in order; `names` what the register knows, and `persons` those of them
    that are persons, in lower case; `stated` the article's claims so far, the last one last; `text` the article.
    """
    if not draft.text or len(draft.text) > MOST_STATED:
        return []
    language = language.partition("-")[0].lower()
    found = [*_doing_so(draft.text, names, stated)]
    if found:
        return found[:MOST]
    lowered = ClaimWording(sentence_case(draft.text, names, text), draft.gaps)
    open_draft = bound_gaps(lowered, persons)
    for each in islice(filled(open_draft, candidates, language), MOST):
        why = Why.FILLED if each.candidates else Why.READY
        parts = apart(each.text, names)
        found += [Proposal(part, Why.APART, _besides(parts, part)) for part in parts]
        found.append(Proposal(each.text, why))
    once: dict[str, Proposal] = {}
    for proposal in found:
        once.setdefault(proposal.statement, proposal)
    return list(once.values())[:MOST]


def sentence_case(statement: str, names: Collection[str], text: str = "") -> str:
    """A heading's words in lower case where they are no names: small words, verbs in -ing and -ed, what the article
    itself has in lower case. Any other text as it is.
    """
    words = words_in(statement, 0, len(statement))
    capitals = [word.capital for word in words if not word.plain.isdecimal()]
    if len(statement) > MOST_STATED or len(capitals) < 3 or sum(capitals) < _HEADING * len(capitals):
        return statement
    written_small = _written_small(text)
    known = {
        index
        for name in find_names([statement[word.start : word.end] for word in words], dict.fromkeys(names, True))
        for index in range(name.first, name.last)
        if words[index].plain not in ARTICLES
    }
    lowered = list(statement)
    for index, word in enumerate(words):
        written = statement[word.start : word.end]
        inside = index and index not in known and written[0].isupper() and written[1:].islower()
        common = word.plain in _SMALL or word.plain.endswith(("ing", "ed")) or written_small(word.plain)
        if inside and common and len(written[0].lower()) == 1:
            lowered[word.start] = written[0].lower()
    return "".join(lowered)


def _written_small(text: str) -> Callable[[str], bool]:
    """A test whether the text has a word as it stands. The text is read once for all words that hold no other sign."""
    words = frozenset(_WORD.findall(text))

    def has(plain: str) -> bool:
        if _WORD.fullmatch(plain):
            return plain in words
        return re.search(rf"(?<!\w){re.escape(plain)}(?!\w)", text) is not None

    return has


def _besides(parts: tuple[str, ...], part: str) -> tuple[str, ...]:
    return tuple(other for other in parts if other != part)


def _doing_so(statement: str, names: Collection[str], stated: Sequence[str]) -> Iterator[Proposal]:
    """ "X and Y of doing so": the last claim, said of X and of Y."""
    match = _DOING_SO.fullmatch(statement)
    if not match or not stated:
        return
    register = dict.fromkeys(names, True)
    subjects = []
    for who in filter(None, _PARTS.split(match["who"])):
        known = best_name(who, register)
        # "the US-led NATO alliance" is about NATO.
        subjects.append(_called(known.words, names) if known else who)
    last = stated[-1]
    words = words_in(last, 0, len(last))
    subject = main_subject(words)
    if not subject or subject[0]:
        return
    rest = last[words[subject[1] - 1].end :]
    made = tuple(capital(mended(who + rest, len(who))) for who in dict.fromkeys(subjects))
    # Whom the register knows first: it can be searched for, a mere "the West" seldom is.
    ranked = sorted(made, key=lambda claim: not _known_first(claim, register))
    yield from (Proposal(claim, Why.SAME, _besides(made, claim)) for claim in ranked)


def _called(name: str, names: Collection[str]) -> str:
    """With the article that the register has it with."""
    return f"the {name}" if f"the {name.lower()}" in names else name


def _known_first(claim: str, register: dict[str, bool]) -> bool:
    words = words_in(claim, 0, len(claim))
    named = find_names([claim[word.start : word.end] for word in words[:5]], register)
    return any(name.first == 0 for name in named)


def plural_candidates(text: str, start: int, end: int, names: Collection[str]) -> list[Candidate]:
    """Names joined by "and" from `start` to `end` in the text, the last first: what "they" may mean."""
    words = words_in(text, start, end)
    found = []
    for joined in reversed(coordinations(text, words, names)):
        first, last = joined.limits
        found.append(Candidate(text[words[first].start : words[last - 1].end], "group", several=True))
    return found


__all__ = ["MOST", "Candidate", "Proposal", "Why", "plural_candidates", "proposals", "sentence_case"]
