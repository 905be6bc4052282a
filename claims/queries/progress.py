"""How a collection stands: how far its articles are, what its editors and reviewers do, and where work is stuck.

A fixed number of queries, whatever the collection's size. Archived articles are left out of everything. In a blind
collection an editor is told of their own work alone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from claims.models import Article, Assignment, Collection, Milestone, Passage, User
from claims.models.choices import Verdict
from claims.permissions import Action, Role, allowed
from claims.queries.articles import articles_with_too_few_readers
from claims.queries.collection_progress import Reading, reading_of

DAYS = 28  # of the chart
RECENT_DAYS = 7
STUCK_SHOWN = 8  # of each kind


@dataclass(frozen=True, slots=True)
class Day:
    """A day in the collection's zone: passages that were made, and approvals."""

    day: date
    made: int
    approved: int


@dataclass(slots=True)
class EditorRow:
    """What one person reads and marks: readings by how far they are, passages by status."""

    person: User
    is_member: bool
    readings: Counter[str] = field(default_factory=Counter)
    passages: Counter[str] = field(default_factory=Counter)
    # Passages made in the last days.
    recent: int = 0


@dataclass(frozen=True, slots=True)
class ReviewerRow:
    """What one person decided, and how many readings wait for them."""

    person: User
    is_member: bool
    approved: int
    returned: int
    waiting: int

    @property
    def decided(self) -> int:
        """Approved and returned."""
        return self.approved + self.returned


@dataclass(frozen=True, slots=True)
class Stuck:
    """Where work does not go on: the oldest of each kind, at most `STUCK_SHOWN` and one, which says there are more."""

    waiting: list[Assignment]
    returned: list[Passage]
    untouched: list[Assignment]
    few_readers: list[Article]


@dataclass(frozen=True, slots=True)
class Standing:
    """All figures that one member may see; those of the whole collection are empty where only one's own are shown."""

    sees_everybody: bool
    # Words of `ArticleState`; None where one's own is all that is shown.
    articles: dict[str, int] | None
    passages: Counter[str]
    days: list[Day]
    editors: list[EditorRow]
    reviewers: list[ReviewerRow]
    stuck: Stuck

    @property
    def is_own(self) -> bool:
        """Whether only one's own work is shown."""
        return self.articles is None


def standing(collection: Collection, *, viewer: User, role: str, now: datetime | None = None) -> Standing:
    """How the collection stands, as far as a member of that role may see it."""
    return _Reader(collection, viewer=viewer, role=role, now=now or timezone.now()).standing()


