"""Two people in one article: the one hears of the other, and takes what is new around what is half typed."""

import pytest
from playwright.sync_api import Page, expect

from claims.actions.attribution_edit import add_speaker
from claims.actions.passage_withdraw import withdraw_passage
from claims.models import Passage
from claims.permissions import Role
from tests import make
from tests.browser.hand import Hand, at_work, mark

pytestmark = pytest.mark.django_db(transaction=True)
LATER = 25_000  # milliseconds: more than from one look to the next


def opened(page: Page, article) -> Page:
    """The article in a browser whose clock can be put forward."""
    page.clock.install()
    page.goto(f"/articles/{article.pk}/")
    expect(page.locator("#text")).to_be_visible()
    return page


def news(page: Page):
    page.clock.fast_forward(LATER)
    return page.locator("#news")


def test_what_somebody_else_changes_is_told_and_taken_around_what_is_typed(cast, page_of):
    mine = make.passage(cast.article, "the bridge was “safe”", by=cast.edith)
    make.passage(cast.article, "the plan was known", by=cast.egon)
    page = opened(page_of(cast.edith), cast.article)
    page.locator(f"#card-{mine.pk} a.who").click()
    field = page.locator(f"#speaker-{mine.pk}")
    field.press_sequentially("Rurit")
    place = page.evaluate("scrollY")
    with page.expect_response("**/news/**"):
        news(page)
    expect(page.locator("#news")).to_have_count(0)

    egons = Passage.objects.get(editor=cast.egon)
    add_speaker(egons, actor=make.actor("the minister"), by=cast.egon, version=1, action=make.uuid7())
    make.passage(cast.article, "called that a lie", by=cast.egon)
    expect(news(page)).to_contain_text("Egon is working here too: 2 passages changed.")
    expect(page.locator("#text mark", has_text="called that a lie")).to_have_count(0)
    expect(field).to_be_focused()

    page.locator("#news [data-show]").click()
    expect(page.locator("#text mark", has_text="called that a lie")).to_have_count(1)
    expect(page.locator(f"#card-{egons.pk}")).to_contain_text("the minister")
    expect(page.locator("#cards > .card")).to_have_count(3)
    expect(page.locator("#news")).to_have_count(0)
    expect(field).to_be_focused()
    expect(field).to_have_value("Rurit")
    assert page.evaluate("scrollY") == place
    page.keyboard.type("ania")
    # A name that the register lacks is entered once the list has been seen.
    expect(page.locator(".card.active [role=option][aria-selected=true]")).to_contain_text("Ruritania")
    page.keyboard.press("Enter")
    expect(page.locator(f"#card-{mine.pk} .pill:not(.guess)").first).to_contain_text("Ruritania")
    expect(news(page)).to_have_count(0)


def test_the_open_passage_changed_in_another_window_keeps_what_is_typed_in_it(cast, page_of):
    mine = make.passage(cast.article, "the bridge was “safe”", by=cast.edith)
    page = opened(page_of(cast.edith), cast.article)
    page.locator(f"#card-{mine.pk} a.who").click()
    field = page.locator(f"#claim-{mine.pk}")
    field.press_sequentially("The bridge is")
    add_speaker(mine, actor=make.actor("Ruritania"), by=cast.edith, version=1, action=make.uuid7())
    expect(news(page)).to_contain_text("You changed 1 passage in another window.")
    page.locator("#news [data-show]").click()
    expect(page.locator(f"#card-{mine.pk} .pill:not(.guess)").first).to_contain_text("Ruritania")
    expect(field).to_have_value("The bridge is")
    expect(field).to_be_focused()
    page.keyboard.type(" safe.")
    page.keyboard.press("Shift+Enter")
    expect(page.locator(f"#card-{mine.pk} .pill", has_text="The bridge is safe.")).to_have_count(1)
    assert Passage.objects.get().version == 3


def test_ones_own_changes_are_no_news(cast, page_of):
    page = page_of(cast.edith)
    page.clock.install()
    hand = at_work(page, cast.article)
    mark(hand, cast.article, "a", "the bridge was “safe”")
    mark(hand, cast.article, "q", "Nobody told us")
    # Stands around the first, which so gets a version of its own.
    mark(hand, cast.article, "a", "According to Ruritania, the bridge was “safe” until May")
    with page.expect_response("**/news/*"):
        page.clock.fast_forward(LATER)
    page.clock.run_for(100)
    expect(page.locator("#news")).to_have_count(0)


