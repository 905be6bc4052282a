"""How words beside a passage report it: which of them are the cue, and which name the speaker.

A handful of patterns of English and German news. Pure: words in, indexes of words out.
"""

from collections.abc import Sequence

from claims.suggestions import cue_words
from claims.suggestions.actor_kinds import DOCUMENTS
from claims.suggestions.appositions import is_setting, with_descriptions
from claims.suggestions.english_verbs import COPULAS, PAST_FORMS, PROGRESSIVE
from claims.suggestions.german_reporting import auxiliary_before, german_clause
from claims.suggestions.governing_words import addressing_verb, causer, governing_verb, is_passive, receives, stance
from claims.suggestions.language_rules import Tongue
from claims.suggestions.noun_phrases import main_subject, phrase_after, phrase_before
from claims.suggestions.reporting_nouns import Reading, according, said_by, saying
from claims.suggestions.subjects import antecedent, stance_subject, subject_of
from claims.suggestions.tokens import Word
from claims.suggestions.verbs import verb_group, verb_like
from claims.suggestions.vocabulary import PREPOSITIONS

# A verb reports what stands at most this many words behind it; English says further on who else says so.
_FAR = {"en": 10, "de": 30}
# No more words than this name a speaker before a colon.
_COLON = 10
# No headline has more words.
_HEADLINE = 20
_EXPLETIVE = frozenset({"it", "es"})
# "It comes to", "it became clear": nobody does.
_IMPERSONAL = COPULAS | {"comes", "came", "became", "becomes", "appears", "appeared", "turns", "turned"}
# "When asked", "as reported": without a subject nobody is said to ask.
_BEFORE_PARTICIPLE = cue_words.OWN_CLAUSES | {"if", "once", "as", "unless", "until", "than"}
# Behind a verb they begin what it reports itself: "a poll found that he would".
_OWN_CONTENT = cue_words.THAT | {"so", "whether", "if", "how", "why", "what", "ob"}
# They open a clause of its own behind reported speech.
_NEXT_CLAUSE = frozenset({"but", "and", "while", "although", "though", "whereas", "yet"})
_VERB_OR_NOUN = cue_words.ENGLISH_SAYINGS | cue_words.NOUNS_TOO


def _verbs(words: Sequence[Word]) -> list[int]:
    """Where a verb reports; "the claims" and "its statement" are no verbs."""
    return [i for i, word in enumerate(words) if _reports(words, i) and not _is_noun(words, i) and word.plain]


def _reports(words: Sequence[Word], index: int) -> bool:
    word = words[index]
    if word.plain in cue_words.GERMAN_REPORTED and index and not word.capital:
        return word.plain in cue_words.GERMAN_VERBS or auxiliary_before(words, index) is not None or _last(words, index)
    if word.capital and index and word.plain in _VERB_OR_NOUN and not _is_headline(words):
        # "the Strelsau Report" is a name.
        return False
    known = word.plain in cue_words.ENGLISH_VERBS or word.plain in cue_words.GERMAN_VERBS
    return known and (not word.capital or index == 0 or word.plain in cue_words.ENGLISH_VERBS)


def _last(words: Sequence[Word], index: int) -> bool:
    return index + 1 == len(words) or words[index + 1].plain in cue_words.GERMAN_AUXILIARIES


def _is_noun(words: Sequence[Word], index: int) -> bool:
    before = words[index - 1] if index else None
    if before and before.plain in PREPOSITIONS and not before.ends_part and words[index].plain.endswith("ed"):
        # "a lead in pledged delegates".
        return True
    if before is None or words[index].plain not in _VERB_OR_NOUN:
        return False
    if index + 1 < len(words) and words[index + 1].plain in cue_words.AUXILIARIES and not words[index].ends_part:
        # "The rules are old".
        return True
    return before.plain in cue_words.DETERMINERS or (before.possessive and not before.ends_part)


def read_before(words: Sequence[Word], *, that: bool = False, tongue: Tongue = "en") -> Reading | None:
    """What reports in the words before a passage, which may begin with "that"."""
    if not words:
        return None
    if words[-1].plain in cue_words.OWN_CLAUSES:
        return None
    if words[-1].plain == "wonach" and len(words) > 1:
        return Reading(((len(words) - 1, len(words)),), antecedent(words, len(words) - 1))
    last = len(words) - 1
    verb = next(reversed(_verbs(words)), -1)
    accorded = according(words, verb)
    whole = accorded is not None and accorded.source is not None and accorded.source[1] == len(words)
    sayings = None if whole else said_by(words) or saying(words)
    if sayings:
        return sayings
    if tongue == "en":
        governed = _governed(words, verb)
        if governed:
            return governed
    if that and verb_like(words, last) and not words[last].ends_part and words[last].plain not in cue_words.AUXILIARIES:
        # Whatever the verb, what it is followed by tells that it reports.
        verb = last
    if accorded and verb < accorded.cue[0][0]:
        return accorded
    if verb >= 0 and len(words) - verb <= _FAR[tongue]:
        return _around(words, verb)
    if ":" in words[-1].tail and len(words) <= _COLON:
        begin = next((i for i in range(last, 0, -1) if words[i - 1].ends_part), 0)
        begin = begin if words[begin].plain in _NEXT_CLAUSE else 0
        found = main_subject(words[begin:])
        return Reading((), (begin + found[0], begin + found[1]) if found else None)
    auxiliary = auxiliary_before(words, last)
    having = auxiliary is not None and words[auxiliary].plain in cue_words.GERMAN_HAVING and not words[last].capital
    if having and words[last].plain.endswith(("t", "en")) and words[last].plain not in cue_words.ALL_PREPOSITIONS:
        return german_clause(words, last, follows=False)
    return None


