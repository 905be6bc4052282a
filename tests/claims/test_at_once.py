"""Two who act on the same thing at once: it comes out as if one had come after the other."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from claims.constraints import explain
from claims.models import Actor, Article, Assignment, Claim, Collection, Invitation, Milestone, Passage
from claims.models.editing import Stale
from claims.models.reviews import Incomplete
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
    reading(cast, cast.edith).hand_in(by=cast.edith)
    return fresh(complete)


# -- Approving


def test_two_approve(cast, submitted):
    outcome = meanwhile(
        lambda: fresh(submitted).approve(by=cast.rita, version=1),
        lambda: fresh(submitted).approve(by=cast.mona, version=1),
    )
    refused(outcome, "not_submitted")
    assert Milestone.objects.filter(verdict="approved").count() == 1
    assert fresh(submitted).reviewed_by == cast.rita


def test_one_changes_what_another_approves(cast, submitted):
    outcome = meanwhile(
        lambda: fresh(submitted).set_note(note="newer", **by(cast.edith)),
        lambda: fresh(submitted).approve(by=cast.rita, version=1),
    )
    assert isinstance(outcome, Stale)
    assert fresh(submitted).status == "submitted" and not Milestone.objects.filter(verdict="approved").exists()


def test_one_approves_what_another_changes(cast, submitted):
    outcome = meanwhile(
        lambda: fresh(submitted).approve(by=cast.rita, version=1),
        lambda: fresh(submitted).set_note(note="late", **by(cast.edith)),
    )
    refused(outcome, "approved")
    assert fresh(submitted).note == "" and fresh(submitted).status == "approved"


def test_one_approves_what_another_returns(cast, submitted):
    outcome = meanwhile(
        lambda: fresh(submitted).approve(by=cast.rita, version=1),
        lambda: fresh(submitted).send_back(by=cast.mona, version=1, reason="Which plan?"),
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

    outcome = meanwhile(lambda: fresh(submitted).approve(by=cast.rita, version=1), add)
    refused(outcome, "statement_written_open")
    assert fresh(submitted).statements.count() == 1


def test_one_draws_around_what_another_approves(cast, submitted):
    outcome = meanwhile(
        lambda: fresh(submitted).approve(by=cast.rita, version=1),
        lambda: make.passage(cast.article, "denied that the plan was known", by=cast.edith),
    )
    assert isinstance(outcome, Passage), repr(outcome)
    assert fresh(submitted).status == "approved" and fresh(submitted).within is None


def test_one_approves_what_another_draws_around(cast, submitted):
    outcome = meanwhile(
        lambda: make.passage(cast.article, "denied that the plan was known", by=cast.edith),
        lambda: fresh(submitted).approve(by=cast.rita, version=1),
    )
    assert isinstance(outcome, Stale)
    assert fresh(submitted).within.exact == "denied that the plan was known"


def test_two_merge_the_same_readings_both_ways(cast, submitted):
    twin = make.passage(
        cast.article, "plan was known", by=cast.egon, speakers=[Actor.objects.get()], states=[Claim.objects.get()]
    )
    reading(cast, cast.egon).hand_in(by=cast.egon)
    # Whoever is merged first, the other waits at the same of the two.
    outcome = meanwhile(
        lambda: fresh(submitted).merge_into(twin, by=cast.rita, version=1),
        lambda: fresh(twin).merge_into(submitted, by=cast.mona, version=1),
    )
    refused(outcome, "no_twin")
    assert fresh(submitted).same_as == twin and fresh(twin).status == "submitted"


def test_a_twin_is_withdrawn_while_another_is_merged_into_it(cast, submitted):
    twin = make.passage(cast.article, "plan was known", by=cast.egon)
    outcome = meanwhile(
        lambda: fresh(twin).withdraw(**by(cast.egon)),
        lambda: fresh(submitted).merge_into(twin, by=cast.rita, version=1),
    )
    refused(outcome, "no_twin")
    assert fresh(submitted).status == "submitted"


# -- Handing in, accepting, discarding


def test_a_mark_is_made_while_the_reading_is_handed_in(cast, complete):
    outcome = meanwhile(
        lambda: make.passage(cast.article, "safe", by=cast.edith),
        lambda: reading(cast, cast.edith).hand_in(by=cast.edith),
    )
    assert isinstance(outcome, Incomplete) and [each.exact for each in outcome.passages] == ["safe"]
    assert fresh(complete).status == "draft"


def test_the_reading_is_handed_in_while_a_mark_is_made(cast, complete):
    meanwhile(
        lambda: reading(cast, cast.edith).hand_in(by=cast.edith),
        lambda: make.passage(cast.article, "safe", by=cast.edith),
    )
    assert fresh(complete).status == "submitted" and Passage.objects.get(exact="safe").status == "draft"
    assert not Assignment.objects.waiting().exists()


def test_a_speaker_is_taken_off_while_the_reading_is_handed_in(cast, complete):
    outcome = meanwhile(
        lambda: fresh(complete).remove_attribution(actor=Actor.objects.get(), role="speaker", **by(cast.edith)),
        lambda: reading(cast, cast.edith).hand_in(by=cast.edith),
    )
    assert isinstance(outcome, Incomplete)
    assert fresh(complete).status == "draft" and not Milestone.objects.exists()


def test_a_mark_is_made_while_the_reading_is_accepted(cast, submitted):
    submitted.approve(by=cast.rita, version=1)
    outcome = meanwhile(
        lambda: make.passage(cast.article, "safe", by=cast.edith),
        lambda: reading(cast, cast.edith).accept(by=cast.rita),
    )
    refused(outcome, "open")
    assert reading(cast, cast.edith).accepted_at is None


def test_the_reading_is_accepted_while_a_mark_is_made(cast, submitted):
    submitted.approve(by=cast.rita, version=1)
    meanwhile(
        lambda: reading(cast, cast.edith).accept(by=cast.rita),
        lambda: make.passage(cast.article, "safe", by=cast.edith),
    )
    assert reading(cast, cast.edith).accepted_by == cast.rita
    assert Assignment.objects.unfinished().get().editor == cast.edith


@pytest.mark.parametrize("has_place", [True, False])
def test_an_article_is_deleted_while_it_is_marked(cast, has_place):
    if has_place:
        Assignment.give(article=cast.article, editor=cast.edith, by=cast.mona)
    outcome = meanwhile(
        lambda: make.passage(cast.article, "safe", by=cast.edith), lambda: fresh(cast.article).discard()
    )
    refused(outcome, "marked")
    assert Article.objects.exists()


@pytest.mark.parametrize("has_place", [True, False])
def test_an_article_is_marked_while_it_is_deleted(cast, has_place):
    if has_place:
        Assignment.give(article=cast.article, editor=cast.edith, by=cast.mona)
    outcome = meanwhile(
        lambda: fresh(cast.article).discard(), lambda: make.passage(cast.article, "safe", by=cast.edith)
    )
    refused(outcome, "deleted")
    assert not Article.objects.exists() and not Assignment.objects.exists()


# -- People


def test_two_use_the_same_invitation(cast):
    link = Invitation.issue(collection=cast.collection, role="editor", by=cast.mona).token
    second = cast.olga
    outcome = meanwhile(
        lambda: Invitation.from_token(link).accept(user=cast.otto),
        lambda: Invitation.from_token(link).accept(user=second),
    )
    refused(outcome, "used")
    assert cast.collection.role_of(cast.otto) == "editor" and cast.collection.role_of(second) is None


def test_two_managers_demote_each_other(cast):
    cast.collection.admit(user=cast.rita, role="manager", by=cast.mona)
    outcome = meanwhile(
        lambda: fresh(cast.collection).admit(user=cast.rita, role="editor", by=cast.mona),
        lambda: fresh(cast.collection).admit(user=cast.mona, role="editor", by=cast.rita),
    )
    refused(outcome, "last_manager")
    assert cast.collection.role_of(cast.mona) == "manager" and cast.collection.role_of(cast.rita) == "editor"


def test_two_managers_dismiss_each_other(cast):
    cast.collection.admit(user=cast.rita, role="manager", by=cast.mona)
    outcome = meanwhile(
        lambda: fresh(cast.collection).dismiss(user=cast.rita), lambda: fresh(cast.collection).dismiss(user=cast.mona)
    )
    refused(outcome, "last_manager")


def test_members_and_texts_come_in_without_waiting_for_each_other(cast):
    outcome = meanwhile(
        lambda: fresh(cast.collection).admit(user=cast.otto, role="editor", by=cast.mona),
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
    outcome = meanwhile(lambda: fresh(one).absorb(other=other), lambda: fresh(other).absorb(other=one))
    refused(outcome, "merged")
    assert fresh(other).merged_into == one and fresh(one).merged_into is None


def test_an_outer_transaction_may_go_on_after_a_refusal(cast):
    """A refusal undoes its own part only, so that a view may do more in one transaction."""
    with transaction.atomic():
        with pytest.raises(ValidationError):
            make.claim(cast.collection, "One; two.")
        make.claim(cast.collection, "One.")
    assert Claim.objects.get().statement == "One."
