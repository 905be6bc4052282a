"""A table of actors on its way in: in pieces, in a time that grows with its rows, and only over what is one's own."""

import time

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from claims.actions.actor_create import get_or_create_actor
from claims.actions.entry_limits import LimitReached
from claims.exchange import actors
from claims.models import Actor, Collection, User
from tests import make
from tests.cast import olgas_collection
from tests.claims.at_once import Other, meanwhile

HEADER = "name,kind,aliases,affiliation,wikidata_id\n"


def table(*lines: str) -> list[actors.Row]:
    return actors.read((HEADER + "".join(f"{line}\n" for line in lines)).encode())


def many(count: int) -> list[actors.Row]:
    """Each belongs to another that stands somewhere in the table, before or behind it."""
    return table(*(f"Actor {n},person,a{n},Actor {n * 7919 % count},Q{n + 1}" for n in range(count)))


# -- How long it takes


def statements(count: int, *, piece: int, by=None) -> list[str]:
    rows = many(count)
    with CaptureQueriesContext(connection) as captured:
        actors.load(rows, by=by, piece=piece)
    return [query["sql"] for query in captured.captured_queries]


def test_twice_as_many_rows_ask_twice_as_much_and_no_statement_grows(db):
    few = statements(200, piece=50)
    Actor.objects.all().update(affiliation=None)
    Actor.objects.all().delete()
    many_ = statements(400, piece=50)
    assert len(many_) <= 2.2 * len(few)
    assert max(map(len, many_)) <= 1.1 * max(map(len, few))


def test_the_time_of_the_program_grows_with_the_rows(db):
    """The processor time that Python takes, which other work on this machine does not change much."""
    taken = {}
    for count in (500, 1000, 2000):
        rows = many(count)
        began = time.process_time()
        actors.load(rows, by=None, piece=100)
        taken[count] = time.process_time() - began
        Actor.objects.all().update(affiliation=None)
        Actor.objects.all().delete()
    assert taken[2000] < 2.6**2 * taken[500], taken


# -- In pieces


def test_pieces_come_to_the_same_as_all_at_once(db):
    rows = many(23)
    assert actors.load(rows, by=None, piece=5) == actors.Outcome(made=23, changed=0, unchanged=0)
    assert actors.load(rows, by=None, piece=4) == actors.Outcome(made=0, changed=0, unchanged=23)
    for row in rows:
        actor = Actor.objects.get(name=row.name)
        assert actor.aliases == row.aliases and actor.wikidata_id == row.wikidata_id
        assert (actor.affiliation.name if actor.affiliation else actor.name) == row.affiliation


def refuse(name: str) -> None:
    """Let the database refuse an actor of this name, as nothing that could be seen beforehand tells."""
    with connection.cursor() as cursor:
        cursor.execute(f"""
            CREATE OR REPLACE FUNCTION refuse_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
              IF NEW.name = '{name}' THEN
                RAISE EXCEPTION 'no' USING ERRCODE = 'check_violation', CONSTRAINT = 'actor_has_a_name';
              END IF;
              RETURN NEW;
            END $$;
            CREATE TRIGGER refuse_it BEFORE INSERT ON claims_actor FOR EACH ROW EXECUTE FUNCTION refuse_it()
        """)


def test_what_was_taken_before_a_piece_failed_stays_and_the_same_table_goes_on(db):
    rows = many(10)
    refuse("Actor 6")
    with pytest.raises(actors.Incomplete) as broken:
        actors.load(rows, by=None, piece=4)
    assert broken.value.messages == [
        "The rows up to line 5 were taken, those behind it were not, for this reason:",
        "An actor needs a name.",
        "Mend that and import the same table again: it goes on where it stopped.",
    ]
    assert Actor.objects.count() == 4
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER refuse_it ON claims_actor")
    assert actors.load(rows, by=None, piece=4).made == 6
    assert Actor.objects.get(name="Actor 1").affiliation == Actor.objects.get(name="Actor 9")


def test_when_the_first_piece_fails_nothing_was_taken_and_that_is_said(db):
    refuse("Actor 1")
    with pytest.raises(actors.ValidationError) as refused:
        actors.load(many(10), by=None, piece=4)
    assert not isinstance(refused.value, actors.Incomplete) and not Actor.objects.exists()


def test_every_mistake_is_told_before_the_first_piece_is_taken(db):
    rows = table(*(f"Actor {n},person,,," for n in range(6)), "Last,person,,Nobody,")
    with pytest.raises(actors.Refused, match="Line 8, column affiliation"):
        actors.load(rows, by=None, piece=2)
    assert not Actor.objects.exists()


