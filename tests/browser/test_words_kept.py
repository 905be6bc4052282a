"""Words of articles and people stay what they are: no translation of the page touches them, each runs its own way, and
a screen reader is told their language. The interface around them stays the interface.
"""

import pytest
from playwright.sync_api import expect

from claims.models import Passage
from tests import make
from tests.browser.hand import Hand, at_work
from tests.browser.oasis import oasis
from tests.browser.walk import pages

pytestmark = pytest.mark.django_db(transaction=True)

WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}

# Of every text on the page in Arabic (articles, claims) or Hebrew (names) what is wrong with it.
ASTRAY = r"""(() => {
    const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const { data, parentElement: at } = walker.currentNode;
        const isName = /[\u0590-\u05ff]/.test(data);
        if (!isName && !/[\u0600-\u06ff]/.test(data)) continue;
        // What is said of them in a message is a sentence, to be understood.
        if (at.matches("textarea, script") || at.closest("#messages")) continue;
        const wrong = [];
        if (at.translate) wrong.push("may be translated");
        // A sentence of the program around it runs as the program does.
        const isAlone = !/\p{Script=Latin}/u.test(data);
        const runs = at.matches("option") || at.closest(".crumbs") ? "rtl" : getComputedStyle(at).direction;
        if (isAlone && runs !== "rtl") wrong.push("runs from left to right");
        if (isAlone && !isName && !["ar", ""].includes(at.closest("[lang]").lang)) wrong.push("is read as English");
        if (!wrong.length) continue;
        found.push(`${location.pathname} ${data.trim().slice(0, 40)} ${wrong}: ${at.outerHTML.slice(0, 150)}`);
    }
    return found;
})()"""
# What stands in English on the page and is read as something else, the text of an article aside.
INTERFACE_ASTRAY = r"""(() => {
    const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const { data, parentElement: at } = walker.currentNode;
        if (!/\p{Script=Latin}/u.test(data) || at.closest("#text, #both, .sentence, script, kbd")) continue;
        if (at.closest("[lang]").lang !== "en") found.push(`${location.pathname} ${data.trim().slice(0, 60)}`);
    }
    return found;
})()"""


@pytest.mark.parametrize("person", ["mia", "eva", "ron"])
def test_on_every_page_no_word_of_an_article_or_name_is_the_interfaces(cast, page_of, person):
    scene = oasis(cast)
    page = page_of(scene[person], viewport=WIDE)
    found = []
    more = [f"/articles/{scene['settled_id']}/", f"/articles/{scene['settled_id']}/settle/"]
    more += ["/search/?q=الجسر", "/search/?q=השר", f"/articles/{scene['article_id']}/?passage={scene['passage_id']}"]
    for address in [*pages(scene), *more]:
        page.goto(address)
        found += page.evaluate(ASTRAY) + page.evaluate(INTERFACE_ASTRAY)
    page_of.problems[:] = [each for each in page_of.problems if "status of 40" not in each]
    assert "\n".join(found) == ""


def translated(page, *blocks):
    """Do to these paragraphs what a browser's translation does: each run of text becomes a longer <font> in <font>."""
    page.evaluate(
        """(numbers) => {
            const paragraphs = [...document.querySelectorAll("#text > p")];
            for (const number of numbers) {
                const walker = document.createTreeWalker(paragraphs[number], NodeFilter.SHOW_TEXT), runs = [];
                while (walker.nextNode()) if (walker.currentNode.data.trim()) runs.push(walker.currentNode);
                for (const run of runs) {
                    const outer = document.createElement("font"), inner = document.createElement("font");
                    outer.style.verticalAlign = inner.style.verticalAlign = "inherit";
                    inner.textContent = `Und ins Deutsche übertragen lautet das so: ${run.data}`;
                    outer.append(inner);
                    run.replaceWith(outer);
                }
            }
        }""",
        list(blocks),
    )


def sent(page):
    """What is posted from now on."""
    posts = []
    page.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    return posts


@pytest.mark.parametrize("viewport", [WIDE, PHONE])
def test_words_that_are_not_the_articles_are_refused_before_they_are_sent(cast, page_of, viewport):
    page = page_of(cast.edith, viewport=viewport)
    hand = at_work(page, cast.article)
    translated(page, 1)
    posts = sent(page)
    # By the letters of the page this is the end of the third paragraph's place, too: the translated one is longer.
    page.evaluate(
        "() => { const shown = document.querySelectorAll('#text > p')[1].querySelector('font font').firstChild;"
        " document.getElementById('text').focus(); getSelection().setBaseAndExtent(shown, 4, shown, 40); }"
    )
    expect(page.locator("#tool")).to_be_visible()
    hand.press("a")
    expect(page.locator("#messages")).to_contain_text("the words shown here are not the article’s")
    # Nor does Q take what would be a quotation at the cursor.
    page.evaluate(
        "() => { const shown = document.querySelectorAll('#text > p')[1].querySelector('font font').firstChild;"
        " getSelection().setBaseAndExtent(shown, shown.length, shown, shown.length); }"
    )
    page.locator("#messages [data-dismiss]").first.click()
    page.locator("#text").focus()
    hand.press("q")
    expect(page.locator("#messages")).to_contain_text("the words shown here are not the article’s")
    assert posts == [] and not Passage.objects.exists()


def test_beside_what_is_translated_marking_goes_on_as_ever(cast, page_of):
    page = page_of(cast.edith)
    hand = at_work(page, cast.article)
    translated(page, 1)
    spans = make.spans_of(cast.article.text, "“Nobody told us,”")
    hand.select(spans.start, spans.end)
    hand.press("q")
    hand.settled()
    assert Passage.objects.get().exact == "“Nobody told us,”"


def test_of_an_open_passage_too_no_part_is_taken_from_other_words(cast, page_of):
    mine = make.passage(cast.article, "the bridge was “safe” until May", by=cast.edith)
    page = page_of(cast.edith)
    page.goto(f"/articles/{cast.article.pk}/?passage={mine.pk}")
    expect(page.locator(".card.active")).to_be_visible()
    translated(page, 1)
    posts, hand = sent(page), Hand(page)
    page.evaluate(
        "() => { const shown = document.querySelectorAll('#text > p')[1].querySelector('font font').firstChild;"
        " document.getElementById('text').focus(); getSelection().setBaseAndExtent(shown, 0, shown, 9); }"
    )
    for key in ("c", "x"):
        hand.press(key)
        expect(page.locator("#messages")).to_contain_text("the words shown here are not the article’s")
        page.locator("#messages [data-dismiss]").first.click()
    # A limit that is moved over them goes back to where it was.
    page.locator("#handles .end").focus()
    hand.press("ArrowLeft", "Enter")
    expect(page.locator("#messages")).to_contain_text("the words shown here are not the article’s")
    assert posts == []
    mine.refresh_from_db()
    assert mine.exact == "the bridge was “safe” until May"


def test_the_page_reckons_checksums_as_the_server_does(cast, page_of):
    text = "Ein «Ärger»\u200f\nعربي، \u200f\U0001f469\u200d\U0001f467 e\u0301\n\n日本語。 \U00010348\n"
    article = make.article(cast.collection, text=text, title="Signs", language="de")
    page = page_of(cast.edith)
    page.goto(f"/articles/{article.pk}/")
    altered = page.evaluate(
        "import('/static/js/altered.js').then(({ isAltered }) => isAltered(document.getElementById('text'), '0..9999'))"
    )
    assert altered is False and page.locator("#text .block").count() >= 3
