"""Markdown → HTML that is safe to show, whoever wrote it."""

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {
    "p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "strong",
    "em", "s", "a", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}

# Raw HTML is shown as it was typed. No pictures: a page loads nothing from elsewhere.
_parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).disable("image")


def rendered(source: str) -> SafeString:
    """The HTML of a Markdown text: headings from the second level on, links to the web and to mail addresses.

    Cleaned after rendering too, so that a mistake in either library alone lets nothing through.
    """
    tokens = _parser.parse(source)
    for token in tokens:
        _lower(token)
    html = _parser.renderer.render(tokens, _parser.options, {})
    clean = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener nofollow")
    return SafeString(clean)


def _lower(token: Token) -> None:
    """One level down for a heading: the page itself has the first."""
    if token.type in ("heading_open", "heading_close"):
        token.tag = f"h{min(int(token.tag[1]) + 1, 6)}"
