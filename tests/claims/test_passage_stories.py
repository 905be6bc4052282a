"""The story of a passage in words: who did what, in the order of it, whatever was undone, merged or reworded since."""

from collections.abc import Callable

import pghistory
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions.adjudicate import approve_one, revoke_decisions
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.attribution_edit import add_speaker, remove_attribution
from claims.actions.claim_edit import reword_claim
from claims.actions.denial_edit import remove_denial
from claims.actions.passage_edit import set_passage_mark, set_passage_note
from claims.actions.passage_place import set_passage_spans
from claims.actions.passage_review import approve_passage, reopen_passage, return_to_editor
from claims.actions.passage_withdraw import restore_passage, withdraw_passage
from claims.actions.undo import redo, undo
from claims.history import changes_since, passage_stories
from claims.models import Article, Assignment, Claim, Passage
from tests import make
from tests.claims.two_readings import seen, two_readings

# Each change in a transaction of its own, as they come over HTTP: that is how history tells them apart.
pytestmark = pytest.mark.django_db(transaction=True)


def change(passage: Passage, verb: Callable[..., object], *, by, **arguments) -> Passage:
    """Do one verb on the passage as it stands now."""
    fresh = Passage.objects.get(pk=passage.pk)
    verb(fresh, by=by, version=fresh.version, **arguments)
    return fresh


def edit(passage: Passage, verb: Callable[..., object], *, by, **arguments) -> Passage:
    """A change with an action of its own."""
    return change(passage, verb, by=by, action=make.uuid7(), **arguments)


def told(passage: Passage) -> list[str]:
    [story] = passage_stories([Passage.objects.get(pk=passage.pk)]).values()
    return [entry.sentence for entry in story]


@pytest.fixture
def refutation(cast) -> Passage:
    return make.passage(
        cast.article,
        "denied that the plan was known",
        by=cast.edith,
        mark="refutation",
        speakers=[make.actor("the minister", "person")],
        denies=[make.claim(cast.collection, "The plan was known.")],
    )


def test_from_the_mark_to_the_approval(cast, refutation):
    hand_in_reading(Assignment.objects.get(), by=cast.edith)
    change(refutation, return_to_editor, by=cast.rita, reason="speaker is the ministry, not the minister")
    ministry = make.actor("Ministry of Defence", "organisation")
    [minister] = [part.actor for part in refutation.attributions.all()]
    edit(refutation, remove_attribution, by=cast.edith, actor=minister, role="speaker")
    edit(refutation, add_speaker, by=cast.edith, actor=ministry)
    hand_in_reading(Assignment.objects.get(), by=cast.edith)
    change(refutation, approve_passage, by=cast.rita)
    assert told(refutation) == [
        "Edith marked “denied that the plan was known” as refutation, named the minister as speaker and said that it"
        " denies “The plan was known.”",
        "Edith handed it in",
        "Rita returned it: “speaker is the ministry, not the minister”",
        "Edith changed the speaker from the minister to Ministry of Defence",
        "Edith handed it in",
        "Rita approved version 3",
    ]
    [story] = passage_stories([Passage.objects.get(pk=refutation.pk)]).values()
    assert [entry.version for entry in story] == [1, 1, 1, 3, 3, 3]
    assert story[-1].remark == "This is the present version."


def test_an_approval_says_whether_it_is_of_what_stands_there_now(cast, refutation):
    hand_in_reading(Assignment.objects.get(), by=cast.edith)
    change(refutation, approve_passage, by=cast.rita)
    change(refutation, reopen_passage, by=cast.rita, reason="Which plan?")
    assert told(refutation)[-1] == "Rita reopened it: “Which plan?”"
    [story] = passage_stories([Passage.objects.get(pk=refutation.pk)]).values()
    assert story[-2].remark == "This is the present version, and it was reopened since."
    edit(refutation, set_passage_note, by=cast.edith, note="The one of May")
    [story] = passage_stories([Passage.objects.get(pk=refutation.pk)]).values()
    assert story[-3].remark == "It was changed since: version 2 stands there now."


def test_what_was_undone_and_done_again_is_told_as_it_stood_each_time(cast, refutation):
    [minister] = [part.actor for part in refutation.attributions.all()]
    edit(refutation, remove_attribution, by=cast.edith, actor=minister, role="speaker")
    edit(refutation, set_passage_note, by=cast.edith, note="Sure?")
    undo(article=cast.article, by=cast.edith, action=make.uuid7())
    undo(article=cast.article, by=cast.edith, action=make.uuid7())
    stood = [
        [entry.sentence for entry in changes_since(Passage.objects.get(pk=refutation.pk), version=version)]
        for version in range(1, 6)
    ]
    assert stood == [
        ["Edith changed something and took it back"],
        ["Edith named the minister as speaker"],
        ["Edith named the minister as speaker and took off the note “Sure?”"],
        ["Edith named the minister as speaker"],
        [],
    ]
    redo(article=cast.article, by=cast.edith, action=make.uuid7())
    now = Passage.objects.get(pk=refutation.pk)
    assert [e.sentence for e in changes_since(now, version=5)] == ["Edith took off the speaker the minister"]


