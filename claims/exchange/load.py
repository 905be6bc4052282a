"""Takes files in as articles, each on its own: what is wrong with one keeps no other back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from claims.models import Article, Collection, User
from claims.short_texts import searched
from claims.text import canonical, check_size, decode, fingerprint

LONGEST_TITLE = Article._meta.get_field("title").max_length


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: an article, the article that holds the same text already, or an error."""

    path: Path
    article: Article | None = None
    same: Article | None = None
    error: ValidationError | None = None


def found_in(paths: Iterable[Path], *, suffix: str) -> Iterator[Path]:
    """The files: those that are named, whatever they are called, and those in the folders that end so."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        inside = sorted(each for each in path.rglob(f"*{suffix}") if each.is_file())
        # So that an empty folder is told as the mistake that it is.
        yield from inside or [path]


def take_in(path: Path, *, collection: Collection, by: User | None, **fields: Any) -> Outcome:
    """Make an article of a text file; its title is the file's name. Raises nothing that is the file's fault."""
    try:
        text = canonical(_read(path))
        same = Article.objects.filter(collection=collection, sha256=fingerprint(text)).defer("text").first()
        if same:
            return Outcome(path, same=same)
        title = searched(path.stem)[:LONGEST_TITLE]
        return Outcome(path, article=Article.add(collection=collection, title=title, text=text, by=by, **fields))
    except ValidationError as error:
        return Outcome(path, error=error)


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
