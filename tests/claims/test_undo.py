"""Undo and redo: each verb goes back exactly, in order, and nobody's work goes with it."""

import random

import pytest

from claims.actions.actor_create import get_or_create_actor_by_name
from claims.actions.actor_edit import edit_actor
from claims.actions.assignment_accept import accept_reading
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.attribution_edit import add_speaker, add_via, remove_attribution, set_unattributed
from claims.actions.claim_create import get_or_create_claim
from claims.actions.claim_edit import reword_claim
from claims.actions.denial_edit import add_denial, change_denial, remove_denial
from claims.actions.passage_edit import set_passage_mark, set_passage_note
from claims.actions.passage_place import set_passage_spans
from claims.actions.passage_review import approve_passage, return_to_editor
from claims.actions.passage_withdraw import restore_passage, withdraw_passage
from claims.actions.statement_edit import add_statement, add_statements, remove_statement
from claims.actions.undo import Kept, may_undo, redo, undo
from claims.models import Actor, Article, Assignment, Change, Claim, Denial, Passage
from claims.models.choices import Status
from claims.queries.undo_snapshot import is_same_snapshot, undo_snapshot
from claims.spans import Spans
from tests import make

uuid7 = make.uuid7


@pytest.fixture
def article(cast) -> Article:
    return Article.objects.visible_to(cast.edith).select_related("collection").get(pk=cast.article.pk)


@pytest.fixture
def scene(cast) -> dict:
    """What verbs are about."""
    return {
        "minister": make.actor("Minister", "person"),
        "gazette": make.actor("Gazette", "media"),
        "known": make.claim(cast.collection, "The plan was known."),
        "safe": make.claim(cast.collection, "The bridge was safe."),
    }


def fresh(passage: Passage) -> Passage:
    return Passage.objects.get(pk=passage.pk)


def stamp(passage: Passage, by) -> dict:
    return {"by": by, "version": fresh(passage).version, "action": uuid7()}


def record(article: Article) -> dict:
    """All that is on record for an article, but for versions, actions and times."""
    return {
        passage.pk: (
            undo_snapshot(passage) | {"within": passage.within_id, "editor": passage.editor_id},
            (passage.exact, passage.prefix, passage.suffix, passage.form, passage.cue_text, passage.source_text),
        )
        for passage in Passage.objects.filter(article=article)
    }


def back(article, by, action=None):
    return undo(article=article, by=by, action=action or uuid7())


def again(article, by, action=None):
    return redo(article=article, by=by, action=action or uuid7())


def refutation(cast, scene, *words) -> Passage:
    return make.passage(
        cast.article, *(words or ("denied that the plan was known",)), by=cast.edith, mark="refutation",
        speakers=[scene["minister"]], states=[scene["safe"]], denies=[scene["known"]],
    )  # fmt: skip


VERBS = {
    "mark": lambda it, s, a: set_passage_mark(it, mark="quote", denials="drop", **a),
    "mark, stated": lambda it, s, a: set_passage_mark(it, mark="assertion", denials="state", **a),
    "note": lambda it, s, a: set_passage_note(it, note="Which plan?", **a),
    "speaker": lambda it, s, a: add_speaker(it, actor=s["gazette"], **a),
    "via": lambda it, s, a: add_via(it, actor=s["gazette"], **a),
    "speaker off": lambda it, s, a: remove_attribution(it, actor=s["minister"], role="speaker", **a),
    "nobody": lambda it, s, a: set_unattributed(it, unattributed=True, **a),
    "states": lambda it, s, a: add_statement(it, claim=s["known"], **a),
    "statement off": lambda it, s, a: remove_statement(it, claim=s["safe"], **a),
    "denies": lambda it, s, a: add_denial(it, claim=s["safe"], kind="disputes", **a),
    "denies words": lambda it, s, a: add_denial(it, state="not_here", target_text="that it fell", **a),
    "denies unsaid": lambda it, s, a: add_denial(it, state="unsaid", **a),
    "denial changed": lambda it, s, a: change_denial(
        it, denial=it.denials.get(), kind="disputes", answers=s.get("answers"), **a
    ),
    "denial off": lambda it, s, a: remove_denial(it, denial=it.denials.get(), **a),
    "spans": lambda it, s, a: set_passage_spans(
        it, content=make.spans_of(make.TEXT, "the plan", "known"), cue=make.spans_of(make.TEXT, "denied"), **a
    ),
    "source": lambda it, s, a: set_passage_spans(it, source=make.spans_of(make.TEXT, "The minister"), **a),
    "withdraw": lambda it, s, a: withdraw_passage(it, **a),
}


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_goes_back_and_forth_exactly(cast, article, scene, verb):
    passage = refutation(cast, scene)
    scene["answers"] = make.passage(article, "Nobody told us", by=cast.edith)
    start = record(article)
    VERBS[verb](fresh(passage), scene, stamp(passage, cast.edith))
    done, version = record(article), fresh(passage).version
    assert done != start
    turn = back(article, cast.edith)
    assert turn.passage == passage and turn.words.endswith("”")
    assert record(article) == start
    assert fresh(passage).version == version + 1, "taking back is a version of its own"
    assert again(article, cast.edith).words == turn.words
    assert record(article) == done
    assert again(article, cast.edith) is None
    back(article, cast.edith)
    assert record(article) == start


