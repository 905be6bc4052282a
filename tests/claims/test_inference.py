"""What is guessed for a passage, from its article, from the passages beside it and from the register."""

import pytest

from claims.actions.article_edit import edit_article
from claims.actions.attribution_edit import add_via
from claims.actions.passage_place import set_passage_spans
from claims.models import Passage
from claims.suggestions.inference import Guesses, Inference, surroundings
from claims.suggestions.new_actors import Newcomer
from claims.suggestions.speakers import Reason
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
    set_passage_spans(
        passage, by=flood.edith, version=1, action=make.uuid7(), source=make.spans_of(TEXT, "The Grand Duchy"),
    )  # fmt: skip
    found = guesses(passage)
    assert (found.speaker.value, found.speaker.reason) == (flood.duchy, Reason.ALIAS)
    assert not found.frame.source and found.frame.cue


def test_the_source_follows_another_choice_of_speaker(flood):
    passage = make.passage(flood.article, "that it helped to plan the flood", by=flood.edith)
    asked = inference(passage)
    assert asked.frame_with(flood.duchy).source.exact(TEXT) == "The Grand Duchy"
    assert asked.frame_with(flood.ruritania).source.exact(TEXT) == "Strelsau"
    assert not asked.frame_with(flood.hentzau).source
    assert asked.named()[:2] == [flood.duchy, flood.ruritania]


def test_the_guessed_cue_goes_with_nobody_but_whom_its_source_names(flood):
    text = "“The locks hold,” insisted the harbour master Flavia Hentzau-Roth. “It is late,” she added."
    article = make.article(flood.collection, text=text, title="Locks", language="en")
    passage = make.passage(article, "“The locks hold,”", by=flood.edith, mark="quote")
    asked = inference(passage)
    flavia, otto = make.actor("Flavia Hentzau-Roth", "person"), make.actor("Otto Krafft", "person")
    cue = make.spans_of(text, "insisted")
    assert asked.frame.cue == cue and asked.frame_with(flavia).cue == cue
    assert not asked.frame_with(otto) and not asked.frame_with(flood.zenda)
    for name in ("Hentzau-Roth", "flavia hentzau-roth", "Dr. Flavia Hentzau-Roth", "Harbour Master Hentzau-Roth"):
        assert asked.frame_with_new(name) == asked.frame, name
    for name in ("Otto Krafft", "Harbour Master Krafft", "Otto Hentzau-Roth", "the", "Harbour Authority", "…"):
        assert not asked.frame_with_new(name), name
    # Of two that a sentence names, the cue is that of the one at whom it stands.
    beside = "“The quay holds,” insisted the harbour master Flavia Hentzau-Roth, while Otto Krafft and Zenda listened."
    article_beside = make.article(flood.collection, text=beside, title="Quay", language="en")
    heard = inference(make.passage(article_beside, "“The quay holds,”", by=flood.edith, mark="quote"))
    assert heard.frame_with(otto).source.exact(beside) == "Otto Krafft" and not heard.frame_with(otto).cue
    # A pronoun may be anybody's.
    later = inference(make.passage(article, "“It is late,”", by=flood.edith, mark="quote"))
    assert later.frame_with(otto).cue == make.spans_of(text, "added")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "Nous ne fermerons pas leur usine."),
        ("uk", "Ми не закриємо їхній завод."),
        ("it", "Questo è falso."),
        ("tr", "Bunu onlar yaptı."),
        ("und", "Ні, це вони зробили."),
        # A language that was told wrongly makes no pronoun plain.
        ("en", "Они этого не делали."),
    ],
)
def test_without_rules_for_its_language_a_passage_has_words_to_edit_and_no_claim_to_take(cast, language, words):
    text = f"Ada Vane: «{words}»"
    article = make.article(cast.collection, text=text, title="Zavod", language=language)
    make.claim(cast.collection, words)
    found = guesses(make.passage(article, words, by=cast.edith, mark="quote"))
    assert (found.claims, found.words, found.draft) == ([], words, words)


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
    add_via(first, actor=post, by=flood.edith, version=1, action=make.uuid7())
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


@pytest.mark.parametrize("language", ["ar", "en"])
def test_nobody_is_offered_in_a_language_without_rules(cast, language):
    text = "قال لصحيفة ستريلساو إن الجسر آمن. «الجسر آمن ولا خطر عليه»، قالت آدا فين."
    article = make.article(cast.collection, text=text, title="Jisr", language=language)
    found = guesses(make.passage(article, "«الجسر آمن ولا خطر عليه»", by=cast.edith, mark="quote"))
    assert (found.speaker, found.via, bool(found.frame)) == (None, None, False)


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


def test_a_question_and_a_phrase_make_no_claim_but_their_words_can_be_gone_on_from(flood):
    text = "“Is the dam safe?” she asked. The mayor spoke of the closing of the dam. “The dam is safe.”"
    article = make.article(flood.collection, text=text, title="Dam", language="en")
    question = guesses(make.passage(article, "“Is the dam safe?”", by=flood.edith, mark="quote"))
    assert (question.claims, question.draft) == ([], "Is the dam safe?")
    phrase = guesses(make.passage(article, "the closing of the dam", by=flood.edith))
    assert (phrase.claims, phrase.draft) == ([], "the closing of the dam.")
    sentence = guesses(make.passage(article, "“The dam is safe.”", by=flood.edith, mark="quote"))
    assert [guess.new for guess in sentence.claims] == [("The dam is safe.",)]
    assert sentence.draft == "The dam is safe."


def test_in_their_own_words_nobody_says_he_or_they_of_themselves(flood):
    text = "“He wants them to drown,” said Zenda. Hentzau said that it wanted peace. “We want peace,” it added."
    article = make.article(flood.collection, text=text, title="Peace", language="en")
    quote = make.passage(article, "“He wants them to drown,”", by=flood.edith, mark="quote", speakers=[flood.zenda])
    assert guesses(quote).claims[0].statements == ("[He] wants [them] to drown.",)
    reported = make.passage(article, "it wanted peace", by=flood.edith, speakers=[flood.hentzau])
    assert guesses(reported).claims[0].new == ("Hentzau wanted peace.",)
    own = make.passage(article, "“We want peace,”", by=flood.edith, mark="quote", speakers=[flood.hentzau])
    assert guesses(own).claims[0].new == ("Hentzau wants peace.",)


def test_a_passage_is_worded_anew_when_the_language_of_its_article_is_corrected(flood):
    article = make.article(flood.collection, text="Er sagte: es hat gebrannt.", title="Feuer", language="es")
    passage = make.passage(article, "es hat gebrannt", by=flood.edith)
    assert guesses(passage).draft == "Es hat gebrannt."
    edit_article(article, language="de")
    assert guesses(passage).draft == "[Es] hat gebrannt."
