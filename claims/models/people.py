"""People, the collections they work on, and what each is to a collection."""

from datetime import timedelta
from typing import ClassVar, Self

from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.constraints import fixed, guarded, undeletable
from claims.models.common import Recorded, remembered
from claims.permissions import Role

INVITATION_DAYS = 14


@remembered(exclude=["password", "last_login"])
class User(AbstractUser):
    """A person. Deactivated when they leave, never deleted: their work keeps its name."""

    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    language = models.CharField(_("language"), max_length=16, default="en")

    objects: ClassVar[DjangoUserManager[Self]] = DjangoUserManager()

    class Meta(AbstractUser.Meta):
        triggers = [
            undeletable(
                name="user_kept", message=_("People are deactivated, not deleted: their work keeps their name."),
            ),
        ]

    @property
    def name(self) -> str:
        """What others see: the full name, or the user name."""
        return self.get_full_name() or self.username


class CollectionQuerySet(models.QuerySet["Collection"]):
    """Chainable words for collections."""

    def visible_to(self, user: User) -> Self:
        """Those the user is a member of, each with `role`."""
        return self.filter(memberships__user=user).annotate(role=models.F("memberships__role"))


@remembered()
class Collection(Recorded):
    """A named set of articles worked on together."""

    # What the asking user is here; `visible_to` adds it.
    role: str

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("short name in addresses"), max_length=80, unique=True)
    # Markdown, written by the managers, one key away for the editors.
    guidelines = models.TextField(_("guidelines"), blank=True)
    language = models.CharField(_("language of its articles"), max_length=16, default="en")
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    editors_per_article = models.PositiveSmallIntegerField(
        _("editors per article"), default=1, validators=[MinValueValidator(1), MaxValueValidator(20)],
    )
    # Editors see only their own passages of an article until all its readings are handed in.
    blind = models.BooleanField(_("blind reading"), default=False)

    objects = CollectionQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(editors_per_article__gte=1), name="collection_has_editors",
                violation_error_message=_("At least one editor reads each article."),
            ),
            models.CheckConstraint(
                condition=models.Q(name__regex=r"\S"), name="collection_has_a_name",
                violation_error_message=_("A collection needs a name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def start(cls, *, by: User | None, **fields: object) -> Self:
        """Make a collection; whoever makes it is its first manager. Raises ValidationError."""
        with guarded():
            collection = cls(created_by=by, **fields)
            collection.full_clean()
            collection.save()
            if by:
                Membership.objects.create(collection=collection, user=by, role=Role.MANAGER, created_by=by)
        return collection

    def role_of(self, user: User) -> str | None:
        """What the user is to this collection; `None` for an outsider. One query."""
        return self.memberships.filter(user=user).values_list("role", flat=True).first()

    def admit(self, *, user: User, role: str, by: User | None) -> "Membership":
        """Make the user a member with this role, or give a member this role.

        Raises ValidationError if that would leave the collection without a manager.
        """
        with guarded():
            # Locks the collection, so that two managers cannot demote each other at once.
            Collection.objects.select_for_update().get(pk=self.pk)
            if role != Role.MANAGER:
                self._keep_a_manager(besides=user)
            membership, _made = Membership.objects.update_or_create(
                collection=self, user=user, defaults={"role": role}, create_defaults={"role": role, "created_by": by},
            )
        return membership

    def dismiss(self, *, user: User) -> None:
        """End a membership; the person's work and name stay. Raises ValidationError for the last manager."""
        with guarded():
            Collection.objects.select_for_update().get(pk=self.pk)
            self._keep_a_manager(besides=user)
            self.memberships.filter(user=user).delete()

    def _keep_a_manager(self, *, besides: User) -> None:
        managers = self.memberships.filter(role=Role.MANAGER)
        if managers.filter(user=besides).exists() and not managers.exclude(user=besides).exists():
            raise ValidationError(
                gettext("%(name)s is the only manager. Make somebody else manager first."),
                code="last_manager", params={"name": besides.name},
            )


@remembered()
class Membership(Recorded):
    """What a person is to a collection."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name=_("person"))
    collection = models.ForeignKey(Collection, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=16, choices=Role)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "collection"], name="membership_once",
                violation_error_message=_("This person is a member already."),
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="membership_role_known",
                violation_error_message=_("A member is reader, editor, reviewer or manager."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.role}"


@remembered()
class Invitation(Recorded):
    """A one-time signed link that makes its bearer a member; no mail server is needed to hand it over."""

    SALT = "claims.invitation"

    collection = models.ForeignKey(Collection, models.CASCADE, related_name="invitations")
    role = models.CharField(_("role"), max_length=16, choices=Role)
    # Whom it is meant for, in the manager's words; it binds nobody.
    note = models.CharField(_("for whom"), max_length=200, blank=True)
    expires_at = models.DateTimeField(_("valid until"))
    used_at = models.DateTimeField(null=True, editable=False)
    used_by = models.ForeignKey(User, models.PROTECT, null=True, editable=False, related_name="+")

    class Meta:
        ordering = ["-created_at", "-pk"]
        triggers = [
            fixed("collection_id", "role", name="invitation_fixed", message=_("An invitation stays as it was sent.")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(used_at__isnull=True, used_by__isnull=True)
                | models.Q(used_at__isnull=False, used_by__isnull=False),
                name="invitation_used_by_somebody",
                violation_error_message=_("An invitation is used by somebody at some time, or not at all."),
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="invitation_role_known",
                violation_error_message=_("A member is reader, editor, reviewer or manager."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.collection}: {self.role}"

    @classmethod
    def issue(cls, *, collection: Collection, role: str, by: User, note: str = "") -> Self:
        """A new invitation, valid for two weeks."""
        with guarded():
            return cls.objects.create(
                collection=collection, role=role, note=note, created_by=by,
                expires_at=timezone.now() + timedelta(days=INVITATION_DAYS),
            )

    @property
    def token(self) -> str:
        """What stands in the link: the signed key of this row."""
        return signing.dumps(self.pk, salt=self.SALT)

    @property
    def is_open(self) -> bool:
        """Whether it can still be used."""
        return self.used_at is None and self.expires_at > timezone.now()

    @classmethod
    def from_token(cls, token: str) -> Self:
        """The open invitation behind a link; ValidationError says whether it is used, expired or no link of ours."""
        try:
            invitation = cls.objects.select_related("collection", "created_by").get(
                pk=signing.loads(token, salt=cls.SALT),
            )
        except (signing.BadSignature, cls.DoesNotExist) as error:
            raise ValidationError(
                gettext("This is no invitation of ours. Check that the whole link was copied."), code="unknown",
            ) from error
        if invitation.used_at:
            raise ValidationError(
                gettext("This invitation has been used. Sign in, or ask a manager for a new one."), code="used",
            )
        if not invitation.is_open:
            raise ValidationError(gettext("This invitation has expired. Ask a manager for a new one."), code="expired")
        return invitation

    def accept(self, *, user: User) -> Membership:
        """Make the user a member, once. A member keeps the higher of both roles. Raises ValidationError."""
        with transaction.atomic():
            # Locked, so that two people with the same link cannot both use it.
            fresh = type(self).objects.select_for_update().get(pk=self.pk)
            if not fresh.is_open:
                raise ValidationError(
                    gettext("This invitation has been used or has expired. Ask a manager for a new one."), code="used",
                )
            fresh.used_at, fresh.used_by = timezone.now(), user
            fresh.save(update_fields=["used_at", "used_by"])
            held = self.collection.memberships.filter(user=user).first()
            ranks = list(Role)
            if held and ranks.index(Role(held.role)) >= ranks.index(Role(self.role)):
                return held
            return self.collection.admit(user=user, role=self.role, by=self.created_by)


