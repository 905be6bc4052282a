"""Paragraphs, sentences and blocks: they partition any text, never divide a character, and end where readers say."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.characters import splits_character
from claims.text.sentences import REACH, blocks, blocks_touching, paragraphs, sentence_around, sentences

# Everything that may go wrong where a text is cut: joiners, flags, marks, jamo, Indic signs, line ends.
DIFFICULT = (
    "aB1 .!?…\n\t\r\"“”'’。؟)\u0301\u200d\ufe0f\U0001f469\U0001f3fd"
    "\U0001f1e9\U0001f1ea\u1100\u1161\uac00\u0915\u094d\u093f"
)
texts = st.text(st.sampled_from(DIFFICULT), max_size=80) | st.text(max_size=60)


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text, 0, len(text))]


@given(texts)
def test_paragraphs_partition_the_text(text):
    found = [text[start:end] for start, end in paragraphs(text)]
    assert "".join(found) == text
    assert all("\n" not in part.strip("\n") for part in found)
    assert all(part.strip("\n") for part in found) or not text.strip("\n")
    assert all(not part.startswith("\n") for part in found[1:])


def test_a_paragraph_is_a_line_with_the_newlines_after_it():
    text = "\n\nOne.\n\n\nTwo.\nThree."
    assert [text[start:end] for start, end in paragraphs(text)] == ["\n\nOne.\n\n\n", "Two.\n", "Three."]


@given(texts)
def test_sentences_partition_the_paragraph(text):
    found = list(sentences(text, 0, len(text)))
    assert "".join(text[start:end] for start, end in found) == text
    assert all(start < end for start, end in found)
    assert not any(splits_character(text, end) for _, end in found[:-1])


@pytest.mark.parametrize(
    "expected",
    [
        ["He left. ", "She stayed! ", "Why? ", "Nobody knew… ", "Then it rained."],
        ["“We won.” ", "He left. ", "(So they say.) ", "‘Yes!’ ", "It ended."],
        ["He met Mr. Putin and Dr. No in St. Petersburg. ", "Gen. Smith came, too."],
        ["The U.S. Army is in the U.S. ", "The end was near, e.g. in May, i.e. soon."],
        ["George W. Bush met J. K. Rowling. ", "At 5 p.m. they left. ", "At 6 p.m. ", "The bell rang."],
        ["No. 5 is alive. ", "Is it? ", "No. ", "It costs 1.5 million."],
        ["In 2022. ", "Then more."],
        ["Am 6. August kam er, z. B. Die Grünen, u. a. Berliner. ", "Der 3. Weltkrieg. ", "Ende."],
        ["Es waren ca. 5 Mio. Euro bzw. Dollar. ", "Das reicht."],
        ["“Why?” he asked. ", "“Because!” she said."],
        ["« Bonjour. » ", "Il dit : « Oui ! » ", "Fin."],
        ["Er sagt: „Ja.“ ", "»Nein.« ", "Ende."],
        ["他说。", "「你好。」", "真的吗？", "好！"],
        ["彼は「はい。」と言った。", "次。"],
        ["قال نعم. ", "لماذا؟ ", "یہ ہے۔ ", "اور"],
    ],
)
def test_sentences_end_where_a_reader_says(expected):
    assert split("".join(expected)) == expected


@given(texts, st.data())
def test_the_sentence_around_covers_the_range(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    begin, stop = sentence_around(text, start, end)
    assert 0 <= begin <= stop <= len(text)
    words = text[start:end].strip()
    assert words in text[begin:stop]
    if words:
        assert "\n" in words or "\n" not in text[begin:stop]
        assert not text[begin].isspace()
        assert not text[stop - 1].isspace()


def test_the_sentence_around_stays_in_its_paragraph():
    text = "A headline without an end\nFirst one. Second one here.  Third.\nNext paragraph."
    at = text.index("one here")
    begin, stop = sentence_around(text, at, at + 3)
    assert text[begin:stop] == "Second one here."
    begin, stop = sentence_around(text, text.index("headline"), text.index("headline") + 8)
    assert text[begin:stop] == "A headline without an end"


def test_a_range_over_two_paragraphs_has_its_sentences_from_both():
    text = "One. Two begins\nthree ends. Four."
    begin, stop = sentence_around(text, text.index("begins"), text.index("ends"))
    assert text[begin:stop] == "Two begins\nthree ends."


def test_the_sentence_around_is_not_looked_for_without_end():
    text = "word " * 10_000
    begin, stop = sentence_around(text, 25_000, 25_004)
    assert begin >= 25_000 - REACH
    assert stop <= 25_004 + REACH
    assert text[begin:stop].startswith("word")


@given(texts, st.integers(1, 30))
def test_blocks_partition_the_text_and_divide_no_character(text, limit):
    found = blocks(text, limit)
    assert "".join(text[block.start : block.end] for block in found) == text
    lines = list(paragraphs(text))
    for block in found:
        start, end = lines[block.paragraph]
        assert start <= block.start < block.end <= end
        assert block.opens == (block.start == start)
        assert block.closes == (block.end == end)
        if not block.closes:
            assert not splits_character(text, block.end)
        # Only a single character may make a block longer than half as long again as the limit.
        if block.end - block.start > limit + limit // 2:
            assert all(
                splits_character(text, position, block.start)
                for position in range(block.start + limit + limit // 2, block.end)
            )


def test_a_long_paragraph_is_cut_at_the_sentence_end_nearest_the_limit():
    sentence = "This is a sentence of exactly fifty code points!! "
    text = sentence * 100
    found = blocks(text, 1520)
    assert [block.end - block.start for block in found] == [1500, 1500, 1500, 500]
    assert [(block.paragraph, block.opens, block.closes) for block in found] == [
        (0, True, False),
        (0, False, False),
        (0, False, False),
        (0, False, True),
    ]


def test_a_long_sentence_is_cut_at_white_space_and_a_long_word_anywhere():
    assert [block.end - block.start for block in blocks("word " * 1000, 1502)] == [1500, 1500, 2000]
    assert [block.end - block.start for block in blocks("x" * 4000, 1500)] == [1500, 1500, 1000]


def test_a_character_longer_than_a_block_stays_whole():
    text = "e" + "\u0301" * 5000 + "x" * 20
    assert [block.end - block.start for block in blocks(text, 1500)] == [5001, 20]


@given(texts, st.integers(1, 20), st.data())
def test_blocks_touching_a_range_are_those_that_share_a_code_point(text, limit, data):
    found = blocks(text, limit)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    touching = blocks_touching(found, start, end)
    if start < end:
        assert list(touching) == [index for index, block in enumerate(found) if block.start < end and start < block.end]
    elif text:
        [index] = touching
        assert found[index].start <= start <= found[index].end


@given(texts)
def test_no_cut_falls_inside_a_grapheme_cluster(text):
    regex = pytest.importorskip("regex", reason="the package regex knows Unicode's grapheme clusters")
    clusters = {0, len(text)} | {match.end() for match in regex.finditer(r"\X", text)}
    assert {cut for cut in range(len(text) + 1) if not splits_character(text, cut)} <= clusters


@pytest.mark.parametrize(
    "character",
    ["e\u0301", "👩‍👩‍👧", "👍🏽", "🇩🇪", "❤️", "각", "क्षि", "\u1112\u1161\u11ab", "กำ"],
)
def test_a_character_of_several_code_points_is_not_divided(character):
    text = f"a{character}b{character}{character}c"
    inside = {p for p in range(len(text)) if splits_character(text, p)}
    whole = {
        start + offset
        for start in (1, 2 + len(character), 2 + 2 * len(character))
        for offset in range(1, len(character))
    }
    assert inside == whole


def test_flags_are_told_apart_by_counting():
    text = "🇩🇪🇫🇷🇺🇦"
    assert [p for p in range(len(text) + 1) if not splits_character(text, p)] == [0, 2, 4, 6]


def test_sentence_ends_and_blocks_of_the_whole_text_join_up():
    text = "One. Two.\n\nThree.\n"
    found = blocks(text)
    assert [(block.start, block.end) for block in found] == list(paragraphs(text))
    assert all(one.end == other.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    "parts",
    [
        # A mark that opens belongs to the sentence behind the stop, whatever it is in other languages.
        ["桥断了。", "“谁说的？”", "‘没有人。’"],
        ["橋が落ちた。", "『本当か？』", "町は静かだ。"],
        ["他承认了。", '"桥断了。"', "没有人信。"],
        ["记者：“你去吗？”他回答：“不去。”", "会议结束。"],
        # The speaker of a quotation that ended with its own stop.
        ["“桥断了。”市长说。", "他走了。"],
        ["« C’est fini ! »", "« Non. »", "Il sort."],
        ["‹ C’est fini. ›", "Il sort."],
        # Titles and initials of other languages.
        ["आज पं. मिश्र और सुश्री एस. राव आए।", "सब चुप थे॥", "फिर गए।"],
        ["ডা. সেন অস্বীকার করেন।", "তিনি চলে যান।"],
        ["Об этом сказал проф. Ивлев.", "В. В. Орлов молчал."],
        ["El plan de la Sra. Paz falló.", "Nadie vino."],
        ["أكد د. سالم ذلك.", "ثم غادر."],
        # Full stops of other scripts.
        ["Նա հերքեց։", "Բոլորը լռեցին։"],
        ["ይህ ውሸት ነው።", "ማንም አልመጣም።"],
        # Hebrew's mark is in words and around them.
        ["דו״ח מבקר המדינה פורסם.", "״זה שקר.״", "השר שתק."],
    ],
)
def test_sentences_of_other_languages(parts):
    # Chinese and Japanese set no space between sentences.
    for joint in ("", " ") if parts[0][-1] in "。？」”" else (" ",):
        text = joint.join(parts)
        assert [text[start:end].strip() for start, end in sentences(text, 0, len(text))] == parts
