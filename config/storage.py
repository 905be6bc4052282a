"""How static files get their lasting names; apart from the settings because it needs them loaded."""

from collections.abc import Iterable, Iterator

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # comes untyped
    """Hashed and compressed files whose JavaScript modules import each other by their hashed names.

    Without that, a page would get the new module and its imports from the browser's cache.
    """

    support_js_module_import_aggregation = True

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Compresses what pages ask for, once: a hashed name never means other content."""
        wanted = set(paths) & set(self.hashed_files.values())
        yield from super().compress_files(path for path in wanted if not self.exists(f"{path}.br"))
