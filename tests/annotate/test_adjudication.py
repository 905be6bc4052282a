"""The page where two readings are settled: what it shows, what each address does, and what it refuses."""

import re
import uuid
from html import unescape
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from annotate.presenters.adjudication import comparison
from annotate.presenters.adjudication_places import Piece, Row
from annotate.presenters.adjudication_text import Line, draw_both
from claims.actions.assignment_create import assign_article
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.collection_edit import edit_collection
from claims.actions.member_set import remove_member, set_member
from claims.actions.passage_edit import set_passage_note
from claims.models import Assignment, Passage
from claims.spans import Spans
from claims.text.sentences import blocks
from tests import make
from tests.page import plain, plain_page
from tests.scenes import more_built_once

HX = {"HX-Request": "true"}


def fresh(passage):
    return Passage.objects.get(pk=passage.pk)


def seen(passage):
    return f"{passage.pk}:{fresh(passage).version}"


def address(cast, verb=""):
    return f"/articles/{cast.article.pk}/settle/{verb}"


def hand_in(article, editor):
    hand_in_reading(Assignment.objects.get(article=article, editor=editor), by=editor)


def mark_alike(cast, words, *, editors, **parts):
    return [make.passage(cast.article, words, by=editor, **parts) for editor in editors]


@pytest.fixture
@more_built_once
def two(cast):
    """Edith and Egon agree on one passage, differ in the mark of another, and Egon alone saw a third."""
    minister = make.actor("Minister", "person")
    known = make.claim(cast.collection, "The plan was known.")
    editors = (cast.edith, cast.egon)
    agreed = mark_alike(cast, "that the plan was known", editors=editors, speakers=[minister], states=[known])
    hers = make.passage(cast.article, "called that a lie", by=cast.edith, speakers=[minister], states=[known])
    his = make.passage(
        cast.article, "called that a lie", by=cast.egon, mark="refutation", speakers=[minister], denies=[known]
    )
    alone = make.passage(cast.article, "“safe”", by=cast.egon, mark="quote", speakers=[minister])
    for editor in editors:
        hand_in(cast.article, editor)
    return SimpleNamespace(
        hers_same=agreed[0], his_same=agreed[1], hers=hers, his=his, alone=alone, minister=minister, known=known
    )


@pytest.fixture
def rita(cast, as_user):
    return as_user(cast.rita)


def text_of(response):
    return " ".join(plain_page(response).split())


# -- What it shows


def test_both_readings_stand_over_one_text_with_their_counts(cast, two, rita):
    page = text_of(rita.get(address(cast)))
    for words in ("1 agrees", "1 differs", "0 only Edith", "1 only Egon", "Approve the 1 that agrees", "Only Egon"):
        assert words in page, words
    assert "Differ in: mark, claim, what it denies" in page
    assert 'class="read a-assertion b-refutation"' in page and 'class="read b-quote"' in page
    assert f'id="words-{two.hers.pk}" data-letter="A"' in page and f'href="#place-{two.hers.pk}"' in page


def test_the_text_is_the_articles_to_the_letter(cast, two, rita):
    page = plain_page(rita.get(address(cast)))
    drawn = page[page.index('id="both"') : page.index("</article>")]
    paragraphs = "".join(re.findall(r"<p>(.*?)</p>", drawn, re.S))
    assert unescape(re.sub(r"<[^>]+>", "", paragraphs)) == cast.article.text


def test_it_takes_the_same_queries_whatever_the_readings_hold(cast, two, rita, django_assert_max_num_queries):
    rita.get(address(cast))
    with django_assert_max_num_queries(12) as few:
        rita.get(address(cast))
    before = len(few)
    for words in ("Nobody told us", "not even the police", "Ruritania", "the city", "The minister"):
        mark_alike(cast, words, editors=(cast.edith, cast.egon), speakers=[two.minister], states=[two.known])
    for editor in (cast.edith, cast.egon):
        hand_in(cast.article, editor)
    with django_assert_max_num_queries(before):
        assert "6 agree" in text_of(rita.get(address(cast)))


def test_with_fewer_than_two_it_says_who_still_reads(cast, rita):
    assert "Nobody has handed in" in text_of(rita.get(address(cast)))
    make.passage(cast.article, "safe", by=cast.edith, mark="quote", speakers=[make.actor("Minister")])
    hand_in(cast.article, cast.edith)
    assign_article(cast.article, editor=cast.egon, by=cast.mona)
    page = text_of(rita.get(address(cast)))
    assert "Only Edith has handed in" in page and "Still reading: Egon" in page


