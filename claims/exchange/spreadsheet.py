"""How a cell is written so that no spreadsheet takes it for a formula, and how that is undone exactly.

Pure: text in, text out.
"""

# What a spreadsheet program may take for the start of a formula, and the sign that says "this is text".
RISKY = ("=", "+", "-", "@", "'", "\t", "\r")
# What stands between the entries of a list in one cell; names and claims therefore hold no semicolon.
LIST_JOINT = "; "


def safe(cell: str) -> str:
    """The cell with one leading `'` where it would be risky."""
    return f"'{cell}" if cell.startswith(RISKY) else cell


def plain(cell: str) -> str:
    """What `safe` was given; a cell that it never wrote is left as it is."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(RISKY) else cell


def entries(cell: str) -> list[str]:
    """The entries of a list cell, without the white space around them and without empty ones."""
    return [entry for part in cell.split(LIST_JOINT.strip()) if (entry := " ".join(part.split()))]
