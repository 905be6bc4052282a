"""How words beside a passage report it: which of them are the cue, and which name the speaker.

A handful of patterns of English and German news. Pure: words in, indexes of words out.
"""

from collections.abc import Sequence

from claims.language import cues
from claims.language.beside import Word
from claims.language.phrases import is_apposition, main_subject, phrase_after, phrase_before, verb_group, verb_like
from claims.language.sayings import Reading, according, said_by, saying

# A verb reports what stands at most this many words behind it.
_FAR = 30
# No more words than this name a speaker before a colon.
_COLON = 10
_EXPLETIVE = frozenset({"it", "es"})
_HEISST = frozenset({"heißt", "hieß"})
_VERB_OR_NOUN = cues.ENGLISH_SAYINGS | cues.NOUNS_TOO
_NO_SUBJECT = cues.ALL_PREPOSITIONS | cues.ADVERBS | cues.GERMAN_SUBORDINATING


def _verbs(words: Sequence[Word]) -> list[int]:
    """Where a verb reports; "the claims" and "its statement" are no verbs."""
    return [i for i, word in enumerate(words) if _reports(words, i) and not _is_noun(words, i) and word.plain]


def _reports(words: Sequence[Word], index: int) -> bool:
    word = words[index]
    if word.plain in cues.GERMAN_REPORTED and index and not word.capital:
        return word.plain in cues.GERMAN_VERBS or _auxiliary_before(words, index) is not None or _last(words, index)
    known = word.plain in cues.ENGLISH_VERBS or word.plain in cues.GERMAN_VERBS
    return known and (not word.capital or index == 0 or word.plain in cues.ENGLISH_VERBS)


def _last(words: Sequence[Word], index: int) -> bool:
    return index + 1 == len(words) or words[index + 1].plain in cues.GERMAN_AUXILIARIES


def _is_noun(words: Sequence[Word], index: int) -> bool:
    if not index or words[index].plain not in _VERB_OR_NOUN:
        return False
    before = words[index - 1]
    return before.plain in cues.DETERMINERS or (before.possessive and not before.ends_part)


def _auxiliary_before(words: Sequence[Word], index: int) -> int | None:
    """Where the German auxiliary of a participle stands, in the same part of the sentence."""
    for i in range(index - 1, max(index - _FAR, -1), -1):
        if words[i].plain in cues.GERMAN_AUXILIARIES:
            return i
        if words[i].ends_part:
            break
    return None


def read_before(words: Sequence[Word], *, that: bool = False) -> Reading | None:
    """What reports in the words before a passage, which may begin with "that"."""
    if not words:
        return None
    if words[-1].plain in cues.OWN_CLAUSES:
        return None
    if words[-1].plain == "wonach" and len(words) > 1:
        return Reading(((len(words) - 1, len(words)),), _antecedent(words, len(words) - 1))
    last = len(words) - 1
    verb = next(reversed(_verbs(words)), -1)
    accorded = according(words, verb)
    whole = accorded is not None and accorded.source is not None and accorded.source[1] == len(words)
    sayings = None if whole else said_by(words) or saying(words)
    if sayings:
        return sayings
    if that and verb_like(words, last) and not words[last].ends_part and words[last].plain not in cues.AUXILIARIES:
        # Whatever the verb, what it is followed by tells that it reports.
        verb = last
    if accorded and verb < accorded.cue[0][0]:
        return accorded
    if verb >= 0 and len(words) - verb <= _FAR:
        return _around(words, verb)
    if ":" in words[-1].tail and len(words) <= _COLON:
        return Reading((), main_subject(words))
    auxiliary = _auxiliary_before(words, last)
    having = auxiliary is not None and words[auxiliary].plain in cues.GERMAN_HAVING and not words[last].capital
    if having and words[last].plain.endswith(("t", "en")) and words[last].plain not in cues.ALL_PREPOSITIONS:
        return _german(words, last, follows=False)
    return None


