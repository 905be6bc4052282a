"""A paragraph in another script than its article says its language, on the page and on its card."""

import re

import pytest

from annotate.presenters import paragraph_languages
from claims.actions.assignment_hand_in import hand_in_reading
from claims.models import Assignment
from tests import make
from tests.annotate.test_workbench import mark

PERSIAN = "سازمان بندر روز جمعه خبر جابه‌جایی جرثقیل‌ها را رد کرد."
ENGLISH = "The port authority denied on Friday that the cranes had been moved."
RUSSIAN = "Портовая администрация в пятницу опровергла сообщение о перемещении кранов."


def opened(client, article) -> str:
    return client.get(f"/articles/{article.pk}/").content.decode()


def paragraphs(html: str) -> list[str]:
    """The opening tags of the paragraphs of the text."""
    text = html[html.index('id="text"') :]
    return re.findall(r"<p[^>]*>(?=<span class=\"block\")", text)


@pytest.fixture
def article(cast):
    text = f"{PERSIAN}\n\n{ENGLISH}\n\n{RUSSIAN}\n\n(AFP)\n\n{PERSIAN}"
    return make.article(cast.collection, text=text, title="بندر", language="fa")


def test_each_paragraph_in_another_script_has_its_language(cast, as_user, article):
    assert paragraphs(opened(as_user(cast.edith), article)) == [
        '<p dir="auto">',
        '<p lang="en" dir="auto">',
        '<p lang="ru" dir="auto">',
        '<p lang="und" dir="auto">',
        '<p dir="auto">',
    ]


def test_a_foreign_paragraph_in_a_latin_article_too(cast, as_user):
    article = make.article(cast.collection, text=f"{ENGLISH}\n{PERSIAN}\n{RUSSIAN}", language="en")
    assert paragraphs(opened(as_user(cast.edith), article)) == [
        '<p dir="auto">', '<p lang="fa" dir="auto">', '<p lang="ru" dir="auto">',
    ]  # fmt: skip


def test_of_very_many_paragraphs_the_last_stay_undetermined(cast, as_user, monkeypatch):
    monkeypatch.setattr(paragraph_languages, "MOST_TOLD", 2)
    article = make.article(cast.collection, text=f"{PERSIAN}\n" + f"{RUSSIAN}\n" * 3, language="fa")
    assert paragraphs(opened(as_user(cast.edith), article))[1:] == [
        '<p lang="ru" dir="auto">', '<p lang="ru" dir="auto">', '<p lang="und" dir="auto">',
    ]  # fmt: skip


def test_a_card_says_the_language_of_its_words(cast, as_user, article):
    make.passage(article, "denied on Friday that the cranes had been moved", by=cast.edith)
    make.passage(article, "سازمان بندر", by=cast.edith)
    html = opened(as_user(cast.edith), article)
    assert re.findall(r'<p class="words" lang="(\w+)"', html) == ["fa", "en"]


def test_a_mark_does_not_look_for_the_language(cast, as_user, article, monkeypatch):
    monkeypatch.setattr("claims.text.foreign_words.detected", lambda words: pytest.fail(f"looked at: {words}"))
    html = mark(as_user(cast.edith), article, "Портовая администрация").content.decode()
    assert re.findall(r'<p class="words" lang="(\w+)"', html) == ["und"]


def test_two_readings_side_by_side_say_it_too(cast, as_user, article):
    parts = {"speakers": [make.actor("Port")], "states": [make.claim(cast.collection, "It moved.")]}
    for person, words in ((cast.edith, "denied on Friday"), (cast.egon, "the cranes had been moved")):
        make.passage(article, words, by=person, **parts)
        hand_in_reading(Assignment.objects.get(article=article, editor=person), by=person)
    html = as_user(cast.rita).get(f"/articles/{article.pk}/settle/").content.decode()
    text = html[html.index('id="both"') :]
    assert re.findall(r"<p[^>]*>", text)[:5] == [
        '<p dir="auto">', '<p lang="en" dir="auto">', '<p lang="ru" dir="auto">', '<p lang="und" dir="auto">',
        '<p dir="auto">',
    ]  # fmt: skip


def test_names_and_claims_are_typed_in_their_own_direction(cast, as_user, article):
    html = mark(as_user(cast.edith), article, "denied on Friday", mark="refutation").content.decode()
    for field in ("speaker", "via", "denial", "claim"):
        assert re.search(rf'<input id="{field}-[^>]* dir="auto"', html), field


FOREIGN = (RUSSIAN[:-1], "ru"), (ENGLISH[:-1], "en"), (PERSIAN[:-1], "fa")
foreign_words = pytest.mark.parametrize(("words", "language"), FOREIGN)


def quoting(html: str, words: str) -> str:
    """The opening tag of the element that quotes these words."""
    found = re.search(rf"<(?:p|blockquote|a)\b([^>]*)>[^<]*(?:<mark[^>]*>)?{re.escape(words)}", html)
    assert found, html
    return found[1]


@foreign_words
@pytest.mark.parametrize("page", ["claims", "actors", "comments", "history", "article"])
def test_pages_that_quote_a_passage_say_its_language_too(cast, as_user, article, page, words, language):
    claim, port = make.claim(cast.collection, "The cranes moved."), make.actor("Port", "group")
    made = make.passage(article, words, by=cast.edith, speakers=[port], states=[claim])
    addresses = {
        "claims": f"/claims/{claim.pk}/", "actors": f"/actors/{port.pk}/", "comments": f"/passages/{made.pk}/comments/",
        "history": f"/passages/{made.pk}/history/", "article": f"/articles/{article.pk}/history/",
    }  # fmt: skip
    tag = quoting(as_user(cast.edith).get(addresses[page]).content.decode(), words)
    assert f' lang="{language}"' in tag and ' dir="auto"' in tag and ' translate="no"' in tag


def test_the_source_and_the_cue_in_a_card_have_the_language_of_its_words(cast, as_user, article):
    places = {
        part: make.spans_of(article.text, RUSSIAN[at]) for part, at in (("source", slice(8)), ("cue", slice(9, 22)))
    }
    made = make.passage(article, RUSSIAN[23:], by=cast.edith, **places)
    html = as_user(cast.edith).get(f"/articles/{article.pk}/?passage={made.pk}").content.decode()
    found = re.findall(r'<span lang="(\w+)"[^>]*>(?:Портовая|администрация)', html)
    assert len(found) == 2 and set(found) <= {"und", "ru"}
