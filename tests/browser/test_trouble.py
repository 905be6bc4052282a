"""When something goes wrong, or is not there: nothing is lost, and it is said."""

import pytest
from playwright.sync_api import expect

from claims.models import Assignment, Passage
from tests import make
from tests.browser.hand import at_work, mark

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
    expect(page.locator(".card.active .words")).to_have_text("the plan", timeout=15000)
    hand.settled()
    assert Passage.objects.count() == 1
    page_of.problems.clear()


def test_what_was_not_saved_arrives_after_a_reload(cast, page_of):
    hand = at_work(page_of(cast.edith), cast.article)
    page = hand.page
    page.route("**/passages/", lambda route: route.abort())
    spans = make.spans_of(cast.article.text, "the plan")
    hand.select(spans.start, spans.end)
    hand.press("a")
    expect(page.locator("#saving")).to_contain_text("not saved yet")
    page.unroute("**/passages/")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.locator("#cards > .card")).to_have_count(1)
    assert Passage.objects.get().exact == "the plan"
    page_of.problems.clear()


def test_a_mark_made_after_the_session_ended_arrives_once_signed_in_again(cast, page_of):
    hand = at_work(page_of(cast.edith), cast.article)
    page = hand.page
    page.context.clear_cookies()
    spans = make.spans_of(cast.article.text, "the plan")
    hand.select(spans.start, spans.end)
    hand.press("a")
    expect(page.locator("#saving")).to_contain_text("signed out")
    page_of.expect_status(401)
    tab = page.context.new_page()
    tab.goto("/login/")
    tab.fill("[name=username]", "edith")
    tab.fill("[name=password]", "edithedith")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/")
    expect(page.locator(".card.active .words")).to_have_text("the plan", timeout=15000)
    hand.settled()
    assert Passage.objects.get().exact == "the plan"
    page_of.problems[:] = [problem for problem in page_of.problems if "status of 40" not in problem]


def test_the_later_of_two_tabs_is_told_and_sees_the_fresh_card(cast, page_of):
    passage = make.passage(cast.article, "the plan", by=cast.edith)
    page = page_of(cast.edith)
    page.goto(f"/articles/{cast.article.pk}/?passage={passage.pk}")
    passage.set_note(note="from the other tab", by=cast.edith, version=1, action=make.uuid7())
    page.locator(".card.active textarea[name=note]").fill("from this tab")
    page.locator("#text").focus()
    expect(page.locator(".card.active [role=alert]")).to_contain_text("changed meanwhile")
    passage.refresh_from_db()
    assert passage.note == "from the other tab"
    page_of.expect_status(409)


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
