"""Markdown → HTML that cannot harm, whatever it is made from."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.presenters.markdown import ATTRIBUTES, SCHEMES, TAGS, rendered


def test_what_people_write_is_shown():
    html = rendered(
        "# One\n\n- *a*\n- **b**\n\n> said\n\n[site](https://example.org)\n\n| a | b |\n|---|--:|\n| 1 | 2 |"
    )
    for part in ("<h2>One</h2>", "<em>a</em>", "<strong>b</strong>", "<blockquote>", "<table>", "<td>2</td>"):
        assert part in html
    assert '<a href="https://example.org" rel="noopener nofollow">site</a>' in html


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x)",
        "[x](&#106;avascript:alert(1))",
        "<javascript:alert(1)>",
        '<a href="#" onclick="alert(1)">x</a>',
        '<img src=x onerror="alert(1)">',
        '[x](https://example.org "onmouseover=alert(1)")',
        '[x](https://example.org/" onmouseover="alert(1))',
        "<svg/onload=alert(1)>",
        '<iframe src="https://example.org"></iframe>',
        "<style>body{display:none}</style>",
        "<!-- hidden -->",
        "![x](https://example.org/pixel.png)",
        "```html\n<script>alert(1)</script>\n```",
        "`<script>`",
        "| <script>alert(1)</script> |\n|---|",
        "<form action=https://example.org><button>x</button></form>",
    ],
)
def test_nothing_in_it_runs_or_loads(source):
    check(rendered(source))


@given(st.text(alphabet=st.sampled_from(list("<>\"'&()[]!`*_#|-=:/\\ \nabjonscriptx\x00é😀")), max_size=200))
def test_nothing_runs_whatever_it_is_made_from(source):
    check(rendered(source))


def check(html: str) -> None:
    """Only known tags with known attributes; everything else is words."""
    for tag, attributes in re.findall(r"<\s*/?\s*([^\s>/]+)([^>]*)>", html):
        assert tag in TAGS, html
        for name in re.findall(r'([^\s="]+)\s*=\s*"[^"]*"', attributes):
            assert name in ATTRIBUTES.get(tag, set()) | {"rel"}, html
    for link in re.findall(r'href="([^"]*)"', html):
        scheme, colon, _rest = link.partition(":")
        assert not colon or scheme in SCHEMES or "/" in scheme or "#" in scheme or "?" in scheme, html


def test_raw_html_is_shown_as_it_was_typed():
    assert "&lt;b&gt;bold&lt;/b&gt;" in rendered("<b>bold</b>")
