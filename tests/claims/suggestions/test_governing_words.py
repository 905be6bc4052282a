"""English words of any kind that govern marked words, and languages without rules: what their frames are."""

import pytest

from claims.suggestions.attribution import Framed, frame_of
from tests.claims.suggestions.test_attribution import check, spans


@pytest.mark.parametrize(
    ("text", "part", "cue", "source"),
    [
        # Verbs of thinking, wanting and judging, with what belongs to them.
        ("Zenda’s mayor lambasted the King for the flood.", "the King for the flood", "lambasted", "Zenda’s mayor"),
        ("The dukes have all shrugged off the floods.", "the floods", "have all shrugged off", "The dukes"),
        ("Vane refused to rule out a levy.", "out a levy", "refused to rule", "Vane"),
        ("Two ferrymen are wary of the bridge.", "the bridge", "are wary of", "Two ferrymen"),
        ("Flavia made it clear the bridge was unsafe.", "the bridge was unsafe", "made it clear", "Flavia"),
        ("The Duke voiced grave doubts about the bridge.", "the bridge", "voiced grave doubts about", "The Duke"),
        ("Vane assured the farmers that it would hold.", "that it would hold", "assured", "Vane"),
        # A noun for what somebody says or thinks, behind its owner.
        ("They mocked Flavia’s loud praise for the bridge.", "the bridge", "loud praise for", "Flavia"),
        ("It drew on her fears about the bridge.", "the bridge", "fears about", "her"),
        # What is not known of the subject may stand between commas.
        ("Ada Vane, 47, a ferry owner, wrote it was safe.", "it was safe", "wrote", "Ada Vane, 47, a ferry owner"),
        ("Ada Vane, in a letter, wrote it was safe.", "it was safe", "wrote", "Ada Vane"),
        ("The survey, released on Monday, found it safe.", "it safe", "found", "The survey"),
        ("“It is safe,” said Ada Vane, director of the Zenda Ferry Trust.", "“It is safe,”", "said",
         "Ada Vane, director of the Zenda Ferry Trust"),
        ("“It is safe,” said Rep. Ada Vane (G-Zenda.).", "“It is safe,”", "said", "Rep. Ada Vane (G-Zenda.)"),
        # The subject of a participle is that of the sentence.
        ("Last week, Vane wrote to the Duke, urging him to act.", "him to act", "urging", "Vane"),
        ("But Vane only briefly met the press, dismissing the floods.", "the floods", "dismissing", "Vane"),
        ("Recalling the floods, Ada Vane wept.", "the floods", "Recalling", "Ada Vane"),
        ("STRELSAU, 2 May (Rurinform) — Ada Vane praised the bridge.", "the bridge", "praised", "Ada Vane"),
        ("“It will hold well past May,” replied ferry chairman Ada Vane, adding that it was old.", "it was old",
         "adding", "ferry chairman Ada Vane"),
        # Who is named right behind comes before who is named further off.
        ("Vane won, and the bridge held, according to the Gazette.", "the bridge held", "according to", "the Gazette"),
        ('"It is safe,” Vane said.', '"It is safe,”', "said", "Vane"),
    ],
)  # fmt: skip
def test_any_english_verb_before_marked_words_tells_of_them(text, part, cue, source):
    check(text, part, cue, source)


@pytest.mark.parametrize(
    ("text", "part", "source"),
    [
        ("Vane was told of the floods.", "the floods", ""),
        ("Asked about the floods, Vane wept.", "the floods", ""),
        ("It became clear that it was unsafe.", "that it was unsafe", ""),
    ],
)
def test_who_is_asked_or_told_is_no_source(text, part, source):
    assert frame_of(text, spans(text, part)).source.exact(text) == source


def test_a_new_sentence_is_not_joined_to_the_one_before():
    text = "Ruritania said it was safe. And the ferry sank."
    first, second = spans(text, "it was safe"), spans(text, "the ferry sank")
    assert not frame_of(text, second, [Framed(first, frame_of(text, first))])


