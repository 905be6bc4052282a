"""No guess from doubted words, noun phrases and short answers; German reported speech becomes a main clause."""

import pytest

from claims.suggestions.claim_pronouns import filled
from claims.suggestions.claim_proposals import proposals
from claims.suggestions.claim_text import claim_wording
from claims.suggestions.clauses import says_something
from claims.suggestions.german_clauses import indicative, subject_first, verb_second
from claims.suggestions.polarity import is_turned
from claims.suggestions.pronoun_agreement import agrees, stands_in_plural
from claims.suggestions.pronouns import Candidate

CLERK = Candidate("Nora Quist", "person", speaks=True, gender="she")


def said(words: str, *candidates: Candidate, quoted: bool = True, language: str = "en") -> list[str]:
    draft = claim_wording(words, language)
    return [each.statement for each in proposals(draft, candidates, language=language, quoted=quoted)]


@pytest.mark.parametrize(
    ("before", "words", "cue"),
    [
        ("The mayor doubts ", "that the ferry sank", ""),
        ("The mayor has always denied ", "that the ferry sank", ""),
        ("The mayor does not believe ", "that the ferry sank", ""),
        ("Nobody in the port thinks ", "the ferry sank", ""),
        ("There is no evidence ", "that the ferry sank", ""),
        ("She rejected the false claim ", "that the ferry sank", ""),
        ("She could not say whether ", "the ferry sank", ""),
        ("", "the ferry sank", "disputed"),
        ("Die Reederei bestreitet, ", "dass die Fähre sank", ""),
        ("Er glaube nicht, ", "dass die Fähre sank", ""),
        ("Sie wisse nicht, ob ", "die Fähre sank", ""),
    ],
)
def test_doubted_denied_and_open_words_are_turned(before, words, cue):
    assert is_turned(before, words, cue)


@pytest.mark.parametrize(
    ("before", "words", "cue"),
    [
        ("The mayor said ", "that the ferry did not sink", "said"),
        ("It was not windy. The mayor said ", "the ferry sank", "said"),
        ("The mayor denied it, saying ", "the ferry was safe", "denied saying"),
        ("The mayor denied the claims made by the port ", "that the ferry sank", "claims made by"),
        ("The mayor denied Vane’s claim ", "that the ferry sank", "claim"),
        ("She did not like the question. ", "“The ferry sank,”", "said"),
        ("Er erklärte, ", "dass die Fähre nicht sank", "erklärte"),
    ],
)
def test_what_somebody_says_is_not_turned_by_a_negation_elsewhere(before, words, cue):
    assert not is_turned(before, words, cue)


@pytest.mark.parametrize(
    "words",
    [
        "a letter aimed at the port",
        "a list of boats or cargoes lost",
        "repairs made last year by the crew",
        "the wreck called a “relic”",
        "the toll she took from the boats",
        "to help the port and the town recover",
        "Northern ports with a lighthouse",
        "two good answers to the same question",
        "The captain since he left the port",
        "the owner who’s turned the port into a ruin",
        "a group of owners who feared the rule would ruin them",
        "What a firm promise looks like",
        "Let’s not sell the boat",
        "Quist hopes so",
        "Brand can’t",
        "the boats sank because",
        "unpaid and undocumented sailors",
    ],
)
def test_a_participle_or_a_relative_clause_makes_no_sentence(words):
    assert not says_something(words, "en")


@pytest.mark.parametrize(
    "words",
    [
        "the crew voted against it",
        "the captain showed that the boat leaked",
        "Quist wins Strelsau",
        "since she left, the port has been quiet",
        "the plan to rebuild the old pier would cost more",
        "she can sail better than he can",
        "the port will continue to do so",
        "profits rose by a third",
    ],
)
def test_sentences_that_look_alike_stay_sentences(words):
    assert says_something(words, "en")


def test_whoever_is_meant_behind_the_first_sentence_is_not_the_speaker():
    assert said("She is right. She sells boats.", CLERK, quoted=False) == ["Nora Quist is right."]
    assert said("I like her plan. She sells boats.", CLERK, quoted=False) == []


def test_somebody_elses_words_within_the_quotation_are_not_the_speakers():
    assert said("“Nobody says, ‘My boat sank.’”", CLERK) == []
    assert said("“A man called. He said, ‘Thank you. I own a boat now.’ I smiled.”", CLERK) == [
        "A man called.", "Nora Quist smiled.",
    ]  # fmt: skip


