"""Articles: texts as published. A text never changes; a corrected one is a new article replacing the old."""

from datetime import UTC, date, datetime, time
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.constraints import clean_texts, fixed
from claims.fields import AddressField, LineField
from claims.models.article_lists import ArticleQuerySet, address_digest
from claims.models.base import Recorded, remembered
from claims.models.blind import Awaited, awaited_in
from claims.models.collections import Collection


class Precision(models.TextChoices):
    """How exactly the time of publication is known."""

    DAY = "day", _("the day")
    MINUTE = "minute", _("the minute")


@remembered(exclude=["text", "length", "sha256_stripped", "copy_number"])
class Article(Recorded):
    """One text as published; every offset counts code points of `text`."""

    # What the asking user is here; `visible_to` adds it.
    role: str

    Precision = Precision

    collection = models.ForeignKey(Collection, models.PROTECT, related_name="articles")
    title = LineField(_("title"), max_length=500)
    outlet = LineField(_("outlet"), max_length=200, blank=True)
    byline = LineField(_("byline"), max_length=300, blank=True)
    url = AddressField(_("address"), max_length=2000, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_precision = models.CharField(
        _("known to"), max_length=8, choices=Precision, default=Precision.DAY, blank=True
    )
    language = LineField(_("language"), max_length=16, default="en")
    text = models.TextField(_("text"))
    sha256 = models.CharField(max_length=64, editable=False)
    # Of the text without white space at its end (`fingerprint_stripped`): one line break more makes no other article.
    sha256_stripped = models.GeneratedField(
        expression=models.Func("text", function="claims_text_fingerprint"),
        output_field=models.CharField(max_length=64),
        db_persist=True,
        editable=False,
    )
    # Above 0 only for articles that came in before the same text with other white space at its end was refused.
    copy_number = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    # In code points; so that lists and checks need not read the text.
    length = models.GeneratedField(
        expression=models.Func("text", function="char_length"),
        output_field=models.IntegerField(),
        db_persist=True,
        editable=False,
    )
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("replaces")
    )
    archived = models.BooleanField(_("archived"), default=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                "collection",
                models.F("published_at").desc(nulls_last=True),
                models.F("id").desc(),
                name="article_newest",
            ),
            models.Index("collection", "title", "id", name="article_by_title"),
            # The choice of outlets above the list is read off this.
            models.Index("collection", "outlet", name="article_of_outlet"),
            models.Index("created_by", "created_at", name="article_by_person"),
            # Digests, since an address may be too long for an index.
            models.Index("collection", address_digest(), name="article_by_bare_address", condition=~models.Q(url="")),
            models.Index("collection", name="article_doubled", condition=models.Q(copy_number__gt=0)),
        ]
        triggers = [
            fixed(
                "text",
                "sha256",
                "collection_id",
                name="article_text_fixed",
                message=_(
                    "The text of an article never changes. Import the corrected text as an article that"
                    " replaces this one."
                ),
            ),
            clean_texts(
                name="article_words_clean",
                lines={"title": 500, "outlet": 200, "byline": 300, "url": 2000, "language": 16},
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(text__regex=r"\S"),
                name="article_has_text",
                violation_error_message=_("The text is empty. An article needs at least one word."),
            ),
            models.CheckConstraint(
                condition=models.Q(title__regex=r"\S"),
                name="article_has_title",
                violation_error_message=_("An article needs a title."),
            ),
            models.UniqueConstraint(
                fields=["collection", "sha256"],
                name="article_once",
                violation_error_message=_("This collection has an article with exactly this text already."),
            ),
            models.UniqueConstraint(
                fields=["collection", "sha256_stripped", "copy_number"],
                name="article_words_once",
                violation_error_message=_(
                    "This collection has an article with this text already; only white space at its end differs."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(published_precision__in=Precision.values),
                name="article_precision_known",
                violation_error_message=_("The time of publication is known to the day or to the minute."),
            ),
            models.CheckConstraint(
                condition=~models.Q(replaces=models.F("pk")),
                name="article_not_itself",
                violation_error_message=_("An article cannot replace itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @cached_property
    def awaited(self) -> Awaited:
        """What its review waits for where reading is blind, as it was when first asked; for what a page offers."""
        return awaited_in(self)

    @property
    def published(self) -> str:
        """ISO 8601: a date where only the day is known, else a time in UTC; empty where nothing is known."""
        if not self.published_at:
            return ""
        moment = self.published_at.astimezone(UTC)
        return moment.date().isoformat() if self.published_precision == Precision.DAY else moment.isoformat()


def published(*, day: date | None, at: time | None, zone: str) -> dict[str, Any]:
    """The fields for a day of publication and, where it is known, its time in the newsroom's zone."""
    if day is None:
        return {"published_at": None, "published_precision": Precision.DAY}
    if at is None:
        return {"published_at": midnight(day), "published_precision": Precision.DAY}
    moment = datetime.combine(day, at, tzinfo=ZoneInfo(zone))
    return {"published_at": moment.astimezone(UTC), "published_precision": Precision.MINUTE}


def midnight(day: Any) -> datetime:
    """The moment stored for a day of publication: midnight UTC, so that every reader sees the same day."""
    return datetime.combine(day, time(), tzinfo=UTC)
