"""A drafted claim with names for its pronouns: each way that makes a sound sentence, the likeliest first.

Pure: a draft and whom its pronouns may mean in, sentences out.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product

from claims.suggestions.claim_text import MOST_STATED, ClaimWording
from claims.suggestions.coordination import capital, is_plural, mended
from claims.suggestions.pronoun_agreement import agrees, can_stand, is_single, stands_in_plural
from claims.suggestions.pronoun_words import FIRST, FIRST_REFLEXIVE, GERMAN_SUBJECTS, OWNERS, SUBJECTS, owns, sort_of
from claims.suggestions.pronouns import Candidate
from claims.suggestions.verb_agreement import agreeing
from claims.suggestions.vocabulary import ARTICLES
from claims.text.quotations import quotations
from claims.text.word_lists import listed

# What "their" owns: up to a comma, a verb, a preposition or another noun's article.
_OWNED = re.compile(
    r"\s([^\W\d_][\w-]*(?:\s[^\W\d_][\w-]*)*?)"
    r"(?=[,.;:—–]|\s(?:[a-z]+ed|was|were|is|are|has|have|had|would|will|in|on|at|to|from|the|a|an|this|that)\b)"
)
_NO_GENITIVE = frozenset("sßxz")
# What whoever is reported to say "his" or "their" at the beginning mostly has themselves.
_KIN = listed(
    "wife husband son daughter sons daughters children brother sister mother father parents family boss campaign team"
    " staff office company department agency life career"
)
# Words before a pronoun that opens a claim, at most.
_OPENING_WORDS = 1
# Thirty names for five pronouns make 24 million ways; those that come first are the likeliest.
_MOST_WAYS = 1000


@dataclass(frozen=True, slots=True)
class Filled:
    """A draft whose gaps are filled, and with whom, in the order of the gaps."""

    text: str
    candidates: tuple[Candidate, ...]
    # Whether the pronouns can hardly mean anybody else.
    is_sure: bool = True


def filled(
    draft: ClaimWording, candidates: Sequence[Candidate], language: str = "", *, quoted: bool = False
) -> Iterator[Filled]:
    """The draft with its gaps filled, once for each way that the candidates allow, the first candidates first.

    All gaps of pronouns of one sort mean the same one; a second "it" stays a word once the first has its name.
    `quoted`: the words are the speaker's own, who says "he" and "they" of others only. A way that makes no sound
    sentence is left out.
    """
    if len(draft.text) > MOST_STATED:
        return
    if not draft.gaps:
        yield Filled(draft.text, ())
        return
    sorts = {sort_of(draft.text[start + 1 : end - 1]): False for start, end in draft.gaps}
    for start, end in draft.gaps:
        sorts[sort_of(draft.text[start + 1 : end - 1])] |= quoted or _is_quoted(draft.text, start)
    if quoted and any(
        sort_of(draft.text[start + 1 : end - 1]) in FIRST and _is_quoted(draft.text, start) for start, end in draft.gaps
    ):
        # "No one says ‘my plan’": of somebody else.
        return
    german = language.startswith("de")
    candidates = [each for each in candidates if can_stand(each, german=german)]
    opens = dict.fromkeys(sorts, False)
    for start, _ in reversed(draft.gaps):
        opens[sort_of(draft.text[start + 1 :].partition("]")[0])] = draft.text.count(
            " ", 0, start
        ) <= _OPENING_WORDS and not _owns_stranger(draft.text, start)
    # Whoever the claim names itself is seldom meant by its pronouns too.
    ranked = sorted(candidates, key=lambda candidate: candidate.words.lower() in draft.text.lower())
    for chosen in _choices(sorts, ranked, german=german):
        text = _put_in(draft, dict(zip(sorts, chosen, strict=True)), german=german)
        if text:
            pairs = zip(sorts, chosen, strict=True)
            sure = all(_is_sure(sort, each, candidates, opens=opens[sort]) for sort, each in pairs)
            yield Filled(text, chosen, sure)


def _owns_stranger(text: str, start: int) -> bool:
    """Whether a possessive stands there before a noun that others may have as well: "his lack", not "his wife"."""
    pronoun, _, after = text[start + 1 : start + 100].partition("]")
    owner = owns(pronoun, after) and sort_of(pronoun) not in FIRST
    return owner and _KIN.isdisjoint(after.lower().replace("’s", "").replace("'s", "").split()[:2])


def _is_quoted(text: str, position: int) -> bool:
    """Whether a gap stands in quotation marks within the draft."""
    return any(start < position < end for start, end in quotations(text, 0, len(text)))


def _is_sure(sort: str, candidate: Candidate, candidates: Sequence[Candidate], *, opens: bool) -> bool:
    """Whether a pronoun hardly means anybody else: who speaks, the first one of an accusation, the only several.

    Whoever is reported to say "he" means themselves where that `opens` the claim, and maybe another further on.
    """
    several = sort in {"they", "sie"} and candidate.several and sum(each.several for each in candidates) == 1
    if candidate.speaks:
        return opens or sort in FIRST
    return several or (candidate.accused and candidate == candidates[0])


def possessive(words: str, *, german: bool = False) -> str:
    """ "Ukraine’s", "the workers’", "Merkels"."""
    if german:
        return words + ("’" if words[-1:].lower() in _NO_GENITIVE else "s")
    return words + ("’" if is_plural(words) else "’s")


def _choices(
    sorts: Mapping[str, bool], candidates: Sequence[Candidate], *, german: bool
) -> Iterator[tuple[Candidate, ...]]:
    """Who may stand for each sort, another one for each; no more ways are tried than lead anywhere."""
    possible = [
        [
            each
            for each in candidates
            if agrees(sort, each, german=german) and not (quoted and each.speaks and sort not in FIRST)
        ]
        for sort, quoted in sorts.items()
    ]
    for chosen in islice(product(*possible), _MOST_WAYS):
        if len(set(chosen)) == len(chosen):
            yield chosen


def _put_in(draft: ClaimWording, chosen: dict[str, Candidate], *, german: bool) -> str:
    """The draft's text with a name for each gap; "" where no sound sentence comes of it."""
    text = ""
    position = 0
    named: set[str] = set()
    # Where a subject ends whose verb may have to change, from behind; and what stood there.
    subjects: list[tuple[int, int, str, bool]] = []
    for start, end in draft.gaps:
        pronoun = draft.text[start + 1 : end - 1]
        text += draft.text[position:start]
        position = end
        sort = sort_of(pronoun)
        candidate = chosen[sort]
        again = sort in named
        named.add(sort)
        words, taken = _word_for(pronoun, candidate, draft.text, end, again=again, german=german)
        if not words:
            return ""
        text += words
        position += taken
        plural = stands_in_plural(candidate) or words.lower() == "they"
        if pronoun.lower() in (GERMAN_SUBJECTS if german else SUBJECTS) and words != pronoun:
            subjects.append((len(text) - len(words), len(text), pronoun.lower(), plural))
    text += draft.text[position:]
    for begin, finish, pronoun, plural in reversed(subjects):
        made = _agreeing(text, begin, finish, pronoun, plural=plural, german=german)
        if made is None:
            return ""
        text = made
    return capital(text)


