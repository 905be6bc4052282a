"""A reviewer sees what they decide: the open card down to its claims, above the buttons, however many were decided."""

import pytest
from playwright.sync_api import Locator, Page, expect

from claims.actions.assignment_hand_in import hand_in_reading
from claims.models import Assignment, Passage
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)
WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
RIVERS = [
    f"{first}{last}" for first in ("Al", "Bre", "Cor", "Dun", "El", "Fen", "Gar", "Hol", "Ir", "Jar")
    for last in ("more", "ness", "wash", "beck", "burn")
]  # fmt: skip
# Of different length, so that no card stands beside its passage by chance.
TEXT = "\n\n".join(
    f"The ferrymen of the {river} said that the weir had been shut since autumn."
    + " Upstream nobody had been told of it, and the boats lay where they were." * (number % 4)
    for number, river in enumerate(RIVERS)
)
# Where the open card is seen: its top and bottom, those of its claim, and the top of its verdict.
_SIGHT = """() => {
  const card = document.querySelector(".card.active");
  const box = (element) => element.getBoundingClientRect();
  const claim = box(card.querySelector("form[data-field=claim] .pill"));
  const verdict = box(card.querySelector(".verdict"));
  return { top: box(card).top, bottom: box(card).bottom, head: box(card.querySelector("header")).top,
    claim: [claim.top, claim.bottom], verdict: [verdict.top, verdict.bottom] };
}"""


@pytest.fixture
def article(cast):
    """An article with fifty passages of Edith's, handed in, each with a speaker and a claim of some lines."""
    found = make.article(cast.collection, text=TEXT)
    for number, river in enumerate(RIVERS):
        ferrymen = make.actor(f"Ferrymen of the {river}", "group")
        claim = make.claim(
            cast.collection, f"The weir on the {river} has been shut since autumn" + ", as it was before" * (number % 5)
        )
        make.passage(found, f"ferrymen of the {river}", by=cast.edith, speakers=[ferrymen], states=[claim])
    hand_in_reading(Assignment.objects.get(article=found, editor=cast.edith), by=cast.edith)
    return found


@pytest.fixture
def review(cast, article, page_of):
    """`review()`: the article before a reviewer who decides on what Edith handed in."""

    def open_it(screen=WIDE) -> Page:
        page = page_of(cast.rita, viewport=screen)
        page.goto(f"/articles/{article.pk}/?review={cast.edith.pk}")
        expect(page.locator(".card.active .verdict")).to_be_visible()
        expect(page.locator("#cards > .more")).to_have_count(0)
        return page

    return open_it


def mark_of(page: Page, river: str) -> Locator:
    return page.locator("#text mark", has_text=f"of the {river}")


def active(page: Page, river: str) -> Locator:
    return page.locator(".card.active", has=page.locator(".words", has_text=f"of the {river}"))


def painted(page: Page, river: str) -> None:
    expect(active(page, river)).to_have_attribute("data-painted", "")


def at_rest(page: Page) -> None:
    page.evaluate(
        "new Promise((done) => { let left = 8; const next = () => left-- ? requestAnimationFrame(next) : done();"
        " requestAnimationFrame(next); })"
    )


def assert_decidable(page: Page) -> None:
    """Head, claim and verdict of the open card are in the window, and the verdict lies over neither."""
    sight = page.evaluate(_SIGHT)
    height = page.viewport_size["height"]
    assert sight["head"] >= 0, sight
    assert sight["claim"][1] <= sight["verdict"][0] + 1, sight
    assert sight["verdict"][1] <= height, sight


def low_in_the_window(page: Page, river: str, at: int) -> None:
    """Scroll, as by the wheel, until this passage is so many pixels below the top of the window."""
    for _each in range(3):
        mark_of(page, river).evaluate("(mark, at) => scrollBy(0, mark.getBoundingClientRect().top - at)", at)
        at_rest(page)


@pytest.mark.parametrize("at", [420, 610, 760])
def test_a_card_low_in_the_window_is_lifted_until_its_claim_is_above_the_verdict(review, at):
    page = review()
    low_in_the_window(page, RIVERS[24], at)
    before = page.evaluate("scrollY")
    box = mark_of(page, RIVERS[24]).bounding_box()
    page.mouse.click(box["x"] + 20, box["y"] + 9)
    painted(page, RIVERS[24])
    at_rest(page)
    assert_decidable(page)
    assert page.evaluate("scrollY") == before


