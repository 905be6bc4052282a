"""What the page where two readings are settled shows of each place: both versions side by side, and what may be done.

A view of the domain, no rule of it: the verbs refuse what they refuse, whatever a place offers.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import uuid_utils
from django.utils.translation import gettext, gettext_lazy

from claims.comparison.differences import Aspect, Kind, Place, compare
from claims.models import Claim, Denial, Passage, User
from claims.models.choices import AttributionRole, DenialKind, Status
from claims.queries.compared_readings import ASPECTS, claims_of, version_of
from claims.spans import JOINT, Spans
from claims.suggestions.twin_claims import twin_claims

_STANDS = (Status.SUBMITTED, Status.APPROVED, Status.MERGED)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words, or an entry of a list; `is_extra` where the other version has it not."""

    words: str
    is_extra: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One aspect of both versions; `left` and `right` are None where that reading has no passage here."""

    label: str
    left: list[Piece] | None
    right: list[Piece] | None
    differs: bool
    is_text: bool = False
    # Words of people, not of the program; in the language of the article, unless they are names or a note.
    is_quoted: bool = False
    is_in_language: bool = False


@dataclass(frozen=True, slots=True)
class TwinClaims:
    """Two claims that may be one; the first is the older."""

    stays: int
    goes: int
    words: tuple[str, str]


@dataclass(slots=True)
class ShownPlace:
    """A place as one person sees it."""

    place: Place
    left: Passage | None
    right: Passage | None
    rows: list[Row]
    twins: list[TwinClaims]
    # Neither of the two readings is this person's own, and the article is not put away.
    may_settle: bool
    user: User
    # Those who made wordings for settled passages, by number.
    wording: frozenset[int] = frozenset()
    # Those who do not read the article any more, by number: nothing is returned to them.
    gone: frozenset[int] = frozenset()
    error: str = ""
    stale: bool = False
    # It was to be returned without a word why.
    lacks_reason: bool = False
    # Of a wording made from here.
    new_id: str = field(default_factory=lambda: str(uuid_utils.uuid7()))

    @property
    def id(self) -> uuid.UUID:
        """Names the place on the page: its first passage."""
        return self.passages[0].pk

    @property
    def kind(self) -> Kind:
        """Whether the two agree, differ, or one alone saw something."""
        return self.place.kind

    @property
    def passages(self) -> list[Passage]:
        """Those that there are, left first."""
        return [each for each in (self.left, self.right) if each]

    @property
    def title(self) -> str:
        """What it is, in words."""
        match self.kind:
            case Kind.AGREE:
                return gettext("Both agree")
            case Kind.ONLY_LEFT | Kind.ONLY_RIGHT:
                return gettext("Only %(name)s") % {"name": self.passages[0].editor.name}
        aspects = ", ".join(str(ASPECTS[aspect]) for aspect in self.place.differs)
        return gettext("Differ in: %(aspects)s") % {"aspects": aspects}

    @property
    def summary(self) -> str:
        """The words that stand, or those that there are."""
        return next((each.exact for each in self.passages if each.status == Status.APPROVED), self.passages[0].exact)

    @property
    def is_open(self) -> bool:
        """Whether something here waits for a decision."""
        return any(each.status == Status.SUBMITTED for each in self.passages)

    @property
    def is_returned(self) -> bool:
        """Whether something here is with its editor."""
        return any(each.status == Status.RETURNED for each in self.passages)

    @property
    def may_take_left(self) -> bool:
        """Whether the left one can be chosen."""
        return self._may_take(self.left, self.right)

    @property
    def may_take_right(self) -> bool:
        """Whether the right one can be chosen."""
        return self._may_take(self.right, self.left)

    def _may_take(self, one: Passage | None, other: Passage | None) -> bool:
        if not self.may_settle or one is None:
            return False
        if other is None or other.status == Status.RETURNED:
            return one.status == Status.SUBMITTED
        return other.status == Status.SUBMITTED and one.status in _STANDS

    @property
    def may_take_both(self) -> bool:
        """Whether both can stand, as two passages."""
        if not self.may_settle or len(self.passages) < 2 or self.is_returned:
            return False
        return self.is_open

    @property
    def may_word_anew(self) -> bool:
        """Whether a wording of one's own can stand for what is here."""
        return self.may_settle and all(each.status == Status.SUBMITTED for each in self.passages)

    @property
    def may_return(self) -> list[tuple[str, Passage]]:
        """Those that can go back to their editor, with the side on which they stand."""
        return [(side, each) for side, each in self.waiting if each.editor_id not in self.gone]

    @property
    def editors_gone(self) -> list[User]:
        """To whom nothing here can go back."""
        return [each.editor for _side, each in self.waiting if each.editor_id in self.gone]

    @property
    def waiting(self) -> list[tuple[str, Passage]]:
        """Those that wait for a decision of this person, with the side on which they stand."""
        if not self.may_settle:
            return []
        sides = (("left", self.left), ("right", self.right))
        return [(side, each) for side, each in sides if each and each.status == Status.SUBMITTED]

    @property
    def may_take_back(self) -> bool:
        """Whether there is a decision that this person can take back."""
        if not self.may_settle or self.is_open:
            return False
        return any(self._is_mine_to_take_back(each) for each in self.passages)

    def _is_mine_to_take_back(self, passage: Passage) -> bool:
        stands = self.stands_for(passage)
        if stands is None:
            return False
        is_wording = stands.editor_id in self.wording
        return not is_wording or stands.status == Status.APPROVED or stands.editor_id == self.user.pk

    @staticmethod
    def stands_for(passage: Passage) -> Passage | None:
        """What was decided to stand: the approved passage itself, or the one that it gave way to."""
        return passage if passage.status == Status.APPROVED else passage.same_as

    @property
    def wordings(self) -> list[Passage]:
        """Wordings that somebody made for what is here."""
        found = {each.same_as.pk: each.same_as for each in self.passages if each.same_as}
        return [each for each in found.values() if each.editor_id in self.wording]

    @property
    def waiting_wordings(self) -> list[Passage]:
        """Those of them that nobody has approved yet."""
        return [each for each in self.wordings if each.status != Status.APPROVED]

    @property
    def decisions(self) -> list[Passage]:
        """The merged ones here, with who decided that and why."""
        return [each for each in self.passages if each.status == Status.MERGED]


