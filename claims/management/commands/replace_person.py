"""`manage.py replace_person`: replaces a person by a number, for good."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.actions.person_replace import check_replaceable, replace_person
from claims.actions.security_event_keep import keep
from claims.management.base import Misuse, person_named
from claims.models.removals import former_member


class Command(BaseCommand):
    """Asks for the user name once more, unless `--yes` is given."""

    help = (
        "Replaces a person by the next number (“former member 7”) everywhere: account, history, security log and all"
        " later exports. The account is closed and its memberships end. There is no way back. Exit code 1 if it cannot"
        " be done, 2 if there is no such person."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The person, and whether to ask."""
        parser.add_argument("username", help="user name of the person")
        parser.add_argument("--yes", action="store_true", help="do not ask for the user name once more")

    def handle(self, *args: Any, username: str, yes: bool, **options: Any) -> None:
        """Check, ask, replace, and say by which number."""
        person = person_named(username)
        if person is None:
            raise Misuse("Name the person to replace.")
        try:
            check_replaceable(person, by=None)
            if not yes and input(f"This cannot be undone. Type {username} to confirm: ").strip() != username:
                raise CommandError("That is not the user name. Nothing was changed.")
            number = replace_person(person, by=None)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        keep(event="person_replaced", details={"number": number})
        self.stdout.write(f"The person is {former_member(number)} now")
