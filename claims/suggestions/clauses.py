"""Whether words are a sentence that says something: no question, no phrase without a finite verb.

For English and German, by signs; of any other language only its question marks are known. It errs on the side of "no
sentence" where a reader would have to guess: the words are then offered to be worded by a person. Pure.
"""

from collections.abc import Sequence

from claims.suggestions import inflection
from claims.suggestions.clause_openers import PRONOUNS, SUBORDINATING, opens_object_clause, opens_relative, opens_soft
from claims.suggestions.cue_words import ADVERBS, ALL_PREPOSITIONS, AND_ONLY, DETERMINERS
from claims.suggestions.german_clauses import is_german_clause
from claims.suggestions.participles import is_shut, may_be_participle
from claims.suggestions.tokens import Word, words_in
from claims.text.word_lists import listed

QUESTION_MARKS = "?？؟\u037e՞፧⁇⁈"
_RELATIVE = listed("who which that")
_PLURAL_SUBJECTS = listed(
    "i we you they who that which these those people many most some others both all few men women children police none"
)
# Behind these "'s" is "is" or "has", not a genitive.
_WITH_IS = listed("it he she that there what who here how where everybody everyone nobody this when why")
_BEHIND_IS = listed("a an the not been going just really very no so still always never only too also now gonna")
_OPENS_OBJECT = (
    DETERMINERS
    | ALL_PREPOSITIONS
    | listed("to that it him her them us me you not what how why whether very too so more as like i we they he she")
)
# "While in office": a clause without a verb.
_SHORTENED = listed("while when if although though where unless whenever wherever")
_PLAIN_LEAD = (ADVERBS - {"there", "here"}) | AND_ONLY | listed("not but just really even")
# Base forms that are past tenses or nouns too.
_OFTEN = listed("never always really just often ever simply rarely seldom all both")
_PAST_TOO = listed("become come run put set let hurt people")
_INDIRECT_QUESTIONS = listed("whether how why")
_INVERTED = listed("had should were")
_ALSO_NAMES = listed("may will can might do")
_COMMANDS = listed("let let's let’s vote stop look please wait watch don't don’t")
_ALSO_ADJECTIVES = listed("like lean live lower own separate long slow top equal direct finish exclude include")
_MOST_LOOKED_AT = 200
_WANTING = listed("wants needs hopes")
_SAYING = listed(
    "saying claiming arguing suggesting showing indicating believing alleging implying insisting thinking meaning"
)


def is_question(words: str) -> bool:
    """Whether something in the words is asked."""
    return any(mark in words for mark in QUESTION_MARKS)


def says_something(statement: str, language: str) -> bool:
    """Whether words are a main clause with a subject and a finite verb; true in a language that is not known here.

    `language` is "en", "de", another code, or "" for one of the two.
    """
    if language not in {"en", "de", ""}:
        return True
    words = words_in(statement, 0, len(statement))[:_MOST_LOOKED_AT]
    english = language != "de" and _is_english_clause(words)
    return english or (language != "en" and is_german_clause(words))


def _is_english_clause(words: Sequence[Word]) -> bool:
    asks = words and (words[0].plain in _INDIRECT_QUESTIONS or [word.plain for word in words[:2]] == ["such", "as"])
    if not words or asks or _commands(words) or is_shut(words) or _lacks_subject(words):
        return False
    # Clauses begun whose verb is still to come, and those of them that a comma ends: "as chairman, he".
    pending = soft = index = 0
    nested = False
    finite = -1
    while index < len(words):
        word = words[index]
        plain = inflection.plain(word.plain)
        opens = opens_soft(words, index)
        if index != finite + 1 or finite < 0:
            pending += opens_relative(words, index)
        if opens or (plain in SUBORDINATING and not _opens_none(words, index)):
            pending += 1
            soft += opens
        elif plain.endswith("'s") and plain[:-2] in {"who", "which"}:
            nested = True
        elif _is_finite(words, index) and not (finite == index - 1 >= 0 and not inflection.is_auxiliary(plain)):
            joined = nested and inflection.plain(words[index - 1].plain) in AND_ONLY
            # Past the rest of its verb group, which holds no second one.
            index = finite = _group_end(words, index)
            if pending:
                pending, soft = pending - 1, max(soft - 1, 0)
                nested = True
                pending += opens_object_clause(words, index)
            elif not joined and _has_subject(words, index):
                return True
        elif plain in _SAYING and not word.ends_part:
            pending += words[index + 1 : index + 2] != [] and words[index + 1].plain != "that"
        if index < len(words) and words[index].ends_part:
            pending, soft = pending - soft, 0
        index += 1
    return False


