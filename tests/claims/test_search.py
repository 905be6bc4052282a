"""Searching actors and claims the way people type: any case, any script, aliases, beginnings, odd signs."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.actions.actor_merge import merge_actor
from claims.actions.claim_merge import merge_claim
from claims.models import Actor, Claim
from claims.text.short_texts import searched
from tests import make

any_text = given(query=st.text(max_size=30))
in_the_database = settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def names(query):
    return [actor.name for actor in Actor.objects.matching(query)]


def statements(query):
    return [claim.statement for claim in Claim.objects.matching(query)]


# -- Actors


@pytest.fixture
def register(db):
    for name, aliases in (
        ("Russia", ["the Kremlin", "Moscow", "Россия", "Москва"]),
        ("Владимир Путин", ["Putin", "Poutine"]),
        ("Bärbel Höhn", ["STRAẞE"]),
        ("محمد بن سلمان", ["MBS"]),
        ("İstanbul", []),
        ("Free_press 100%", ["back\\slash"]),
        ("Prussia", []),
    ):
        make.actor(name, aliases=aliases)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("russia", ["Russia", "Prussia"]),
        ("RUSS", ["Russia", "Prussia"]),
        ("kremlin", ["Russia"]),
        ("  MOSCOW ", ["Russia"]),
        ("москва", ["Russia"]),
        ("РОССИЯ", ["Russia"]),
        ("ПУТИН", ["Владимир Путин"]),
        ("poutine", ["Владимир Путин"]),
        ("HÖHN", ["Bärbel Höhn"]),
        ("straße", ["Bärbel Höhn"]),
        ("سلمان", ["محمد بن سلمان"]),
        ("İSTANBUL", ["İstanbul"]),
        ("istan", ["İstanbul"]),
        ("e_p", ["Free_press 100%"]),
        ("0%", ["Free_press 100%"]),
        ("k\\s", ["Free_press 100%"]),
        ("%", ["Free_press 100%"]),
        ("_", ["Free_press 100%"]),
        ("\\", ["Free_press 100%"]),
        ("r_ssia", []),
        ("rus%", []),
        ("nobody", []),
        ("rus\0sia", ["Russia", "Prussia"]),
    ],
)
def test_an_actor_is_found_by_any_part_of_any_name(register, query, found):
    assert names(query) == found


def test_an_empty_search_answers_all_that_are_in_use(register):
    kept, gone = Actor.objects.get(name="Russia"), Actor.objects.get(name="Prussia")
    merge_actor(kept, other=gone)
    assert len(names(" ")) == 6 and "Prussia" not in names("")
    # Whoever was merged is still found by the old name, as the one that stands for both.
    assert names("prussia") == ["Russia"]


@pytest.mark.parametrize("name", ["the kremlin", "THE KREMLIN", "Россия", "РОССИЯ"])
def test_an_actor_is_named_by_alias_in_any_case(register, name):
    assert Actor.objects.named([name]).get().name == "Russia"


def test_names_of_several_are_looked_up_at_once(register):
    found = Actor.objects.named(["İSTANBUL", "poutine", "kreml", "straße"])
    assert {actor.name for actor in found} == {"İstanbul", "Владимир Путин", "Bärbel Höhn"}
    assert not Actor.objects.named([]).exists()


@in_the_database
@any_text
def test_no_query_breaks_the_search_for_actors(register, query):
    assert len(names(query)) <= 7


@in_the_database
@given(name=st.text(st.characters(exclude_characters="\0;", exclude_categories=["Cs"]), min_size=1, max_size=20))
def test_every_actor_is_found_by_its_whole_name(db, name):
    if searched(name):
        actor = make.actor(searched(name))
        assert actor in Actor.objects.matching(actor.name) and actor in Actor.objects.named([actor.name])


# -- Claims


@pytest.fixture
def claims(cast):
    german = make.collection("german", by=cast.mona, language="de-AT")
    make.claim(cast.collection, "The US helped to plan the incursion into Kursk.")
    make.claim(cast.collection, "NATO's planning was known: (nobody) was told!")
    make.claim(cast.collection, "Ukraine wants fair talks & peace.")
    make.claim(german, "Die Brücke wurde gesperrt.")
    make.claim(cast.collection, "हिन्दी भाषा")
    make.claim(cast.collection, "قال محمد")


US, NATO, FAIR = (
    "The US helped to plan the incursion into Kursk.",
    "NATO's planning was known: (nobody) was told!",
    "Ukraine wants fair talks & peace.",
)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("helping planned", [US]),
        ("PLANS", [NATO, US]),
        ("incurs", [US]),
        ("nat", [NATO]),
        ("kursk us", [US]),
        ("kursk nato", []),
        ("brücken", ["Die Brücke wurde gesperrt."]),
        ("GESPERRT brück", ["Die Brücke wurde gesperrt."]),
        ("हिन", ["हिन्दी भाषा"]),
        ("محمد", ["قال محمد"]),
        ("known: (nobody)", [NATO]),
        ("talks & peace", [FAIR]),
        ("fair | kursk", []),
        ("!fair", [FAIR]),
        ("fair:*", [FAIR]),
        ("'fair'", [FAIR]),
        ("fair <-> talks", [FAIR]),
        ("f_ir", []),
        ("100%", []),
    ],
)
def test_a_claim_is_found_by_stems_and_beginnings_of_all_its_words(claims, query, found):
    assert sorted(statements(query)) == sorted(found)


@pytest.mark.parametrize(
    ("language", "statement", "query"),
    [
        ("en", "The delegations of Borduria left.", "borduria delegations"),
        ("de", "In Syldavien gab es Unregelmäßigkeiten.", "unregelmäßigkeiten syldavien"),
        ("ru", "Бордурия закрыла представительства.", "представительства бордурия"),
        ("tr", "Borduria bakanlıklarını kapattı.", "kapattı bakanlıklarını"),
        ("fr", "Les gouvernementaux ont quitté Klow.", "klow gouvernementaux"),
    ],
)
def test_a_claim_stays_found_while_the_last_word_is_typed_to_its_end(cast, language, statement, query):
    make.claim(make.collection("spoken", by=cast.mona, language=language), statement)
    first, last = query.split()
    assert [statements(f"{first} {last[:end]}") for end in range(1, len(last) + 1)] == [[statement]] * len(last)


@pytest.mark.parametrize(
    "signs", ["&", "| !", "( )", ":*", "'", "''", "\\", "\\'", "<->", "!!&&||", ":", "_", "\0", ""]
)
def test_signs_alone_are_looked_for_as_they_stand(claims, signs):
    everything = [claim.statement for claim in Claim.objects.all()]
    wanted = signs.replace("\0", "").strip()
    assert sorted(statements(signs)) == sorted(statement for statement in everything if wanted in statement)


def test_the_likest_comes_first(cast):
    for statement in ("A plan.", "Someone had a plan, a plan, a plan.", "They planned."):
        make.claim(cast.collection, statement)
    assert statements("plan")[0] == "Someone had a plan, a plan, a plan."


def test_a_merged_claim_is_found_no_more(cast):
    kept, gone = make.claim(cast.collection, "A plan was known."), make.claim(cast.collection, "Known was a plan.")
    merge_claim(kept, other=gone)
    assert statements("plan") == ["A plan was known."]


@in_the_database
@any_text
def test_no_query_breaks_the_search_for_claims(claims, query):
    assert len(statements(query)) <= 6


@in_the_database
@given(statement=st.text(st.characters(exclude_characters="\0;", exclude_categories=["Cs"]), min_size=1, max_size=40))
def test_every_claim_is_found_by_its_whole_words(cast, statement):
    if searched(statement):
        claim = make.claim(cast.collection, searched(statement))
        assert claim in Claim.objects.matching(claim.statement)
