"""What is guessed for a passage, from its article, from the passages beside it and from the register."""

import pytest

from claims.inference import Guesses, Inference, surroundings
from claims.language.guessing import Reason
from claims.language.newcomers import Newcomer
from claims.models import Passage
from tests import make

TEXT = """The Grand Duchy has denied the accusations made by Strelsau that it helped to plan the flood.
“The dam was opened with the help of Zenda and Hentzau,” he was quoted by the Strelsau Post newspaper.
“Without their help the town would be dry.”
The minister of waterways Rudolf Rassendyll said the dam was safe."""


@pytest.fixture
def flood(cast):
    """An article about two states that the register knows, and a third name for one of them."""
    cast.article = make.article(cast.collection, text=TEXT, title="Flood", language="en")
    cast.ruritania = make.actor("Ruritania", "state", aliases=["Strelsau"])
    cast.duchy = make.actor("Grand Duchy", "state", aliases=["the Grand Duchy"])
    cast.zenda, cast.hentzau = make.actor("Zenda", "state"), make.actor("Hentzau", "state")
    return cast


def inference(passage: Passage) -> Inference:
    fresh = Passage.objects.for_cards().get(pk=passage.pk)
    return Inference(fresh, surroundings(fresh))


def guesses(passage: Passage) -> Guesses:
    return inference(passage).guesses()


def test_a_speaker_comes_with_the_words_that_name_and_report(flood):
    passage = make.passage(flood.article, "that it helped to plan the flood", by=flood.edith)
    found = guesses(passage)
    assert (found.speaker.value, found.speaker.reason) == (flood.ruritania, Reason.BESIDE)
    assert found.frame.source.exact(TEXT) == "Strelsau"
    assert found.frame.cue.exact(TEXT) == "accusations made by"
    # Who accuses mostly means another.
    assert [guess.new for guess in found.claims][:1] == [("The Grand Duchy helped to plan the flood.",)]


def test_what_the_editor_set_is_not_guessed_again(flood):
    passage = make.passage(flood.article, "that it helped to plan the flood", by=flood.edith)
    passage.set_spans(
        by=flood.edith, version=1, action=make.uuid7(), source=make.spans_of(TEXT, "The Grand Duchy"),
    )  # fmt: skip
    found = guesses(passage)
    assert (found.speaker.value, found.speaker.reason) == (flood.duchy, Reason.ALIAS)
    assert not found.frame.source and found.frame.cue


def test_the_source_follows_another_choice_of_speaker(flood):
    passage = make.passage(flood.article, "that it helped to plan the flood", by=flood.edith)
    asked = inference(passage)
    assert asked.frame_with(flood.duchy.names).source.exact(TEXT) == "The Grand Duchy"
    assert asked.frame_with(flood.ruritania.names).source.exact(TEXT) == "Strelsau"
    assert not asked.frame_with(["nobody"]).source
    assert asked.named()[:2] == [flood.duchy, flood.ruritania]


def test_a_refutation_denies_what_is_stated_in_it(flood):
    claim = make.claim(flood.collection, "The Grand Duchy helped to plan the flood.")
    make.passage(flood.article, "that it helped to plan the flood", by=flood.edith, states=[claim])
    outer = make.passage(
        flood.article, "the accusations made by Strelsau that it helped to plan the flood", by=flood.edith,
        mark="refutation",
    )  # fmt: skip
    found = guesses(outer)
    assert [(guess.value.pk, guess.reason) for guess in found.denied] == [(claim.pk, Reason.NESTED)]
    assert found.speaker.value == flood.duchy and not found.claims


def test_another_refutation_is_offered_what_the_article_says_so_far(flood):
    claim = make.claim(flood.collection, "Zenda opened the dam.")
    make.passage(flood.article, "“The dam was opened", by=flood.edith, states=[claim], speakers=[flood.ruritania])
    later = make.passage(flood.article, "the dam was safe", by=flood.edith, mark="refutation")
    assert [(guess.value.pk, guess.reason) for guess in guesses(later).denied] == [(claim.pk, Reason.ALIKE)]


def test_what_is_said_of_several_is_put_apart_and_what_is_alike_is_offered(flood):
    claim = make.claim(flood.collection, "Zenda helped to open the dam.")
    make.passage(flood.article, "that it helped to plan the flood", by=flood.edith, states=[claim])
    quote = "“The dam was opened with the help of Zenda and Hentzau,”"
    found = guesses(make.passage(flood.article, quote, by=flood.edith, mark="quote"))
    together = ("The dam was opened with the help of Zenda.", "The dam was opened with the help of Hentzau.")
    assert found.claims[0].new == together
    assert (found.claims[1].known[0].pk, found.claims[1].new) == (claim.pk, together[1:])
    assert [guess.statements for guess in found.claims[2:]] == [
        together[:1], together[1:], ("The dam was opened with the help of Zenda and Hentzau.",),
    ]  # fmt: skip


def test_a_quotation_that_goes_on_has_its_speaker_and_outlet(flood):
    post = make.actor("Strelsau Post", "media")
    first = make.passage(
        flood.article, "“The dam was opened with the help of Zenda and Hentzau,”", by=flood.edith, mark="quote",
        speakers=[flood.duchy],
    )  # fmt: skip
    assert guesses(first).via.value == post
    first.add_via(actor=post, by=flood.edith, version=1, action=make.uuid7())
    found = guesses(
        make.passage(flood.article, "“Without their help the town would be dry.”", by=flood.edith, mark="quote")
    )
    assert (found.speaker.value, found.speaker.reason) == (flood.duchy, Reason.CONTINUED)
    assert (found.via.value, found.via.reason) == (post, Reason.CONTINUED)
    # "They" may be those that the sentence before joins by "and".
    assert ("Without the help of Zenda and Hentzau the town would be dry.",) in [guess.new for guess in found.claims]


def test_who_is_not_in_the_register_is_proposed_as_new(flood):
    quote = make.passage(flood.article, "“The dam was opened with the help of Zenda and Hentzau,”", by=flood.edith)
    assert guesses(quote).via.value == Newcomer("Strelsau Post", "media")
    said = guesses(make.passage(flood.article, "the dam was safe", by=flood.edith))
    assert (said.speaker.value, said.speaker.reason) == (Newcomer("Rudolf Rassendyll", "person"), Reason.NEW)
    assert said.frame.source.exact(TEXT) == "The minister of waterways Rudolf Rassendyll"


def test_nothing_of_another_editor_is_used(flood):
    claim = make.claim(flood.collection, "The Grand Duchy helped to plan the flood.")
    make.passage(flood.article, "that it helped to plan the flood", by=flood.egon, states=[claim])
    outer = make.passage(
        flood.article, "the accusations made by Strelsau that it helped to plan the flood", by=flood.edith,
        mark="refutation",
    )  # fmt: skip
    assert guesses(outer).denied == []


def test_it_takes_two_queries(flood, django_assert_num_queries):
    make.passage(flood.article, "“The dam was opened", by=flood.edith, speakers=[flood.zenda])
    passage = Passage.objects.for_cards().get(
        pk=make.passage(flood.article, "that it helped to plan the flood", by=flood.edith).pk
    )
    passage.article = flood.article
    with django_assert_num_queries(2):
        Inference(passage, surroundings(passage)).guesses()