def _commands(words: Sequence[Word]) -> bool:
    """Whether a verb opens the words: "Let them go", "Grow up"."""
    first = words[0].plain
    return first in _COMMANDS or (_is_verb_only(first) and first not in _ALSO_ADJECTIVES)


def _lacks_subject(words: Sequence[Word]) -> bool:
    """Whether a finite verb opens the words, and nobody is named who does it: "had received threats".

    "Had they known, they would have left" is a sentence, and so is "Asked about it, she left".
    """
    at = next((i for i, word in enumerate(words) if word.plain not in _PLAIN_LEAD), 0)
    word, following = words[at], words[at + 1] if at + 1 < len(words) else None
    plain = inflection.plain(word.plain)
    if following is None or word.ends_part or word.possessive:
        return False
    opened = _opens_clause(following)
    helps = inflection.is_auxiliary(plain) or inflection.is_modal(plain)
    # "We're" has its subject.
    if helps and ("'" not in plain or plain.endswith("n't")):
        # "May was warm", "Will Vane left": names.
        if word.capital and plain in _ALSO_NAMES and (following.capital or not _continues_verb(following.plain)):
            return False
        return not (plain in _INVERTED and opened and _names_another(words, at))
    verb = inflection.is_past(plain) or (inflection.is_third_person(plain) and not word.capital)
    objects = opened or following.plain in _OPENS_OBJECT - ALL_PREPOSITIONS
    return verb and (objects or _goes_on_with_and(words, at)) and not _names_another(words, at)


def _goes_on_with_and(words: Sequence[Word], at: int) -> bool:
    """Whether the next finite verb is joined to the one at this place: "received letters and was afraid"."""
    found = next((i for i in range(at + 1, len(words)) if _is_finite(words, i)), 0)
    return bool(found) and words[found - 1].plain in AND_ONLY


def _opens_clause(word: Word) -> bool:
    return word.plain in DETERMINERS or inflection.plain(word.plain).split("'")[0] in PRONOUNS


def _continues_verb(plain: str) -> bool:
    return plain in {"be", "been", "have", "not", "never", "also"}


def _names_another(words: Sequence[Word], at: int) -> bool:
    """Whether a subject may stand behind a comma."""
    behind = (words[i + 1] for i in range(at, len(words) - 1) if words[i].ends_part)
    return any(_opens_clause(word) or word.capital for word in behind)


def _is_verb_only(plain: str) -> bool:
    return inflection.is_base(plain) and not inflection.may_be_noun(plain)


def _opens_none(words: Sequence[Word], index: int) -> bool:
    """Whether a "that" or "while" opens no clause here: "and that plan", "while secretary of state"."""
    plain = words[index].plain
    before = words[index - 1] if index else None
    if plain == "that":
        return before is None or before.plain in ALL_PREPOSITIONS - {"in"} or before.plain in AND_ONLY
    if plain not in _SHORTENED or before is None or index + 1 >= len(words):
        return False
    following = words[index + 1]
    if following.plain in ALL_PREPOSITIONS or following.plain.endswith(("ing", "ed")) or following.ends_part:
        return True
    # "While secretary of state", "when spokesman for": no clause, but "when female candidates may".
    return index + 2 < len(words) and words[index + 2].plain in ALL_PREPOSITIONS and not following.plain.endswith("s")


def _has_subject(words: Sequence[Word], index: int) -> bool:
    first = inflection.plain(words[0].plain)
    return any(word.plain not in _PLAIN_LEAD for word in words[:index]) or "'" in first[1:]


