"""Likeness: which claim a refutation may deny, and which claim says nearly what is about to be entered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.suggestions.similarity import Known, alike, content_words, dice, likely_denied, stem
from tests.claims.kursk import marks, needs_kursk

REGISTER = {"ruritania": "R", "strelsau": "R", "the king": "K", "king": "K", "graustark": "G"}
OPENED = Known("opened", "Ruritania opened the old bridge.", 10, frozenset("G"))
CLOSED = Known("closed", "Graustark planned to close the road.", 20, frozenset("K"))
RAISED = Known("raised", "The King raised taxes.", 30, frozenset("R"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("planned", "planning"),
        ("plan", "plans"),
        ("participation", "participating"),
        ("bridge's", "bridges"),
        ("attacked", "attack"),
        ("brücken", "brücke"),
        ("sperrung", "sperrungen"),
    ],
)
def test_forms_of_a_word_have_one_stem(one, other):
    assert stem(one) == stem(other)


def test_small_words_do_not_count_and_an_actor_s_names_are_one_word():
    assert content_words("that Strelsau had opened the bridge", REGISTER) == content_words(
        "Ruritania opens bridges", REGISTER
    )
    assert content_words("that it was not", REGISTER) == frozenset()


def test_claims_that_say_nearly_the_same_are_offered_the_likest_first():
    known = [CLOSED, RAISED, OPENED, Known("both", "Ruritania opened the bridge and the road.", 5)]
    assert alike("Strelsau has opened an old bridge.", known, REGISTER) == ["opened", "both"]
    assert alike("Nobody slept.", known, REGISTER) == []
    assert alike("", known, REGISTER) == []


def test_a_refutation_denies_what_is_nested_in_it_before_what_is_like_it():
    words = "that Strelsau opened a bridge"
    assert likely_denied(words, [CLOSED, RAISED, OPENED], REGISTER)[0] == "opened"
    assert likely_denied(words, [CLOSED, OPENED], REGISTER, nested=["closed"]) == ["closed", "opened"]


def test_what_the_same_speaker_denied_before_is_likely_denied_again():
    again = Known("again", "Ruritania helped to dig the tunnel.", 1, frozenset("G"), frozenset("R"))
    assert likely_denied("that Strelsau took part", [OPENED, again], REGISTER, speakers=["R"])[0] == "again"
    assert likely_denied("that Strelsau took part", [OPENED, again], REGISTER, speakers=["K"])[0] == "opened"


def test_claims_of_whom_the_refutation_names_and_the_last_one_stated_come_first():
    known = [OPENED, CLOSED, RAISED]
    assert likely_denied("the accusations made by Graustark", known, REGISTER)[0] == "opened"
    assert likely_denied("all of it", known, REGISTER, position=25)[0] == "closed"


def test_nobody_denies_what_only_they_state():
    assert likely_denied("that taxes rose", [RAISED, OPENED], REGISTER, speakers=["R"]) == ["opened"]
    shared = Known("shared", "Taxes rose.", 3, frozenset("RG"))
    assert "shared" in likely_denied("that taxes rose", [shared], REGISTER, speakers=["R"])


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_is_between_none_and_all_and_the_same_both_ways(one, other):
    first, second = content_words(one, REGISTER), content_words(other, REGISTER)
    assert 0 <= dice(first, second) == dice(second, first) <= 1
    assert not first or dice(first, first) == 1


@needs_kursk
def test_the_marked_article_ranks_what_its_editor_links():
    register = {"us": "US", "the us": "US", "washington": "US", "united states": "US", "nato": "N", "russia": "R"}
    register |= {"ukraine": "U", "kyiv": "U", "kremlin": "R", "the kremlin": "R"}
    actors = {"United States": "US", "Russia": "R", "Ukraine": "U"}
    helped = "The US helped plan Ukraine's attack on the Kursk region."
    known: dict[str, Known[str, str]] = {}
    for mark in marks():
        speaker = actors.get(mark["speakers"], mark["speakers"])
        position = int(mark["content"].split("..")[0])
        if mark["row"] == "7":
            found = likely_denied(mark["text"], known.values(), register, position=position, speakers=[speaker])
            assert found[0] == helped
        if mark["row"] == "10":
            found = alike("The operation in the Kursk region was also planned with NATO.", known.values(), register)
            assert found[0] == "NATO helped plan Ukraine's attack on the Kursk region."
        for claim in filter(None, mark["states"].split(" | ")):
            known[claim] = Known(
                claim, claim, position, frozenset([speaker]), frozenset(["US"] if claim == helped else [])
            )
