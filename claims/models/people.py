"""People: who signs in, what they are called, and who may open an account anew."""

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
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.constraints import clean_texts, guarded, undeletable
from claims.fields import LineField
from claims.models.common import names_people, remembered
from claims.models.user_names import LookField, UserNameField, is_kept
from claims.permissions import Role
from claims.short_texts import clean_line
from claims.user_names import looks, normalised

LOOKS_ALIKE = _("This user name looks like another one. Choose another.")

# The first person of an installation gets these, since there is no administrator yet who could say so.
ALL_RIGHTS = {"starts_collections": True, "edits_register": True}


def called(first_name: str, last_name: str, username: str) -> str:
    """What a person is called: the full name, or the user name."""
    return f"{first_name} {last_name}".strip() or username


class PersonManager(DjangoUserManager["User"]):
    """Makes accounts; what the database refuses comes out as ValidationError."""

    use_in_migrations = False

    def create_user(self, *args: Any, **kwargs: Any) -> "User":
        """A new account. Raises ValidationError for a user name that cannot be taken or looks like another one."""
        with guarded():
            return super().create_user(*args, **kwargs)

    def create_superuser(self, *args: Any, **kwargs: Any) -> "User":
        """One who runs the installation. Raises as `create_user` does."""
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
    # Whether a letter alone is a command (WCAG 2.1.4); else it takes Alt with it.
    letter_keys = models.BooleanField(_("single-letter keys"), default=True)
    # What a person may do beyond any collection; an administrator says so. Superusers may both.
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
        """What others see: the full name, or the user name."""
        return called(self.first_name, self.last_name, self.username)

    @classmethod
    def normalize_username(cls, username: str) -> str:
        """As Django asks for it before it makes or looks for an account."""
        return normalised(username) if isinstance(username, str) else username

    def clean(self) -> None:
        """Refuses a new user name that looks like another one; not told which."""
        super().clean()
        if not self.username or is_kept(self, self.username):
            return
        look, folded = looks(self.username)
        alike = models.Q(username_look=look) | models.Q(username_look_folded=folded)
        # That the very name is taken is said by the column.
        if type(self).objects.filter(alike).exclude(pk=self.pk).exclude(username=self.username).exists():
            raise ValidationError({"username": ValidationError(LOOKS_ALIKE, code="user_looks_alone")})

    @property
    def may_start_collections(self) -> bool:
        """Whether the person may start a collection: by name, or where everybody may."""
        return self.is_named or settings.GAINSAY_COLLECTIONS_BY == "everybody"

    @property
    def is_named(self) -> bool:
        """Whether an administrator said that the person may start collections."""
        return self.starts_collections or self.is_superuser

    @property
    def is_register_editor(self) -> bool:
        """Whether the whole register of actors is theirs to keep."""
        return self.edits_register or self.is_superuser

    @classmethod
    def starters(cls) -> "models.QuerySet[User]":
        """Whom to ask for a new collection: those who may start one by name, by name."""
        named = models.Q(starts_collections=True) | models.Q(is_superuser=True)
        return cls.objects.filter(named, is_active=True).order_by("first_name", "last_name", "username")

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
        self.first_name, self.last_name = clean_line(name), ""
        self.time_zone, self.language = time_zone, language
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


def person_called(username: str) -> User | None:
    """Who signs in by this name: in these very letters, else the only one in any case."""
    found = list(User.objects.filter(username__iexact=username)[:3])
    exact = [person for person in found if person.username == username]
    return (exact or found)[0] if exact or len(found) == 1 else None
