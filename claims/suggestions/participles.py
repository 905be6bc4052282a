"""Whether a form that is a past tense and a participle is surely a past tense: "the man named in it" is no sentence.

Also which words can be no sentence by how they begin or end. English only; pure: words and indexes in.
"""

from collections.abc import Sequence

from claims.suggestions import inflection
from claims.suggestions.cue_words import ADVERBS, ALL_PREPOSITIONS, AND_ONLY, DETERMINERS
from claims.suggestions.tokens import Word
from claims.text.word_lists import listed

# Past tenses whose participle is another form, and those of verbs that have no object.
_PAST_ALONE = listed(
    """
    came went took gave knew saw ran rose fell began became spoke wrote chose broke drew grew threw flew rode drove
    wore swore stole shook sang sank forgot forgave withdrew undertook overcame stood sat slept lay met left
    voted agreed refused failed tried wanted decided continued remained died arrived worked started stopped seemed
    appeared happened ended occurred existed responded replied apologized apologised resigned struggled tended hoped
    needed declined managed attempted pledged vowed promised threatened learned lied insisted relied campaigned lived
    moved emerged belonged depended prevailed collapsed increased dropped jumped climbed returned improved expired
    """
)
_WITH_CLAUSE = listed(
    "said believed thought argued claimed found showed knew learned hoped felt feared suggested noted added warned"
    " insisted meant denied doubted concluded decided agreed told"
)
_NAMING = listed("called dubbed named labelled labeled nicknamed titled turned")
_SUBJECTS = listed(
    "i we you he she it they who which that this everybody everyone nobody somebody someone"
    " nothing something everything"
)
_PASSIVE = listed("be been being having get gets got getting")
_OBJECTS = listed("him her it them us me you himself herself itself themselves")
_UN = ("undermin", "underst", "undert", "underl", "united", "unveil", "unleash", "uncover", "unsettl")
_DANGLING = listed("and or but nor because the a an than if while whose")
_ANSWERS = listed("so not")
_BEFORE_SO = listed("do does did done doing be less more even ever and")
_COMPARING = listed("than as what who whom which where how whatever that")


def may_be_participle(words: Sequence[Word], index: int) -> bool:
    """Whether a form like "held" or "aimed" may say what was done to the noun before it.

    It surely is a past tense behind a pronoun or a name, before an object, and where the verb takes none.
    """
    plain = words[index].plain
    if plain in _PASSIVE:
        return False
    if plain.startswith("un") and not plain.startswith(_UN):
        return True
    at = index - 1
    while at > 0 and (words[at].plain in ADVERBS or words[at].plain.endswith("ly")) and not words[at].ends_part:
        at -= 1
    if at < 0:
        return True
    if words[at].plain in _PASSIVE:
        return True
    ends = words[index].ends_part or index + 1 == len(words)
    following = words[index + 1] if index + 1 < len(words) and not words[index].ends_part else None
    if plain in _PAST_ALONE or inflection.plain(words[at].plain) in _SUBJECTS:
        return False
    if following and plain in _NAMING and following.plain in {"a", "an"}:
        return True
    if following and following.plain == "that" and plain in _WITH_CLAUSE:
        return False
    if words[at].capital and at and not ends:
        return False
    if following is None:
        # "The bank paid", but "two fees earned".
        return not (
            DETERMINERS & {word.plain for word in words[max(at - 2, 0) : at]} and not words[at].plain.endswith("s")
        )
    linking = ALL_PREPOSITIONS | ADVERBS | AND_ONLY | {"to", "that", "last", "next"}
    objects = following.plain in DETERMINERS | _OBJECTS
    return not objects and (following.plain in linking or following.plain.endswith("ly"))


def is_shut(words: Sequence[Word]) -> bool:
    """Whether words are no sentence by their ends: "to raise the wreck", "Vane hopes so", "Brand can’t", "… and"."""
    first, last = words[0], words[-1]
    if first.plain == "to" and not any(word.ends_part for word in words[:-1]):
        return True
    if last.plain in _DANGLING:
        return True
    if len(words) > 1 and last.plain in _ANSWERS and words[-2].plain not in _BEFORE_SO:
        return True
    # "Until May", "said Will": a capital that opens nothing is a name.
    helps = inflection.is_auxiliary(inflection.plain(last.plain)) and not (last.capital and len(words) > 1)
    ellipsis = helps and "'" not in last.plain.rstrip("'t")
    cut = helps and (ellipsis or last.plain.endswith(("n't", "n’t")))
    return cut and not any(word.plain in _COMPARING for word in words)
