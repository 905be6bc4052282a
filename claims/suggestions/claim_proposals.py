"""Ready sentences for a claim, to be taken with one digit: the draft with its gaps filled, put apart, mended.

Nothing is invented: every proposal is made of words of the passage, of actors that the article names, or of a claim
stated before. Pure: words in, words out.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Any

from claims.suggestions.claim_pronouns import filled
from claims.suggestions.claim_text import MOST_STATED, ClaimWording, claim_wording
from claims.suggestions.coordination import apart, capital, coordinations, mended
from claims.suggestions.cue_words import ALL_PREPOSITIONS, AND_ONLY, AUXILIARIES, DETERMINERS, THAT
from claims.suggestions.names import best_name, find_names
from claims.suggestions.noun_phrases import main_subject
from claims.suggestions.pronoun_words import FIRST, sort_of
from claims.suggestions.pronouns import Candidate, bound_gaps
from claims.suggestions.tokens import words_in
from claims.suggestions.vocabulary import ARTICLES, PRONOUNS
from claims.text.quotations import quotations
from claims.text.sentences import sentences

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
# "That is why": said of what stands before it.
_POINTS_BACK = re.compile(
    r"(?:So\s|And\s|But\s)?(?:[Tt]hat|[Tt]hose|[Tt]hese|[Tt]his|Dies|Das)(?:[’']s|\s(?:is|was|are|were|will|would|has|have|had|can|could"
    r"|may|might|must|should|does|did|isn[’']t|wasn[’']t|doesn[’']t|means?|makes?|shows?|gives?|ist|war|wird|sei|hat))\b"
)
# English and German rules never run on other languages; "" is either of the two.
_RULES_FOR = frozenset({"en", "de", ""})
# More sentences than these are more than one passage says.
_MOST_SENTENCES = 4
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
    # Whether its pronouns can hardly mean anybody else.
    is_sure: bool = True


def proposals(
    draft: ClaimWording,
    candidates: Sequence[Candidate],
    *,
    language: str = "",
    names: Collection[str] = (),
    persons: Sequence[str] = (),
    stated: Sequence[str] = (),
    text: str = "",
    quoted: bool = False,
) -> list[Proposal]:
    """At most nine sentences for a drafted claim, the likeliest first; none for words that are no sentence.

    `candidates` are whom its pronouns may mean, in order; `names` what the register knows, and `persons` those of them
    that are persons, in lower case; `stated` the article's claims so far, the last one last; `text` the article;
    `quoted` tells that the words are the speaker's own. None in a language without rules: nothing there tells the
    pronouns, so a person goes over the words before they are a claim.
    """
    if not draft.text or len(draft.text) > MOST_STATED:
        return []
    language = language.partition("-")[0].lower()
    if language not in _RULES_FOR:
        return []
    found = [*_doing_so(draft.text, names, stated)]
    if found:
        return found[:MOST]
    quoted = quoted or _is_own(draft)
    pieces = _sentences(draft, language, quoted=quoted)
    if len(pieces) > 1 or (pieces and pieces[0] is not draft and pieces[0].is_sentence):
        return _each_alone(pieces, candidates, language, names=names, persons=persons, text=text, quoted=quoted)
    lowered = ClaimWording(sentence_case(draft.text, names, text), draft.gaps)
    if not draft.is_sentence or not pieces[0].is_sentence or _POINTS_BACK.match(draft.text):
        return []
    open_draft = bound_gaps(lowered, persons, quoted=quoted)
    for each in islice(filled(open_draft, candidates, language, quoted=quoted), MOST):
        why = Why.FILLED if each.candidates else Why.READY
        parts = apart(each.text, names)
        found += [Proposal(part, Why.APART, _besides(parts, part), each.is_sure) for part in parts]
        found.append(Proposal(each.text, why, is_sure=each.is_sure))
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
        common = word.plain in _SMALL or _is_verb_form(word.plain) or written_small(word.plain)
        if inside and common and len(written[0].lower()) == 1:
            lowered[word.start] = written[0].lower()
    return "".join(lowered)


def _is_verb_form(plain: str) -> bool:
    """Whether a word ends as verbs do, and is no short name: "running", not "Ted"."""
    return plain.endswith(("ing", "ed")) and len(plain) > 4


def _written_small(text: str) -> Callable[[str], bool]:
    """A test whether the text has a word as it stands. The text is read once for all words that hold no other sign."""
    words = frozenset(_WORD.findall(text))

    def has(plain: str) -> bool:
        if _WORD.fullmatch(plain):
            return plain in words
        return re.search(rf"(?<!\w){re.escape(plain)}(?!\w)", text) is not None

    return has


def _is_own(draft: ClaimWording) -> bool:
    """Whether words that no marks show as quoted are the speaker's own: "I" or "we" stands outside of marks."""
    marked = quotations(draft.text, 0, len(draft.text))
    return any(
        sort_of(draft.text[start + 1 : end - 1]) in FIRST and not any(left < start < right for left, right in marked)
        for start, end in draft.gaps
    )


def _sentences(draft: ClaimWording, language: str, *, quoted: bool) -> list[ClaimWording]:
    """Each sentence of the draft as one of its own; the draft if it is a single one.

    Of the speaker's own words none that begins or ends within marks: somebody else said it.
    """
    limits = list(sentences(draft.text, 0, len(draft.text)))
    if len(limits) == 1:
        return [draft]
    marked = quotations(draft.text, 0, len(draft.text)) if quoted else ()
    limits = [
        (start, end)
        for start, end in limits
        if not any(left < start < right or left < end < right for left, right in marked)
    ]
    if not limits:
        return [draft._replace(is_sentence=False)]
    # Brackets of its gaps go, since each sentence gets its own; those that the words have themselves stay.
    opened = {place for start, end in draft.gaps for place in (start, end - 1)}
    words = [
        "".join(draft.text[place] for place in range(start, end) if place not in opened)
        for start, end in limits[:_MOST_SENTENCES]
    ]
    return [claim_wording(each, language, quoted=quoted) for each in words]


def _each_alone(
    drafts: Sequence[ClaimWording], candidates: Sequence[Candidate], language: str, *, quoted: bool, **known: Any
) -> list[Proposal]:
    """Of several sentences those that can be claims on their own, to be taken together or one by one.

    Behind the first one "he" and "it" may mean anybody, so that the speaker is not put in for them.
    """
    made: list[str] = []
    for place, draft in enumerate(drafts):
        found = proposals(draft, candidates, language=language, quoted=quoted or place > 0, **known)
        if found and found[0].is_sure:
            made += [found[0].statement, *found[0].besides]
    parts = tuple(dict.fromkeys(made))
    return [Proposal(part, Why.APART, _besides(parts, part)) for part in parts][:MOST]


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
