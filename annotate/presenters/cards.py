"""What the card of a passage shows to one person: its parts, what it lacks, and what that person may do with it.

A view of the domain, no rule of it: the verbs refuse what they refuse, whatever a card offers.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.safestring import SafeString

from annotate.presenters.article_text import description
from claims.actions.passage_review import may_approve_passage, may_reopen_passage, may_return_to_editor
from claims.history import Entry, changed_by_others
from claims.models import Article, Attribution, Denial, Passage, Statement, User
from claims.models.choices import OPEN, AttributionRole, Lack, Mark, Status
from claims.permissions import Action, allowed
from claims.queries.article_editors import editor_still_reads
from claims.queries.passage_lacks import lacks_of
from claims.suggestions.inference import Guesses
from claims.text.foreign_words import language_by_script, language_by_words


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
    # It would be returned to somebody who does not read the article any more; asked for an open card only.
    editor_left: bool
    is_mended_by_me: bool
    may_reopen: bool
    may_comment: bool
    # Whether the fields are shown, and what is guessed for the empty ones.
    is_open: bool = False
    guesses: Guesses = field(default_factory=Guesses)
    # Where one may agree: the changes of others that one agrees to.
    mended: list[Entry] = field(default_factory=list)
    error: str = ""
    # The mark asked for, while it is asked what becomes of the denials.
    asked_mark: str = ""
    # Of its words: the article's, unless they are plainly in another script.
    language: str = ""

    @property
    def mark_name(self) -> str:
        """The word for its mark; as `get_mark_display`, without looking through all choices."""
        return str(Mark(self.passage.mark).label)

    @property
    def status_name(self) -> str:
        """The word for its status."""
        return str(Status(self.passage.status).label)

    @property
    def description(self) -> str:
        """What a screen reader is told at its words in the text: mark, speakers, status."""
        names = [part.actor.resolved.name for part in self.speakers]
        return description(self.passage.mark, names, self.passage.status)

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
    may_approve = may_approve_passage(passage, by=user, role=role)
    may_return = may_return_to_editor(passage, by=user, role=role)
    may_reopen = may_reopen_passage(passage, role=role)
    return Card(
        passage=passage,
        speakers=[part for part in attributions if part.role == AttributionRole.SPEAKER],
        via=[part for part in attributions if part.role == AttributionRole.VIA],
        statements=list(passage.statements.all()),
        denials=list(passage.denials.all()),
        lacks=lacks_of(passage),
        is_mine=is_mine,
        may_change=(is_mine and passage.status in OPEN and allowed(role, Action.MARK)) or (reviews and waits),
        may_approve=may_approve,
        may_agree=may_approve and is_mine,
        may_return=may_return,
        editor_left=is_open and (may_return or may_reopen) and not editor_still_reads(passage),
        is_mended_by_me=waits and reviews and not is_mine and is_last,
        may_reopen=may_reopen,
        may_comment=allowed(role, Action.MARK),
        is_open=is_open, guesses=guesses or Guesses(), error=error, asked_mark=asked_mark,
        language=language_by_script(passage.article.language, passage.exact),
    )  # fmt: skip


def open_card(passage: Passage, *, user: User, role: str, **shown: Any) -> Card:
    """The card with its fields, and with the changes that its editor is asked to agree to."""
    opened = card(passage, user=user, role=role, is_open=True, **shown)
    return replace(opened, mended=changed_by_others(passage)) if opened.may_agree else opened


def cards(passages: Iterable[Passage], *, article: Article, user: User, role: str) -> list[Card]:
    """Closed cards of passages of the article, in the order given; their words in the language that they tell."""
    made = []
    for passage in passages:
        passage.article = article
        language = language_by_words(article.language, passage.exact)
        made.append(replace(card(passage, user=user, role=role), language=language))
    return made
