"""The figures of guessed speakers count as they say: made-up articles in the form of the real ones."""

from pathlib import Path

import pytest

from tests.scale import attributions, letters, polnear
from tests.scale.attributions import Article, articles

TEXT = """Ada Vane, the mayor of Zenda, said the bridge was safe. “It will hold,” she said.
Two ferrymen said the river was high. Hentzau’s aides called it a lie."""
MARKED = (
    ("Ada Vane, the mayor of Zenda,", "said", "the bridge was safe"),
    ("she", "said", "“It will hold,”"),
    ("Two ferrymen", "said", "the river was high"),
    ("Hentzau’s aides", "called", "it a lie"),
)


@pytest.fixture
def article(tmp_path: Path) -> Article:
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text" / "paper_2016-05-01_bridge.txt").write_text(TEXT, encoding="utf-8")
    lines, position = [], 0
    for number, words in enumerate(MARKED):
        names = []
        for role, part in zip(("Source", "Cue", "Content"), words, strict=True):
            start = TEXT.index(part, position if role == "Content" else max(position - 20, 0))
            names.append(f"T{len(lines)}")
            lines.append(f"{names[-1]}\t{role} {start} {start + len(part)}\t{part}")
        position = TEXT.index(words[2]) + len(words[2])
        source, cue, content = names
        lines.append(f"E{number}\tAttribution:T99 Source:{source} Cue:{cue} Content:{content}")
    path = tmp_path / "attributions" / "paper_2016-05-01_bridge_ab12.ann"
    path.write_text("\n".join(lines), encoding="utf-8")
    [found] = articles(tmp_path)
    return found


def test_the_marks_of_an_article_are_read_in_order_of_place(article):
    contents = [each.content.exact(article.text) for each in article.attributions]
    assert contents == [words[2] for words in MARKED]
    assert article.half in (attributions.DEVELOPED, attributions.HELD_OUT)


def test_an_offer_is_right_if_its_name_stands_in_the_marked_source(article):
    found = list(polnear.offers(article))
    assert [(offer.name, offer.verdict) for offer in found] == [
        ("Ada Vane", "right"),
        ("Ada Vane", "pronoun, not judged"),
        ("Two ferrymen", "right"),
        ("Hentzau’s aides", "right"),
    ]
    assert not any(offer.is_no_name for offer in found)
    assert [letters.letters(offer) for offer in found] == [0, len("Ada Vane"), 0, 0]


@pytest.mark.parametrize(
    ("names", "source", "verdict"),
    [
        (["Ada Vane"], "Vane, who left", "right"),
        (["Hentzau"], "Hentzau’s aides", "wrong"),
        (["Ada Vane"], "the ferry council", "wrong"),
        ([], "the ferry council", "no guess"),
        (["Ada Vane"], "who", "pronoun, not judged"),
        (["Ada Vane"], "", "invented"),
        ([], "", "rightly none"),
    ],
)
def test_the_verdict_on_an_offer(names, source, verdict):
    assert polnear.judged(names, source, "")[0] == verdict


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Senate Majority Leader Ada Vane", "Ada Vane"),
        ("the ferry council", "ferry council"),
        ("Vane’s", "Vane"),
        ("Ada Vane of Zenda, who left", "Ada Vane"),
    ],
)
def test_the_name_that_an_editor_would_enter(source, name):
    assert polnear.gold_name(source) == name


@pytest.mark.skipif(not attributions.POLNEAR.is_dir(), reason="the folder ../shared/data/polnear-train is not there")
def test_speakers_are_guessed_as_well_as_they_are_meant_to_be():
    for half, counts in polnear.counted().items():
        source, speaker = counts["source"], counts["speaker"]
        right = source["right"]
        marked = source.total() - source["rightly none"] - source["invented"]
        offered = right + source["near"] + source["wrong"] + source["invented"]
        assert 2 * right / (marked + offered) >= 0.65, half
        # An offer for a passage without a marked source is wrong as well.
        wrong = speaker["wrong"] + speaker["invented"]
        assert wrong <= 0.05 * (speaker["right"] + wrong), half
        assert speaker["right"] >= {attributions.DEVELOPED: 1009, attributions.HELD_OUT: 731}[half]