class _Reader:
    """Asks for the figures, each kind once."""

    def __init__(self, collection: Collection, *, viewer: User, role: str, now: datetime) -> None:
        self.collection, self.viewer, self.now = collection, viewer, now
        self.sees_everybody = allowed(role, Action.REVIEW)
        self.is_own = collection.blind and not self.sees_everybody
        self.zone = ZoneInfo(collection.time_zone)
        self.today = timezone.localdate(now, self.zone)

    def standing(self) -> Standing:
        """All of it."""
        editors = self._editors()
        return Standing(
            sees_everybody=self.sees_everybody,
            articles=None if self.is_own else self._articles(),
            passages=sum((row.passages for row in editors.values()), Counter()),
            days=self._days(),
            editors=self._shown(editors),
            reviewers=self._reviewers() if self.sees_everybody else [],
            stuck=self._stuck(),
        )

    def _passages(self) -> Any:
        found = Passage.objects.in_collection(self.collection).of_current_articles()
        return found.of(self.viewer) if self.is_own else found

    def _readings(self, *, own: bool) -> Any:
        found = Assignment.objects.in_collection(self.collection).of_current_articles()
        return found.of(self.viewer) if own else found

    def _articles(self) -> dict[str, int]:
        return reading_of([self.collection.pk]).get(self.collection.pk, Reading()).as_states()

    def _members(self) -> dict[int, Any]:
        return {each.user_id: each for each in self.collection.memberships.may_mark().for_lists()}

    def _editors(self) -> dict[int, EditorRow]:
        since = self._midnight(self.today - timedelta(days=RECENT_DAYS - 1))
        passages = list(self._passages().live().by_editor(since=since))
        readings = list(self._readings(own=self.is_own).by_editor())
        self.members = self._members()
        people = self._people({editor for editor, *_ in [*passages, *readings]})
        rows = {
            editor: EditorRow(person, is_member=editor in self.members)
            for editor, person in people.items()
            if not self.is_own or person == self.viewer
        }
        for editor, status, count, recent in passages:
            rows[editor].passages[status] += count
            rows[editor].recent += recent
        for editor, state, count in readings:
            rows[editor].readings[state] += count
        return rows

    def _people(self, numbers: Iterable[int]) -> dict[int, User]:
        """Who did something, and whoever is there to read; in one query for those who left."""
        known = {number: each.user for number, each in self.members.items()}
        found = User.objects.in_bulk([number for number in numbers if number not in known])
        workers = {number for number, each in self.members.items() if each.role == Role.EDITOR}
        shown = {*numbers, *workers, *([] if self.sees_everybody else [self.viewer.pk])}
        return {number: person for number, person in (known | found).items() if number in shown}

    def _shown(self, editors: dict[int, EditorRow]) -> list[EditorRow]:
        """Who reads: whoever reviews, only with a reading of their own; wordings for others' passages are none."""
        if self.sees_everybody:
            rows = [row for number, row in editors.items() if row.readings or not self._reviews(number)]
        else:
            rows = [row for row in editors.values() if row.person == self.viewer]
        return sorted(rows, key=lambda row: (row.person.name.lower(), row.person.pk))

    def _reviews(self, number: int) -> bool:
        return number in self.members and allowed(self.members[number].role, Action.REVIEW)

    def _reviewers(self) -> list[ReviewerRow]:
        decided: dict[int, Counter[str]] = defaultdict(Counter)
        for person, verdict, count in self._milestones().by_person():
            decided[person][verdict] += count
        waiting = Counter(dict(self._readings(own=False).waiting().numbers_by_editor()))
        people = User.objects.in_bulk([person for person in decided if person not in self.members])
        people |= {number: each.user for number, each in self.members.items()}
        # An editor who agrees to what was mended is no reviewer by that.
        rows = [
            ReviewerRow(
                person,
                is_member=number in self.members,
                approved=decided[number][Verdict.APPROVED],
                returned=decided[number][Verdict.RETURNED] + decided[number][Verdict.REOPENED],
                waiting=waiting.total() - waiting[number] if number in self.members else 0,
            )
            for number, person in people.items()
            if number not in self.members or self._reviews(number)
        ]
        return sorted(rows, key=lambda row: (row.person.name.lower(), row.person.pk))

    def _milestones(self) -> Any:
        steps = Milestone.objects.in_collection(self.collection)
        return steps.about(self.viewer) if self.is_own else steps

    def _days(self) -> list[Day]:
        first = self.today - timedelta(days=DAYS - 1)
        since = self._midnight(first)
        made = dict(self._passages().by_day(since=since, zone=self.zone))
        approved = dict(self._milestones().approvals_by_day(since=since, zone=self.zone))
        days = (first + timedelta(days=number) for number in range(DAYS))
        return [Day(day, made.get(day, 0), approved.get(day, 0)) for day in days]

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), tzinfo=self.zone)

    def _stuck(self) -> Stuck:
        own = not self.sees_everybody
        passages = self._passages().of(self.viewer) if own else self._passages()
        readings = self._readings(own=own)
        week_ago = self.now - timedelta(days=RECENT_DAYS)
        few = articles_with_too_few_readers(self.collection.articles, self.collection.editors_per_article)
        return Stuck(
            waiting=_oldest(readings.waiting().for_lists()),
            returned=_oldest(passages.returned().order_by("reviewed_at").for_progress()),
            untouched=_oldest(readings.untouched_since(week_ago).for_lists()),
            few_readers=[] if self.is_own else _oldest(few.oldest_first().for_lists()),
        )


def _oldest(rows: Any) -> list[Any]:
    return list(rows[: STUCK_SHOWN + 1])
