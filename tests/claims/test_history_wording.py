"""What lies between two standings of a passage, in words."""

from dataclasses import replace

import pytest

from claims.history.wording import SHOWN, Denied, Standing, changes, made, short
from claims.text.enumeration import enumeration

FIRST = Standing(
    mark="refutation", exact="denied that", status="draft", cue="denied", source="the minister",
    note="Sure?", speakers={1: "the minister"}, via={2: "Izvestia"}, states={3: "The plan was known."},
    denies={4: Denied("Nobody knew.", "denies", "linked")},
)  # fmt: skip
CASES = [
    ({"mark": "quote"}, "changed the mark from refutation to quote"),
    ({"exact": "denied"}, "changed the words from “denied that” to “denied”"),
    ({"cue": "said"}, "changed the cue from “denied” to “said”"),
    ({"cue": ""}, "took off the cue “denied”"),
    ({"source": "she"}, "changed the source from “the minister” to “she”"),
    ({"source": ""}, "took off the source “the minister”"),
    ({"speakers": {5: "Ministry of Defence"}}, "changed the speaker from the minister to Ministry of Defence"),
    ({"speakers": {1: "the minister", 5: "she", 6: "he"}}, "named she and he as speakers"),
    ({"speakers": {}}, "took off the speaker the minister"),
    ({"speakers": {}, "unattributed": True}, "took off the speaker the minister; said that the text names nobody"),
    ({"via": {7: "Tass"}}, "changed who passes it on from Izvestia to Tass"),
    ({"via": {2: "Izvestia", 7: "Tass"}}, "named Tass as passing it on"),
    ({"via": {}}, "took off Izvestia, who passed it on"),
    ({"states": {3: "The plan was known.", 8: "It was old."}}, "said that it states “It was old.”"),
    ({"states": {8: "It was old."}}, "changed what it states from “The plan was known.” to “It was old.”"),
    ({"states": {}}, "took off that it states “The plan was known.”"),
    ({"denies": {}}, "took off that it denies “Nobody knew.”"),
    (
        {"denies": {9: Denied("Somebody knew.", "denies", "linked")}},
        "changed what it denies from “Nobody knew.” to “Somebody knew.”",
    ),
    (
        {"denies": {9: Denied("the leak", "denies", "not_here")}},
        "changed what it denies from “Nobody knew.” to “the leak” (not in this collection)",
    ),
    (
        {"denies": {**FIRST.denies, 9: Denied("", "denies", "unsaid")}},
        "said that it denies something that the article does not name",
    ),
    ({"denies": {**FIRST.denies, 9: Denied("", "denies", "open")}}, "said that it denies something not yet looked for"),
    ({"denies": {**FIRST.denies, 9: Denied("It fell.", "disputes", "linked")}}, "said that it disputes “It fell.”"),
    (
        {"denies": {4: Denied("Nobody knew.", "disputes", "linked")}},
        "changed how it rejects “Nobody knew.” from “denies” to “disputes”",
    ),
    ({"denies": {4: Denied("Nobody knew.", "denies", "linked", 12)}}, "said which passage it answers"),
    ({"note": ""}, "took off the note “Sure?”"),
    ({"note": "Yes."}, "changed the note from “Sure?” to “Yes.”"),
    ({"status": "withdrawn"}, "withdrew it"),
    ({}, ""),
]


@pytest.mark.parametrize(("fields", "told"), CASES, ids=[told[:40] for _fields, told in CASES])
def test_each_difference_is_told(fields, told):
    assert "; ".join(changes(FIRST, replace(FIRST, **fields))) == told


def test_the_way_back():
    bare = Standing(mark="quote", exact="denied that", status="withdrawn", unattributed=True)
    assert changes(bare, FIRST) == [
        "restored it", "changed the mark from quote to refutation", "set the cue “denied”",
        "set the source “the minister”", "named the minister as speaker", "named Izvestia as passing it on",
        "said that it states “The plan was known.”", "said that it denies “Nobody knew.”", "noted “Sure?”",
    ]  # fmt: skip
    named = replace(bare, unattributed=False)
    assert changes(bare, named) == ["said that the text does name somebody"]


def test_of_many_words_both_ends_are_shown_since_either_may_have_changed():
    words = " ".join(f"word{number}" for number in range(60))
    assert short(words).startswith("word0 word1") and short(words).endswith("word58 word59")
    assert len(short(words)) <= SHOWN + 3
    first, last = short(words).split(" … ")
    assert set((first + " " + last).split()) < set(words.split()), "no word is cut"
    assert short("字" * 200) == f"{'字' * (SHOWN // 2)} … {'字' * (SHOWN // 2)}"
    assert made(replace(FIRST, exact="a word")) == "marked “a word” as refutation"


@pytest.mark.parametrize(
    ("words", "told"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_lists(words, told):
    assert enumeration(words) == told
