"""`manage.py export`: the annotated set of a collection as a table."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from claims.exchange.filters import STATUSES, Choice, choose
from claims.exchange.registry import EXPORTS
from claims.exchange.stream import pieces
from claims.management.base import Misuse, collection_named, progress
from claims.models.choices import Mark


class Command(BaseCommand):
    """Streams a table to a file or to the output."""

    help = (
        "Writes the annotated set of a collection as CSV (UTF-8, RFC 4180, LF): csv has one row a passage,"
        " stances one row a speaker × claim × passage. What a spreadsheet would take for a formula gets a"
        " ' before it unless --raw is given."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The choice, and where it goes."""
        parser.add_argument("--collection", required=True, metavar="SLUG", help="short name of the collection")
        parser.add_argument("--format", required=True, choices=EXPORTS, help="which table")
        several = "several: give it again, or separate by commas"
        parser.add_argument(
            "--status", action="append", default=[], metavar="STATUS",
            help=f"{', '.join(STATUSES)}; by default approved; {several}",
        )  # fmt: skip
        parser.add_argument(
            "--mark", action="append", default=[], metavar="MARK", help=f"{', '.join(Mark)}; by default all; {several}"
        )
        parser.add_argument("--actor", default="", help="who speaks or passes on: name, alias or number")
        parser.add_argument("--claim", default="", help="the claim that is stated or denied: its words or number")
        parser.add_argument("--editor", default="", help="user name of who marked it")
        parser.add_argument("-o", "--output", default="-", metavar="FILE", help="by default the standard output")
        parser.add_argument("--raw", action="store_true", help="cells as they are, for programs")
        parser.add_argument("--bom", action="store_true", help="begin with a byte-order mark, for spreadsheets")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the table, as a whole or not at all."""
        choice = self._choice(options)
        table = EXPORTS[options["format"]]
        passages = choice.passages()
        # The other tables have as many rows as it happens.
        total = passages.count() + 1 if options["format"] == "csv" else None
        with _opened(options["output"]) as file, progress(total=total, unit="rows") as done:
            for piece in pieces(table, passages, safe=not options["raw"], byte_order_mark=options["bom"], on_rows=done):
                file.write(piece)

    def _choice(self, options: dict[str, Any]) -> Choice:
        try:
            return choose(
                collection_named(options["collection"]),
                statuses=_split(options["status"]),
                marks=_split(options["mark"]),
                actor=options["actor"],
                claim=options["claim"],
                editor=options["editor"],
            )
        except ValidationError as error:
            problems = error.message_dict.items()
            raise Misuse("\n".join(f"--{field}: {' '.join(said)}" for field, said in problems)) from error


def _split(given: list[str]) -> list[str]:
    return [word for each in given for part in each.split(",") if (word := part.strip())]


@contextmanager
def _opened(name: str) -> Iterator[IO[bytes]]:
    """The output, or a file that gets its name only once it is whole."""
    if name == "-":
        try:
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            # Whoever read the output has seen enough; Python would complain again when it closes it.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise CommandError("the output was closed before the table was whole") from None
        return
    target = Path(name)
    partial = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with partial.open("xb") as file:
            yield file
        partial.replace(target)
    except OSError as error:
        raise CommandError(f"{name}: {error.strerror}") from error
    finally:
        partial.unlink(missing_ok=True)
