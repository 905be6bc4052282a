"""Many articles for several editors at once: what it would do, doing it, and taking that back.

Every article that a manager chose, whatever their number, takes the same few queries.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.actions.assignment_shares import Place, share_out
from claims.constraints import guarded
from claims.models import Assignment, Collection, User
from claims.models.article_lists import ArticleQuerySet
from claims.models.base import is_one_of
from claims.queries.articles import articles_readable_also_by

MOST_AT_ONCE = 5000  # articles
MOST_ASSIGNED = 20000  # assignments


class Way(models.TextChoices):
    """How articles come to editors."""

    SHARED = "shared", _("Distribute by workload")
    EVERYBODY = "everybody", _("Each of them reads every one")


class NothingFree(Enum):
    """Why there is no next article for somebody who asks for one."""

    EMPTY = auto()
    ALL_READ = auto()
    ALL_TAKEN = auto()


@dataclass(frozen=True, slots=True)
class Wish:
    """What a manager wants: these articles for these editors, in this way."""

    collection: Collection
    articles: ArticleQuerySet
    editors: Sequence[User]
    way: Way
    # How many readers an article is to have, where they are shared out.
    readers: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Who is to read what besides: numbers of article and editor."""

    articles: int
    new: list[tuple[int, int]]
    # Readings that were taken away and are given back, with what was marked in them; by their own numbers.
    returning: dict[int, tuple[int, int]]
    # Places that stay empty, since too few of the editors can take them.
    left_open: int
    # By number of the editor: unfinished readings before it.
    loads: dict[int, int]

    @property
    def total(self) -> int:
        """Assignments of all editors."""
        return len(self.new) + len(self.returning)

    def by_editor(self) -> Counter[int]:
        """How many articles more each editor gets."""
        return Counter(editor for _article, editor in [*self.new, *self.returning.values()])


@dataclass(frozen=True, slots=True)
class Batch:
    """What was assigned in one go: by number of the editor how many, and how many of all can still be taken back."""

    by_editor: Counter[int]
    untouched: int

    @property
    def total(self) -> int:
        """Assignments of all editors."""
        return self.by_editor.total()


def plan(wish: Wish) -> Plan:
    """What carrying out the wish would do now. Three queries; raises ValidationError where it is too much."""
    numbers = list(wish.articles.oldest_first().values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
    if len(numbers) > MOST_AT_ONCE:
        raise ValidationError(
            gettext("These are more than %(most)s articles. Choose fewer at once: by words, or by ticking some."),
            code="too_many",
            params={"most": MOST_AT_ONCE},
        )
    planned = _plan(wish, numbers)
    if len(planned.new) > MOST_ASSIGNED:
        raise ValidationError(
            gettext("These would be more than %(most)s assignments. Choose fewer articles or editors at once."),
            code="too_many",
            params={"most": MOST_ASSIGNED},
        )
    return planned


def _plan(wish: Wish, numbers: list[int]) -> Plan:
    there: dict[int, dict[int, int]] = defaultdict(dict)
    counted: Counter[int] = Counter()
    away: dict[tuple[int, int], int] = {}
    for pk, article, editor, taken_away, counts in Assignment.objects.in_articles(numbers).places():
        there[article][editor] = pk
        counted[article] += counts
        if taken_away:
            away[article, editor] = pk
    loads = {editor.pk: 0 for editor in wish.editors}
    loads |= dict(Assignment.objects.of_editors(list(loads)).in_collection(wish.collection).open_by_editor())
    if wish.way == Way.EVERYBODY:
        pairs = [(article, editor) for article in numbers for editor in loads]
        returning = {away[pair]: pair for pair in pairs if pair in away}
        return Plan(
            articles=len(numbers),
            new=[(article, editor) for article, editor in pairs if editor not in there[article]],
            returning=returning,
            left_open=0,
            loads=loads,
        )
    places = [Place(article, max(0, wish.readers - counted[article]), there[article]) for article in numbers]
    shared = share_out(places, loads)
    left_open = sum(place.wanted for place in places) - len(shared)
    return Plan(articles=len(numbers), new=shared, returning={}, left_open=left_open, loads=loads)


def assign_articles(wish: Wish, *, by: User) -> datetime:
    """Assign the articles as the wish says. Answers the moment by which `batch` and `remove_batch` find them again.

    Assignments that others made meanwhile are counted. Raises ValidationError for too many articles, or if there is
    nothing to do.
    """
    with guarded():
        before = plan(wish)
        # Readings before articles, both in order, as whoever marks locks them.
        away = Assignment.objects.filter(is_one_of("id", list(before.returning))).order_by("pk")
        list(away.select_for_update(no_key=True).values_list("pk"))
        chosen = wish.articles.order_by("pk").select_for_update(no_key=True, of=("self",))
        # Locked, so that whoever takes a place at the same moment comes before or after.
        locked = {pk for pk, archived in chosen.values_list("pk", "archived") if not archived}
        now = plan(wish)
        moment = timezone.now()
        new = [(article, editor) for article, editor in now.new if article in locked]
        returning = [pk for pk in now.returning if pk in before.returning]
        if not new and not returning:
            raise ValidationError(gettext("There is nothing to do: they read all of these already."), code="nothing")
        Assignment.objects.bulk_create(
            [
                Assignment(article_id=article, editor_id=editor, created_by=by, created_at=moment)
                for article, editor in new
            ],
            # One may have been assigned by hand since.
            ignore_conflicts=True,
        )
        Assignment.objects.filter(is_one_of("id", returning)).update(taken_away_at=None, taken_away_by=None)
    return moment


def batch(collection: Collection, *, moment: datetime, by: User) -> Batch:
    """What this person assigned at that moment; nothing, if it was taken back or never was. Two queries."""
    made = Assignment.objects.in_collection(collection).assigned_by(by, at=moment)
    return Batch(Counter(made.values_list("editor", flat=True)), made.untouched().count())


def remove_batch(collection: Collection, *, moment: datetime, by: User) -> int:
    """Delete the assignments that this person made at that moment, except those in which something was done.

    Answers how many were deleted.
    """
    with guarded():
        made = Assignment.objects.in_collection(collection).assigned_by(by, at=moment)
        # Locked, so that no editor marks the first passage meanwhile; `untouched` is then checked again.
        locked = list(made.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))
        deleted, _by_model = Assignment.objects.filter(is_one_of("id", locked)).untouched().delete()
    return deleted


def why_nothing_is_free(collection: Collection, *, editor: User) -> NothingFree:
    """The reason why `assign_next_article` finds nothing for the editor. One or two queries."""
    if not collection.articles.current().exists():
        return NothingFree.EMPTY
    if not articles_readable_also_by(collection.articles, editor).exists():
        return NothingFree.ALL_READ
    return NothingFree.ALL_TAKEN
