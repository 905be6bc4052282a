"""A passage in its sentence: its words are told apart, nothing is lost, and long ways are cut."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotate.presenters.evidence import CONTEXT, GAP, in_sentences
from claims.models import Article, Passage
from claims.models.evidence import MOST_SHOWN
from claims.text.sentences import sentence_around
from tests import make


def shown(text, *words):
    return [(piece.text, piece.is_passage) for piece in in_sentences(text, make.spans_of(text, *words))]


def test_the_sentence_and_no_other_is_shown_with_the_passage_told_apart():
    text = "Before. The minister denied that it was known. After."
    assert shown(text, "that it was known") == [
        ("The minister denied ", False), ("that it was known", True), (".", False),
    ]  # fmt: skip


def test_fragments_of_one_sentence_keep_what_stands_between_them():
    assert shown(make.TEXT, "“Nobody told us,”", "“not even the police.”") == [
        ("“Nobody told us,”", True), (" she said, ", False), ("“not even the police.”", True),
    ]  # fmt: skip


def test_fragments_of_sentences_far_apart_have_a_gap_between_them():
    text = "One told all. Two came. Three went. Four stayed for good."
    assert shown(text, "told", "stayed") == [
        ("One ", False), ("told", True), (" all.", False), (f" {GAP} ", False),
        ("Four ", False), ("stayed", True), (" for good.", False),
    ]  # fmt: skip


def test_a_passage_over_two_sentences_shows_both():
    text = "He said it. She denied it. They left."
    assert shown(text, "said it. She denied") == [("He ", False), ("said it. She denied", True), (" it.", False)]


def test_a_passage_that_is_all_of_the_text_has_nothing_around_it():
    assert shown("Denied", "Denied") == [("Denied", True)]


def test_a_long_way_to_the_passage_is_cut_at_a_space():
    text = "word " * 300 + "denied " + "other " * 300
    before, passage, after = in_sentences(text, make.spans_of(text, "denied"))
    assert before.text.startswith(f"{GAP} word ")
    assert after.text.endswith(f" other {GAP}")
    assert passage.text == "denied"
    assert len(before.text) <= CONTEXT + 2
    assert len(after.text) <= CONTEXT + 2


def test_what_lies_beyond_the_text_at_hand_is_a_gap():
    assert [piece.text for piece in in_sentences("He denied", [(3, 9), (500, 510)])] == ["He ", "denied", GAP]
    assert [piece.text for piece in in_sentences("He denied", [(3, 600)])] == ["He ", "denied", GAP]


@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=200), st.data())
def test_whatever_the_text_the_passages_words_come_back(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    # As every stored passage: trimmed, and not empty.
    assume(text[start:end].strip() == text[start:end])
    pieces = in_sentences(text, [(start, end)])
    assert "".join(piece.text for piece in pieces if piece.is_passage) == text[start:end]
    assert "".join(piece.text for piece in pieces) in text


@pytest.mark.django_db
def test_the_database_cuts_out_enough_to_find_the_same_sentence(cast):
    """Also where the article is long: sentences far from its start, and words without an end."""
    filler = "Nothing was said here. " * 400
    endless = "and on " * 1500
    text = f"{filler}The minister, a 🧑‍🚒, denied the plan. {filler}{endless}denied again {endless}"
    article = make.article(cast.collection, text=text, title="Long")
    for words in (("denied the plan",), ("denied again",), ("denied the plan", "denied again"), ("Nothing was",)):
        made = make.passage(article, *words, by=cast.edith)
        passage = Passage.objects.with_surroundings().get(pk=made.pk)
        start, end = passage.content.start, passage.content.pairs[0][1]
        begin, finish = sentence_around(passage.around, start - passage.around_start, end - passage.around_start)
        assert passage.around[begin:finish] == text[slice(*sentence_around(text, start, end))]


@pytest.mark.django_db
def test_a_passage_of_half_an_article_does_not_bring_it_along(cast):
    article = make.article(cast.collection, text="All of this was denied. " * 2000, title="Long")
    made = make.passage(article, article.text.strip(), by=cast.edith)
    passage = Passage.objects.with_surroundings().get(pk=made.pk)
    assert len(passage.around) < MOST_SHOWN + 2 * 3100
    assert Article.objects.get(pk=article.pk).length > 40_000
