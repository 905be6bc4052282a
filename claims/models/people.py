"""People: who signs in, what they are called, and who may open an account anew."""

from collections.abc import Iterator
from typing import ClassVar, Self

import pgtrigger
from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.constraints import undeletable
from claims.models.common import remembered
from claims.permissions import Role


def called(first_name: str, last_name: str, username: str) -> str:
    """What a person is called: the full name, or the user name."""
    return f"{first_name} {last_name}".strip() or username


# Runs on every way to change a row: a form, a command, a shell. Sessions that ended once stay ended, an older row
# that is written over a newer one included.
_ENDS = """
    NEW.sessions_ended_at = GREATEST(OLD.sessions_ended_at, NEW.sessions_ended_at);
    IF OLD.is_active AND NOT NEW.is_active THEN
        NEW.sessions_ended_at = GREATEST(NEW.sessions_ended_at, clock_timestamp());
        DELETE FROM claims_invitation WHERE created_by_id = NEW.id AND used_at IS NULL;
        UPDATE claims_passwordlink SET ended_at = clock_timestamp()
            WHERE made_by_id = NEW.id AND used_at IS NULL AND ended_at IS NULL;
    END IF;
    IF NOT NEW.is_active OR NEW.is_staff OR NEW.is_superuser OR NEW.password IS DISTINCT FROM OLD.password THEN
        UPDATE claims_passwordlink SET ended_at = clock_timestamp()
            WHERE person_id = NEW.id AND used_at IS NULL AND ended_at IS NULL;
    END IF;
    RETURN NEW;
"""


@remembered(exclude=["password", "last_login", "sessions_ended_at"])
class User(AbstractUser):
    """A person. Deactivated when they leave, never deleted: their work keeps its name."""

    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    language = models.CharField(_("language"), max_length=16, default="en")
    # Whether a letter alone is a command (WCAG 2.1.4); else it takes Alt with it.
    letter_keys = models.BooleanField(_("single-letter keys"), default=True)

    # Sessions from before this moment are over for good, also if the person is brought back.
    sessions_ended_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[DjangoUserManager[Self]] = DjangoUserManager()

    class Meta(AbstractUser.Meta):
        triggers = [
            undeletable(
                name="user_kept",
                message=_("People are deactivated, not deleted: their work keeps their name."),
            ),
            # Whoever is deactivated takes along their sessions, the invitations they sent and the password links they
            # made; a link for somebody who is deactivated, gets rights over the installation or has a new password
            # ends too.
            pgtrigger.Trigger(name="user_ends", when=pgtrigger.Before, operation=pgtrigger.Update, func=_ENDS),
        ]

    @property
    def name(self) -> str:
        """What others see: the full name, or the user name."""
        return called(self.first_name, self.last_name, self.username)

    def get_session_auth_hash(self) -> str:
        """What a session must carry to go on: a new password and `sessions_ended_at` change it."""
        return self._session_hash(None)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same by each key that signed before."""
        return (self._session_hash(secret) for secret in settings.SECRET_KEY_FALLBACKS)

    def _session_hash(self, secret: str | bytes | None) -> str:
        ended = self.sessions_ended_at.isoformat() if self.sessions_ended_at else ""
        return salted_hmac(
            "claims.User.session", f"{self.password}\n{ended}", secret=secret, algorithm="sha256"
        ).hexdigest()

    def describe(self, *, name: str, time_zone: str, language: str, letter_keys: bool) -> None:
        """Change what the person is called, how times and words are shown to them, and what their keys do."""
        self.first_name, self.last_name, self.time_zone, self.language = name, "", time_zone, language
        self.letter_keys = letter_keys
        self.save(update_fields=["first_name", "last_name", "time_zone", "language", "letter_keys"])

    def switch_letter_keys(self, *, on: bool) -> None:
        """Whether a letter alone is a command."""
        self.letter_keys = on
        self.save(update_fields=["letter_keys"])

    def check_password_link(self, *, by: "User") -> None:
        """Raises ValidationError unless `by` may make a link that sets this person's password.

        Such a link opens the whole account, so nobody gets it who could not see all that the account sees.
        """
        if not by.is_active:
            raise ValidationError(gettext("Your account is deactivated."), code="maker")
        if self.pk == by.pk:
            raise ValidationError(gettext("Change your own password under “Password”."), code="own")
        if not self.is_active:
            raise ValidationError(
                gettext("This account is deactivated. Whoever runs this installation can bring it back."),
                code="inactive",
            )
        if self.is_staff or self.is_superuser:
            raise ValidationError(
                gettext("%(name)s helps to run this installation, so only somebody with a shell can do this."),
                code="staff",
                params={"name": self.name},
            )
        managed = by.memberships.filter(role=Role.MANAGER).values("collection")
        if not self.memberships.exists() or self.memberships.exclude(collection__in=managed).exists():
            raise ValidationError(
                gettext(
                    "%(name)s works on a collection too that you do not manage, and the link would open it."
                    " Ask whoever runs this installation for a new password."
                ),
                code="elsewhere",
                params={"name": self.name},
            )
