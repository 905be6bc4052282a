"""`manage.py load_actors [FILE]`: the register from a table, by default the seed that the program brings."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from claims.exchange import actors

SEED = Path(__file__).resolve().parents[2] / "seed" / "actors.csv"


class Command(BaseCommand):
    """Reads a table of actors into the register; may be run again and again."""

    help = (
        "Reads a CSV table of actors into the register. Actors that are there already gain what the table"
        " adds; all mistakes of a table are told before any of it is taken, a thousand rows at a time. Without FILE:"
        " states, capitals, their aliases."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file."""
        parser.add_argument("file", nargs="?", type=Path, default=SEED, metavar="FILE", help="CSV in UTF-8")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say what came of it."""
        file: Path = options["file"]
        try:
            with pghistory.context(command="load_actors", file=file.name):
                outcome = actors.load(actors.read(file.read_bytes()), by=None)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except actors.Refused as refused:
            raise CommandError("\n".join(f"{file}: {mistake}" for mistake in refused.mistakes)) from refused
        except ValidationError as error:
            raise CommandError(f"{file}: {' '.join(error.messages)}") from error
        self.stdout.write(f"{outcome.made} actors made, {outcome.changed} changed, {outcome.unchanged} as they were")
