"""Names and quoted words in lists of fields, in previews and among unused entries: no translation of the page changes
them, each runs its own way, and its language is said where it is known.
"""

import re

import pytest

from claims.actions.actor_create import get_or_create_actor
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.claim_create import get_or_create_claim
from claims.models import Assignment
from tests import make

MARKS = 'dir="auto" translate="no"'
HEBREW = "רות (הנמל)"


def html_of(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def edith(cast, as_user):
    return as_user(cast.edith)


@pytest.fixture
def passage(cast):
    return make.passage(cast.article, "the plan was known", by=cast.edith, mark="refutation")


def test_a_new_name_keeps_its_brackets_in_an_offer(cast, edith):
    html = html_of(edith.get(f"/articles/{cast.article.pk}/suggest/actors/", {"q": HEBREW}))
    assert f'<span class="line">New: “<bdi translate="no">{HEBREW}</bdi>”</span>' in html


def test_a_new_name_is_no_html(cast, edith):
    html = html_of(edith.get(f"/articles/{cast.article.pk}/suggest/actors/", {"q": "<i>Ann %(name)s</i>"}))
    assert 'New: “<bdi translate="no">&lt;i&gt;Ann %(name)s&lt;/i&gt;</bdi>”' in html and "<i>Ann" not in html


def test_known_names_are_offered_as_they_are(cast, edith):
    make.actor("Harbour Office", qualifier="Zenda", aliases=["Port Office"])
    html = html_of(edith.get(f"/articles/{cast.article.pk}/suggest/actors/", {"q": "Port Off"}))
    assert f'<span class="line" {MARKS}>Harbour Office</span>' in html
    assert '<span class="aside"><bdi translate="no">Zenda</bdi>, <bdi translate="no">Port Office</bdi></span>' in html


@pytest.mark.parametrize("field", ["claims", "denied"])
def test_claims_are_offered_in_their_language(cast, edith, passage, field):
    get_or_create_claim(collection=cast.collection, statement="Die Brücke hielt.", by=cast.edith, language="de")
    html = html_of(edith.get(f"/passages/{passage.pk}/suggest/{field}/", {"q": "Die Brücke"}))
    assert f'<span class="line" lang="de" {MARKS}>Die Brücke hielt.</span>' in html
    assert 'New claim: “<bdi translate="no">Die Brücke</bdi>”' in html


def test_words_of_a_claim_that_is_not_here_are_kept(edith, passage):
    html = html_of(edith.get(f"/passages/{passage.pk}/suggest/denied/", {"q": HEBREW}))
    assert f'Other claim, in words: “<bdi translate="no">{HEBREW}</bdi>”' in html


def test_passages_to_reply_to_are_kept(cast, edith, passage):
    claim = make.claim(cast.collection, "The plan was secret.")
    make.passage(cast.article, "“safe”", by=cast.edith, states=[claim])
    denial = make.passage(cast.article, "called that a lie", by=cast.edith, mark="refutation", denies=[claim])
    html = html_of(edith.get(f"/passages/{denial.pk}/answers/"))
    assert re.findall(rf'<option value="[^"]+" lang="en" {MARKS}>', html)


def test_unused_names_are_kept(cast, edith):
    actor = get_or_create_actor(name=HEBREW, qualifier="Haifa", by=cast.edith)
    html = html_of(edith.get("/actors/?unused=1"))
    assert re.search(rf"<a [^>]*{MARKS}>{re.escape(HEBREW)}</a>", html)
    assert '<bdi translate="no">Haifa</bdi>' in html
    html = html_of(edith.get(f"/actors/delete/?actor={actor.pk}"))
    assert f'<bdi translate="no">{HEBREW}</bdi>' in html and '<bdi translate="no">Haifa</bdi>' in html


def test_unused_claims_are_kept(cast, edith):
    claim = get_or_create_claim(collection=cast.collection, statement="Die Brücke hielt.", by=cast.edith, language="de")
    html = html_of(edith.get(f"/claims/delete/?claim={claim.pk}"))
    assert '<bdi lang="de" translate="no">Die Brücke hielt.</bdi>' in html


def test_the_first_rows_of_an_export_are_kept_in_the_language_of_their_article(cast, as_user):
    text = "Хафен заявил, что мост стоит.\nThe port authority denied on Friday that the bridge had fallen."
    article = make.article(cast.collection, text=text, title="Мост стоит", language="ru")
    parts = {"speakers": [make.actor("Порт")], "states": [make.claim(cast.collection, "Мост стоит.")]}
    make.passage(article, "что мост стоит", by=cast.edith, **parts)
    make.passage(article, "denied on Friday that the bridge had fallen", by=cast.edith, **parts)
    hand_in_reading(Assignment.objects.get(article=article, editor=cast.edith), by=cast.edith)
    html = html_of(as_user(cast.mona).get("/collections/bridge/export/?status=submitted"))
    for words in ("Мост стоит", "что мост стоит", "Мост стоит."):
        assert f'<span lang="ru" {MARKS}>{words}</span>' in html
    assert f'<span lang="en" {MARKS}>denied on Friday that the bridge had fallen</span>' in html
    assert html.count(f"<span {MARKS}>Порт</span>") == 4, "in either table, for each passage"
    assert '<td data-label="mark" class="tight">assertion</td>' in html
    assert '<option value="Порт" dir="auto"' in html
