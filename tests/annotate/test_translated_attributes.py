"""Words for the scripts stand in data-… attributes: a translation may hold any sign, and arrives as it is."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template import engines
from django.utils import translation
from django.utils.safestring import SafeData, SafeString

ROOT = Path(__file__).resolve().parents[2]
SIGNS = 'L\'"été" <&>'


class Attributes(HTMLParser):
    """All data-… attributes of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [(name, value or "") for name, value in attrs if name.startswith("data-")]


@pytest.fixture
def in_signs(monkeypatch):
    """Every translation begins with signs that attributes and JSON have a use of their own for."""
    plain = translation._trans.gettext

    def signed(message: str) -> str:
        said = f"{SIGNS} {plain(message)}"
        # As Django answers words of a template: they are taken for safe.
        return SafeString(said) if isinstance(message, SafeData) else said

    monkeypatch.setattr(translation._trans, "gettext", signed)
    # Compiled templates keep their fixed words.
    for loader in engines["django"].engine.template_loaders:
        loader.reset()
    yield
    for loader in engines["django"].engine.template_loaders:
        loader.reset()


def test_the_workbench_gets_every_sentence_whole(as_user, cast, in_signs):
    cast.edith.first_name = "O'Hara & Söhne"
    cast.edith.save()
    html = as_user(cast.edith).get(f"/articles/{cast.article.pk}/").content.decode()
    found = Attributes(html).found
    words = json.loads(next(value for name, value in found if name == "data-words"))
    assert all(sentence.startswith(f"{SIGNS} ") for sentence in words.values())
    assert words["nowhere"] == f"{SIGNS} Put the cursor into a quotation first, or select the words."
    for name, rest in (
        ("data-one", "%d mark is not saved yet."),
        ("data-offline", "The server"),
        ("data-many", "%d marks are not saved yet."),
    ):
        assert dict(found)[name].startswith(f"{SIGNS} {rest}"), name
    assert "What is not saved here is O'Hara & Söhne’s" in dict(found)["data-other"]


@pytest.mark.parametrize("template", sorted((ROOT / "templates").rglob("*.html")), ids=lambda path: path.name)
def test_no_template_writes_a_translation_into_such_an_attribute_unescaped(template):
    html = template.read_text()
    assert re.findall(r"data-[a-z-]+='[^']*\{% *(?:block)?trans", html) == []
    assert re.findall(r'data-[a-z-]+="(?:\{[%{][^"]*?[%}]\}|[^"{])*\{% *(?:block)?trans[^"]*"', html) == []
