"""The seed of the actor register: well-formed, and no name or alias that could mean two of its actors."""

import csv
from collections import Counter
from pathlib import Path

import pytest

import claims
from claims.suggestions.names import best_name, name_candidates

SEED = Path(claims.__file__).parent / "seed" / "actors.csv"
KINDS = {"person", "state", "organisation", "group", "document", "media", "unnamed", "unknown"}
COLUMNS = ["name", "kind", "qualifier", "aliases", "affiliation", "wikidata_id"]


def rows() -> list[dict[str, str]]:
    with SEED.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        assert reader.fieldnames == COLUMNS
        return list(reader)


def aliases(row: dict[str, str]) -> list[str]:
    return row["aliases"].split("; ") if row["aliases"] else []


def test_every_row_is_whole_and_tidy():
    for row in rows():
        assert all(value is not None and value == value.strip() for value in row.values()), row
        assert row["name"]
        assert row["kind"] in KINDS
        assert ";" not in row["name"] + row["qualifier"] + row["affiliation"]
        assert all(alias and alias == alias.strip() and ";" not in alias for alias in aliases(row)), row
        assert row["wikidata_id"] == "" or (row["wikidata_id"][0] == "Q" and row["wikidata_id"][1:].isdecimal())


def test_no_actor_stands_there_twice():
    seen = Counter((row["name"].lower(), row["kind"], row["qualifier"]) for row in rows())
    assert max(seen.values()) == 1
    ids = Counter(row["wikidata_id"] for row in rows() if row["wikidata_id"])
    assert max(ids.values()) == 1


def test_no_name_or_alias_means_two_actors_or_stands_twice():
    seen = Counter(name.lower() for row in rows() for name in (row["name"], *aliases(row)))
    assert [name for name, times in seen.items() if times > 1] == []


def test_every_affiliation_is_an_actor_of_the_seed():
    names = {row["name"] for row in rows()}
    affiliations = {row["affiliation"] for row in rows() if row["affiliation"]}
    assert {"Russia", "United States", "United Nations"} <= affiliations <= names


def test_all_states_are_there():
    states = [row for row in rows() if row["kind"] == "state"]
    assert len(states) == 197  # the United Nations' 193 members and two observers, Kosovo and Taiwan
    assert all(row["wikidata_id"] for row in states)


@pytest.mark.parametrize(
    ("words", "actor"),
    [
        ("the Kremlin", "Russia"),
        ("Moscow’s", "Russia"),
        ("The US", "United States"),
        ("the U.S.", "United States"),
        ("Washington", "United States"),
        ("a White House spokesman", "United States"),
        ("Downing Street", "United Kingdom"),
        ("Kiev", "Ukraine"),
        ("Beijing", "China"),
        ("Russia’s defence ministry", "Russian Ministry of Defence"),
        ("the World Health Organization (WHO)", "World Health Organization"),
        ("Izvestia newspaper", "Izvestia"),
        ("US officials who told us", "United States"),
        ("people who told us", None),
        ("Brussels", None),
        ("Congo", None),
    ],
)
def test_the_words_of_reports_find_their_actor(words, actor):
    register = {name.lower(): row["name"] for row in rows() for name in (row["name"], *aliases(row))}
    found = best_name(words, register)
    assert (found.value if found else None) == actor
    if found:
        assert any(register.get(candidate) == actor for candidate in name_candidates(words))
