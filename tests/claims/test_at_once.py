"""Two who act on the same thing at once: it comes out as if one had come after the other."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from claims.actions.actor_merge import merge_actor
from claims.actions.article_delete import delete_article
from claims.actions.assignment_accept import accept_reading
from claims.actions.assignment_create import assign_article
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.attribution_edit import remove_attribution
from claims.actions.invitation_accept import accept_invitation
from claims.actions.invitation_create import create_invitation
from claims.actions.member_set import remove_member, set_member
from claims.actions.passage_edit import set_passage_note
from claims.actions.passage_merge import merge_passage
from claims.actions.passage_review import approve_passage, return_to_editor
from claims.actions.passage_withdraw import withdraw_passage
from claims.actions.refusals import Incomplete, Stale
from claims.constraints import explain
from claims.models import Actor, Article, Assignment, Claim, Collection, Milestone, Passage
from claims.queries.invitations import invitation_from_token
from tests import make
from tests.claims.at_once import by, fresh, meanwhile, reading, refused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def complete(cast):
    """Edith's complete assertion, still a draft."""
    parts = {"speakers": [make.actor("Minister")], "states": [make.claim(cast.collection, "The plan was known.")]}
    return make.passage(cast.article, "the plan was known", by=cast.edith, **parts)


@pytest.fixture
def submitted(cast, complete):
    hand_in_reading(reading(cast, cast.edith), by=cast.edith)
    return fresh(complete)


# -- Importing


def test_two_import_the_same_text_of_which_one_has_a_line_break_more(cast):
    outcome = meanwhile(
        lambda: make.article(cast.collection, text="Rain fell.", title="Rain"),
        lambda: make.article(cast.collection, text="Rain fell.\n", title="Rain again"),
    )
    refused(outcome, "article_words_once")
    assert not Article.objects.filter(title="Rain again").exists()


# -- Approving


def test_two_approve(cast, submitted):
    outcome = meanwhile(
        lambda: approve_passage(fresh(submitted), by=cast.rita, version=1),
        lambda: approve_passage(fresh(submitted), by=cast.mona, version=1),
    )
    refused(outcome, "not_submitted")
    assert Milestone.objects.filter(verdict="approved").count() == 1
    assert fresh(submitted).reviewed_by == cast.rita


def test_one_changes_what_another_approves(cast, submitted):
    outcome = meanwhile(
        lambda: set_passage_note(fresh(submitted), note="newer", **by(cast.edith)),
        lambda: approve_passage(fresh(submitted), by=cast.rita, version=1),
    )
    assert isinstance(outcome, Stale)
    assert fresh(submitted).status == "submitted" and not Milestone.objects.filter(verdict="approved").exists()


def test_one_approves_what_another_changes(cast, submitted):
    outcome = meanwhile(
        lambda: approve_passage(fresh(submitted), by=cast.rita, version=1),
        lambda: set_passage_note(fresh(submitted), note="late", **by(cast.edith)),
    )
    refused(outcome, "approved")
    assert fresh(submitted).note == "" and fresh(submitted).status == "approved"


def test_one_approves_what_another_returns(cast, submitted):
    outcome = meanwhile(
        lambda: approve_passage(fresh(submitted), by=cast.rita, version=1),
        lambda: return_to_editor(fresh(submitted), by=cast.mona, version=1, reason="Which plan?"),
    )
    refused(outcome, "not_submitted")
    assert fresh(submitted).status == "approved"


def test_one_approves_while_plain_sql_adds_a_part(cast, submitted):
    claim = make.claim(cast.collection, "It fell.")

    def add():
        try:
            with connection.cursor() as cursor:
                cursor.execute(
                    "INSERT INTO claims_statement (passage_id, claim_id) VALUES (%s, %s)", [submitted.pk, claim.pk]
                )
        except IntegrityError as error:
            raise explain(error) from error

    outcome = meanwhile(lambda: approve_passage(fresh(submitted), by=cast.rita, version=1), add)
    refused(outcome, "statement_written_open")
    assert fresh(submitted).statements.count() == 1


