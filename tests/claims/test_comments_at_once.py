"""Comments at the same moment: nobody settles or takes back what was just answered, and one sent twice is one."""

import pytest
from django.db import IntegrityError, transaction

from claims.actions.comment_create import create_comment
from claims.actions.comment_delete import delete_comment
from claims.actions.comment_resolve import resolve_comment
from claims.actions.passage_edit import set_passage_note
from claims.actions.refusals import AlreadyDone, Stale
from claims.models import Comment, Passage
from tests import make
from tests.claims.at_once import by, fresh, meanwhile, refused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def passage(cast) -> Passage:
    return make.passage(cast.article, "the plan", by=cast.edith)


@pytest.fixture
def asked(cast, passage) -> Comment:
    return create_comment(passage=passage, by=cast.rita, text="Which plan?")


def answer(cast, passage: Passage) -> Comment:
    return create_comment(passage=passage, by=cast.edith, text="That of May.")


def test_what_is_answered_is_not_resolved(cast, passage, asked):
    outcome = meanwhile(lambda: answer(cast, passage), lambda: resolve_comment(fresh(asked), by=cast.rita))
    assert isinstance(outcome, Stale) and Comment.objects.open().count() == 1


def test_what_is_answered_is_not_taken_back(cast, passage, asked):
    outcome = meanwhile(lambda: answer(cast, passage), lambda: delete_comment(fresh(asked), by=cast.rita))
    refused(outcome, "comment_answered_kept")
    assert Comment.objects.count() == 2


def test_what_is_taken_back_is_neither_resolved_nor_taken_back_again(cast, passage, asked):
    again = fresh(asked)
    outcome = meanwhile(
        lambda: delete_comment(fresh(asked), by=cast.rita), lambda: resolve_comment(again, by=cast.edith)
    )
    assert isinstance(outcome, Stale)
    with pytest.raises(AlreadyDone):
        delete_comment(again, by=cast.rita)


def test_one_sent_again_before_it_is_through_is_there_once(cast, passage):
    sent = {"passage": passage, "by": cast.rita, "text": "Which plan?", "action": make.uuid7()}
    outcome = meanwhile(lambda: create_comment(**sent), lambda: create_comment(**sent))
    assert isinstance(outcome, AlreadyDone) and Comment.objects.count() == 1


def test_a_comment_and_a_change_of_the_passage_both_come_through(cast, passage):
    change = by(cast.edith)
    assert meanwhile(lambda: set_passage_note(passage, note="May", **change), lambda: answer(cast, passage)).pk
    assert fresh(passage).version == 2


def test_the_database_itself_keeps_what_was_answered(cast, passage, asked):
    answer(cast, passage)
    with pytest.raises(IntegrityError, match="comment_answered_kept"), transaction.atomic():
        Comment.objects.filter(pk=asked.pk).delete()
