"""Who does what a verb says, also where commas part the two. Pure: words in, half-open pairs of their indexes out."""

from collections.abc import Sequence

from claims.suggestions import cue_words, english_verbs
from claims.suggestions.appositions import is_apposition, is_participle, says_more
from claims.suggestions.genders import may_mean
from claims.suggestions.noun_phrases import main_subject, phrase_before
from claims.suggestions.tokens import Word
from claims.suggestions.vocabulary import PRONOUNS

# No more words than this name an office before a name between commas: "The mayor of Strelsau, Ada Vane,".
_OFFICE = 10
# No more parts between commas stand behind a subject.
_PARTS = 6
# What these open stands between a subject and its verb, and names neither.
_PARENTHETIC = cue_words.RELATIVE_ENGLISH | {"whose", "where"}
# "While arguing": the subject is that of the clause before.
_BEFORE_PARTICIPLE = frozenset({"while", "when", "before", "after"})
_DESCRIBING = frozenset({"a", "an", "the"})
# Behind a preposition a possessive may mean anybody; not so in "was firm in her demand".
_PARTING_OWNERS = cue_words.ALL_PREPOSITIONS - {"in"} | cue_words.AND_ONLY
_OWNERS = {"he": "his", "she": "her", "it": "its", "they": "their"}
NO_SUBJECT = cue_words.ALL_PREPOSITIONS | cue_words.ADVERBS | cue_words.GERMAN_SUBORDINATING


def subject_of(words: Sequence[Word], end: int, verb: int) -> tuple[int, int] | None:
    """The subject of the verb whose group begins at `end`."""
    if not end:
        return None
    last = words[end - 1]
    if words[verb].plain.endswith("ing") and last.ends_part:
        return _of_last_report(words, end) or main_subject(words[:end])
    if words[verb].plain.endswith("ing") and last.plain in _BEFORE_PARTICIPLE and end > 1:
        # "Vane left, while arguing that".
        return _of_last_report(words, end - 1) or main_subject(words[: end - 1])
    if last.plain in cue_words.RELATIVE_ENGLISH and end > 1:
        found = antecedent(words, end - 1)
        return _with_name(words, found) if found and last.plain == "who" else found
    if last.plain in cue_words.AND_ONLY:
        # A second verb of the same subject, unless it opens a clause of its own.
        return main_subject(words[: end - 1])
    if last.ends_part:
        return _parted(words, end)
    who = next((i for i in range(end - 1, 0, -1) if words[i].plain == "who" or words[i - 1].ends_part), 0)
    if who and words[who].plain == "who" and not words[who - 1].ends_part:
        # "Two officials who asked not to be named said".
        found = phrase_before(words, who)
        return (found[0], end) if found else None
    return phrase_before(words, end)


def _of_last_report(words: Sequence[Word], end: int) -> tuple[int, int] | None:
    """The subject of the last part between commas, if it reports: "…, Vane added, saying"."""
    begin = next((i for i in range(end - 1, 0, -1) if words[i - 1].ends_part), 0)
    verb = next((i for i in range(begin + 1, end) if words[i].plain in cue_words.ENGLISH_VERBS), None)
    found = phrase_before(words, verb) if verb is not None and words[verb - 1].plain not in cue_words.PASSIVE else None
    return found if found and found[0] == begin else None


def _with_name(words: Sequence[Word], found: tuple[int, int]) -> tuple[int, int]:
    """The phrase with the name that it describes: "Ada Vane, a pilot", before "who"."""
    begin, end = found
    if begin < 2 or words[begin].plain not in _DESCRIBING or "," not in words[begin - 1].tail:
        return found
    named = phrase_before(_closed(words, begin), begin, owned=True)
    return (named[0], end) if named and all(words[i].capital for i in range(*named)) else found


def stance_subject(words: Sequence[Word], owner: int) -> tuple[int, int] | None:
    """Whom the possessive pronoun there means within its clause: its subject, as in "Vane repeated her call for"."""
    before = words[owner - 1] if owner else None
    if before is None or before.ends_part or before.plain in _PARTING_OWNERS or before.plain in english_verbs.COPULAS:
        return None
    begin = next(
        (i for i in range(owner - 1, 0, -1) if words[i - 1].ends_part or words[i].plain in cue_words.CLAUSE_OPENERS), 0
    )
    begin += words[begin].plain in cue_words.CLAUSE_OPENERS
    found = main_subject(words[begin : owner + 1])
    if not found or begin + found[1] >= owner:
        return None
    start, end = begin + found[0], begin + found[1]
    if words[end - 1].plain in cue_words.SUBJECT_PRONOUNS | PRONOUNS:
        fits = _OWNERS.get(words[end - 1].plain) == words[owner].plain
    else:
        plural = words[end - 1].plain.endswith("s")
        their = words[owner].plain == "their"
        # A name may end so as well; two names are no single subject.
        fits = (plural if their else not plural) or words[end - 1].capital != their
        name = " ".join(words[i].plain for i in range(start, end) if words[i].capital)
        fits = fits and may_mean(words[owner].plain, name)
        fits = fits and not any(words[i].plain in cue_words.AND_ONLY for i in range(start, end))
    return (start, end) if fits else None


def antecedent(words: Sequence[Word], end: int) -> tuple[int, int] | None:
    """The noun phrase before a relative pronoun: its comma is no limit."""
    found = phrase_before(_closed(words, end), end, owned=True)
    return found if found and found[1] == end else None


def _parted(words: Sequence[Word], end: int) -> tuple[int, int] | None:
    """The English subject that descriptions or relative clauses between commas part from its verb."""
    limits = [i + 1 for i in range(end - 1) if words[i].ends_part]
    relative = False
    for place in range(len(limits) - 1, max(len(limits) - 1 - _PARTS, -1), -1):
        begin = limits[place]
        stop = limits[place + 1] if place + 1 < len(limits) else end
        before = limits[place - 1] if place else 0
        opened = words[before].plain in NO_SUBJECT and not words[begin].plain.isdecimal()
        if words[begin].plain in _PARENTHETIC or is_participle(words, begin) or words[begin].plain in NO_SUBJECT:
            relative = True
        elif (
            words[before].plain in cue_words.DETERMINERS
            and is_apposition(words, begin, stop)
            and begin - before <= _OFFICE
        ):
            # "The mayor of the city, Ada Vane, wrote".
            found = antecedent(words, begin)
            return (found[0], end) if found else phrase_before(_closed(words, stop), stop)
        elif not says_more(words, begin, stop) or opened:
            return phrase_before(_closed(words, stop), stop)
        found = antecedent(words, begin)
        if found and not says_more(words, before, begin):
            return found if relative else (found[0], end)
    return before_parenthesis(words, end)


def _closed(words: Sequence[Word], end: int) -> list[Word]:
    """The words up to an index, without the comma behind the last."""
    return [*words[: end - 1], words[end - 1]._replace(tail="")]


def before_parenthesis(words: Sequence[Word], end: int) -> tuple[int, int] | None:
    """The subject that a relative clause or an apposition between commas parts from its verb."""
    limits = [i + 1 for i in range(end - 1) if words[i].ends_part]
    for limit in reversed(limits):
        if words[limit].plain in cue_words.RELATIVE:
            return antecedent(words, limit)
    found = antecedent(words, limits[-1]) if limits else None
    return (found[0], end) if found and is_apposition(words, limits[-1], end) else found
