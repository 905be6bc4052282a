"""Invitations: one-time links that make people members of a collection, without a mail server."""

from typing import Self

from django.core import signing
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.constraints import clean_texts, fixed
from claims.fields import LineField
from claims.models.base import Recorded, names_people, remembered
from claims.models.collections import Collection
from claims.models.users import User
from claims.permissions import Role

INVITATION_DAYS = 14
_RANKS = list(Role)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Filters of invitations."""

    def open(self) -> Self:
        """The invitations that can still be used."""
        return self.filter(used_at__isnull=True, expires_at__gt=timezone.now())

    def past(self) -> Self:
        """The invitations that were used or have expired."""
        return self.exclude(used_at__isnull=True, expires_at__gt=timezone.now())

    def made_by(self, user: User) -> Self:
        """The invitations that this person made."""
        return self.filter(created_by=user)

    def for_lists(self) -> Self:
        """The same with maker and user. Reading anything else raises an error."""
        return self.select_related("created_by", "used_by").fetch_mode(models.FETCH_RAISE)


@remembered(**names_people(hides="claims_hides_invited(to_jsonb(OLD), to_jsonb(NEW))"))
class Invitation(Recorded):
    """A one-time signed link that makes its bearer a member; no mail server is needed to hand it over."""

    SALT = "claims.invitation"

    collection = models.ForeignKey(Collection, models.CASCADE, related_name="invitations")
    role = models.CharField(_("role"), max_length=16, choices=Role)
    # The person it is meant for, in the manager's words. Anybody with the link may use it.
    note = LineField(_("for whom"), max_length=200, blank=True)
    expires_at = models.DateTimeField(_("valid until"))
    used_at = models.DateTimeField(null=True, editable=False)
    used_by = models.ForeignKey(User, models.PROTECT, null=True, editable=False, related_name="+")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        triggers = [
            fixed(
                "collection_id",
                "role",
                name="invitation_fixed",
                message=_("An invitation stays as it was sent."),
            ),
            clean_texts(name="invitation_words_clean", lines={"note": 200}),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(used_at__isnull=True, used_by__isnull=True)
                | models.Q(used_at__isnull=False, used_by__isnull=False),
                name="invitation_used_by_somebody",
                violation_error_message=_("An invitation is used by somebody at some time, or not at all."),
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values),
                name="invitation_role_known",
                violation_error_message=_("A member is reader, editor, reviewer or manager."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.collection}: {self.role}"

    @property
    def token(self) -> str:
        """The token in the link: the signed id of this row, the same each time."""
        return signing.Signer(salt=self.SALT).sign_object(self.pk)

    @property
    def is_open(self) -> bool:
        """Whether the invitation can still be used."""
        return self.used_at is None and self.expires_at > timezone.now()

    def gives_more_than(self, role: str | None) -> bool:
        """Whether the invitation gives more rights than this role; None is an outsider."""
        return role is None or _RANKS.index(Role(self.role)) > _RANKS.index(Role(role))
