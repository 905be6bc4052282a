"""The register of actors as a table: what goes out comes in again, and a mistake leaves all as it was."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from hypothesis import example, given
from hypothesis import strategies as st

from claims.actions.actor_merge import merge_actor
from claims.exchange import actors
from claims.models import Actor
from claims.text.spreadsheet_cells import entries, plain, safe
from tests import make

HEADER = "name,kind,qualifier,aliases,affiliation,wikidata_id\n"


@given(st.text())
@example("'")
@example("''=1")
@example("=1+1")
@example("\tx")
def test_a_cell_made_safe_is_undone_exactly(cell):
    assert plain(safe(cell)) == cell
    assert not safe(cell).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_cell_that_was_never_made_safe_stays():
    assert plain("’Allo") == "’Allo"
    assert plain("'Allo 'Allo") == "'Allo 'Allo"


def test_entries_of_a_list_cell():
    assert entries(" Moscow;the  Kremlin; ;") == ["Moscow", "the Kremlin"]


def table(*lines: str) -> bytes:
    return (HEADER + "".join(f"{line}\n" for line in lines)).encode()


def refused(raw: bytes) -> list[str]:
    with pytest.raises(actors.Refused) as caught:
        actors.load(actors.read(raw), by=None)
    return [str(mistake) for mistake in caught.value.mistakes]


@pytest.mark.django_db
class TestIn:
    def test_a_table_makes_actors_with_aliases_and_affiliation_in_any_order(self):
        outcome = actors.load(
            actors.read(
                table(
                    "Ministry of Defence,organisation,,MoD,Ruritania,",
                    "Ruritania,state,,Strelsau; the Palace,,Q159",
                )
            ),
            by=None,
        )
        assert outcome == actors.Outcome(made=2, changed=0, unchanged=0)
        ministry = Actor.objects.get(name="Ministry of Defence")
        assert (ministry.kind, ministry.aliases, ministry.affiliation.name) == (
            "organisation",
            ["MoD"],
            "Ruritania",
        )
        assert ministry.affiliation.aliases == ["Strelsau", "the Palace"]
        assert ministry.affiliation.wikidata_id == "Q159"

    def test_the_same_table_twice_changes_nothing(self):
        raw = table("Ruritania,state,,Strelsau,,Q159", "Rudolf,person,,,Ruritania,")
        actors.load(actors.read(raw), by=None)
        assert actors.load(actors.read(raw), by=None) == actors.Outcome(made=0, changed=0, unchanged=2)

    def test_an_actor_that_is_there_keeps_what_it_has_and_gains_the_rest(self):
        rudolf = make.actor("Rudolf", "person", aliases=["the King"], wikidata_id="Q1")
        outcome = actors.load(actors.read(table("RUDOLF,person,,the king; Rudolf V,,", "Ruritania,state,,,,")), by=None)
        rudolf.refresh_from_db()
        assert outcome == actors.Outcome(made=1, changed=1, unchanged=0)
        assert (rudolf.name, rudolf.aliases, rudolf.wikidata_id) == ("Rudolf", ["the King", "Rudolf V"], "Q1")

    def test_the_same_name_with_another_kind_or_qualifier_is_another_actor(self):
        make.actor("Georgia", "state")
        actors.load(actors.read(table('Georgia,state,"US",,,', "Georgia,person,,,,")), by=None)
        assert Actor.objects.filter(name="Georgia").count() == 3

    def test_a_merged_actor_stands_for_the_one_that_it_was_merged_into(self):
        kept, other = make.actor("Russia", "state"), make.actor("Russian Federation", "state")
        merge_actor(kept, other=other)
        actors.load(
            actors.read(table("Russian Federation,state,,Moscow,,", "MoD,organisation,,,Russian Federation,")),
            by=None,
        )
        kept.refresh_from_db()
        assert kept.aliases == ["Moscow"]
        assert Actor.objects.get(name="MoD").affiliation == kept

    def test_every_mistake_is_told_with_line_and_column_and_nothing_is_stored(self):
        make.actor("Rudolf", "person")
        said = refused(
            table(
                "Rudolf,person,,the King,,",
                ",state,,,,",
                '"two\nlines",stat,,,,',
                "Michael,person,,,,159",
                "Rudolf,person,,,,",
                "short,row",
            )
        )
        assert said == [
            "Line 3, column name: An actor needs a name.",
            "Line 4, column kind: “stat” is no kind of actor. The kinds are: person, state, organisation,"
            " group, document, media, unnamed, unknown.",
            "Line 6, column wikidata_id: “159” is no Wikidata id; it looks like Q159.",
            "Line 7, column name: The same name, kind and qualifier stand in line 2 already.",
            "Line 8: 2 cells where the first line names 6 columns.",
        ]
        assert list(Actor.objects.values_list("name", "aliases")) == [("Rudolf", [])]

    def test_an_affiliation_that_nobody_has_or_several_have_is_told_and_nothing_is_stored(self):
        make.actor("Georgia", "state")
        make.actor("Georgia", "state", qualifier="US")
        said = refused(table("Atlanta,organisation,,,Georgia,", "Rudolf,person,,,Ruritania,"))
        assert said == [
            "Line 2, column affiliation: “Georgia” may be any of these, write which: Georgia (state);"
            " Georgia (state, US).",
            "Line 3, column affiliation: No actor is named “Ruritania”, neither in the register nor in this table.",
        ]
        assert Actor.objects.count() == 2
        actors.load(actors.read(table('Atlanta,organisation,,,"Georgia (state, US)",')), by=None)
        assert Actor.objects.get(name="Atlanta").affiliation.qualifier == "US"

    @pytest.mark.parametrize(
        ("raw", "said"),
        [
            (b"", "Line 1: The table is empty."),
            (HEADER.encode() + b"R\xff,state,,,,\n", "Line 1: The text is not UTF-8"),
            (table("R\0,state,,,,"), "Line 1: Line 2 holds a NUL byte"),
            (
                b"name;kind\nRudolf;person\n",
                "Line 1: The first line names the columns, with commas between them",
            ),
            (b"kind\nperson\n", "Line 1: The first line names the columns"),
            (b"name,name\nA,B\n", "Line 1: The first line names the columns"),
            (b'name\n"open\n', "Line 2: This is no CSV"),
        ],
    )
    def test_what_is_no_table_is_refused_with_its_reason(self, raw, said):
        assert refused(raw)[0].startswith(said)

    def test_a_table_over_the_limit_is_refused(self):
        assert "MB" in refused(b"name\n" + b"x" * actors.LIMIT)[0]

    def test_a_byte_order_mark_and_line_ends_of_windows_are_fine(self):
        actors.load(actors.read("\ufeffname,kind\r\nRudolf,person\r\n".encode()), by=None)
        assert Actor.objects.get().name == "Rudolf"

    def test_what_only_the_database_can_tell_comes_out_as_a_message(self):
        make.actor("İzmir")
        with pytest.raises(ValidationError):
            Actor(name="x;y").full_clean()


@pytest.mark.django_db
class TestOut:
    def register(self):
        state = make.actor("Georgia", "state", aliases=["Tbilisi", "=Georgia"], wikidata_id="Q230")
        us = make.actor("Georgia", "state", qualifier="US")
        make.actor("-party", "organisation", aliases=["'the' party", "A, B"], affiliation=us)
        make.actor("Kvirikashvili", "person", affiliation=state)
        gone = make.actor("Gruzia", "state")
        merge_actor(state, other=gone)

    @pytest.mark.parametrize("raw", [True, False])
    def test_what_goes_out_comes_in_again(self, raw):
        self.register()
        columns = (
            "name",
            "kind",
            "qualifier",
            "aliases",
            "affiliation__name",
            "affiliation__qualifier",
            "wikidata_id",
        )
        before = list(Actor.objects.current().values_list(*columns))
        text = "".join(actors.write(Actor.objects.current(), raw=raw))
        Actor.objects.all().update(affiliation=None, merged_into=None)
        Actor.objects.all().delete()
        actors.load(actors.read(text.encode()), by=None)
        assert list(Actor.objects.values_list(*columns)) == before

    def test_a_risky_cell_is_marked_for_spreadsheets_only(self):
        self.register()
        assert "\n'-party,organisation,,\"''the" in "".join(actors.write(Actor.objects.current()))
        assert "\n-party,organisation,,\"'the" in "".join(actors.write(Actor.objects.current(), raw=True))

    def test_merged_actors_stay_out(self):
        self.register()
        assert "Gruzia" not in "".join(actors.write(Actor.objects.current()))

    def test_the_number_of_queries_does_not_grow(self, django_assert_max_num_queries):
        for number in range(30):
            make.actor(f"Member {number}", affiliation=make.actor(f"Party {number}"))
        with django_assert_max_num_queries(2):
            "".join(actors.write(Actor.objects.current()))


@pytest.mark.django_db
class TestCommand:
    def test_it_loads_a_file_and_says_what_came_of_it(self, tmp_path):
        file = tmp_path / "actors.csv"
        file.write_bytes(table("Ruritania,state,,,,"))
        out = io.StringIO()
        call_command("load_actors", str(file), stdout=out)
        assert out.getvalue() == "1 actors made, 0 changed, 0 as they were\n"

    def test_the_seed_is_a_table_that_may_be_loaded_again_and_again(self):
        out = io.StringIO()
        call_command("load_actors", stdout=out)
        count = Actor.objects.count()
        assert out.getvalue() == f"{count} actors made, 0 changed, 0 as they were\n"
        out = io.StringIO()
        call_command("load_actors", stdout=out)
        assert out.getvalue() == f"0 actors made, 0 changed, {count} as they were\n"
        russia = Actor.objects.get(name="Russia", kind="state")
        assert {"moscow", "the kremlin"} <= {alias.lower() for alias in russia.aliases}

    def test_a_mistake_is_told_with_file_and_line(self, tmp_path):
        file = tmp_path / "actors.csv"
        file.write_bytes(table("Ruritania,realm,,,,"))
        with pytest.raises(CommandError, match=r"actors\.csv: Line 2, column kind"):
            call_command("load_actors", str(file))
        assert not Actor.objects.exists()

    def test_a_file_that_is_not_there(self, tmp_path):
        with pytest.raises(CommandError, match="No such file"):
            call_command("load_actors", str(tmp_path / "none.csv"))
