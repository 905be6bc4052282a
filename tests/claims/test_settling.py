"""Settling two readings: what is compared, each decision, each refusal, and that nothing of it is lost or edited."""

import uuid
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.agreement import Measure
from claims.comparing import claims_of, version_of
from claims.models import Assignment, Milestone, Passage
from claims.models.editing import AlreadyDone, Stale
from claims.models.settling import Agreed, Seen, agree, join_claims, take, take_back, take_both, word_anew
from claims.models.undoing import Kept, undo
from claims.readings_taken import measured
from claims.settling import Aspect, Kind, Version, compare, tally, twin_claims
from claims.spans import Spans
from tests import make


def fresh(passage):
    return Passage.objects.get(pk=passage.pk)


def seen(passage):
    return Seen(passage.pk, fresh(passage).version)


def hand_in(article, editor):
    Assignment.objects.get(article=article, editor=editor).hand_in(by=editor)


def statuses(*passages):
    return [fresh(each).status for each in passages]


def said(passage):
    """What an editor's row holds that no decision may touch."""
    row = fresh(passage)
    parts = [list(getattr(row, kind).order_by("pk").values()) for kind in ("attributions", "statements", "denials")]
    return (row.mark, row.content, row.cue, row.source, row.note, row.unattributed, row.changed_by_id, parts)


@pytest.fixture
def two(cast):
    """Edith and Egon agree on one passage, differ on another, and each saw one alone; Sara is a second reviewer."""
    sara = make.user("sara")
    cast.collection.admit(user=sara, role="reviewer", by=cast.mona)
    minister, city = make.actor("Minister", "person"), make.actor("Strelsau", "group")
    known = make.claim(cast.collection, "The plan was known.")
    safe = make.claim(cast.collection, "The bridge was safe until May.")
    found = {}
    for name, editor, speaker, mark in (("hers", cast.edith, minister, "assertion"), ("his", cast.egon, city, "quote")):
        found[f"{name}_same"] = make.passage(
            cast.article, "that the plan was known", by=editor, speakers=[minister], states=[known]
        )
        found[f"{name}_other"] = make.passage(
            cast.article, "the bridge was “safe” until May", by=editor, mark=mark, speakers=[speaker], states=[safe]
        )
    found["hers_alone"] = make.passage(
        cast.article, "“Nobody told us,”", by=cast.edith, mark="quote", speakers=[minister]
    )
    found["his_alone"] = make.passage(cast.article, "a lie", by=cast.egon, speakers=[city], states=[safe])
    for editor in (cast.edith, cast.egon):
        hand_in(cast.article, editor)
    return SimpleNamespace(sara=sara, minister=minister, city=city, known=known, safe=safe, **found)


def places(cast):
    rows = Passage.objects.in_article(cast.article).for_cards().in_order()
    return compare(*([version_of(each) for each in rows if each.editor == who] for who in (cast.edith, cast.egon)))


# -- What is compared


def test_places_stand_in_order_and_say_what_differs(cast, two):
    found = places(cast)
    assert [(place.kind, place.differs) for place in found] == [
        (Kind.AGREE, []),
        (Kind.ONLY_LEFT, []),
        (Kind.DIFFER, [Aspect.MARK, Aspect.SPEAKERS]),
        (Kind.ONLY_RIGHT, []),
    ]
    assert tally(found) == {Kind.AGREE: 1, Kind.DIFFER: 1, Kind.ONLY_LEFT: 1, Kind.ONLY_RIGHT: 1}


def version(key, start, end, **more):
    return Version(key, more.pop("mark", "assertion"), Spans.of([(start, end)]), **more)


@pytest.mark.parametrize(
    ("more", "aspect"),
    [
        ({"mark": "quote"}, Aspect.MARK),
        ({"speakers": frozenset({2})}, Aspect.SPEAKERS),
        ({"speakers": frozenset(), "unattributed": True}, Aspect.SPEAKERS),
        ({"via": (3,)}, Aspect.VIA),
        ({"states": frozenset({5})}, Aspect.STATES),
        ({"denies": frozenset({(5, "", "disputes", "linked")})}, Aspect.DENIES),
    ],
)
def test_each_aspect_is_a_difference_by_itself(more, aspect):
    common = {"speakers": frozenset({1}), "states": frozenset({4})}
    [place] = compare([version("a", 0, 9, **common)], [version("b", 0, 9, **{**common, **more})])
    assert place.differs == [aspect] and place.kind == Kind.DIFFER


