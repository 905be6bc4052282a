"""What the README and .env.example promise is so."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands, load_command_class
from django.urls import Resolver404, resolve

from claims.exchange.registry import EXPORTS

ROOT = Path(__file__).resolve().parents[1]
PLACEHOLDERS = {
    "<slug>": "kursk", "<uuid>": "0192f0c1-2345-7890-8abc-def012345678", "<token>": "abc", "<id>": "7",
}  # fmt: skip
README = (ROOT / "README.md").read_text(encoding="utf-8")
ASVS = (ROOT / "docs" / "ASVS.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "heading"), [("csv", "export.csv"), ("stances", "stances.csv")])
def test_the_columns_of_each_table_stand_in_the_readme(name, heading):
    written = re.search(rf"\*\*{re.escape(heading)}\*\*.*?```\n(.*?)```", README, re.S)[1]
    assert re.split(r",\s+", written.strip()) == list(EXPORTS[name].header)


def test_every_command_of_the_readme_is_there_with_its_options():
    rows = re.findall(r"^\| `(\w+)(.*?)` \|", README, re.M)
    assert len(rows) >= 6
    for name, usage in rows:
        assert name in get_commands(), name
        parser = load_command_class(get_commands()[name], name).create_parser("manage.py", name)
        known = {option for action in parser._actions for option in action.option_strings}
        assert set(re.findall(r"--?[a-z]+", usage.replace("\\|", " "))) <= known, name


def test_every_address_of_the_readme_leads_somewhere():
    listed = README[README.index("**Addresses**") : README.index("**export.csv**")]
    addresses = set(re.findall(r"`(/[a-z<>/.]*)`", listed))
    assert len(addresses) >= 16
    for address in addresses:
        path = address
        for placeholder, value in (
            ("<slug>", "kursk"),
            ("<uuid>", "0192f0c1-2345-7890-8abc-def012345678"),
            ("<token>", "abc"),
            ("<id>", "7"),
        ):
            path = path.replace(placeholder, value)
        try:
            resolve(path)
        except Resolver404:
            pytest.fail(f"{address} leads nowhere")


def test_the_lengths_of_the_readme_are_those_of_the_columns():
    rows = re.findall(r"^\| [^|]+ \| `(\w+)\.(\w+)` \| (\d+) \|$", README, re.M)
    assert len(rows) == 17
    for model, column, most in rows:
        assert apps.get_model("claims", model)._meta.get_field(column).max_length == int(most), (model, column)


def test_every_variable_that_is_read_stands_in_the_example():
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    read = set()
    for module in ("settings.py", "sign_in.py", "gunicorn.py"):
        source = (ROOT / "config" / module).read_text(encoding="utf-8")
        read |= set(re.findall(r"""(?:env\.\w+|required|environ\.get)\(\s*"([A-Z_]+)\"""", source))
    assert len(read) > 10
    assert {name for name in read if not re.search(rf"^#?{name}=", example, re.M)} == set()


def test_every_test_of_the_security_requirements_exists_and_no_failure_is_without_a_reason():
    rows = re.findall(r"^\| (\d+\.\d+\.\d+) \| [12] \| (PASS|FAIL|N-A) \| (.*?) \| (.*?) ?\|$", ASVS, re.M)
    assert len(rows) == len(re.findall(r"^\| \d", ASVS, re.M)) > 200
    for number, result, evidence, tests in rows:
        for path, name in re.findall(r"`([\w/.]+)::(\w+)`", tests):
            assert re.search(rf"def {name}\(", (ROOT / path).read_text(encoding="utf-8")), (number, path, name)
        assert result != "FAIL" or len(evidence) > 40, number
    results = [result for _number, result, _evidence, _tests in rows]
    assert results.count("FAIL") < 10
    assert f"{results.count('PASS')} pass, {results.count('FAIL')} fail, {results.count('N-A')} and" in ASVS
