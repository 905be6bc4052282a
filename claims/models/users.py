"""People: their accounts, names, rights beyond any collection, and sessions."""

from collections.abc import Iterator
from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Upper
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from claims.constraints import clean_texts, guarded, undeletable
from claims.fields import LineField
from claims.models.base import names_people, remembered
from claims.models.user_names import LookField, UserNameField, is_kept
from claims.text.user_names import looks, normalised

LOOKS_ALIKE = _("This user name looks like another one. Choose another.")

# The first person of an installation gets these, since there is no administrator yet who could say so.
ALL_RIGHTS = {"starts_collections": True, "edits_register": True}


def display_name(first_name: str, last_name: str, username: str) -> str:
    """The name that others see for a person: the full name, or else the user name."""
    return f"{first_name} {last_name}".strip() or username


class PersonManager(DjangoUserManager["User"]):
    """Makes accounts. Refusals of the database become ValidationErrors."""

    use_in_migrations = False

    def create_user(self, *args: Any, **kwargs: Any) -> "User":
        """Make an account. Raises ValidationError if the user name is taken, not allowed or looks like another."""
        with guarded():
            return super().create_user(*args, **kwargs)

    def create_superuser(self, *args: Any, **kwargs: Any) -> "User":
        """Make an administrator of the installation. Raises as `create_user` does."""
        with guarded():
            return super().create_superuser(*args, **kwargs)


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


@remembered(
    exclude=["password", "last_login", "sessions_ended_at", "username_look", "username_look_folded"],
    **names_people(hides="claims_hides_person(to_jsonb(OLD), to_jsonb(NEW))"),
)
class User(AbstractUser):
    """A person. Deactivated when they leave, never deleted: their work keeps its name."""

    username = UserNameField(
        _("user name"),
        max_length=150,
        unique=True,
        help_text=_("150 letters, digits and the signs @ . + - _ at most."),
        validators=[UnicodeUsernameValidator()],
        error_messages={"unique": _("A user with that username already exists.")},
    )
    username_look = LookField()
    username_look_folded = LookField(folded=True)
    first_name = LineField(_("first name"), max_length=150, blank=True)
    last_name = LineField(_("last name"), max_length=150, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    language = models.CharField(_("language"), max_length=16, default="en")
    # Whether a letter alone is a command (WCAG 2.1.4); otherwise it needs Alt.
    letter_keys = models.BooleanField(_("single-letter keys"), default=True)
    # Rights beyond any collection, given by an administrator. Superusers have both.
    starts_collections = models.BooleanField(_("may start collections"), default=False)
    edits_register = models.BooleanField(_("register editor"), default=False)

    # Sessions from before this moment are over for good, also if the person is brought back.
    sessions_ended_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[PersonManager] = PersonManager()

    class Meta(AbstractUser.Meta):
        # Signing in looks for the name in any case.
        indexes = [models.Index(Upper("username"), name="user_name_any_case")]
        triggers = [
            undeletable(
                name="user_kept",
                message=_("People are deactivated, not deleted: their work keeps their name."),
            ),
            # Whoever is deactivated takes along their sessions, the invitations they sent and the password links they
            # made; a link for somebody who is deactivated, gets rights over the installation or has a new password
            # ends too.
            pgtrigger.Trigger(name="user_ends", when=pgtrigger.Before, operation=pgtrigger.Update, func=_ENDS),
            clean_texts(name="user_words_clean", lines={"first_name": 150, "last_name": 150}),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["username_look"], name="user_looks_alone", violation_error_message=LOOKS_ALIKE
            ),
            models.UniqueConstraint(
                fields=["username_look_folded"],
                name="user_looks_alone_in_any_case",
                violation_error_message=LOOKS_ALIKE,
            ),
        ]

    @property
    def name(self) -> str:
        """The name that others see: the full name, or else the user name."""
        return display_name(self.first_name, self.last_name, self.username)

    @classmethod
    def normalize_username(cls, username: str) -> str:
        """Normalise the user name; Django calls this before it makes or looks for an account."""
        return normalised(username) if isinstance(username, str) else username

    def clean(self) -> None:
        """Refuse a new user name that looks like another one, without telling which."""
        super().clean()
        if not self.username or is_kept(self, self.username):
            return
        look, folded = looks(self.username)
        alike = models.Q(username_look=look) | models.Q(username_look_folded=folded)
        # The unique column itself refuses exactly the same name.
        if type(self).objects.filter(alike).exclude(pk=self.pk).exclude(username=self.username).exists():
            raise ValidationError({"username": ValidationError(LOOKS_ALIKE, code="user_looks_alone")})

    @property
    def is_collection_starter(self) -> bool:
        """Whether an administrator let the person start collections."""
        return self.starts_collections or self.is_superuser

    @property
    def is_register_editor(self) -> bool:
        """Whether the person may edit the whole register of actors."""
        return self.edits_register or self.is_superuser

    @classmethod
    def starters(cls) -> "models.QuerySet[User]":
        """The active people whom an administrator let start collections, ordered by name."""
        named = models.Q(starts_collections=True) | models.Q(is_superuser=True)
        return cls.objects.filter(named, is_active=True).order_by("first_name", "last_name", "username")

    def get_session_auth_hash(self) -> str:
        """The hash that a session must carry to stay valid. A new password and `sessions_ended_at` change it."""
        return self._session_hash(None)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same hash with each former secret key."""
        return (self._session_hash(secret) for secret in settings.SECRET_KEY_FALLBACKS)

    def _session_hash(self, secret: str | bytes | None) -> str:
        ended = self.sessions_ended_at.isoformat() if self.sessions_ended_at else ""
        return salted_hmac(
            "claims.User.session", f"{self.password}\n{ended}", secret=secret, algorithm="sha256"
        ).hexdigest()