def test_overlapping_limits_are_a_difference_and_apart_are_two_places():
    [place] = compare([version("a", 0, 9)], [version("b", 2, 9)])
    assert place.differs == [Aspect.CONTENT]
    assert [each.kind for each in compare([version("a", 0, 9)], [version("b", 9, 12)])] == [
        Kind.ONLY_LEFT,
        Kind.ONLY_RIGHT,
    ]


def test_merged_claims_and_actors_are_compared_as_what_they_went_into(cast, two):
    two.minister.absorb(other=two.city)
    assert places(cast)[2].differs == [Aspect.MARK]


def test_claims_in_nearly_the_same_words_are_offered_as_one_the_older_first(cast):
    words = ["The bridge was safe until May.", "Until May, the bridge was safe.", "Nobody told the police."]
    old, new, other = (make.claim(cast.collection, each) for each in words)
    for editor, claims in ((cast.edith, [new, other]), (cast.egon, [old])):
        make.passage(cast.article, "the bridge was “safe”", by=editor, states=claims, speakers=[make.actor("Mayor")])
    rows = list(Passage.objects.for_cards())
    [place] = compare([version_of(rows[0])], [version_of(rows[1])])
    assert twin_claims(place, claims_of(rows)) == [(old.pk, new.pk)]
    assert join_claims(one=new, other=old) == old
    new.refresh_from_db()
    assert new.merged_into == old


# -- Decisions


def test_one_of_a_pair_is_approved_and_the_other_gives_way_to_it(cast, two):
    before = [said(two.hers_other), said(two.his_other)]
    chosen, other = seen(two.his_other), seen(two.hers_other)
    take(article=cast.article, chosen=chosen, other=other, by=cast.rita, reason="All quoted.")
    his, hers = fresh(two.his_other), fresh(two.hers_other)
    assert (his.status, his.reviewed_by) == ("approved", cast.rita)
    assert (hers.status, hers.same_as, hers.reviewed_by, hers.review_note) == ("merged", his, cast.rita, "All quoted.")
    assert [said(two.hers_other), said(two.his_other)] == before
    steps = Milestone.objects.filter(passage__in=[his, hers]).exclude(verdict="handed_in")
    assert {(each.verdict, each.passage, each.by, each.note) for each in steps} == {
        ("approved", his, cast.rita, ""),
        ("merged", hers, cast.rita, "All quoted."),
    }


def test_what_one_alone_saw_is_approved(cast, two):
    take(article=cast.article, chosen=seen(two.hers_alone), by=cast.rita)
    assert statuses(two.hers_alone) == ["approved"]


def test_both_are_approved_as_two_passages(cast, two):
    take_both(article=cast.article, both=[seen(two.hers_other), seen(two.his_other)], by=cast.rita)
    assert statuses(two.hers_other, two.his_other) == ["approved", "approved"]


def test_all_that_agree_are_approved_in_one_go_and_nothing_else(cast, two):
    # The one that says more around it is kept.
    cast_spans = make.spans_of(cast.article.text, "The minister")
    his = fresh(two.his_same)
    his.set_spans(source=cast_spans, by=cast.egon, version=his.version, action=uuid.uuid4())
    pairs = [(seen(two.hers_same), seen(two.his_same)), (seen(two.hers_other), seen(two.his_other))]
    assert agree(article=cast.article, pairs=pairs, by=cast.rita, reason="Both agree.") == Agreed(approved=1, left=1)
    assert statuses(two.his_same, two.hers_same) == ["approved", "merged"]
    assert fresh(two.hers_same).review_note == "Both agree."
    assert statuses(two.hers_other, two.his_other) == ["submitted", "submitted"]
    # Sent again, nothing is done again, and what is decided is no failure.
    assert agree(article=cast.article, pairs=pairs[:1], by=cast.rita) == Agreed(approved=0, left=0)