def test_a_mark_is_taken_back_by_withdrawing_it_and_comes_again(cast, article, scene):
    passage = refutation(cast, scene)
    start = record(article)
    assert may_undo(article=article, by=cast.edith)
    turn = back(article, cast.edith)
    assert fresh(passage).status == Status.WITHDRAWN
    assert turn.words == "the mark “refutation” on “denied that the plan was known”"
    assert back(article, cast.edith) is None and not may_undo(article=article, by=cast.edith)
    assert again(article, cast.edith).words == turn.words
    assert record(article) == start
    assert may_undo(article=article, by=cast.edith)


def test_restoring_goes_back_too_and_a_returned_passage_is_returned_again(cast, article, scene):
    passage = refutation(cast, scene)
    hand_in_reading(Assignment.objects.get(editor=cast.edith), by=cast.edith)
    return_to_editor(fresh(passage), by=cast.rita, version=fresh(passage).version, reason="Which plan?")
    start = record(article)
    withdraw_passage(fresh(passage), **stamp(passage, cast.edith))
    withdrawn = record(article)
    restore_passage(fresh(passage), **stamp(passage, cast.edith))
    assert fresh(passage).status == Status.DRAFT
    assert back(article, cast.edith).words.startswith("restoring")
    assert record(article) == withdrawn
    assert back(article, cast.edith).words.startswith("withdrawing")
    assert record(article) == start and fresh(passage).status == Status.RETURNED


def test_the_last_action_goes_first_on_whichever_passage(cast, article, scene):
    first = refutation(cast, scene)
    first_record = record(article)
    second = make.passage(article, "Nobody told us", by=cast.edith)
    records = [record(article)]
    for passage, verb in ((first, "note"), (second, "note"), (first, "via"), (second, "speaker")):
        VERBS[verb](fresh(passage), scene, stamp(passage, cast.edith))
        records.append(record(article))
    done = list(records)
    words = []
    while len(records) > 1:
        records.pop()
        words.append(back(article, cast.edith).words)
        assert record(article) == records[-1]
    assert words == [
        "speaker Gazette at “Nobody told us”",
        "via Gazette at “denied that the plan was known”",
        "the note at “Nobody told us”",
        "the note at “denied that the plan was known”",
    ]
    assert back(article, cast.edith).words == "the mark “assertion” on “Nobody told us”"
    assert {pk: said for pk, said in record(article).items() if pk == first.pk} == first_record
    for expected in done:
        again(article, cast.edith)
        assert record(article) == expected


def test_passages_nested_by_it_go_back_with_it_whatever_was_done_to_them_before(cast, article, scene):
    inner = make.passage(article, "the plan", by=cast.edith)
    set_passage_note(fresh(inner), note="Inner.", **stamp(inner, cast.edith))
    start = record(article)
    outer = refutation(cast, scene)
    assert fresh(inner).within == outer
    set_passage_spans(fresh(outer), content=make.spans_of(make.TEXT, "denied"), **stamp(outer, cast.edith))
    assert fresh(inner).within is None
    turn = back(article, cast.edith)
    assert fresh(inner).within == outer and [each.pk for each in turn.moved] == [inner.pk]
    back(article, cast.edith)
    assert {pk: said for pk, said in record(article).items() if pk == inner.pk} == start
    assert back(article, cast.edith).words == "the note at “the plan”"