def read_after(words: Sequence[Word]) -> Reading | None:
    """What reports in the words after a passage, or amid it."""
    if not words:
        return None
    if words[0].plain == "so" and not (len(words) > 1 and _reports(words, 1)):
        source = phrase_after(words, 1)
        return Reading(((0, 1),), source) if source and source[0] == 1 else None
    accorded = according(words[: next((i + 1 for i, word in enumerate(words) if word.ends_part), len(words))], -1)
    if accorded:
        return accorded
    clause = next((i + 1 for i, word in enumerate(words) if set(word.tail) & set(";:")), len(words))
    verb = next((i for i in _verbs(words[:clause])), -1)
    if verb < 0:
        return None
    return _around(words[:clause], verb, follows=True)


def _around(words: Sequence[Word], verb: int, *, follows: bool = False) -> Reading | None:
    """The cue around a verb, and its subject before or after it."""
    begin, auxiliary = verb_group(words, verb)
    cue: tuple[tuple[int, int], ...] = ((auxiliary, verb + 1),)
    following = words[verb + 1].plain if verb + 1 < len(words) else ""
    passive = any(word.plain in cues.PASSIVE for word in words[auxiliary:verb])
    if passive and (following in cues.BY or following == "as"):
        cue = ((auxiliary, verb + 2 + (following == "as" and verb + 2 < len(words))),)
        if words[verb].plain not in cues.QUOTED:
            return Reading(cue, phrase_after(words, verb + 2))
    german = words[verb].plain in cues.GERMAN_VERBS or words[verb].plain in cues.GERMAN_REPORTED
    if german:
        return _german(words, verb, follows=follows)
    source = _subject(words, begin, verb)
    if follows and source and begin and (source[0] > 1 or words[begin - 1].ends_part) and begin > 1:
        # After a passage the subject opens the clause; what stands further on reports something else.
        source = source if source[0] == 0 else None
        if source is None:
            return None
    if source is None and (not begin or german or words[begin - 1].ends_part or words[begin].plain in cues.ADVERBS):
        source = phrase_after(words, verb + 1)
    if source and words[source[0]].plain in _EXPLETIVE and (passive or words[verb].plain in {"heißt", "says"}):
        source = None
    return Reading(cue, source)


def _subject(words: Sequence[Word], end: int, verb: int) -> tuple[int, int] | None:
    """The subject of the verb whose group begins at `end`."""
    if not end:
        return None
    last = words[end - 1]
    if words[verb].plain.endswith("ing") and last.ends_part:
        return main_subject(words[:end])
    if last.plain in cues.RELATIVE_ENGLISH and end > 1:
        return _antecedent(words, end - 1)
    if last.plain in cues.AND_ONLY:
        # A second verb of the same subject, unless it opens a clause of its own.
        return main_subject(words[: end - 1])
    if last.ends_part:
        return _before_parenthesis(words, end)
    who = next((i for i in range(end - 1, 0, -1) if words[i].plain == "who" or words[i - 1].ends_part), 0)
    if who and words[who].plain == "who" and not words[who - 1].ends_part:
        # "Two officials who asked not to be named said".
        found = phrase_before(words, who)
        return (found[0], end) if found else None
    return phrase_before(words, end)


def _antecedent(words: Sequence[Word], end: int) -> tuple[int, int] | None:
    """The noun phrase before a relative pronoun: its comma is no limit."""
    unlimited = [*words[: end - 1], words[end - 1]._replace(tail="")]
    found = phrase_before(unlimited, end, owned=True)
    return found if found and found[1] == end else None


def _before_parenthesis(words: Sequence[Word], end: int) -> tuple[int, int] | None:
    """The subject that a relative clause or an apposition between commas parts from its verb."""
    limits = [i + 1 for i in range(end - 1) if words[i].ends_part]
    for limit in reversed(limits):
        if words[limit].plain in cues.RELATIVE:
            return _antecedent(words, limit)
    found = _antecedent(words, limits[-1]) if limits else None
    return (found[0], end) if found and is_apposition(words, limits[-1], end) else found


