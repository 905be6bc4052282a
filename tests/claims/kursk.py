"""The article that the program began with and how a careful editor marked it, where that folder is at hand."""

import csv
from pathlib import Path

import pytest

from claims.spans import Spans

_FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "kursk"

needs_kursk = pytest.mark.skipif(not _FOLDER.is_dir(), reason="the folder ../shared/data/kursk is not there")


def article() -> str:
    return (_FOLDER / "article.txt").read_text(encoding="utf-8")


def marks() -> list[dict[str, str]]:
    with (_FOLDER / "marks.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def content(mark: dict[str, str]) -> Spans:
    return Spans.parse(mark["content"])
