"""The same text twice: white space at its end makes no other article; doubles of before stay and are listed."""

import importlib
import sys
import time

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from claims.actions.article_delete import delete_article
from claims.models import Article
from claims.text.normalise import WHITE_SPACE, fingerprint, fingerprint_stripped
from tests import make

WORDS = "The dam held.\n\nNobody was hurt."


def double(of, *, end, number, title="Twin"):
    """The article again with another end, as it could come in before that was refused."""
    text = of.text.rstrip() + end
    return Article.objects.create(
        collection=of.collection, title=title, text=text, sha256=fingerprint(text), copy_number=number
    )


@pytest.fixture
def first(cast):
    return make.article(cast.collection, text=WORDS, title="First")


@pytest.mark.parametrize(
    "end", ["\n", "\r\n", "  \t", "\n\u00a0\n", "\u200b", "\n" * 1500], ids=lambda end: repr(end[:9])
)
def test_white_space_at_the_end_makes_no_other_article(cast, first, end):
    with pytest.raises(ValidationError) as refused:
        make.article(cast.collection, text=WORDS + end, title="Second")
    assert refused.value.code == "article_words_once"
    assert cast.collection.articles.with_text(WORDS + end).get() == first


def test_white_space_elsewhere_and_another_collection_make_another_article(cast, first):
    make.article(cast.collection, text="\n" + WORDS)
    make.article(cast.collection, text=WORDS.replace("\n\n", "\n"))
    make.article(make.collection("elsewhere"), text=WORDS + "\n")


def test_the_stored_text_and_its_fingerprint_keep_their_end(cast):
    stored = Article.objects.get(pk=make.article(cast.collection, text=WORDS + " \n").pk)
    assert (stored.text, stored.sha256) == (WORDS + " \n", fingerprint(WORDS + " \n"))
    assert stored.sha256_stripped == fingerprint(WORDS)


def test_every_sign_that_python_takes_for_white_space_counts():
    spaces = {sign for sign in map(chr, range(sys.maxunicode + 1)) if sign.isspace()}
    assert set(WHITE_SPACE) == spaces | {"\u200b", "\ufeff"}


_SIGNS = st.sampled_from([*WHITE_SPACE, "a", "é", "🌉", "\\", "'"])


@pytest.mark.django_db
@given(st.text(_SIGNS, max_size=12), st.sampled_from([0, 990, 1000, 2000]))
def test_the_database_and_the_program_compute_the_same(ending, spaces):
    words = "Bridge 🌉" + " " * spaces + ending
    with connection.cursor() as cursor:
        cursor.execute("SELECT claims_text_fingerprint(%s)", [words])
        assert cursor.fetchone() == (fingerprint_stripped(words),)


# -- Doubles that were there before


def test_articles_that_were_there_twice_are_numbered_and_kept(cast, first):
    migration = importlib.import_module("claims.migrations.0014_doubles_and_unused")
    with connection.cursor() as cursor:
        # What waits for the end of a transaction would keep the table from being altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE claims_article DROP CONSTRAINT article_words_once")
        second, third = (double(first, end=end, number=0) for end in ("\n", "\n\n"))
        history = type(first).pgh_event_model.objects.count()
        cursor.execute(migration.NUMBER_COPIES)
        cursor.execute(
            "ALTER TABLE claims_article ADD CONSTRAINT article_words_once"
            " UNIQUE (collection_id, sha256_stripped, copy_number)"
        )
    numbers = dict(Article.objects.values_list("pk", "copy_number"))
    assert [numbers[each.pk] for each in (cast.article, first, second, third)] == [0, 0, 1, 2]
    assert Article.objects.get(pk=third.pk).text == WORDS + "\n\n"
    assert type(first).pgh_event_model.objects.count() == history, "nothing was changed that a history tells"


def test_doubles_are_listed_together_and_keep_the_text_out(cast, first):
    second = double(first, end="\n", number=1)
    assert cast.collection.articles.doubles() == [[first, second]]
    assert make.collection("elsewhere").articles.doubles() == []
    with pytest.raises(ValidationError):
        make.article(cast.collection, text=WORDS + "\n\n\n")


