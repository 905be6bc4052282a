"""Text on its way in: what changes, what is refused and with which words, and that nothing else is touched."""

from hashlib import sha256

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from claims.models import Article
from claims.text.normalise import canonical, decode, typed
from tests import make

MEGABYTE = 1_000_000


@pytest.mark.parametrize(
    ("given_text", "stored"),
    [
        ("one\r\ntwo", "one\ntwo"),
        ("one\rtwo\r", "one\ntwo\n"),
        ("one\r\r\ntwo\n\r", "one\n\ntwo\n\n"),
        ("\ufeffone", "one"),
        ("one\ufefftwo", "one\ufefftwo"),
        ("  one\t\n\n", "  one\t\n\n"),
        ("cafe\u0301 ﬁ ½", "cafe\u0301 ﬁ ½"),
        ("one\u2028two\x0bthree\x85", "one\u2028two\x0bthree\x85"),
    ],
)
def test_line_ends_become_lf_a_leading_bom_goes_and_nothing_else_changes(given_text, stored):
    assert canonical(given_text) == stored


@given(st.text(min_size=1).filter(str.strip))
def test_what_is_stored_is_stored_again_unchanged(text):
    try:
        once = canonical(text)
    except ValidationError as refused:
        assert refused.code in {"nul", "surrogate", "empty"}
    else:
        # Only a second BOM behind the first would be taken for a new leading one.
        assert once.startswith("\ufeff") or canonical(once) == once
        assert "\r" not in once and "\0" not in once


@pytest.mark.parametrize("text", ["", "\ufeff", " \t\r\n", "\u3000\u2003\xa0", "\n" * 9])
def test_an_empty_text_is_refused(text):
    with pytest.raises(ValidationError, match=r"The text is empty\. An article needs at least one word\."):
        canonical(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("one\r\ntwo\rthree\0", "Line 3 holds a NUL byte"),
        ("\0", "Line 1 holds a NUL byte"),
        ("one\n\ud83d two", "Line 2 holds half a surrogate pair"),
    ],
)
def test_what_no_text_can_keep_is_refused_with_its_line(text, words):
    with pytest.raises(ValidationError) as refused:
        canonical(text)
    assert words in refused.value.messages[0]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"one\ntwo \xff", "byte 9, line 2"),
        (b"one\r\n\r\n\xe9t\xe9", "byte 8, line 3"),
        (b"one\rtwo\r\xe9", "byte 9, line 3"),
        ("Moskau".encode("utf-16"), "byte 1, line 1"),
        (b"cut off \xe2\x82", "byte 9, line 1"),
        ("\ud800".encode("utf-8", "surrogatepass"), "byte 1, line 1"),
    ],
)
def test_what_is_not_utf8_is_refused_with_its_byte_and_line(raw, words):
    with pytest.raises(ValidationError) as refused:
        decode(raw, limit=MEGABYTE)
    assert words in refused.value.messages[0] and "Save it as UTF-8" in refused.value.messages[0]


def test_a_file_over_the_limit_is_refused_with_both_sizes():
    decode(b"a" * MEGABYTE, limit=MEGABYTE)
    with pytest.raises(ValidationError) as refused:
        decode(b"a" * (MEGABYTE + 1), limit=MEGABYTE)
    assert "The file has 1.1 MB; at most 1.0 MB are taken." in refused.value.messages[0]


@given(st.text())
def test_decoding_undoes_encoding(text):
    assert decode(text.encode(), limit=MEGABYTE) == text


def test_the_fingerprint_is_that_of_the_stored_text(cast):
    article = make.article(cast.collection, text="\ufeffOne\r\ntwo.")
    stored = Article.objects.get(pk=article.pk)
    assert stored.text == "One\ntwo." and stored.length == 8
    assert stored.sha256 == sha256(b"One\ntwo.").hexdigest()


@pytest.mark.parametrize(
    ("text", "code"), [("a\0b", "nul"), (" ", "empty"), ("\u200b \u2060\ufe0f", "empty"), ("a\ud800", "surrogate")]
)
def test_an_article_that_is_refused_leaves_nothing(cast, text, code):
    with pytest.raises(ValidationError) as refused:
        make.article(cast.collection, text=text)
    assert refused.value.code == code and Article.objects.count() == 1


@pytest.mark.parametrize(
    ("title", "code"), [("x" * 501, "unfit"), ("Bridge\0falls", "sign"), ("Bridge\ud800falls", "sign")]
)
def test_a_title_that_fits_no_column_is_a_message(cast, title, code):
    with pytest.raises(ValidationError) as refused:
        make.article(cast.collection, text="Another text.", title=title)
    assert refused.value.code == code and Article.objects.count() == 1


def test_length_counts_code_points(cast):
    article = make.article(cast.collection, text="👩‍👩‍👧 é🇺🇦")
    assert Article.objects.get(pk=article.pk).length == len("👩‍👩‍👧 é🇺🇦")


def test_a_search_is_typed_without_nul():
    assert typed(" Kur\0sk ") == "Kursk"
