"""Room on every page: long words break instead of pushing it wide, what is pressed is large enough, edges are seen."""

import pytest

from claims.actions.comment_create import create_comment
from claims.models import Actor, Article, Claim, Collection, User
from tests import make
from tests.browser.walk import one_of_everything, pages

pytestmark = pytest.mark.django_db(transaction=True)

FILE = "quarterly_report_on_the_state_of_bridges_2026-11-30_final_v7_corrected_(copy).txt"
WORD = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"

# What reaches over the edge of the window though nothing around it scrolls.
WIDE = """(() => {
    const edge = document.documentElement.clientWidth;
    const scrolls = (element) => {
        for (let box = element; box && box !== document.body; box = box.parentElement) {
            if (getComputedStyle(box).overflowX !== "visible") return true;
        }
        return false;
    };
    return [...document.body.querySelectorAll("*")].filter((element) => {
        const { right, left, width } = element.getBoundingClientRect();
        return width && (right > edge + 1 || left < -1) && !scrolls(element) && element.checkVisibility()
            && !element.closest(".visually-hidden, .skip");
    }).map((element) => `${location.pathname}: ${element.outerHTML.slice(0, 160)}`);
})()"""

# Pointer targets under 24 by 24 pixels, links in a line of words aside (WCAG 2.2, 2.5.8).
SMALL = """(() => {
    const kinds = "a[href], button, summary, input, select, textarea, label:has(input)";
    const targets = [...document.querySelectorAll(`main.settle :is(${kinds})`)];
    return targets.filter((element) => {
        const { width, height } = element.getBoundingClientRect();
        if (!width || !element.checkVisibility() || (width >= 24 && height >= 24)) return false;
        if (element.closest("label")?.getBoundingClientRect().height >= 24 && element.matches("input")) return false;
        const line = element.parentElement;
        const isAlone = line.textContent.trim() === element.textContent.trim();
        const isInline = getComputedStyle(element).display === "inline" && !isAlone;
        return !isInline && !element.closest(".visually-hidden, .text, .both");
    }).map((element) => `${location.pathname}: ${element.outerHTML.slice(0, 160)}`);
})()"""

# Fields whose edge is told from what is around it by less than 3 to 1 (WCAG 2.2, 1.4.11).
PALE = """(() => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const rgb = (colour) => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const light = (channels) => channels.slice(0, 3).map((each) => each / 255)
        .map((each) => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4))
        .reduce((sum, each, at) => sum + each * [0.2126, 0.7152, 0.0722][at], 0);
    const ratio = (one, other) => {
        const [dark, bright] = [light(one), light(other)].toSorted((a, b) => a - b);
        return (bright + 0.05) / (dark + 0.05);
    };
    const ground = (element) => {
        for (let box = element; box; box = box.parentElement) {
            const colour = rgb(getComputedStyle(box).backgroundColor);
            if (colour[3]) return colour;
        }
        return [255, 255, 255, 255];
    };
    const fields = "input:not([type=hidden], [type=checkbox], [type=radio], [type=file]), select, textarea";
    return [...document.querySelectorAll(fields)].filter((field) => field.checkVisibility()).filter((field) => {
        const { borderBlockEndColor } = getComputedStyle(field);
        return ratio(rgb(borderBlockEndColor), ground(field.parentElement)) < 3;
    }).map((field) => `${location.pathname}: ${field.outerHTML.slice(0, 160)}`);
})()"""


@pytest.fixture
def scene(cast):
    """One of everything, by long names."""
    found = one_of_everything(cast)
    text = f"The {WORD} holds, “{FILE} says nothing of {WORD},” said {WORD}."
    article = make.article(cast.collection, text=text, title="Words")
    mine = make.passage(
        article, f"“{FILE} says nothing of {WORD},”", by=cast.edith, speakers=[make.actor(f"{WORD}-Amt")]
    )
    create_comment(passage=mine, by=cast.rita, text=f"See {FILE}")
    Article.objects.update(title=FILE, outlet=WORD, byline=WORD)
    Actor.objects.filter(pk=found["actor_id"]).update(name=WORD, qualifier=WORD.lower(), aliases=[FILE])
    Claim.objects.filter(pk=found["claim_id"]).update(statement=f"{WORD} is {FILE}.", note=FILE)
    Collection.objects.update(name=WORD)
    User.objects.exclude(pk=cast.ralf.pk).update(first_name="", last_name=WORD)
    return found | {"mine": mine}


@pytest.mark.parametrize(("person", "width"), [("mona", 390), ("mona", 1280), ("rita", 390), ("edith", 390)])
def test_on_no_page(cast, scene, page_of, person, width):
    page = page_of(getattr(cast, person), viewport={"width": width, "height": 844})
    found = []
    articles = [f"/articles/{scene['mine'].article_id}/?passage={scene['mine'].pk}"]
    for address in [*pages(scene), *articles]:
        page.goto(address)
        for what, question in (("wide", WIDE), ("small", SMALL), ("pale", PALE)):
            found += [f"{what}: {each}" for each in page.evaluate(question)]
    page_of.problems[:] = [each for each in page_of.problems if "status of 40" not in each]
    assert "\n".join(found) == ""
