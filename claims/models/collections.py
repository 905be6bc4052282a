"""Collections and their memberships."""

from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.constraints import clean_texts
from claims.fields import LineField, ParagraphsField
from claims.models.base import Recorded, remembered
from claims.models.users import User
from claims.permissions import ALLOWED, Action, Role

# Words that addresses use in the place of a collection's slug.
RESERVED_SLUGS = frozenset({"new"})


class CollectionQuerySet(models.QuerySet["Collection"]):
    """Filters of collections."""

    def visible_to(self, user: User) -> Self:
        """The collections that the user is a member of, each with `role`."""
        return self.filter(memberships__user=user).annotate(role=models.F("memberships__role"))

    def with_unseen(self) -> Self:
        """The same with `unseen`: whether the user has not seen yet that somebody added them. Follows `visible_to`."""
        return self.annotate(unseen=models.F("memberships__unseen"))

    def for_lists(self) -> Self:
        """The same without the long guidelines. Reading any other deferred field raises an error."""
        return self.defer("guidelines").fetch_mode(models.FETCH_RAISE)


@remembered()
class Collection(Recorded):
    """A named set of articles worked on together."""

    # The role of the asking user; `visible_to` adds it.
    role: str
    # Whether the asking user was added and has not seen it yet; `with_unseen` adds it.
    unseen: bool

    name = LineField(_("name"), max_length=200, error_messages={"blank": _("A collection needs a name.")})
    slug = models.SlugField(_("URL slug"), max_length=80, unique=True)
    # Markdown, written by the managers, one key away for the editors.
    guidelines = ParagraphsField(_("guidelines"), max_length=100_000, blank=True)
    language = LineField(_("language of its articles"), max_length=16, default="en")
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    editors_per_article = models.PositiveSmallIntegerField(
        _("editors per article"), default=1, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    # Editors see only their own passages of an article until all its readings are handed in.
    blind = models.BooleanField(_("blind reading"), default=False)

    objects = CollectionQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        triggers = [
            clean_texts(
                name="collection_words_clean",
                lines={"name": 200, "language": 16},
                paragraphs={"guidelines": 100_000},
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(editors_per_article__gte=1),
                name="collection_has_editors",
                violation_error_message=_("At least one editor reads each article."),
            ),
            models.CheckConstraint(
                condition=models.Q(name__regex=r"\S"),
                name="collection_has_a_name",
                violation_error_message=_("A collection needs a name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a slug that means something else in addresses."""
        if self.slug in RESERVED_SLUGS:
            raise ValidationError(
                {
                    "slug": ValidationError(
                        gettext("“new” means something else in addresses. Choose another."), code="reserved"
                    )
                }
            )

    def role_of(self, user: User) -> str | None:
        """The role of the user in this collection; None for an outsider. One query."""
        return self.memberships.filter(user=user).values_list("role", flat=True).first()


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Filters of memberships."""

    def may_mark(self) -> Self:
        """The memberships of active people who may mark."""
        return self.filter(role__in=ALLOWED[Action.MARK], user__is_active=True)

    def confirmed(self) -> Self:
        """The memberships that the person made, or has confirmed to have seen."""
        return self.filter(unseen=False)

    def unseen_by(self, person: User) -> Self:
        """The memberships that others made and the person has not seen yet, with collection and maker."""
        added = self.filter(user=person, unseen=True).select_related("collection", "created_by")
        return added.defer("collection__guidelines").order_by("pk")

    def for_lists(self) -> Self:
        """The same with the people, ordered by name. Reading anything else raises an error."""
        ordered = self.order_by("user__first_name", "user__last_name", "user__username", "pk")
        return ordered.select_related("user").fetch_mode(models.FETCH_RAISE)


@remembered(exclude=["unseen"])
class Membership(Recorded):
    """The role of a person in a collection."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name=_("person"))
    collection = models.ForeignKey(Collection, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=16, choices=Role)
    # A manager added the person by their user name, and the person has not seen it yet. Until then this membership
    # gives nobody rights over the person's account or over what the person entered.
    unseen = models.BooleanField(default=False, db_default=False, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "collection"],
                name="membership_once",
                violation_error_message=_("This person is a member already."),
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values),
                name="membership_role_known",
                violation_error_message=_("A member is reader, editor, reviewer or manager."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.role}"