def _group_end(words: Sequence[Word], index: int) -> int:
    """The last word of "would have been", "has never said"."""
    end = index
    while end + 1 < len(words) and not words[end].ends_part and end - index < 5:
        following = words[end + 1].plain
        part = following in {"be", "been", "have", "being", "not"} or following in ADVERBS or following.endswith("ly")
        if not part and not (
            inflection.is_past(following) and inflection.is_auxiliary(inflection.plain(words[end].plain))
        ):
            break
        end += 1
    return end


def _is_finite(words: Sequence[Word], index: int) -> bool:
    word = words[index]
    plain = inflection.plain(word.plain)
    before = words[index - 1] if index and not words[index - 1].ends_part else None
    behind = inflection.plain(before.plain) if before else ""
    following = words[index + 1].plain if index + 1 < len(words) and not word.ends_part else ""
    if plain.endswith("'s"):
        return plain[:-2] in _WITH_IS or following in _BEHIND_IS
    if inflection.is_auxiliary(plain):
        noun = plain in {"will", "might", "can", "do"} and behind in DETERMINERS
        base = plain in {"have", "do"} and (behind == "to" or inflection.is_modal(behind))
        return not (noun or base or (plain == "may" and word.capital and index))
    if (word.capital and index) or behind == "to" or inflection.is_modal(behind):
        return False
    if inflection.is_past(plain):
        # "The closed bridge", "of closed bridges", "to avoid closed bridges".
        attributive = behind in DETERMINERS or behind in ALL_PREPOSITIONS or behind.endswith(("'s", "ing"))
        attributive = attributive or before is None or (_is_verb_only(behind) and behind not in _PAST_TOO)
        # "Was long expected".
        helped = index > 1 and behind not in PRONOUNS
        helped = helped and inflection.is_auxiliary(inflection.plain(words[index - 2].plain))
        attributive = attributive or (helped and not words[index - 2].ends_part)
        attributive = attributive or behind in AND_ONLY or may_be_participle(words, index)
        return not attributive and not inflection.is_auxiliary(behind)
    if inflection.is_third_person(plain):
        noun = inflection.may_be_noun(plain) and behind not in PRONOUNS and following in ALL_PREPOSITIONS - {"to"}
        if noun and index == 1:
            # "Conservative positions on": any word is a capital there.
            return False
        if before and before.capital and index + 1 < len(words) and words[index + 1].capital and not word.ends_part:
            # "Vane wins Iowa".
            return True
        return _is_verb_there(before, behind, following, plain, singular=True)
    return inflection.is_base(plain) and _is_verb_there(before, behind, following, plain, singular=False)


def _is_verb_there(before: Word | None, behind: str, following: str, plain: str, *, singular: bool) -> bool:
    """Whether what may be a noun as well stands as a verb does, behind a subject."""
    if before is None or behind in DETERMINERS or behind in ALL_PREPOSITIONS or before.possessive:
        # "Our plan", but "This means", "some say".
        sure = not inflection.may_be_noun(plain) or following in _OPENS_OBJECT
        return before is not None and behind in PRONOUNS and sure
    noun = inflection.may_be_noun(plain)
    if singular and noun and behind not in PRONOUNS:
        # "Obama backs the plan", but "Arab states with", "tax cuts that".
        opens = following in _OPENS_OBJECT - (ALL_PREPOSITIONS | {"that", "as", "like", "more", "how", "why"})
        return opens and (following != "to" or before.capital or plain in _WANTING)
    if behind in ADVERBS | _OFTEN or behind.endswith("ly"):
        return not inflection.may_be_noun(plain) or following in _OPENS_OBJECT
    if singular:
        return True
    plural = behind in _PLURAL_SUBJECTS or (behind.endswith("s") and not behind.endswith("ss"))
    named = behind in _PLURAL_SUBJECTS and behind not in {"that", "all"}
    return plural and (named or not inflection.may_be_noun(plain) or following in _OPENS_OBJECT)
