"""150 US news articles with who says, thinks or wants what in them, as others annotated it (PolNeAR, brat standoff).

The articles are no part of the project. Rules are made by looking at one half of them; the other half is only counted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from claims.spans import Spans
from claims.suggestions.attribution import Frame

POLNEAR = Path(__file__).resolve().parents[3] / "shared" / "data" / "polnear-train"
DEVELOPED, HELD_OUT = "polnear, developed on", "polnear, held out"


@dataclass(frozen=True, slots=True)
class Attribution:
    """A passage with the words that report it and those that name its speaker, as people marked them."""

    content: Spans
    truth: Frame


@dataclass(frozen=True, slots=True)
class Article:
    """A text with its attributions in order of place, and in which half it is."""

    name: str
    text: str
    attributions: list[Attribution]
    half: str


def articles(folder: Path = POLNEAR) -> list[Article]:
    """All of them; none where the folder is missing."""
    return [_article(path, folder / "attributions") for path in sorted((folder / "text").glob("*.txt"))]


def _article(path: Path, annotated: Path) -> Article:
    text = path.read_bytes().decode()
    [annotations] = annotated.glob(f"{path.stem}_????.ann")
    found = sorted(_attributions(annotations, text), key=lambda each: (each.content.start, each.content.end))
    even = sha256(path.stem.encode()).digest()[0] % 2 == 0
    return Article(path.stem, text, found, DEVELOPED if even else HELD_OUT)


def _attributions(path: Path, text: str) -> Iterator[Attribution]:
    parts: dict[str, Spans] = {}
    events: list[dict[str, str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        key, _, rest = line.partition("\t")
        kind, _, places = rest.partition("\t")[0].partition(" ")
        if key.startswith("T"):
            pairs = (place.split() for place in places.split(";"))
            parts[key] = Spans.of((int(start), int(end)) for start, end in pairs).trimmed(text)
        elif key.startswith("E"):
            events.append(dict(role.split(":") for role in f"{kind} {places}".split()[1:]))
    for roles in events:
        content, cue, source = (parts.get(roles.get(role, ""), Spans()) for role in ("Content", "Cue", "Source"))
        if content:
            yield Attribution(content, Frame(cue, source))
