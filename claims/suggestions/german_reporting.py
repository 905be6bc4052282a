"""German clauses that report: their verb comes second or last, and may be in two parts. Pure: words in, indexes out."""

from collections.abc import Sequence

from claims.suggestions import cue_words
from claims.suggestions.appositions import is_apposition
from claims.suggestions.noun_phrases import main_subject, phrase_after, phrase_before
from claims.suggestions.reporting_nouns import Reading
from claims.suggestions.subjects import NO_SUBJECT, before_parenthesis
from claims.suggestions.tokens import Word

# A verb reports what stands at most this many words behind it.
_FAR = 30
_EXPLETIVE = frozenset({"it", "es"})
_HEISST = frozenset({"heißt", "hieß"})


def german_clause(words: Sequence[Word], verb: int, *, follows: bool) -> Reading | None:
    """A German clause: its verb comes second or last, and may be in two parts."""
    begin = next((i + 1 for i in range(verb - 1, -1, -1) if words[i].ends_part), 0)
    end = len(words)
    if not follows:
        end = next((i + 1 for i in range(verb, len(words)) if words[i].ends_part), end)
    reported = verb
    finite = verb + 1 < end and words[verb + 1].plain in cue_words.GERMAN_AUXILIARIES
    cue = {verb, verb + finite}
    auxiliary = None
    if words[verb].plain not in cue_words.GERMAN_VERBS or finite or verb + 1 == end:
        auxiliary = auxiliary_before(words, verb)
    if auxiliary is not None:
        verb = auxiliary
        cue.add(auxiliary)
        by = next((i for i in range(auxiliary + 1, reported) if words[i].plain in cue_words.BY), None)
        if words[auxiliary].plain in cue_words.PASSIVE and by:
            return Reading(_runs(cue), phrase_after(words[:reported], by + 1))
    elif words[end - 1].plain in cue_words.GERMAN_PREFIXES and end - 1 > verb:
        cue.add(end - 1)
    cue |= {i - 1 for i in (*cue, end) if verb < i - 1 < end and words[i - 1].plain in cue_words.ANNOUNCING}
    if reported > begin and words[reported - 1].plain in cue_words.GERMAN_PREFIXES:
        cue.add(reported - 1)
    opening = words[begin].plain if begin < verb else ""
    final = reported + finite + 1 == end and auxiliary is None
    if begin < verb and words[verb - 1].plain in cue_words.AND_ONLY:
        source = _shifted(main_subject(words[begin : verb - 1]), begin) if _opens_with_subject(words, begin) else None
    elif opening in cue_words.GERMAN_SUBORDINATING and final:
        source = phrase_after(words[:verb], begin + 1 + (words[begin + 1].plain == "aus"), appositions=False)
        if opening == "wie":
            cue.add(begin)
    elif words[verb].plain in _HEISST and verb + 1 < end and words[verb + 1].plain == "es":
        cue.add(verb + 1)
        placed = verb + 2 < end and words[verb + 2].plain in cue_words.ALL_PREPOSITIONS
        source = _object(words, verb + 3) if placed else None
        if opening in cue_words.ALL_PREPOSITIONS and verb - begin > 1:
            source = begin + 1, verb
    elif opening and _opens_with_subject(words, begin):
        source = phrase_before(words, verb)
    else:
        source = before_parenthesis(words, begin) if begin == verb and _parenthetic(words, begin) else None
        source = source or phrase_after(words, verb + 1)
    if source and words[source[0]].plain in _EXPLETIVE and words[verb].plain in {"heißt", "hieß", "wurde", "wird"}:
        source = None
    return Reading(_runs(cue), source) if source or len(words) - verb <= 4 else None


def _object(words: Sequence[Word], begin: int) -> tuple[int, int] | None:
    """A phrase behind a preposition: "aus dem Ministerium"."""
    article = begin < len(words) and words[begin].plain in cue_words.OBJECT_DETERMINERS
    found = phrase_after(words, begin + article, appositions=False)
    return (begin, found[1]) if found else None


def _parenthetic(words: Sequence[Word], end: int) -> bool:
    """Whether an apposition or a relative clause between commas ends there, behind what may be a subject."""
    limits = [i + 1 for i in range(end - 1) if words[i].ends_part]
    if not limits or not _opens_with_subject(words, limits[-2] if len(limits) > 1 else 0):
        return False
    return words[limits[-1]].plain in cue_words.RELATIVE or is_apposition(words, limits[-1], end)


def _opens_with_subject(words: Sequence[Word], begin: int) -> bool:
    """Whether a German clause has its subject in front of the verb; if not, it stands behind it."""
    return words[begin].plain not in NO_SUBJECT


def _shifted(limits: tuple[int, int] | None, by: int) -> tuple[int, int] | None:
    return (limits[0] + by, limits[1] + by) if limits else None


def _runs(indexes: set[int]) -> tuple[tuple[int, int], ...]:
    """Half-open ranges of the indexes that follow one another."""
    found: list[tuple[int, int]] = []
    for index in sorted(indexes):
        if found and found[-1][1] == index:
            found[-1] = (found[-1][0], index + 1)
        else:
            found.append((index, index + 1))
    return tuple(found)


def auxiliary_before(words: Sequence[Word], index: int) -> int | None:
    """Where the German auxiliary of a participle stands, in the same part of the sentence."""
    for i in range(index - 1, max(index - _FAR, -1), -1):
        if words[i].plain in cue_words.GERMAN_AUXILIARIES:
            return i
        if words[i].ends_part:
            break
    return None
