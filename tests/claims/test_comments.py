"""Comments: talk about a passage that changes nothing of it, seen by those who work on it, settled or open."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions.article_archive import archive_article
from claims.actions.assignment_create import assign_article
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.collection_edit import edit_collection
from claims.actions.comment_create import create_comment
from claims.actions.comment_delete import delete_comment
from claims.actions.comment_resolve import reopen_comment, resolve_comment
from claims.actions.member_set import remove_member
from claims.actions.passage_edit import set_passage_note
from claims.actions.passage_review import approve_passage, return_to_editor
from claims.actions.passage_withdraw import withdraw_passage
from claims.actions.refusals import AlreadyDone, Stale
from claims.models import Assignment, Comment, Passage
from claims.queries.comments import comments_waiting_for
from tests import make
from tests.scenes import more_built_once


def handed_in(cast, words: str = "the plan was known", *, by=None) -> Passage:
    """A complete passage of Edith's, or of another editor, as handed in."""
    by = by or cast.edith
    passage = make.passage(
        cast.article, words, by=by, speakers=[make.actor("Ruritania")], states=[make.claim(cast.collection, words)]
    )
    hand_in_reading(Assignment.objects.get(article=cast.article, editor=by), by=by)
    return Passage.objects.get(pk=passage.pk)


@pytest.fixture
@more_built_once
def passage(cast) -> Passage:
    return handed_in(cast)


def say(passage: Passage, person, text: str = "Which plan?", **fields) -> Comment:
    return create_comment(passage=passage, by=person, text=text, **fields)


def desk(person) -> list[str]:
    """The comments that wait for somebody."""
    return [comment.text for comment in comments_waiting_for(person).for_desk()]


class TestWriting:
    def test_a_comment_makes_no_new_version_and_leaves_the_approval_alone(self, cast, passage):
        approve_passage(passage, by=cast.rita, version=1)
        say(passage, cast.edith, "  Good?\n")
        after = Passage.objects.get()
        assert (after.version, after.status, after.updated_at) == (1, "approved", passage.updated_at)
        assert not passage.events.filter(version__gt=1).exists()
        assert Comment.objects.get().text == "Good?"

    @pytest.mark.parametrize("name", ["ralf", "otto"])
    def test_readers_and_outsiders_have_no_part_in_it(self, cast, passage, name):
        comment = say(passage, cast.rita)
        person = getattr(cast, name)
        for verb in (
            lambda: say(passage, person),
            lambda: resolve_comment(comment, by=person),
            lambda: reopen_comment(comment, by=person),
            lambda: delete_comment(comment, by=person),
        ):
            with pytest.raises(PermissionDenied):
                verb()
        assert Comment.objects.count() == 1 and not Comment.objects.get().is_resolved

    def test_sent_twice_it_is_there_once(self, cast, passage):
        action = make.uuid7()
        say(passage, cast.rita, action=action)
        with pytest.raises(AlreadyDone):
            say(passage, cast.rita, action=action)
        assert Comment.objects.count() == 1

    def test_what_was_taken_back_does_not_come_again_when_it_is_sent_a_second_time(self, cast, passage):
        action = make.uuid7()
        delete_comment(say(passage, cast.rita, action=action), by=cast.rita)
        with pytest.raises(AlreadyDone):
            say(passage, cast.rita, action=action)
        assert not Comment.objects.exists()

    def test_nothing_new_is_written_in_an_archived_article(self, cast, passage):
        archive_article(cast.article)
        with pytest.raises(ValidationError, match="archived"):
            say(Passage.objects.get(), cast.rita)

    @pytest.mark.parametrize("text", ["Why\0?", "Why\ud800?"])
    def test_what_no_text_can_hold_is_a_message(self, cast, passage, text):
        with pytest.raises(ValidationError, match="cannot be kept"):
            say(passage, cast.rita, text)


