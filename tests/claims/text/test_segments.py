"""What the workbench is told of an article: where its sentences and its outermost quotations stand."""

from hypothesis import given
from hypothesis import strategies as st

from claims.text.quotations import quotations
from claims.text.segments import MOST_TOLD, segments


def stretches(text: str, kind: str) -> list[str]:
    """The words of each stretch, read from the steps as the page reads them."""
    found, end = [], 0
    steps = iter(segments(text)[kind])
    for gap, length in zip(steps, steps, strict=True):
        start, end = end + gap, end + gap + length
        found.append(text[start:end])
    return found


def test_sentences_and_quotations_are_told_without_the_space_around_them():
    text = "Zenda fell.  “It burns,” he said. “All of it!”\n\n 他走了。“再见。”"
    assert stretches(text, "sentences") == [
        "Zenda fell.", "“It burns,” he said.", "“All of it!”", "他走了。", "“再见。”",
    ]  # fmt: skip
    assert stretches(text, "quotations") == ["“It burns,”", "“All of it!”", "“再见。”"]


def test_a_text_without_words_has_none_and_a_very_long_one_is_told_of_in_part():
    assert segments(" \n\n ") == {"sentences": [], "quotations": []}
    assert sum(segments("Yes. " * (MOST_TOLD // 5 + 9))["sentences"]) <= MOST_TOLD


@given(st.text(alphabet='aB .!?。।“”„"«»「」״\n\u0301🙂', max_size=60))
def test_no_stretch_begins_or_ends_with_space_and_together_they_hold_every_letter(text):
    sentences = stretches(text, "sentences")
    assert all(each == each.strip() != "" for each in sentences)
    assert "".join("".join(sentences).split()) == "".join(text.split())
    assert stretches(text, "quotations") == [text[start:end] for start, end in quotations(text, 0, len(text))]
