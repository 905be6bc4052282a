"""Who may speak: an actor of the register, somebody new, or whom a pronoun means; nobody who is only named beside."""

import pytest

from claims.spans import Spans
from claims.suggestions.genders import gender_of, may_mean
from claims.suggestions.new_actors import Newcomer
from claims.suggestions.speaker_candidates import speaker_of
from claims.suggestions.speakers import Guess, Neighbour, Reason

REGISTER = {"ruritania": "Ruritania", "ada vane": "Ada Vane", "vane": "Ada Vane", "руритания": "Руритания"}
NEAR = (
    Neighbour(Spans(((0, 5),)), "quote", ("Flavia Elphberg",)),
    Neighbour(Spans(((10, 15),)), "quote", ("Rupert Hentzau",)),
)


def speaker(
    words: str, *, neighbours=(), language: str = "en", text: str = "", position: int = 50
) -> Guess[str | Newcomer] | None:
    return speaker_of(
        words, position, register=REGISTER, neighbours=neighbours, is_person=lambda name: name != "Ruritania",
        name_of=str, language=language, text=text,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Vane", "Ada Vane"),
        ("the mayor, Ada Vane", "Ada Vane"),
        ("Vane’s advisers", Newcomer("Vane’s advisers", "unnamed")),
        ("The Vane campaign", Newcomer("Vane campaign", "organisation")),
        ("a spokesman for Vane", Newcomer("spokesman for Vane", "unnamed")),
        ("Ruritania’s lengthy inquiry", None),
        ("Ruritania and its allies", "Ruritania"),
    ],
)
def test_whose_somebody_is_does_not_speak(words, value):
    found = speaker(words)
    assert (found.value if found else None) == value


@pytest.mark.parametrize(
    ("pronoun", "value"),
    [("he", "Rupert Hentzau"), ("she", "Flavia Elphberg"), ("her", "Flavia Elphberg"), ("his", "Rupert Hentzau")],
)
def test_a_pronoun_means_the_nearest_speaker_whose_name_it_fits(pronoun, value):
    assert speaker(pronoun, neighbours=NEAR) == Guess(value, Reason.PRONOUN, pronoun)


@pytest.mark.parametrize("pronoun", ["he", "I", "their"])
def test_a_pronoun_with_nobody_before_it_makes_no_actor(pronoun):
    assert speaker(pronoun) is None


def test_they_are_not_the_one_person_who_spoke_last():
    ministry = Neighbour(Spans(((0, 5),)), "quote", ("Ruritania",))
    assert speaker("they", neighbours=[ministry]) == Guess("Ruritania", Reason.PRONOUN, "they")
    assert speaker("they", neighbours=[ministry, *NEAR]) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("“It holds,” said Otto Strakencz. Flavia Elphberg toured the ferries. |She called the river high.",
         Newcomer("Flavia Elphberg", "person")),
        ("“It holds,” said Otto Strakencz. Vane met the ferrymen on Monday. |She called the river high.", "Ada Vane"),
        ("“It holds,” said Otto Strakencz. While Rupert Hentzau liked it, |he called the river high.",
         Newcomer("Rupert Hentzau", "person")),
        # Nobody whom the pronoun cannot mean; and a pronoun means the one before it.
        ("“It holds,” said Otto Strakencz. Flavia Elphberg toured the ferries. |He called the river high.",
         "Otto Strakencz"),
        ("“It holds,” said Otto Strakencz. Rupert Hentzau came late. He wept. |He called the river high.",
         Newcomer("Rupert Hentzau", "person")),
        ("“It holds,” said Otto Strakencz. The bridge is old. |He called the river high.", "Otto Strakencz"),
    ],
)  # fmt: skip
def test_a_pronoun_means_the_person_of_the_sentence_before_though_nothing_is_marked_there(text, value):
    position, text = text.index("|"), text.replace("|", "")
    pronoun = text[position:].split()[0]
    spoken = Neighbour(Spans(((0, len("“It holds,”")),)), "quote", ("Otto Strakencz",))
    found = speaker(pronoun, neighbours=[spoken], text=text, position=position)
    assert found and found.value == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("a new study by the Zenda Institute", Newcomer("Zenda Institute", "organisation")),
        ("a report by Rupert Hentzau", Newcomer("Rupert Hentzau", "person")),
        ("a report by two ferrymen", Newcomer("report by two ferrymen", "document")),
    ],
)
def test_who_made_a_document_by_name_speaks_in_it(words, value):
    found = speaker(words)
    assert found and found.value == value


def test_a_title_tells_as_much_as_a_given_name():
    found = [gender_of(name, name, "Then Mr. Bersonin left.") for name in ("Mrs. Tarlenheim", "Bersonin", "Tarlenheim")]
    assert found == ["she", "he", ""]
    assert may_mean("she", "Tarlenheim") and not may_mean("she", "Tarlenheim", "Mr. Tarlenheim left.")


def test_in_a_language_without_rules_only_the_very_name_counts():
    assert speaker("Руритания", language="ru") == Guess("Руритания", Reason.BESIDE, "Руритания")
    assert speaker("Завод «Стрельсау»", language="ru") is None
    assert speaker("she", neighbours=NEAR, language="fr") is None
    assert speaker("", neighbours=NEAR, language="fr") is None
