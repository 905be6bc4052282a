"""What others change in the article one looks at: who is told of what, and what then comes."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.statement_edit import add_statements
from claims.models import Assignment, Passage
from tests import make
from tests.annotate.test_history import HX, post, text_of
from tests.page import plain_page


@pytest.fixture
def passage(cast) -> Passage:
    return make.passage(cast.article, "the bridge was “safe”", by=cast.edith, speakers=[make.actor("Ruritania")])


def news(client, passage, seconds: int = 0, query: str = ""):
    return client.get(f"/articles/{passage.article_id}/news/?seconds={seconds}{query}", headers=HX)


def long_ago(passage) -> None:
    """As if all that happened to it had happened an hour ago."""
    then = timezone.now() - timedelta(hours=1)
    Passage.objects.filter(pk=passage.pk).update(updated_at=then)
    Passage.objects.filter(pk=passage.pk, submitted_at__isnull=False).update(submitted_at=then)


def test_others_are_told_who_changed_how_much_and_which_version_stands_there(cast, as_user, passage):
    make.passage(cast.article, "until May", by=cast.edith)
    make.passage(cast.article, "a lie", by=cast.rita, role="reviewer")
    told = news(as_user(cast.mona), passage)
    assert "Edith and Rita are working here too: 3 passages changed." in text_of(told)
    row = re.search(
        rf'<data value="{passage.pk}" data-version="(\d+)" data-status="(\w+)" data-live>', plain_page(told)
    )
    assert row.groups() == ("1", "draft")
    told = news(as_user(cast.rita), passage, query=f"&passage={passage.pk}")
    assert "Edith is working here too: 1 passage changed." in text_of(told)


def test_ones_own_other_window(cast, as_user, passage):
    assert "You changed 1 passage in another window." in text_of(news(as_user(cast.edith), passage))


@pytest.mark.parametrize("step", ["changed", "handed in", "approved", "withdrawn"])
def test_every_step_is_news(cast, as_user, passage, step):
    egon = as_user(cast.egon)
    add_statements(
        passage,
        claims=[make.claim(cast.collection, "The bridge is safe.")],
        by=cast.edith,
        version=1,
        action=make.uuid7(),
    )
    if step == "approved":
        hand_in_reading(Assignment.objects.get(), by=cast.edith)
    long_ago(passage)
    assert news(egon, passage, 600).status_code == 204
    assert news(egon, passage, 7200).status_code == 200
    who = {"approved": cast.rita}.get(step, cast.edith)
    if step == "handed in":
        as_user(who).post(f"/articles/{cast.article.pk}/hand-in/")
    else:
        verb = {"changed": "note", "approved": "approve", "withdrawn": "withdraw"}[step]
        assert post(as_user(who), passage, verb, note="n").status_code == 200
    told = news(egon, passage)
    assert f"{who.name} is working here too: 1 passage changed." in text_of(told)
    assert ("data-live" in plain_page(told)) is (step != "withdrawn")


def test_who_only_reads_hears_of_what_is_approved(cast, as_user, passage):
    assert news(as_user(cast.ralf), passage).status_code == 204


@pytest.mark.parametrize("query", ["?seconds=", "?seconds=x", "?seconds=99999999999999", "?passage=x", ""])
def test_nonsense_is_no_error(cast, as_user, passage, query):
    for page in ("news", "fresh"):
        assert as_user(cast.egon).get(f"/articles/{cast.article.pk}/{page}/{query}").status_code == 200


def test_what_is_asked_every_few_seconds_takes_one_query_of_its_own(cast, as_user, passage):
    egon = as_user(cast.egon)
    for words in ("until May", "a lie", "the police"):
        make.passage(cast.article, words, by=cast.edith)
    with CaptureQueriesContext(connection) as queries:
        assert news(egon, passage).status_code == 200
    # Session, person, article, passages; the names of who changed them.
    assert len(queries) == 5
    Passage.objects.update(updated_at=timezone.now() - timedelta(hours=1))
    with CaptureQueriesContext(connection) as queries:
        assert news(egon, passage).status_code == 204
    assert len(queries) == 4


def test_what_comes_are_the_cards_and_the_blocks_where_they_stand_and_stood(cast, as_user, passage):
    other = make.passage(cast.article, "Nobody told us", by=cast.edith)
    gone = make.passage(cast.article, "called that a lie", by=cast.edith)
    post(as_user(cast.edith), gone, "withdraw")
    stood = cast.article.text.index("The spokesman")
    ids = "&".join(f"passage={each.pk}" for each in (passage, gone))
    answer = as_user(cast.edith).get(
        f"/articles/{cast.article.pk}/fresh/?{ids}&open={passage.pk}&block={stood}&block=9999999"
    )
    html = plain_page(answer)
    assert f'id="card-{passage.pk}"' in html and "data-open" in html
    assert f'id="card-{gone.pk}"' not in html and f'id="card-{other.pk}"' not in html
    assert html.count('<span class="block"') == 2 and 'id="strip"' in html
    assert "the bridge was “safe”" in text_of(answer) and "called that a lie" in text_of(answer)


def test_the_number_of_queries_does_not_grow_with_what_changed(cast, as_user, passage):
    egon = as_user(cast.egon)

    def asked(*passages) -> int:
        query = "&".join(f"passage={each.pk}" for each in passages)
        with CaptureQueriesContext(connection) as queries:
            egon.get(f"/articles/{cast.article.pk}/fresh/?{query}")
        return len(queries)

    others = [make.passage(cast.article, words, by=cast.edith) for words in ("until May", "a lie", "the police")]
    assert asked(passage) == asked(passage, *others) <= 14
