"""People: who signs in, what they are called, and who may open an account anew."""

from typing import ClassVar, Self

from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.constraints import undeletable
from claims.models.common import remembered
from claims.permissions import Role


def called(first_name: str, last_name: str, username: str) -> str:
    """What a person is called: the full name, or the user name."""
    return f"{first_name} {last_name}".strip() or username


@remembered(exclude=["password", "last_login"])
class User(AbstractUser):
    """A person. Deactivated when they leave, never deleted: their work keeps its name."""

    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    language = models.CharField(_("language"), max_length=16, default="en")
    # Whether a letter alone is a command (WCAG 2.1.4); else it takes Alt with it.
    letter_keys = models.BooleanField(_("single-letter keys"), default=True)

    objects: ClassVar[DjangoUserManager[Self]] = DjangoUserManager()

    class Meta(AbstractUser.Meta):
        # Signing in looks for the name in any case.
        indexes = [models.Index(Upper("username"), name="user_name_any_case")]
        triggers = [
            undeletable(
                name="user_kept",
                message=_("People are deactivated, not deleted: their work keeps their name."),
            )
        ]

    @property
    def name(self) -> str:
        """What others see: the full name, or the user name."""
        return called(self.first_name, self.last_name, self.username)

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
