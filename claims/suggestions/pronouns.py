"""Whom the pronouns of a drafted claim may mean; which of them mean what the claim itself names.

A claim is read without its article, so its pronouns are gaps; those whose antecedent stands in the claim itself stay
words. Pure: words in, words out.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from claims.suggestions.claim_text import MOST_STATED, ClaimWording
from claims.suggestions.coordination import is_plural
from claims.suggestions.cue_words import ADVERBS, ALL_PREPOSITIONS, CLAUSE_OPENERS, DETERMINERS
from claims.suggestions.genders import gender_of
from claims.suggestions.names import best_name
from claims.suggestions.noun_phrases import main_subject
from claims.suggestions.pronoun_words import REFLEXIVE, SORTS, SUBJECTS, owns, sort_of
from claims.suggestions.speaker_mentions import inside_sentence
from claims.suggestions.tokens import Word, words_in
from claims.suggestions.vocabulary import ARTICLES, SMALL_WORDS

# "It was necessary to", "es sei klar, dass": this "it" means nobody.
_EXPLETIVE = re.compile(
    r"(?:['’]s|\s(?:is|was|will be|would be|has been|seems|may be|sei|ist|war|wäre|isn['’]t|wasn['’]t))"
    r"\s(?!(?:not )?(?:going|able|ready|set|due|willing|up|here|there|meant|designed|used|forced|trying|bound|about)\b)"
    r"(?:\w+\s)?(?!\w+ed\b|(?:hard|easy|difficult|tough|impossible) to \w+\W*\Z)"
    r"\w+,?\s(?:to|that|for|if|when|whether|how|dass|zu)\b"
    r"|(?:['’]s|\s(?:is|was))\s(?:been|not|about|high|past)?\s?"
    r"(?:time|a (?:shame|pity|fact|mistake|disgrace) (?:to|that|how))\b"
    r"|\s(?:comes to|turns out|turned out|remains to be seen|seems (?:like|as|that)|looks like|appears that)\b"
)
# "It is Boxer who works", "it was in May that", "it is going to be a long night", "it will be hard to": nobody either.
_BE = r"(?:['’]s|\s(?:is|was|isn['’]t|wasn['’]t))(?: not| only| always| never)?"
_WILL_BE = r"(?:['’]ll be|['’]s going to be|\s(?:will be|would be|(?:is|was)(?: not| never)? going to be))"
_CLEFT = re.compile(
    rf"{_BE} (?:(?:in|on|at|by|for|with|through|because of|from|under|during|to) )?"
    r"(?:(?:the|this|these|those|that|their|our|his|her|its|my|your) (?:[\w’'-]+ ){1,5}?"
    r"|(?:[A-Z\d][\w’'-]* ){1,4}|[\w’'-]+s |(?:now|only then|here|there|then) )(?:that|who|whom)\b"
    rf"|{_WILL_BE}(?: (?:very|quite|really|extremely|too|so|pretty|even|a bit|a little))?"
    r" (?:(?:a|an) (?:[\w-]+ ){0,3}?(?:day|night|morning|evening|week|weekend|month|year|winter|summer|spring|autumn"
    r"|season|time|while|struggle|fight|battle|challenge|race|road|ride|journey|game|match|election)"
    r"|tough|rough|hard|harder|difficult|tricky|ugly|chaos|interesting|cold|colder|hot|hotter|dark|late|war"
    r"|(?!\w+ed\b)\w+ (?:to|that|if|when|whether|how))\b(?! to \w+\W*\Z)"
)
_NOBODY = re.compile(r"\s(?:gibt|gab|gebe|gäbe|heißt|hieß|rain|kommt|kam|geht|ging)\w*\b")
_ACCUSING = ("accus", "blam", "alleg", "charg", "condemn", "beschuldig", "vorw", "warf", "wirft", "anklag")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whom a pronoun may mean, as the article has them inside a sentence: "the US", "Ada Vane"."""

    words: str
    kind: str = "unknown"
    # Several, joined by "and".
    several: bool = False
    # Whoever speaks: what "we" and "our" mean.
    speaks: bool = False
    # "he" or "she", where the article tells.
    gender: str = ""
    # Named before what is said against somebody.
    accused: bool = field(default=False, compare=False)