def test_blind_readings_are_compared_when_all_are_handed_in(cast, two, rita):
    edit_collection(cast.collection, blind=True)
    assert "1 agrees" in text_of(rita.get(address(cast)))
    set_member(cast.collection, user=cast.otto, role="editor", by=cast.mona)
    assign_article(cast.article, editor=cast.otto, by=cast.mona)
    page = text_of(rita.get(address(cast)))
    assert "once everybody has handed in" in page and "1 agrees" not in page and "Still reading: Otto" in page


def test_of_three_readings_two_are_chosen(cast, two, rita):
    set_member(cast.collection, user=cast.otto, role="editor", by=cast.mona)
    assign_article(cast.article, editor=cast.otto, by=cast.mona)
    make.passage(cast.article, "“safe”", by=cast.otto, mark="quote", speakers=[two.minister])
    hand_in(cast.article, cast.otto)
    his, ottos = (Assignment.objects.get(editor=editor) for editor in (cast.egon, cast.otto))
    page = text_of(rita.get(address(cast) + f"?a={his.pk}&b={ottos.pk}"))
    assert "1 agrees" in page and "2 only Egon" in page and "0 only Otto" in page
    # Once the first two are settled, the third is what is offered.
    for place in ((two.hers_same, two.his_same), (two.hers, two.his)):
        sent = {"left": seen(place[0]), "right": seen(place[1]), "chosen": "left"}
        rita.post(address(cast, "take/"), sent)
    first_two = f"?a={Assignment.objects.get(editor=cast.edith).pk}&b={his.pk}"
    last = {"right": seen(two.alone), "chosen": "right"}
    answer = rita.post(address(cast, "take/") + first_two, last, headers=HX)
    assert "Everything is decided" in text_of(answer) and "Go on with Otto’s reading" in text_of(answer)
    assert "Otto: lines below" in text_of(rita.get(address(cast)))
    for nonsense in ("?a=x&b=-1", "?a=999999", f"?a={his.pk}&b={his.pk}"):
        assert rita.get(address(cast) + nonsense).status_code == 200


def test_ones_own_reading_is_compared_and_not_settled(cast, two, as_user):
    cast.collection.memberships.filter(user=cast.egon).update(role="reviewer")
    egon = as_user(cast.egon)
    page = text_of(egon.get(address(cast)))
    assert "One of the two readings is your own" in page and "data-key" not in page
    sent = {"left": seen(two.hers), "right": seen(two.his), "chosen": "right"}
    assert egon.post(address(cast, "take/"), sent, headers=HX).status_code == 422
    assert fresh(two.his).status == "submitted"


# -- Decisions


def test_one_key_takes_one_and_the_list_says_so(cast, two, rita):
    sent = {"left": seen(two.hers), "right": seen(two.his), "chosen": "right", "reason": "It denies."}
    response = rita.post(address(cast, "take/"), sent, headers=HX)
    assert response.status_code == 200 and "Rita merged Edith’s: It denies." in text_of(response)
    assert (fresh(two.his).status, fresh(two.hers).status) == ("approved", "merged")
    assert rita.post(address(cast, "take/"), sent, headers=HX).status_code == 200
    page = text_of(response)
    assert "Take the decision back" in page and "1 of 3 decided" in page


def test_without_a_reason_the_difference_is_kept_as_one(cast, two, rita):
    rita.post(address(cast, "take/"), {"left": seen(two.hers), "right": seen(two.his), "chosen": "left"})
    assert "They differ in: mark, claim, what it denies." in fresh(two.his).review_note


def test_both_alone_and_agreed(cast, two, rita):
    rita.post(address(cast, "both/"), {"left": seen(two.hers), "right": seen(two.his)}, headers=HX)
    rita.post(address(cast, "take/"), {"right": seen(two.alone), "chosen": "right"}, headers=HX)
    pair = f"{seen(two.hers_same)} {seen(two.his_same)}"
    response = rita.post(address(cast, "agreed/"), {"pair": [pair]}, headers=HX)
    page = text_of(response)
    assert "1 passage is approved; its duplicate was merged." in page and "Everything is decided." in page
    assert "Only accept Edith’s reading" in page and "Accept all readings" in page
    for editor in (cast.edith, cast.egon):
        rita.post(f"/assignments/{Assignment.objects.get(editor=editor).pk}/accept/")
    assert "Egon’s reading is accepted by Rita." in text_of(rita.get(address(cast)))