def test_a_pair_that_changed_since_it_was_seen_is_left(cast, two):
    pair = (seen(two.hers_same), seen(two.his_same))
    his = fresh(two.his_same)
    his.set_note(note="on second thought", by=cast.egon, version=his.version, action=uuid.uuid4())
    assert agree(article=cast.article, pairs=[pair], by=cast.rita) == Agreed(approved=0, left=1)
    assert statuses(two.hers_same, two.his_same) == ["submitted", "submitted"]


def test_what_the_reviewer_mended_is_left_for_another(cast, two):
    for passage in (two.hers_same, two.his_same):
        row = fresh(passage)
        row.set_note(note="mended", by=cast.rita, version=row.version, action=uuid.uuid4())
    pair = (seen(two.hers_same), seen(two.his_same))
    assert agree(article=cast.article, pairs=[pair], by=cast.rita) == Agreed(approved=0, left=1)
    assert statuses(two.hers_same, two.his_same) == ["submitted", "submitted"]
    assert agree(article=cast.article, pairs=[pair], by=two.sara) == Agreed(approved=1, left=0)


def test_a_third_reading_gives_way_to_what_is_approved(cast, two):
    cast.collection.admit(user=cast.otto, role="editor", by=cast.mona)
    Assignment.give(article=cast.article, editor=cast.otto, by=cast.mona)
    third = make.passage(
        cast.article, "that the plan was known", by=cast.otto, speakers=[two.minister], states=[two.known]
    )
    hand_in(cast.article, cast.otto)
    agree(article=cast.article, pairs=[(seen(two.hers_same), seen(two.his_same))], by=cast.rita)
    # Beside the one that gave way: by what stands for it.
    assert agree(article=cast.article, pairs=[(seen(two.his_same), seen(third))], by=cast.rita) == Agreed(1, 0)
    assert fresh(third).same_as == two.hers_same


# -- A third wording


def anew(cast, two, **more):
    return word_anew(
        article=cast.article,
        id=make.uuid7(),
        after=seen(two.hers_other),
        other=seen(two.his_other),
        by=cast.rita,
        **more,
    )


def test_a_third_wording_is_the_reviewers_own_and_approved_by_another(cast, two):
    before = [said(two.hers_other), said(two.his_other)]
    made = anew(cast, two, reason="Neither names the city.")
    assert (made.editor, made.mark, fresh(made).status) == (cast.rita, "assertion", "draft")
    assert [part.actor for part in made.attributions.all()] == [two.minister]
    assert [part.claim for part in made.statements.all()] == [two.safe]
    assert {fresh(each).same_as for each in (two.hers_other, two.his_other)} == {made}
    assert [said(two.hers_other), said(two.his_other)] == before
    hand_in(cast.article, cast.rita)
    with pytest.raises(ValidationError, match="somebody else"):
        fresh(made).approve(by=cast.rita, version=1)
    fresh(made).approve(by=two.sara, version=1)


def test_a_third_wording_has_all_parts_of_what_it_is_made_after(cast, two):
    via = make.actor("Gazette", "media")
    speech = make.passage(cast.article, "called that a lie", by=cast.edith, mark="refutation", cue=Spans.of([(3, 7)]))
    for verb, fields in (
        ("set_unattributed", {"unattributed": True}),
        ("add_via", {"actor": via}),
        ("add_denial", {"claim": two.known, "kind": "disputes"}),
        ("add_denial", {"state": "not_here", "target_text": "the report"}),
    ):
        row = fresh(speech)
        getattr(row, verb)(by=cast.edith, version=row.version, action=uuid.uuid4(), **fields)
    hand_in(cast.article, cast.edith)
    made = word_anew(article=cast.article, id=make.uuid7(), after=seen(speech), by=cast.rita)
    rows = Passage.objects.filter(pk__in=[made.pk, speech.pk]).for_cards()
    one, other = (version_of(each) for each in rows)
    assert [getattr(one, aspect) for aspect in Aspect] == [getattr(other, aspect) for aspect in Aspect]
    assert one.unattributed and other.unattributed and fresh(made).cue == fresh(speech).cue


