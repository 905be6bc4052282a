"""Names joined by "and": found, and a sentence about several of them put apart, so that each can be denied on its own.

Only where names that the register knows leave no doubt. Pure: words and names in, words out.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from claims.suggestions import inflection
from claims.suggestions.claim_text import MOST_STATED
from claims.suggestions.cue_words import AND_ONLY, AUXILIARIES, PAST
from claims.suggestions.names import find_names
from claims.suggestions.tokens import Word, words_in
from claims.suggestions.verbs import verb_like
from claims.suggestions.vocabulary import ARTICLES
from claims.text.word_lists import listed

_AND = listed("and und sowie &")
# Names behind these belong together: nobody can be between one alone.
_TOGETHER = listed("between zwischen both beide sowohl either neither weder entweder among unter")
# Only behind these is the object of a sentence put apart.
_BEFORE_OBJECT = listed("of by from with against for to von vom mit durch gegen für")
# What several do with one another, none does alone; and "their" would mean nobody.
_MUTUAL = listed(
    """
    met meet meeting agreed agree agreeing signed sign signing discussed discuss discussing negotiated negotiating
    exchanged exchanging fought fighting clashed talking together each jointly trafen treffen einigten geeinigt
    they their them themselves ihre ihren ihrer unterzeichneten verhandeln verhandelten gemeinsam zusammen
    """
)
_NEGATIVE = listed(
    """
    not no never without unless if nor neither only cannot ohne wenn falls nicht kein keine keinen keiner keinem nie nur
    """
)
_MODALS = listed("will would can could may might must should shall soll sollen kann können wird werden")
SINGULAR = {
    **inflection.SINGULAR,
    "sind": "ist",
    "waren": "war",
    "haben": "hat",
    "hatten": "hatte",
    "wurden": "wurde",
    "werden": "wird",
    "seien": "sei",
    "hätten": "habe",
    "wollen": "will",
    "sollen": "soll",
    "können": "kann",
    "müssen": "muss",
}
PLURAL = {"is": "are", "was": "were", "has": "have", "does": "do"}
_MOST_WORDS = 4
# Where the verb behind a subject ends at the latest, in code points.
_NEXT_WORD = 100


class Coordination(NamedTuple):
    """Names joined in a row: the word indexes of each, half-open, with its article."""

    parts: tuple[tuple[int, int], ...]

    @property
    def limits(self) -> tuple[int, int]:
        return self.parts[0][0], self.parts[-1][1]


def coordinations(text: str, words: Sequence[Word], names: Collection[str]) -> list[Coordination]:
    """Where names are joined: each is known, in lower case, or is the last and in capitals up to its clause's end."""
    if not any(map(_joins, words)):
        return []
    known = _known(text, words, names)
    found: list[Coordination] = []
    index = 0
    while index < len(words):
        parts: list[tuple[int, int]] = []
        begin = index
        while begin in known:
            parts.append((begin, known[begin]))
            begin = known[begin]
            if begin < len(words) and _joins(words[begin]):
                begin += 1
            elif "," not in words[begin - 1].tail:
                begin = len(words)
        last = parts[-1][1] if parts else index
        if parts and begin == last + 1 and begin < len(words):
            end = _capital_end(words, begin)
            if end:
                parts.append((begin, end))
        joined = len(parts) > 1 and any(_joins(words[end]) for _, end in parts[:-1] if end < len(words))
        if joined:
            found.append(Coordination(tuple(parts)))
        # What joins none of a row joins none of the rest of it.
        index = max(parts[-1][1] if parts else index + 1, index + 1)
    return found


def apart(sentence: str, names: Collection[str]) -> tuple[str, ...]:
    """A sentence of several names as one sentence for each; nothing if it has none that can be put apart.

    The verb is mended: "The US and NATO are …" becomes "The US is …", "NATO is …".
    """
    if len(sentence) > MOST_STATED:
        return ()
    words = words_in(sentence, 0, len(sentence))
    for joined in coordinations(sentence, words, names):
        first, end = joined.limits
        before = words[first - 1].plain if first else ""
        if before in _TOGETHER or (first > 1 and words[first - 2].plain in _TOGETHER):
            continue
        subject = first == 0 and end < len(words) and not words[end - 1].ends_part
        if subject and not _mendable(words, end):
            continue
        if not subject and not _divisible(words, joined):
            continue
        return tuple(_alone(sentence, words, joined, part, subject=subject) for part in joined.parts)
    return ()