def test_what_differs_is_told_once_however_often_a_version_went_to_and_fro(cast, refutation):
    """Handed in and returned thrice as it stood; then Rita mends it. Whoever saw that version knows the first steps."""
    reading = Assignment.objects.get()
    for reason in ("Who?", "Who says so?", "Look again."):
        hand_in_reading(reading, by=cast.edith)
        change(refutation, return_to_editor, by=cast.rita, reason=reason)

    def since(reader):
        found = changes_since(Passage.objects.get(), version=1, reader=reader)
        return [entry.full_sentence for entry in found]

    assert since(cast.edith) == ["Rita returned it: “Look again.”"]
    assert since(cast.rita) == []
    hand_in_reading(reading, by=cast.edith)
    assert since(cast.edith) == since(cast.rita) == []
    edit(refutation, set_passage_note, by=cast.rita, note="Sure")
    assert since(cast.edith) == ["Rita noted “Sure”."]


def test_words_are_those_of_the_time(cast, refutation):
    claim = Claim.objects.get()
    hand_in_reading(Assignment.objects.get(), by=cast.edith)
    change(refutation, approve_passage, by=cast.rita)
    reword_claim(claim, by=cast.rita, statement="The plan was public.")
    story = told(refutation)
    assert "denies “The plan was known.”" in story[0]
    assert story[-1] == "Rita reworded a claim that it cites, so that it waits for agreement again"
    edit(refutation, remove_denial, by=cast.rita, denial=Passage.objects.get().denials.get())
    assert told(refutation)[-1] == "Rita took off that it denies “The plan was public.”"


def test_small_changes_of_two_people_stay_apart(cast, refutation):
    hand_in_reading(Assignment.objects.get(), by=cast.edith)
    edit(refutation, set_passage_mark, by=cast.rita, mark="quote", denials="drop")
    edit(refutation, set_passage_mark, by=cast.edith, mark="refutation")
    story = told(refutation)
    assert story[2:] == [
        "Rita changed the mark from refutation to quote and took off that it denies “The plan was known.”",
        "Edith left it incomplete, so that it is a draft again and changed the mark from quote to refutation",
    ]


def test_other_words_a_twin_and_one_around_it(cast, refutation):
    spans = make.spans_of(cast.article.text, "denied that the plan")
    edit(refutation, set_passage_spans, by=cast.edith, content=spans)
    make.passage(cast.article, "The minister denied that the plan was known", by=cast.edith)
    edit(refutation, withdraw_passage, by=cast.edith)
    edit(refutation, restore_passage, by=cast.edith)
    story = told(refutation)
    assert story[0].startswith("Edith marked “denied that the plan was known” as refutation, changed the words from")
    assert story[1:] == ["Edith marked a passage that this one stands in", "Edith withdrew it", "Edith restored it"]


def test_the_number_of_queries_grows_with_nothing(cast, refutation):
    def asked() -> int:
        passages = list(Passage.objects.all())
        with CaptureQueriesContext(connection) as queries:
            passage_stories(passages)
        return len(queries)

    before = asked()
    for number, words in enumerate(("safe", "the bridge", "until May")):
        other = make.passage(
            Article.objects.get(), words, by=cast.egon, speakers=[make.actor(f"Speaker {number}")],
            states=[make.claim(cast.collection, f"Claim {number}.")],
        )  # fmt: skip
        edit(other, set_passage_note, by=cast.egon, note="n")
    assert asked() <= max(before, 14)


def test_what_gave_way_to_another_reading_and_back(cast):
    two = two_readings(cast)
    chosen, other = seen(two.his_other), seen(two.hers_other)
    with pghistory.context(user=cast.rita.pk):
        approve_one(cast.article, chosen=chosen, other=other, by=cast.rita, reason="All quoted.")
    [story] = passage_stories([Passage.objects.get(pk=two.hers_other.pk)]).values()
    merged = story[-1]
    assert merged.sentence == "Rita settled it: another reading of these words stands for both"
    assert merged.remark == "All quoted."
    with pghistory.context(user=cast.rita.pk):
        revoke_decisions(cast.article, seen=[seen(two.his_other)], by=cast.rita)
    for passage in (two.his_other, two.hers_other):
        assert told(passage)[-1] == "Rita took the decision back: it waits for one again"
