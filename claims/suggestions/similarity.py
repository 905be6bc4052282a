"""Which of the claims known may be meant: nearly the same words, or what a refutation most likely denies.

Dice's measure over the stems of the words that carry meaning, an actor's names counting as one word. Small and
transparent on purpose: it ranks the few claims of an article for the eye, and decides nothing. Pure: words in, the
caller's own values out.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from claims.suggestions.cue_words import (
    ADVERBS,
    ALL_PREPOSITIONS,
    AND_ONLY,
    AUXILIARIES,
    CLAUSE_OPENERS,
    DETERMINERS,
    ENGLISH_SAYINGS,
    GERMAN_SAYINGS,
    MADE,
)
from claims.suggestions.names import find_names
from claims.suggestions.tokens import words_in
from claims.suggestions.vocabulary import PRONOUNS
from claims.text.word_lists import listed

# From this likeness on, of 1, a claim is offered before a new one is made.
NEARLY_THE_SAME = 0.4
# How much speaks for a denied claim besides its words. Set by hand, for order only.
_DENIED_BEFORE = 0.5  # its speaker denied it already in this article
_OF_WHOM_IS_NAMED = 0.6  # an actor that the refutation names states it: "the claims made by the West"
_JUST_STATED = 0.2  # stated right before
_SMALL = (
    DETERMINERS | ALL_PREPOSITIONS | AND_ONLY | AUXILIARIES | CLAUSE_OPENERS | PRONOUNS | ADVERBS | MADE
    | ENGLISH_SAYINGS | GERMAN_SAYINGS | listed("not no never nicht kein keine it's than such")
)  # fmt: skip
_SUFFIXES = (
    *("ations", "ation", "ating", "ated", "ungen", "ingly", "ities", "ments", "ings", "ung", "ing", "ies", "ied"),
    *("est", "ity", "ment", "ers", "ten", "tet", "ed", "es", "en", "er", "em", "et", "te", "ly", "s", "e", "n"),
)
_SHORTEST = 3
_MOST_READ = 5000


@dataclass(frozen=True, slots=True)
class Known[C, A: Hashable]:
    """A claim that the article's passages state or deny so far; `position` is where, in code points, last."""

    claim: C
    statement: str
    position: int = 0
    stated_by: frozenset[A] = frozenset()
    denied_by: frozenset[A] = frozenset()


def content_words[A: Hashable](words: str, register: Mapping[str, A]) -> frozenset[object]:
    """The stems of the words that carry meaning; the names of an actor that the register knows are one, the actor.

    Of more than `_MOST_READ` code points the first are read: a passage may be as long as its article.
    """
    words = words[:_MOST_READ]
    tokens = words_in(words, 0, len(words))
    found: set[object] = set()
    index = 0
    names = {name.first: name for name in reversed(find_names([words[t.start : t.end] for t in tokens], register))}
    while index < len(tokens):
        # Of names that begin at one word the longest counts.
        if index in names:
            found.add(("actor", names[index].value))
            index = names[index].last
            continue
        if tokens[index].plain and tokens[index].plain not in _SMALL:
            found.add(stem(tokens[index].plain))
        elif not tokens[index].plain:
            found |= content_words(words[tokens[index].start + 1 : tokens[index].end - 1], register)
        index += 1
    return frozenset(found)


def stem(plain: str) -> str:
    """A word in lower case without its commonest English and German endings."""
    for possessive in ("'s", "’s", "'", "’"):
        plain = plain.removesuffix(possessive)
    for suffix in _SUFFIXES:
        if plain.endswith(suffix) and len(plain) - len(suffix) >= _SHORTEST + (suffix in "en"):
            plain = plain.removesuffix(suffix)
            break
    doubled = len(plain) > _SHORTEST and plain[-1] == plain[-2] and plain[-1] not in "aeious"
    return plain[:-1] if doubled else plain


def dice(one: Collection[object], other: Collection[object]) -> float:
    """Twice what both hold over what each holds: 1 for the same, 0 for nothing in common."""
    together = len(one) + len(other)
    return 2 * len(set(one) & set(other)) / together if together else 0.0


def alike[C, A: Hashable](
    draft: str, known: Iterable[Known[C, A]], register: Mapping[str, A], *, least: float = NEARLY_THE_SAME
) -> list[C]:
    """The claims that say nearly what the draft says, the likest first.

    The register maps names in lower case to actors, so that "Washington" and "the US" are one word.
    """
    words = content_words(draft, register)
    scored = [(dice(words, content_words(each.statement, register)), each) for each in known]
    ranked = sorted((pair for pair in scored if pair[0] >= least), key=lambda pair: (-pair[0], -pair[1].position))
    return list(dict.fromkeys(each.claim for _, each in ranked))


def likely_denied[C, A: Hashable](
    words: str,
    known: Iterable[Known[C, A]],
    register: Mapping[str, A],
    *,
    nested: Sequence[C] = (),
    position: int = 0,
    speakers: Collection[A] = (),
) -> list[C]:
    """The claims that a refutation with these words may deny, the likeliest first; nothing is left out but its own.

    First those that passages `nested` in it state, in their order. Then by likeness, more for what its `speakers`
    denied before, for claims of an actor that its words name, and for the claim stated last before its `position`.
    Nobody denies what only they themselves state.
    """
    own = frozenset(speakers)
    meant = content_words(words, register)
    named = {part[1] for part in meant if isinstance(part, tuple)}
    others = [each for each in known if not (each.stated_by and each.stated_by <= own)]
    last = max((each.position for each in others if each.position < position), default=-1)

    def score(each: Known[C, A]) -> float:
        return (
            dice(meant, content_words(each.statement, register))
            + _DENIED_BEFORE * bool(own & each.denied_by)
            + _OF_WHOM_IS_NAMED * bool((named - own) & each.stated_by)
            + _JUST_STATED * (each.position == last)
        )

    ranked = sorted(others, key=lambda each: (-score(each), -each.position))
    return list(dict.fromkeys([*nested, *(each.claim for each in ranked)]))
