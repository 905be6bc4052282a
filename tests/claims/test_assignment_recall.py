"""A hand-in is taken back by whoever made it, while nobody has relied on it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.actions.article_archive import archive_article
from claims.actions.assignment_accept import accept_reading
from claims.actions.assignment_create import assign_article
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.assignment_recall import own_reading, recall_reading
from claims.actions.assignment_remove import remove_assignment
from claims.actions.attribution_edit import remove_attribution
from claims.actions.collection_edit import edit_collection
from claims.actions.passage_edit import set_passage_note
from claims.actions.passage_review import approve_passage, return_to_editor
from claims.actions.passage_withdraw import withdraw_passage
from claims.actions.undo import Kept, may_undo, undo
from claims.agreement.handed_in import measured
from claims.history import article_story, passage_stories
from claims.models import Assignment, Milestone, Passage
from tests import make


@pytest.fixture
def minister(db):
    return make.actor("Minister", "person")


def mark(cast, words, *, by, minister):
    return make.passage(cast.article, words, by=by, mark="quote", speakers=[minister])


def reading_of(cast, person):
    return Assignment.objects.select_related("article__collection", "editor").get(article=cast.article, editor=person)


def hand_in(cast, person):
    hand_in_reading(reading_of(cast, person), by=person)


def take_back(cast, person):
    return recall_reading(cast.article, by=person)


def fresh(passage):
    return Passage.objects.get(pk=passage.pk)


def refused(cast, person):
    with pytest.raises(ValidationError) as error:
        take_back(cast, person)
    assert reading_of(cast, person).handed_in_at
    return error.value.code


class TestTakingBack:
    def test_what_was_handed_in_is_a_draft_again_and_says_the_same(self, cast, minister):
        passage = mark(cast, "a lie", by=cast.edith, minister=minister)
        before = fresh(passage)
        hand_in(cast, cast.edith)
        assert take_back(cast, cast.edith) == 1
        after = fresh(passage)
        assert (after.status, after.submitted_at, after.version) == ("draft", None, before.version)
        assert reading_of(cast, cast.edith).handed_in_at is None
        hand_in(cast, cast.edith)
        assert fresh(passage).status == "submitted"

    def test_a_reading_with_nothing_marked(self, cast):
        assign_article(cast.article, editor=cast.edith, by=cast.mona)
        hand_in(cast, cast.edith)
        assert take_back(cast, cast.edith) == 0
        assert reading_of(cast, cast.edith).handed_in_at is None

    def test_only_the_last_hand_in_is_taken_back(self, cast, minister):
        """What was handed in earlier stays so; what had been returned is returned again, with its reason."""
        first = mark(cast, "a lie", by=cast.edith, minister=minister)
        back = mark(cast, "“safe”", by=cast.edith, minister=minister)
        hand_in(cast, cast.edith)
        return_to_editor(fresh(back), by=cast.rita, version=1, reason="Whose word?")
        earlier = reading_of(cast, cast.edith).handed_in_at
        new = mark(cast, "until May", by=cast.edith, minister=minister)
        hand_in(cast, cast.edith)
        assert take_back(cast, cast.edith) == 2
        assert [fresh(each).status for each in (first, back, new)] == ["submitted", "returned", "draft"]
        assert fresh(back).review_note == "Whose word?"
        assert [fresh(each).submitted_at for each in (first, back, new)] == [earlier, earlier, None]
        assert reading_of(cast, cast.edith).handed_in_at == earlier

    def test_what_was_changed_since_keeps_its_change(self, cast, minister):
        passage = mark(cast, "a lie", by=cast.edith, minister=minister)
        hand_in(cast, cast.edith)
        set_passage_note(fresh(passage), note="on second thought", by=cast.edith, version=1, action=make.uuid7())
        take_back(cast, cast.edith)
        assert (fresh(passage).note, fresh(passage).status) == ("on second thought", "draft")

    def test_what_was_left_incomplete_or_withdrawn_since_counts_as_never_handed_in(self, cast, minister):
        short, gone = (mark(cast, words, by=cast.edith, minister=minister) for words in ("a lie", "“safe”"))
        hand_in(cast, cast.edith)
        remove_attribution(fresh(short), actor=minister, role="speaker", by=cast.edith, version=1, action=make.uuid7())
        withdraw_passage(fresh(gone), by=cast.edith, version=1, action=make.uuid7())
        assert take_back(cast, cast.edith) == 1
        assert [(fresh(each).status, fresh(each).submitted_at) for each in (short, gone)] == [
            ("draft", None), ("withdrawn", None),
        ]  # fmt: skip


class TestRefusals:
    def test_nobody_takes_back_what_another_handed_in(self, cast, minister):
        mark(cast, "a lie", by=cast.edith, minister=minister)
        hand_in(cast, cast.edith)
        for other in (cast.rita, cast.mona, cast.egon):
            with pytest.raises(ValidationError, match="nothing to take back"):
                take_back(cast, other)
        for outsider in (cast.ralf, cast.otto):
            with pytest.raises(PermissionDenied):
                take_back(cast, outsider)
        assert reading_of(cast, cast.edith).handed_in_at

    def test_what_is_not_handed_in(self, cast, minister):
        mark(cast, "a lie", by=cast.edith, minister=minister)
        with pytest.raises(ValidationError, match="nothing to take back"):
            take_back(cast, cast.edith)

    @pytest.mark.parametrize("step", ["approved", "returned", "mended", "accepted"])
    def test_what_somebody_has_reviewed_since(self, cast, minister, step):
        passage = mark(cast, "a lie", by=cast.edith, minister=minister)
        mark(cast, "“safe”", by=cast.edith, minister=minister)
        hand_in(cast, cast.edith)
        seen = fresh(passage)
        if step == "approved":
            approve_passage(seen, by=cast.rita, version=1)
        elif step == "returned":
            return_to_editor(seen, by=cast.rita, version=1, reason="Why?")
        elif step == "mended":
            set_passage_note(seen, note="better", by=cast.rita, version=1, action=make.uuid7())
        else:
            Passage.objects.filter(editor=cast.edith).update(status="withdrawn")
            accept_reading(reading_of(cast, cast.edith), by=cast.rita)
        assert refused(cast, cast.edith) == "reviewed"

    def test_what_was_taken_away_or_archived(self, cast, minister):
        mark(cast, "a lie", by=cast.edith, minister=minister)
        hand_in(cast, cast.edith)
        remove_assignment(reading_of(cast, cast.edith), by=cast.mona)
        assert refused(cast, cast.edith) == "taken_away"
        archive_article(cast.article)
        assert refused(cast, cast.edith) == "archived"


class TestBlind:
    """The others' passages are shown once all readings are handed in: from then on it stays."""

    @pytest.fixture
    def both(self, cast, minister):
        for editor, words in ((cast.edith, "a lie"), (cast.egon, "“safe”")):
            mark(cast, words, by=editor, minister=minister)
        edit_collection(cast.collection, blind=True)
        return cast

    def test_while_another_still_reads(self, both):
        hand_in(both, both.edith)
        assert take_back(both, both.edith) == 1
        hand_in(both, both.edith)
        hand_in(both, both.egon)
        assert refused(both, both.edith) == refused(both, both.egon) == "shown"

    def test_after_it_is_taken_back_the_other_sees_nothing(self, both):
        hand_in(both, both.edith)
        take_back(both, both.edith)
        hand_in(both, both.egon)
        readable = Passage.objects.in_article(both.article).readable_by(both.egon)
        assert {each.editor for each in readable} == {both.egon}

    def test_while_there_are_too_few_readers(self, cast, minister):
        mark(cast, "a lie", by=cast.edith, minister=minister)
        edit_collection(cast.collection, blind=True)
        hand_in(cast, cast.edith)
        assert take_back(cast, cast.edith) == 1

    def test_whoever_reads_it_anew_does_not_unsee_what_was_shown(self, both):
        for person in (both.edith, both.egon):
            hand_in(both, person)
        assign_article(both.article, editor=both.rita, by=both.mona)
        assert reading_of(both, both.edith).article.awaited
        assert refused(both, both.edith) == "shown"

    @pytest.mark.django_db(transaction=True)
    def test_nor_does_a_higher_number_of_editors(self, both):
        for person in (both.edith, both.egon):
            hand_in(both, person)
        edit_collection(both.collection, editors_per_article=3)
        assert refused(both, both.edith) == "shown"

    @pytest.mark.django_db(transaction=True)
    def test_nor_a_collection_that_was_open_meanwhile(self, both):
        hand_in(both, both.edith)
        edit_collection(both.collection, blind=False)
        edit_collection(both.collection, blind=True)
        assert refused(both, both.edith) == "shown"

    def test_nor_where_it_is_not_blind_any_more(self, both):
        hand_in(both, both.edith)
        hand_in(both, both.egon)
        edit_collection(both.collection, blind=False)
        assert refused(both, both.edith) == "shown"
        assert not own_reading(both.article, editor=both.edith).is_recallable

    @pytest.mark.django_db(transaction=True)
    def test_nor_a_reading_that_was_taken_away_for_a_while(self, both):
        edit_collection(both.collection, editors_per_article=1)
        hand_in(both, both.edith)
        remove_assignment(reading_of(both, both.egon), by=both.mona)
        assign_article(both.article, editor=both.egon, by=both.mona)
        assert refused(both, both.edith) == "shown"


