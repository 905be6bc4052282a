"""`manage.py load_demo`: the demo collection, and people to look at it with."""

import base64
from argparse import ArgumentParser
from typing import Any

import pghistory
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.crypto import salted_hmac

from claims.actions.statistics import refresh
from claims.demo.cast import MANAGER, PEOPLE, SLUG, Person
from claims.demo.story import Story
from claims.exchange import actors
from claims.management.commands.load_actors import SEED
from claims.models import Article, Assignment, Attribution, Claim, Collection, Denial, Passage, Statement, User
from claims.models.users import ALL_RIGHTS


class Command(BaseCommand):
    """Loads it once; run again, it keeps what is there and tells the logins again."""

    help = (
        "Loads the demo collection (kursk) with its people, and prints a line `login: NAME PASSWORD ROLE` for"
        " each. Run again, it keeps the data. Meant for a machine that only its user can reach: elsewhere it"
        " refuses unless --force is given."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Nothing is needed."""
        parser.add_argument(
            "--force", action="store_true", help="also where this installation can be reached by others"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make what is missing, all of it or nothing; then tell the logins."""
        # Plain HTTP is allowed on one's own machine only: a check of the settings sees to that.
        if not settings.GAINSAY_URL.startswith("http://") and not options["force"]:
            here = settings.GAINSAY_URL or "no machine of your own"
            raise CommandError(
                f"This is {here}, and the passwords of the demo's people are printed. --force loads it all the same."
            )
        try:
            with transaction.atomic():
                if not Collection.objects.filter(slug=SLUG).exists():
                    self._load()
                    refresh(Article, Passage, Attribution, Statement, Denial, Claim, Assignment)
                else:
                    self._keep_logins()
                    self._give_rights()
        except (ValidationError, actors.Refused) as error:
            raise CommandError(f"The demo could not be loaded: {error}") from error
        for person in PEOPLE:
            self.stdout.write(f"login: {person.username} {_password(person)} {person.role}")

    def _load(self) -> None:
        taken = User.objects.filter(username__in=[person.username for person in PEOPLE])
        if taken:
            names = ", ".join(user.username for user in taken)
            raise CommandError(
                f"The demo needs user names that others here have: {names}. Load it into a new database."
            )
        with pghistory.context(command="load_demo"):
            actors.load(actors.read(SEED.read_bytes()), by=None)
            people = {
                person.username: User.objects.create_user(
                    person.username, password=_password(person), first_name=person.name
                )
                for person in PEOPLE
            }
        Story(people).play()
        self._give_rights()

    @staticmethod
    def _give_rights() -> None:
        """The demo's manager is the first person of the installation: starts collections, keeps the register."""
        managers = User.objects.filter(username=MANAGER.username, memberships__collection__slug=SLUG)
        managers.update(**ALL_RIGHTS)

    @staticmethod
    def _keep_logins() -> None:
        """What is printed must open the door, also when a password or the secret behind them was changed."""
        members = User.objects.filter(memberships__collection__slug=SLUG).in_bulk(field_name="username")
        for person in PEOPLE:
            user = members.get(person.username)
            if user and not user.check_password(_password(person)):
                user.set_password(_password(person))
                user.save(update_fields=["password"])


def _password(person: Person) -> str:
    """Short enough to type, the same each time, and not to be guessed by whoever lacks this installation's secret."""
    digest = salted_hmac("claims.demo", person.username, algorithm="sha256").digest()
    return base64.b32encode(digest)[:10].decode().lower()