def test_a_third_wording_sent_twice_is_made_once(cast, two):
    sent = {"article": cast.article, "id": make.uuid7(), "by": cast.rita}
    sent |= {"after": seen(two.hers_other), "other": seen(two.his_other)}
    word_anew(**sent)
    with pytest.raises(AlreadyDone):
        word_anew(**sent)
    assert cast.rita.passages.count() == 1


def test_a_third_wording_is_no_reading_that_is_measured(cast, two):
    before = measured(cast.collection).found.total.figures()
    made = anew(cast, two)
    hand_in(cast.article, cast.rita)
    fresh(made).approve(by=two.sara, version=1)
    found = measured(cast.collection)
    assert found.readings == {cast.article.pk: 2} and found.found.total.figures() == before


def test_a_third_wording_takes_no_readers_place(cast, two):
    cast.collection.describe(editors_per_article=3)
    article = cast.collection.articles.get()
    anew(cast, two)
    cast.collection.admit(user=cast.otto, role="editor", by=cast.mona)
    assert Assignment.take_next(collection=cast.collection, editor=cast.otto) == article
    mark = {"by": cast.otto, "mark": "quote", "speakers": [two.minister]}
    assert make.passage(article, "the police", **mark).editor == cast.otto


def test_while_a_wording_is_made_the_rest_is_settled_blind_readings_too(cast, two):
    cast.collection.describe(blind=True)
    cast.article.collection.refresh_from_db()
    made = anew(cast, two)
    take(article=cast.article, chosen=seen(two.hers_alone), by=cast.rita)
    assert statuses(made, two.hers_alone) == ["draft", "approved"]


def test_an_article_is_settled_when_the_wordings_are_approved_too(cast, two):
    made = anew(cast, two)
    agree(article=cast.article, pairs=[(seen(two.hers_same), seen(two.his_same))], by=cast.rita)
    for passage in (two.hers_alone, two.his_alone):
        take(article=cast.article, chosen=seen(passage), by=cast.rita)
    assert not measured(cast.collection).found.settled
    hand_in(cast.article, cast.rita)
    fresh(made).approve(by=two.sara, version=1)
    assert set(measured(cast.collection).found.settled) == {cast.edith.pk, cast.egon.pk}


def test_whoever_reads_the_article_words_nothing_anew(cast, two):
    make.passage(cast.article, "the police", by=cast.rita, role="reviewer", mark="quote", speakers=[two.city])
    with pytest.raises(ValidationError, match="part of your reading"):
        anew(cast, two)


# -- Refusals


def test_nobody_settles_a_reading_of_their_own(cast, two):
    cast.collection.admit(user=cast.otto, role="reviewer", by=cast.mona)
    cast.collection.memberships.filter(user=cast.egon).update(role="reviewer")
    for verb in (
        lambda: take(article=cast.article, chosen=seen(two.hers_other), other=seen(two.his_other), by=cast.egon),
        lambda: take_both(article=cast.article, both=[seen(two.hers_other), seen(two.his_other)], by=cast.egon),
        lambda: agree(article=cast.article, pairs=[(seen(two.hers_same), seen(two.his_same))], by=cast.egon),
        lambda: word_anew(article=cast.article, id=make.uuid7(), after=seen(two.his_other), by=cast.egon),
    ):
        with pytest.raises(ValidationError) as refused:
            verb()
        assert refused.value.code == "own_reading"
    with pytest.raises(ValidationError, match="your own"):
        fresh(two.his_other).merge_into(two.hers_other, by=cast.egon, version=1)
    assert statuses(two.hers_other, two.his_other) == ["submitted", "submitted"]


def test_only_who_reviews_settles_and_only_what_is_in_the_article(cast, two):
    pair = {"chosen": seen(two.hers_other), "other": seen(two.his_other)}
    for person in (cast.ralf, cast.otto):
        with pytest.raises(PermissionDenied):
            take(article=cast.article, by=person, **pair)
    elsewhere = make.article(cast.collection, text="Another text.", title="Another")
    with pytest.raises(ValidationError, match="not in the article"):
        take(article=elsewhere, by=cast.rita, **pair)
    cast.article.archive()
    with pytest.raises(ValidationError, match="archived"):
        take(article=cast.article, by=cast.rita, **pair)


