"""The English and German pronouns, by whom they may mean. Lists and two questions; pure."""

from claims.text.word_lists import listed

SORTS = {
    "i": listed("i me my mine myself ich mich mir mein meine meiner meinem meinen meines"),
    "we": listed("we us our ours ourselves wir uns unser unsere unserer unserem unseren unseres"),
    "he": listed("he him his himself"),
    "she": listed("she her hers herself"),
    "it": listed("it its itself es"),
    "they": listed("they them their theirs themselves ihnen"),
    "er": listed("er ihn ihm sein seine seiner seinem seinen seines"),
    "sie": listed("sie ihr ihre ihrer ihrem ihren ihres"),
}
FIRST = frozenset({"i", "we"})
GERMAN_SUBJECTS = listed("ich wir sie")
SUBJECTS = listed("i we they it he she")
REFLEXIVE = listed("itself himself herself themselves")
FIRST_REFLEXIVE = listed("myself ourselves")
# These stand for what somebody has: "the victory is ours".
OWNERS = listed("mine ours theirs hers")
POSSESSIVE = listed(
    """
    my his her its our their ihr sein seine seiner seinem seinen seines ihre ihrer ihrem ihren ihres mein meine meiner
    meinem meinen meines unser unsere unserer unserem unseren unseres
    """
)


def sort_of(pronoun: str) -> str:
    """Which pronouns mean the same one: those of the first person, he, she, it, they."""
    plain = pronoun.lower()
    for sort, pronouns in SORTS.items():
        if plain in pronouns:
            return sort
    return "other"


def owns(pronoun: str, after: str) -> bool:
    """Whether a pronoun is a possessive: "her" and "ihr" only before a noun."""
    plain = pronoun.lower()
    return plain in POSSESSIVE and (plain not in {"her", "ihr"} or after[1:2].isalnum())
