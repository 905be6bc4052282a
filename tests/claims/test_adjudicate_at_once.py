"""Two who settle the same readings at once: it comes out as if one had come after the other, and nothing is lost."""

import pytest

from claims.actions.adjudicate import Seen, approve_agreeing, approve_one, create_wording, revoke_decisions
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.claim_create import get_or_create_claim
from claims.actions.claim_edit import reword_claim, set_claim_note
from claims.actions.collection_edit import edit_collection
from claims.actions.passage_edit import set_passage_note
from claims.actions.passage_merge import merge_passage
from claims.actions.passage_review import reopen_passage
from claims.actions.passage_withdraw import withdraw_passage
from claims.actions.refusals import Stale
from tests import make
from tests.claims.at_once import by, fresh, meanwhile, reading, refused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pair(cast):
    """Edith's and Egon's passage over the same words, both handed in."""
    parts = {"speakers": [make.actor("Minister")], "states": [make.claim(cast.collection, "The plan was known.")]}
    for editor in (cast.edith, cast.egon):
        make.passage(cast.article, "the plan was known", by=editor, **parts)
        hand_in_reading(reading(cast, editor), by=editor)
    return cast.edith.passages.get(), cast.egon.passages.get()


def seen(pair):
    return [Seen(each.pk, 1) for each in pair]


def statuses(pair):
    return [fresh(each).status for each in pair]


def test_two_reviewers_take_one_each(cast, pair):
    hers, his = seen(pair)
    outcome = meanwhile(
        lambda: approve_one(cast.article, chosen=hers, other=his, by=cast.rita),
        lambda: approve_one(cast.article, chosen=his, other=hers, by=cast.mona),
    )
    assert isinstance(outcome, Stale)
    assert statuses(pair) == ["approved", "merged"]


def test_two_reviewers_approve_all_that_agree(cast, pair):
    outcome = meanwhile(
        lambda: approve_agreeing(cast.article, pairs=[tuple(seen(pair))], by=cast.rita),
        lambda: approve_agreeing(cast.article, pairs=[tuple(seen(pair))], by=cast.mona),
    )
    assert outcome == (0, 0)
    assert statuses(pair) == ["approved", "merged"] and fresh(pair[0]).reviewed_by == cast.rita


def test_two_reviewers_word_it_anew(cast, pair):
    hers, his = seen(pair)
    outcome = meanwhile(
        lambda: create_wording(cast.article, id=make.uuid7(), after=hers, other=his, by=cast.rita),
        lambda: create_wording(cast.article, id=make.uuid7(), after=his, other=hers, by=cast.mona),
    )
    assert isinstance(outcome, Stale)
    assert {fresh(each).same_as for each in pair} == {cast.rita.passages.get()} and not cast.mona.passages.exists()


@pytest.fixture
def alike(cast):
    """A passage of each over the same words, each with a claim of its own in the same words; and the claims."""
    edit_collection(cast.collection, blind=True)
    cast.article.collection.refresh_from_db()
    claims, minister = [], make.actor("Minister")
    for editor in (cast.edith, cast.egon):
        claims.append(get_or_create_claim(collection=cast.collection, statement="The plan was known.", by=editor))
        make.passage(cast.article, "the plan was known", by=editor, speakers=[minister], states=claims[-1:])
    for editor in (cast.edith, cast.egon):
        hand_in_reading(reading(cast, editor), by=editor)
    return (cast.edith.passages.get(), cast.egon.passages.get()), claims


def test_one_rewords_a_claim_that_another_makes_one_with_its_twin(cast, alike):
    pair, claims = alike
    outcome = meanwhile(
        lambda: approve_agreeing(cast.article, pairs=[tuple(seen(pair))], by=cast.rita),
        lambda: reword_claim(fresh(claims[1]), by=cast.mona, statement="All was known."),
    )
    refused(outcome, "merged")
    assert fresh(claims[1]).merged_into == claims[0]


def test_a_claim_that_was_reworded_meanwhile_is_not_made_one(cast, alike):
    pair, claims = alike
    outcome = meanwhile(
        lambda: reword_claim(fresh(claims[1]), by=cast.mona, statement="All was known.", spelling=True),
        lambda: approve_agreeing(cast.article, pairs=[tuple(seen(pair))], by=cast.rita),
    )
    assert outcome == (0, 1)
    assert fresh(claims[1]).merged_into is None and statuses(pair) == ["submitted", "submitted"]


def test_a_claim_that_somebody_holds_is_not_waited_for_and_the_decision_stands(cast, alike):
    pair, claims = alike
    outcome = meanwhile(
        lambda: set_claim_note(fresh(claims[1]), note="by the police"),
        lambda: approve_agreeing(cast.article, pairs=[tuple(seen(pair))], by=cast.rita),
        waits=False,
    )
    assert outcome == (1, 0)
    assert fresh(claims[1]).merged_into is None and statuses(pair) == ["approved", "merged"]


def test_an_editor_changes_what_a_reviewer_takes(cast, pair):
    hers, his = seen(pair)
    outcome = meanwhile(
        lambda: set_passage_note(fresh(pair[1]), note="on second thought", **by(cast.egon)),
        lambda: approve_one(cast.article, chosen=hers, other=his, by=cast.rita),
    )
    assert isinstance(outcome, Stale)
    assert statuses(pair) == ["submitted", "submitted"]


def test_one_withdraws_what_another_lets_stand(cast, pair):
    outcome = meanwhile(
        lambda: merge_passage(fresh(pair[1]), pair[0], by=cast.rita, version=1),
        lambda: withdraw_passage(fresh(pair[0]), **by(cast.edith)),
    )
    # Begun before the other gave way, it does not know of that: nothing is done, so nothing is lost.
    assert isinstance(outcome, Stale)
    assert statuses(pair) == ["submitted", "merged"]


def test_one_takes_back_what_another_reopens(cast, pair):
    hers, his = seen(pair)
    approve_one(cast.article, chosen=hers, other=his, by=cast.rita)
    outcome = meanwhile(
        lambda: revoke_decisions(cast.article, seen=[hers], by=cast.rita),
        lambda: reopen_passage(fresh(pair[0]), by=cast.mona, version=1, reason="Not so."),
    )
    refused(outcome, "not_approved")
    assert statuses(pair) == ["submitted", "submitted"]
