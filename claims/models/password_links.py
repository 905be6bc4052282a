"""Password links: one-time links by which a person sets a new password, handed over without a mail server."""

import hashlib
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.constraints import fixed
from claims.models.common import remembered
from claims.models.people import User

PASSWORD_LINK_HOURS = 24


def hashed(token: str) -> str:
    """What is stored of a token. A token is random and long, so one plain hash is enough."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


class PasswordLinkQuerySet(models.QuerySet["PasswordLink"]):
    """Chainable words for password links."""

    def neither_used_nor_ended(self) -> Self:
        """Those that are used by nobody and ended by nobody; they may have expired."""
        return self.filter(used_at__isnull=True, ended_at__isnull=True)

    def open(self) -> Self:
        """Those that can still be used, as far as their own columns tell."""
        return self.neither_used_nor_ended().filter(expires_at__gt=timezone.now())

    def concerning(self, user: User) -> Self:
        """Those for this person, and those that this person made."""
        return self.filter(models.Q(person=user) | models.Q(made_by=user))

    def unseen_by(self, person: object) -> Self:
        """Those for this person that the person has not dismissed; a person, or the place for one."""
        return self.filter(person=person, dismissed_at__isnull=True)

    def with_token(self, token: str) -> Self:
        """The one with this token."""
        return self.filter(token_hash=hashed(token))

    def numbered(self, number: int) -> Self:
        """The one with this id."""
        return self.filter(pk=number)

    def for_members_of(self, collection: models.Model) -> Self:
        """Those for members of this collection."""
        return self.filter(person__memberships__collection=collection)

    def with_people(self) -> Self:
        """With the person and the maker."""
        return self.select_related("person", "made_by")

    def end_wrongful(self) -> None:
        """End those of these whose maker may not make them any more."""
        for link in self.open().with_people():
            if not link.is_rightful:
                link.end(by=None)


@remembered(exclude=["token_hash"])
class PasswordLink(models.Model):
    """A one-time link that sets a person's password. The token itself is stored nowhere."""

    person = models.ForeignKey(User, models.PROTECT, related_name="password_links", verbose_name=_("person"))
    # Empty for a link that a command printed.
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("made by"))
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("made at"), db_default=models.functions.Now(), editable=False)
    expires_at = models.DateTimeField(_("valid until"))
    used_at = models.DateTimeField(_("used at"), null=True, editable=False)
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)
    # Empty where it ended by itself: a newer link, a lost right, a new password.
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, editable=False, related_name="+")
    # When the person put the notice about it away.
    dismissed_at = models.DateTimeField(null=True, editable=False)

    objects = PasswordLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        triggers = [
            fixed(
                "person_id", "made_by_id", "token_hash", "expires_at",
                name="password_link_fixed",
                message=_("A password link stays as it was made."),
            )
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(used_at__isnull=True, ended_at__isnull=True),
                name="password_link_one_at_a_time",
                violation_error_message=_("Somebody else made a link for this person in the same moment."),
            ),
            models.CheckConstraint(
                condition=models.Q(used_at__isnull=True) | models.Q(ended_at__isnull=True),
                name="password_link_used_or_ended",
                violation_error_message=_("A password link is used or ended, not both."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.created_at:%Y-%m-%d})"

    @property
    def is_open(self) -> bool:
        """Whether it can still be used, as far as its own columns tell."""
        return self.used_at is None and self.ended_at is None and self.expires_at > timezone.now()

    @property
    def is_rightful(self) -> bool:
        """Whether its maker could make it now."""
        try:
            self.check_right()
        except ValidationError:
            return False
        return True

    def check_right(self) -> None:
        """Raises ValidationError unless its maker could make it now. One from a command needs an active person."""
        if self.made_by:
            self.person.check_password_link(by=self.made_by)
        elif not self.person.is_active:
            raise ValidationError(gettext("This account is deactivated."), code="inactive")

    def check_usable(self) -> None:
        """Raises ValidationError unless it sets a password now; the message says why not."""
        if self.used_at:
            raise ValidationError(gettext("This link has been used: it works once."), code="used")
        if self.expires_at <= timezone.now():
            raise ValidationError(gettext("This link has expired."), code="expired")
        if self.ended_at or not self.is_rightful:
            raise ValidationError(gettext("This link has been ended."), code="ended")

    def end(self, *, by: User | None) -> None:
        """Make it worth nothing from now on. Part of an action: locks and checks nothing."""
        self.ended_at, self.ended_by = timezone.now(), by
        self.save(update_fields=["ended_at", "ended_by"])
