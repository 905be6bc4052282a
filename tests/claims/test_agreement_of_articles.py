"""Agreement over real articles that somebody else annotated, worked by hand; and over many."""

import json
import time
from dataclasses import replace

import pytest

from claims.agreement.measures import Figure, Measure, ReadArticle, Reading, ReadPassage, agreement
from claims.spans import Spans
from tests.claims.figures import WIKINEWS


@pytest.fixture(scope="module")
def wikinews():
    """77 articles with the quotations that one person annotated, as readings of an editor numbered 1."""
    if not WIKINEWS.is_dir():
        pytest.skip("the annotated articles are not there")
    found = []
    for number, path in enumerate(sorted(WIKINEWS.glob("*.json"))):
        document = json.loads(path.read_text(encoding="utf-8"))
        text = document["originalText"]
        read = []
        for each in document["annotations"]:
            content, cue, source = (
                Spans.of((span["charBegin"], span["charEnd"]) for span in each[part]["spans"]).trimmed(text)
                for part in ("quote", "cue", "speaker")
            )
            read.append(ReadPassage("quote" if each["type"] == "Direct" else "assertion", content, cue, source))
        found.append(ReadArticle(number, text, (Reading(1, tuple(read)),)))
    return found


def beside(article, changed):
    return replace(article, readings=(*article.readings, Reading(2, tuple(changed))))


def test_real_articles_against_themselves(wikinews):
    found = agreement(beside(each, each.readings[0].passages) for each in wikinews).total
    # 77 articles, 146 passages, 100 of them with a cue and 137 with a source: no speakers, claims or denials.
    assert found.figure(Measure.CONTENT_EXACT) == found.figure(Measure.CONTENT_OVERLAP) == Figure(1.0, 292, 292)
    assert found.figure(Measure.CUE_EXACT) == Figure(1.0, 200, 200)
    assert found.figure(Measure.SOURCE_EXACT) == Figure(1.0, 274, 274)
    assert found.figure(Measure.MARK) == Figure(1.0, 146, 146)
    for measure in (Measure.WORDS_BY_PART, Measure.WORDS_BY_MARK):
        assert found.figure(measure).value == 1.0
    assert {found.figure(each).value for each in (Measure.SPEAKERS, Measure.CLAIMS, Measure.DENIALS)} == {None}


def test_real_articles_against_a_copy_without_the_first_passage_of_each(wikinews):
    found = agreement(beside(each, each.readings[0].passages[1:]) for each in wikinews).total
    # 57 of the articles have passages: 146 against 89.
    assert found.figure(Measure.CONTENT_EXACT) == Figure(178 / 235, 178, 235)
    assert found.figure(Measure.MARK).denominator == 89


def test_a_real_article_against_a_copy_that_was_worked_by_hand(wikinews):
    (article,) = (each for each in wikinews if "Dalai Lama" in each.text and len(each.text) == 738)
    first, second = article.readings[0].passages
    # The second is missing; the first lost its first word, "bei", and became a quote.
    assert (str(first.content), str(second.content)) == ("360..435", "497..581")
    copy = [replace(first, content=Spans.parse("364..435"), mark="quote")]
    found = agreement([beside(article, copy)]).total
    assert found.figure(Measure.CONTENT_EXACT) == Figure(0, 0, 3)
    assert found.figure(Measure.CONTENT_OVERLAP) == Figure(2 / 3, 2, 3)
    assert found.figure(Measure.CUE_EXACT) == found.figure(Measure.SOURCE_OVERLAP) == Figure(2 / 3, 2, 3)
    assert found.figure(Measure.MARK) == Figure(0, 0, 1), "one match, two values once each: what chance gives"
    # 112 words. Content 10 + 12 and 9, cue 2 and 1, source 1 + 4 and 1, none the rest: 31, 3, 6, 184 of 224.
    # They differ in 1 + 12 + 1 + 4 words. 224² - (31² + 3² + 6² + 184²) = 15314.
    assert found.figure(Measure.WORDS_BY_PART) == Figure(pytest.approx(1 - 223 * 36 / 15314), 94, 112)
    # Assertion 22, quote 9, none 193; they differ in 12 + 1 + 9 words. 224² - (22² + 9² + 193²) = 12362.
    assert found.figure(Measure.WORDS_BY_MARK) == Figure(pytest.approx(1 - 223 * 44 / 12362), 90, 112)


# -- Size


def many(articles, readers, passages):
    """Articles of 600 words, each read by all, whose passages lie near each other's."""
    text = " ".join(["words"] * 600)
    for number in range(articles):
        places = [each * 170 + number for each in range(passages)]
        yield ReadArticle(number, text, tuple(Reading(editor, _near(places, editor)) for editor in range(readers)))


def _near(places, editor):
    found = []
    for nth, place in enumerate(places):
        start = place + (editor + nth) % 3 * 6
        found.append(
            ReadPassage(
                ("assertion", "assertion", "refutation", "quote")[(nth * 5 + editor) % 4],
                Spans(((start, start + 60), (start + 70, start + 90))),
                Spans(((start + 92, start + 97),)),
                Spans(((start + 100, start + 112),)),
                frozenset({nth % 7}),
                frozenset({nth * editor}),
            )
        )
    return tuple(found)


def test_a_hundred_articles_read_by_six_take_less_than_ten_seconds():
    articles = list(many(100, 6, 20))
    begin, computing = time.perf_counter(), time.process_time()
    found = agreement(articles)
    figures = [sums.figures() for sums in (found.total, *found.articles.values(), *found.pairs.values())]
    # Of the processor's time, so that nothing fails because the machine does something else too.
    took, computed = time.perf_counter() - begin, time.process_time() - computing
    print(f"100 articles × 6 readings × 20 passages: {took:.2f} s, {computed:.2f} s of them computing")
    assert len(figures) == 1 + 100 + 15 and found.total.figure(Measure.CONTENT_OVERLAP).denominator == 100 * 15 * 40
    assert computed < 10