def _german(words: Sequence[Word], verb: int, *, follows: bool) -> Reading | None:
    """A German clause: its verb comes second or last, and may be in two parts."""
    begin = next((i + 1 for i in range(verb - 1, -1, -1) if words[i].ends_part), 0)
    end = len(words)
    if not follows:
        end = next((i + 1 for i in range(verb, len(words)) if words[i].ends_part), end)
    reported = verb
    finite = verb + 1 < end and words[verb + 1].plain in cues.GERMAN_AUXILIARIES
    cue = {verb, verb + finite}
    auxiliary = None
    if words[verb].plain not in cues.GERMAN_VERBS or finite or verb + 1 == end:
        auxiliary = _auxiliary_before(words, verb)
    if auxiliary is not None:
        verb = auxiliary
        cue.add(auxiliary)
        by = next((i for i in range(auxiliary + 1, reported) if words[i].plain in cues.BY), None)
        if words[auxiliary].plain in cues.PASSIVE and by:
            return Reading(_runs(cue), phrase_after(words[:reported], by + 1))
    elif words[end - 1].plain in cues.GERMAN_PREFIXES and end - 1 > verb:
        cue.add(end - 1)
    cue |= {i - 1 for i in (*cue, end) if verb < i - 1 < end and words[i - 1].plain in cues.ANNOUNCING}
    if reported > begin and words[reported - 1].plain in cues.GERMAN_PREFIXES:
        cue.add(reported - 1)
    opening = words[begin].plain if begin < verb else ""
    final = reported + finite + 1 == end and auxiliary is None
    if begin < verb and words[verb - 1].plain in cues.AND_ONLY:
        source = _shifted(main_subject(words[begin : verb - 1]), begin) if _opens_with_subject(words, begin) else None
    elif opening in cues.GERMAN_SUBORDINATING and final:
        source = phrase_after(words[:verb], begin + 1 + (words[begin + 1].plain == "aus"), appositions=False)
        if opening == "wie":
            cue.add(begin)
    elif words[verb].plain in _HEISST and verb + 1 < end and words[verb + 1].plain == "es":
        cue.add(verb + 1)
        placed = verb + 2 < end and words[verb + 2].plain in cues.ALL_PREPOSITIONS
        source = _object(words, verb + 3) if placed else None
        if opening in cues.ALL_PREPOSITIONS and verb - begin > 1:
            source = begin + 1, verb
    elif opening and _opens_with_subject(words, begin):
        source = phrase_before(words, verb)
    else:
        source = _before_parenthesis(words, begin) if begin == verb and _parenthetic(words, begin) else None
        source = source or phrase_after(words, verb + 1)
    if source and words[source[0]].plain in _EXPLETIVE and words[verb].plain in {"heißt", "hieß", "wurde", "wird"}:
        source = None
    return Reading(_runs(cue), source) if source or len(words) - verb <= 4 else None


def _object(words: Sequence[Word], begin: int) -> tuple[int, int] | None:
    """A phrase behind a preposition: "aus dem Ministerium"."""
    article = begin < len(words) and words[begin].plain in cues.OBJECT_DETERMINERS
    found = phrase_after(words, begin + article, appositions=False)
    return (begin, found[1]) if found else None


def _parenthetic(words: Sequence[Word], end: int) -> bool:
    """Whether an apposition or a relative clause between commas ends there, behind what may be a subject."""
    limits = [i + 1 for i in range(end - 1) if words[i].ends_part]
    if not limits or not _opens_with_subject(words, limits[-2] if len(limits) > 1 else 0):
        return False
    return words[limits[-1]].plain in cues.RELATIVE or is_apposition(words, limits[-1], end)


def _opens_with_subject(words: Sequence[Word], begin: int) -> bool:
    """Whether a German clause has its subject in front of the verb; if not, it stands behind it."""
    return words[begin].plain not in _NO_SUBJECT


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
