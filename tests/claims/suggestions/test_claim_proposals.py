"""Proposals: ready sentences for a claim, made of the article's words, with names for pronouns and one claim each."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.spans import Spans
from claims.suggestions.claim_pronouns import possessive
from claims.suggestions.claim_proposals import MOST, Why, plural_candidates, proposals, sentence_case
from claims.suggestions.claim_text import claim_wording
from claims.suggestions.coordination import apart
from claims.suggestions.pronouns import Candidate, in_order, wording_in
from claims.suggestions.speaker_mentions import mentioned
from tests.claims.kursk import article, content, marks, needs_kursk

NAMES = {"ruritania", "strelsau", "the union", "union", "flavia", "ada vane", "vane"}
RURITANIA = Candidate("Ruritania", "state")
UNION = Candidate("the Union", "organisation")
VANE = Candidate("Ada Vane", "person")
KING = Candidate("the King", "person", speaks=True)
GUARD = Candidate("the Guard", "organisation", speaks=True)
BOTH = Candidate("Ruritania and Strelsau", "group", several=True)
WORKERS = Candidate("the workers", "group")


def statements(words: str, *candidates: Candidate, language: str = "en", stated: tuple[str, ...] = ()) -> list[str]:
    draft = claim_wording(words, language)
    found = proposals(draft, candidates, language=language, names=NAMES, persons=["vane", "king"], stated=stated)
    return [proposal.statement for proposal in found]


@pytest.mark.parametrize(
    ("words", "candidates", "statement"),
    [
        ("that it closed the bridge", [VANE, UNION], "The Union closed the bridge."),
        ("that she closed it", [VANE, UNION], "Ada Vane closed the Union."),
        ("its bridge is closed", [UNION], "The Union’s bridge is closed."),
        ("their bridge is closed", [WORKERS], "The workers’ bridge is closed."),
        ("without their help and advice, it fell", [BOTH, UNION], "Without the help and advice of Ruritania and"),
        ("I am glad", [VANE, KING], "The King is glad."),
        ("we are glad", [VANE, GUARD], "The Guard is glad."),
        ("they have a plan and were there", [UNION], "The Union has a plan and was there."),
        ("they have a plan", [WORKERS], "The workers have a plan."),
        ("it opened the bridge that it built", [RURITANIA], "Ruritania opened the bridge that it built."),
        ("our plan is our duty", [Candidate("Ruritania", "state", speaks=True)], "Ruritania’s plan is its duty."),
    ],
)
def test_pronouns_are_given_the_name_of_a_candidate_that_agrees(words, candidates, statement):
    assert statements(words, *candidates)[0].startswith(statement)


@pytest.mark.parametrize(
    ("words", "statement"),
    [
        ("Ruritania lost its way", "Ruritania lost its way."),
        ("Strelsau’s plan made Ruritania lose its way", "Strelsau’s plan made Ruritania lose its way."),
        ("the council raised its taxes", "The council raised its taxes."),
        ("the plan defeated itself", "The plan defeated itself."),
        ("it was necessary to go", "It was necessary to go."),
    ],
)
def test_a_pronoun_whose_name_stands_before_it_stays_a_word(words, statement):
    assert statements(words, UNION) == [statement]


def test_its_owner_is_no_person():
    assert statements("Vane lost its way", UNION) == ["Vane lost the Union’s way."]


@pytest.mark.parametrize(
    ("words", "candidate", "statement"),
    [
        ("dass sie ihren Plan habe", VANE, "Ada Vane hat ihren Plan."),
        ("ihr Plan sei gut", VANE, "Ada Vanes Plan ist gut."),
        ("sein Plan sei gut", Candidate("Max Fuchs", "person"), "Max Fuchs’ Plan ist gut."),
        ("wir sind bereit", Candidate("Flavia", "state", speaks=True), "Flavia ist bereit."),
        ("es gibt keine Gefahr", UNION, "Es gibt keine Gefahr."),
        ("es sei notwendig, dass er komme", VANE, "Es ist notwendig, dass Ada Vane kommt."),
    ],
)
def test_german_pronouns(words, candidate, statement):
    assert statements(words, candidate, language="de")[0] == statement


def test_no_sentence_is_proposed_while_somebody_is_missing():
    assert statements("it closed it", VANE) == []
    assert statements("we closed the bridge", VANE) == []
    assert statements("you closed the bridge", VANE, UNION, KING, BOTH) == []
    assert statements("ihr Plan sei gut", Candidate("die Regierung"), language="de") == []
    assert statements("", UNION) == []


def test_the_first_candidates_come_first_but_last_who_the_claim_names_itself():
    found = statements("it sold its bridge to Ruritania", RURITANIA, UNION)
    assert found == ["The Union sold its bridge to Ruritania.", "Ruritania sold its bridge to Ruritania."]


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("Ruritania and Strelsau are building it.", ("Ruritania is building it.", "Strelsau is building it.")),
        ("Ruritania and the Union closed it.", ("Ruritania closed it.", "The Union closed it.")),
        (
            "Ruritania, Strelsau and Vane were there.",
            ("Ruritania was there.", "Strelsau was there.", "Vane was there."),
        ),
        ("Ruritania und Strelsau sind da.", ("Ruritania ist da.", "Strelsau ist da.")),
        (
            "It was built by Ruritania and Foreign Guilds.",
            ("It was built by Ruritania.", "It was built by Foreign Guilds."),
        ),
        # Not one of them alone, or not surely.
        ("Ruritania and Strelsau met.", ()),
        ("Ruritania and Strelsau are talking together.", ()),
        ("Ruritania and Strelsau closed their bridges.", ()),
        ("Ruritania and Strelsau want it.", ()),
        ("Talks between Ruritania and Strelsau failed.", ()),
        ("It fell without Ruritania and Strelsau.", ()),
        ("It was not built by Ruritania and Strelsau.", ()),
        ("Ruritania and the bridge were old.", ()),
        ("Foreign Guilds and others were there.", ()),
    ],
)
def test_a_sentence_of_several_names_is_put_apart_where_each_could_be_answered(sentence, parts):
    assert apart(sentence, NAMES) == parts


def test_the_parts_are_proposed_before_the_whole_and_know_of_one_another():
    first, second, whole = proposals(claim_wording("Ruritania and Vane were there", "en"), [], names=NAMES)
    assert (first.why, second.why, whole.why) == (Why.APART, Why.APART, Why.READY)
    assert first.besides == (second.statement,)
    assert whole.statement == "Ruritania and Vane were there."


def test_doing_so_is_the_last_claim_said_of_another():
    stated = ("The bridge is old.", "Ruritania was helping to close the bridge.")
    found = statements("the guilds and the Strelsau-led Union of doing so", UNION, stated=stated)
    assert found == ["The Union was helping to close the bridge.", "The guilds were helping to close the bridge."]
    german = ("Die Brücke ist alt.", "Die Union hat geholfen, die Brücke zu schließen.")
    found = statements("Vane, dies getan zu haben", language="de", stated=german)
    assert found == ["Vane hat geholfen, die Brücke zu schließen."]
    assert statements("Vane of doing so") == []


def test_a_heading_is_set_as_a_sentence():
    text = "The bridge was closed by guards."
    assert sentence_case("The Bridge Was Closed After Union’s Storming Of Zenda.", NAMES, text) == (
        "The bridge was closed after Union’s storming of Zenda."
    )
    assert sentence_case("Vane Was There By Boat.", NAMES, "there") == "Vane was there by Boat."
    assert sentence_case("Ada Vane saw the Union Bridge.", NAMES, text) == "Ada Vane saw the Union Bridge."
    assert sentence_case("Ada Vane.", NAMES, text) == "Ada Vane."


def test_possessives():
    assert possessive("Ruritania") == "Ruritania’s"
    assert possessive("the US") == "the US’s"
    assert possessive("the workers") == "the workers’"
    assert possessive("Congress") == "Congress’s"
    assert possessive("Merkel", german=True) == "Merkels"
    assert possessive("Fuchs", german=True) == "Fuchs’"


def test_who_accuses_mostly_means_another():
    assert in_order([KING], [RURITANIA, KING], "said") == [KING, RURITANIA]
    assert in_order([KING], [RURITANIA], "accusations made by") == [RURITANIA, KING]


def test_an_actor_is_called_as_the_source_words_have_it():
    assert wording_in("The Union", {"union", "u"}, "Union of Guilds") == "the Union"
    assert wording_in("the outspoken head of the Union Ada Vane", {"ada vane", "vane"}, "Vane") == "Ada Vane"
    assert wording_in("she", {"ada vane"}, "Ada Vane") == "Ada Vane"


def test_the_actors_named_before_a_passage():
    text = "The Union left. Ruritania’s King and The Guild met Vane, saying that it was over. Zenda."
    register = {"union": 1, "ruritania": 2, "guild": 3, "the guild": 3, "vane": 4, "zenda": 5}
    at = text.index("that it was")
    found = mentioned(text, Spans(((at, at + 16),)), register)
    assert found == [("Ruritania", 2), ("the Guild", 3), ("Vane", 4), ("the Union", 1)]
    assert mentioned(text, Spans(), register) == []


def test_they_may_be_names_joined_by_and():
    text = "Ruritania left. It was the work of Strelsau and Foreign Guilds."
    assert plural_candidates(text, 0, len(text), NAMES) == [
        Candidate("Strelsau and Foreign Guilds", "group", several=True)
    ]


words_of_claims = st.sampled_from(
    [
        *("it", "its", "they", "their", "we", "Ruritania", "and", "the", "Union", "were", "is", "closed", "of"),
        *("doing", "so", ",", "that", "he", "her"),
    ]
)


@given(st.lists(words_of_claims, max_size=12).map(" ".join), st.sampled_from(["en", "de", ""]))
def test_every_proposal_is_a_ready_sentence_of_the_words_given(words, language):
    draft = claim_wording(words, language)
    candidates = [RURITANIA, VANE, WORKERS, KING, BOTH]
    found = proposals(draft, candidates, language=language, names=NAMES, stated=["Vane left."])
    assert len(found) <= MOST
    assert len({proposal.statement for proposal in found}) == len(found)
    known = " ".join([draft.text, "Vane left.", *(candidate.words for candidate in candidates)])
    mended = {"s", "is", "are", "was", "its", "their", "of", "the"}
    for proposal in found:
        assert "[" not in proposal.statement
        assert proposal.statement[-1] == "."
        assert word_set(proposal.statement) <= word_set(known) | mended


def word_set(words: str) -> set[str]:
    return {word.lower() for word in re.findall(r"\w+", words)}


@needs_kursk
def test_the_marked_article_is_worded_without_typing():
    text = article()
    names = {"us", "the us", "nato", "russia", "ukraine", "kyiv", "the kremlin", "kremlin", "washington", "patrushev"}
    found = {}
    stated: list[str] = []
    for mark in marks():
        if mark["mark"] == "refutation":
            continue
        speaker = Candidate(mark["source_text"] or "Patrushev", "state", speaks=True)
        others = [Candidate("the US", "state")] if mark["row"] == "2" else []
        others += plural_candidates(text, max(content(mark).start - 400, 0), content(mark).start, names)
        candidates = in_order([speaker], others, mark["cue_text"])
        draft = claim_wording(mark["text"], "en")
        ready = proposals(draft, candidates, language="en", names=names, stated=stated, text=text)
        found[mark["row"]] = [proposal.statement for proposal in ready]
        stated += mark["states"].split(" | ")
    assert found["2"][0] == "The US assisted in planning Ukraine’s surprise attack on Russia’s Kursk region."
    assert found["3"][0] == "NATO helped plan Ukraine's attack on the Kursk region."
    assert found["4"][:2] == [
        "The US is supporting Ukraine’s invasion of Russia.",
        "NATO is supporting Ukraine’s invasion of Russia.",
    ]
    assert found["6"][0].startswith("The United States is not interested")
    assert found["10"][0].endswith("planned with the participation of NATO.")
    assert found["10"][1].endswith("planned with the participation of Western special services.")
    assert found["11"][0].startswith(
        "Without the participation and direct support of NATO and Western special services,"
    )
    assert found["14"][0] == "Ukraine had installed a military commandant in the area it controlled."
    assert found["15"][0].startswith("Russia’s defence ministry had repelled")
    for row in ("5", "8", "12", "13"):
        assert found[row] == [claim_wording(marks()[int(row) - 1]["text"], "").text.replace("[its]", "its")]