@pytest.mark.parametrize(
    ("language", "text", "part"),
    [
        ("ar", "قالت الوزيرة: «الجسر آمن تماما ولا خطر عليه».", "«الجسر آمن تماما ولا خطر عليه»"),
        # Whatever the article is said to be written in.
        ("en", "Завод «Стрельсау» сообщает: «Мост безопасен».", "«Мост безопасен»"),
        ("", "Завод «Стрельсау» сообщает: «Мост безопасен».", "«Мост безопасен»"),
        ("fr", "Ada Vane : « Le pont est sûr. »", "« Le pont est sûr. »"),
        ("it", "Ada Vane said: “It is safe.”", "“It is safe.”"),
    ],
)
def test_no_rule_runs_on_a_language_that_it_was_not_made_for(language, text, part):
    assert not frame_of(text, spans(text, part), language=language)


@pytest.mark.parametrize(
    ("text", "part", "cue", "source"),
    [
        # A possessive pronoun means the subject of its clause, if it can.
        ("The ferrymen were firm in their criticism of the Duke.", "the Duke", "criticism of", "The ferrymen"),
        ("Flavia renewed her call for a levy.", "a levy", "call for", "Flavia"),
        ("He kept up his attacks on the Duke.", "the Duke", "attacks on", "He"),
        ("Flavia Elphberg repeated his call for a levy.", "a levy", "call for", "his"),
        ("Flavia and Rupert repeated his call for a levy.", "a levy", "call for", "his"),
        ("The crowd wept during his praise of the bridge.", "the bridge", "praise of", "his"),
        ("Many lost their boats and fear the river.", "the river", "fear", "Many"),
        # Who reports last is the subject of a participle behind it.
        ("Vane cannot win, Rupert added, saying it was late.", "it was late", "saying", "Rupert"),
        ("“It is safe,” Flavia said, while arguing the river was high.", "the river was high", "arguing", "Flavia"),
        # A letter is sent by somebody, and a cause makes others speak.
        ("The Duke sent out a letter urging calm.", "calm", "urging", "The Duke"),
        ("The flood led two ferrymen to demand a levy.", "a levy", "demand", "two ferrymen"),
        ("The flood left some ferrymen fearing the worst.", "the worst", "fearing", "some ferrymen"),
        # Described by whose he is, with a participle for an adjective.
        ("Otto Strakencz, Flavia’s fired manager, mocked the bridge.", "the bridge", "mocked",
         "Otto Strakencz, Flavia’s fired manager"),
        ("They met Otto Strakencz, a farmer, who praised the bridge.", "the bridge", "praised",
         "Otto Strakencz, a farmer"),
        ("Absent a new bridge, ferrymen will demand a levy.", "a levy", "will demand", "ferrymen"),
        ("The crowd cheered, and then Flavia said: “It holds.”", "“It holds.”", "", "Flavia"),
        ("Vane praised it, and won most of the votes, according to the Gazette.", "won most of the votes",
         "according to", "the Gazette"),
        # Direct speech that calls or asks ends its sentence.
        ("Flavia shouted “fire!” The Duke wrote that it was late.", "“fire!”", "shouted", "Flavia"),
    ],
)  # fmt: skip
def test_the_subject_is_who_speaks_and_not_who_stands_nearest(text, part, cue, source):
    found = frame_of(text, spans(text, part), language="en")
    assert found.source.exact(text) == source
    assert not cue or cue in found.cue.exact(text)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("As Vane faced loud criticism over the bridge, it rained.", "the bridge"),
        ("Flavia answered an early question about the bridge.", "the bridge"),
        ("The letters raised new questions about the bridge.", "the bridge"),
        ("Flavia wept when asked whether it was safe.", "whether it was safe"),
        ("The mayor’s letters include requests for a levy.", "a levy"),
        ("Near the bridge, a survey found that it was safe.", "the bridge"),
        ("If it rains, the bridge, neither duke would say so.", "the bridge"),
        ("As Flavia extends her lead in pledged votes, the Duke is at the bridge.", "the bridge"),
    ],
)
def test_who_meets_with_the_words_of_others_does_not_speak(text, part):
    assert not frame_of(text, spans(text, part), language="en").source


def test_what_stands_far_before_a_passage_does_not_report_it():
    text = "Flavia said on Monday in the old hall by the river under the tall oaks of Zenda: the bridge."
    assert frame_of(text, spans(text, "on Monday"), language="en").source
    assert not frame_of(text, spans(text, "the bridge"), language="en").source