class TestBlind:
    @pytest.fixture
    def others(self, cast) -> Passage:
        """Egon's passage in a collection that is read blind, while Edith still reads."""
        edit_collection(cast.collection, blind=True)
        make.passage(cast.article, "denied", by=cast.edith)
        return handed_in(cast, by=cast.egon)

    def test_an_editor_has_no_part_in_the_talk_about_what_they_may_not_see(self, cast, others):
        comment = say(others, cast.rita)
        with pytest.raises(PermissionDenied):
            say(others, cast.edith)
        with pytest.raises(PermissionDenied):
            resolve_comment(comment, by=cast.edith)
        assert not Passage.objects.discussed_by(cast.edith).filter(pk=others.pk).exists()

    def test_what_an_editor_took_part_in_before_is_off_their_desk(self, cast):
        theirs = handed_in(cast, by=cast.egon)
        say(theirs, cast.edith, "Is it that plan?")
        say(theirs, cast.egon, "It is.")
        assert desk(cast.edith) == ["It is."]
        make.passage(cast.article, "denied", by=cast.edith)
        edit_collection(cast.collection, blind=True)
        assert desk(cast.edith) == []

    def test_once_all_readings_are_handed_in_they_talk(self, cast):
        edit_collection(cast.collection, blind=True)
        others = handed_in(cast, by=cast.egon)
        hand_in_reading(assign_article(cast.article, editor=cast.edith, by=cast.mona), by=cast.edith)
        assert say(others, cast.edith).pk


def test_the_talk_about_a_withdrawn_passage_is_its_editors_and_the_reviewers(cast, passage):
    withdraw_passage(passage, by=cast.edith, version=1, action=make.uuid7())
    say(passage, cast.edith)
    say(passage, cast.rita)
    with pytest.raises(PermissionDenied):
        say(passage, cast.egon)
    assert desk(cast.edith) == [], "nothing is left to do about it"


class TestThread:
    def test_it_is_resolved_by_somebody_and_open_again_with_the_next_comment(self, cast, passage):
        first = say(passage, cast.rita)
        resolve_comment(first, by=cast.edith)
        assert not Comment.objects.open().exists()
        first.refresh_from_db()
        assert first.resolved_by == cast.edith and first.resolved_at
        say(passage, cast.rita, "Not quite.")
        assert [comment.text for comment in Comment.objects.open()] == ["Not quite."]
        first.refresh_from_db()
        assert first.is_resolved, "what was settled then can still be read"

    def test_it_is_opened_again(self, cast, passage):
        comment = say(passage, cast.rita)
        resolve_comment(comment, by=cast.rita)
        reopen_comment(comment, by=cast.edith)
        assert Comment.objects.open().exists()
        assert [event.resolved_by for event in comment.events.order_by("pgh_id")] == [None, cast.rita]

    def test_resolving_twice_keeps_who_did_it_first(self, cast, passage):
        comment = say(passage, cast.rita)
        resolve_comment(comment, by=cast.edith)
        resolve_comment(Comment.objects.get(), by=cast.rita)
        assert Comment.objects.get().resolved_by == cast.edith

    def test_what_was_not_seen_is_not_resolved(self, cast, passage):
        comment = say(passage, cast.rita)
        say(passage, cast.edith, "That of May.")
        with pytest.raises(Stale):
            resolve_comment(comment, by=cast.rita)
        assert Comment.objects.open().count() == 1

    def test_each_passage_has_its_own(self, cast, passage):
        other = make.passage(cast.article, "denied", by=cast.edith)
        resolve_comment(say(passage, cast.rita), by=cast.rita)
        say(other, cast.rita, "Who?")
        found = {each.pk: each for each in Passage.objects.with_talk()}
        assert (found[passage.pk].comments_made, found[passage.pk].is_talk_open) == (1, False)
        assert (found[other.pk].comments_made, found[other.pk].is_talk_open) == (1, True)


class TestTakingBack:
    def test_ones_own_while_nobody_answered_and_history_keeps_it(self, cast, passage):
        say(passage, cast.rita)
        second = say(passage, cast.rita, "And when?")
        delete_comment(Comment.objects.first(), by=cast.rita)
        assert Comment.objects.get() == second
        assert Comment.events.rel.related_model.objects.get(pgh_label="delete").text == "Which plan?"

    def test_not_somebody_elses(self, cast, passage):
        with pytest.raises(ValidationError, match="Only who wrote"):
            delete_comment(say(passage, cast.rita), by=cast.mona)

    def test_not_what_was_answered_or_resolved(self, cast, passage):
        first = say(passage, cast.rita)
        answer = say(passage, cast.edith, "That of May.")
        with pytest.raises(ValidationError, match="answered this comment"):
            delete_comment(first, by=cast.rita)
        resolve_comment(answer, by=cast.rita)
        with pytest.raises(ValidationError, match="is resolved"):
            delete_comment(answer, by=cast.edith)
        assert Comment.objects.count() == 2


