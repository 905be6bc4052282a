"""Reads the cards of passages off the pages, as a person does. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape

_CARD = re.compile(
    r'<article class="card (?P<mark>\w+)[^"]*" id="card-(?P<id>[0-9a-f-]{36})"(?P<rest>.*?)</article>', re.S
)
_VERSION = re.compile(r'<data id="version-([0-9a-f-]{36})" value="(\d+)">')
_WHO = re.compile(r'<a class="who"[^>]*>(.*?)</a>', re.S)
_VIA = re.compile(r'<span class="via">(.*?)</span>', re.S)
_LINK = re.compile(r'<p class="link" data-sign="(.)">(.*?)</p>', re.S)
_CLAIM = re.compile(r'<(?:a|span) [^>]*translate="no">(.*?)</(?:a|span)>', re.S)
_WORDS = re.compile(r'<p class="words"[^>]*>(.*?)</p>', re.S)
_TAG = re.compile(r"<[^>]*>")
_NOBODY = ("nobody named", "no speaker yet")


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says of one version of a passage."""

    passage: str
    version: int
    mark: str
    # Empty where a card was not shown anew, only its version.
    status: str
    spans: str
    words: str
    speakers: frozenset[str]
    via: frozenset[str]
    states: frozenset[str]
    # Claims alone: other denials are no links.
    denies: frozenset[str]


@dataclass(frozen=True, slots=True)
class Seen:
    """A card, with what it offers to the person who looks at it."""

    card: Card
    is_mine: bool
    lacks: tuple[str, ...]
    may_approve: bool
    # Ids to take parts off with, known from an open card alone.
    actors: tuple[tuple[str, str], ...] = ()
    claims: tuple[str, ...] = ()
    denials: tuple[str, ...] = ()

    def at(self, version: int) -> "Seen":
        """The same content with another version."""
        return replace(self, card=replace(self.card, version=version))


def read(page: str) -> list[Seen]:
    """All cards of a page or of an answer. Raises ValueError for one that cannot be read."""
    return [_seen(found["id"], found["mark"], found["rest"]) for found in _CARD.finditer(page)]


def versions_beside(page: str) -> Iterator[tuple[str, int]]:
    """The versions that are said without a card: of passages that a change nested anew."""
    for passage, version in _VERSION.findall(_CARD.sub("", page)):
        yield passage, int(version)


def _seen(passage: str, mark: str, html: str) -> Seen:
    version, who, words = _VERSION.search(html), _WHO.search(html), _WORDS.search(html)
    if not version or not who or not words:
        raise ValueError(f"This is no card that can be read: {html[:500]}")
    named = _TAG.sub("", _VIA.sub("", who[1])).strip()
    # A denial of what is no claim is no link.
    links = [(sign, unescape(_CLAIM.search(inner)[1])) for sign, inner in _LINK.findall(html) if sign in "=≠"]
    card = Card(
        passage=passage,
        version=int(version[2]),
        mark=mark,
        status=_attribute("status", html),
        spans=_attribute("spans", html),
        words=unescape(words[1]),
        speakers=frozenset() if named in _NOBODY else frozenset(unescape(named).split(", ")),
        via=frozenset(unescape(_TAG.sub("", name)).strip().removeprefix("via ") for name in _VIA.findall(who[1])),
        states=frozenset(text for sign, text in links if sign == "="),
        denies=frozenset(text for sign, text in links if sign == "≠"),
    )
    return Seen(
        card,
        is_mine=" data-mine" in html,
        lacks=tuple(_attribute("lacks", html).split()),
        may_approve='data-verdict="approve"' in html,
        actors=tuple(
            (actor, role)
            for actor, role in re.findall(r'actors/remove/" name="actor" value="(\d+)" data-also="role=(\w+)"', html)
        ),
        claims=tuple(re.findall(r'statements/remove/" name="claim" value="(\d+)"', html)),
        denials=tuple(re.findall(r"denials/(\d+)/remove/", html)),
    )


def _attribute(name: str, html: str) -> str:
    found = re.search(rf'data-{name}="([^"]*)"', html)
    if found is None:
        raise ValueError(f"This card has no data-{name}: {html[:500]}")
    return unescape(found[1])