def test_a_mark_that_is_not_sent_yet_is_not_lost(cast, page_of):
    page = opened(page_of(cast.edith), cast.article)
    make.passage(cast.article, "called that a lie", by=cast.egon)
    expect(news(page)).to_be_visible()
    page.route("**/passages/", lambda route: route.abort())
    hand = Hand(page)
    spans = make.spans_of(cast.article.text, "the plan was known")
    hand.select(spans.start, spans.end)
    hand.press("a")
    expect(page.locator("#saving")).to_contain_text("not saved yet")
    page.locator("#news [data-show]").click()
    expect(page.locator("#text mark", has_text="called that a lie")).to_have_count(1)
    page.unroute("**/passages/")
    page.clock.run_for(15_000)
    expect(page.locator(".card.active .words")).to_have_text("the plan was known")
    assert Passage.objects.filter(editor=cast.edith).count() == 1
    page_of.problems.clear()


def test_what_was_withdrawn_goes_and_a_closed_message_comes_back_with_something_new(cast, page_of):
    gone = make.passage(cast.article, "the bridge was “safe”", by=cast.egon)
    page = opened(page_of(cast.rita), cast.article)
    make.passage(cast.article, "a lie", by=cast.mona, role=Role.MANAGER)
    expect(news(page)).to_contain_text("Mona is working here too")
    page.locator("#news [data-dismiss]").click()
    with page.expect_response("**/news/**"):
        news(page)
    expect(page.locator("#news")).to_have_count(0)
    withdraw_passage(gone, by=cast.egon, version=1, action=make.uuid7())
    expect(news(page)).to_contain_text("Egon and Mona are working here too: 2 passages changed.")
    page.locator("#news [data-show]").click()
    expect(page.locator("#cards > .card")).to_have_count(1)
    expect(page.locator("#text mark")).to_have_count(1)


def test_an_answer_that_a_newer_one_has_overtaken_takes_nothing_back(cast, page_of):
    earlier = make.passage(cast.article, "the plan was known", by=cast.egon)
    page = opened(page_of(cast.rita), cast.article)
    make.passage(cast.article, "called that a lie", by=cast.edith)
    expect(news(page)).to_contain_text("Edith is working here too: 1 passage changed.")
    page.locator("#news [data-dismiss]").click()
    held = []

    def hold(route):
        held.append(route)

    # Some of what changed lately is shown already; of the rest alone a second question asks.
    page.route("**/news/*passage=*", hold, times=1)
    with page.expect_request("**/news/*passage=*"):
        news(page)
    withdraw_passage(earlier, by=cast.egon, version=1, action=make.uuid7())
    expect(news(page)).to_contain_text("Edith and Egon are working here too: 2 passages changed.")
    with page.expect_response("**/news/*passage=*") as answered:
        held[0].continue_()
    answered.value.finished()
    page.clock.run_for(100)
    expect(page.locator("#news")).to_contain_text("Edith and Egon are working here too")
    page.locator("#news [data-show]").click()
    expect(page.locator("#text mark")).to_have_text(["called that a lie"])


def test_history_opens_in_the_card(cast, page_of):
    mine = make.passage(cast.article, "the bridge was “safe”", by=cast.edith)
    page = opened(page_of(cast.edith), cast.article)
    page.locator(f"#card-{mine.pk} a.who").click()
    page.locator(f"#card-{mine.pk}").get_by_role("link", name="History").click()
    expect(page.locator(f"#card-{mine.pk} .story")).to_contain_text("Edith marked “the bridge was “safe”” as assertion")


def test_a_change_of_what_another_tab_changed_is_refused_with_what_differs_and_the_words_stay(cast, page_of):
    mine = make.passage(cast.article, "the bridge was “safe”", by=cast.edith)
    page = opened(page_of(cast.edith), cast.article)
    page.locator(f"#card-{mine.pk} a.who").click()
    expect(page.locator(f"#claim-{mine.pk}")).to_be_visible()
    add_speaker(mine, actor=make.actor("Ruritania"), by=cast.edith, version=1, action=make.uuid7())
    page.locator(f"#claim-{mine.pk}").fill("The bridge is safe.")
    page.keyboard.press("Shift+Enter")
    expect(page.locator(f"#card-{mine.pk} [role=alert]")).to_contain_text("You named Ruritania as speaker.")
    expect(page.locator(f"#claim-{mine.pk}")).to_have_value("The bridge is safe.")
    assert not mine.statements.exists()
    page_of.expect_status(409)
