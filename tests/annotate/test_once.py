"""Parts of a page that are drawn once: the same for the same values, another for others, and nothing else seen."""

from datetime import UTC, datetime

import pytest
from django.template import Context, Engine, TemplateSyntaxError
from django.utils import timezone, translation

from claims.models import Collection


@pytest.fixture
def compiled():
    return Engine.get_default().from_string


def test_what_is_kept_is_told_apart_by_the_values(compiled):
    page = compiled("{% load once %}{% for word in words %}{% once word %}<b>{{ word }}</b>{% endonce %}{% endfor %}")
    assert page.render(Context({"words": ["a", "<", "a"]})) == "<b>a</b><b>&lt;</b><b>a</b>"
    assert page.render(Context({"words": ["c"]})) == "<b>c</b>"


def test_it_does_not_grow_without_end(compiled, monkeypatch):
    monkeypatch.setattr("annotate.templatetags.once.MOST_KEPT", 2)
    page = compiled("{% load once %}{% once word %}{{ word }}{% endonce %}")
    assert [page.render(Context({"word": word})) for word in "abcab"] == list("abcab")
    assert len(page.nodelist[1].drawn) <= 2


def test_nothing_but_the_named_values_is_seen(compiled):
    page = compiled("{% load once %}{% once word %}{{ word }}{{ secret }}{% endonce %}")
    assert page.render(Context({"word": "a", "secret": "b"})) == "a"


def test_words_are_in_the_language_of_who_reads(compiled):
    page = compiled("{% load i18n once %}{% once word %}{% translate 'Password' %}{{ word }}{% endonce %}")
    for language, shown in (("de", "Passwort!"), ("en", "Password!")):
        with translation.override(language):
            assert page.render(Context({"word": "!"})) == shown


def test_times_are_in_the_zone_of_who_reads(compiled):
    page = compiled("{% load once %}{% once at %}{{ at|date:'H:i' }}{% endonce %}")
    at = datetime(2024, 8, 16, 12, tzinfo=UTC)
    for zone, shown in (("UTC", "12:00"), ("Asia/Tokyo", "21:00")):
        with timezone.override(zone):
            assert page.render(Context({"at": at})) == shown


def test_the_variables_are_named(compiled):
    with pytest.raises(TemplateSyntaxError, match="Name the variables"):
        compiled("{% load once %}{% once %}{{ word }}{% endonce %}")


def test_an_object_of_a_model_is_refused(compiled):
    page = compiled("{% load once %}{% once collection %}{{ collection.name }}{% endonce %}")
    with pytest.raises(TypeError, match="plain values"):
        page.render(Context({"collection": Collection(pk=1, name="a")}))
