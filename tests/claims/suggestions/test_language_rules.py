"""Whose rules an article's words may be read by."""

import pytest

from claims.suggestions.language_rules import tongue_of

ENGLISH = "The mayor said that the bridge was safe, and that nobody in the town had to leave his house."
GERMAN = "Die Leiterin sagte, dass die Brücke sicher ist und dass niemand in der Stadt sein Haus verlassen muss."
FRENCH = "La mairesse a déclaré que le pont était sûr et que personne ne devait quitter sa maison ce soir-là."
RUSSIAN = "Мэр заявила, что мост безопасен."


@pytest.mark.parametrize(
    ("language", "words", "tongue"),
    [
        ("en", ENGLISH, "en"),
        ("en-GB", ENGLISH, "en"),
        ("de_AT", GERMAN, "de"),
        ("", ENGLISH, "en"),
        ("und", GERMAN, "de"),
        ("en", "Vane: “Safe.”", "en"),
        ("fr", FRENCH, None),
        # A wrong code makes no rule fit.
        ("en", FRENCH, None),
        ("", FRENCH, None),
        ("en", RUSSIAN, None),
        ("de", RUSSIAN, None),
        ("", "قالت الوزيرة", None),
        ("", "", "en"),
    ],
)
def test_rules_exist_for_english_and_german_words_only(language, words, tongue):
    assert tongue_of(language, words) == tongue
