"""Hostile articles and hundreds of passages at one place: what a page or an answer costs grows as they do.

CPU time of this process, in which Django answers, is judged, and the size of what is answered.
"""

import pytest
from django.utils import timezone

from annotate.forms.articles import _number_at_end
from annotate.presenters.markdown import rendered
from claims.actions.passage_place import assign_spans
from claims.models import Assignment, Passage
from claims.models.choices import Status
from claims.spans import Spans
from claims.suggestions.inference import NEAR
from tests import make
from tests.claims.growth import MOST, cpu, growth

HX = {"HX-Request": "true"}
# Of four times as much.
MOST_OF_FOUR = MOST**2


def nested(count):
    return [(i, 4 * count - i) for i in range(count)]


def stacked(count):
    return [(10, 40)] * count


def side_by_side_in_one(count):
    return [(0, 4 * count), *((4 * i, 4 * i + 3) for i in range(count - 1))]


def overlapping(count):
    return [(i, i + 2 * count) for i in range(count)]


SHAPES = [nested, stacked, side_by_side_in_one, overlapping]


def article_with(cast, shape, count, *editors):
    """An article whose editors have so many passages of that shape, handed in, the second's each a letter shorter."""
    article = make.article(cast.collection, text="ab, " * count + f"{shape.__name__} {count}", title=shape.__name__)
    for number, editor in enumerate(editors):
        Assignment.objects.create(article=article, editor=editor, handed_in_at=timezone.now())
        passages = []
        for start, end in shape(count):
            passage = Passage(id=make.uuid7(), article=article, editor=editor, changed_by=editor, mark="assertion")
            assign_spans(passage, content=Spans(((start, end - number),)), cue=Spans(), source=Spans())
            passage.status, passage.submitted_at = Status.SUBMITTED, timezone.now()
            passages.append(passage)
        Passage.objects.bulk_create(passages)
    return article


def mark(client, article, content, **fields):
    sent = {"id": str(make.uuid7()), "action": str(make.uuid7()), "mark": "assertion", "content": content, **fields}
    return client.post(f"/articles/{article.pk}/passages/", sent, headers=HX)


def costs(ask):
    """The least CPU time of asking twice, and the size of the answer."""
    answers = []
    taken = cpu(lambda: answers.append(ask()), times=2)
    assert all(answer.status_code == 200 for answer in answers), answers[-1].content[:300]
    return taken, len(answers[-1].content)


def assert_grows_as_much(few, many):
    """At most `MOST` times per doubling, where `many` is of four times as much as `few`."""
    for less, more, least in zip(few, many, (0.02, 20_000), strict=True):
        assert max(more, least) <= MOST_OF_FOUR * max(less, least / 4), (few, many)


@pytest.mark.parametrize("shape", SHAPES)
def test_pages_of_hundreds_of_passages_at_one_place_grow_as_they_do(cast, as_user, shape):
    edith, rita = as_user(cast.edith), as_user(cast.rita)
    found = {}
    for count in (200, 800):
        article = article_with(cast, shape, count, cast.edith, cast.egon)
        found[count] = {
            "article": costs(lambda article=article: rita.get(f"/articles/{article.pk}/")),
            "history": costs(lambda article=article: rita.get(f"/articles/{article.pk}/history/")),
            "settle": costs(
                lambda article=article: rita.get(
                    f"/articles/{article.pk}/settle/?left={cast.edith.pk}&right={cast.egon.pk}"
                )
            ),
            "mark": costs(lambda article=article: mark(edith, article, f"1..{len(article.text) - 1}")),
            "mark inside": costs(
                lambda article=article, count=count: mark(edith, article, f"{2 * count}..{2 * count + 2}")
            ),
        }
    for what in found[200]:
        assert_grows_as_much(found[200][what], found[800][what])
    assert found[800]["settle"][1] > 50_000, "the readings are not shown"


HOSTILE = {
    "a run of letters": "a",
    "letters and hyphens": "A-",
    "brackets": "(",
    "words": "the US and ",
    "quotations": "“a” ",
    "open quotations": "„",
    "spaces": " ",
    "lines": "a\n",
    "stops": "J. ",
    "flags": "🇩",
    "joined signs": "👩\u200d",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_a_mark_costs_as_much_in_a_longer_hostile_article(cast, as_user, piece):
    edith = as_user(cast.edith)
    found = []
    for factor in (1, 4):
        around = piece * (factor * 2 * NEAR // len(piece))
        words = " X said it is so, “The US and Ada deny it,” Vane said. "
        article = make.article(cast.collection, text=f"Begin {around}{words}{around}", title=f"{factor}")
        begin = article.text.index("The US and Ada")
        middle, source = f"{begin}..{begin + 21}", f"0..{len(article.text) // 2}"
        found.append(
            [
                costs(lambda article=article, middle=middle: mark(edith, article, middle)),
                costs(lambda article=article, begin=begin: mark(edith, article, f"0..3;{begin}..{begin + 21}")),
                costs(
                    lambda article=article, middle=middle, source=source: mark(
                        edith, article, middle, mark="refutation", source=source
                    )
                ),
                costs(lambda article=article: edith.get(f"/articles/{article.pk}/")),
            ]
        )
    for few, many in zip(*found, strict=True):
        assert_grows_as_much(few, many)


@pytest.mark.parametrize("piece", ["/articles/1?", "/articles/1", "1", "/articles/", "#", "1\n"])
def test_what_an_article_replaces_is_read_at_once(piece):
    assert growth(lambda size: lambda: _number_at_end(piece * size + "\n"), 50_000) <= MOST
    assert cpu(lambda: _number_at_end(piece * 200_000 + "\n")) < 0.1


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("12", 12), ("12/", 12), ("https://desk.example/articles/12/", 12), ("/articles/12?passage=1#a", 12),
        ("https://desk.example/?next=/articles/12/", 12), ("/actors/12/", None), ("articles/12", None), ("", None),
        ("twelve", None), ("1" * 19, None), ("/articles/12/history/", None), ("١٢", None),
    ],
)  # fmt: skip
def test_an_article_is_named_by_number_or_address(words, number):
    assert _number_at_end(words) == number


@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "[[]",
        "[a](",
        "*_",
        "**a*",
        "`",
        "`a``",
        "> ",
        ">",
        "- ",
        "a\n",
        "|a",
        "a|b\n-|-\n",
        "[a]: b\n",
        "<a ",
        "~~",
        "![",
        "&#",
    ],
)
def test_guidelines_are_drawn_in_linear_time(piece):
    assert growth(lambda size: lambda: rendered(piece * (size // len(piece))), 3_000) <= MOST