def test_one_draws_around_what_another_approves(cast, submitted):
    outcome = meanwhile(
        lambda: approve_passage(fresh(submitted), by=cast.rita, version=1),
        lambda: make.passage(cast.article, "denied that the plan was known", by=cast.edith),
    )
    assert isinstance(outcome, Passage), repr(outcome)
    assert fresh(submitted).status == "approved" and fresh(submitted).within is None


def test_one_approves_what_another_draws_around(cast, submitted):
    outcome = meanwhile(
        lambda: make.passage(cast.article, "denied that the plan was known", by=cast.edith),
        lambda: approve_passage(fresh(submitted), by=cast.rita, version=1),
    )
    assert isinstance(outcome, Stale)
    assert fresh(submitted).within.exact == "denied that the plan was known"


def test_two_merge_the_same_readings_both_ways(cast, submitted):
    twin = make.passage(
        cast.article, "plan was known", by=cast.egon, speakers=[Actor.objects.get()], states=[Claim.objects.get()]
    )
    hand_in_reading(reading(cast, cast.egon), by=cast.egon)
    # Whoever is merged first, the other waits at the same of the two.
    outcome = meanwhile(
        lambda: merge_passage(fresh(submitted), twin, by=cast.rita, version=1),
        lambda: merge_passage(fresh(twin), submitted, by=cast.mona, version=1),
    )
    refused(outcome, "no_twin")
    assert fresh(submitted).same_as == twin and fresh(twin).status == "submitted"


def test_a_twin_is_withdrawn_while_another_is_merged_into_it(cast, submitted):
    twin = make.passage(cast.article, "plan was known", by=cast.egon)
    outcome = meanwhile(
        lambda: withdraw_passage(fresh(twin), **by(cast.egon)),
        lambda: merge_passage(fresh(submitted), twin, by=cast.rita, version=1),
    )
    refused(outcome, "no_twin")
    assert fresh(submitted).status == "submitted"


# -- Handing in, accepting, discarding


def test_a_mark_is_made_while_the_reading_is_handed_in(cast, complete):
    outcome = meanwhile(
        lambda: make.passage(cast.article, "safe", by=cast.edith),
        lambda: hand_in_reading(reading(cast, cast.edith), by=cast.edith),
    )
    assert isinstance(outcome, Incomplete) and [each.exact for each in outcome.passages] == ["safe"]
    assert fresh(complete).status == "draft"


def test_the_reading_is_handed_in_while_a_mark_is_made(cast, complete):
    meanwhile(
        lambda: hand_in_reading(reading(cast, cast.edith), by=cast.edith),
        lambda: make.passage(cast.article, "safe", by=cast.edith),
    )
    assert fresh(complete).status == "submitted" and Passage.objects.get(exact="safe").status == "draft"
    assert not Assignment.objects.waiting().exists()


def test_a_speaker_is_taken_off_while_the_reading_is_handed_in(cast, complete):
    outcome = meanwhile(
        lambda: remove_attribution(fresh(complete), actor=Actor.objects.get(), role="speaker", **by(cast.edith)),
        lambda: hand_in_reading(reading(cast, cast.edith), by=cast.edith),
    )
    assert isinstance(outcome, Incomplete)
    assert fresh(complete).status == "draft" and not Milestone.objects.exists()


def test_a_mark_is_made_while_the_reading_is_accepted(cast, submitted):
    approve_passage(submitted, by=cast.rita, version=1)
    outcome = meanwhile(
        lambda: make.passage(cast.article, "safe", by=cast.edith),
        lambda: accept_reading(reading(cast, cast.edith), by=cast.rita),
    )
    refused(outcome, "open")
    assert reading(cast, cast.edith).accepted_at is None


def test_the_reading_is_accepted_while_a_mark_is_made(cast, submitted):
    approve_passage(submitted, by=cast.rita, version=1)
    meanwhile(
        lambda: accept_reading(reading(cast, cast.edith), by=cast.rita),
        lambda: make.passage(cast.article, "safe", by=cast.edith),
    )
    assert reading(cast, cast.edith).accepted_by == cast.rita
    assert Assignment.objects.unfinished().get().editor == cast.edith


