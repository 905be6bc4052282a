"""Collections, and what each person is to one."""

from itertools import chain, count
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import connection, models
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.constraints import clean_texts, guarded
from claims.fields import LineField, ParagraphsField
from claims.models.common import Recorded, remembered, rows_of
from claims.models.people import User
from claims.permissions import ALLOWED, Action, Role
from claims.text import typed

# Words that stand where a collection's short name would stand in an address.
# The lock under which short names are given out.
_NEW_COLLECTION = 0x6A71_C011
RESERVED_SLUGS = frozenset({"new"})


class CollectionQuerySet(models.QuerySet["Collection"]):
    """Chainable words for collections."""

    def visible_to(self, user: User) -> Self:
        """Those the user is a member of, each with `role`."""
        return self.filter(memberships__user=user).annotate(role=models.F("memberships__role"))

    def with_contents(self) -> Self:
        """Each with `has_articles`."""
        articles = rows_of("Article").filter(collection=models.OuterRef("pk"))
        return self.annotate(has_articles=models.Exists(articles))

    def for_lists(self) -> Self:
        """Without the guidelines, which are long; nothing else may be asked for."""
        return self.defer("guidelines").fetch_mode(models.FETCH_RAISE)


@remembered()
class Collection(Recorded):
    """A named set of articles worked on together."""

    # What the asking user is here; `visible_to` adds it.
    role: str

    name = LineField(_("name"), max_length=200, error_messages={"blank": _("A collection needs a name.")})
    slug = models.SlugField(_("short name in addresses"), max_length=80, unique=True)
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

    @classmethod
    def start(cls, *, by: User | None, **fields: object) -> Self:
        """Make a collection; whoever makes it is its first manager. Raises ValidationError.

        Without a short name it gets one that is free.
        """
        with guarded(), connection.cursor() as cursor:
            # One after the other: of two at once, both would find the same short name free.
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_NEW_COLLECTION])
            fields["slug"] = fields.get("slug") or cls.free_slug(str(fields.get("name", "")))
            collection = cls(created_by=by, **fields)
            collection.full_clean()
            collection.save()
            if by:
                Membership.objects.create(collection=collection, user=by, role=Role.MANAGER, created_by=by)
        return collection

    @classmethod
    def free_slug(cls, name: str) -> str:
        """A short name for addresses, made from the name, that no other collection has."""
        stem = slugify(name)[:70].strip("-_") or "collection"
        taken = RESERVED_SLUGS.union(cls.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
        candidates = chain([stem], (f"{stem}-{number}" for number in count(2)))
        return next(slug for slug in candidates if slug not in taken)

    def clean(self) -> None:
        """Refuses a short name that stands for something else in addresses."""
        if self.slug in RESERVED_SLUGS:
            raise ValidationError(
                {
                    "slug": ValidationError(
                        gettext("“new” means something else in addresses. Choose another."), code="reserved"
                    )
                }
            )

    def describe(self, **fields: Any) -> None:
        """Change name, guidelines, language, time zone or editors per article. Raises ValidationError."""
        with guarded():
            was_blind = self.blind
            for field, value in fields.items():
                setattr(self, field, value)
            self.full_clean()
            self.save(update_fields=list(fields))
            if self.blind != was_blind:
                rows_of("Assignment").in_collection(self).note_handed_in()
            self._note_shown()

    @property
    def is_empty(self) -> bool:
        """Whether it holds neither articles nor claims. One or two queries."""
        return not self.articles.exists() and not self.claims.exists()

    def discard(self) -> None:
        """Delete a collection that holds nothing. Raises ValidationError while it has articles or claims."""
        with guarded():
            # Locked, so that nothing is put into it meanwhile.
            Collection.objects.select_for_update().get(pk=self.pk)
            if not self.is_empty:
                raise ValidationError(
                    gettext("Only an empty collection can be deleted. This one has articles or claims."),
                    code="not_empty",
                )
            self.delete()

    def role_of(self, user: User) -> str | None:
        """What the user is to this collection; `None` for an outsider. One query."""
        return self.memberships.filter(user=user).values_list("role", flat=True).first()

    def admit(self, *, user: User, role: str, by: User | None) -> "Membership":
        """Make the user a member with this role, or give a member this role.

        Raises ValidationError if that would leave the collection without a manager.
        """
        with guarded():
            self._lock_with(user)
            if role != Role.MANAGER:
                self._keep_a_manager(besides=user)
                self._recall_invitations(user)
            membership, _made = Membership.objects.update_or_create(
                collection=self,
                user=user,
                defaults={"role": role},
                create_defaults={"role": role, "created_by": by},
            )
            self._end_password_links(user)
            self._note_shown()
        return membership

    def dismiss(self, *, user: User) -> None:
        """End a membership; the person's work and name stay. Raises ValidationError for the last manager."""
        with guarded():
            self._lock_with(user)
            self._keep_a_manager(besides=user)
            self._recall_invitations(user)
            self.memberships.filter(user=user).delete()
            self._end_password_links(user)
            self._note_shown()

    def _lock_with(self, user: User) -> None:
        # The collection, so that two managers cannot demote each other at once; then the person, whose password no
        # link may set meanwhile that this ends.
        Collection.objects.select_for_update(no_key=True).get(pk=self.pk)
        User.objects.select_for_update(no_key=True).get(pk=user.pk)

    def _note_shown(self) -> None:
        """Who was waited for may not be any more."""
        rows_of("Assignment").in_collection(self).note_shown()

    def _keep_a_manager(self, *, besides: User) -> None:
        managers = self.memberships.filter(role=Role.MANAGER)
        if managers.filter(user=besides).exists() and not managers.exclude(user=besides).exists():
            raise ValidationError(
                gettext("%(name)s is the only manager. Make somebody else manager first."),
                code="last_manager",
                params={"name": besides.name},
            )

    def _recall_invitations(self, by: User) -> None:
        # Else a former manager could come back by a link of their own making.
        self.invitations.open().made_by(by).delete()

    def _end_password_links(self, user: User) -> None:
        # A manager's right to open an account rests on memberships, the manager's own and the other person's.
        rows_of("PasswordLink").concerning(user).end_wrongful()


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Chainable words for memberships."""

    def matching(self, query: str) -> Self:
        """Those of people whose name or user name holds the query, any case."""
        named = models.Q()
        for field in ("username", "first_name", "last_name"):
            named |= models.Q(**{f"user__{field}__icontains": typed(query)})
        return self.filter(named)

    def may_mark(self) -> Self:
        """Those of active people who may mark."""
        return self.filter(role__in=ALLOWED[Action.MARK], user__is_active=True)

    def for_lists(self) -> Self:
        """With the person, by name; nothing else may be asked for."""
        ordered = self.order_by("user__first_name", "user__last_name", "user__username", "pk")
        return ordered.select_related("user").fetch_mode(models.FETCH_RAISE)


@remembered()
class Membership(Recorded):
    """What a person is to a collection."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name=_("person"))
    collection = models.ForeignKey(Collection, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=16, choices=Role)

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