def bound_gaps(draft: ClaimWording, names: Sequence[str] = (), *, quoted: bool = False) -> ClaimWording:
    """The draft without the gaps whose pronoun means a name before it in the same clause, or nobody.

    Only "it", "its", reflexives and German "es" can be told so: he may be somebody else. In the speaker's own words,
    `quoted`, "he" and "his" mean the only name before them, and "they" and "their" several that open the sentence.
    `names` are names of persons, in lower case, which "it" never means.
    """
    return _without_gaps(
        draft,
        lambda before, pronoun, after: (
            _means_before(before, pronoun, after, quoted=quoted) or _is_bound(before, pronoun, after, names)
        ),
    )


def without_dummies(draft: ClaimWording) -> ClaimWording:
    """The draft without the gaps whose "it" means nobody: "It was the mayor who lied", "It is going to be hard"."""
    return _without_gaps(draft, lambda _before, pronoun, after: _means_nobody(pronoun, after))


def _without_gaps(draft: ClaimWording, is_clear: Callable[[str, str, str], bool]) -> ClaimWording:
    """The draft with those pronouns as words that are clear, by what stands before and behind them."""
    if len(draft.text) > MOST_STATED:
        return draft
    kept: list[tuple[int, int]] = []
    text = ""
    position = 0
    for start, end in draft.gaps:
        pronoun = draft.text[start + 1 : end - 1]
        text += draft.text[position:start]
        position = end
        if is_clear(text, pronoun, draft.text[end:]):
            text += pronoun
        else:
            kept.append((len(text), len(text) + end - start))
            text += draft.text[start:end]
    return ClaimWording(text + draft.text[position:], tuple(kept), draft.is_sentence)


def _means_nobody(pronoun: str, after: str) -> bool:
    plain = pronoun.lower()
    if plain == "es" and _NOBODY.match(after):
        return True
    return plain in {"it", "es"} and bool(_EXPLETIVE.match(after) or _CLEFT.match(after))


def _means_before(before: str, pronoun: str, after: str, *, quoted: bool) -> bool:
    """Whether "he" and "his" mean the only name before them, and "they" and "their" the several that open the words.

    In the speaker's own words, and in reported ones where that name opens them.
    """
    plain, sort = pronoun.lower(), sort_of(pronoun)
    if sort not in {"he", "she", "they"} or "[" in before or ";" in before:
        return False
    is_owner = owns(pronoun, after)
    words = words_in(before, 0, len(before))
    if not words or not (is_owner or (plain in SUBJECTS and len(words) > 2)):
        return False
    if sort == "they":
        subject = main_subject(words)
        end = subject[1] if subject and not subject[0] else 0
        return bool(end) and is_plural(f"the {words[end - 1].plain}") and not words[end - 1].possessive
    called = list(_named(before, words))
    if not quoted and (not called or not before.startswith(called[0])):
        return False
    return len(called) == 1 and gender_of(called[0], "", "") in {"", sort}


def _named(before: str, words: Sequence[Word]) -> Iterator[str]:
    """The names among the words: capitals in a row, without a lone first word that any sentence may open with."""
    index = 0
    while index < len(words):
        end = index
        while end < len(words) and words[end].capital and not (end > index and words[end - 1].ends_part):
            end += 1
        common = index == 0 and end == 1 and not words[0].possessive and _is_common(words[0].plain)
        if end > index and not common:
            yield before[words[index].start : words[end - 1].end]
        index = max(end, index + 1)


def _is_common(plain: str) -> bool:
    """Whether a word is a small one, which stands in capitals at the beginning only."""
    return plain in SMALL_WORDS | DETERMINERS | ALL_PREPOSITIONS | ADVERBS | CLAUSE_OPENERS


def _is_bound(before: str, pronoun: str, after: str, persons: Sequence[str]) -> bool:
    plain = pronoun.lower()
    if plain in REFLEXIVE:
        return bool(before.strip())
    if plain not in SORTS["it"]:
        return False
    if _means_nobody(pronoun, after):
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
    accused = [replace(each, accused=True) for each in others]
    ordered = [*accused, *speakers] if accuses else [*speakers, *others]
    once: dict[str, Candidate] = {}
    for candidate in ordered:
        once.setdefault(candidate.words.lower(), candidate)
    return list(once.values())
