"""Whom the pronouns of a drafted claim may mean, and the draft with them put in.

A claim is read without its article, so its pronouns are gaps; those whose antecedent stands in the claim itself stay
words. Pure: words in, words out.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product

from claims.language.beside import words_in
from claims.language.coordination import capital, is_plural, mended
from claims.language.mentions import inside_sentence
from claims.language.names import best_name
from claims.language.vocabulary import ARTICLES, listed
from claims.language.wording import MOST_STATED, ClaimWording

_SORTS = {
    "first": listed(
        """
        i me my mine myself we us our ours ourselves ich mich mir mein meine meiner meinem meinen meines wir uns unser
        unsere unserer unserem unseren unseres
        """
    ),
    "he": listed("he him his himself"),
    "she": listed("she her hers herself"),
    "it": listed("it its itself es"),
    "they": listed("they them their theirs themselves ihnen"),
    "er": listed("er ihn ihm sein seine seiner seinem seinen seines"),
    "sie": listed("sie ihr ihre ihrer ihrem ihren ihres"),
}
_PLURAL_SUBJECTS = listed("i we they wir sie")
_REFLEXIVE = listed("itself himself herself themselves myself ourselves")
_POSSESSIVE = listed(
    """
    my his her its our their ihr sein seine seiner seinem seinen seines ihre ihrer ihrem ihren ihres mein meine meiner
    meinem meinen meines unser unsere unserer unserem unseren unseres
    """
)
# "It was necessary to", "es sei klar, dass": this "it" means nobody.
_EXPLETIVE = re.compile(
    r"\s(?:is|was|will be|would be|has been|seems|may be|sei|ist|war|wäre)\s(?:\w+\s)?\w+,?\s(?:to|that|for|dass|zu)\b"
)
_NOBODY = re.compile(r"\s(?:gibt|gab|gebe|gäbe|heißt|hieß|rain|kommt|kam|geht|ging)\w*\b")
_PLURAL_KINDS = frozenset({"group", "unnamed", "unknown", "organisation"})
# What "their" owns: up to a comma, a verb, a preposition or another noun's article.
_OWNED = re.compile(
    r"\s([^\W\d_][\w-]*(?:\s[^\W\d_][\w-]*)*?)"
    r"(?=[,.;:—–]|\s(?:[a-z]+ed|was|were|is|are|has|have|had|would|will|in|on|at|to|from|the|a|an|this|that)\b)"
)
_ACCUSING = ("accus", "blam", "alleg", "charg", "condemn", "beschuldig", "vorw", "warf", "wirft", "anklag")
_NO_GENITIVE = frozenset("sßxz")
# Thirty names for five pronouns make 24 million ways; those that come first are the likeliest.
_MOST_WAYS = 1000


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whom a pronoun may mean, as the article has them inside a sentence: "the US", "Ada Vane"."""

    words: str
    kind: str = "unknown"
    # Several, joined by "and".
    several: bool = False
    # Whoever speaks: what "we" and "our" mean.
    speaks: bool = False


@dataclass(frozen=True, slots=True)
class Filled:
    """A draft whose gaps are filled, and with whom, in the order of the gaps."""

    text: str
    candidates: tuple[Candidate, ...]


def bound_gaps(draft: ClaimWording, names: Sequence[str] = ()) -> ClaimWording:
    """The draft without the gaps whose pronoun means a name before it in the same clause, or nobody.

    Only "it", "its", reflexives and German "es" can be told so: he may be somebody else. `names` are names of persons,
    in lower case, which none of these mean.
    """
    if len(draft.text) > MOST_STATED:
        return draft
    kept: list[tuple[int, int]] = []
    text = ""
    position = 0
    for start, end in draft.gaps:
        pronoun = draft.text[start + 1 : end - 1]
        text += draft.text[position:start]
        position = end
        if _is_bound(text, pronoun, draft.text[end:], names):
            text += pronoun
        else:
            kept.append((len(text), len(text) + end - start))
            text += draft.text[start:end]
    return ClaimWording(text + draft.text[position:], tuple(kept))


def filled(draft: ClaimWording, candidates: Sequence[Candidate], language: str = "") -> Iterator[Filled]:
    """The draft with its gaps filled, once for each way that the candidates allow, the first candidates first.

    All gaps of pronouns of one sort mean the same one; a second "it" stays a word once the first has its name.
    """
    if len(draft.text) > MOST_STATED:
        return
    sorts = list(dict.fromkeys(_sort(draft.text[start + 1 : end - 1]) for start, end in draft.gaps))
    # Whoever the claim names itself is seldom meant by its pronouns too.
    ranked = sorted(candidates, key=lambda candidate: candidate.words.lower() in draft.text.lower())
    for chosen in _choices(sorts, ranked):
        text = _put_in(draft, dict(zip(sorts, chosen, strict=True)), german=language.startswith("de"))
        if text:
            yield Filled(text, chosen)


def possessive(words: str, *, german: bool = False) -> str:
    """ "Ukraine’s", "the workers’", "Merkels"."""
    if german:
        return words + ("’" if words[-1:].lower() in _NO_GENITIVE else "s")
    return words + ("’" if is_plural(words) else "’s")


