"""What a form has seen, as one word: the same for the same values, another for any other."""

from datetime import date, time

from hypothesis import given
from hypothesis import strategies as some

from annotate.presenters.line_differences import LONGEST, line_differences
from claims.text.fingerprint import differing, fingerprint

VALUES = some.dictionaries(
    some.sampled_from("abc"),
    some.none() | some.booleans() | some.integers(0, 2) | some.text("abc\r\n", max_size=3) | some.lists(some.just("a")),
    max_size=3,
)


@given(VALUES, VALUES)
def test_two_fingerprints_are_the_same_if_nothing_differs(one, other):
    same = one.keys() == other.keys() and not differing(one, other)
    assert (fingerprint(one) == fingerprint(other)) == same


def test_the_order_of_names_and_the_ends_of_lines_do_not_matter():
    assert fingerprint({"a": "1\r\n2", "b": None}) == fingerprint({"b": "", "a": "1\n2"})


def test_what_differs():
    now = {"day": date(2024, 8, 6), "at": time(7, 30), "names": ["A", "B"], "blind": False}
    assert differing(now, now | {"day": date(2024, 8, 7)}) == ["day"]
    assert differing(now, now | {"names": ["B", "A"]}) == ["names"]
    assert differing(now, now | {"at": None}) == ["at"]
    assert differing(now, {}) == [*now], "no is not nothing"
    assert fingerprint({"a": "bc"}) != fingerprint({"ab": "c"})


# -- Lines ------------------------------------------------------------------------------------------


def shown(now: str, mine: str) -> str:
    signs = {"both": " ", "now": "-", "mine": "+", "gap": "…"}
    return "\n".join(signs[line.kind] + line.words for line in line_differences(now, mine))


def test_lines_that_differ_with_a_line_around():
    now = "one\ntwo\nthree\nfour\nfive\nsix"
    assert shown(now, now.replace("four", "FOUR")) == "…\n three\n-four\n+FOUR\n five\n…"
    assert shown(now, now + "\nseven") == "…\n six\n+seven"


@given(some.lists(some.sampled_from("abc"), max_size=8), some.lists(some.sampled_from("abc"), min_size=2, max_size=8))
def test_both_texts_can_be_read_off_where_they_are_short(one, two):
    lines = line_differences("\n".join(one), "\n".join(two))
    now = [line.words for line in lines if line.kind in ("both", "now")]
    assert not lines or all(line in one for line in now)
    missing = [line.words for line in lines if line.kind == "mine"]
    assert all(line in two for line in missing)


def test_one_line_or_very_many_are_not_compared():
    assert line_differences("one", "two") == []
    assert line_differences("x\n" * (LONGEST + 1), "y\n") == []
