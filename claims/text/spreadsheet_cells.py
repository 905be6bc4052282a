r"""How a cell is written so that no spreadsheet takes it for a formula, and how that is undone exactly.

Pure: text in, text out. `guarded_sql` is the same rule for the tables that the database writes itself.

The rule, for a cell of any text:

1. A `'` is put before each risky sign and before each `'` that stands at a **break**: behind a `;`, a tab, a line feed
   or a carriage return, or behind blank signs (see below) and `"` that follow one. A program that splits lines there
   finds no formula.
2. A `'` is put before the whole cell if that now begins with a risky sign, a `'`, a tab or a carriage return, or with
   blank signs and then a risky sign or a `'`.

To undo it: take the `'` of step 2 off where the rest of the cell would have got it, then those of step 1: at a
break, of a `'` before a risky sign or before another `'`, the first.

Risky signs are `=`, `+`, `-`, `@`, their other forms (full width, small, raised, lowered) and the minus sign.
Blank signs are white space, control characters and all that shows nothing: zero-width signs, the byte-order mark,
marks and overrides of direction, fillers, variation selectors.
"""

import re

# What stands between the entries of a list in one cell; names and claims therefore hold no semicolon.
LIST_JOINT = "; "

# Each is what stands between the brackets of a regular expression, which Python and Postgres read alike.
_RISKY = (
    r"=+\-@"
    r"\uff1d\uff0b\uff0d\uff20"  # full width
    r"\ufe62\ufe63\ufe66\ufe6b"  # small
    r"\u207a\u207b\u207c\u208a\u208b\u208c\ufb29\u2212"  # raised, lowered, the plus of Hebrew, the minus sign
)
_BREAK = r";\t\n\r"
_BLANK = (
    # White space and control characters, but for the breaks; Postgres has no NUL, which stands in `_NUL`.
    r"\u0001-\u0008\u000b\u000c\u000e-\u0020\u007f-\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000"
    # Signs that show nothing.
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_NUL = r"\u0000"

_STEP_1 = rf"[{_BREAK}][{_BREAK}{_BLANK}%s\"]*[{_RISKY}']"
_STEP_2 = rf"^(?:[\t\r]|[\t\n\r{_BLANK}%s]*[{_RISKY}'])"

# A break with what follows it. It is taken whole, whatever stands behind it, so that a long run is read once.
_RUN = rf"([{_BREAK}][{_BREAK}{_BLANK}{_NUL}\"]*+)"
_AT_BREAK = re.compile(rf"{_RUN}([{_RISKY}'])?")
_GUARDED_AT_BREAK = re.compile(rf"{_RUN}(?:'([{_RISKY}']))?")
_TO_GUARD = re.compile(rf"[{_RISKY}']")
_AT_START = re.compile(_STEP_2 % _NUL)


def safe(cell: str) -> str:
    """The cell as the rule has it."""
    # Most cells have no such sign at all.
    if _TO_GUARD.search(cell):
        cell = _AT_BREAK.sub(_guarded, cell)
    return f"'{cell}" if _AT_START.match(cell) else cell


def _guarded(found: re.Match[str]) -> str:
    run, sign = found.groups()
    return f"{run}'{sign}" if sign else run


def plain(cell: str) -> str:
    """What `safe` was given; a cell that it never wrote is left as it is."""
    if cell.startswith("'") and _AT_START.match(cell[1:]):
        cell = cell[1:]
    return _GUARDED_AT_BREAK.sub(r"\1\2", cell)


def guarded_sql(cell: str) -> str:
    """SQL: the cell, named by a column, as `safe` writes it.

    Asked first is whether there is anything to do: for most cells that is all, and it reads the cell once.
    """
    at_break, at_start = _STEP_1 % "", _STEP_2 % ""
    pieces = _literal(rf"([{_BREAK}][{_BREAK}{_BLANK}\"]*)([{_RISKY}'])")
    written = f"regexp_replace({cell}, {pieces}, '\\1''\\2', 'g')"
    marked = f"CASE WHEN {cell} ~ {_literal(at_start)} THEN '''' ELSE '' END || {written}"
    return f"CASE WHEN {cell} ~ {_literal(f'{at_start}|{at_break}')} THEN {marked} ELSE {cell} END"


def _literal(pattern: str) -> str:
    """The pattern as a string of SQL."""
    return "'" + pattern.replace("'", "''") + "'"


def entries(cell: str) -> list[str]:
    """The entries of a list cell, without the white space around them and without empty ones."""
    return [entry for part in cell.split(LIST_JOINT.strip()) if (entry := " ".join(part.split()))]
