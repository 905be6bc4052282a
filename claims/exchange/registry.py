"""Every format by the name that commands know it by. A new one is a line here."""

from claims.exchange import csv, stances
from claims.exchange.table import Table

EXPORTS: dict[str, Table] = {
    "csv": csv.TABLE,
    "stances": stances.TABLE,
}
# How the names of the files end that are looked for in a folder.
IMPORTS: dict[str, str] = {
    "txt": ".txt",
}
