"""Where reading is blind, nothing of what another editor marks can be learnt before all have handed in: every address
is asked everything that finds it. Whoever reviews is told all of it by the same walk, so the walk looks in the right
places."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.actions.actor_create import get_or_create_actor_by_name
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.attribution_edit import set_unattributed
from claims.actions.claim_create import get_or_create_claim
from claims.actions.collection_edit import edit_collection
from claims.actions.denial_edit import change_denial
from claims.models import Assignment, Passage
from tests import make
from tests.annotate.access_table import ACCESS
from tests.annotate.blind_walk import HX, Blind, addresses, body, build, pages, plain, posts, probed, probes, step, told
from tests.annotate.test_workbench import queries_of
from tests.cast import everybody
from tests.page import plain_page
from tests.scenes import built_once


@pytest.fixture
def scene(db) -> Blind:
    return built_once(blind)


def blind() -> Blind:
    return build(everybody())


def leaks(answers, scene) -> list[tuple[str, str, set[str]]]:
    return [(name, asked, found) for name, asked, answer in answers if (found := told(answer, asked, scene))]


def test_every_address_is_walked(scene):
    for name in ACCESS:
        missing = set(addresses()[name].converters) - set(scene.mine)
        assert not missing, f"{name} needs {missing}: add one of Edith's and one of Egon's to blind_walk.build"
    assert set(ACCESS) == set(addresses())


def test_no_page_tells_an_editor_anything(scene, as_user):
    assert leaks(pages(as_user(scene.cast.edith), scene), scene) == []


def test_no_answer_to_a_change_tells_an_editor_anything(scene, as_user):
    assert leaks(posts(as_user(scene.cast.edith), scene), scene) == []


@pytest.mark.takes_long
def test_what_is_hidden_is_answered_to_the_letter_like_what_is_not_there(scene, as_user):
    edith, differing = as_user(scene.cast.edith), []
    for probe in probes(scene):
        hidden, missing = (list(probed(edith, scene, probe, value=each)) for each in (probe.hidden, probe.missing))
        differing += [
            (probe.parameter, probe.beside, name, *where_they_part(one, other))
            for (name, _place, one), (_name, _again, other) in zip(hidden, missing, strict=True)
            if one != other
        ]
    assert not differing, "\n".join(map(str, differing))


def where_they_part(one: str, other: str) -> tuple[str, str]:
    """The two answers from shortly before the first letter that differs."""
    place = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[max(0, place - 60) : place + 60], other[max(0, place - 60) : place + 60]


def test_the_same_walk_tells_a_reviewer_everything(scene, as_user):
    names = {"article", "claims", "claim", "actors", "actor", "actors_csv", "search", "passage", "passage_comments"}
    # And what is a reviewer's alone, which nobody else's walk opens.
    hers = {name for name, methods in ACCESS.items() if methods.get("GET") == "review"}
    rita = as_user(scene.cast.rita)
    found = leaks([*pages(rita, scene, names), *pages(rita, scene, hers, others=False)], scene)
    assert set().union(*(secrets for *_, secrets in found)) == set(scene.secrets)
    assert names <= {name for name, *_ in found}


def test_the_manager_exports_everything(scene, as_user):
    found = leaks(pages(as_user(scene.cast.mona), scene, ["export_csv"], others=False), scene)
    exported = {secret for name, _asked, secrets in found if name == "export_csv" for secret in secrets}
    assert {"note", "claim", "target", "actor", "draft passage", "elsewhere passage"} <= exported


def test_once_all_have_handed_in_the_editor_sees_them(scene, as_user):
    cast = scene.cast
    draft = Passage.objects.get(pk=scene.secrets["draft passage"])
    set_unattributed(draft, unattributed=True, by=cast.egon, version=draft.version, action=make.uuid7())
    returned = Passage.objects.get(pk=scene.secrets["returned passage"])
    assert returned.status == "returned"
    for person in (cast.egon, cast.edith):
        hand_in_reading(Assignment.objects.get(article=cast.article, editor=person), by=person)
    found = leaks(pages(as_user(cast.edith), scene, ["article", "claims", "actors", "search", "export"]), scene)
    seen = set().union(*(secrets for *_, secrets in found))
    assert {"claim", "actor", "alias", "target", "submitted passage", "draft passage"} <= seen
    assert not {"claim elsewhere", "reworded", "elsewhere passage"} & seen, "the other article wants another reading"


def everything(client, scene) -> dict[str, str]:
    return {f"{name} {asked}": plain(answer) for name, asked, answer in pages(client, scene, others=False)}


def test_what_another_editor_does_changes_not_a_letter(cast, as_user):
    """Neither counts nor order, neither states nor lists to choose from."""
    scene = build(cast)
    edit_collection(cast.collection, editors_per_article=3)
    fresh = make.article(cast.collection, text="The envoy said: it was known.", title="Fresh")
    scene.mine["article_id"] = fresh.pk
    make.passage(fresh, "it was known", by=cast.edith)
    # Long ago: else her own change stops being news between the two walks, if they take long.
    Passage.objects.filter(article=fresh).update(updated_at=timezone.now() - timedelta(hours=1))
    edith = as_user(cast.edith)
    seed = make.actor("Ruritania", "state")
    before = everything(edith, scene)
    new = get_or_create_actor_by_name(name="Envoy of Nowhere", by=cast.egon)
    claim = get_or_create_claim(collection=cast.collection, statement="An envoy spoke.", by=cast.egon)
    make.passage(fresh, "The envoy said", by=cast.egon, speakers=[new, seed], states=[claim])
    hand_in_reading(Assignment.objects.get(article=fresh, editor=cast.egon), by=cast.egon)
    make.passage(fresh, "it was", by=cast.egon, mark="quote")
    assert changed(before, everything(edith, scene)) == []
    assert "Envoy of Nowhere" in plain_page(as_user(cast.rita).get("/actors/?q=envoy"))


def changed(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return [asked for asked, answer in after.items() if before[asked] != answer]


def test_an_export_leaves_out_which_hidden_passage_is_answered(scene, as_user):
    mine = Passage.objects.get(pk=scene.mine["passage_id"])
    hidden = Passage.objects.get(pk=scene.secrets["submitted passage"])
    change_denial(mine, denial=mine.denials.get(), kind="denies", answers=hidden, **step(scene.cast.edith, mine))
    address = f"/collections/{scene.mine['slug']}/export.csv?raw=1&status=draft"
    for person, is_told in ((scene.cast.edith, False), (scene.cast.mona, True)):
        exported = body(as_user(person).get(address))
        assert str(mine.pk) in exported and (str(hidden.pk) in exported) == is_told


def test_reading_blind_keeps_to_the_number_of_queries(scene, as_user):
    edith, address = as_user(scene.cast.edith), f"/articles/{scene.mine['article_id']}/"
    with CaptureQueriesContext(connection) as opening:
        edith.get(address)
    sent = {"id": make.uuid7(), "action": make.uuid7(), "mark": "quote", "content": "0..3"}
    with CaptureQueriesContext(connection) as marking:
        assert edith.post(f"{address}passages/", sent, headers=HX).status_code == 200
    assert len(queries_of(opening.captured_queries)) <= 13 and len(queries_of(marking.captured_queries)) <= 11
