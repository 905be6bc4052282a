"""`manage.py import_articles`: text files become articles of a collection."""

from argparse import ArgumentParser, ArgumentTypeError
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pghistory
from django.core.management.base import BaseCommand, CommandError

from claims.actions.statistics import refresh_after_import
from claims.exchange.import_articles import files_in, import_article
from claims.exchange.registry import IMPORTS
from claims.management.base import collection_named, complain, person_named, progress, told
from claims.models import Article
from claims.models.articles import published


def _moment(words: str) -> date | datetime:
    """`2024-08-16`, or `2024-08-16T14:30` in the zone of the collection."""
    try:
        return datetime.fromisoformat(words) if "T" in words else date.fromisoformat(words)
    except ValueError as error:
        raise ArgumentTypeError(f"“{words}” is no day like 2024-08-16 and no time like 2024-08-16T14:30") from error


class Command(BaseCommand):
    """Imports each file on its own, and says what is wrong with which."""

    help = (
        "Imports text files (UTF-8, one article each) and all those in folders. The title is the file's name."
        " A text that the collection has already is skipped. Exit code 1 if a file could not be imported; the"
        " others are imported all the same."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The files, and what holds for all of them."""
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files and folders")
        parser.add_argument("--collection", required=True, metavar="SLUG", help="short name of the collection")
        parser.add_argument("--format", choices=IMPORTS, default="txt", help="what the files are (%(default)s)")
        parser.add_argument("--outlet", default="", help="where all of them were published")
        parser.add_argument("--byline", default="", help="who wrote all of them")
        parser.add_argument("--published", type=_moment, metavar="DAY", help="2024-08-16, or 2024-08-16T14:30")
        parser.add_argument(
            "--language",
            help="a tag such as de-AT; by default each text’s, where sure, or the collection’s",
        )
        parser.add_argument("--by", default="", metavar="USERNAME", help="who imports them, for the record")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, name what was skipped or refused, and count."""
        collection, by = collection_named(options["collection"]), person_named(options["by"])
        fields = {"outlet": options["outlet"], "byline": options["byline"]}
        fields |= _published(options["published"], zone=collection.time_zone)
        if options["language"]:
            fields["language"] = options["language"]
        files = list(files_in(options["paths"], suffix=IMPORTS[options["format"]]))
        counts: Counter[str] = Counter()
        context = pghistory.context(command="import_articles", user=by.pk if by else None)
        with context, progress(total=len(files), unit="files") as done:
            for source in files:
                outcome = import_article(source, collection=collection, by=by, **fields)
                if outcome.error:
                    counts["failed"] += 1
                    complain(told(outcome.error, place=source.name))
                elif outcome.same:
                    counts["skipped"] += 1
                    complain(f"{source.name}: skipped, article {outcome.same.pk} has the same text already")
                else:
                    counts["imported"] += 1
                done(1)
        refresh_after_import(Article, rows=counts["imported"])
        self.stdout.write(f"{counts['imported']} imported, {counts['skipped']} skipped, {counts['failed']} failed")
        if counts["failed"]:
            raise CommandError(f"{counts['failed']} of {len(files)} files could not be imported.")


def _published(moment: date | datetime | None, *, zone: str) -> dict[str, Any]:
    if isinstance(moment, datetime):
        if moment.tzinfo:
            return {"published_at": moment, "published_precision": "minute"}
        return published(day=moment.date(), at=moment.time(), zone=zone)
    return published(day=moment, at=None, zone=zone)
