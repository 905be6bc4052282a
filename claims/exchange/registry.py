"""Every format by the name that commands know it by. A new one is a line here."""

from claims.exchange import passages_csv, stances_csv
from claims.exchange.table import Table

EXPORTS: dict[str, Table] = {
    "csv": passages_csv.TABLE,
    "stances": stances_csv.TABLE,
}
# How the names of the files end that are looked for in a folder.
IMPORTS: dict[str, str] = {
    "txt": ".txt",
}