@pytest.mark.parametrize("deleted", [0, 1])
def test_the_text_stays_out_when_one_of_two_is_deleted(cast, first, deleted):
    both = [first, double(first, end="\n", number=1)]
    delete_article(Article.objects.without_text().get(pk=both[deleted].pk))
    assert cast.collection.articles.doubles() == []
    with pytest.raises(ValidationError):
        make.article(cast.collection, text=WORDS + "\n\n\n")
    delete_article(both[1 - deleted])
    make.article(cast.collection, text=WORDS + "\n\n\n")


def test_verify_notes_doubles_and_fails_nothing(cast, first, capsys):
    second = double(first, end="\n", number=1)
    call_command("verify")
    assert capsys.readouterr().out.splitlines()[0] == (
        f"note: article {second.pk} “Twin” has the text of article {first.pk} “First”, but for white space at its end"
    )


# -- The same address


def test_articles_of_one_address_are_found_however_it_is_written(cast):
    make.article(cast.collection, text="Alone.", url="https://news.test/alone")
    one = make.article(cast.collection, text="One.", url="http://news.test/dam")
    other = make.article(cast.collection, text="Other.", url="https://news.test/dam/")
    make.article(make.collection("elsewhere"), text="One.", url="https://news.test/dam")
    articles = cast.collection.articles
    assert articles.at_addresses(["https://news.test/dam", "https://news.test/alone", ""]) == [[one, other]]
    assert articles.at_addresses([""]) == articles.at_addresses(["https://news.test/" + "ü" * 1900]) == []


@pytest.mark.parametrize(
    "written",
    [
        "https://MORNING.test/Dam?id=7",
        "https://www.morning.test/Dam?id=7",
        "http://WWW.Morning.test:80/Dam?id=7",
        "https://morning.test/Dam/?id=7#comments",
        "https://morning.test/Dam?id=7#",
        "https://morning.test/Dam?id=7&utm_source=letter&utm_medium=mail",
        "https://morning.test/Dam?utm_campaign=a%20b&id=7&UTM_Term",
        "https://morning.test/Dam?gclid=9&id=7#top",
        "HTTPS://morning.test/Dam?id=7&fbclid=Iw-AR_0&",
    ],
)
def test_small_differences_make_no_other_address(cast, written):
    one = make.article(cast.collection, text="One.", url="https://morning.test/Dam?id=7")
    other = make.article(cast.collection, text="Other.", url=written)
    for asked in (one.url, other.url, "http://morning.test/Dam/?id=7"):
        assert cast.collection.articles.at_addresses([asked]) == [[one, other]]


@pytest.mark.parametrize(
    "written",
    [
        "https://morning.test/dam?id=7",
        "https://morning.test/Dam?id=8",
        "https://morning.test/Dam?id=7&page=2",
        "https://morning.test/Dam?id=7&my_utm_source=letter",
        "https://morning.test/Dam?id=7&glid=utm_source",
        "https://live.morning.test/Dam?id=7",
        "https://wwwmorning.test/Dam?id=7",
        "https://morning.test:8080/Dam?id=7",
        "https://morning.test/Dam?id=7#!/second",
        "https://morning.test/",
        "https://morning.test/?id=7",
    ],
)
def test_what_names_another_page_is_another_address(cast, written):
    make.article(cast.collection, text="One.", url="https://morning.test/Dam?id=7")
    make.article(cast.collection, text="Other.", url=written)
    assert cast.collection.articles.at_addresses(["https://morning.test/Dam?id=7", written]) == []


def test_a_front_page_is_one_address_with_its_slash_or_followed(cast):
    written = ("https://morning.test", "https://morning.test/", "http://www.morning.test/?utm_source=x#top")
    same = [make.article(cast.collection, text=f"{number}", url=url) for number, url in enumerate(written)]
    assert cast.collection.articles.at_addresses([written[0]]) == [same]


def test_odd_addresses_are_compared_soon(cast):
    odd = ["https://" + "a" * 1900, "https://x.test/" + "?&" * 900, "http://x.test" + "/" * 1900 + "a", "#" * 900,
           "https://x.test/?" + "utm_&" * 380, "nothing", "https://?", "//", "%"]  # fmt: skip
    started = time.monotonic()
    cast.collection.articles.at_addresses(odd)
    assert time.monotonic() - started < 2
