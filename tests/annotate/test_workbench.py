"""The workbench: what one mark costs, what its answer holds, and what each mistake is told."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Actor, Assignment, Claim, Passage
from tests import make

HX = {"HX-Request": "true"}


def mark(client, article, *words, **fields):
    """Post a passage as the browser does."""
    fields = {"id": str(make.uuid7()), "action": str(make.uuid7()), "mark": "assertion", **fields}
    if words:
        fields["content"] = str(make.spans_of(article.text, *words))
    return client.post(f"/articles/{article.pk}/passages/", fields, headers=HX)


def queries_of(context) -> list[str]:
    """Without transaction control."""
    return [q["sql"] for q in context if not re.search(r"(^|; )(SAVEPOINT|RELEASE|BEGIN|COMMIT|ROLLBACK)", q["sql"])]


def text_of(html: str) -> str:
    """What the page shows of the article, to the letter."""
    import html as entities

    blocks = re.findall(r'<span class="block"[^>]*>(.*?)</span>(?=</p>|<span class="block"|\s*$|\n)', html, re.S)
    return entities.unescape(re.sub(r"<[^>]+>", "", "".join(blocks)))


@pytest.fixture
def edith(cast, as_user):
    return as_user(cast.edith)


def test_the_page_shows_text_and_cards(cast, edith):
    make.passage(cast.article, "the plan was known", by=cast.edith)
    page = edith.get(f"/articles/{cast.article.pk}/").content.decode()
    assert "the plan was known" in page and "needs a speaker" in page
    assert page.count('<section class="card') == 1


def test_a_bare_mark_takes_at_most_ten_queries_whatever_surrounds_it(cast, edith):
    mark(edith, cast.article, "safe")
    for words in ("was “safe”", "bridge", "According to"):
        make.passage(cast.article, words, by=cast.edith)
    with CaptureQueriesContext(connection, ) as context:
        response = mark(edith, cast.article, "the bridge was “safe” until May")
    assert response.status_code == 200, response.content
    queries = queries_of(context.captured_queries)
    assert len(queries) <= 10, "\n".join(queries)


def test_a_mark_with_speaker_claim_and_denial_takes_at_most_sixteen(cast, edith):
    mark(edith, cast.article, "safe")
    actor, claim = make.actor("Minister"), make.claim(cast.collection, "The plan was known.")
    other = make.claim(cast.collection, "The bridge was safe.")
    with CaptureQueriesContext(connection) as context:
        response = mark(
            edith, cast.article, "the bridge was “safe” until May", mark="refutation", speaker=actor.pk, states=other.pk,
            denies=claim.pk,
        )
    assert response.status_code == 200, response.content
    queries = queries_of(context.captured_queries)
    assert len(queries) <= 16, "\n".join(queries)
    assert Passage.objects.get(mark="refutation").lacks == []


def test_the_answer_holds_the_touched_blocks_and_no_others(cast, edith):
    response = mark(edith, cast.article, "the bridge was “safe”")
    page = response.content.decode()
    second = cast.article.text.index("According")
    assert re.findall(r'id="block-(\d+)"', page) == [str(second)]
    assert page.count('<section class="card') == 1


def test_twelve_queries_open_the_workbench_however_many_passages(cast, edith):
    for number in range(12):
        make.passage(cast.article, cast.article.text[number * 3 : number * 3 + 9], by=cast.edith, speakers=[make.actor(f"A{number}")])
    with CaptureQueriesContext(connection) as context:
        edith.get(f"/articles/{cast.article.pk}/")
    queries = queries_of(context.captured_queries)
    assert len(queries) <= 12, "\n".join(queries)


def test_guesses_are_offered_and_nothing_is_recorded(cast, edith):
    make.actor("Ruritania", "state")
    page = mark(edith, cast.article, "the bridge was “safe” until May").content.decode()
    assert "Ruritania" in page and "data-guess" in page
    assert "The bridge was “safe” until May." in page
    passage = Passage.objects.get()
    assert not passage.attributions.exists() and not Claim.objects.exists() and Actor.objects.count() == 1
