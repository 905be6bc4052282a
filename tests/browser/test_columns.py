"""The cards beside the text: the open one at its passage, the others near theirs, however many there are."""

from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests import make
from tests.browser.hand import drawn

pytestmark = pytest.mark.django_db(transaction=True)
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
both = pytest.mark.parametrize("screen", [WIDE, PHONE], ids=["desktop", "phone"])
TOWNS = [
    f"{first}{last}" for first in ("Nor", "Sud", "Est", "Wes") for last in ("ford", "wick", "ham", "by", "ton", "gate")
]
# A few lines a town, with room for a card beside each.
TEXT = "\n\n".join(
    f"In {town} the mayor said that the mill would reopen in spring. Neighbours doubted it, as they had heard the same"
    " before, and nobody had seen a plan. The owners gave no answer when they were asked, nor did the bank that had"
    " lent them the money for it." for town in TOWNS
)  # fmt: skip


@pytest.fixture
def article(cast):
    """An article with a passage of Edith's in each of its paragraphs, more than come with the page."""
    found = make.article(cast.collection, text=TEXT)
    for town in TOWNS:
        make.passage(found, f"In {town} the mayor", by=cast.edith)
    return found


def mark_of(page: Page, town: str):
    return page.locator("#text mark", has_text=f"In {town} the mayor")


def card_of(page: Page, town: str):
    return page.locator("#cards > .card", has_text=f"In {town} the mayor")


def top(locator) -> float:
    return locator.bounding_box()["y"]


def assert_apart(page: Page) -> None:
    """No card covers another, and they stand in the order of the text."""
    boxes = page.locator("#cards > .card:visible").evaluate_all(
        "(cards) => cards.map((card) => card.getBoundingClientRect()).map(({ top, bottom }) => [top, bottom])"
    )
    assert all(one[1] <= other[0] for one, other in pairwise(boxes)), boxes


def in_window(page: Page, locator) -> bool:
    box, size = locator.bounding_box(), page.viewport_size
    return box["y"] >= 0 and box["y"] + min(box["height"], 300) <= size["height"]


def test_each_card_stands_beside_its_passage(cast, article, page_of):
    page = page_of(cast.edith, viewport=WIDE)
    page.goto(f"/articles/{article.pk}/")
    expect(page.locator("#cards > .card")).to_have_count(len(TOWNS))
    for town in (TOWNS[1], TOWNS[12], TOWNS[-1]):
        mark_of(page, town).scroll_into_view_if_needed()
        drawn(page)
        assert abs(top(card_of(page, town)) - top(mark_of(page, town))) < 40
    assert_apart(page)


@both
def test_the_card_of_a_pressed_passage_is_in_the_window_wherever_that_is(cast, article, page_of, screen):
    page = page_of(cast.edith, viewport=screen, has_touch=screen == PHONE)
    page.goto(f"/articles/{article.pk}/")
    for town in (TOWNS[17], TOWNS[22], TOWNS[3]):
        mark_of(page, town).scroll_into_view_if_needed()
        mark_of(page, town).click()
        expect(card_of(page, town)).to_have_class("card assertion active")
        assert in_window(page, card_of(page, town))
        assert in_window(page, mark_of(page, town))


def test_the_open_card_begins_where_its_passage_does_and_goes_with_it(cast, article, page_of):
    page = page_of(cast.edith, viewport=WIDE)
    page.goto(f"/articles/{article.pk}/")
    mark, card = mark_of(page, TOWNS[8]), card_of(page, TOWNS[8])
    mark.evaluate("(mark) => scrollTo(0, mark.getBoundingClientRect().top + scrollY - 200)")
    mark.click()
    expect(card.locator(".fields")).to_be_visible()
    drawn(page)
    assert abs(top(card) - top(mark)) < 4
    assert_apart(page)
    page.mouse.wheel(0, 90)
    page.wait_for_function("(at) => document.querySelector('mark.open').getBoundingClientRect().top < at - 50", arg=200)
    assert abs(top(card) - top(mark)) < 4
    # Another size of the window breaks the lines anew.
    page.set_viewport_size({"width": 1000, "height": 800})
    drawn(page)
    drawn(page)
    assert abs(top(card) - top(mark)) < 4
    assert_apart(page)


def test_low_in_the_window_as_much_of_the_open_card_is_seen_as_one_works_in(cast, article, page_of):
    page = page_of(cast.edith, viewport=WIDE)
    page.goto(f"/articles/{article.pk}/")
    mark, card = mark_of(page, TOWNS[9]), card_of(page, TOWNS[9])
    mark.evaluate("(mark) => scrollTo(0, mark.getBoundingClientRect().top + scrollY - 740)")
    drawn(page)
    at, box = page.evaluate("scrollY"), mark.bounding_box()
    page.mouse.click(box["x"] + 9, box["y"] + 9)
    expect(card.locator("form[data-field=claim] [role=combobox]")).to_be_in_viewport()
    assert page.evaluate("scrollY") == at
    assert top(card) <= top(mark) <= top(card) + card.bounding_box()["height"]