def mended(sentence: str, position: int) -> str:
    """The sentence with the auxiliary behind its subject, which ends at a position, in the subject's number."""
    verb = next(iter(words_in(sentence, position, min(position + _NEXT_WORD, len(sentence)))), None)
    forms = PLURAL if is_plural(sentence[:position]) else SINGULAR
    form = forms.get(verb.plain.replace("’", "'")) if verb else None
    return sentence[: verb.start] + form + sentence[verb.end :] if verb and form else sentence


def is_plural(name: str) -> bool:
    """Whether a name ends as English plurals do: "the workers", not "the US" or "Congress"."""
    common = name[:1].islower() or name.partition(" ")[0].lower() in ARTICLES
    return common and name[-1:] == "s" and name[-2:] != "ss" and name[-2:].islower()


def capital(sentence: str) -> str:
    """With a capital first letter."""
    return sentence[:1].upper() + sentence[1:] if len(sentence[:1].upper()) == 1 else sentence


def _alone(sentence: str, words: Sequence[Word], joined: Coordination, part: tuple[int, int], *, subject: bool) -> str:
    first, end = joined.limits
    written = sentence[words[part[0]].start : words[part[1] - 1].end]
    start = sentence[: words[first].start] + written
    made = start + sentence[words[end - 1].end :]
    return capital(mended(made, len(start)) if subject else made)


def _known(text: str, words: Sequence[Word], names: Collection[str]) -> dict[int, int]:
    """The known names by the index where each begins with its article, and where it ends."""
    found: dict[int, int] = {}
    end = 0
    for name in find_names([text[word.start : word.end] for word in words], dict.fromkeys(names, True)):
        crosses = any(word.ends_part for word in words[name.first : name.last - 1])
        if name.first < end or crosses or words[name.last - 1].possessive:
            continue
        first = name.first
        while first > end and words[first - 1].plain in ARTICLES and not words[first - 1].ends_part:
            first -= 1
        found[first] = end = name.last
    return found


def _joins(word: Word) -> bool:
    """Whether a word is an "and", or has one stuck to it by a misprint."""
    misprint = word.plain.endswith("and") and len(word.plain) <= len("and") + 2 and word.capital
    return word.plain in _AND or (misprint and word.plain not in {"land", "band", "sand", "hand", "stand", "brand"})


def _capital_end(words: Sequence[Word], begin: int) -> int | None:
    """The end of a name that no register knows, if it ends its clause."""
    first = begin + (words[begin].plain in ARTICLES)
    # No further than the longest name reaches.
    near = range(begin, min(first + _MOST_WORDS + 1, len(words)))
    stop = next((i + 1 for i in near if words[i].ends_part), near.stop)
    named = words[first:stop]
    plain = any(verb_like(words, i) or words[i].plain in AND_ONLY for i in range(first, stop))
    if not named or not named[0].capital or plain or len(named) > _MOST_WORDS:
        return None
    return stop


def _divisible(words: Sequence[Word], joined: Coordination) -> bool:
    """Whether the sentence holds of each object alone: not where it is denied, or holds without them only."""
    first, end = joined.limits
    placed = first > 0 and words[first - 1].plain in _BEFORE_OBJECT
    closes = end == len(words) or words[end - 1].ends_part
    return placed and closes and all(word.plain not in _NEGATIVE for word in words)


def _is_plural_noun(word: Word) -> bool:
    """Whether a word may be what several are called: "are the oldest towns"."""
    ends = word.plain.endswith("s") and not word.plain.endswith(("ss", "us", "ous", "is"))
    return ends and not word.capital and not word.possessive and len(word.plain) > 3


def _mendable(words: Sequence[Word], index: int) -> bool:
    """Whether the verb there can be said of one as well: past, modal, or an auxiliary that is mended."""
    plain = words[index].plain.replace("’", "'")
    if any(word.plain in _MUTUAL for word in words[index:]):
        return False
    if plain in {"are", "were"} and any(map(_is_plural_noun, words[index + 1 : index + 6])):
        return False
    past = plain.endswith("ed") or plain in PAST or plain in _MODALS
    return plain in SINGULAR or past or (plain in AUXILIARIES and plain not in {"is", "was", "has", "does", "be"})


__all__ = ["Coordination", "apart", "capital", "coordinations", "mended"]