def test_what_another_changed_since_stays_and_who_it_was_is_said(cast, article, scene):
    passage = refutation(cast, scene)
    hand_in_reading(Assignment.objects.get(editor=cast.edith), by=cast.edith)
    set_passage_note(fresh(passage), note="Mine.", **stamp(passage, cast.edith))
    add_via(fresh(passage), actor=scene["gazette"], **stamp(passage, cast.rita))
    done = record(article)
    with pytest.raises(Kept, match="Rita changed “denied that the plan") as refused:
        back(article, cast.edith)
    assert refused.value.passage == passage and record(article) == done
    # Once the other has taken theirs back, one's own is the last again.
    assert back(article, cast.rita).words.startswith("via Gazette")
    assert fresh(passage).changed_by == cast.edith
    assert back(article, cast.edith).words.startswith("the note")
    with pytest.raises(Kept, match="Edith changed"):
        again(article, cast.rita)


def test_a_mending_taken_back_leaves_the_passage_to_the_reviewer(cast, article, scene):
    passage = refutation(cast, scene)
    hand_in_reading(Assignment.objects.get(editor=cast.edith), by=cast.edith)
    set_passage_note(fresh(passage), note="Mended.", **stamp(passage, cast.rita))
    back(article, cast.rita)
    approve_passage(fresh(passage), by=cast.rita, version=fresh(passage).version)
    assert fresh(passage).status == Status.APPROVED
    with pytest.raises(Kept, match="You approved"):
        again(article, cast.rita)


def test_other_peoples_actions_and_other_articles_are_not_ones_own(cast, article, scene):
    other = make.article(cast.collection, title="Another", text="Another text.")
    refutation(cast, scene)
    make.passage(other, "Another", by=cast.edith)
    assert back(article, cast.egon) is None
    assert back(article, cast.edith).passage.article_id == article.pk
    assert back(article, cast.edith) is None


def test_handing_in_is_not_taken_back_nor_what_was_done_before_it(cast, article, scene):
    passage = refutation(cast, scene)
    set_passage_note(fresh(passage), note="Mine.", **stamp(passage, cast.edith))
    hand_in_reading(Assignment.objects.get(editor=cast.edith), by=cast.edith)
    done = record(article)
    with pytest.raises(Kept, match="You handed in since"):
        back(article, cast.edith)
    assert record(article) == done and not Change.objects.exists() and not may_undo(article=article, by=cast.edith)
    remove_attribution(fresh(passage), actor=scene["minister"], role="speaker", **stamp(passage, cast.edith))
    assert fresh(passage).status == Status.DRAFT, "incomplete"
    assert back(article, cast.edith)
    assert record(article) == done and fresh(passage).status == Status.SUBMITTED
    with pytest.raises(Kept, match="You handed in since"):
        back(article, cast.edith)


@pytest.mark.parametrize("step", [approve_passage, return_to_editor])
def test_what_was_decided_since_stays(cast, article, scene, step):
    passage = refutation(cast, scene)
    hand_in_reading(Assignment.objects.get(editor=cast.edith), by=cast.edith)
    set_passage_note(fresh(passage), note="Mine.", **stamp(passage, cast.edith))
    reason = {"reason": "Which?"} if step == return_to_editor else {}
    step(fresh(passage), by=cast.rita, version=fresh(passage).version, **reason)
    done = record(article)
    with pytest.raises(Kept, match=r"Rita (approved|returned)"):
        back(article, cast.edith)
    assert record(article) == done


def test_an_archived_article_stays_as_it_is(cast, article, scene):
    refutation(cast, scene)
    article.archived = True
    article.save(update_fields=["archived"])
    with pytest.raises(Kept, match="archived"):
        back(article, cast.edith)


def test_a_withdrawn_passage_of_an_accepted_reading_comes_back_as_a_draft(cast, article, scene):
    passage = refutation(cast, scene)
    reading = Assignment.objects.get(editor=cast.edith)
    hand_in_reading(reading, by=cast.edith)
    withdraw_passage(fresh(passage), **stamp(passage, cast.edith))
    accept_reading(Assignment.objects.get(pk=reading.pk), by=cast.rita)
    back(article, cast.edith)
    assert fresh(passage).status == Status.DRAFT


