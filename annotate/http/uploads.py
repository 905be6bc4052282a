"""Files that people send: how much in all, and of which kind."""

from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.translation import gettext

# How files begin that are no plain text, whatever they are called: PDF, ZIP (also .docx), old Office, RTF, images,
# archives, programs, and text with markup.
_OTHER_KINDS = (
    b"%PDF",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"{\\rtf",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"MZ",
    b"\x7fELF",
    b"#!",
)
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<svg", b"<script")
_BEGINNING = 1024  # bytes that are looked at


class TotalUploadHandler(FileUploadHandler):
    """Stops reading once the files of a request are larger than all may be together.

    The second guard: `annotate.http.limits` has looked at the announced length before.
    """

    taken = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Count, and hand on."""
        self.taken += len(raw_data)
        if self.taken > settings.GAINSAY_MAX_UPLOAD_BYTES:
            raise RequestDataTooBig("The files of the request are larger than GAINSAY_MAX_UPLOAD_BYTES.")
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler keeps the file."""


def check_kind(file: "UploadedFile[bytes]", *, endings: tuple[str, ...]) -> None:
    """Raise ValidationError for a file whose name or beginning says that it is of another kind."""
    name = file.name or ""
    if PurePath(name).suffix.lower() not in endings:
        raise ValidationError(
            gettext("Only files that end in %(endings)s are taken. Save it as plain text first."),
            code="ending",
            params={"endings": gettext(" or ").join(endings)},
        )
    file.seek(0)
    beginning = file.read(_BEGINNING)
    file.seek(0)
    plain = beginning.removeprefix(b"\xef\xbb\xbf").lstrip()
    if beginning.startswith(_OTHER_KINDS) or plain[:20].lower().startswith(_MARKUP):
        raise ValidationError(
            gettext("The file is called plain text, but holds something else. Save it as plain text first."),
            code="kind",
        )
