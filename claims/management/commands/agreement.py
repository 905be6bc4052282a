"""`manage.py agreement`: how far the editors of a collection agree, over readings as handed in."""

import os
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, DjangoHelpFormatter

from claims.agreement import report as written
from claims.agreement.handed_in import measured
from claims.management.base import Misuse, collection_named

FORMATS = ("text", "json", "csv")
EXAMPLES = """\
examples:
  manage.py agreement --collection kursk
  manage.py agreement --collection kursk --article 7
  manage.py agreement --collection kursk --format json | jq .figures.mark
  manage.py agreement --collection kursk --format csv > kursk-agreement.csv
"""


class _Formatter(RawDescriptionHelpFormatter, DjangoHelpFormatter):
    """Django's, with the lines of the examples as they are."""


class Command(BaseCommand):
    """Compares readings; reads only."""

    help = (
        "Prints how far the editors of a collection agree, over their readings as handed in, never after\n"
        "settling: F1 of content, cue, source and denied claims, Krippendorff's alpha of words, marks, speakers\n"
        "and stated claims; for all of it, each article, each pair of editors, each editor beside what was\n"
        "settled on. csv has one row a figure; text shows the most different articles."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What is compared, and how that is written."""
        parser.epilog, parser.formatter_class = EXAMPLES, _Formatter
        parser.add_argument("--collection", required=True, metavar="SLUG", help="short name of the collection")
        parser.add_argument("--article", type=int, metavar="ID", help="only this article, by number")
        parser.add_argument("--format", choices=FORMATS, default="text", help="by default text")
        parser.add_argument("--raw", action="store_true", help="csv: cells as they are, for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare, and write what came of it to the output."""
        collection, article = collection_named(options["collection"]), options["article"]
        if article is not None and not collection.articles.filter(pk=article).exists():
            raise Misuse(f"There is no article {article} in “{collection.slug}”.")
        found = measured(collection, article=article)
        match options["format"]:
            case "json":
                self._write([written.as_json(found, article=article)])
            case "csv":
                self._write(written.as_csv(found, guarded=not options["raw"]))
            case _:
                self._write(f"{line}\n" for line in written.as_text(found))

    def _write(self, pieces: Iterable[str]) -> None:
        try:
            for piece in pieces:
                self.stdout.write(piece, ending="")
            self.stdout.flush()
        except BrokenPipeError:
            # Whoever read the output has seen enough; Python would complain again when it closes it.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise CommandError("the output was closed before all was written") from None