def _agreeing(text: str, begin: int, finish: int, pronoun: str, *, plural: bool, german: bool) -> str | None:
    """The text with the verb behind its subject in the number of that; None where that cannot be told."""
    if german:
        return text if plural else mended(text, finish)
    return agreeing(text, begin, finish, before=pronoun, plural=plural)


def _word_for(pronoun: str, candidate: Candidate, text: str, end: int, *, again: bool, german: bool) -> tuple[str, int]:
    """What stands for a pronoun, "" for nothing sound; and how many code points behind it that takes in."""
    plain = pronoun.lower()
    sort = sort_of(pronoun)
    if again and plain in _OBJECTS and not owns(pronoun, text[end:]) and sort not in FIRST:
        # "He asked him": two persons.
        return "", 0
    if again and (sort not in FIRST or german):
        return (pronoun if sort not in FIRST else candidate.words), 0
    if again or plain in FIRST_REFLEXIVE:
        return _said_again(plain, candidate, is_owner=owns(pronoun, text[end:])), 0
    if plain in OWNERS:
        return ("" if candidate.several else _owned_by(candidate, german=german)), 0
    if not owns(pronoun, text[end:]):
        return candidate.words, 0
    if candidate.several:
        nouns = None if german else _OWNED.match(text, end)
        return (f"the {nouns[1].strip()} of {candidate.words}", len(nouns[0].rstrip())) if nouns else ("", 0)
    if german and candidate.words.partition(" ")[0].lower() in ARTICLES:
        return "", 0
    return _owned_by(candidate, german=german), 0


def _owned_by(candidate: Candidate, *, german: bool) -> str:
    plural = not german and stands_in_plural(candidate) and candidate.words.endswith("s")
    return f"{candidate.words}’" if plural else possessive(candidate.words, german=german)


_OBJECTS = listed("him her ihn ihm")
# What stands for the first person behind the name: as subject, object, possessive, reflexive.
_AGAIN = {
    "it": ("it", "it", "its", "itself"),
    "they": ("they", "them", "their", "themselves"),
    "he": ("he", "him", "his", "himself"),
    "she": ("she", "her", "her", "herself"),
}


def _said_again(plain: str, candidate: Candidate, *, is_owner: bool) -> str:
    """The pronoun for a speaker who is named before; "" where the article does not tell which."""
    person = candidate.kind == "person" or is_single(candidate)
    plural = stands_in_plural(candidate)
    forms = _AGAIN.get("they" if plural else candidate.gender if person else "it")
    if not forms or plain in OWNERS:
        return ""
    return forms[3 if plain in FIRST_REFLEXIVE else 2 if is_owner else 0 if plain in SUBJECTS else 1]