class TestDesk:
    def test_it_goes_back_and_forth_until_it_is_resolved(self, cast, passage):
        say(passage, cast.rita, "Which plan?")
        assert (desk(cast.edith), desk(cast.rita)) == (["Which plan?"], [])
        last = say(passage, cast.edith, "That of May.")
        assert (desk(cast.edith), desk(cast.rita)) == ([], ["That of May."])
        resolve_comment(last, by=cast.rita)
        assert (desk(cast.edith), desk(cast.rita)) == ([], [])

    def test_what_an_editor_asks_about_their_own_is_for_all_reviewers_until_one_answers(self, cast, passage):
        say(passage, cast.edith, "Is it one claim or two?")
        assert [len(desk(person)) for person in (cast.rita, cast.mona, cast.egon, cast.ralf)] == [1, 1, 0, 0]
        say(passage, cast.rita, "Two.")
        assert desk(cast.mona) == []

    def test_who_returned_it_is_answered_also_when_others_write_too(self, cast, passage):
        return_to_editor(passage, by=cast.rita, version=1, reason="Which plan?")
        say(passage, cast.mona, "The one of May?")
        say(passage, cast.edith, "Yes.")
        assert desk(cast.rita) == ["Yes."]

    def test_nothing_of_an_archived_article_or_of_a_collection_that_one_left(self, cast, passage):
        say(passage, cast.rita)
        archive_article(cast.article)
        assert desk(cast.edith) == []
        archive_article(cast.article, archived=False)
        assert desk(cast.edith) == ["Which plan?"]
        remove_member(cast.collection, user=cast.edith)
        assert desk(cast.edith) == []

    def test_it_says_how_many_there_are_in_one_query(self, cast):
        for words in ("denied", "the plan", "police"):
            say(make.passage(cast.article, words, by=cast.edith), cast.rita, words)
        with CaptureQueriesContext(connection) as captured:
            found = list(comments_waiting_for(cast.edith).for_desk()[:2])
            assert found[0].passage.article.collection.name and found[0].author.name
        assert [comment.total for comment in found] == [3, 3]
        assert [comment.text for comment in found] == ["denied", "the plan"] and len(captured) == 1


def test_a_collections_comments_can_be_taken_away_with_all_there_is_to_them(cast, passage):
    first = say(passage, cast.rita)
    resolve_comment(say(passage, cast.edith, "That of May."), by=cast.rita)
    elsewhere = make.collection("elsewhere", by=cast.mona)
    say(make.passage(make.article(elsewhere, text="Other words."), "Other", by=cast.mona, role="manager"), cast.mona)
    rows = list(Comment.objects.of_collection(cast.collection).as_records())
    assert [(row["author_name"], row["text"], row["resolver_name"]) for row in rows] == [
        ("rita", "Which plan?", None),
        ("edith", "That of May.", "rita"),
    ]
    assert rows[0]["id"] == first.pk and rows[0]["passage_id"] == passage.pk
    assert rows[0]["created_at"] and rows[1]["resolved_at"]


class TestMending:
    def mended(self) -> bool:
        return Passage.objects.with_mending().get().is_mended

    def test_a_returned_passage_is_mended_by_its_editors_change_alone(self, cast, passage):
        return_to_editor(passage, by=cast.rita, version=1, reason="Which plan?")
        assert not self.mended()
        # Nested anew by another passage of the reading: a new version, and no mending.
        around = make.passage(cast.article, "denied that the plan was known", by=cast.edith)
        assert Passage.objects.exclude(pk=around.pk).get().version == 2
        assert not Passage.objects.with_mending().get(pk=passage.pk).is_mended

    def test_what_is_taken_back_again_is_no_mending(self, cast, passage):
        from claims.actions.undo import undo

        return_to_editor(passage, by=cast.rita, version=1, reason="Which plan?")
        set_passage_note(passage, note="That of May.", by=cast.edith, version=1, action=make.uuid7())
        assert self.mended()
        undo(article=cast.article, by=cast.edith, action=make.uuid7())
        assert not self.mended()
