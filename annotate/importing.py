"""Bringing articles in: every text on its own, each with an outcome that a person can act on."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext

from annotate.http.uploads import check_kind
from claims.models import Article, Collection, User
from claims.models.limits import LimitReached, imports_freely
from claims.short_texts import searched
from claims.text import canonical, check_size, decode, fingerprint

LONGEST_TITLE = Article._meta.get_field("title").max_length
# Of files that hold an article.
ENDINGS = (".txt", ".text")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one text: the article that was made, or why none was. `same` holds this text already."""

    name: str
    article: Article | None = None
    refused: str = ""
    same: Article | None = None
    # Refused for the number of articles.
    is_limited: bool = False


def take_in(
    collection: Collection,
    *,
    by: User,
    files: "list[UploadedFile[bytes]]",
    text: str,
    title: str,
    fields: dict[str, Any],
) -> Iterator[Outcome]:
    """Import each file and the pasted text; what is wrong with one is told and keeps no other back."""
    single = len(files) == 1 and not text
    told: dict[str, Any] = {"by": by, "is_limited": not imports_freely(by), "fields": fields}
    for file in files:
        name = searched(file.name or "")
        own_title = title if single and title else PurePath(name).stem[:LONGEST_TITLE]
        yield _one(collection, name=name, sent=file, title=own_title, **told)
    if text:
        yield _one(collection, name=gettext("the pasted text"), sent=text, title=title, **told)


def _one(
    collection: Collection,
    *,
    by: User,
    name: str,
    sent: "UploadedFile[bytes] | str",
    title: str,
    is_limited: bool,
    fields: dict[str, Any],
) -> Outcome:
    try:
        text = canonical(_read(sent))
        same = collection.articles.with_text(fingerprint(text)).without_text().first()
        if same:
            return Outcome(name, same=same)
        made = Article.add(collection=collection, title=title, text=text, by=by, is_limited=is_limited, **fields)
        return Outcome(name, article=made)
    except ValidationError as error:
        return Outcome(name, refused=" ".join(error.messages), is_limited=isinstance(error, LimitReached))


def _read(sent: "UploadedFile[bytes] | str") -> str:
    limit = settings.GAINSAY_MAX_ARTICLE_BYTES
    if isinstance(sent, str):
        check_size(len(sent.encode("utf-8", "surrogatepass")), limit=limit)
        return sent
    check_kind(sent, endings=ENDINGS)
    check_size(sent.size or 0, limit=limit)
    return decode(sent.read(), limit=limit)
