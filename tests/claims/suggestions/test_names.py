"""Names in running words: what could be one is looked up, and the most telling of those known is chosen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.suggestions.names import MOST_NAME_WORDS, best_name, name_candidates, surnames

REGISTER = {
    name: actor
    for actor, names in {
        "Russia": ["russia", "kremlin", "the kremlin", "moscow"],
        "Security Council of Russia": ["russia's security council"],
        "Nikolai Patrushev": ["nikolai patrushev", "patrushev"],
        "Russian Ministry of Defence": ["russia's defence ministry"],
        "United States": ["united states", "us", "u.s."],
        "Ukraine": ["ukraine"],
        "Dmitry Peskov": ["dmitry peskov"],
        "WHO": ["who"],
    }.items()
    for name in names
}


def test_candidates_are_runs_of_words_the_longest_first():
    found = name_candidates("the Kremlin’s spokesman, Peskov.")
    assert found[0].count(" ") == 3
    assert {"the kremlin", "kremlin", "kremlin’s", "kremlin's", "spokesman", "peskov"} <= set(found)
    assert [name.count(" ") for name in found] == sorted((name.count(" ") for name in found), reverse=True)
    assert len(found) == len(set(found))


def test_candidates_are_spelled_as_a_register_may_have_them():
    assert {"russia's defence ministry", "russia’s defence ministry"} <= set(
        name_candidates("Russia’s defence ministry")
    )
    assert {"u.s.", "u.s"} <= set(name_candidates("the U.S."))
    assert {"weißes haus", "weisses haus"} <= set(name_candidates("Weißes Haus"))
    assert "putin" in name_candidates("Russia—Putin’s—")


def test_small_words_are_no_names_unless_in_capitals():
    assert name_candidates("told us who it is") == [
        name for name in name_candidates("told us who it is") if " " in name or name == "told"
    ]
    assert {"us", "who"} <= set(name_candidates("US WHO"))
    assert name_candidates(" … — “”") == []


@given(st.text(st.sampled_from("aB ’'s.,—“”\n"), max_size=60))
def test_candidates_hold_only_words_of_the_text(words):
    letters = {letter.lower() for letter in words} | {"'", "’"}
    for name in name_candidates(words):
        assert name.strip()
        assert name == name.lower()
        assert len(name.split()) <= MOST_NAME_WORDS
        assert set(name) <= letters | {" "}


@pytest.mark.parametrize(
    ("words", "actor"),
    [
        (
            "prominent senior Kremlin hawk and head of Russia’s Security Council Nikolai Patrushev",
            "Nikolai Patrushev",
        ),
        ("Russia’s defence ministry", "Russian Ministry of Defence"),
        ("RUSSIA'S DEFENCE MINISTRY", "Russian Ministry of Defence"),
        ("The US", "United States"),
        ("the U.S.", "United States"),
        ("Dmitry Peskov, the spokesman for the Kremlin,", "Dmitry Peskov"),
        ("the Kremlin spokesman, Dmitry Peskov", "Dmitry Peskov"),
        ("a Kremlin spokesman on the situation in Ukraine", "Russia"),
        ("a spokesman for the US", "United States"),
        ("Russia’s Patrushev", "Nikolai Patrushev"),
        ("they told us who", None),
        ("", None),
    ],
)
def test_the_name_that_the_words_are_about(words, actor):
    found = best_name(words, REGISTER)
    assert (found.value if found else None) == actor


def test_a_found_name_is_given_as_it_is_written():
    found = best_name("officials in the Kremlin’s", REGISTER)
    assert found is not None
    assert found.words == "the Kremlin"


def test_surnames_are_those_that_no_two_persons_share():
    names = {"nikolai patrushev": 1, "n. patrushev": 1, "vladimir putin": 2, "lyudmila putin": 3, "cher": 4}
    assert surnames(names) == {"patrushev": 1}
