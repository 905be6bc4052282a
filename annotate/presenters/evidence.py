"""Passages as evidence: each in its sentence, with its own words told apart, and by the claims it is about.

Drawn from what `PassageQuerySet.for_evidence` brings, with no further query. Positions are code points.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext

from claims.models import Actor, Claim, Denial, Passage
from claims.models.choices import AttributionRole, DenialState
from claims.text.sentences import sentence_around

# How much of a long sentence is shown to either side of the passage, in code points.
CONTEXT = 400
GAP = "…"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a sentence that belongs to the passage, or does not."""

    text: str
    is_passage: bool


class Evidence:
    """One passage, as the pages of actors and claims show it."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage

    @cached_property
    def pieces(self) -> list[Piece]:
        """The sentence or sentences that the passage stands in."""
        return in_sentences(
            self.passage.around,  # type: ignore[attr-defined]
            [
                (start - self.passage.around_start, end - self.passage.around_start)  # type: ignore[attr-defined]
                for start, end in self.passage.content
            ],
        )

    @property
    def text(self) -> str:
        """The same as one text."""
        return "".join(piece.text for piece in self.pieces)

    @cached_property
    def speakers(self) -> list[Actor]:
        """Who says it, merged actors as what they were merged into."""
        return self._actors(AttributionRole.SPEAKER)

    @cached_property
    def via(self) -> list[Actor]:
        """Who passes it on, in the order of the chain."""
        return self._actors(AttributionRole.VIA)

    def _actors(self, role: str) -> list[Actor]:
        parts = [part for part in self.passage.attributions.all() if part.role == role]
        return [part.actor.merged_into or part.actor for part in parts]

    def states(self, claim: Claim) -> bool:
        """Whether it states the claim."""
        return any(part.claim.resolved == claim for part in self.passage.statements.all())

    def denial_of(self, claim: Claim) -> Denial | None:
        """How it denies the claim, if it does."""
        return next((each for each in self.passage.denials.all() if each.claim and each.claim.resolved == claim), None)


def in_sentences(text: str, content: Iterable[tuple[int, int]]) -> list[Piece]:
    """Cut the sentences around a passage into what belongs to it and what does not.

    `content` are positions in `text`, which may end before they do: what is out of sight becomes a gap, as does
    what lies between fragments of different sentences.
    """
    content = list(content)
    inside = [(start, min(end, len(text))) for start, end in content if start < len(text)]
    pieces: list[Piece] = []
    for number, (begin, finish) in enumerate(_sentences(text, inside)):
        if number:
            pieces.append(Piece(f" {GAP} ", is_passage=False))
        reached = begin
        for start, end in inside:
            if begin <= start < finish:
                pieces += [Piece(text[reached:start], is_passage=False), Piece(text[start:end], is_passage=True)]
                reached = end
        pieces.append(Piece(text[reached:finish], is_passage=False))
    if any(end > len(text) for _start, end in content):
        pieces.append(Piece(GAP, is_passage=False))
    return [_shortened(piece, number, len(pieces)) for number, piece in enumerate(pieces) if piece.text]


def _sentences(text: str, inside: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sentences around each fragment, those that meet put together."""
    found: list[tuple[int, int]] = []
    for start, end in inside:
        begin, finish = sentence_around(text, start, end)
        if found and begin <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], finish))
        else:
            found.append((begin, finish))
    return found


def _shortened(piece: Piece, number: int, count: int) -> Piece:
    """A long way to the passage, or from it, cut at a space."""
    if piece.is_passage or len(piece.text) <= CONTEXT:
        return piece
    if number == 0:
        return Piece(f"{GAP} {piece.text[-CONTEXT:].partition(' ')[2]}", is_passage=False)
    if number == count - 1:
        return Piece(f"{piece.text[:CONTEXT].rpartition(' ')[0]} {GAP}", is_passage=False)
    return piece


@dataclass(slots=True)
class Group:
    """The evidence about one claim, or about words where there is no claim."""

    claim: Claim | None
    words: str = ""
    # Of words that the article has; none where the program says it.
    language: str = ""
    evidence: list[Evidence] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Positions:
    """What is stated and what is denied, by claim; and words that are about no claim."""

    states: list[Group]
    denies: list[Group]
    other: list[Evidence]


def positions(passages: Iterable[Passage]) -> Positions:
    """Put passages in order by what they state and deny; claims in the order of their first passage."""
    states: dict[object, Group] = {}
    denies: dict[object, Group] = {}
    other = []
    for each in map(Evidence, passages):
        stated = [part.claim.resolved for part in each.passage.statements.all()]
        denials = list(each.passage.denials.all())
        for claim in dict.fromkeys(stated):
            states.setdefault(claim.pk, Group(claim)).evidence.append(each)
        for denial in denials:
            key, group = _denied(denial, each.passage.article.language)
            group = denies.setdefault(key, group)
            if each not in group.evidence:
                group.evidence.append(each)
        if not stated and not denials:
            other.append(each)
    return Positions(list(states.values()), list(denies.values()), other)


def _denied(denial: Denial, language: str) -> tuple[object, Group]:
    if denial.claim:
        claim = denial.claim.resolved
        return claim.pk, Group(claim)
    if denial.state == DenialState.NOT_HERE:
        return denial.target_text, Group(None, denial.target_text, language)
    if denial.state == DenialState.UNSAID:
        return denial.state, Group(None, gettext("something that the article does not name"))
    return denial.state, Group(None, gettext("something that nobody has looked for yet"))
