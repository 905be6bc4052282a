"""No text makes the language code slow: the time of each public function grows as its text does.

Texts are made to be slow to read (`tests.claims.suggestions.hostile`). What is judged is CPU time, not the clock.
"""

import inspect
import pkgutil
from importlib import import_module

import pytest

from claims import suggestions, text
from claims.text.quotations import _in_paragraph
from tests.claims.growth import MOST, cpu, growth
from tests.claims.suggestions.hostile import CASES
from tests.claims.suggestions.hostile_texts import FAMILIES

# Code points. What looks at a window of the text costs the same from there on.
SMALL, LARGE = 2_000, 16_000
LONG = 200_000
# Short texts, lists and what asks the database: they read no article.
NOT_LANGUAGE = {
    "fingerprint", "inference", "nesting", "normalise", "search_configurations", "short_texts", "spreadsheet_cells",
    "twin_claims", "typed_match", "user_names",
}  # fmt: skip
LONGEST = 2.0  # seconds of CPU time for any function on a text that long


def public_functions() -> set[str]:
    """All functions that read an article's words, as `module.function`."""
    return {
        f"{module.name}.{name}"
        for package in (text, suggestions)
        for module in pkgutil.iter_modules(package.__path__)
        if module.name not in NOT_LANGUAGE
        for name, found in vars(import_module(f"{package.__name__}.{module.name}")).items()
        if inspect.isfunction(found)
        and not name.startswith("_")
        and found.__module__ == f"{package.__name__}.{module.name}"
    }


def test_every_public_function_is_tried():
    assert public_functions() == set(CASES)


@pytest.mark.parametrize("family", FAMILIES, ids=repr)
def test_time_grows_as_the_text(family):
    for name, case in CASES.items():
        _in_paragraph.cache_clear()

        def prepare(length, case=case):
            call = case(family.text(length))

            def run():
                _in_paragraph.cache_clear()
                call()

            return run

        # In a small text all of it may be near; only what still grows in a larger one has no limit.
        grown = growth(prepare, SMALL, times=1)
        if grown > MOST:
            grown = growth(prepare, LARGE)
        assert grown <= MOST, f"{name} on {family}: {grown:.1f} times the time for twice the text"


@pytest.mark.parametrize("name", CASES)
def test_no_long_text_takes_long(name):
    case = CASES[name]
    family = max(FAMILIES, key=lambda family: cpu(case(family.text(SMALL // 2))))
    call = case(family.text(LONG))
    _in_paragraph.cache_clear()
    # Tried again where another process may have had the machine.
    taken = cpu(call)
    assert min(taken, cpu(call) if taken > LONGEST else taken) < LONGEST, f"{name} on {family}: {taken:.1f} s"
