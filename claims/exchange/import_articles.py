"""Import texts as articles, each on its own: what is wrong with one keeps no other back."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from claims.actions.article_create import create_article
from claims.actions.entry_limits import LimitReached
from claims.models import Article, Collection, User
from claims.text.language_detection import detected, detected_or
from claims.text.normalise import canonical, check_size, decode
from claims.text.short_texts import searched

LONGEST_TITLE = Article._meta.get_field("title").max_length


@dataclass(frozen=True, slots=True)
class Source:
    """A text to import: its name in messages, the title of its article, and what reads it or raises ValidationError."""

    name: str
    title: str
    read: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The article that was made of a text, the article that holds the same text already, or the reason for neither."""

    name: str
    article: Article | None = None
    same: Article | None = None
    error: ValidationError | None = None
    # Nobody chose a language and the text does not tell it: the article has the collection's.
    is_language_taken: bool = False

    @property
    def refused(self) -> str:
        """The reason in words; empty if nothing was wrong."""
        return " ".join(self.error.messages) if self.error else ""

    @property
    def is_limited(self) -> bool:
        """Whether the reason is the number of articles that one person may enter."""
        return isinstance(self.error, LimitReached)


def import_article(
    source: Source, *, collection: Collection, by: User | None, is_limited: bool = True, **fields: Any
) -> Outcome:
    """Make an article of a text. Raises nothing that is the text's fault: the outcome says it.

    Without a `language` among the fields, the article has the one that its text is written in.
    """
    try:
        text = canonical(source.read())
        same = collection.articles.with_text(text).without_text().first()
        if same:
            return Outcome(source.name, same=same)
        found = fields.get("language") or detected(text)
        fields["language"] = fields.get("language") or detected_or(found, usual=collection.language)
        made = create_article(
            collection=collection, title=source.title, text=text, by=by, is_limited=is_limited, **fields
        )
    except ValidationError as error:
        return Outcome(source.name, error=error)
    return Outcome(source.name, article=made, is_language_taken=not found)


def files_in(paths: Iterable[Path], *, suffix: str) -> Iterator[Source]:
    """Yield the files that are named, whatever they are called, and those in the folders that end so."""
    for path in paths:
        inside = sorted(each for each in path.rglob(f"*{suffix}") if each.is_file()) if path.is_dir() else []
        # An empty folder stays, so that it is told as the mistake that it is.
        for each in inside or [path]:
            yield Source(str(each), searched(each.stem)[:LONGEST_TITLE], partial(_read, each))


def _read(path: Path) -> str:
    try:
        if path.is_dir():
            raise ValidationError(gettext("The folder holds no text file."), code="empty_folder")
        limit = settings.GAINSAY_MAX_ARTICLE_BYTES
        check_size(path.stat().st_size, limit=limit)
        return decode(path.read_bytes(), limit=limit)
    except OSError as error:
        raise ValidationError(
            gettext("The file cannot be read: %(reason)s."), code="unreadable", params={"reason": error.strerror}
        ) from error