def test_returning_needs_a_reason(cast, two, rita):
    sent = {"right": seen(two.alone), "chosen": "right"}
    response = rita.post(address(cast, "return/"), sent, headers=HX)
    page = text_of(response)
    assert response.status_code == 422 and "Say why" in page
    # What it lacks stands open there, and nowhere else.
    assert page.count('class="more" open') == page.count('aria-invalid="true"') == 1
    opened = page.partition('<details class="more" open>')[2].partition("</details>")[0]
    assert f'id="reason-{two.alone.pk}"' in opened and 'aria-invalid="true"' in opened
    response = rita.post(address(cast, "return/"), {**sent, "reason": "Only a word."}, headers=HX)
    assert "Returned by Rita: Only a word." in text_of(response) and "1 with its editor" in text_of(response)
    assert fresh(two.alone).status == "returned"


def test_a_third_wording_opens_where_articles_are_marked(cast, two, rita, as_user):
    sent = {"left": seen(two.hers), "right": seen(two.his), "chosen": "right", "id": str(make.uuid7())}
    response = rita.post(address(cast, "reword/"), sent, headers=HX)
    assert f"passage={sent['id']}" in response["HX-Redirect"]
    made = Passage.objects.get(pk=sent["id"])
    assert (made.editor, made.mark, made.denials.get().claim) == (cast.rita, "refutation", two.known)
    page = text_of(rita.get(address(cast)))
    assert "Rita’s wording" in page and "Take the decision back" in page
    assert "Take the decision back" not in text_of(as_user(cast.mona).get(address(cast)))


def test_a_decision_is_taken_back(cast, two, rita):
    rita.post(address(cast, "take/"), {"left": seen(two.hers), "right": seen(two.his), "chosen": "left"}, headers=HX)
    sent = {"left": seen(two.hers), "right": seen(two.his)}
    assert rita.post(address(cast, "take-back/"), sent, headers=HX).status_code == 200
    assert (fresh(two.hers).status, fresh(two.his).status) == ("submitted", "submitted")
    assert rita.post(address(cast, "take-back/"), sent, headers=HX).status_code == 409


def test_what_changed_meanwhile_is_shown_and_nothing_decided(cast, two, rita):
    sent = {"left": seen(two.hers), "right": seen(two.his), "chosen": "right"}
    row = fresh(two.his)
    set_passage_note(row, note="on second thought", by=cast.egon, version=row.version, action=uuid.uuid4())
    response = rita.post(address(cast, "take/"), sent, headers=HX)
    assert response.status_code == 409
    assert "This was changed meanwhile" in text_of(response) and "on second thought" in text_of(response)
    assert fresh(two.his).status == "submitted"


@pytest.mark.parametrize("verb", ["take/", "both/", "return/", "reword/", "take-back/", "claims/"])
@pytest.mark.parametrize("sent", [{}, {"left": "nonsense", "chosen": "left"}, {"right": "7:x"}])
def test_nonsense_is_refused_with_words(cast, two, rita, verb, sent):
    response = rita.post(address(cast, verb), sent, headers=HX)
    assert response.status_code == 422 and 'role="alert"' in plain_page(response)


def test_without_javascript_the_page_comes_again_at_the_place(cast, two, rita):
    sent = {"left": seen(two.hers), "right": seen(two.his), "chosen": "left"}
    response = rita.post(address(cast, "take/") + "?a=1&b=2", sent)
    assert response.url == f"{reverse('article_settle', args=[cast.article.pk])}?a=1&b=2#place-{two.hers.pk}"
    again = rita.post(address(cast, "return/"), {"right": seen(two.alone), "chosen": "right"}, follow=True)
    assert "Say why" in text_of(again)


def test_twin_claims_are_offered_and_merging_makes_the_pair_agree(cast, two, rita):
    claims = [
        make.claim(cast.collection, each) for each in ("The bridge was safe until May.", "Until May it was safe.")
    ]
    for editor, claim in zip((cast.egon, cast.edith), claims, strict=True):
        make.passage(cast.article, "According to Ruritania", by=editor, speakers=[two.minister], states=[claim])
        hand_in(cast.article, editor)
    page = text_of(rita.get(address(cast)))
    assert "Same claim: merge" in page and "Stays, being the older: “The bridge was safe until May.”" in page
    sent = {"one": claims[1].pk, "other": claims[0].pk}
    response = rita.post(address(cast, "claims/"), sent, headers=HX)
    assert "2 agree" in text_of(response) and "The two claims are one now." in text_of(response)
    claims[1].refresh_from_db()
    assert claims[1].merged_into == claims[0]


# -- Ways there, and what the editor sees afterwards


def test_the_page_is_linked_where_two_readings_wait(cast, two, rita):
    link = f'href="{address(cast)}"'
    for page in ("/review/", f"/articles/{cast.article.pk}/", "/collections/bridge/agreement/"):
        assert link in plain_page(rita.get(page)), page


