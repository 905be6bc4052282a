"""`manage.py verify`: re-checks every stored passage against its text."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from claims.management.base import complain, progress
from claims.models import Actor, Article, Claim, Passage
from claims.verification import article_problems, hides_signs, passage_problems

AT_ONCE = 500  # passages held in memory, beside the text of one article


class Command(BaseCommand):
    """Reads everything and changes nothing."""

    help = (
        "Re-checks every stored passage against the text of its article: spans, words, context, cue, source and"
        " form, and its parts against each other. Articles with the same text are noted,"
        " and names and claims with hidden signs."
        " Exit code 1 if one fails; each is named with its article."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Go through all articles that have passages, and count what is wrong."""
        passages = Passage.objects.for_verifying()
        failed = self._merged()
        total = passages.count()
        # One transaction, so that the rows come from a cursor of the server's and all are of one moment.
        with transaction.atomic(), progress(total=total, unit="passages") as done:
            stream = passages.iterator(chunk_size=AT_ONCE)
            for article_id, group in groupby(stream, key=lambda passage: passage.article_id):
                article = Article.objects.get(pk=article_id)
                failed += _tell(f"article {article.pk} “{article.title}”", article_problems(article))
                for passage in group:
                    place = f"article {article.pk} “{article.title}”, passage {passage.pk}"
                    failed += _tell(place, passage_problems(passage, article))
                    done(1)
        self._note_doubles()
        self._note_hidden_signs()
        if failed:
            raise CommandError(f"{failed} of {total} passages and their articles, actors and claims do not agree.")
        self.stdout.write(f"{total} passages checked, all agree with their texts")

    def _note_doubles(self) -> None:
        """Texts that came in twice before such doubles were refused: nothing is wrong with their passages."""
        for first, *others in Article.objects.doubles():
            for other in others:
                both = f"article {other.pk} “{other.title}” has the text of article {first.pk} “{first.title}”"
                self.stdout.write(f"note: {both}, but for white space at its end")

    def _note_hidden_signs(self) -> None:
        """Names and claims with signs that are not taken any more: a migration left them, since they have a twin."""
        for model, columns in ((Actor, ("name", "qualifier", "aliases")), (Claim, ("statement",))):
            for each in model.objects.only(*columns).order_by("pk").iterator(chunk_size=AT_ONCE):
                if hides_signs(getattr(each, column) for column in columns):
                    self.stdout.write(
                        f"note: {each._meta.verbose_name} {each.pk} “{each}” holds signs that show nothing, or"
                        " ligatures. Merge it into its twin, or write it anew."
                    )

    @staticmethod
    def _merged() -> int:
        """Every reader takes one step from what was merged, so that step must reach the end."""
        failed = 0
        for model in (Actor, Claim):
            for each in model.objects.filter(merged_into__merged_into__isnull=False):
                what = f"{each._meta.verbose_name} {each.pk} “{each}”"
                failed += _tell(what, [f"it is merged into {each.merged_into_id}, which is merged itself"])
        return failed


def _tell(place: str, problems: Iterable[str]) -> int:
    """Name each problem; 1 if there was any, else 0."""
    found = 0
    for problem in problems:
        complain(f"{place}: {problem}")
        found = 1
    return found
