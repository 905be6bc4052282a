"""What the card of a passage shows to one person: its parts, what it lacks, and what that person may do with it.

A view of the domain, no rule of it: the verbs refuse what they refuse, whatever a card offers.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from claims.inference import Guesses
from claims.models import Attribution, Denial, Passage, Statement, User
from claims.models.words import OPEN, AttributionRole, Lack, Mark, Status
from claims.permissions import Action, allowed


@dataclass(frozen=True, slots=True)
class Card:
    """One passage as one person sees it."""

    passage: Passage
    speakers: list[Attribution]
    via: list[Attribution]
    statements: list[Statement]
    denials: list[Denial]
    lacks: list[Lack]
    is_mine: bool
    may_change: bool
    may_approve: bool
    # One's own, that a reviewer changed: approving it means to agree with that.
    may_agree: bool
    may_return: bool
    is_mended_by_me: bool
    may_reopen: bool
    may_comment: bool
    # Whether the fields are shown, and what is guessed for the empty ones.
    is_open: bool = False
    guesses: Guesses = field(default_factory=Guesses)
    error: str = ""
    # The mark asked for, while it is asked what becomes of the denials.
    asked_mark: str = ""

    @property
    def mark_name(self) -> str:
        """The word for its mark; as `get_mark_display`, without looking through all choices."""
        return str(Mark(self.passage.mark).label)

    @property
    def status_name(self) -> str:
        """The word for its status."""
        return str(Status(self.passage.status).label)

    @property
    def may_decide(self) -> bool:
        """Whether there is any verdict to offer."""
        return self.may_approve or self.may_return or self.may_reopen

    @property
    def has_talk(self) -> bool:
        """Whether it leads to its comments; a closed card does where there are some."""
        return self.may_comment and (self.is_open or self.passage.comments_made > 0)

    @property
    def id(self) -> SafeString:
        """The passage's id as a page writes it."""
        return SafeString(self.passage.pk)


def card(
    passage: Passage,
    *,
    user: User,
    role: str,
    is_open: bool = False,
    guesses: Guesses | None = None,
    error: str = "",
    asked_mark: str = "",
) -> Card:
    """The card of a passage whose parts are loaded (`for_cards`)."""
    attributions = list(passage.attributions.all())
    is_mine = passage.editor_id == user.pk
    reviews = allowed(role, Action.REVIEW)
    is_last = passage.changed_by_id == user.pk
    # Where reading is blind, nothing is decided before all have handed in; asked only where something could be.
    may_decide = reviews or (is_mine and not is_last)
    waits = passage.status == Status.SUBMITTED and may_decide and not passage.article.awaited
    return Card(
        passage=passage,
        speakers=[part for part in attributions if part.role == AttributionRole.SPEAKER],
        via=[part for part in attributions if part.role == AttributionRole.VIA],
        statements=list(passage.statements.all()),
        denials=list(passage.denials.all()),
        lacks=passage.lacks,
        is_mine=is_mine,
        may_change=(is_mine and passage.status in OPEN and allowed(role, Action.MARK)) or (reviews and waits),
        may_approve=waits and (reviews or is_mine) and not is_last,
        may_agree=waits and is_mine and not is_last,
        may_return=waits and reviews and not is_mine,
        is_mended_by_me=waits and reviews and not is_mine and is_last,
        may_reopen=reviews and passage.status == Status.APPROVED,
        may_comment=allowed(role, Action.MARK),
        is_open=is_open, guesses=guesses or Guesses(), error=error, asked_mark=asked_mark,
    )  # fmt: skip


def cards(passages: Iterable[Passage], *, user: User, role: str) -> list[Card]:
    """Closed cards, in the order given."""
    return [card(passage, user=user, role=role) for passage in passages]
