"""An actor that the register lacks, as the words of an article introduce it: the name and the kind to propose.

Made of words of the article only, and read by a few signs of English and German; the editor sees both before they
are kept. The kinds are those of the register (`ActorKind`). Pure: words in, words out.
"""

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Literal, NamedTuple

from claims.suggestions.actor_kinds import (
    DOCUMENTS,
    GROUPS,
    MASTHEADS,
    MEDIA,
    NEWS,
    ORGANISATION_ENDINGS,
    ORGANISATIONS,
    STATES,
    TITLES,
    UNNAMED,
    are_people,
)
from claims.suggestions.cue_words import (
    ADVERBS,
    ALL_PREPOSITIONS,
    AND_ONLY,
    AUXILIARIES,
    CLAUSE_OPENERS,
    DAYS,
    DETERMINERS,
    PAST,
    POSSESSIVE_PRONOUNS,
    QUANTIFIERS,
    SUBJECT_PRONOUNS,
)
from claims.suggestions.english_verbs import ADVERBS as ENGLISH_ADVERBS
from claims.suggestions.person_names import (
    BEHIND,
    MOST_NAME_WORDS,
    NO_NAMES,
    PARTICLES,
    in_full,
    is_common,
    is_title,
    name_length,
    person_in,
)
from claims.suggestions.titles import LONGEST_QUOTED_NAME, word_before
from claims.suggestions.tokens import Word, words_in
from claims.suggestions.vocabulary import ARTICLES, PRONOUNS
from claims.text.word_lists import listed

type Kind = Literal["person", "state", "organisation", "group", "document", "media", "unnamed", "unknown"]

# No name has more words; a longer one is cut before one of these.
_MOST_WORDS = 8
_CUTS = AND_ONLY | listed("of in from for at by on with to about under der des von vom für aus im bei auf zu unter")
# "last week", "at the time", "long ago".
_WHEN_OPENS = listed("last this next at long earlier late early two three five ten in on")
_WHEN = DAYS | listed("time week month year day ago morning evening night weekend")
_NOBODY = (
    PRONOUNS | SUBJECT_PRONOUNS | QUANTIFIERS | listed("everyone everybody anyone someone nobody others none itself")
)
_BY = listed("by von")
_RELATIVE = listed("who which that whose")
_CLAUSE = (
    AUXILIARIES
    | PAST
    | listed("n't but when while because if once than includes included attacked speak say try think said says")
)
_NO_FIRST = CLAUSE_OPENERS | AND_ONLY | ADVERBS | SUBJECT_PRONOUNS | listed("me him them us")
# "Even Ada Vane": no part of a name.
_FOCUS = listed("even only just")
# "Many voters", "the ministry", "her aides": no parts of a name.
_NO_PART = ARTICLES | POSSESSIVE_PRONOUNS | listed("many most some several few other more any")
_NO_LAST = CLAUSE_OPENERS | AND_ONLY | ADVERBS | DETERMINERS | ALL_PREPOSITIONS
_INSIDE_NAMES = listed("of the and for in on at to & der die das des und für")
_NO_NAMES = NO_NAMES | ENGLISH_ADVERBS
# Nobody is introduced in more code points; what comes behind them is not read.
_MOST_READ = 1000


class Newcomer(NamedTuple):
    """The name and kind to propose for an actor that is not in the register."""

    name: str
    kind: Kind


def new_actor(source_words: str, text: str = "") -> Newcomer | None:
    """Whom the source words introduce; None if they name nobody ("he", "it").

    With the article's `text`, a lone surname is given as that text has it in full.
    """
    words = _without_brackets(" ".join(source_words[:_MOST_READ].split())).strip(" ,;:")
    tokens = _introduced(_without_ages(words_in(words, 0, len(words))))
    if not tokens or all(token.plain in _NOBODY or token.plain in DETERMINERS for token in tokens):
        return None
    maker = _maker(tokens)
    tokens = maker or tokens
    person = person_in(tokens)
    if person:
        name = _written(words, person)
        return Newcomer(in_full(name, text) if len(person) == 1 else name, "person")
    outlet = _outlet(tokens)
    if outlet:
        return Newcomer(_written(words, outlet), "media")
    while len(tokens) > 1 and tokens[0].plain in _NO_PART:
        tokens = tokens[1:]
    tokens = _at_a_length(tokens)
    if not tokens:
        return None
    name = _written(words, tokens)
    kind = kind_of(name)
    if kind == "unknown" and len(tokens) == 1 and tokens[0].capital:
        if is_common(name, text):
            return None
        full = in_full(name, text)
        return Newcomer(full, "person" if full != name else kind_of(name, text))
    return Newcomer(name, kind) if kind != "unknown" or _is_called(tokens) else None


def _without_ages(tokens: Sequence[Word]) -> list[Word]:
    """Without the ages between commas: "Ada Vane, 47, a teacher"."""
    return [
        token
        for index, token in enumerate(tokens)
        if not (token.plain.isdecimal() and (not index or tokens[index - 1].ends_part) and _closes(tokens, index))
    ]


def _closes(tokens: Sequence[Word], index: int) -> bool:
    return index + 1 == len(tokens) or tokens[index].ends_part


