"""Comments at the same moment: nobody settles or takes back what was just answered, and one sent twice is one."""

import pytest
from django.db import IntegrityError, transaction

from claims.models import Comment, Passage
from claims.models.editing import AlreadyDone, Stale
from tests import make
from tests.claims.at_once import by, fresh, meanwhile, refused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def passage(cast) -> Passage:
    return make.passage(cast.article, "the plan", by=cast.edith)


@pytest.fixture
def asked(cast, passage) -> Comment:
    return Comment.add(passage=passage, by=cast.rita, text="Which plan?")


def answer(cast, passage: Passage) -> Comment:
    return Comment.add(passage=passage, by=cast.edith, text="That of May.")


def test_what_is_answered_is_not_resolved(cast, passage, asked):
    outcome = meanwhile(lambda: answer(cast, passage), lambda: fresh(asked).resolve(by=cast.rita))
    assert isinstance(outcome, Stale) and Comment.objects.open().count() == 1


def test_what_is_answered_is_not_taken_back(cast, passage, asked):
    outcome = meanwhile(lambda: answer(cast, passage), lambda: fresh(asked).take_back(by=cast.rita))
    refused(outcome, "comment_answered_kept")
    assert Comment.objects.count() == 2


def test_what_is_taken_back_is_neither_resolved_nor_taken_back_again(cast, passage, asked):
    again = fresh(asked)
    outcome = meanwhile(lambda: fresh(asked).take_back(by=cast.rita), lambda: again.resolve(by=cast.edith))
    assert isinstance(outcome, Stale)
    with pytest.raises(AlreadyDone):
        again.take_back(by=cast.rita)


def test_one_sent_again_before_it_is_through_is_there_once(cast, passage):
    sent = {"passage": passage, "by": cast.rita, "text": "Which plan?", "action": make.uuid7()}
    outcome = meanwhile(lambda: Comment.add(**sent), lambda: Comment.add(**sent))
    assert isinstance(outcome, AlreadyDone) and Comment.objects.count() == 1


def test_a_comment_and_a_change_of_the_passage_both_come_through(cast, passage):
    change = by(cast.edith)
    assert meanwhile(lambda: passage.set_note(note="May", **change), lambda: answer(cast, passage)).pk
    assert fresh(passage).version == 2


def test_the_database_itself_keeps_what_was_answered(cast, passage, asked):
    answer(cast, passage)
    with pytest.raises(IntegrityError, match="comment_answered_kept"), transaction.atomic():
        Comment.objects.filter(pk=asked.pk).delete()
