"""Static files get names that change with their content, in their own modules' imports too."""

import json
import re

import pytest
from django.core.management import call_command

from config.embedded import ROOT


@pytest.fixture
def collected(settings, tmp_path):
    """Collects the given folders as production does, and returns the folder with the result."""

    def collect(*sources):
        settings.STATICFILES_DIRS = sources
        settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
        settings.STATIC_ROOT = tmp_path / "collected"
        settings.STORAGES = {"staticfiles": {"BACKEND": "config.storage.HashedStaticFilesStorage"}}
        call_command("collectstatic", verbosity=0, interactive=False)
        return settings.STATIC_ROOT

    return collect


def names(folder) -> dict[str, str]:
    """The files' names and, for each, its hashed one."""
    return json.loads((folder / "staticfiles.json").read_text())["paths"]


def test_a_long_chain_of_modules_is_named(collected, tmp_path):
    source = tmp_path / "source" / "js"
    source.mkdir(parents=True)
    for place in range(9):
        (source / f"m{place}.js").write_text(f'import "./m{place + 1}.js";\n')
    (source / "m9.js").write_text("alert(1);\n")
    folder = collected(tmp_path / "source")
    named = names(folder)
    for place in range(9):
        following = named[f"js/m{place + 1}.js"].rpartition("/")[2]
        assert following in (folder / named[f"js/m{place}.js"]).read_text()


def test_modules_import_each_other_by_hashed_name(collected, tmp_path):
    source = tmp_path / "source" / "js"
    source.mkdir(parents=True)
    (source / "page.js").write_text(
        'import {\n  one,\n  two,\n} from "./parts/numbers.js";\nimport "./side.js";\nalert(one, two);\n'
    )
    (source / "side.js").write_text('export { one } from "./parts/numbers.js";\n')
    (source / "parts").mkdir()
    (source / "parts" / "numbers.js").write_text("export const one = 1;\nexport const two = 2;\n")
    folder = collected(source.parent)
    hashed = names(folder)
    page = (folder / hashed["js/page.js"]).read_text()
    assert hashed["js/parts/numbers.js"].removeprefix("js/") in page
    assert hashed["js/side.js"].removeprefix("js/") in page
    assert hashed["js/parts/numbers.js"].removeprefix("js/") in (folder / hashed["js/side.js"]).read_text()


def test_our_own_modules_leave_no_import_by_a_plain_name(collected):
    folder = collected(ROOT / "static")
    hashed = names(folder)
    modules = [name for name in hashed if name.startswith("js/") and name.endswith(".js")]
    imports = r"""^\s*(?:import|export)\b[^;"']*["'](\.\.?/[^"']+)["']|\bimport\(["'](\.[^"']+)["']\)"""
    for name in modules:
        source, result = ((folder / each).read_text() for each in (name, hashed[name]))
        found = [one or other for one, other in re.findall(imports, result, re.MULTILINE)]
        assert len(found) == len(re.findall(imports, source, re.MULTILINE))
        assert [each for each in found if not re.search(r"\.[0-9a-f]{12}\.js$", each)] == [], name


def test_a_page_gets_one_sheet_that_holds_what_it_imports(collected):
    folder = collected(ROOT / "static")
    hashed = names(folder)
    for name, parts in (("site", ("tokens", "base", "components", "pages")), ("workbench", ("tokens", "base"))):
        sheet = (folder / hashed[f"css/{name}.css"]).read_text()
        assert "@import" not in sheet
        for part in parts:
            assert (ROOT / "static" / "css" / f"{part}.css").read_text() in sheet
    assert hashed == names(collected(ROOT / "static"))


def test_a_sheet_changes_its_name_when_one_that_it_imports_changes(collected, tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    (source / "page.css").write_text('@import "part.css";\n')
    (source / "part.css").write_text("p { color: black }\n")
    before = names(collected(source))["page.css"]
    (source / "part.css").write_text("p { color: red }\n")
    folder = collected(source)
    assert names(folder)["page.css"] != before
    assert "red" in (folder / names(folder)["page.css"]).read_text()


def test_only_hashed_files_are_compressed_and_only_once(collected, tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    (source / "page.css").write_text("p { color: black; }\n" * 100)
    folder = collected(source)
    hashed = folder / names(folder)["page.css"]
    compressed = hashed.with_name(hashed.name + ".br")
    assert compressed.stat().st_size < hashed.stat().st_size / 10
    assert hashed.with_name(hashed.name + ".gz").exists()
    assert not (folder / "page.css.br").exists()
    before = compressed.stat().st_ino, compressed.stat().st_ctime_ns
    collected(source)
    assert (compressed.stat().st_ino, compressed.stat().st_ctime_ns) == before
