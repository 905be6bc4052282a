"""Texts that a browser sent to be imported: files and a pasted text."""

from collections.abc import Iterator
from functools import partial
from pathlib import PurePath

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext

from annotate.http.uploads import check_kind
from claims.exchange.import_articles import LONGEST_TITLE, Source
from claims.text.normalise import check_size, decode
from claims.text.short_texts import searched

# Of files that hold an article.
ENDINGS = (".txt", ".text")


def sent_texts(*, files: "list[UploadedFile[bytes]]", text: str, title: str) -> Iterator[Source]:
    """Yield each file and the pasted text. The title is for the text, or for a single file."""
    is_single = len(files) == 1 and not text
    for file in files:
        name = searched(file.name or "")
        own_title = title if is_single and title else PurePath(name).stem[:LONGEST_TITLE]
        yield Source(name, own_title, partial(_read_file, file))
    if text:
        yield Source(gettext("the pasted text"), title, partial(_checked, text))


def _read_file(file: "UploadedFile[bytes]") -> str:
    limit = settings.GAINSAY_MAX_ARTICLE_BYTES
    check_kind(file, endings=ENDINGS)
    check_size(file.size or 0, limit=limit)
    return decode(file.read(), limit=limit)


def _checked(text: str) -> str:
    check_size(len(text.encode("utf-8", "surrogatepass")), limit=settings.GAINSAY_MAX_ARTICLE_BYTES)
    return text