def _choices(sorts: Sequence[str], candidates: Sequence[Candidate]) -> Iterator[tuple[Candidate, ...]]:
    """Who may stand for each sort, another one for each; no more ways are tried than lead anywhere."""
    agreeing = [[candidate for candidate in candidates if _agrees(sort, candidate)] for sort in sorts]
    for chosen in islice(product(*agreeing), _MOST_WAYS):
        if len(set(chosen)) == len(chosen):
            yield chosen


def _sort(pronoun: str) -> str:
    """Which pronouns mean the same one: those of the first person, he, she, it, they."""
    plain = pronoun.lower()
    for sort, pronouns in _SORTS.items():
        if plain in pronouns:
            return sort
    return "other"


def _agrees(sort: str, candidate: Candidate) -> bool:
    match sort:
        case "first":
            return candidate.speaks
        case "he" | "she":
            return candidate.kind in {"person", "unknown", "unnamed"} and not candidate.several
        case "it":
            return candidate.kind != "person" and not candidate.several
        case "they":
            return candidate.several or candidate.kind in _PLURAL_KINDS
        case "er":
            return not candidate.several
        case "sie":
            return True
    return False


def _put_in(draft: ClaimWording, chosen: dict[str, Candidate], *, german: bool) -> str:
    """The draft's text with a name for each gap; "" where a possessive cannot be formed."""
    text = ""
    position = 0
    subjects: list[int] = []
    named: set[str] = set()
    for start, end in draft.gaps:
        pronoun = draft.text[start + 1 : end - 1]
        text += draft.text[position:start]
        position = end
        sort = _sort(pronoun)
        candidate = chosen[sort]
        again = sort in named
        if again and sort != "first":
            text += pronoun
            continue
        named.add(sort)
        if again and not german and candidate.kind != "person" and _owns(pronoun, draft.text[end:]):
            text += "their" if candidate.several else "its"
        elif not _owns(pronoun, draft.text[end:]):
            text += candidate.words
            plural = candidate.several or is_plural(candidate.words)
            if not plural and pronoun.lower() in _PLURAL_SUBJECTS:
                subjects.append(len(text))
        elif candidate.several:
            nouns = None if german else _OWNED.match(draft.text, end)
            if not nouns:
                return ""
            text += f"the {nouns[1].strip()} of {candidate.words}"
            position = end + len(nouns[0].rstrip())
        elif german and candidate.words.partition(" ")[0].lower() in ARTICLES:
            return ""
        else:
            text += possessive(candidate.words, german=german)
    text += draft.text[position:]
    for subject in reversed(subjects):
        text = mended(text, subject)
    return capital(text)


def _owns(pronoun: str, after: str) -> bool:
    """Whether a pronoun is a possessive: "her" and "ihr" only before a noun."""
    plain = pronoun.lower()
    return plain in _POSSESSIVE and (plain not in {"her", "ihr"} or after[1:2].isalnum())


def _is_bound(before: str, pronoun: str, after: str, persons: Sequence[str]) -> bool:
    plain = pronoun.lower()
    if plain in _REFLEXIVE:
        return bool(before.strip())
    if plain not in _SORTS["it"]:
        return False
    if plain in {"it", "es"} and (_EXPLETIVE.match(after) or (plain == "es" and _NOBODY.match(after))):
        return True
    clause = re.split(r"[,;:—–]\s|\bthat\s|\bdass\s", before)[-1]
    words = words_in(clause, 0, len(clause))
    if plain == "it" or "[" in clause:
        return False
    # A name that opens the sentence may be any word; any further capital is one.
    opens = clause == before
    capitals = [word for i, word in enumerate(words) if word.capital and (i or not opens or word.plain not in ARTICLES)]
    if capitals:
        return capitals[-1].plain not in persons and not capitals[-1].possessive
    # "The government raised its taxes."
    return len(words) > 2 and words[0].plain in ARTICLES


def wording_in(source_words: str, names: Collection[str], fallback: str) -> str:
    """How an actor is called inside a sentence: as the source words have it ("the Kremlin"), else the fallback.

    `names` are the actor's own, in lower case.
    """
    found = best_name(source_words, dict.fromkeys(names, True))
    if not found:
        return fallback
    words = " ".join(source_words.split())
    article = words[: max(words.find(found.words), 0)].rstrip().rpartition(" ")[2]
    return inside_sentence(f"{article} {found.words}" if article.lower() in ARTICLES else found.words)


def in_order(speakers: Sequence[Candidate], others: Sequence[Candidate], cue_words: str) -> list[Candidate]:
    """Whom a passage's pronouns may mean, likeliest first: who speaks; but who accuses mostly means another."""
    accuses = any(word.strip(".,").startswith(_ACCUSING) for word in cue_words.lower().split())
    ordered = [*others, *speakers] if accuses else [*speakers, *others]
    once: dict[str, Candidate] = {}
    for candidate in ordered:
        once.setdefault(candidate.words.lower(), candidate)
    return list(once.values())
