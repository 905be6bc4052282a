"""Two readings of one text side by side: where they agree, where and in what they differ, what one alone saw.

Passages are paired by the rule that agreement is measured with (`matching`). Two that are paired agree when they have
the same mark, content, speakers, chain of passing on, claims and denials; merged claims and actors count as what they
went into, and claims of the same words, which readers who do not see each other's enter, as one.
Cue and source are optional, and notes are the editor's own: they make no difference.

Pure: knows no database. Claims and actors are numbers, passages whatever key the caller has.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain

from claims.comparison.matching import matches
from claims.spans import Spans


class Aspect(StrEnum):
    """What two passages can differ in, in the order that they are shown."""

    MARK = "mark"
    CONTENT = "content"
    SPEAKERS = "speakers"
    VIA = "via"
    STATES = "states"
    DENIES = "denies"


# By what a passage is matched with one of several that stand on the same words; the first counts most.
_TELLING = (Aspect.MARK, Aspect.SPEAKERS, Aspect.STATES, Aspect.DENIES, Aspect.VIA)


class Kind(StrEnum):
    """What a place of the text shows about the two readings."""

    AGREE = "agree"
    DIFFER = "differ"
    ONLY_LEFT = "only_left"
    ONLY_RIGHT = "only_right"


# What is denied: the claim or None, the words where there is none, how, and how much is known.
type Denied = tuple[int | None, str, str, str]


@dataclass(frozen=True, slots=True)
class Version:
    """A passage as one reading has it."""

    key: Hashable
    mark: str
    content: Spans
    speakers: frozenset[int] = frozenset()
    unattributed: bool = False
    via: tuple[int, ...] = ()
    states: frozenset[int] = frozenset()
    denies: frozenset[Denied] = frozenset()
    # What its claims say, by number, as it is compared (`alike`); one that has no words here is itself alone.
    words: Mapping[int, str] = field(default_factory=dict, compare=False, repr=False)

    def of(self, aspect: Aspect) -> Hashable:
        """What it says in this respect."""
        match aspect:
            case Aspect.SPEAKERS:
                return self.speakers, self.unattributed
            case Aspect.STATES:
                return frozenset(self.words.get(claim, claim) for claim in self.states)
            case Aspect.DENIES:
                words = self.words
                return frozenset((words.get(claim, claim) if claim else None, *rest) for claim, *rest in self.denies)
            case Aspect.VIA:
                return self.via
            case Aspect.CONTENT:
                return self.content
        return self.mark

    @property
    def claims(self) -> frozenset[int]:
        """The claims that it states or denies."""
        return self.states | {claim for claim, *_ in self.denies if claim}


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the text, with what either reading has there; at least one has something."""

    left: Version | None
    right: Version | None

    @property
    def kind(self) -> Kind:
        """Whether they agree, differ, or one alone saw something."""
        if self.right is None:
            return Kind.ONLY_LEFT
        if self.left is None:
            return Kind.ONLY_RIGHT
        return Kind.DIFFER if self.differs else Kind.AGREE

    @property
    def differs(self) -> list[Aspect]:
        """In what two passages differ."""
        return differences(self.left, self.right) if self.left and self.right else []

    @property
    def versions(self) -> list[Version]:
        """Those that there are, left first."""
        return [each for each in (self.left, self.right) if each]

    @property
    def start(self) -> int:
        """Where it begins, in code points."""
        return min(each.content.start for each in self.versions)


def as_compared(statement: str) -> str:
    """The words of a claim as the database compares them, by which entering them again finds the claim that has them.

    Case makes no difference, sign by sign: what is longer in capitals, like the German ß, is its own capital.
    """
    return "".join(sign.upper() if len(sign.upper()) == 1 else sign for sign in " ".join(statement.split()))


def differences(left: Version, right: Version) -> list[Aspect]:
    """In what the two differ, in order."""
    return [aspect for aspect in Aspect if left.of(aspect) != right.of(aspect)]


def compare(left: Sequence[Version], right: Sequence[Version]) -> list[Place]:
    """The places of both readings in order of the text, each passage in one of them."""
    here, there = ([each.content for each in reading] for reading in (left, right))
    values = [[tuple(each.of(aspect) for aspect in _TELLING) for each in reading] for reading in (left, right)]
    matched = matches(here, there, *values)
    paired_left, paired_right = {i for i, _ in matched}, {j for _, j in matched}
    places = [Place(left[i], right[j]) for i, j in matched]
    places += [Place(each, None) for i, each in enumerate(left) if i not in paired_left]
    places += [Place(None, each) for j, each in enumerate(right) if j not in paired_right]
    return sorted(places, key=lambda place: (place.start, -max(each.content.end for each in place.versions)))


def tally(places: Iterable[Place]) -> dict[Kind, int]:
    """How many places there are of each kind."""
    found = dict.fromkeys(Kind, 0)
    for place in places:
        found[place.kind] += 1
    return found


def alike(pairs: Iterable[Iterable[Version]]) -> list[list[int]]:
    """Claims of the same words that these pairs state or deny, by number: those that may be one, the oldest first."""
    found: dict[str, set[int]] = {}
    for version in chain.from_iterable(pairs):
        for claim in version.claims & version.words.keys():
            found.setdefault(version.words[claim], set()).add(claim)
    return sorted(sorted(claims) for claims in found.values() if len(claims) > 1)
