"""Blind reading: what an editor may not see of an article before all its readings are handed in, and what waits for it.

An article of a blind collection is *being read* while one of its readings goes on (`AssignmentQuerySet.going_on`), or
while it has fewer readings than the collection wants of each article: else whoever comes second would begin with the
first one's passages before their eyes, and what is decided on one reading would be decided before there is another. The
place of somebody who left before handing in, or whose reading was taken away, is free again. One that stays free for
ever is ended by a manager, who assigns somebody or lowers the number.

While it is being read, its editors see their own passages only, and nothing of it is reviewed. A reader who comes
later makes it being read again: what others have seen they have seen, but the newcomer must not, so it is hidden from
all editors until that reading is handed in, too. Reviewers and managers see everything.

What is known of claims and actors follows from the passages: a claim is known to whoever worded it, and to those who
may see a passage that cites it. Actors are one register for the installation, so only those that another editor of
the collection entered are looked at: such a one is known once a passage names it that is not hidden. Whom the seed, an
imported table or a reviewer brought is no evidence of anything.

Here are the conditions, as SQL, for the chainable words of the querysets; and the rule for the verbs of review.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce, Greatest
from django.db.models.lookups import LessThan
from django.utils.translation import gettext, ngettext

from claims.models.base import rows_of
from claims.permissions import Role
from claims.text.enumeration import enumeration

if TYPE_CHECKING:
    from claims.models.articles import Article
    from claims.models.collections import Collection
    from claims.models.users import User


def is_blind_for(collection: "Collection", role: str | None) -> bool:
    """Whether somebody with this role reads blind there."""
    return collection.blind and role == Role.EDITOR


def blind_collections(user: Any) -> "models.QuerySet[Any, Any]":
    """The collections that the user reads blind in, by id, for a subquery; a user, or the place for one."""
    memberships: models.QuerySet[Any, Any] = rows_of("Membership").filter(
        user=user, role=Role.EDITOR, collection__blind=True
    )
    return memberships.values("collection")


def reads_blind(user: "User") -> bool:
    """Whether the user reads blind anywhere. One small query.

    What hides others' work is by far the dearest part of each question about passages, claims and actors, and hardly
    anybody needs it: so pages across collections ask this first, and leave that part out where nothing is hidden.
    """
    return blind_collections(user).exists()


def read_blind_by(user: Any) -> "models.QuerySet[Any, Any]":
    """The collections that the user reads blind in."""
    found: models.QuerySet[Any, Any] = rows_of("Collection").filter(pk__in=blind_collections(user))
    return found


def being_read(article: str, *, places: int | None = None) -> models.Q:
    """Whether not all readings of an article are handed in; `article` is the path to it from the rows at hand.

    `places`: how many readings would be wanted, where that is not the collection's present number.
    """
    readings = rows_of("Assignment").counted().filter(article=models.OuterRef(article or "pk"))
    wanted = models.F("__".join(filter(None, [article, "collection__editors_per_article"])))
    there = LessThan(_number(readings, "article"), wanted if places is None else models.Value(places))
    return models.Q(models.Exists(readings.going_on())) | models.Q(there)


def awaited_number(article: str) -> Any:
    """SQL: how many readings of the article are still to be handed in."""
    readings = rows_of("Assignment").counted().filter(article=models.OuterRef(article))
    free = models.F(f"{article}__collection__editors_per_article") - _number(readings, "article")
    return _number(readings.going_on(), "article") + Greatest(free, 0)


def _number(rows: "models.QuerySet[Any]", by: str) -> Coalesce:
    """SQL: how many of these rows there are for the outer row."""
    counted = rows.order_by().values(by).annotate(number=models.Count("pk")).values("number")
    return Coalesce(models.Subquery(counted), 0, output_field=models.IntegerField())


def unhidden(user: Any, passage: str = "") -> models.Q:
    """Which passages blind reading does not hide from the user; `passage` is the path to them, with `__` behind it."""
    return (
        ~models.Q(**{f"{passage}article__collection__in": blind_collections(user)})
        | models.Q(**{f"{passage}editor": user})
        | ~being_read(f"{passage}article")
    )


def known_claims(user: Any) -> models.Q:
    """Which claims blind reading does not hide from the user."""
    this = models.Q(claim=models.OuterRef("pk")) | models.Q(claim__merged_into=models.OuterRef("pk"))
    cited = [models.Exists(rows_of(part).filter(this, unhidden(user, "passage__"))) for part in ("Statement", "Denial")]
    blind = models.Q(collection__in=blind_collections(user))
    return ~blind | models.Q(created_by=user) | models.Q(cited[0]) | models.Q(cited[1])


def known_actors(user: Any) -> models.Q:
    """Which actors blind reading does not hide from the user."""
    editors = rows_of("Membership").filter(collection__in=blind_collections(user), role=Role.EDITOR)
    others = editors.exclude(user=user).values("user")
    this = models.Q(actor=models.OuterRef("pk")) | models.Q(actor__merged_into=models.OuterRef("pk"))
    named = models.Exists(rows_of("Attribution").filter(this, unhidden(user, "passage__")))
    return ~models.Q(created_by__in=others) | models.Q(named)


@dataclass(frozen=True, slots=True)
class Awaited:
    """What blind reading of an article waits for: people who have not handed in, and places that nobody took."""

    names: tuple[str, ...] = ()
    places: int = 0

    def __bool__(self) -> bool:
        return bool(self.names or self.places)

    @property
    def sentence(self) -> str:
        """For those who review: why not yet, and what they can do."""
        sentences = []
        if self.names:
            said = ngettext(
                "Reading is blind: %(names)s has not handed in this article, and none of it is reviewed until then.",
                "Reading is blind: %(names)s have not handed in this article, and none of it is reviewed until then.",
                len(self.names),
            )
            sentences.append(said % {"names": enumeration(self.names)})
        if self.places:
            words = {"count": self.places}
            sentences.append((self._wanted_too() if self.names else self._wanted()) % words)
            sentences.append(
                gettext("A manager can assign it to somebody, or lower the number of editors per article.")
            )
        return " ".join(sentences)

    def _wanted(self) -> str:
        return ngettext(
            "Reading is blind: this article wants %(count)s more reading before it is reviewed.",
            "Reading is blind: this article wants %(count)s more readings before it is reviewed.",
            self.places,
        )

    def _wanted_too(self) -> str:
        return ngettext("It wants %(count)s more reading, too.", "It wants %(count)s more readings, too.", self.places)


def awaited_in(article: "Article") -> Awaited:
    """What the review of the article waits for; nothing where reading is not blind, and then nothing is asked.

    One query.
    """
    if not article.collection.blind:
        return Awaited()
    there = rows_of("Assignment").in_article(article).counted()
    readings = list(there.with_going_on().select_related("editor").order_by("pk"))
    names = tuple(reading.editor.name for reading in readings if reading.is_going_on)
    return Awaited(names, max(0, article.collection.editors_per_article - len(readings)))


def check_all_handed_in(article: "Article", *, by_reviewer: bool) -> None:
    """Refuse a step of review while the article is being read. An editor is not told who reads. One query if blind.

    Raises ValidationError. Reopening is no such step: taking an agreement back decides nothing and shows nothing.
    """
    awaited = awaited_in(article)
    if awaited:
        general = gettext("Reading is blind here: nothing of an article is reviewed before all readings are handed in.")
        raise ValidationError(awaited.sentence if by_reviewer else general, code="being_read")