def _governed(words: Sequence[Word], verb: int) -> Reading | None:
    """What governs the words right behind, where that is another than the last verb of speech."""
    owned = stance(words)
    if owned:
        cue, (begin, end) = owned
        if words[begin].plain in cue_words.POSSESSIVE_PRONOUNS:
            return Reading((cue,), stance_subject(words, begin) or (begin, end))
        unowned = [*words[:begin], *(word._replace(tail="") for word in words[begin:end])]
        return Reading((cue,), phrase_before(unowned, end, owned=True))
    governor = governing_verb(words)
    if governor and governor.first <= verb and verb + 1 == len(words):
        chained = any(word.plain == "to" for word in words[governor.first : verb])
        governor = governor if chained else None
    elif governor is None and verb < 0:
        governor = addressing_verb(words)
    if governor is None:
        return None
    first = governor.first
    source = _governor(words, first)
    if source and words[source[0]].plain in _EXPLETIVE and words[first].plain in _IMPERSONAL:
        source = None
    if is_passive(words, first, governor.end) or receives(words, first, governor.end, source):
        # "Vane was told of it", "Vane faced criticism over": not by whom.
        source = None
    return Reading(((first, governor.end),), source)


def _governor(words: Sequence[Word], first: int) -> tuple[int, int] | None:
    """Whose the verb is that begins at the index and governs what follows."""
    if causer(words, first) is not None:
        # "The vote led two mayors to demand": the mayors.
        return phrase_before(words, first - (words[first - 1].plain == "to"), owned=True)
    before = words[first - 1] if first else None
    if not (
        words[first].plain in PROGRESSIVE and before and not before.ends_part and before.plain not in cue_words.AND_ONLY
    ):
        return subject_of(words, first, first)
    # "A group opposing": no auxiliary, so that whoever does so may be the object of another verb.
    source = phrase_before(words, first, owned=True)
    if source is None or is_setting(words, *source):
        # "Vane spoke last week calling on".
        return main_subject(words[:first])
    sender = governing_verb(words[: source[0]]) if words[source[0]].plain in cue_words.DETERMINERS else None
    document = any(words[i].plain in DOCUMENTS for i in range(*source))
    # "Vane sent out a letter inviting".
    return (sender and document and subject_of(words, sender.first, sender.first)) or source


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
    if verb < 0 or words[0].plain in _NEXT_CLAUSE or _has_content(words, verb):
        return None
    return _around(words[:clause], verb, follows=True)


def _has_content(words: Sequence[Word], verb: int) -> bool:
    """Whether other words than the passage are what the verb reports: "would say so", "found that he"."""
    return verb + 1 < len(words) and not words[verb].ends_part and words[verb + 1].plain in _OWN_CONTENT


def _around(words: Sequence[Word], verb: int, *, follows: bool = False) -> Reading | None:
    """The cue around a verb, and its subject before or after it."""
    begin, auxiliary = verb_group(words, verb)
    cue: tuple[tuple[int, int], ...] = ((auxiliary, verb + 1),)
    following = words[verb + 1].plain if verb + 1 < len(words) else ""
    passive = any(word.plain in cue_words.PASSIVE for word in words[auxiliary:verb])
    if passive and (following in cue_words.BY or following == "as"):
        cue = ((auxiliary, verb + 2 + (following == "as" and verb + 2 < len(words))),)
        if words[verb].plain not in cue_words.QUOTED:
            return Reading(cue, phrase_after(words, verb + 2))
    before = words[begin - 1] if begin == verb and begin else None
    if before and before.plain in _BEFORE_PARTICIPLE and words[verb].plain in PAST_FORMS:
        return Reading(cue, None)
    german = words[verb].plain in cue_words.GERMAN_VERBS or words[verb].plain in cue_words.GERMAN_REPORTED
    if german:
        return german_clause(words, verb, follows=follows)
    source = subject_of(words, begin, verb)
    if follows and source and begin and (source[0] > 1 or words[begin - 1].ends_part) and begin > 1:
        # After a passage the subject opens the clause; what stands further on reports something else.
        source = source if source[0] == 0 else None
        if source is None:
            return None
    if source is None and (
        not begin or german or words[begin - 1].ends_part or words[begin].plain in cue_words.ADVERBS
    ):
        named = phrase_after(words, verb + 1, appositions=False)
        source = (named[0], with_descriptions(words, named[1])) if named else None
    if source and words[source[0]].plain in _EXPLETIVE and (passive or words[verb].plain in {"heißt", "says"}):
        source = None
    return Reading(cue, source)


def _is_headline(words: Sequence[Word]) -> bool:
    """Whether most of the longer words are in capitals, as headlines of English papers have them."""
    long = [word for word in words[:_HEADLINE] if len(word.plain) > len("that")]
    return sum(word.capital for word in long) * 4 >= len(long) * 3