def test_one_reading_is_not_offered_to_be_compared(cast, rita):
    make.passage(cast.article, "safe", by=cast.edith, mark="quote", speakers=[make.actor("Minister")])
    hand_in(cast.article, cast.edith)
    for page in ("/review/", f"/articles/{cast.article.pk}/"):
        assert address(cast) not in plain_page(rita.get(page))


def test_an_editor_sees_what_was_taken_instead_by_whom_and_why(cast, two, rita, as_user):
    edith = as_user(cast.edith)
    sent = {"left": seen(two.hers), "right": seen(two.his), "chosen": "right", "reason": "It denies."}
    rita.post(address(cast, "take/"), sent)
    decided = f"/articles/{cast.article.pk}/decided/"
    workbench = text_of(edith.get(f"/articles/{cast.article.pk}/"))
    assert decided in workbench and "1 merged into another reading" in workbench
    page = text_of(edith.get(decided))
    for words in ("Rita decided", "It denies.", "from Egon (refutation)", f"/passages/{two.his.pk}/"):
        assert words in page, words
    assert edith.get(f"/passages/{two.hers.pk}/").url == decided
    assert "<html" not in plain_page(edith.get(decided, headers=HX))
    assert "Nothing of yours" in text_of(as_user(cast.egon).get(decided))


def test_whose_passages_all_gave_way_is_not_asked_to_hand_in_again(cast, two, rita, as_user):
    for place in ((two.hers_same, two.his_same), (two.hers, two.his)):
        sent = {"left": seen(place[0]), "right": seen(place[1]), "chosen": "right"}
        rita.post(address(cast, "take/"), sent)
    page = text_of(as_user(cast.edith).get(f"/articles/{cast.article.pk}/"))
    assert "2 merged into another reading" in page and "All that you marked here is decided" in page
    assert 'id="hand-in"' not in page


# -- Fragments, each by itself


def test_each_fragment_is_drawn_alone(cast, two):
    context = comparison(cast.article, user=cast.rita, chosen=(None, None))
    context["article"].role = "reviewer"
    place = next(each for each in context["places"] if each.left and each.left.pk == two.hers.pk)
    shared = {"article": cast.article, "query": "?a=1&b=2"}
    drawn = plain(render_to_string("annotate/adjudication.html#settle-place", {"place": place, **shared}))
    assert "Take Egon’s" in drawn and "settle/take/?a=1&amp;b=2" in drawn
    row = Row("claim", [Piece("<b>", is_extra=True)], None, differs=True)
    assert "&lt;b&gt;" in render_to_string(
        "annotate/adjudication.html#settle-version", {"row": row, "pieces": row.left}
    )
    sends = render_to_string("annotate/adjudication.html#settle-sends", {"to": "settle_both", **shared})
    assert 'hx-target="#places"' in sends
    assert "1 agrees" in " ".join(
        render_to_string("annotate/adjudication.html#settle-places", context | shared).split()
    )
    none = {"handed_in": [], "still_reading": [cast.edith], "waits_for_all": False, **shared}
    assert "Still reading: Edith" in " ".join(
        plain(render_to_string("annotate/adjudication.html#settle-none", none)).split()
    )
    rows = {"rows": [(Passage.objects.for_settling().get(pk=two.hers.pk), None)]}
    assert "You cannot see it yet" in render_to_string("annotate/decided.html#decided-list", rows)


# -- The text with both readings


@given(
    st.text(alphabet="ab \n<&🌉é", min_size=1, max_size=60),
    st.lists(st.tuples(st.integers(0, 59), st.integers(1, 60), st.integers(0, 1)), max_size=6),
)
def test_whatever_is_marked_the_text_stays_to_the_letter(text, stretches):
    spans = [
        (side, Spans.of([(start, max(start, min(end, len(text))))]).trimmed(text)) for start, end, side in stretches
    ]
    lines = [Line(uuid.uuid4(), uuid.uuid4(), side, "quote", each) for side, each in spans if each]
    drawn = "".join(block.html for block in draw_both(text, blocks(text), lines))
    assert unescape(re.sub(r"<[^>]+>", "", drawn)) == text
    assert drawn.count('class="letter') == len(lines)


def test_nothing_is_returned_to_an_editor_who_left(cast, two, rita):
    remove_member(cast.collection, user=cast.egon)
    page = text_of(rita.get(address(cast)))
    assert "Egon does not read this article any more, so nothing is returned." in page
    assert "Return to Edith" in page and "Return to Egon" not in page
    assert "Word it anew, after Egon’s" in page
    sent = {"left": seen(two.hers), "right": seen(two.his), "chosen": "right", "reason": "Which plan?"}
    answer = rita.post(address(cast, "return/"), sent, headers=HX)
    assert "Egon does not read this article any more" in text_of(answer)
    assert Passage.objects.get(pk=two.his.pk).status == "submitted"
