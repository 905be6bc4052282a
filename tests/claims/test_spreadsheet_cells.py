"""The form for spreadsheets: no cell is a formula, wherever a program splits the line, and it can be undone exactly."""

import csv
import io
import re
import time

import pytest
from django.db import connection
from hypothesis import example, given
from hypothesis import strategies as st

from claims.text.spreadsheet_cells import guarded_sql, plain, safe

SIGNS = "=+-@＝＋－＠﹦−"
BLANK = "\u200b\ufeff\u00a0 \u2060\u200e\u202e\u00ad\u3000\x07\u2800\ufe0f\U000e0041"
BREAKS = ";\t\n\r"
# Of the signs that matter, so that they meet each other often; and of everything else.
cells = st.text(st.sampled_from(SIGNS + BLANK + BREAKS + "'\",|ax1")) | st.text()

A_FORMULA = re.compile(rf"[\s{re.escape(BLANK)}]*[{re.escape(SIGNS)}]")

ATTACKS = [
    "＝HYPERLINK(1)", "＋1", "－1", "＠SUM(1)",
    "\u200b=1", "\ufeff=1", "\u200b\ufeff =1", "\u00a0=1", " =1", "\u2060+1", "\u200e-1", "\u202e@x", "\u00ad=1",
    "x;=HYPERLINK(1)", "x; =1", "x;\u200b=1", "x;;=1", "x;'=1", "x;\"=1", "x\n=1", "x\r=1", "x\t=1", "x\r\n=1", ";=1",
    "x;＝1", "x;\ufeff=1", "x;\"\"=1", "\u3000=1", "\x07=1", "−1",
]  # fmt: skip


@given(cells)
@example("'")
@example("';'")
@example("';=x")
@example("'\n'=")
def test_it_is_undone_exactly(cell):
    assert plain(safe(cell)) == cell


@given(cells)
def test_no_cell_is_a_formula_wherever_it_is_split(cell):
    first, *others = re.split(r"[;\t\r\n]", safe(cell))
    assert not A_FORMULA.match(first)
    # There a quotation mark may be the one that CSV doubled, and a program that splits there takes it off.
    assert not any(A_FORMULA.match(piece.replace('"', "")) for piece in others)


@pytest.mark.parametrize("cell", ATTACKS)
def test_what_spreadsheets_were_fooled_by_is_guarded(cell):
    assert safe(cell) != cell
    for separator in (",", ";", "\t"):
        for piece in read_as(["a", cell, "b"], separator) + read_as([cell], separator):
            assert not A_FORMULA.match(piece), (separator, piece)


@given(st.lists(cells, min_size=1, max_size=3))
def test_a_program_with_another_separator_finds_no_formula(row):
    for separator in (",", ";", "\t"):
        assert not any(A_FORMULA.match(piece) for piece in read_as(row, separator))


def read_as(row: list[str], separator: str) -> list[str]:
    """The cells that a program sees which splits the line at this sign, heeding quotation marks."""
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\n").writerow([safe(cell) for cell in row])
    line.seek(0)
    return [cell for cells in csv.reader(line, delimiter=separator) for cell in cells]


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("x;=HYPERLINK(1)", "x;'=HYPERLINK(1)"),
        ("Georgia; 'Abd; -x", "Georgia; ''Abd; '-x"),
        ("=1", "'=1"),
        ("'t Nieuws", "''t Nieuws"),
        ("\ttab", "'\ttab"),
        ("\ufeff=1", "'\ufeff=1"),
        ("nothing; here, a-b = c", "nothing; here, a-b = c"),
        ("a dash – and 1 + 1; done", "a dash – and 1 + 1; done"),
        ("", ""),
    ],
)
def test_the_rule_by_example(cell, written):
    assert safe(cell) == written and plain(written) == cell


@pytest.mark.django_db
@given(st.lists(cells.map(lambda cell: cell.replace("\0", "")), max_size=30))
@example(ATTACKS)
def test_the_database_writes_the_same(cells):
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {guarded_sql('cell')} FROM unnest(%s::text[]) WITH ORDINALITY AS of (cell, at) ORDER BY at",
            [cells],
        )
        assert [written for (written,) in cursor] == [safe(cell) for cell in cells]


@pytest.mark.django_db
def test_the_database_reads_every_sign_alike():
    """Each code point before a risky sign: at the start of a cell, and behind a semicolon."""
    signs = [chr(point) for point in range(1, 0x110000) if not 0xD800 <= point <= 0xDFFF]
    with connection.cursor() as cursor:
        for form in ("{}=", "x;{}=", "{}", "x;{}"):
            made = [form.format(sign) for sign in signs]
            cursor.execute(f"SELECT cell, {guarded_sql('cell')} FROM unnest(%s::text[]) AS of (cell)", [made])
            assert [(cell, written) for cell, written in cursor if safe(cell) != written] == []


@pytest.mark.parametrize("run", [";", "\n", " ", "'", "=", ";'", "\u200b;", '"'])
def test_long_runs_take_no_longer_a_sign(run):
    def seconds(size: int) -> float:
        began = time.perf_counter()
        plain(safe(f"x{run * size}x"))
        return time.perf_counter() - began

    seconds(1000)
    short, long = (min(seconds(size) for _ in range(3)) for size in (20_000, 80_000))
    assert long < short * 12 + 0.01