def _introduced(tokens: Sequence[Word]) -> Sequence[Word]:
    """The words before a relative clause; none if they are a clause or a quotation rather than a name."""
    end = next(
        (i for i in range(1, len(tokens)) if tokens[i].plain in _RELATIVE and not tokens[i].capital), len(tokens)
    )
    named = tokens[1 if tokens and tokens[0].plain in _FOCUS else 0 : end]
    if not named or named[-1].plain in _NO_LAST or named[0].plain in _NO_FIRST or named[0].plain in DAYS:
        return []
    named = _without_time(named)
    clause = any(
        (token.plain in _CLAUSE and not token.capital)
        or re.split("['’]", token.plain, maxsplit=1)[0] in SUBJECT_PRONOUNS
        or (not token.plain and token.end - token.start > LONGEST_QUOTED_NAME)
        for token in named
    )
    return [] if clause else named


def _without_time(tokens: Sequence[Word]) -> Sequence[Word]:
    """Without "last week", "at the time", "long ago" at the end."""
    times = next(
        (i for i in range(1, len(tokens)) if tokens[i].plain in _WHEN_OPENS and tokens[-1].plain in _WHEN), None
    )
    return tokens[:times] if times else tokens


def _at_a_length(tokens: Sequence[Word]) -> Sequence[Word]:
    """No more words than a name has, up to a preposition or an "and"."""
    if len(tokens) <= _MOST_WORDS:
        return tokens
    cuts = [i for i in range(2, _MOST_WORDS + 1) if tokens[i].plain in _CUTS or tokens[i - 1].ends_part]
    return tokens[: cuts[-1]] if cuts else tokens[:0]


def _is_called(tokens: Sequence[Word]) -> bool:
    """Whether the words are a name: capital ones, and small ones between them."""
    return all(
        (token.capital or not token.plain or token.plain in PARTICLES or token.plain in _INSIDE_NAMES)
        and token.plain not in DETERMINERS
        for token in (tokens[0], tokens[-1], *tokens)
    ) and not (len(tokens) == 1 and tokens[0].plain in _NO_NAMES)


def kind_of(name: str, words: str = "") -> Kind:
    """What sort of actor a name is, by its own words; a lone name also by the title before it in `words`."""
    tokens = words_in(name, 0, len(name))
    if not tokens:
        return "unknown"
    head = _head(tokens)
    for nouns, kind in _HEADS:
        if head in nouns:
            return kind
    if (are_people(head) or head in TITLES) and head in {token.plain for token in tokens if not token.capital}:
        return "unnamed"
    if person_in(tokens) and len(tokens) > 1:
        return "person"
    plain = [token.plain for token in tokens if token.capital]
    if any(word in STATES for word in plain):
        return "state"
    if any(word in ORGANISATIONS or word.endswith(ORGANISATION_ENDINGS) for word in [head, *plain]):
        return "organisation"
    last = tokens[-1]
    if len(tokens) == 1 and name.isupper() and len(name) > 1:
        return "organisation"
    if last.plain and not last.capital and any(token.plain.isdecimal() for token in tokens):
        return "unnamed"
    return "person" if is_title(word_before(name, words).lower()) else "unknown"


_HEADS: tuple[tuple[frozenset[str], Kind], ...] = (
    (UNNAMED, "unnamed"),
    (MEDIA | MASTHEADS, "media"),
    (DOCUMENTS, "document"),
    (GROUPS, "group"),
    (STATES, "state"),
    (ORGANISATIONS, "organisation"),
)


def _head(tokens: Sequence[Word]) -> str:
    """The noun that the words are about: the last before "of", "for", "in" or a comma."""
    last = tokens[0].plain
    for index, token in enumerate(tokens):
        participle = token.plain.endswith("ed") and not token.capital and (last in UNNAMED or are_people(last))
        if index and (token.plain in BEHIND or participle):
            break
        last = token.plain
        if token.ends_part:
            break
    return last.removesuffix("’s").removesuffix("'s")


def _without_brackets(words: str) -> str:
    """Without what stands in brackets, and the space before them; a bracket that is never closed stays."""
    kept = []
    position = 0
    while (opening := words.find("(", position)) >= 0 and (closing := words.find(")", opening)) >= 0:
        kept.append(words[position:opening].rstrip())
        position = closing + 1
    return "".join([*kept, words[position:]])


def _maker(tokens: Sequence[Word]) -> Sequence[Word]:
    """Whose a document is, by name: "a study by the Zenda Institute"; empty where the words tell none."""
    by = next((i for i in range(1, len(tokens)) if tokens[i].plain in _BY or tokens[i - 1].ends_part), 0)
    if not by or tokens[by].plain not in _BY or tokens[by - 1].plain not in DOCUMENTS:
        return []
    behind = tokens[by + 1 :]
    while behind and behind[0].plain in ARTICLES:
        behind = behind[1:]
    return behind if behind and behind[0].capital else []


def _outlet(tokens: Sequence[Word]) -> list[Word] | None:
    """The words of an outlet's name beside what it is: "Izvestia newspaper", "die Nachrichtenagentur Petra"."""
    for index, token in enumerate(tokens):
        agency = token.plain == "agency" and index and tokens[index - 1].plain in NEWS
        if token.plain not in MEDIA and not agency:
            continue
        behind = tokens[index + 1 : index + 1 + MOST_NAME_WORDS]
        named = list(takewhile(lambda word: word.capital or not word.plain, behind))
        if not named:
            before = tokens[: index - 1] if agency else tokens[:index]
            named = list(before[len(before) - name_length(before) :])
        if named:
            return named
    return None


def _written(words: str, tokens: Sequence[Word]) -> str:
    """The words as written, without quotation marks around a name."""
    return words[tokens[0].start : tokens[-1].end].strip("“”„\"«»'‚‘ ")
