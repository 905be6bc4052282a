"""When something goes wrong, or is not there: nothing is lost, and it is said."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from claims.actions.passage_edit import set_passage_note
from claims.models import Assignment, Passage
from tests import make
from tests.browser.hand import Hand, at_work, mark, over

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_refused_mark_says_why_and_what_was_refused_stands_there_again(cast, page_of):
    hand = at_work(page_of(cast.edith), cast.article)
    start = cast.article.text.index(" the plan")
    hand.select_exactly(start, start + 1)
    hand.press("a")
    expect(hand.page.locator("#messages")).to_contain_text("Nothing is selected")
    passage = mark(hand, cast.article, "a", "the plan")
    hand.type("Bob; and Carol")
    hand.press("Shift+Enter")
    expect(hand.page.locator(".card.active [role=alert]")).to_contain_text("semicolon")
    expect(hand.page.locator("form[data-field=speaker] input[role=combobox]")).to_have_value("Bob; and Carol")
    assert not passage.attributions.exists()
    page_of.expect_status(422)


def test_the_selection_survives_the_answer_to_the_mark_before(cast, page_of):
    hand = at_work(page_of(cast.edith), cast.article)
    first, second = (make.spans_of(cast.article.text, words) for words in ("the plan", "Nobody told us"))
    hand.page.route("**/passages/", lambda route: (hand.page.wait_for_timeout(500), route.continue_()), times=1)
    hand.select(first.start, first.end)
    hand.press("a")
    hand.select(second.start, second.end)
    expect(hand.page.locator("#cards > .card")).to_have_count(1)
    hand.press("q")
    hand.settled()
    assert [passage.exact for passage in Passage.objects.in_order()] == ["the plan", "Nobody told us"]


def test_hand_in_is_refused_with_links_to_what_is_incomplete(cast, page_of):
    passage = make.passage(cast.article, "the plan", by=cast.edith)
    page = page_of(cast.edith)
    page.goto(f"/articles/{cast.article.pk}/")
    page.keyboard.press("h")
    expect(page.get_by_role("alert").first).to_contain_text("Not handed in")
    page.get_by_role("alert").get_by_role("link", name="the plan").click()
    expect(page.locator(".card.active")).to_have_id(f"card-{passage.pk}")
    assert not Assignment.objects.waiting().exists()
    page_of.expect_status(422)


def test_a_mark_survives_a_server_that_is_gone(cast, page_of):
    hand = at_work(page_of(cast.edith), cast.article)
    page = hand.page
    page.route("**/passages/", lambda route: route.abort())
    spans = make.spans_of(cast.article.text, "the plan")
    hand.select(spans.start, spans.end)
    hand.press("a")
    expect(page.locator("#saving")).to_contain_text("not saved yet")
    assert not Passage.objects.exists()
    page.unroute("**/passages/")
    expect(page.locator(".card.active .words")).to_have_text("the plan")
    hand.settled()
    assert Passage.objects.count() == 1
    page_of.problems.clear()


def test_marks_that_were_not_saved_show_after_a_reload_and_arrive_in_order(cast, page_of):
    hand = at_work(page_of(cast.edith), cast.article)
    page = hand.page
    page.route("**/passages/", lambda route: route.abort())
    for key, words in (("a", "the plan"), ("q", "Nobody told us"), ("r", "called that a lie")):
        spans = make.spans_of(cast.article.text, words)
        hand.select(spans.start, spans.end)
        hand.press(key)
    expect(page.locator("#saving")).to_contain_text("3 not saved yet")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.locator("#saving")).to_contain_text("3 not saved yet")
    assert over(page, "assertion") == ["the plan"]
    assert over(page, "quote") == ["Nobody told us"]
    assert over(page, "refutation") == ["called that a lie"]
    page.unroute("**/passages/")
    expect(page.locator("#cards > .card")).to_have_count(3)
    hand.settled()
    assert [passage.exact for passage in Passage.objects.order_by("pk")] == [
        "the plan",
        "Nobody told us",
        "called that a lie",
    ]
    assert over(page, "assertion") == over(page, "quote") == over(page, "refutation") == []
    page_of.problems.clear()


def signed_out_with_a_mark(cast, page_of):
    """At the article when the session has ended: a mark was made, and the page asks to sign in."""
    hand = at_work(page_of(cast.edith), cast.article)
    Session.objects.all().delete()
    spans = make.spans_of(cast.article.text, "the plan")
    hand.select(spans.start, spans.end)
    hand.press("a")
    expect(hand.page.get_by_role("dialog", name="Sign in again")).to_be_visible()
    expect(hand.page.locator("#saving")).to_contain_text("signed out")
    page_of.expect_status(401)
    return hand


def arrived(hand, page_of):
    """The mark made while signed out is there, once."""
    expect(hand.page.locator(".card.active .words")).to_have_text("the plan")
    expect(hand.page.get_by_role("dialog")).to_have_count(0)
    hand.settled()
    assert Passage.objects.get().exact == "the plan"
    page_of.problems[:] = [problem for problem in page_of.problems if "status of 40" not in problem]


def test_whose_session_ended_signs_in_again_in_place(cast, page_of):
    hand = signed_out_with_a_mark(cast, page_of)
    page = hand.page
    expect(page.get_by_role("textbox", name="User name")).to_have_value("edith")
    expect(page.get_by_label("Password")).to_be_focused()
    hand.type("wrong")
    hand.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text("do not belong together")
    page_of.expect_status(422)
    assert over(page, "assertion") == ["the plan"] and not Passage.objects.exists()
    expect(page.get_by_label("Password")).to_be_focused()
    hand.type("edithedith")
    hand.press("Enter")
    arrived(hand, page_of)
    # And the keys go where they went before.
    expect(page.locator(".card.active form[data-field=speaker] input[role=combobox]")).to_be_focused()


def test_signing_in_can_wait_and_begins_again_from_the_words_that_say_so(cast, page_of):
    hand = signed_out_with_a_mark(cast, page_of)
    page = hand.page
    hand.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("#text")).to_be_focused()
    page.locator("#saving").get_by_role("button", name="Sign in again").click()
    expect(page.get_by_label("Password")).to_be_focused()
    hand.type("edithedith")
    hand.press("Enter")
    arrived(hand, page_of)


def test_signed_in_again_in_another_tab_the_mark_arrives_too(cast, page_of):
    hand = signed_out_with_a_mark(cast, page_of)
    tab = hand.page.context.new_page()
    tab.goto("/login/")
    tab.fill("[name=username]", "edith")
    tab.fill("[name=password]", "edithedith")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/")
    arrived(hand, page_of)


def test_who_signs_in_as_somebody_else_sends_nothing_of_the_first_person(cast, page_of):
    hand = signed_out_with_a_mark(cast, page_of)
    page = hand.page
    page.get_by_role("textbox", name="User name").fill("egon")
    page.get_by_label("Password").fill("egonegon")
    hand.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("alert")).to_contain_text("waits until Edith signs in")
    # The next try is refused, as it has no token of this session.
    expect(page.locator("#saving")).to_contain_text("somebody else is signed in here")
    assert not Passage.objects.exists()
    expect(page.get_by_role("textbox", name="User name")).to_have_value("edith")
    page.get_by_label("Password").fill("edithedith")
    hand.press("Enter")
    arrived(hand, page_of)
    assert Passage.objects.get().editor == cast.edith


def test_opening_a_card_when_the_session_has_ended_asks_to_sign_in(cast, page_of):
    passage = make.passage(cast.article, "the plan", by=cast.edith)
    page = page_of(cast.edith)
    page.goto(f"/articles/{cast.article.pk}/")
    Session.objects.all().delete()
    page.locator("mark").click()
    expect(page.get_by_label("Password")).to_be_focused()
    page.keyboard.type("edithedith")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.locator("mark").click()
    expect(page.locator(".card.active")).to_have_id(f"card-{passage.pk}")
    page_of.expect_status(401)


def test_the_later_of_two_tabs_is_told_and_keeps_its_note(cast, page_of):
    passage = make.passage(cast.article, "the plan", by=cast.edith)
    page = page_of(cast.edith)
    page.goto(f"/articles/{cast.article.pk}/?passage={passage.pk}")
    set_passage_note(passage, note="from the other tab", by=cast.edith, version=1, action=make.uuid7())
    note = page.locator(".card.active textarea[name=note]")
    note.fill("from this tab")
    page.locator("#text").focus()
    expect(page.locator(".card.active [role=alert]")).to_contain_text("changed meanwhile")
    expect(note).to_have_value("from this tab")
    expect(page.locator(".card.active")).to_contain_text("Saved meanwhile: from the other tab")
    passage.refresh_from_db()
    assert passage.note == "from the other tab"
    page_of.expect_status(409)
    # Whoever looked and leaves the field again means it.
    note.focus()
    page.locator("#text").focus()
    expect(page.locator(".card.active [role=alert]")).to_have_count(0)
    passage.refresh_from_db()
    assert passage.note == "from this tab"


def test_the_later_of_two_tabs_keeps_the_words_of_a_claim_and_a_half_typed_one(cast, page_of):
    passage = make.passage(cast.article, "the plan", by=cast.edith)
    page = page_of(cast.edith)
    page.goto(f"/articles/{cast.article.pk}/?passage={passage.pk}")
    set_passage_note(passage, note="from the other tab", by=cast.edith, version=1, action=make.uuid7())
    speaker, claim = (
        page.locator(f".card.active form[data-field={field}] input[role=combobox]") for field in ("speaker", "claim")
    )
    speaker.fill("The Minister")
    page.route("**/speakers/", lambda route: (page.wait_for_timeout(300), route.continue_()), times=1)
    speaker.press("Shift+Enter")
    claim.fill("The plan was")
    expect(page.locator(".card.active [role=alert]")).to_contain_text("changed meanwhile")
    expect(speaker).to_have_value("The Minister")
    expect(claim).to_have_value("The plan was")
    page_of.expect_status(409)
    speaker.press("Shift+Enter")
    expect(page.locator(".card.active form[data-field=speaker] .pill").first).to_contain_text("The Minister")


def test_the_later_of_two_tabs_has_its_words_selected_again(cast, page_of):
    passage = make.passage(cast.article, "the plan", by=cast.edith)
    page = page_of(cast.edith)
    page.goto(f"/articles/{cast.article.pk}/?passage={passage.pk}")
    set_passage_note(passage, note="from the other tab", by=cast.edith, version=1, action=make.uuid7())
    hand, spans = Hand(page), make.spans_of(cast.article.text, "denied")
    hand.select(spans.start, spans.end)
    hand.press("c")
    expect(page.locator(".card.active [role=alert]")).to_contain_text("changed meanwhile")
    assert page.evaluate("String(getSelection())") == "denied" and over(page, "cue") == []
    page_of.expect_status(409)
    hand.press("c")
    expect(page.locator("#text .cue")).to_have_text("denied")
    hand.settled()
    passage.refresh_from_db()
    assert passage.cue_text == "denied"


def test_letters_are_no_keys_while_a_field_has_the_focus_or_a_modifier_is_down(cast, page_of):
    hand = at_work(page_of(cast.edith), cast.article, "the plan")
    spans = make.spans_of(cast.article.text, "safe")
    hand.page.locator(".card.active textarea[name=note]").fill("a r q")
    hand.page.locator("#text").focus()
    hand.settled()
    hand.select(spans.start, spans.end)
    hand.press("Control+a", "Alt+r")
    hand.settled()
    assert Passage.objects.count() == 1


def test_without_javascript_the_fields_of_a_card_still_work(cast, page_of):
    passage = make.passage(cast.article, "the plan", by=cast.edith)
    page = page_of(cast.edith, java_script_enabled=False)
    page.goto(f"/articles/{cast.article.pk}/?passage={passage.pk}")
    page.locator("form[data-field=speaker] input[name=name]").fill("The Minister")
    page.locator("form[data-field=speaker] input[name=name]").press("Enter")
    expect(page.locator(".card.active form[data-field=speaker] .pill").first).to_contain_text("The Minister")
