"""Who may read which passage: the rule as asked of all collections and as asked of one say the same."""

import pytest

from claims.actions.assignment_create import assign_article
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.passage_review import approve_passage, return_to_editor
from claims.actions.passage_withdraw import withdraw_passage
from claims.models import Assignment, Membership, Passage
from tests import make
from tests.scenes import more_built_once


@pytest.fixture
@more_built_once
def scene(cast):
    """Edith's passages in every status in one article, Egon's in another that is handed in."""
    ruritania, claim = make.actor("Ruritania", "state"), make.claim(cast.collection, "The plan was known.")
    parts = {"speakers": [ruritania], "states": [claim]}
    words = ("the plan was known", "“Nobody told us,”", "the bridge was")
    approved, returned, withdrawn = (make.passage(cast.article, each, by=cast.edith, **parts) for each in words)
    hand_in_reading(cast.article.assignments.get(), by=cast.edith)
    for passage in (approved, returned, withdrawn):
        passage.refresh_from_db()
    approve_passage(approved, by=cast.rita, version=approved.version)
    return_to_editor(returned, by=cast.rita, version=returned.version, reason="Who?")
    withdraw_passage(withdrawn, by=cast.edith, version=withdrawn.version, action=make.uuid7())
    draft = make.passage(cast.article, "a lie", by=cast.edith)
    other = make.article(cast.collection, text="It was known. It was.", title="Other")
    submitted = make.passage(other, "It was known.", by=cast.egon, **parts)
    hand_in_reading(Assignment.objects.get(article=other), by=cast.egon)
    hand_in_reading(assign_article(other, editor=cast.edith, by=cast.mona), by=cast.edith)
    foreign = make.passage(
        make.article(make.collection("foreign", by=cast.otto)), "a lie", by=cast.otto, role="manager"
    )
    cast.all = {
        "approved": approved, "returned": returned, "withdrawn": withdrawn, "draft": draft, "submitted": submitted,
        "foreign": foreign,
    }  # fmt: skip
    return cast


ALL = {"approved", "returned", "draft", "submitted"}
EXPECTED = {
    # person: (where reading is open, where it is blind)
    "ralf": ({"approved"}, {"approved"}),
    "edith": (ALL, ALL),
    "egon": (ALL, {"submitted"}),
    "rita": (ALL, ALL),
    "mona": (ALL, ALL),
}


@pytest.mark.parametrize("blind", [False, True])
@pytest.mark.parametrize("person", EXPECTED)
def test_who_reads_what(scene, person, blind):
    scene.collection.blind = blind
    scene.collection.save()
    user = getattr(scene, person)
    role = Membership.objects.get(user=user, collection=scene.collection).role
    by_name = {passage.pk: name for name, passage in scene.all.items()}
    everywhere = {by_name[passage.pk] for passage in Passage.objects.readable_by(user)}
    here = Passage.objects.readable_in(scene.collection, user=user, role=role)
    assert everywhere == {by_name[passage.pk] for passage in here} == EXPECTED[person][blind]


def test_an_outsider_reads_nothing_but_their_own_collection(scene):
    assert [passage.pk for passage in Passage.objects.readable_by(scene.otto)] == [scene.all["foreign"].pk]
