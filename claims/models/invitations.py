"""Invitations: one-time links that make people members of a collection, without a mail server."""

from datetime import timedelta
from typing import Self

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.constraints import clean_texts, fixed, guarded
from claims.fields import LineField
from claims.models.collections import Collection, Membership
from claims.models.common import Recorded, names_people, remembered
from claims.models.people import User
from claims.permissions import Action, Role, allowed

INVITATION_DAYS = 14
_RANKS = list(Role)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Chainable words for invitations."""

    def open(self) -> Self:
        """Those that can still be used."""
        return self.filter(used_at__isnull=True, expires_at__gt=timezone.now())

    def past(self) -> Self:
        """Those that were used or ran out of time."""
        return self.exclude(used_at__isnull=True, expires_at__gt=timezone.now())

    def made_by(self, user: User) -> Self:
        """Those that this person made."""
        return self.filter(created_by=user)

    def for_lists(self) -> Self:
        """With who made and who used each; nothing else may be asked for."""
        return self.select_related("created_by", "used_by").fetch_mode(models.FETCH_RAISE)


@remembered(**names_people(hides="claims_hides_invited(to_jsonb(OLD), to_jsonb(NEW))"))
class Invitation(Recorded):
    """A one-time signed link that makes its bearer a member; no mail server is needed to hand it over."""

    SALT = "claims.invitation"

    collection = models.ForeignKey(Collection, models.CASCADE, related_name="invitations")
    role = models.CharField(_("role"), max_length=16, choices=Role)
    # Whom it is meant for, in the manager's words; it binds nobody.
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

    @classmethod
    def issue(cls, *, collection: Collection, role: str, by: User, note: str = "") -> "Invitation":
        """A new invitation, valid for two weeks."""
        with guarded():
            return cls.objects.create(
                collection=collection,
                role=role,
                note=note,
                created_by=by,
                expires_at=timezone.now() + timedelta(days=INVITATION_DAYS),
            )

    @property
    def token(self) -> str:
        """What stands in the link: the signed key of this row, the same whenever it is asked for."""
        return signing.Signer(salt=self.SALT).sign_object(self.pk)

    @property
    def is_open(self) -> bool:
        """Whether it can still be used."""
        return self.used_at is None and self.expires_at > timezone.now()

    @classmethod
    def from_token(cls, token: str) -> "Invitation":
        """The open invitation behind a link; ValidationError says whether it is used, expired or unknown."""
        try:
            invitation = cls.objects.select_related("collection", "created_by").get(
                pk=signing.Signer(salt=cls.SALT).unsign_object(token)
            )
        except (signing.BadSignature, cls.DoesNotExist) as error:
            raise ValidationError(
                gettext("This is no invitation of ours. Check that the whole link was copied."),
                code="unknown",
            ) from error
        invitation.check_usable()
        return invitation

    @classmethod
    def opened(cls, number: int) -> "Invitation":
        """The invitation of this number, for a browser that came with its link; ValidationError if it is not open."""
        invitation = cls.objects.select_related("collection", "created_by").filter(pk=number).first()
        if invitation is None:
            raise ValidationError(gettext("This invitation was taken back. Ask for a new one."), code="expired")
        invitation.check_usable()
        return invitation

    def check_usable(self) -> None:
        """Raises ValidationError if it is used or expired, or if its maker may not invite any more."""
        if self.used_at:
            raise ValidationError(self._used_up(), code="used")
        if not self.is_open:
            raise ValidationError(
                gettext("This invitation has expired. %(who)s") % {"who": self._who_sends_another()},
                code="expired",
            )
        if not self._maker_may_invite():
            raise ValidationError(
                gettext("Whoever sent this invitation may not invite any more. %(who)s")
                % {"who": self._who_sends_another()},
                code="ended",
            )

    def hold(self) -> "Invitation":
        """Lock it for this transaction; answers it as it is now. Raises ValidationError unless open."""
        # The collection first, as all its verbs do, so that nobody waits for the other in a circle.
        Collection.objects.select_for_update(no_key=True).filter(pk=self.collection_id).first()
        # Locked, so that two people with the same link cannot both use it.
        fresh = type(self).objects.select_for_update(no_key=True).filter(pk=self.pk).first()
        if fresh is None:
            gone = gettext("This invitation was taken back or has expired. %(who)s")
            raise ValidationError(gone % {"who": self._who_sends_another()}, code="expired")
        # The collection is locked, so its managers stay what they are; that the maker is active is read anew.
        fresh.check_usable()
        return fresh

    def _maker_may_invite(self) -> bool:
        maker = self.created_by
        return bool(maker and maker.is_active and allowed(self.collection.role_of(maker), Action.MANAGE))

    def _used_up(self) -> str:
        said = gettext("This invitation has been used: each one is for one person. If that was you, sign in.")
        return f"{said} {self._who_sends_another()}"

    def _who_sends_another(self) -> str:
        """Who to ask for a new one: whoever sent this one, if they still can."""
        words = {"collection": self.collection.name}
        if self.created_by and self._maker_may_invite():
            return gettext("%(name)s, who sent it, can send you a new one to “%(collection)s”.") % {
                "name": self.created_by.name,
                **words,
            }
        return gettext("Any manager of “%(collection)s” can send you a new one.") % words

    def accept(self, *, user: User) -> Membership:
        """Make the user a member, once. A member keeps the higher of both roles. Raises ValidationError."""
        with transaction.atomic():
            fresh = self.hold()
            fresh.used_at, fresh.used_by = timezone.now(), user
            fresh.save(update_fields=["used_at", "used_by"])
            held = self.collection.memberships.filter(user=user).first()
            if held and not self.gives_more_than(held.role):
                return held
            return self.collection.admit(user=user, role=self.role, by=self.created_by)

    def gives_more_than(self, role: str | None) -> bool:
        """Whether it would give more than this role in the collection; `None` is an outsider."""
        return role is None or _RANKS.index(Role(self.role)) > _RANKS.index(Role(role))

    def revoke(self) -> None:
        """Take it back; the history keeps the row. Raises ValidationError once it has been used."""
        with guarded():
            # Locked, so that nobody accepts it meanwhile.
            fresh = type(self).objects.select_for_update().filter(pk=self.pk).first()
            if fresh and fresh.used_at:
                raise ValidationError(
                    gettext("This invitation has been used already. Remove the member instead."),
                    code="used",
                )
            if fresh:
                fresh.delete()