@pytest.mark.parametrize("which", ["hers_other", "his_other"])
def test_a_decision_covers_what_was_seen_of_both(cast, two, which):
    pair = {"chosen": seen(two.hers_other), "other": seen(two.his_other)}
    row = fresh(getattr(two, which))
    row.set_note(note="on second thought", by=row.editor, version=row.version, action=uuid.uuid4())
    for verb in (
        lambda: take(article=cast.article, by=cast.rita, **pair),
        lambda: take_both(article=cast.article, both=list(pair.values()), by=cast.rita),
        lambda: word_anew(
            article=cast.article, id=make.uuid7(), after=pair["chosen"], other=pair["other"], by=cast.rita
        ),
    ):
        with pytest.raises(Stale):
            verb()
    assert statuses(two.hers_other, two.his_other) == ["submitted", "submitted"]


def test_what_is_returned_is_not_settled(cast, two):
    row = fresh(two.hers_other)
    row.send_back(by=cast.rita, version=row.version, reason="Which minister?")
    with pytest.raises(ValidationError, match="returned"):
        take(article=cast.article, chosen=seen(two.hers_other), other=seen(two.his_other), by=cast.rita)
    assert statuses(two.hers_other, two.his_other) == ["returned", "submitted"]


def test_the_same_decision_twice_is_done_once(cast, two):
    sent = {"article": cast.article, "chosen": seen(two.hers_other), "other": seen(two.his_other), "by": cast.rita}
    take(**sent)
    with pytest.raises(AlreadyDone):
        take(**sent)
    assert Milestone.objects.filter(verdict__in=["approved", "merged"]).count() == 2


def test_whoever_let_it_give_way_may_approve_it_later_and_its_editor_may_not(cast, two):
    take(article=cast.article, chosen=seen(two.hers_other), other=seen(two.his_other), by=cast.rita)
    take_back(article=cast.article, seen=[seen(two.hers_other)], by=cast.rita)
    his = fresh(two.his_other)
    with pytest.raises(ValidationError, match="somebody else"):
        his.approve(by=cast.egon, version=his.version)
    his.approve(by=cast.rita, version=his.version)


# -- Taking it back


def test_a_decision_is_taken_back_on_record(cast, two):
    take(article=cast.article, chosen=seen(two.hers_other), other=seen(two.his_other), by=cast.rita)
    for editor in (cast.edith, cast.egon):
        Assignment.objects.filter(editor=editor).update(accepted_by=cast.rita, accepted_at="2026-01-01T00:00Z")
    take_back(article=cast.article, seen=[seen(two.hers_other), seen(two.his_other)], by=two.sara, reason="Too quick.")
    assert statuses(two.hers_other, two.his_other) == ["submitted", "submitted"]
    assert fresh(two.his_other).same_as is None and fresh(two.his_other).review_note == ""
    steps = Milestone.objects.filter(verdict="taken_back")
    assert {(each.passage, each.by, each.note) for each in steps} == {
        (two.hers_other, two.sara, "Too quick."),
        (two.his_other, two.sara, "Too quick."),
    }
    # Nobody looks through an accepted reading for what waits in it.
    assert not Assignment.objects.filter(accepted_at__isnull=False).exists()
    take(article=cast.article, chosen=seen(two.his_other), other=seen(two.hers_other), by=cast.rita)
    assert statuses(two.hers_other, two.his_other) == ["merged", "approved"]


def test_of_two_that_were_approved_both_wait_again(cast, two):
    both = [seen(two.hers_other), seen(two.his_other)]
    take_both(article=cast.article, both=both, by=cast.rita)
    take_back(article=cast.article, seen=both, by=cast.rita)
    assert statuses(two.hers_other, two.his_other) == ["submitted", "submitted"]
    with pytest.raises(ValidationError, match="nothing to take back"):
        take_back(article=cast.article, seen=both, by=cast.rita)