def test_at_the_start_of_the_article_the_first_card_is_seen_down_to_its_claim(review):
    page = review()
    painted(page, RIVERS[0])
    assert_decidable(page)


def test_a_verdict_waits_while_its_buttons_lie_over_the_claim(review):
    page = review()
    painted(page, RIVERS[0])
    page.evaluate(
        """() => {
          const low = new CSSStyleSheet();
          low.replaceSync(".placed > .card.active { max-block-size: 210px !important }");
          document.adoptedStyleSheets.push(low);
        }"""
    )
    page.keyboard.press("j")
    expect(active(page, RIVERS[1])).to_be_visible()
    at_rest(page)
    sight = page.evaluate(_SIGHT)
    assert sight["claim"][1] > sight["verdict"][0]
    page.keyboard.press("y")
    at_rest(page)
    assert active(page, RIVERS[1]).get_attribute("data-painted") is None
    page.evaluate("document.adoptedStyleSheets.pop()")
    # It is read first: the press before does not count for it.
    painted(page, RIVERS[1])
    expect(page.locator("#saving")).to_have_text("")
    assert not Passage.objects.filter(status="approved").exists()
    page.keyboard.press("y")
    painted(page, RIVERS[2])
    assert Passage.objects.get(status="approved").exact.endswith(RIVERS[1])


def test_of_a_card_higher_than_the_window_its_top_is_seen_first(review):
    page = review()
    painted(page, RIVERS[0])
    page.set_viewport_size({"width": 1280, "height": 330})
    low_in_the_window(page, RIVERS[9], 150)
    mark_of(page, RIVERS[9]).click()
    painted(page, RIVERS[9])
    sight = page.evaluate(_SIGHT)
    assert sight["claim"][1] > sight["verdict"][0]
    assert 0 <= sight["head"] < sight["verdict"][0]


def test_card_after_card_is_in_sight_while_one_approves_one_after_the_other(review):
    page = review()
    for number in range(14):
        painted(page, RIVERS[number])
        at_rest(page)
        assert_decidable(page)
        page.keyboard.press("y")
    painted(page, RIVERS[14])
    assert Passage.objects.filter(status="approved").count() == 14


@pytest.mark.parametrize("at", [3000, 5000])
def test_what_is_still_to_do_opens_far_up_with_its_mark_and_its_card_in_sight(cast, page_of, at):
    # Paragraphs that are far taller than those that were not drawn yet are taken for.
    text = "\n\n".join(each + " Nor had the lock-keepers heard of it, they wrote." * 6 for each in TEXT.split("\n\n"))
    found = make.article(cast.collection, text=text)
    denied = make.passage(found, f"ferrymen of the {RIVERS[9]}", by=cast.edith, mark="refutation")
    claims = [
        make.claim(cast.collection, f"The weir was shut, said pilot {number}" + ", as before" * 9)
        for number in range(4)
    ]
    for river in RIVERS[:9] + RIVERS[10:]:
        make.passage(found, f"ferrymen of the {river}", by=cast.edith, states=claims)
    page = page_of(cast.edith, viewport=WIDE)
    page.goto(f"/articles/{found.pk}/")
    expect(page.locator("#cards > .more")).to_have_count(0)
    # What stands between was never drawn.
    page.evaluate("(at) => scrollTo(0, at)", at)
    at_rest(page)
    page.locator("[data-next-lack=denial]").click()
    expect(active(page, RIVERS[9])).to_be_visible()
    at_rest(page)
    at_rest(page)
    boxes = [page.locator(each).bounding_box() for each in ("#text mark.open", f"#card-{denied.pk}")]
    assert all(0 <= box["y"] < WIDE["height"] - 100 for box in boxes), boxes


# -- The sheet of a phone ----------------------------------------------------------------------------------------------

# Where the claims of the open card are, where the sheet begins, and where its verdict does.
_CLAIMS = """() => {
  const card = document.querySelector(".card.active");
  const box = (element) => element.getBoundingClientRect();
  const claims = [...card.querySelectorAll("form[data-field=claim] .pill")].map(box);
  return { claims: claims.map(({ top, bottom }) => [top, bottom]), top: box(card.parentElement).top,
    verdict: box(card.querySelector(".verdict")).top };
}"""


