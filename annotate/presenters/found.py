"""What a search found, as its page shows it: the words that were asked for, told apart in their sentence.

Postgres says where words stand in a folded text (`claims.queries.search`); here that becomes a place in the text as it
was written. Positions are code points. Pure.
"""

import uuid
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from urllib.parse import quote

from claims.models import Article, Passage
from claims.queries.search import Highlighted
from claims.text.folding import fold, folded_signs
from claims.text.sentences import paragraphs, sentence_around

# Of a sentence around the words that were found, to either side; and how near to each other these are looked for.
CONTEXT = 160
NEAR, AT_MOST = 240, 20
# After the first word that was found, to know its place again in the page.
FOLLOWING = 40
GAP = "…"
ENDS = ("\n", ".", "!", "?", "…", "。", "।", "؟", "”", "“", "»", '"')

type Places = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a text that was asked for, or was not."""

    text: str
    is_found: bool


@dataclass(frozen=True, slots=True)
class Snippet:
    """A sentence with the words that were found in it, and the first of them with what follows."""

    pieces: list[Piece]
    words: str

    @property
    def fragment(self) -> str:
        """The end of an address that takes a browser to the words; one that cannot stays at the top of the page."""
        return f"#:~:text={quote(self.words, safe='').replace('-', '%2D')}"


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article with its title, and a sentence of it if its text was found."""

    article: Article
    title: list[Piece]
    snippet: Snippet | None


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage with a sentence of it; its beginning, where the words stand too far behind that."""

    passage: Passage
    pieces: list[Piece]


def found_articles(articles: Iterable[Article], highlighted: dict[int, Highlighted]) -> list[FoundArticle]:
    """The articles as the page shows them."""
    return [
        FoundArticle(each, whole(each.title, here.in_title), snippet(here.text, here.in_text))
        for each, here in ((each, highlighted[each.pk]) for each in articles)
    ]


def found_passages(passages: Iterable[Passage], highlighted: dict[uuid.UUID, Highlighted]) -> list[FoundPassage]:
    """The passages as the page shows them."""
    found = []
    for each in passages:
        shown = snippet(highlighted[each.pk].text, highlighted[each.pk].in_text)
        beginning = [Piece(each.exact[: 2 * CONTEXT], is_found=False)]
        found.append(FoundPassage(each, shown.pieces if shown else beginning))
    return found


def whole(text: str, folded_places: Places) -> list[Piece]:
    """All of a short text, with the words told apart."""
    return list(_pieces(text, 0, len(text), _in_text(text, folded_places)))


def snippet(text: str, folded_places: Places) -> Snippet | None:
    """The sentence where most of the words that were asked for stand near each other; `None` where none stands."""
    if not folded_places:
        return None
    lines = list(paragraphs(text))
    folded = [fold(text[start:end]) for start, end in lines]
    ends = list(accumulate(len(each) for each in folded))
    best = _densest("".join(folded), folded_places)
    number = min(bisect_right(ends, folded_places[best][0]), len(lines) - 1)
    start, end = lines[number]
    offset = ends[number] - len(folded[number])
    here = [(a - offset, b - offset) for a, b in folded_places if offset <= a and b <= ends[number]]
    places = [(start + a, start + b) for a, b in _in_text(text[start:end], here)]
    if not places:
        return None
    # The one that is densest by its place in the line, since some places may have joined.
    target = folded_places[best][0] - offset
    first = min(places, key=lambda place: abs(len(fold(text[start : place[0]])) - target))
    begin, finish = _shortened(text, *sentence_around(text, *first), *first)
    return Snippet(list(_cut(text, begin, finish, places)), _beginning(text[first[0] : finish], first[1] - first[0]))


def _beginning(words: str, least: int) -> str:
    """The first words of a sentence, so many that hardly another place begins like it."""
    space = words.rfind(" ", least, least + FOLLOWING)
    return words.strip() if len(words) <= least + FOLLOWING else words[: max(least, space)].strip()


def _densest(folded: str, places: Places) -> int:
    """The place that most different words follow nearby; of several the one that they follow nearest."""
    words = [folded[start:end] for start, end in places]
    best, most = 0, (0, 0)
    for number, (start, _end) in enumerate(places):
        near: set[str] = set()
        reach = 0
        for other in range(number, min(number + AT_MOST, len(places))):
            if places[other][0] > start + NEAR:
                break
            if words[other] not in near:
                near.add(words[other])
                reach = places[other][1] - start
        if (len(near), -reach) > most:
            best, most = number, (len(near), -reach)
    return best


def _in_text(text: str, folded_places: Places) -> Places:
    """Places of a folded text as places of the text itself; those that touch each other are one."""
    found: Places = []
    wanted = iter(folded_places)
    place = next(wanted, None)
    reached, begin = 0, None
    for start, end, length in folded_signs(text):
        if place is None:
            break
        if length and reached + length > place[0] and begin is None:
            begin = start
        reached += length
        while place and begin is not None and reached >= place[1]:
            found.append((begin, end))
            place, begin = next(wanted, None), None
    return _joined(found)


def _joined(places: Places) -> Places:
    joined: Places = []
    for start, end in places:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _shortened(text: str, begin: int, finish: int, start: int, end: int) -> tuple[int, int]:
    """So much of a sentence around `start` to `end` as is shown, cut between words where there are spaces."""
    if start - begin > CONTEXT:
        near = start - CONTEXT
        space = text.find(" ", near, start)
        begin = near if space < 0 else space + 1
    if finish - end > CONTEXT:
        near = end + CONTEXT
        space = text.rfind(" ", end, near)
        finish = near if space < 0 else space
    return begin, finish


def _cut(text: str, begin: int, finish: int, places: Places) -> Iterator[Piece]:
    """The pieces of a stretch, with a sign where the sentence goes on."""
    before, behind = text[max(begin - 2, 0) : begin].strip(" "), text[finish : finish + 2].strip(" ")
    if before and not before.endswith(ENDS):
        yield Piece(GAP, is_found=False)
    yield from _pieces(text, begin, finish, places)
    if behind and not behind.startswith("\n") and not text[begin:finish].rstrip().endswith(ENDS):
        yield Piece(GAP, is_found=False)


def _pieces(text: str, begin: int, finish: int, places: Places) -> Iterator[Piece]:
    reached = begin
    for start, end in places:
        if start < reached or end > finish:
            continue
        yield Piece(text[reached:start], is_found=False)
        yield Piece(text[start:end], is_found=True)
        reached = end
    yield Piece(text[reached:finish], is_found=False)
