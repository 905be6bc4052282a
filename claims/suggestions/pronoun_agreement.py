"""Whether somebody may be meant by a pronoun, by number, gender and kind. Pure: candidates in."""

import re

from claims.suggestions.coordination import is_plural
from claims.suggestions.cue_words import ALL_PREPOSITIONS, DETERMINERS
from claims.suggestions.pronouns import Candidate
from claims.suggestions.titles import LONGEST_NAME
from claims.suggestions.vocabulary import ARTICLES
from claims.text.word_lists import listed

_SINGLE_KINDS = frozenset({"person", "unknown", "unnamed"})
_SINGULAR_KINDS = frozenset({"person", "state", "media", "organisation", "document"})
_PLURAL_KINDS = frozenset({"group", "organisation"})
# Half of the voters are, half of the town is; the number of ships is, a number of ships are.
_QUANTITY = re.compile(
    r"(?:(?:about|around|nearly|almost|over|some|more than|less than|at least|just|only) )?"
    r"(?:[\d.,]+ ?%|(?:[\d.,]+|[a-z-]+) per ?cent|(?:a |the |two |three |one )?(?:vast |overwhelming |large |small )?"
    r"(?:half|third|thirds|quarter|quarters|majority|minority|most|some|all|many|few|plenty|part|rest|share|bulk)"
    r"|an? (?:growing |large |small |record )?(?:number|range|variety|handful|couple|lot|group)) (?:of )(?P<of>.+)",
    re.IGNORECASE,
)
_PLURALS = listed("people men women children police voters respondents americans")
_PERSON_NOUN = re.compile(
    r"(?:man|woman|person|[^p]er|or|ist|ian|ant|ent|ee|chief|aide|ally|source|official)\Z", re.IGNORECASE
)
# What follows the noun that says who it is.
_AFTER_HEAD = ALL_PREPOSITIONS | {"close", "familiar", "briefed", "involved", "who", "that"}


def can_stand(candidate: Candidate, *, german: bool = False) -> bool:
    """Whether somebody's words can be a subject: "the clerk", "clerks", but not "clerk for the town"."""
    if candidate.kind not in {"unnamed", "unknown"} or candidate.several:
        return True
    first = candidate.words[:LONGEST_NAME].split()[:1]
    if german:
        return " " in candidate.words or candidate.words[:1].islower()
    bare = bool(first) and first[0].islower() and first[0] not in DETERMINERS and not first[0][0].isdecimal()
    return not bare or stands_in_plural(candidate)


def is_single(candidate: Candidate) -> bool:
    """Whether somebody unnamed is one: "a spokesman", not "officials"."""
    return candidate.kind in {"unnamed", "unknown"} and not stands_in_plural(candidate)


def stands_in_plural(candidate: Candidate) -> bool:
    """Whether a verb behind it stands in the plural: "the workers", not "the United States"."""
    if candidate.several or candidate.kind in _SINGULAR_KINDS:
        return candidate.several
    # "Sources close to the campaign" are several.
    quantity = _QUANTITY.fullmatch(candidate.words[:LONGEST_NAME])
    words = (quantity["of"] if quantity else candidate.words[:LONGEST_NAME]).split()
    if words and words[0].lower() in _PLURALS:
        return True
    if quantity and words and words[0].lower() not in ARTICLES:
        # "58 percent of Strelsau voters overall".
        stop = next((i for i, word in enumerate(words) if i and word.lower() in _AFTER_HEAD), len(words))
        return any(word.lower() in _PLURALS or is_plural(f"the {word}") for word in words[:stop] if word.islower())
    head = next((i for i, word in enumerate(words) if i and word.lower() in _AFTER_HEAD), len(words))
    lone = head == 1 and words[0].endswith("s") and not words[0].endswith("ss")
    return lone or is_plural(" ".join(words[:head]))


def _agrees_in_german(sort: str, candidate: Candidate) -> bool:
    """By the article, and by the name of a person: "er" is no "die Firma", "es" only what has "das"."""
    article = candidate.words.partition(" ")[0].lower()
    if sort == "it":
        return article == "das" and candidate.kind != "person"
    if sort == "er":
        return article not in {"die", "das"} and candidate.gender != "she" and _agrees_in_english(sort, candidate)
    if sort == "sie":
        several = candidate.several or (candidate.kind == "person" and candidate.gender != "he")
        return several or article == "die"
    return _agrees_in_english(sort, candidate)


def _is_person_noun(candidate: Candidate) -> bool:
    """Whether somebody unnamed is a person by the noun: "a spokeswoman for the bank", not "the report"."""
    words = candidate.words[:LONGEST_NAME].split()
    head = next((i for i, word in enumerate(words) if i and word.lower() in _AFTER_HEAD), len(words))
    return candidate.kind in {"unnamed", "unknown"} and bool(head) and bool(_PERSON_NOUN.search(words[head - 1]))


def _agrees_in_english(sort: str, candidate: Candidate) -> bool:
    match sort:
        case "i":
            return candidate.speaks and not candidate.several and candidate.kind in _SINGLE_KINDS
        case "we":
            # A person's "we" are more than that person.
            return candidate.speaks and (candidate.several or candidate.kind != "person") and not is_single(candidate)
        case "he" | "she":
            return (
                candidate.kind in _SINGLE_KINDS and not stands_in_plural(candidate) and candidate.gender in {"", sort}
            )
        case "it":
            named = candidate.kind in {"unknown", "unnamed"} and candidate.words[:1].isupper()
            named = named or _is_person_noun(candidate)
            return candidate.kind != "person" and not named and not stands_in_plural(candidate)
        case "they":
            return stands_in_plural(candidate) or candidate.kind in _PLURAL_KINDS
        case "er":
            return not candidate.several
        case "sie":
            return True
    return False


def agrees(sort: str, candidate: Candidate, *, german: bool = False) -> bool:
    """Whether a pronoun of a sort, as `pronouns.sort_of` has it, may mean somebody."""
    return _agrees_in_german(sort, candidate) if german else _agrees_in_english(sort, candidate)
