"""Undo and redo at the same moment as something else: sent twice they are done once, and what they take with them is
no more there for whoever wanted to merge or reword it."""

import pytest

from claims.actions.actor_create import get_or_create_actor_by_name
from claims.actions.actor_merge import merge_actor
from claims.actions.attribution_edit import add_speaker
from claims.actions.claim_create import get_or_create_claim
from claims.actions.claim_edit import reword_claim
from claims.actions.claim_merge import merge_claim
from claims.actions.passage_edit import set_passage_note
from claims.actions.statement_edit import add_statement
from claims.actions.undo import redo, undo
from claims.models import Article, Claim, Passage
from tests import make
from tests.claims.at_once import fresh, meanwhile, refused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def article(cast) -> Article:
    return Article.objects.visible_to(cast.edith).select_related("collection").get(pk=cast.article.pk)


@pytest.fixture
def passages(cast, article) -> list[Passage]:
    """Three of Edith's, each with a note; the first without another change."""
    made = [make.passage(cast.article, word, by=cast.edith) for word in ("safe", "lie", "police")]
    for passage in made:
        set_passage_note(passage, note=f"about {passage.exact}", by=cast.edith, version=1, action=make.uuid7())
    return made


def notes(passages: list[Passage]) -> list[str]:
    return [fresh(passage).note for passage in passages]


def test_undo_sent_again_before_it_is_through(cast, article, passages):
    sent = {"article": article, "by": cast.edith, "action": make.uuid7()}
    turn = meanwhile(lambda: undo(**sent), lambda: undo(**sent))
    assert turn.passage == passages[2]
    assert notes(passages) == ["about safe", "about lie", ""]


def test_redo_sent_again_before_it_is_through(cast, article, passages):
    for _ in range(2):
        undo(article=article, by=cast.edith, action=make.uuid7())
    sent = {"article": article, "by": cast.edith, "action": make.uuid7()}
    turn = meanwhile(lambda: redo(**sent), lambda: redo(**sent))
    assert turn.passage == passages[1]
    assert notes(passages) == ["about safe", "about lie", ""]


def test_the_only_undo_there_is_sent_again_before_it_is_through(cast, article):
    passage = make.passage(cast.article, "safe", by=cast.edith)
    sent = {"article": article, "by": cast.edith, "action": make.uuid7()}
    turn = meanwhile(lambda: undo(**sent), lambda: undo(**sent))
    assert turn.passage == passage and fresh(passage).status == "withdrawn"


def test_a_claim_goes_by_undo_while_another_is_merged_into_it_or_it_is_reworded(cast, article):
    passage, other = make.passage(cast.article, "safe", by=cast.edith), make.claim(cast.collection, "It was safe.")
    entered = get_or_create_claim(collection=cast.collection, statement="The bridge was safe.", by=cast.edith)
    add_statement(passage, claim=entered, by=cast.edith, version=1, action=make.uuid7())
    outcome = meanwhile(
        lambda: undo(article=article, by=cast.edith, action=make.uuid7()), lambda: merge_claim(entered, other=other)
    )
    refused(outcome, "gone")
    redo(article=article, by=cast.edith, action=make.uuid7())
    outcome = meanwhile(
        lambda: undo(article=article, by=cast.edith, action=make.uuid7()),
        lambda: reword_claim(entered, by=cast.rita, statement="The bridge held."),
    )
    refused(outcome, "gone")
    assert list(Claim.objects.all()) == [other] and fresh(other).merged_into is None


def test_an_actor_goes_by_undo_while_another_is_merged_into_it(cast, article):
    passage, other = make.passage(cast.article, "safe", by=cast.edith), make.actor("Ministry")
    entered = get_or_create_actor_by_name(name="Minister", kind="person", by=cast.edith)
    add_speaker(passage, actor=entered, by=cast.edith, version=1, action=make.uuid7())
    outcome = meanwhile(
        lambda: undo(article=article, by=cast.edith, action=make.uuid7()), lambda: merge_actor(entered, other=other)
    )
    refused(outcome, "gone")
    assert fresh(other).merged_into is None


def test_a_claim_goes_by_undo_while_another_passage_states_it(cast, article):
    passage, other = make.passage(cast.article, "safe", by=cast.edith), make.passage(cast.article, "lie", by=cast.egon)
    entered = get_or_create_claim(collection=cast.collection, statement="The bridge was safe.", by=cast.edith)
    add_statement(passage, claim=entered, by=cast.edith, version=1, action=make.uuid7())
    outcome = meanwhile(
        lambda: undo(article=article, by=cast.edith, action=make.uuid7()),
        lambda: add_statement(other, claim=entered, by=cast.egon, version=1, action=make.uuid7()),
    )
    refused(outcome, "gone")
    assert fresh(other).version == 1 and not other.statements.exists()