def test_a_third_wording_is_taken_back_by_its_maker_or_loses_its_approval(cast, two):
    made = anew(cast, two)
    sides = [two.hers_other, two.his_other]
    with pytest.raises(ValidationError, match="Rita takes it back"):
        take_back(article=cast.article, seen=[seen(each) for each in sides], by=two.sara)
    hand_in(cast.article, cast.rita)
    fresh(made).approve(by=two.sara, version=1)
    take_back(article=cast.article, seen=[seen(each) for each in sides], by=two.sara)
    assert statuses(made, *sides) == ["submitted", "merged", "merged"]
    take_back(article=cast.article, seen=[seen(each) for each in sides], by=cast.rita)
    assert statuses(made, *sides) == ["withdrawn", "submitted", "submitted"]


@pytest.mark.parametrize("way", ["reopened", "withdrawn"])
def test_what_gave_way_waits_again_when_its_twin_does_not_stand(cast, two, way):
    take(article=cast.article, chosen=seen(two.hers_other), other=seen(two.his_other), by=cast.rita)
    row = fresh(two.hers_other)
    if way == "reopened":
        row.reopen(by=cast.rita, version=row.version, reason="Not so.")
    else:
        # A claim that it states is reworded, so that it waits for a decision and its editor can withdraw it.
        two.safe.reword(by=cast.rita, statement="The bridge held until May.")
        assert statuses(two.hers_other, two.his_other) == ["submitted", "merged"]
        row = fresh(two.hers_other)
        row.withdraw(by=cast.edith, version=row.version, action=uuid.uuid4())
    assert statuses(two.his_other) == ["submitted"]
    assert Milestone.objects.filter(verdict="taken_back").get().passage == two.his_other


def test_a_third_wording_that_is_reopened_still_stands_for_both(cast, two):
    made = anew(cast, two)
    hand_in(cast.article, cast.rita)
    fresh(made).approve(by=two.sara, version=1)
    fresh(made).reopen(by=two.sara, version=1, reason="Name the city.")
    assert statuses(made, two.hers_other, two.his_other) == ["returned", "merged", "merged"]


def test_undo_does_not_take_a_wording_from_those_that_gave_way(cast, two):
    made = anew(cast, two)
    with pytest.raises(Kept, match="Take that back"):
        undo(article=cast.article, by=cast.rita, action=uuid.uuid4())
    row = fresh(made)
    row.withdraw(by=cast.rita, version=row.version, action=uuid.uuid4())
    assert statuses(two.hers_other, two.his_other) == ["submitted", "submitted"]


def test_a_passage_that_stood_in_the_merged_one_stands_in_it_again(cast, two):
    inner = make.passage(cast.article, "safe", by=cast.egon, speakers=[two.city], states=[two.safe])
    hand_in(cast.article, cast.egon)
    assert fresh(inner).within == two.his_other
    take(article=cast.article, chosen=seen(two.hers_other), other=seen(two.his_other), by=cast.rita)
    assert fresh(inner).within is None
    take_back(article=cast.article, seen=[seen(two.hers_other)], by=cast.rita)
    assert fresh(inner).within == two.his_other


# -- What follows


def test_settled_readings_are_accepted_and_measured_as_they_were_handed_in(cast, two):
    before = measured(cast.collection).found.total.figures()
    agree(article=cast.article, pairs=[(seen(two.hers_same), seen(two.his_same))], by=cast.rita)
    take(article=cast.article, chosen=seen(two.hers_other), other=seen(two.his_other), by=cast.rita)
    for passage in (two.hers_alone, two.his_alone):
        take(article=cast.article, chosen=seen(passage), by=cast.rita)
    for editor in (cast.edith, cast.egon):
        Assignment.objects.get(editor=editor).accept(by=cast.rita)
    found = measured(cast.collection).found
    assert found.total.figures() == before
    assert found.settled[cast.edith.pk].figure(Measure.CONTENT_EXACT).numerator == 2 * 3


def test_what_gave_way_cannot_be_changed_any_more(cast, two):
    take(article=cast.article, chosen=seen(two.hers_other), other=seen(two.his_other), by=cast.rita)
    his = fresh(two.his_other)
    with pytest.raises(ValidationError, match="gave way"):
        his.set_note(note="but", by=cast.egon, version=his.version, action=uuid.uuid4())