class TestWhatWasEntered:
    """A claim or an actor that the action entered."""

    def test_goes_with_it_and_comes_back_under_its_id(self, cast, article, scene):
        passage = make.passage(article, "the plan", by=cast.edith)
        actor = get_or_create_actor_by_name(name="Envoy", by=cast.edith, kind="person")
        add_speaker(fresh(passage), actor=actor, **stamp(passage, cast.edith))
        claim = get_or_create_claim(collection=cast.collection, statement="There was a plan.", by=cast.edith)
        add_statement(fresh(passage), claim=claim, **stamp(passage, cast.edith))
        done = record(article)
        assert back(article, cast.edith).words == "the claim “There was a plan.” at “the plan”"
        assert not Claim.objects.filter(pk=claim.pk)
        assert back(article, cast.edith).words == "speaker Envoy at “the plan”"
        assert not Actor.objects.filter(pk=actor.pk)
        again(article, cast.edith)
        again(article, cast.edith)
        assert record(article) == done
        brought = Actor.objects.get(pk=actor.pk)
        assert (brought.name, brought.kind, brought.created_by) == ("Envoy", "person", cast.edith)
        back(article, cast.edith)
        assert not Claim.objects.filter(pk=claim.pk), "as often as one likes"

    def test_several_that_one_action_entered_go_and_come_together(self, cast, article, scene):
        passage = make.passage(article, "the plan", by=cast.edith)
        words = ("There was a plan.", "It was known.")
        claims = [get_or_create_claim(collection=cast.collection, statement=each, by=cast.edith) for each in words]
        add_statements(fresh(passage), claims=claims, **stamp(passage, cast.edith))
        done = record(article)
        back(article, cast.edith)
        assert not Claim.objects.filter(statement__in=words)
        again(article, cast.edith)
        assert record(article) == done

    def test_stays_when_somebody_else_rests_on_it(self, cast, article, scene):
        passage = make.passage(article, "the plan", by=cast.edith)
        claim = get_or_create_claim(collection=cast.collection, statement="There was a plan.", by=cast.edith)
        add_statement(fresh(passage), claim=claim, **stamp(passage, cast.edith))
        make.passage(article, "the plan was", by=cast.egon, states=[claim])
        back(article, cast.edith)
        assert Claim.objects.filter(pk=claim.pk)

    def test_stays_when_somebody_reworded_it(self, cast, article, scene):
        passage = make.passage(article, "the plan", by=cast.edith)
        claim = get_or_create_claim(collection=cast.collection, statement="There was a plan.", by=cast.edith)
        add_statement(fresh(passage), claim=claim, **stamp(passage, cast.edith))
        reword_claim(claim, by=cast.rita, statement="A plan was there.")
        assert back(article, cast.edith)
        assert Claim.objects.filter(pk=claim.pk)

    def test_what_was_there_before_stays(self, cast, article, scene):
        passage = make.passage(article, "the plan", by=cast.edith)
        add_statement(fresh(passage), claim=scene["known"], **stamp(passage, cast.edith))
        back(article, cast.edith)
        assert Claim.objects.filter(pk=scene["known"].pk)

    def test_is_another_ones_when_that_was_entered_meanwhile(self, cast, article, scene):
        passage = make.passage(article, "the plan", by=cast.edith)
        claim = get_or_create_claim(collection=cast.collection, statement="There was a plan.", by=cast.edith)
        add_statement(fresh(passage), claim=claim, **stamp(passage, cast.edith))
        back(article, cast.edith)
        theirs = get_or_create_claim(collection=cast.collection, statement="There was a plan.", by=cast.egon)
        again(article, cast.edith)
        assert [part.claim for part in fresh(passage).statements.all()] == [theirs]

    def test_comes_back_for_whoever_named_it_too(self, cast, article, scene):
        mine = make.passage(article, "the plan", by=cast.edith)
        claim = get_or_create_claim(collection=cast.collection, statement="There was a plan.", by=cast.edith)
        add_statement(fresh(mine), claim=claim, **stamp(mine, cast.edith))
        theirs = make.passage(article, "the plan was", by=cast.egon, states=[claim])
        remove_statement(fresh(theirs), claim=claim, **stamp(theirs, cast.egon))
        back(article, cast.edith)
        assert not Claim.objects.filter(pk=claim.pk)
        back(article, cast.egon)
        assert [part.claim_id for part in fresh(theirs).statements.all()] == [claim.pk]


def test_sent_twice_it_is_done_once(cast, article, scene):
    passage = refutation(cast, scene)
    set_passage_note(fresh(passage), note="Mine.", **stamp(passage, cast.edith))
    action, other = uuid7(), uuid7()
    first = back(article, cast.edith, action)
    done = record(article)
    second = back(article, cast.edith, action)
    assert (second.passage, second.words) == (first.passage, first.words) and record(article) == done
    again(article, cast.edith, other)
    redone = record(article)
    back(article, cast.edith, action)
    again(article, cast.edith, other)
    assert record(article) == redone, "also when it arrives late"


