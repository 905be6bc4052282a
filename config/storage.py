"""How static files get their lasting names; apart from the settings because it needs them loaded."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

# As our own sheets write it; packages' sheets, which have `url(…)` there, stay as they are.
_IMPORT = re.compile(r'^@import "([^":]+)";$', re.MULTILINE)


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # comes untyped
    """Hashed and compressed files: a sheet holds those that it imports, modules import each other by hashed names.

    So a page asks for one sheet instead of a chain of them, and never gets a new module with the old ones of the
    browser's cache.
    """

    support_js_module_import_aggregation = True
    # One pass names one level of imports: a page's module, the modules that it imports, those that these import …
    max_post_process_passes = 12

    def post_process(
        self, paths: dict[str, tuple[Storage, str]], dry_run: bool = False, **options: Any
    ) -> Iterator[tuple[str, str, bool]]:
        """Puts imported sheets into the ones that import them, then names and compresses all."""
        if not dry_run:
            paths |= {name: (self, name) for name in list(paths) if name.endswith(".css") and self._joined(name, paths)}
        yield from super().post_process(paths, dry_run, **options)

    def _joined(self, name: str, paths: dict[str, tuple[Storage, str]]) -> bool:
        """Whether the sheet imports others; then it is stored here with those in their place."""

        def text(each: str) -> str:
            storage, path = paths[each]
            with storage.open(path) as file:
                return str(file.read().decode())

        folder = posixpath.dirname(name)
        whole, number = _IMPORT.subn(lambda found: text(posixpath.join(folder, found[1])), text(name))
        if number:
            self.delete(name)
            self._save(name, ContentFile(whole.encode()))
        return bool(number)

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Compresses what pages ask for, once: a hashed name never means other content."""
        wanted = set(paths) & set(self.hashed_files.values())
        yield from super().compress_files(path for path in wanted if not self.exists(f"{path}.br"))
