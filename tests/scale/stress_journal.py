"""What a simulated person writes down: each change that was sent with its answer, each card that was seen. Pure."""

from dataclasses import dataclass, field
from datetime import datetime

from tests.scale.stress_cards import Card


@dataclass(slots=True)
class Write:
    """One change, sent until it was answered."""

    person: str
    user: int
    verb: str
    path: str
    fields: dict[str, str | list[str]]
    article: int
    passage: str = ""
    action: str = ""
    version: int = 0
    sent: datetime | None = None
    answered: datetime | None = None
    # Of the last answer; 0 while there is none.
    status: int = 0
    is_done: bool = False
    # Whether it was sent more than once, so that an earlier sending may have done it.
    attempts: int = 0
    # The passage that undo and redo were about.
    turned: str = ""

    @property
    def is_doubtful(self) -> bool:
        """Not acknowledged, and still perhaps done."""
        return not self.is_done and (self.attempts > 1 or not self.status)

    @property
    def is_refused(self) -> bool:
        """Answered at the first sending, and not done."""
        return not self.is_done and not self.is_doubtful

    def told(self) -> str:
        """In one line, for evidence."""
        outcome = "acknowledged" if self.is_done else f"answered {self.status or 'nothing'}"
        return (
            f"{self.verb} by {self.person} at {self.sent:%H:%M:%S.%f}, {outcome} at {self.answered or 'no time'},"
            f" sent {self.attempts}×: {self.path} {self.fields} {self.turned}"
        )


@dataclass(frozen=True, slots=True)
class Broken:
    """An answer of 500 or more."""

    began: datetime
    ended: datetime
    status: int
    what: str


@dataclass(slots=True)
class Journal:
    """All that one person, or all of them together, did and saw."""

    writes: list[Write] = field(default_factory=list)
    # (person, card) → when it was read first.
    seen: dict[tuple[str, Card], datetime] = field(default_factory=dict)
    broken: list[Broken] = field(default_factory=list)
    requests: int = 0
    retries: int = 0
    conflicts: int = 0

    def see(self, person: str, card: Card, at: datetime) -> None:
        """Write down that the person saw this."""
        self.seen.setdefault((person, card), at)

    def add(self, other: "Journal") -> None:
        """Take over what another one holds."""
        self.writes += other.writes
        self.broken += other.broken
        self.requests += other.requests
        self.retries += other.retries
        self.conflicts += other.conflicts
        for (person, card), at in other.seen.items():
            self.seen[person, card] = min(at, self.seen.get((person, card), at))