def test_a_new_action_ends_what_can_be_done_again(cast, article, scene):
    passage = refutation(cast, scene)
    set_passage_note(fresh(passage), note="Mine.", **stamp(passage, cast.edith))
    back(article, cast.edith)
    make.passage(article, "Nobody told us", by=cast.egon)
    make.passage(article, "Nobody told us", by=cast.edith)
    assert again(article, cast.edith) is None
    back(article, cast.edith)
    assert again(article, cast.edith).words == "the mark “assertion” on “Nobody told us”"
    assert again(article, cast.edith) is None


def test_what_changed_nothing_is_passed_over(cast, article, scene):
    passage = refutation(cast, scene)
    set_passage_note(fresh(passage), note="Mine.", **stamp(passage, cast.edith))
    set_passage_note(fresh(passage), note="Mine.", **stamp(passage, cast.edith))
    remove_attribution(fresh(passage), actor=scene["gazette"], role="via", **stamp(passage, cast.edith))
    assert back(article, cast.edith).words.startswith("the note")
    assert fresh(passage).note == ""


def test_history_keeps_both_the_action_and_its_undo(cast, article, scene):
    passage = refutation(cast, scene)
    denial = Denial.objects.get()
    remove_denial(fresh(passage), denial=denial, **stamp(passage, cast.edith))
    back(article, cast.edith)
    assert [event.version for event in fresh(passage).events.order_by("pgh_id")] == [1, 2]
    assert denial.events.filter(pgh_label="delete").count() == 1
    assert Denial.objects.get().pk == denial.pk
    back(article, cast.edith)
    assert [event.version for event in fresh(passage).events.order_by("pgh_id")] == [1, 2, 3]


@pytest.mark.parametrize("seed", range(6))
def test_whatever_was_done_all_of_it_goes_back_and_comes_again(cast, article, scene, seed):
    """Random verbs of an editor on nested passages, then undo all, then redo all."""
    chance = random.Random(seed)  # noqa: S311 — the same each time
    words = ("denied that the plan was known", "the plan was known", "the plan", "“Nobody told us,”", "told us")
    states, mine = [record(article)], []
    for _step in range(14):
        if len(mine) < 2 or chance.random() < 0.2:
            mark = chance.choice(["assertion", "refutation", "quote"])
            mine.append(make.passage(article, chance.choice(words), by=cast.edith, mark=mark))
        else:
            it = fresh(chance.choice(mine))
            verb = chance.choice([name for name in VERBS if "denial" not in name and "denies" not in name])
            if it.status == Status.WITHDRAWN:
                restore_passage(it, **stamp(it, cast.edith))
            elif it.mark == "refutation" and chance.random() < 0.5:
                add_denial(it, state="unsaid", **stamp(it, cast.edith))
            else:
                parts = (
                    (it.attributions, "actor_id", scene["gazette"].pk),
                    (it.statements, "claim_id", scene["known"].pk),
                )
                if any(rows.filter(**{column: pk}).exists() for rows, column, pk in parts):
                    verb = "note"
                VERBS[verb](it, scene, stamp(it, cast.edith))
        states.append(record(article))
    end, count = states[-1], 0
    while back(article, cast.edith):
        count += 1
        now = record(article)
        live = {pk: said for pk, said in now.items() if said[0]["status"] != Status.WITHDRAWN}
        assert all(any(state.get(pk) == said for state in states) for pk, said in live.items())
    assert all(said[0]["status"] == Status.WITHDRAWN for said in record(article).values())
    for _step in range(count):
        assert again(article, cast.edith)
    assert record(article) == end
    assert again(article, cast.edith) is None


def test_two_snapshots_are_the_same_whatever_names_changed(cast, article, scene):
    passage = refutation(cast, scene)
    before = undo_snapshot(fresh(passage))
    edit_actor(scene["minister"], name="The minister")
    after = undo_snapshot(fresh(passage))
    assert is_same_snapshot(before, after) and before != after
    assert Spans.parse(before["content"]) == passage.content


def test_queries(cast, article, scene, django_assert_max_num_queries):
    passage = refutation(cast, scene)
    set_passage_note(fresh(passage), note="Mine.", **stamp(passage, cast.edith))
    with django_assert_max_num_queries(26):
        back(article, cast.edith)
    with django_assert_max_num_queries(26):
        again(article, cast.edith)