@pytest.fixture
def many_claims(cast, page_of):
    """`many_claims(number)`: on a phone, an article whose first passage states so many long claims."""

    def open_it(number: int) -> Page:
        found = make.article(cast.collection, text=TEXT)
        claims = [
            make.claim(cast.collection, f"Barge {each} lay in front of the weir" + ", where nobody had unloaded it" * 3)
            for each in range(number)
        ]
        for river, stated in ((RIVERS[0], claims), (RIVERS[1], claims[:1]), (RIVERS[2], claims[:1])):
            pilots = make.actor(f"Pilots of the {river}", "group")
            make.passage(found, f"ferrymen of the {river}", by=cast.edith, speakers=[pilots], states=stated)
        hand_in_reading(Assignment.objects.get(article=found, editor=cast.edith), by=cast.edith)
        page = page_of(cast.rita, viewport=PHONE)
        page.goto(f"/articles/{found.pk}/?review={cast.edith.pk}")
        expect(active(page, RIVERS[0]).locator(".verdict")).to_be_visible()
        expect(page.locator("#cards > .more")).to_have_count(0)
        at_rest(page)
        return page

    return open_it


def claims_in_sight(page: Page) -> set[int]:
    """Of the open card, the numbers of the claims that are whole in the sheet and not behind the verdict."""
    seen = page.evaluate(_CLAIMS)
    return {
        number
        for number, (top, bottom) in enumerate(seen["claims"])
        if top >= seen["top"] - 1 and bottom <= seen["verdict"] + 1
    }


def approved() -> int:
    return Passage.objects.filter(status="approved").count()


def test_on_a_phone_an_ordinary_card_is_in_the_sheet_down_to_its_claim_and_one_press_decides(review):
    page = review(PHONE)
    for number in range(7):
        painted(page, RIVERS[number])
        at_rest(page)
        assert_decidable(page)
        page.keyboard.press("y")
    painted(page, RIVERS[7])
    assert approved() == 7


def test_on_a_phone_the_passage_stands_above_the_sheet_however_high_that_is(review):
    page = review(PHONE)
    for number in range(5):
        painted(page, RIVERS[number])
        at_rest(page)
        top = page.locator("#cards").bounding_box()["y"]
        box = page.locator("#text mark.open").first.bounding_box()
        assert 0 <= box["y"] <= top + 1 - box["height"], number
        page.keyboard.press("j")


@pytest.mark.parametrize("by", ["key", "tap"])
def test_on_a_phone_a_verdict_shows_the_claims_below_first_and_counts_the_next_time(many_claims, by):
    page = many_claims(4)
    assert 3 not in claims_in_sight(page)

    def decide() -> None:
        if by == "key":
            page.keyboard.press("y")
        else:
            page.locator(".card.active [data-verdict=approve] button").click()

    before = claims_in_sight(page)
    decide()
    at_rest(page)
    assert active(page, RIVERS[0]).is_visible()
    assert before | claims_in_sight(page) == {0, 1, 2, 3}
    painted(page, RIVERS[0])
    assert approved() == 0
    decide()
    # The next one is seen from its head on, though the sheet was scrolled.
    painted(page, RIVERS[1])
    assert_decidable(page)
    assert approved() == 1
    decide()
    painted(page, RIVERS[2])
    assert approved() == 2


def test_on_a_phone_press_after_press_shows_claim_after_claim_and_only_then_decides(many_claims):
    page = many_claims(9)
    seen = claims_in_sight(page)
    presses = 0
    while seen != set(range(9)) and presses < 9:
        page.keyboard.press("y")
        at_rest(page)
        seen |= claims_in_sight(page)
        presses += 1
    assert seen == set(range(9))
    assert 1 < presses < 5
    painted(page, RIVERS[0])
    assert approved() == 0
    page.keyboard.press("y")
    painted(page, RIVERS[1])
    assert approved() == 1


def test_on_a_phone_claims_that_were_scrolled_to_by_hand_need_no_further_press(many_claims):
    page = many_claims(6)
    sheet = page.locator("#cards")
    for _turn in range(12):
        sheet.evaluate("(sheet) => sheet.scrollBy(0, 90)")
        at_rest(page)
    painted(page, RIVERS[0])
    page.keyboard.press("y")
    painted(page, RIVERS[1])
    assert approved() == 1