def shown_places(
    left: Sequence[Passage],
    right: Sequence[Passage],
    *,
    user: User,
    may_settle: bool,
    wording: frozenset[int],
    gone: frozenset[int],
    text: str,
) -> list[ShownPlace]:
    """The places of two readings, whose passages are loaded (`for_settling`), in order of the text."""
    known = {each.pk: each for each in (*left, *right)}
    words = claims_of(known.values())
    found = []
    for place in compare([version_of(each) for each in left], [version_of(each) for each in right]):
        one, other = (known[each.key] if each else None for each in (place.left, place.right))  # type: ignore[index]
        twins = [TwinClaims(stays, goes, (words[stays], words[goes])) for stays, goes in twin_claims(place, words)]
        found.append(
            ShownPlace(
                place, one, other, list(_rows(place, one, other, text)), twins,
                may_settle=may_settle, user=user, wording=wording, gone=gone,
            )
        )  # fmt: skip
    return found


def _rows(place: Place, left: Passage | None, right: Passage | None, text: str) -> Iterator[Row]:
    """What to compare, aspect by aspect; of cue and source only what there is."""
    differs = place.differs
    for label, aspect, entries in _ENTRIES:
        one, other = (None if each is None else entries(each) for each in (left, right))
        if not one and not other:
            continue
        is_different = aspect in differs
        beside = (other, one) if is_different else (None, None)
        yield Row(
            str(label), _pieces(one, beside[0]), _pieces(other, beside[1]), is_different,
            is_quoted=aspect != Aspect.MARK, is_in_language=aspect in (Aspect.STATES, Aspect.DENIES),
        )  # fmt: skip
        if aspect == Aspect.MARK:
            yield _words(left, right, text, is_different=Aspect.CONTENT in differs)


def _pieces(one: list[str] | None, other: list[str] | None) -> list[Piece] | None:
    return None if one is None else [Piece(each, other is not None and each not in other) for each in one]


def _words(left: Passage | None, right: Passage | None, text: str, *, is_different: bool) -> Row:
    spans = [each.content if each else None for each in (left, right)]
    return Row(
        str(ASPECTS[Aspect.CONTENT]), _cut(spans[0], spans[1], text), _cut(spans[1], spans[0], text), is_different, True
    )


def _cut(one: Spans | None, other: Spans | None, text: str) -> list[Piece] | None:
    """The words of one, cut where the other begins and ends."""
    if one is None:
        return None
    edges = sorted({edge for pair in other or () for edge in pair})
    pieces: list[Piece] = []
    for number, (start, end) in enumerate(one):
        if number:
            pieces.append(Piece(JOINT))
        stops = [start, *(edge for edge in edges if start < edge < end), end]
        for begin, stop in pairwise(stops):
            pieces.append(Piece(text[begin:stop], other is not None and not other.touches(begin, stop)))
    return pieces


def _named(role: AttributionRole) -> Callable[[Passage], list[str]]:
    def names(passage: Passage) -> list[str]:
        found = [part.actor.resolved.name for part in passage.attributions.all() if part.role == role]
        if not found and role == AttributionRole.SPEAKER and passage.unattributed:
            return [gettext("no named source")]
        return found

    return names


def _stated(passage: Passage) -> list[str]:
    return [part.claim.resolved.statement for part in passage.statements.all()]


def _denied(denial: Denial) -> str:
    claim: Claim | None = denial.claim
    words = claim.resolved.statement if claim else denial.target_text
    found = words if claim else ": ".join(filter(None, [words, str(denial.get_state_display())]))
    return f"{found} ({denial.get_kind_display()})" if denial.kind == DenialKind.DISPUTES else found


def _one(words: Any) -> list[str]:
    return [str(words)] if words else []


_ENTRIES: Iterable[tuple[Any, Aspect | None, Callable[[Passage], list[str]]]] = (
    (ASPECTS[Aspect.MARK], Aspect.MARK, lambda passage: _one(passage.get_mark_display())),
    (ASPECTS[Aspect.SPEAKERS], Aspect.SPEAKERS, _named(AttributionRole.SPEAKER)),
    (ASPECTS[Aspect.VIA], Aspect.VIA, _named(AttributionRole.VIA)),
    (ASPECTS[Aspect.STATES], Aspect.STATES, _stated),
    (ASPECTS[Aspect.DENIES], Aspect.DENIES, lambda passage: [_denied(each) for each in passage.denials.all()]),
    (gettext_lazy("note"), None, lambda passage: _one(passage.note)),
)
