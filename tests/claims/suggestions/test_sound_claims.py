"""Guessed claims are sound: the verb agrees, contractions are written out, each is a sentence and ends once."""

import pytest

from claims.suggestions.claim_guesses import stated_guesses
from claims.suggestions.claim_pronouns import filled
from claims.suggestions.claim_proposals import proposals
from claims.suggestions.claim_text import claim_wording, own_words
from claims.suggestions.clauses import says_something
from claims.suggestions.genders import gender_of
from claims.suggestions.german_clauses import verb_second
from claims.suggestions.pronouns import Candidate, without_dummies

CLERK = Candidate("Nora Quist", "person", speaks=True, gender="she")
BANK = Candidate("the Harbour Bank", "organisation", speaks=True)
CREWS = Candidate("the crews", "group", speaks=True)


def said(words: str, speaker: Candidate, *others: Candidate, quoted: bool = True) -> list[str]:
    draft = claim_wording(words, "en")
    return [each.statement for each in proposals(draft, [speaker, *others], language="en", quoted=quoted)]


@pytest.mark.parametrize(
    ("words", "speaker", "statement"),
    [
        ("“I doubt the plan.”", CLERK, "Nora Quist doubts the plan."),
        ("“I’m tired.”", CLERK, "Nora Quist is tired."),
        ("“I've often tried it.”", CLERK, None),
        ("“I never carry a knife.”", CLERK, "Nora Quist never carries a knife."),
        ("“I don’t mind and I’ll wait.”", CLERK, "Nora Quist doesn’t mind and she will wait."),
        ("“I sold my boat.”", CLERK, "Nora Quist sold her boat."),
        ("“We’re closing branches.”", BANK, "The Harbour Bank is closing branches."),
        ("“We’ve lost money and deny nothing.”", BANK, "The Harbour Bank has lost money and denies nothing."),
        ("“We’d been warned.”", BANK, "The Harbour Bank had been warned."),
        ("“We’d pay.”", BANK, "The Harbour Bank would pay."),
        ("“We are on strike, and our wages are low.”", CREWS, "The crews are on strike, and their wages are low."),
        ("“The money is ours.”", BANK, "The money is the Harbour Bank’s."),
        # Nobody could say which verb that is, or whom a person's "we" takes in.
        ("“I flurb the plan.”", CLERK, None),
        ("“We are glad.”", CLERK, None),
        ("“What do we want?”", BANK, None),
    ],
)
def test_the_verb_agrees_with_the_speaker_or_there_is_no_sentence(words, speaker, statement):
    assert said(words, speaker)[:1] == ([statement] if statement else [])


@pytest.mark.parametrize("words", ["“She is a liar.”", "“He’s late.”", "“They sank it.”", "“Their boat sank.”"])
def test_nobody_speaks_of_themselves_as_another(words):
    assert not any("Quist" in each or "crews" in each for each in said(words, CLERK) + said(words, CREWS))


def test_whoever_is_reported_to_say_she_at_the_beginning_means_herself_and_later_maybe_another():
    first, later = claim_wording("she would sell it", "en"), claim_wording("the town knew of her debts", "en")
    boat = Candidate("the boat", "organisation")
    assert next(filled(claim_wording("she would sell", "en"), [CLERK])).is_sure
    assert not next(filled(later, [CLERK])).is_sure
    assert not next(filled(first, [CLERK, boat])).is_sure


@pytest.mark.parametrize(
    ("words", "statement"),
    [
        ("the ferry was “rotten.”", "The ferry was “rotten”."),
        ("the ferry was “rotten,” and “old", "The ferry was “rotten,” and old."),
        ("“The ferry sank.”", "The ferry sank."),
        ("''The ferry sank,'' … ''It burned.''", "The ferry sank. It burned."),
        ("And the ferry sank", "The ferry sank."),
        ("नाव डूब गई।", "नाव डूब गई।"),
        ("नाव डूब गई", "नाव डूब गई।"),
        ("渡轮沉没了", "渡轮沉没了。"),
        ("کشتی ڈوب گئی۔", "کشتی ڈوب گئی۔"),
        ("Նավը խորտակվեց։", "Նավը խորտակվեց։"),
        ("ጀልባዋ ሰጠመች።", "ጀልባዋ ሰጠመች።"),
        ("เรือจมแล้ว", "เรือจมแล้ว"),
        ("غرقت العبارة", "غرقت العبارة."),
    ],
)
def test_a_claim_ends_once_with_the_stop_of_its_script(words, statement):
    language = "en" if "ferry" in words else "xx"
    assert claim_wording(words, language).text.replace("[", "").replace("]", "") == statement


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("the ferry sank off the coast", "en"),
        ("the ferry ran until last May", "en"),
        ("the captain who slept was blamed", "en"),
        ("when it rained, the crew left", "en"),
        ("passengers want their money", "en"),
        ("the bank isn’t solvent", "en"),
        ("the bank has never been audited", "en"),
        ("had they known, they would have stayed", "en"),
        ("May was the worst month", "en"),
        ("Will Quist was late", "en"),
        ("asked about the wreck, the captain was silent", "en"),
        ("closed harbours are expensive", "en"),
        ("we’re closing branches", "en"),
        ("hätte er das gewusst, wäre er geblieben", "de"),
        ("die Fähre sei gesunken", "de"),
        ("der Kapitän schlief nicht, er meldete den Schaden", "de"),
    ],
)
def test_a_sentence_says_something(words, language):
    assert says_something(words, language)


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("the sinking of the ferry", "en"),
        ("to raise the wreck by spring", "en"),
        ("the captain who slept", "en"),
        ("whether the crew was warned", "en"),
        ("how the fire broke out", "en"),
        ("a promise of lower fares", "en"),
        ("had lost two boats and were hungry", "en"),
        ("was never told that the ferry sank", "en"),
        ("received letters and was afraid", "en"),
        ("denies the report was late", "en"),
        ("doesn’t know whether it will rain, or when", "en"),
        ("will not be paid because the bank failed", "en"),
        ("wurde gestern in Bremen verhaftet", "de"),
        ("blaming the weather for it", "en"),
        ("Let the divers work", "en"),
        ("eine gründliche Untersuchung der Ursache", "de"),
        ("ohne Rücksicht auf Verluste", "de"),
    ],
)
def test_a_phrase_says_nothing_alone(words, language):
    assert not says_something(words, language)
    assert not claim_wording(words, language).is_sentence


