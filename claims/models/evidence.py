"""Words to read passages with as evidence: what may be read by whom, who says it, which claims it is about.

Part of `PassageQuerySet`; the pages of actors, claims and articles are made of these.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models.functions import Coalesce, Greatest, Least, Substr, TruncDate

from claims.models.base import is_one_of, rows_of
from claims.models.blind import being_read, is_blind_for, unhidden
from claims.models.choices import LIVE, AttributionRole, Status
from claims.permissions import ALLOWED, Action, Role, allowed
from claims.text.sentences import REACH

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from claims.models.actors import Actor
    from claims.models.claims import Claim
    from claims.models.collections import Collection
    from claims.models.passages import Passage
    from claims.models.users import User

# How much of a passage is read from its article to show it in its sentence, in code points.
MOST_SHOWN = 4000


class EvidenceQuerySet(models.QuerySet["Passage"]):
    """Chainable words for passages that are read, not edited."""

    def readable_by(self, user: "User", *, blind: bool = True) -> Self:
        """What the user may read: live passages that the user may see; `blind` as in `seen_by`."""
        return self.seen_by(user, blind=blind).filter(status__in=LIVE)

    def seen_by(self, user: "User", *, blind: bool = True) -> Self:
        """What the user may see, be it withdrawn or merged: passages of their collections, each with `role`.

        Readers see what is approved. Where reading is blind, editors see others' passages of an article only
        once all its readings are handed in: see `blind`. With `blind=False` the user is known to read blind nowhere
        (`reads_blind`), so it asks less.
        """
        found = (
            self.filter(article__collection__memberships__user=user)
            .annotate(role=models.F("article__collection__memberships__role"))
            .filter(models.Q(status=Status.APPROVED) | models.Q(role__in=ALLOWED[Action.MARK]))
        )
        if not blind:
            return found
        return found.filter(
            models.Q(article__collection__blind=False)
            | ~models.Q(role=Role.EDITOR)
            | models.Q(editor=user)
            | ~being_read("article")
        )

    def discussed_by(self, user: "User") -> Self:
        """Those whose comments the user may read and write: what a member who marks may read; also withdrawn and
        merged ones, if they are one's own or one reviews there. Each with `role`.
        """
        readable = rows_of("Passage").readable_by(user).filter(pk=models.OuterRef("pk"))
        return (
            self.filter(article__collection__memberships__user=user)
            .annotate(role=models.F("article__collection__memberships__role"))
            .filter(
                models.Q(editor=user) | models.Q(role__in=ALLOWED[Action.REVIEW]) | models.Q(models.Exists(readable)),
                role__in=ALLOWED[Action.MARK],
            )
        )

    def read_only(self) -> Self:
        """Those where the user, whose `role` each has, marks nothing."""
        return self.exclude(role__in=ALLOWED[Action.MARK])

    def readable_in(self, collection: "Collection", *, user: "User", role: str) -> Self:
        """`readable_by`, where the collection and the user's role in it are known; so it asks less."""
        found = self.filter(status__in=LIVE, article__collection=collection)
        if not allowed(role, Action.MARK):
            return found.approved()
        return found.unhidden_in(collection, user=user, role=role)

    def gave_way_in(self, collection: "Collection", *, user: "User", role: str) -> Self:
        """Of those that were merged into another reading what a member may see; nothing for readers."""
        found = self.filter(status=Status.MERGED, article__collection=collection)
        if not allowed(role, Action.MARK):
            return found.none()
        return found.unhidden_in(collection, user=user, role=role)

    def unhidden_from(self, user: "User") -> Self:
        """Without what blind reading hides from the user; at any status, of any collection."""
        return self.filter(unhidden(user))

    def unhidden_in(self, collection: "Collection", *, user: "User", role: str) -> Self:
        """`unhidden_from`, for those of a collection that is known with the user's role there; so it asks less."""
        if not is_blind_for(collection, role):
            return self
        return self.filter(models.Q(editor=user) | ~being_read("article"))

    def with_hidden_answers(self, user: "User") -> Self:
        """Each with `hidden_answers`, the ids that an export leaves out: what it answers and the user may not see."""
        answering = rows_of("Denial").filter(passage=models.OuterRef("pk"), answers__isnull=False)
        hidden = answering.exclude(unhidden(user, "answers__")).values("answers")
        return self.annotate(hidden_answers=ArraySubquery(hidden))

    def exportable(self) -> Self:
        """All but merged ones, whose twin stands for both."""
        return self.exclude(status=Status.MERGED)

    def exportable_by(self, user: "User", role: str) -> Self:
        """What a member with this role may take away of the collection: see the table of permissions."""
        if allowed(role, Action.MANAGE):
            return self.exportable()
        theirs = models.Q(status=Status.APPROVED)
        if allowed(role, Action.MARK):
            theirs |= models.Q(editor=user)
        return self.exportable().filter(theirs).unhidden_from(user)

    def in_collection(self, collection: "Collection") -> Self:
        """Those of the articles of one collection."""
        return self.filter(article__collection=collection)

    def with_statuses(self, statuses: Sequence[str]) -> Self:
        """Those that stand at one of these."""
        return self.filter(status__in=statuses)

    def with_marks(self, marks: Sequence[str]) -> Self:
        """Those with one of these marks."""
        return self.filter(mark__in=marks)

    def tally(self) -> dict[tuple[str, str], int]:
        """How many there are by (status, mark), in one query."""
        counted = self.order_by().values_list("status", "mark").annotate(count=models.Count("pk"))
        return {(status, mark): count for status, mark, count in counted}

    def approved(self) -> Self:
        """Agreed to by two people."""
        return self.filter(status=Status.APPROVED)

    def decided_on(self) -> Self:
        """Approved, or handed in for that."""
        return self.filter(status__in=(Status.APPROVED, Status.SUBMITTED))

    def returned(self) -> Self:
        """Sent back to their editor with a reason."""
        return self.filter(status=Status.RETURNED)

    def with_mending(self) -> Self:
        """Each with `is_mended`: its editor has changed it since it was returned, and not handed it in yet."""
        since = rows_of("Change").filter(
            passage=models.OuterRef("pk"), by=models.OuterRef("editor"), at__gt=models.OuterRef("reviewed_at"),
            undone_at__isnull=True,
        )  # fmt: skip
        return self.annotate(is_mended=models.Exists(since))

    def mended_for(self, editor: "User") -> Self:
        """The editor's own that somebody else changed since, and that the editor can agree to."""
        return self.filter(editor=editor, status=Status.SUBMITTED).exclude(changed_by=editor)

    def not_taken_away(self) -> Self:
        """Without those of readings that were taken from their editor."""
        reading = rows_of("Assignment").filter(article=models.OuterRef("article"), editor=models.OuterRef("editor"))
        return self.exclude(models.Exists(reading.taken_away()))

    def of_current_articles(self) -> Self:
        """Without those of archived articles."""
        return self.filter(article__archived=False)

    def in_articles(self, articles: Any) -> Self:
        """Those of these articles, by number."""
        return self.filter(is_one_of("article_id", articles))

    def status_counts(self) -> "models.QuerySet[Passage, Any]":
        """Rows of `article_id`, `status` and how many there are."""
        return self.order_by().values_list("article_id", "status").annotate(count=models.Count("pk"))

    def by_editor(self, *, since: "datetime") -> "models.QuerySet[Passage, Any]":
        """Rows of an editor's number, `status`, how many there are, and how many of those were made since then."""
        recent = models.Count("pk", filter=models.Q(created_at__gte=since))
        return self.order_by().values_list("editor", "status").annotate(count=models.Count("pk"), recent=recent)

    def by_day(self, *, since: "datetime", zone: "tzinfo") -> "models.QuerySet[Passage, Any]":
        """Rows of a day in that zone and how many were made then, without withdrawn ones."""
        made = self.exclude(status=Status.WITHDRAWN).filter(created_at__gte=since).order_by()
        day = TruncDate("created_at", tzinfo=zone)
        return made.annotate(day=day).values_list("day").annotate(count=models.Count("pk"))

    def for_progress(self) -> Self:
        """With article (but its text) and editor; nothing else may be asked for."""
        return self.select_related("article", "editor").defer("article__text").fetch_mode(models.FETCH_RAISE)

    def spoken_by(self, actors: "models.QuerySet[Actor]") -> Self:
        """Those that one of the actors says."""
        return self._naming(actors, AttributionRole.SPEAKER)

    def passed_on_by(self, actors: "models.QuerySet[Actor]") -> Self:
        """Those that one of the actors passes on."""
        return self._naming(actors, AttributionRole.VIA)

    def _naming(self, actors: "models.QuerySet[Actor]", role: AttributionRole) -> Self:
        attributions = rows_of("Attribution").filter(actor__in=actors.order_by().values("pk"), role=role)
        return self.filter(pk__in=attributions.order_by().values("passage"))

    def stating(self, claims: "models.QuerySet[Claim]") -> Self:
        """Those that state one of the claims."""
        statements = rows_of("Statement").filter(claim__in=claims.order_by().values("pk"))
        return self.filter(pk__in=statements.order_by().values("passage"))

    def denying(self, claims: "models.QuerySet[Claim]") -> Self:
        """Those that deny one of the claims."""
        denials = rows_of("Denial").filter(claim__in=claims.order_by().values("pk"))
        return self.filter(pk__in=denials.order_by().values("passage"))

    def citing(self, claims: "models.QuerySet[Claim]") -> Self:
        """Those that state or deny one of the claims."""
        return self.stating(claims) | self.denying(claims)

    def positions(self, claims: "Iterable[int]", *, through: str, most: int) -> Any:
        """Who holds what about these claims: rows of `about` (a claim), `actor`, `name`, `count` of passages, and
        `actors`, how many hold it; at most so many rows about each claim, who says it most often first.

        `through` is `statements` or `denials`. Merged claims and actors count as what they were merged into; passages
        that name nobody as one of no actor. Claims by number, so that no passage is read that does not cite them.
        """
        held = (
            self.filter(**{f"{through}__claim__in": list(claims)})
            .alias(
                says=models.FilteredRelation(
                    "attributions", condition=models.Q(attributions__role=AttributionRole.SPEAKER)
                )
            )
            .order_by()
            .values(
                about=Coalesce(f"{through}__claim__merged_into", f"{through}__claim"),
                actor=Coalesce("says__actor__merged_into", "says__actor"),
                name=Coalesce("says__actor__merged_into__name", "says__actor__name"),
            )
            .annotate(count=models.Count("pk", distinct=True))
        )
        most_first: list[Any] = [models.F("count").desc(), "name", "actor"]
        said_most = models.Window(models.functions.RowNumber(), partition_by="about", order_by=most_first)
        actors = models.Window(models.Count("*"), partition_by="about")
        found: Any = held.annotate(rank=said_most, actors=actors)
        return found.filter(rank__lte=most).order_by("about", "rank")

    def newest_first(self) -> Self:
        """By their article's day of publication, those without one last; within an article as they stand."""
        return self.order_by(
            models.F("article__published_at").desc(nulls_last=True), "-article_id", "start", "-end", "pk"
        )

    def with_surroundings(self) -> Self:
        """Each with `around`, the text that its sentence is found in, and `around_start`, where that begins.

        Cut out by the database, so that no article of 20 MB travels for a sentence.
        """
        # One character more than a sentence is looked for in, so that no cut is taken for the text's start.
        begin = Greatest(models.F("start") - REACH - 1, 0)
        end = Least(models.F("end"), models.F("start") + MOST_SHOWN) + REACH + 1
        return self.annotate(around_start=begin, around=Substr("article__text", begin + 1, end - begin))

    def for_evidence(self) -> Self:
        """With all that a passage in its sentence shows, in four queries whatever their number."""
        return (
            self.with_surroundings()
            .select_related("article__collection")
            .defer("article__text")
            .prefetch_related(
                models.Prefetch("attributions", rows_of("Attribution").select_related("actor__merged_into")),
                models.Prefetch("statements", rows_of("Statement").select_related("claim__merged_into")),
                models.Prefetch("denials", rows_of("Denial").select_related("claim__merged_into")),
            )
            .fetch_mode(models.FETCH_RAISE)
        )

    def for_verifying(self) -> Self:
        """With all that is checked, article by article, whatever their number; their texts are fetched apart."""
        return (
            self.order_by("article_id", "start", "pk")
            .select_related("article", "within", "same_as")
            .defer("article__text")
            .prefetch_related(
                "attributions",
                models.Prefetch("statements", rows_of("Statement").select_related("claim")),
                models.Prefetch(
                    "denials",
                    rows_of("Denial").select_related("claim", "answers__article").defer("answers__article__text"),
                ),
            )
            .fetch_mode(models.FETCH_RAISE)
        )

    def for_desk(self) -> Self:
        """With article (but its text) and who changed or reviewed it last."""
        return (
            self.select_related("article__collection", "changed_by", "reviewed_by")
            .defer("article__text")
            .fetch_mode(models.FETCH_RAISE)
        )
