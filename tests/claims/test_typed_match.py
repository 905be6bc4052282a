"""How typed words find names and claims, and which one they mean, over the whole seed and where two could be meant."""

import csv
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

import claims
from claims.actions.actor_merge import merge_actor
from claims.models import Actor, Claim
from claims.queries.exact_matches import exact_actors, exact_claims
from claims.text.typed_match import Fit
from tests import make

SEED = Path(claims.__file__).parent / "seed" / "actors.csv"


def in_sql(function: str, *values: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}({', '.join(['%s'] * len(values))})", values)
        return cursor.fetchone()[0]


def first(words: str) -> str:
    """The actor that comes first for these words."""
    return Actor.objects.matching(words)[0].name


def meant(words: str) -> list[str]:
    """The actors that a list nobody has seen may be answered by."""
    return [actor.name for actor in exact_actors(list(Actor.objects.matching(words)[:7]), words)]


def stated(words: str) -> list[str]:
    return [claim.statement for claim in exact_claims(list(Claim.objects.matching(words)[:7]), words)]


# -- Names


def test_every_name_and_alias_of_the_seed_means_its_actor_and_no_other(db):
    call_command("load_actors")
    with SEED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = [(name, row["name"]) for row in rows for name in (row["name"], *filter(None, row["aliases"].split("; ")))]
    assert len(names) > 700
    for name, actor in names:
        for typed in {name, name.upper(), name.lower()}:
            assert (first(typed), meant(typed)) == (actor, [actor]), typed


@pytest.fixture
def register(db):
    for name, kind, *aliases in (
        ("Emergency Staff of Ulm", "organisation"),
        ("Kingdom of Norland", "state", "EM", "Greenhall"),
        ("Green House Council", "organisation", "the Council"),
        ("Évora", "state", "Straße des Friedens"),
        ("Vostok (agency)", "media", "Vostok"),
        ("Vostok (ship)", "organisation", "Vostok"),
        ("Sète", "group"),
        ("Sete", "document"),
    ):
        make.actor(name, kind, aliases=aliases)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("em", "Kingdom of Norland"),
        ("Evora", "Évora"),
        ("E\u0301VORA", "Évora"),
        ("STRASSE DES FRIEDENS", "Évora"),
        ("council", "Green House Council"),
        ("The Council", "Green House Council"),
        ("the Kingdom of Norland", "Kingdom of Norland"),
        ("Kingdom\u00ad of Nor\u200bland", "Kingdom of Norland"),
        ("sete", "Sete"),
        ("SÈTE", "Sète"),
    ],
)
def test_a_whole_name_means_its_actor_and_comes_first(register, typed, expected):
    assert meant(typed) == [expected]
    assert Actor.objects.matching(typed)[0].fit <= Fit.ALMOST


@pytest.mark.parametrize("typed", ["Green", "Emergency Staff", "Nor", "House Council", "x"])
def test_a_part_of_a_name_means_nobody(register, typed):
    assert meant(typed) == []


def test_a_shared_alias_means_all_of_them(register):
    assert sorted(meant("vostok")) == ["Vostok (agency)", "Vostok (ship)"]


def test_whole_words_come_before_beginnings_of_words_and_those_before_the_rest(register):
    make.actor("Evergreen")
    make.actor("A green bloc")
    found = [(actor.name, actor.fit) for actor in Actor.objects.matching("green")]
    assert found == [
        ("Green House Council", Fit.WORDS),
        ("A green bloc", Fit.WORDS),
        ("Kingdom of Norland", Fit.BEGINNING),
        ("Evergreen", Fit.REST),
    ]


def test_the_name_of_a_merged_actor_means_the_one_that_stands_for_it(register):
    kept, gone = Actor.objects.get(name="Sète"), Actor.objects.get(name="Kingdom of Norland")
    merge_actor(kept, other=gone)
    assert meant("kingdom of norland") == ["Sète"] and meant("EM") == ["Sète"]
    assert meant("kingdom") == [] and first("kingdom") == "Sète"


# -- Claims


@pytest.fixture
def claims_here(cast):
    for statement in (
        "There was no raid on the mill at night",
        "There was no raid",
        "The café was shut.",
        "The cafe was shut.",
        "Nobody knew of the Übung.",
    ):
        make.claim(cast.collection, statement)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("There was no raid", ["There was no raid"]),
        ("there WAS no raid.", ["There was no raid"]),
        ("THE CAFÉ WAS SHUT.", ["The café was shut."]),
        ("the cafe\u0301 was shut.", ["The café was shut."]),
        ("nobody knew of the Ubung", ["Nobody knew of the Übung."]),
        ("There was no", []),
        ("raid", []),
    ],
)
def test_a_whole_statement_means_its_claim(claims_here, typed, expected):
    assert stated(typed) == expected
    if expected:
        assert Claim.objects.matching(typed)[0].fit <= Fit.ALMOST


def test_claims_are_found_in_either_spelling(claims_here):
    assert {claim.statement for claim in Claim.objects.matching("cafe")} == {"The café was shut.", "The cafe was shut."}
    assert Claim.objects.matching("ubung").exists() and Claim.objects.matching("U\u0308bung").exists()


# -- Folding


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ａnne‑Marie", "anne-marie"), ("ﬂeet", "FLEET"), ("O’Neil", "o'neil"), ("DİYARBAKIR", "diyarbakir"),
        ("Łódź", "lodz"), ("Пётр", "петр"), ("می\u200cخواهم", "میخواهم"), ("한국", "한국"),
    ],
)  # fmt: skip
def test_spellings_that_look_alike_are_one(db, one, other):
    assert in_sql("claims_folded", one) == in_sql("claims_folded", other)