def test_each_sentence_of_a_passage_is_a_claim_where_it_can_stand_alone():
    assert said("“I trust the crew. Who else would? That is why. I own the boat.”", CLERK) == [
        "Nora Quist trusts the crew.", "Nora Quist owns the boat.",
    ]  # fmt: skip


def test_rules_of_english_and_german_leave_other_languages_alone():
    for words in ("Er es su hermano.", "But that man, I ja we.", "Die man is hier and daar."):
        draft = claim_wording(words, "nl")
        # The words stay as they are, to be edited by who reads the language.
        assert draft.gaps == () and not list(proposals(draft, [CLERK], language="nl"))


@pytest.mark.parametrize(
    ("clause", "sentence"),
    [
        ("er den Hafen verlasse", "er verlasse den Hafen"),
        ("die Fähre gestern gesunken sei", "die Fähre sei gestern gesunken"),
        ("Ada Vane das Boot verkaufen wolle", "Ada Vane wolle das Boot verkaufen"),
        # Parted verbs, more clauses and subjects without an end are left to a person.
        ("er den Plan ablehne", None),
        ("die Reederei, die er kenne, zahle", None),
        ("die Mannschaft der Fähre das Boot verließ", None),
    ],
)
def test_a_clause_behind_dass_is_put_in_order_where_that_is_sure(clause, sentence):
    assert verb_second(clause) == ((sentence, True) if sentence else (clause, False))


def test_an_article_tells_who_is_he_and_who_is_she():
    assert gender_of("Nora Quist", "the spokeswoman Nora Quist", "") == "she"
    assert gender_of("A. Quist", "Quist", "Later Mr. Quist left.") == "he"
    assert gender_of("Robert Brand", "Brand", "") == "he"
    assert gender_of("Zephyr Quist", "Quist", "Mr. Quist and Ms. Quist left.") == ""


@pytest.mark.parametrize(
    ("words", "own"),
    [
        ("had lost two boats to the storm", "had lost two boats to the storm."),
        ("And was never told of it", "was never told of [it]."),
        ("The sinking of the ferry", "The sinking of the ferry."),
        ("The sinking of the ferry, the last one", "The sinking of the ferry, the last one."),
        ("the ferry sank", "The ferry sank."),
        ("“Why?”", "Why?"),
    ],
)
def test_words_that_are_no_sentence_begin_as_small_as_in_the_article(words, own):
    assert own_words(claim_wording(words, "en"), words) == own


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("it was the captain who gave the order", "It was the captain who gave the order."),
        ("it is in spring that ferries sink", "It is in spring that ferries sink."),
        ("it’s Strelsau that pays", "It’s Strelsau that pays."),
        ("it is going to be a long winter for them", "It is going to be a long winter for [them]."),
        ("it’s going to be hard to raise the wreck", "It’s going to be hard to raise the wreck."),
        ("it is going to be sold", "[It] is going to be sold."),
        ("it will be painted for a year", "[It] will be painted for a year."),
    ],
)
def test_it_is_no_gap_where_it_means_nobody(words, shown):
    assert without_dummies(claim_wording(words, "en")).text == shown


def test_brackets_of_the_article_itself_are_no_gaps():
    words = "“The crew lost [sic] a boat. The [harbour] bank paid.”"
    draft = claim_wording(words, "en")
    guess, *_ = stated_guesses(draft, words, language="en", candidates=[], register={}, persons=[], known=[])
    assert guess.statements == ("The crew lost [sic] a boat.", "The [harbour] bank paid.")
    assert not guess.has_gaps
