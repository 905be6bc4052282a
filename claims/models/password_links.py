"""Password links: one-time links by which a person sets a new password, handed over without a mail server."""

import hashlib
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.constraints import fixed
from claims.models.base import remembered
from claims.models.users import User

PASSWORD_LINK_HOURS = 24


def hashed(token: str) -> str:
    """The stored hash of a token. A token is random and long, so one plain hash is enough."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


class PasswordLinkQuerySet(models.QuerySet["PasswordLink"]):
    """Filters of password links."""

    def neither_used_nor_ended(self) -> Self:
        """The links that are neither used nor ended; they may have expired."""
        return self.filter(used_at__isnull=True, ended_at__isnull=True)

    def open(self) -> Self:
        """The links that can still be used, as far as their own columns tell."""
        return self.neither_used_nor_ended().filter(expires_at__gt=timezone.now())

    def concerning(self, user: User) -> Self:
        """The links for this person, and the links that this person made."""
        return self.filter(models.Q(person=user) | models.Q(made_by=user))

    def unseen_by(self, person: object) -> Self:
        """The links for this person that the person has not dismissed; a person, or the place for one."""
        return self.filter(person=person, dismissed_at__isnull=True)

    def with_token(self, token: str) -> Self:
        """The link with this token."""
        return self.filter(token_hash=hashed(token))

    def numbered(self, number: int) -> Self:
        """The link with this id."""
        return self.filter(pk=number)

    def with_people(self) -> Self:
        """The same with person and maker."""
        return self.select_related("person", "made_by")


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
    # The time when the person dismissed the notice about the link.
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
        """Whether the link can still be used, as far as its own columns tell."""
        return self.used_at is None and self.ended_at is None and self.expires_at > timezone.now()
