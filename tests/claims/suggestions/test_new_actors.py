"""New actors: the name and kind to propose from the words that introduce one; nothing where no one is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.models.actors import ActorKind
from claims.suggestions.new_actors import kind_of, new_actor
from tests.claims.kursk import article, marks, needs_kursk


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Ada Vane", "Ada Vane"),
        ("outspoken head of Strelsau’s Bridge Council Ada Vane", "Ada Vane"),
        ("Ada Vane, the mayor of Strelsau", "Ada Vane"),
        ("the mayor of Strelsau, Ada Vane", "Ada Vane"),
        ("Foreign Minister Ada Vane", "Ada Vane"),
        ("Ada Vane (Greens)", "Ada Vane"),
        ("Mr Vane", "Vane"),
        ("George W. Vane", "George W. Vane"),
        ("Ursula von der Brücke", "Ursula von der Brücke"),
        ("der erste ruritanische Astronaut Rudolf Rassendyll", "Rudolf Rassendyll"),
        ("Brückenminister Rudolf Rassendyll (KP)", "Rudolf Rassendyll"),
        ("der Gründer des Vereins Rudolf Rassendyll", "Rudolf Rassendyll"),
    ],
)
def test_a_person_is_proposed_without_titles_and_offices(words, name):
    assert new_actor(words) == (name, "person")


@pytest.mark.parametrize(
    ("words", "name", "kind"),
    [
        ("Gazette newspaper", "Gazette", "media"),
        ("the newspaper Gazette", "Gazette", "media"),
        ("the state news agency Rurinform", "Rurinform", "media"),
        ("die Nachrichtenagentur „Petra“", "Petra", "media"),
        ("the Strelsau Times", "Strelsau Times", "media"),
        ("Ruritania’s defence ministry", "Ruritania’s defence ministry", "organisation"),
        ("the Ministry of Works", "Ministry of Works", "organisation"),
        ("das Strelsauer Brückenministerium", "Strelsauer Brückenministerium", "organisation"),
        ("RBA", "RBA", "organisation"),
        ("the Republic of Ruritania", "Republic of Ruritania", "state"),
        ("two bridge officials", "two bridge officials", "unnamed"),
        ("a spokesman for the ministry", "spokesman for the ministry", "unnamed"),
        ("officials familiar with the matter", "officials familiar with the matter", "unnamed"),
        ("Augenzeugen", "Augenzeugen", "unnamed"),
        ("a report by the council", "report by the council", "document"),
        ("einer Umfrage unter Anglern", "einer Umfrage unter Anglern", "document"),
        ("protesters in Strelsau", "protesters in Strelsau", "group"),
        ("Vane", "Vane", "unknown"),
    ],
)
def test_others_are_proposed_by_what_they_are_called(words, name, kind):
    assert new_actor(words) == (name, kind)


def test_a_surname_is_given_in_full_as_the_article_has_it():
    text = "The mayor, Ada Vane, left. “It is safe,” Vane said. President Blue was there."
    assert new_actor("Vane", text) == ("Ada Vane", "person")
    assert new_actor("Blue", text) == ("Blue", "person")
    assert new_actor("Strelsau", text) == ("Strelsau", "unknown")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Rep. Ada Vane of Zenda, an ally of the Duke", "Ada Vane"),
        ("Even Ada Vane", "Ada Vane"),
        ("her senior adviser, Ada Vane", "Ada Vane"),
        ("Ada Vane, 47, a ferry owner", "Ada Vane"),
        ("Vane, 47", "Vane"),
        ("ferry executives who asked not to be named", "ferry executives"),
        ("her allies", "allies"),
        ("two people briefed on the plan", "two people briefed on the plan"),
        ("The head of the ferry union", "head of the ferry union"),
        ("a Gazette poll last week", "Gazette poll"),
        ("The Vane campaign", "Vane campaign"),
    ],
)
def test_a_name_is_proposed_without_what_is_said_of_it(words, name):
    found = new_actor(words)
    assert found and found.name == name


@pytest.mark.parametrize(
    "words",
    [
        "I am the only one",
        "“These people know the river well”",
        "condemning the flood",
        "you’ll",
        "but",
        "Wednesday",
        "the invasive procedure",
        "Walking to the ferry",
        "crowd cheers as",
        "once",
        "a microphone",
    ],
)
def test_neither_a_clause_nor_a_thing_is_proposed(words):
    assert new_actor(words) is None


def test_a_word_that_only_opens_a_sentence_is_no_name():
    text = "Timber is dear. The price of timber fell. The mayor of Zenda and Zenda’s council met."
    assert new_actor("Timber", text) is None
    assert new_actor("Zenda", text) == ("Zenda", "unknown")


def test_a_surname_has_the_given_name_that_stands_before_it_most_often():
    text = "Rupert Vane left. Ada Vane spoke. So did Ada Vane’s son. Though Vane left, President Vane stayed."
    assert new_actor("Vane", text) == ("Ada Vane", "person")


@pytest.mark.parametrize("words", ["he", "It", "they", "er", "", " , ", "the"])
def test_nobody_is_proposed_where_nobody_is_named(words):
    assert new_actor(words) is None


@given(st.text(st.sampled_from("aB ’'s.,—“”()-1\n"), max_size=40) | st.text(max_size=20))
def test_a_proposal_is_made_of_the_words_and_has_a_kind_of_the_register(words):
    found = new_actor(words)
    if found:
        assert found.name
        assert found.name == found.name.strip()
        assert found.kind in ActorKind.values
        assert set(found.name) <= set(words) | {" "}
    assert kind_of(words) in ActorKind.values


@needs_kursk
def test_the_newcomers_of_the_marked_article():
    wanted = {"Nikolai Patrushev": "person", "Izvestia": "media"}
    found = {}
    for mark in marks():
        for words in (mark["source_text"], f"{mark['via']} newspaper" if mark["via"] else ""):
            newcomer = new_actor(words, article())
            if newcomer and newcomer.name in wanted:
                found[newcomer.name] = newcomer.kind
    assert found == wanted
