"""The navigation is in sight on every page, wide and narrow, and leads on from what is done and found."""

import pytest
from playwright.sync_api import expect

from claims.actions.assignment_create import assign_article
from claims.actions.assignment_hand_in import hand_in_reading
from claims.models import Assignment
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)
SIZES = pytest.mark.parametrize("viewport", [{"width": 1280, "height": 800}, {"width": 390, "height": 844}], ids=str)
PLACES = ["Desk", "Collections", "Claims", "Actors", "Review"]


def in_places(page):
    return page.get_by_role("navigation", name="Main pages")


@SIZES
def test_all_main_pages_are_in_sight_and_in_one_line(cast, page_of, viewport):
    for number in range(101):
        article = make.article(cast.collection, text=f"Text {number}.", title=f"Text {number}")
        hand_in_reading(assign_article(article, editor=cast.edith, by=cast.mona), by=cast.edith)
    page = page_of(cast.rita, viewport=viewport)
    for address in ("/", "/collections/bridge/", "/review/", "/search/?q=text", "/account/"):
        page.goto(address)
        links = in_places(page).get_by_role("link")
        expect(links).to_have_count(len(PLACES))
        for link in links.all():
            expect(link).to_be_in_viewport(ratio=1)
        assert len({round(link.bounding_box()["y"]) for link in links.all()}) == 1
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
        expect(links.last).to_have_text("Review 99+ waiting")
    in_places(page).get_by_role("link", name="Review").click()
    expect(page.locator("h1")).to_have_text("Waiting for review")
    expect(in_places(page).locator("[aria-current=page]")).to_have_text("Review 99+ waiting")


@SIZES
def test_beside_an_article_they_are_within_reach(cast, page_of, viewport):
    page = page_of(cast.edith, viewport=viewport)
    page.goto(f"/articles/{cast.article.pk}/")
    if viewport["width"] < 960:
        expect(in_places(page)).to_be_hidden()
        page.locator(".menu summary").click()
        page.locator(".menu").get_by_role("link", name="Claims").click()
    else:
        in_places(page).get_by_role("link", name="Claims").click()
    expect(page.locator("h1")).to_have_text("Claims")


@SIZES
def test_a_hand_in_leads_to_the_next_article(cast, page_of, viewport):
    make.passage(cast.article, "Nobody told us", by=cast.edith, mark="quote", speakers=[make.actor("Ruritania")])
    free = make.article(cast.collection, text="It was free.", title="Free one")
    later = make.article(cast.collection, text="It was given.", title="Given one")
    page = page_of(cast.edith, viewport=viewport)
    page.goto(f"/articles/{cast.article.pk}/")
    expect(page.get_by_role("button", name="Take next article")).to_have_count(0)
    page.get_by_role("button", name="Hand in").click()
    page.get_by_role("button", name="Take next article").click()
    expect(page.locator("h1")).to_have_text("Free one")
    assign_article(later, editor=cast.edith, by=cast.mona)
    hand_in_reading(Assignment.objects.get(article=free), by=cast.edith)
    page.reload()
    page.get_by_role("link", name="Next article: Given one").click()
    expect(page.locator("h1")).to_have_text("Given one")


@SIZES
def test_an_open_card_leads_to_its_claim_and_its_actor(cast, page_of, viewport):
    passage = make.passage(
        cast.article, "the plan was known", by=cast.edith, speakers=[make.actor("Ruritania", "state")],
        states=[make.claim(cast.collection, "The plan was known.")],
    )  # fmt: skip
    page = page_of(cast.edith, viewport=viewport)
    for name, heading in (("The plan was known.", "The plan was known."), ("Ruritania", "Ruritania")):
        page.goto(f"/articles/{cast.article.pk}/?passage={passage.pk}")
        page.locator(".card.active").get_by_role("link", name=name, exact=True).last.click()
        expect(page.locator("h1")).to_contain_text(heading)


@SIZES
def test_what_was_found_leads_to_its_place_in_the_text(cast, page_of, viewport):
    lines = [f"Line {number} says nothing that matters to anybody." for number in range(120)]
    lines[100] = "In Zürich the envoy’s plan—her hôle—was dropped."
    article = make.article(cast.collection, text="\n".join(lines), title="Long")
    make.passage(article, "her hôle", by=cast.edith)
    page = page_of(cast.edith, viewport=viewport)
    page.goto("/search/?q=zurich+envoy")
    expect(page.locator("main mark")).to_have_text(["Zürich", "envoy"])
    page.get_by_role("link", name="Long", exact=True).click()
    expect(page.locator("#text").get_by_text("In Zürich the envoy")).to_be_in_viewport()
    page.goto("/search/?q=HOLE")
    page.locator("main a.title").last.click()
    expect(page.locator("mark.open, .card.active").first).to_be_in_viewport()
