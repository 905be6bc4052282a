"""Every page is opened by everybody, wide and narrow, and the browser has nothing to complain of."""

import pytest
from playwright.sync_api import expect

from claims.actions.removal_request import request_removal
from claims.actions.security_event_keep import keep
from tests import make
from tests.browser.walk import one_of_everything, pages

pytestmark = pytest.mark.django_db(transaction=True)

# Ids that more than one element has: a label or `aria-` attribute then means the wrong one.
IDS_TWICE = """(() => {
    const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
    return ids.filter((id, place) => ids.indexOf(id) !== place);
})()"""


@pytest.fixture
def scene(cast):
    return one_of_everything(cast)


@pytest.mark.parametrize(("person", "width"), [("mona", 390), ("rita", 1280), ("edith", 390)])
def test_no_page_makes_the_browser_complain(cast, scene, page_of, person, width):
    page = page_of(getattr(cast, person), viewport={"width": width, "height": 844})
    seen = []
    for address in pages(scene):
        answer = page.goto(address)
        if answer.status == 403:
            page_of.expect_status(403)
            continue
        assert answer.ok, address
        # What htmx reads of its settings is there on every page, so that it writes no style of its own.
        if page.evaluate("Boolean(window.htmx)"):
            assert page.evaluate("htmx.config.includeIndicatorStyles") is False, address
        seen.append(address)
        assert page.evaluate(IDS_TWICE) == [], address
        assert not page_of.problems, address
    assert len(seen) > 15


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_nor_do_the_pages_of_administrators(cast, scene, page_of, width, scheme):
    request_removal(cast.egon)
    keep(event="exported", person=cast.egon, address="2001:db8::7", details={"collection": "bridge", "raw": True})
    ada = make.user("ada", is_superuser=True)
    page = page_of(ada, viewport={"width": width, "height": 844}, color_scheme=scheme)
    for address in pages(scene, staff=True):
        assert page.goto(address).ok, address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        assert not page_of.problems, address


def test_what_answers_put_in_place_makes_it_complain_neither(cast, scene, page_of):
    """Where a part of a page comes by htmx: a decision, and who reads which articles."""
    rita, mona = page_of(cast.rita), page_of(cast.mona)
    rita.goto(f"/articles/{cast.article.pk}/settle/")
    rita.get_by_role("button", name="Approve the 1 that agrees").click()
    expect(rita.locator("#places .said")).to_contain_text("1 passage is approved")
    mona.goto(f"/collections/{cast.collection.slug}/assign/")
    mona.get_by_role("checkbox").first.check()
    mona.wait_for_load_state("networkidle")
    for page in (rita, mona):
        assert page.locator("style").count() == 0


def test_a_field_that_was_drawn_larger_makes_no_decision_complain(cast, scene, page_of):
    """The browser keeps its size as a style of the field, and the list comes anew with each decision."""
    page = page_of(cast.rita)
    page.goto(f"/articles/{cast.article.pk}/settle/")
    for field in page.locator("#places textarea[id]").all():
        field.evaluate("(field) => { field.style.blockSize = '9rem'; }")
    page.get_by_role("button", name="Approve the 1 that agrees").click()
    expect(page.locator("#places .said")).to_contain_text("1 passage is approved")
    assert page.locator("#places textarea[id]").count()
    assert not page_of.problems


def test_on_a_phone_the_present_tab_is_in_sight(cast, page_of):
    page = page_of(cast.mona, viewport={"width": 390, "height": 844})
    page.goto(f"/collections/{cast.collection.slug}/settings/")
    tab = page.locator(".tabs [aria-current]")
    expect(tab).to_have_text("Settings")
    expect(tab).to_be_in_viewport(ratio=0.9)
    assert page.evaluate("scrollY") == 0


def test_the_handles_stay_with_their_words_when_what_stands_above_them_grows(cast, page_of):
    """As tall as the cards beside it, the article keeps its height then."""
    mine = make.passage(cast.article, "a lie", by=cast.edith)
    page = page_of(cast.edith)
    page.goto(f"/articles/{cast.article.pk}/?passage={mine.pk}")
    handle, words = page.locator("#handles .start"), page.locator("mark.open")
    expect(handle).to_be_visible()

    def distance():
        return words.bounding_box()["y"] - handle.bounding_box()["y"]

    def frames():
        page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")

    before, top = distance(), words.bounding_box()["y"]
    page.evaluate("document.querySelector('#article').style.minBlockSize = '3000px'")
    frames()
    page.evaluate("document.querySelector('#article > h1').append(' and one line more'.repeat(8))")
    frames()
    assert words.bounding_box()["y"] > top and distance() == pytest.approx(before, abs=0.5)