def test_many_above_the_open_card_are_brief_and_keep_their_claims(cast, page_of):
    text = "Alba, Brno, Cork, Dijon, Evora, Fano and Genoa each said that they had won.\n\nNobody asked them why."
    article = make.article(cast.collection, text=text)
    claim = make.claim(cast.collection, "Alba won the cup in the year of the flood, as its mayor wrote.")
    for town in ("Alba", "Brno", "Cork", "Dijon", "Evora", "Fano", "Genoa"):
        make.passage(article, town, by=cast.edith, states=[claim])
    page = page_of(cast.edith, viewport=WIDE)
    page.goto(f"/articles/{article.pk}/")
    page.locator("#text mark", has_text="Dijon").click()
    card = page.locator(".card.active")
    expect(card.locator(".fields")).to_be_visible()
    drawn(page)
    assert abs(top(card) - top(page.locator("mark.open"))) < 4
    expect(page.locator("#cards > .card:visible .link").first).to_contain_text(claim.statement)
    assert_apart(page)
    # Where not even that is room enough, a line leads to the others.
    page.locator("#text mark", has_text="Genoa").click()
    expect(page.locator(".card.active .words")).to_have_text("Genoa")
    above = page.get_by_role("link", name="more above")
    expect(above).to_be_visible()
    assert_apart(page)
    folded = page.locator("#cards > .card.folded").last.locator(".words").text_content()
    above.click()
    expect(page.locator(".card.active .words")).to_have_text(folded)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator("#cards > .card:visible")).to_have_count(7)
    expect(above).to_be_hidden()
    assert_apart(page)


def test_a_card_that_was_open_shows_the_same_as_before(cast, article, page_of):
    claim = make.claim(cast.collection, "The mill of Norford reopens.")
    second = make.passage(article, "would reopen", by=cast.edith, states=[claim])
    third = make.passage(article, "nobody had seen a plan", by=cast.edith, states=[claim])
    page = page_of(cast.edith, viewport=WIDE)
    page.goto(f"/articles/{article.pk}/")
    card = page.locator(f"#card-{second.pk}")
    before = card.inner_text()
    assert claim.statement in before
    card.locator("a.who").click()
    expect(card.locator(".fields")).to_be_visible()
    page.locator(f"#card-{third.pk} a.who").click()
    expect(page.locator(f"#card-{third.pk} .fields")).to_be_visible()
    expect(card.locator(".link", has_text=claim.statement)).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator(".card.active")).to_have_count(0)
    assert card.inner_text() == before


@both
def test_the_address_of_a_late_passage_opens_its_card_and_k_goes_to_the_one_before(cast, article, page_of, screen):
    passage = article.passages.in_order()[20]
    page = page_of(cast.edith, viewport=screen)
    page.goto(f"/passages/{passage.pk}/")
    expect(card_of(page, TOWNS[20])).to_have_class("card assertion active")
    expect(mark_of(page, TOWNS[20])).to_be_in_viewport()
    assert in_window(page, card_of(page, TOWNS[20]))
    page.keyboard.press("k")
    expect(card_of(page, TOWNS[19])).to_have_class("card assertion active")
    assert in_window(page, card_of(page, TOWNS[19]))
    shown = page.locator("#cards > .card").evaluate_all("(cards) => cards.map((card) => Number(card.dataset.start))")
    assert shown == sorted(shown)


def test_k_needs_no_card_to_be_there_yet(cast, article, page_of):
    passage = article.passages.in_order()[20]
    page = page_of(cast.edith, viewport=WIDE)
    page.route("**/cards/**", lambda route: None)
    page.goto(f"/passages/{passage.pk}/")
    expect(card_of(page, TOWNS[20])).to_have_class("card assertion active")
    page.keyboard.press("k")
    expect(card_of(page, TOWNS[19])).to_have_class("card assertion active")
    page.unroute_all()


def test_without_a_script_the_card_of_an_address_comes_with_the_page(cast, article, as_user):
    passage = article.passages.in_order()[20]
    html = as_user(cast.edith).get(f"/articles/{article.pk}/?passage={passage.pk}").content.decode()
    assert f'id="card-{passage.pk}"' in html
    assert f'id="speaker-{passage.pk}"' in html


def test_the_badge_counts_all_and_print_has_all(cast, article, page_of):
    page = page_of(cast.edith, viewport=PHONE)
    page.goto(f"/articles/{article.pk}/")
    expect(page.get_by_role("link", name="Passages", exact=False).last.locator(".badge")).to_have_text(str(len(TOWNS)))
    expect(page.locator("#cards > .card")).to_have_count(len(TOWNS))
    page.set_viewport_size(WIDE)
    mark_of(page, TOWNS[2]).click()
    page.emulate_media(media="print")
    expect(page.locator("#cards > .card:visible")).to_have_count(len(TOWNS))


def test_stacked_things_keep_their_order_and_the_fixed_one_its_place(cast, page_of):
    page = page_of(cast.edith)
    page.goto("/")
    failures = page.evaluate(
        """() => import('/static/js/column.js').then(({ stack }) => {
          let seed = 7;
          const random = (most) => (seed = (seed * 48271) % 2147483647) % most;
          const failures = [];
          for (let round = 0; round < 300; round++) {
            const item = () => ({ wanted: 900 + random(4000), size: 20 + random(200) });
            const items = Array.from({ length: 1 + random(30) }, item).sort((one, other) => one.wanted - other.wanted);
            const fixed = random(items.length);
            // Room for all that stand above it.
            const above = items.slice(0, fixed).reduce((sum, { size }) => sum + size + 10, 0);
            items[fixed].weight = 1e9;
            for (const item of items.slice(fixed)) item.wanted += above;
            const tops = stack(items, { gap: 10, top: 0 });
            const overlaps = tops.some((at, number) => number && at < tops[number - 1] + items[number - 1].size + 9);
            if (overlaps || Math.abs(tops[fixed] - items[fixed].wanted) > 1) failures.push([items, tops]);
          }
          return failures;
        })"""
    )
    assert failures == []