def test_he_and_him_are_two():
    brand = Candidate("Otto Brand", "person", speaks=True, gender="he")
    assert said("he drove home to ask him about it", brand, quoted=False) == []


def test_his_opens_surely_only_before_what_one_has_oneself():
    lack, wife = (
        next(filled(claim_wording(words, "en"), [CLERK])) for words in ("her lack of tact hurt", "her son left")
    )
    assert wife.is_sure and not lack.is_sure


@pytest.mark.parametrize(
    ("words", "plural"),
    [
        ("58 percent of the voters", True),
        ("58 percent of the electorate", False),
        ("half of the sailors", True),
        ("half of the town", False),
        ("31 percent of Strelsau boat owners overall", True),
        ("a majority of owners", True),
        ("a number of boats", True),
        ("the number of boats", False),
        ("most of the money", False),
        ("a third of people", True),
    ],
)
def test_a_quantity_has_the_number_of_what_it_counts(words, plural):
    assert stands_in_plural(Candidate(words)) is plural


def test_it_is_no_spokeswoman_and_a_bare_noun_no_subject():
    assert not agrees("it", Candidate("a spokeswoman for the port", "unnamed"))
    assert agrees("it", Candidate("the report", "unknown"))
    assert not list(filled(claim_wording("he was sad", "en"), [Candidate("columnist for the Gazette", "unnamed")]))


def test_this_alone_is_no_claim_and_brackets_hold_no_speaker():
    assert said("“This is a scandal.”", CLERK) == []
    assert not claim_wording("“[I am] tired of boats.”", "en").is_sentence
    assert not claim_wording("το πλοίο βυθίστηκε;", "el").is_sentence


@pytest.mark.parametrize(
    ("words", "statement"),
    [
        ("die Fähre sei gesunken", "Die Fähre ist gesunken."),
        ("die Boote seien alt, und man habe gespart", "Die Boote sind alt, und man hat gespart."),
        ("“Die Fähre sei gesunken, schrieb Ada Vane.”", "Die Fähre sei gesunken, schrieb Ada Vane."),
        ("der Plan sei „man habe Zeit“ genannt worden", "Der Plan ist „man habe Zeit“ genannt worden."),
        ("sei der Hafen seit Jahren leer", "Der Hafen ist seit Jahren leer."),
        ("dass die Fähre nicht sicher sei, weil sie alt sei", "Die Fähre ist nicht sicher, weil [sie] alt ist."),
        ("dass das Boot verkauft sei", "Das Boot ist verkauft."),
    ],
)
def test_german_reported_speech_is_a_main_clause_in_the_indicative(words, statement):
    draft = claim_wording(words, "de")
    assert draft.is_sentence and draft.text == statement


@pytest.mark.parametrize(
    "words",
    [
        "offene Rechnungen bezahlen zu wollen",
        "jeden Gast abzuweisen",
        "ein Verbot von Booten rechtens ist",
        "warum die Fähre gesunken ist",
        "während 25 Boote sinken",
        "wurde das Boot für die Insel verkauft",
        "die Boote sollen bleiben, weil",
        "eine graue Akte",
        "dass die Mannschaft das Boot verließ und die Fähre sank",
    ],
)
def test_german_words_that_are_no_main_clause_are_left_to_a_person(words):
    assert not claim_wording(words, "de").is_sentence


def test_a_german_order_that_is_not_sure_is_left():
    assert verb_second("die Reederei der Fähre zahle") == ("die Reederei der Fähre zahle", False)
    assert subject_first("könnte ein Fehler der Mannschaft schuld sein")[1] is False
    assert indicative("Sei es Tag, sei es Nacht") == "Sei es Tag, sei es Nacht"


def test_german_pronouns_mean_only_what_their_article_allows():
    ministry, firm, ship = (
        Candidate(words, "organisation", speaks=True) for words in ("das Amt", "die Firma", "der Hafen")
    )
    assert [agrees("it", each, german=True) for each in (ministry, firm, ship)] == [True, False, False]
    assert [agrees("er", each, german=True) for each in (ministry, firm, ship)] == [False, False, True]
    assert [agrees("sie", each, german=True) for each in (ministry, firm, ship)] == [False, True, False]