class TestOnRecord:
    @pytest.mark.django_db(transaction=True)
    def test_histories_tell_it_in_words(self, cast, minister):
        passage = mark(cast, "a lie", by=cast.edith, minister=minister)
        hand_in(cast, cast.edith)
        take_back(cast, cast.edith)
        [story] = passage_stories([fresh(passage)]).values()
        assert [entry.sentence for entry in story][-2:] == ["Edith handed it in", "Edith took the hand-in back"]
        cast.article.role = "editor"
        told = [entry.sentence for entry in article_story(cast.article, user=cast.edith)]
        assert told[-2:] == ["Edith handed in their reading", "Edith took the hand-in of their reading back"]
        assert list(Milestone.objects.values_list("verdict", flat=True)) == ["handed_in", "recalled"]

    def test_undo_does_not_reach_behind_it(self, cast, minister):
        mark(cast, "a lie", by=cast.edith, minister=minister)
        hand_in(cast, cast.edith)
        take_back(cast, cast.edith)
        assert not may_undo(article=cast.article, by=cast.edith)
        with pytest.raises(Kept, match="took your hand-in back since"):
            undo(article=cast.article, by=cast.edith, action=make.uuid7())
        mark(cast, "“safe”", by=cast.edith, minister=minister)
        assert may_undo(article=cast.article, by=cast.edith)

    def test_agreement_counts_the_reading_as_it_was_handed_in_before(self, cast, minister):
        """What came with a hand-in that was taken back belongs to no reading."""
        for editor in (cast.edith, cast.egon):
            mark(cast, "a lie", by=editor, minister=minister)
            hand_in(cast, editor)
        exact = measured(cast.collection).found.articles[cast.article.pk]
        mark(cast, "“safe”", by=cast.edith, minister=minister)
        hand_in(cast, cast.edith)
        assert measured(cast.collection).found.articles[cast.article.pk] != exact
        take_back(cast, cast.edith)
        assert measured(cast.collection).found.articles[cast.article.pk] == exact


def test_what_the_page_asks_is_what_the_verb_refuses(cast, minister):
    assert not own_reading(cast.article, editor=cast.edith).is_recallable
    passage = mark(cast, "a lie", by=cast.edith, minister=minister)
    assert not own_reading(cast.article, editor=cast.edith).is_recallable
    hand_in(cast, cast.edith)
    assert own_reading(cast.article, editor=cast.edith).is_recallable
    approve_passage(fresh(passage), by=cast.rita, version=1)
    assert not own_reading(cast.article, editor=cast.edith).is_recallable