def test_rows_that_only_the_database_takes_for_the_same_are_told_before(db):
    """Python's small letters of İ are two signs, those of most databases one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT lower('İ') = lower('i')")
        if not cursor.fetchone()[0]:
            pytest.skip("this database's small letters are Python's")
    with pytest.raises(actors.Refused, match="stand in line 2 already"):
        actors.load(table("İzmir,state,,,", "izmir,state,,,"), by=None)


@pytest.mark.django_db(transaction=True)
def test_while_a_later_piece_waits_the_earlier_ones_are_locked_by_nobody():
    """Else a table of 80,000 rows keeps everybody from the register for a minute."""
    first, last = make.actor("Actor 0", "person"), make.actor("Actor 5", "person")
    rows = table(*(f"Actor {n},person,a{n},," for n in range(6)))
    with transaction.atomic():
        Actor.objects.select_for_update().get(pk=last.pk)
        other = Other(lambda: actors.load(rows, by=None, piece=2))
        assert other.waits_or_ends(), "it waits for the last piece"
        assert Actor.objects.select_for_update(nowait=True).get(pk=first.pk).aliases == ["a0"]
    assert other.result() == actors.Outcome(made=4, changed=2, unchanged=0)


@pytest.mark.django_db(transaction=True)
def test_an_actor_that_somebody_enters_in_the_same_moment_is_taken_as_there():
    outcome = meanwhile(
        lambda: make.actor("Actor 1", "person"),
        lambda: actors.load(table("Actor 0,person,,,", "Actor 1,person,a1,,"), by=None),
    )
    assert outcome == actors.Outcome(made=1, changed=1, unchanged=0)
    assert Actor.objects.get(name="Actor 1").aliases == ["a1"]


# -- Whose it is


@pytest.fixture
def scene(cast):
    """Bridge, which a command started, cites the Baron; nobody cites the Duke."""
    Collection.objects.update(created_by=None)
    olgas_collection(cast)
    cast.baron, cast.duke = make.actor("Baron", "person"), make.actor("Duke", "person", aliases=["HRH"])
    make.passage(cast.article, "the plan was known", by=cast.edith, speakers=[cast.baron])
    return cast


@pytest.mark.parametrize(
    "change", ["Duke,person,Grace,,", "Duke,person,,Baron,", "Duke,person,,New,", "Duke,person,,,Q7"]
)
def test_rows_that_would_change_what_is_others_are_refused_with_line_and_reason(scene, change):
    rows = table("New,person,,,", "Baron,person,Sir,,", change)
    with pytest.raises(actors.Refused) as refused:
        actors.load(rows, by=scene.mona)
    [mistake] = refused.value.mistakes
    assert (mistake.line, mistake.column) == (4, "name")
    assert "“Duke” is in the register, and it is not yours to change." in mistake.message
    assert Actor.objects.count() == 2 and not scene.baron.events.exists()


def test_what_is_ones_own_changes_and_what_stays_as_it_is_may_be_anybodys(scene):
    outcome = actors.load(table("New,person,,Duke,", "Baron,person,Sir,New,", "duke,person,hrh,,"), by=scene.mona)
    assert outcome == actors.Outcome(made=1, changed=1, unchanged=1)
    assert Actor.objects.get(name="Baron").affiliation.name == "New"


def test_whoever_manages_a_collection_of_their_own_adds_and_changes_nothing(scene):
    assert actors.load(table("New,person,,,"), by=scene.olga).made == 1
    with pytest.raises(actors.Refused, match="not yours to change"):
        actors.load(table("Baron,person,Sir,,"), by=scene.olga)


def test_register_editors_and_commands_change_all(scene):
    scene.otto.edits_register = True
    assert actors.load(table("Duke,person,Grace,,"), by=scene.otto).changed == 1
    assert actors.load(table("Duke,person,Highness,,"), by=None).changed == 1


# -- How much


def test_what_is_imported_freely_counts_nowhere(scene, settings):
    settings.GAINSAY_ACTORS_PER_HOUR = 2
    assert actors.load(many(5), by=scene.mona).made == 5
    for name in ("One", "Two"):
        get_or_create_actor(name=name, by=scene.mona)
    with pytest.raises(LimitReached):
        get_or_create_actor(name="Three", by=scene.mona)


def test_whoever_made_themselves_a_manager_imports_no_more_than_they_enter(scene, settings):
    settings.GAINSAY_ACTORS_PER_HOUR = 3
    User.objects.filter(pk=scene.olga.pk).update(starts_collections=False)
    scene.olga.refresh_from_db()
    with pytest.raises(LimitReached):
        actors.load(many(4), by=scene.olga, piece=1)
    assert Actor.objects.count() == 2, "told before any of it is taken"
    assert actors.load(many(3), by=scene.olga).made == 3
    with pytest.raises(LimitReached):
        get_or_create_actor(name="One more", by=scene.olga)
