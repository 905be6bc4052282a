"""`manage.py create_collection`: what a script needs to begin."""

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

import pghistory
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse

from claims.actions.collection_create import create_collection
from claims.actions.member_set import set_member
from claims.actions.password_link_create import create_password_link
from claims.models import Collection, User
from claims.models.users import ALL_RIGHTS
from claims.permissions import Role
from claims.queries.people import person_by_username
from claims.text.user_names import normalised


def _member(words: str) -> tuple[str, Role]:
    """`USER:ROLE`."""
    username, _colon, role = words.rpartition(":")
    if not username or role not in Role.values:
        raise ArgumentTypeError(f"“{words}” is no USER:ROLE; a role is {', '.join(Role.values)}")
    return username, Role(role)


class Command(BaseCommand):
    """Makes a collection with its members, or brings one that is there to the same."""

    help = (
        "Makes a collection and the people who are named as its members. Run again, it makes what is missing,"
        " gives each member the role that is named, and leaves the rest alone. Whoever has no password yet gets"
        " a one-time link to set one. In an installation without people the first manager also gets the right to"
        " start collections and to keep the register of actors."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The collection and its members."""
        parser.add_argument("slug", metavar="SLUG", help="short name in addresses: letters, digits, - and _")
        parser.add_argument("--name", default="", help="what people call it; by default made from SLUG")
        parser.add_argument(
            "--member", action="append", default=[], type=_member, metavar="USER:ROLE",
            help=f"a role is {', '.join(Role.values)}; give it again for several",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        """Make all of it or nothing, and say what there is now."""
        slug, members = options["slug"], dict(options["member"])
        try:
            with transaction.atomic(), pghistory.context(command="create_collection"):
                collection, is_new = self._collection(slug, options["name"])
                first = _first_person(members)
                people = {
                    username: self._person(username, **(ALL_RIGHTS if username == first else {}))
                    for username in members
                }
                for username, role in members.items():
                    set_member(collection, user=people[username], role=role, by=None)
        except ValidationError as error:
            raise CommandError(f"{slug}: {' '.join(error.messages)}") from error
        self.stdout.write(f"collection: {slug} “{collection.name}” ({'made' if is_new else 'was there'})")
        for username, role in members.items():
            self.stdout.write(f"member: {username} {role}")
        for username, person in people.items():
            if not person.has_usable_password():
                self.stdout.write(f"password: {username} sets one at {_password_link(person)}")

    @staticmethod
    def _collection(slug: str, name: str) -> tuple[Collection, bool]:
        found = Collection.objects.filter(slug=slug).first()
        if found:
            return found, False
        made_up = slug.replace("-", " ").replace("_", " ").strip().capitalize()
        return create_collection(by=None, slug=slug, name=name or made_up), True

    @staticmethod
    def _person(username: str, **rights: bool) -> User:
        found = person_by_username(normalised(username))
        if found:
            return found
        person = User(username=username, **rights)
        person.set_unusable_password()
        person.full_clean()
        person.save()
        return person


def _first_person(members: dict[str, Role]) -> str | None:
    """Who may start collections and keeps the register: in an installation without people the first manager named.

    Without a manager the first one who is named; later ones get these rights from an administrator.
    """
    if User.objects.exists():
        return None
    return next((name for name, role in members.items() if role == Role.MANAGER), next(iter(members), None))


def _password_link(person: User) -> str:
    """By which this person sets a password, once; an older link of the person ends."""
    _link, token = create_password_link(person, by=None)
    return settings.GAINSAY_URL + reverse("password_link", kwargs={"token": token})