@pytest.mark.parametrize("has_place", [True, False])
def test_an_article_is_deleted_while_it_is_marked(cast, has_place):
    if has_place:
        assign_article(cast.article, editor=cast.edith, by=cast.mona)
    outcome = meanwhile(
        lambda: make.passage(cast.article, "safe", by=cast.edith), lambda: delete_article(fresh(cast.article))
    )
    refused(outcome, "marked")
    assert Article.objects.exists()


@pytest.mark.parametrize("has_place", [True, False])
def test_an_article_is_marked_while_it_is_deleted(cast, has_place):
    if has_place:
        assign_article(cast.article, editor=cast.edith, by=cast.mona)
    outcome = meanwhile(
        lambda: delete_article(fresh(cast.article)), lambda: make.passage(cast.article, "safe", by=cast.edith)
    )
    refused(outcome, "deleted")
    assert not Article.objects.exists() and not Assignment.objects.exists()


# -- People


def test_two_use_the_same_invitation(cast):
    link = create_invitation(cast.collection, role="editor", by=cast.mona).token
    second = cast.olga
    outcome = meanwhile(
        lambda: accept_invitation(invitation_from_token(link), user=cast.otto),
        lambda: accept_invitation(invitation_from_token(link), user=second),
    )
    refused(outcome, "used")
    assert cast.collection.role_of(cast.otto) == "editor" and cast.collection.role_of(second) is None


def test_two_managers_demote_each_other(cast):
    set_member(cast.collection, user=cast.rita, role="manager", by=cast.mona)
    outcome = meanwhile(
        lambda: set_member(fresh(cast.collection), user=cast.rita, role="editor", by=cast.mona),
        lambda: set_member(fresh(cast.collection), user=cast.mona, role="editor", by=cast.rita),
    )
    refused(outcome, "last_manager")
    assert cast.collection.role_of(cast.mona) == "manager" and cast.collection.role_of(cast.rita) == "editor"


def test_two_managers_dismiss_each_other(cast):
    set_member(cast.collection, user=cast.rita, role="manager", by=cast.mona)
    outcome = meanwhile(
        lambda: remove_member(fresh(cast.collection), user=cast.rita),
        lambda: remove_member(fresh(cast.collection), user=cast.mona),
    )
    refused(outcome, "last_manager")


def test_members_and_texts_come_in_without_waiting_for_each_other(cast):
    outcome = meanwhile(
        lambda: set_member(fresh(cast.collection), user=cast.otto, role="editor", by=cast.mona),
        lambda: make.article(Collection.objects.get(pk=cast.collection.pk), text="Another text."),
        waits=False,
    )
    assert isinstance(outcome, Article)


# -- Actors and claims


def test_two_introduce_the_same_actor(cast):
    outcome = meanwhile(lambda: make.actor("Kremlin"), lambda: make.actor("KREMLIN"))
    assert outcome == Actor.objects.get()


def test_two_word_the_same_claim(cast):
    outcome = meanwhile(
        lambda: make.claim(cast.collection, "The plan was known."),
        lambda: make.claim(cast.collection, "The plan WAS known."),
    )
    assert outcome == Claim.objects.get()


def test_two_merge_the_same_pair_both_ways(cast):
    one, other = make.actor("Kremlin"), make.actor("Moscow")
    outcome = meanwhile(lambda: merge_actor(fresh(one), other=other), lambda: merge_actor(fresh(other), other=one))
    refused(outcome, "merged")
    assert fresh(other).merged_into == one and fresh(one).merged_into is None


def test_an_outer_transaction_may_go_on_after_a_refusal(cast):
    """A refusal undoes its own part only, so that a view may do more in one transaction."""
    with transaction.atomic():
        with pytest.raises(ValidationError):
            make.claim(cast.collection, "One; two.")
        make.claim(cast.collection, "One.")
    assert Claim.objects.get().statement == "One."
