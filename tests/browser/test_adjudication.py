"""Two editors and two reviewers at once: one compares and settles by keys, another approves the new wording."""

import csv
import io

import pytest
from playwright.sync_api import Page, expect

from claims.actions.assignment_create import assign_article
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.collection_edit import edit_collection
from claims.actions.member_set import set_member
from claims.actions.passage_edit import set_passage_note
from claims.models import Assignment, Passage
from claims.permissions import Role
from tests import make
from tests.browser.hand import Hand, seen

pytestmark = pytest.mark.django_db(transaction=True)

KNOWN, TOLD, SAFE, LIE = "that the plan was known", "“Nobody told us,”", "“safe”", "called that a lie"


@pytest.fixture
def sara(cast):
    """A second reviewer."""
    person = make.user("sara")
    set_member(cast.collection, user=person, role=Role.REVIEWER, by=cast.mona)
    return person


@pytest.fixture
def read(cast):
    """Edith and Egon have both handed in: they agree on two passages, differ on one, and each saw one alone."""
    minister, spokesman = make.actor("Minister", "person"), make.actor("Spokesman", "person")
    known, lie = make.claim(cast.collection, "The plan was known."), make.claim(cast.collection, "That is a lie.")
    for editor, mark in ((cast.edith, "assertion"), (cast.egon, "quote")):
        make.passage(cast.article, KNOWN, by=editor, speakers=[minister], states=[known])
        make.passage(cast.article, TOLD, by=editor, mark="quote", speakers=[minister])
        speaker = minister if editor == cast.edith else spokesman
        make.passage(cast.article, LIE, by=editor, mark=mark, speakers=[speaker], states=[lie])
    make.passage(cast.article, SAFE, by=cast.edith, mark="quote", speakers=[spokesman])
    make.passage(cast.article, "the police", by=cast.egon, mark="quote", speakers=[minister])
    for editor in (cast.edith, cast.egon):
        hand_in_reading(Assignment.objects.get(editor=editor), by=editor)


def passage(editor, words):
    return Passage.objects.get(editor=editor, exact=words)


def place(page: Page, which: Passage):
    return page.locator(f"#place-{which.pk}")


def seen_place(page: Page) -> None:
    """Wait until the current place was drawn: a decision on it counts from then on."""
    expect(page.locator(".place.current[data-painted]")).to_have_count(1)


def compare(page: Page, cast) -> None:
    page.goto("/review/")
    page.get_by_role("link", name="compare 2 readings").first.click()
    expect(page.locator(".counts")).to_have_text(" 2 agree 1 differs 1 only Edith 1 only Egon ")


def hand_in(page: Page, article, words: str) -> None:
    """Mark a quotation by hand, name nobody, hand in."""
    page.goto(f"/articles/{article.pk}/")
    hand = Hand(page)
    spans = make.spans_of(article.text, words)
    hand.select(spans.start, spans.end)
    hand.press("q")
    page.get_by_role("button", name="No named source").click()
    hand.settled()
    page.locator("#hand-in button").click()
    expect(page.get_by_text("Handed in with 1 passage.")).to_be_visible()


def test_two_read_blind_and_a_third_compares(cast, page_of):
    edit_collection(cast.collection, blind=True)
    assign_article(cast.article, editor=cast.egon, by=cast.mona)
    edith, egon, rita = page_of(cast.edith), page_of(cast.egon), page_of(cast.rita)
    hand_in(edith, cast.article, TOLD)
    rita.goto(f"/articles/{cast.article.pk}/settle/")
    expect(rita.get_by_text("settled once everybody has handed in")).to_be_visible()
    expect(rita.get_by_text("Still reading: Egon")).to_be_visible()
    egon.goto(f"/articles/{cast.article.pk}/")
    expect(egon.locator("#text mark")).to_have_count(0)
    hand_in(egon, cast.article, TOLD)
    rita.reload()
    expect(rita.locator(".counts")).to_contain_text("1 agrees")
    rita.keyboard.press("y")
    expect(rita.get_by_role("heading", name="Everything is decided.")).to_be_visible()
    rita.get_by_role("button", name="accept all readings").click()
    expect(rita.get_by_text("Accepted: the readings of Egon and Edith.")).to_be_visible()
    assert Assignment.objects.filter(accepted_by=cast.rita).count() == 2
    assert sorted(Passage.objects.values_list("status", flat=True)) == ["approved", "merged"]


def test_one_settles_by_keys_and_another_approves_the_wording(cast, sara, read, page_of):
    rita, second, edith = page_of(cast.rita), page_of(sara), page_of(cast.edith)
    compare(rita, cast)
    rita.keyboard.press("y")
    expect(rita.locator(".said").first).to_contain_text("2 passages are approved")
    # On what waits next; each decision leads to the next one.
    alone = place(rita, passage(cast.edith, SAFE))
    rita.keyboard.press("n")
    lie = place(rita, passage(cast.edith, LIE))
    while "current" not in (alone.get_attribute("class") or ""):
        rita.keyboard.press("j")
    seen_place(rita)
    rita.keyboard.press("a")
    expect(alone).not_to_have_class("place only_left open")
    expect(alone.locator(".state.approved").first).to_be_visible()
    expect(lie).to_have_class("place differ open current")
    seen_place(rita)
    rita.keyboard.press("w")
    expect(rita.locator(".card.active .kind")).to_have_text("assertion")
    # Mended where articles are marked, handed in, and approved by somebody else.
    rita.locator(".card.active [name=note]").fill("neither said it all")
    rita.keyboard.press("Tab")
    Hand(rita).settled()
    rita.locator("#hand-in button").click()
    expect(rita.get_by_text("Handed in with 1 passage.")).to_be_visible()
    made = Passage.objects.get(editor=cast.rita)
    second.goto(f"/articles/{cast.article.pk}/?passage={made.pk}")
    seen(second, made)
    second.keyboard.press("y")
    expect(second.locator(f"#card-{made.pk} .state.approved")).to_be_visible()
    # The last one is returned with a reason.
    rita.goto(f"/articles/{cast.article.pk}/settle/")
    expect(rita.locator(".place.open")).to_have_count(1)
    seen_place(rita)
    rita.keyboard.press("r")
    # Without a reason it stays where the reason is written.
    rita.get_by_role("button", name="Return to Egon").click()
    expect(rita.get_by_text("Say why")).to_be_visible()
    expect(rita.get_by_label("Why", exact=True)).to_be_focused()
    page_of.expect_status(422)
    rita.keyboard.type("Only a word of it.")
    rita.get_by_role("button", name="Return to Egon").click()
    expect(rita.get_by_role("heading", name="What is left is with its editors.")).to_be_visible()
    assert passage(cast.egon, "the police").review_note == "Only a word of it."
    # One row a settled passage, and what gave way is in none.
    table = second.request.get(f"/collections/{cast.collection.slug}/export.csv?raw=1").text()
    rows = list(csv.DictReader(io.StringIO(table)))
    assert sorted(row["text"] for row in rows) == sorted([KNOWN, TOLD, SAFE, LIE])
    assert {row["editor"] for row in rows if row["text"] == LIE} == {cast.rita.username}
    # An editor sees what was taken instead.
    edith.goto(f"/articles/{cast.article.pk}/")
    edith.locator("summary", has_text="Gave way to another reading").click()
    expect(edith.locator("#decided")).to_contain_text("Rita worded it anew.")
    assert all(each.status == "merged" for each in Passage.objects.filter(exact=LIE).exclude(editor=cast.rita))


def test_a_key_that_is_pressed_before_the_page_listens_is_not_lost(cast, read, page_of):
    rita, held = page_of(cast.rita), []
    rita.route("**/js/adjudication*", lambda route: held.append(route))  # noqa: PLW0108 — Playwright writes on it
    with rita.expect_request("**/js/adjudication*"):
        rita.goto(f"/articles/{cast.article.pk}/settle/", wait_until="commit")
    expect(rita.locator(".counts")).to_be_visible()
    rita.keyboard.press("y")
    for route in held:
        route.continue_()
    expect(rita.locator(".said").first).to_contain_text("2 passages are approved")


@pytest.mark.parametrize("pressed", [True, False], ids=["pressed", "not pressed"])
def test_an_early_decision_is_about_the_place_that_was_pressed_or_none(cast, read, page_of, pressed):
    rita, held = page_of(cast.rita), []
    rita.route("**/js/adjudication*", lambda route: held.append(route))  # noqa: PLW0108 — Playwright writes on it
    with rita.expect_request("**/js/adjudication*"):
        rita.goto(f"/articles/{cast.article.pk}/settle/", wait_until="commit")
    lie = place(rita, passage(cast.edith, LIE))
    expect(lie).to_be_visible()
    if pressed:
        lie.locator("h2").click()
    rita.keyboard.press("b")
    for route in held:
        route.continue_()
    seen_place(rita)
    if pressed:
        expect(rita.locator("#said")).to_contain_text("Taken")
    assert passage(cast.egon, LIE).status == ("approved" if pressed else "submitted")
    assert Passage.objects.filter(status="approved").count() == int(pressed)


def test_a_decision_is_taken_back_by_a_key_and_what_changed_meanwhile_is_said(cast, read, page_of):
    rita = page_of(cast.rita)
    compare(rita, cast)
    lie = place(rita, passage(cast.edith, LIE))
    lie.locator("h2").click()
    seen_place(rita)
    rita.keyboard.press("b")
    expect(lie.locator(".state", has_text="decided")).to_be_visible()
    assert (passage(cast.edith, LIE).status, passage(cast.egon, LIE).status) == ("merged", "approved")
    # It is said, to be heard too; the next place has the focus, and the key still takes back what was decided just now.
    expect(rita.locator("#said")).to_have_text(f"Taken: Egon’s “{LIE}”. Edith’s was merged into it.")
    expect(rita.locator("#places .said")).to_be_visible()
    expect(lie).not_to_have_class("place differ current")
    rita.keyboard.press("u")
    expect(lie.locator("button[data-key=a]")).to_be_visible()
    expect(rita.locator("#said")).to_have_text("The decision is taken back: this waits for one again.")
    expect(lie).to_be_focused()
    # Once one went elsewhere, it is about the place that one is at.
    rita.keyboard.press("b")
    expect(lie.locator(".state", has_text="decided")).to_be_visible()
    rita.keyboard.press("j")
    rita.keyboard.press("u")
    assert passage(cast.egon, LIE).status == "approved"
    lie.locator("h2").click()
    rita.keyboard.press("u")
    expect(lie.locator("button[data-key=a]")).to_be_visible()
    row = passage(cast.egon, LIE)
    set_passage_note(row, note="on second thought", by=cast.egon, version=row.version, action=make.uuid7())
    rita.keyboard.press("t")
    expect(lie.get_by_role("alert")).to_contain_text("changed meanwhile")
    expect(lie).to_contain_text("on second thought")
    assert {passage(each, LIE).status for each in (cast.edith, cast.egon)} == {"submitted"}
    page_of.expect_status(409)


def test_text_and_list_lead_to_each_other_and_letters_can_be_switched_off(cast, read, page_of):
    cast.rita.letter_keys = False
    cast.rita.save()
    rita = page_of(cast.rita)
    compare(rita, cast)
    hers = passage(cast.edith, LIE)
    rita.locator(f".read[data-places~='{hers.pk}']").first.click()
    expect(place(rita, hers)).to_have_class("place differ open current")
    rita.keyboard.press("a")
    rita.keyboard.press("k")
    expect(place(rita, hers)).to_have_class("place differ open current")
    rita.keyboard.press("Alt+k")
    expect(place(rita, passage(cast.edith, SAFE))).to_have_class("place only_left open current")
    place(rita, hers).get_by_role("link", name="in the text").click()
    expect(rita.locator(f".read.current[data-places~='{hers.pk}']").first).to_be_in_viewport()
    assert hers.status == passage(cast.edith, LIE).status == "submitted"


SCREENS = pytest.mark.parametrize("screen", [(1280, 800), (390, 844)], ids=["desk", "phone"])


def at_places(page_of, cast, screen) -> Page:
    page = page_of(cast.rita, viewport={"width": screen[0], "height": screen[1]})
    page.goto(f"/articles/{cast.article.pk}/settle/")
    seen_place(page)
    return page


@SCREENS
def test_a_button_of_another_place_is_pressed_where_it_stands(cast, read, page_of, screen):
    page = at_places(page_of, cast, screen)
    button = place(page, passage(cast.edith, LIE)).locator("button[data-key=b]")
    button.evaluate("(button) => button.scrollIntoView({ block: 'center' })")
    box = button.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    # A finger rests a moment; nothing moves under it.
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert button.bounding_box() == box
    page.mouse.up()
    expect(page.locator("#said")).to_contain_text("Taken: Egon’s")
    assert (passage(cast.edith, LIE).status, passage(cast.egon, LIE).status) == ("merged", "approved")


# The words of the current place that can be seen, and whether what has the focus is whole in the window and uncovered.
_WORDS_SEEN = """() => [...document.querySelectorAll(".read.current")].some((words) => {
  const { left, top, width, height } = words.getClientRects()[0];
  const over = document.elementFromPoint(left + width / 2, top + height / 2);
  return over && (words.contains(over) || over.contains(words) && over.closest("#both")); })"""
_FOCUS_SEEN = """() => {
  const own = document.activeElement, { left, right, top, bottom } = own.getBoundingClientRect();
  const isOwn = (each) => each && (own.contains(each) || each.contains(own));
  return top >= 0 && bottom <= innerHeight
    && [top + 2, bottom - 2].every((y) => isOwn(document.elementFromPoint((left + right) / 2, y))); }"""


@SCREENS
def test_the_words_of_a_place_and_what_has_the_focus_are_in_sight(cast, read, page_of, screen):
    text = "\n".join(
        [cast.article.text, *(f"Paragraph {number} says nothing new." * 8 for number in range(20)), "At last."]
    )
    long = make.article(cast.collection, text=text, title="Long")
    minister, claim = make.actor("Minister", "person"), make.claim(cast.collection, "Much is said.")
    for editor, mark in ((cast.edith, "quote"), (cast.egon, "assertion")):
        for words in (TOLD, LIE, "Paragraph 9 says", "Paragraph 17 says", "At last."):
            make.passage(long, words, by=editor, mark=mark, speakers=[minister], states=[claim])
        hand_in_reading(Assignment.objects.get(article=long, editor=editor), by=editor)
    cast.article = long
    page = at_places(page_of, cast, screen)
    count = page.locator(".place").count()
    for _each in range(count):
        expect(page.locator(".place.current[data-painted]")).to_be_focused()
        assert page.evaluate(_WORDS_SEEN), page.locator(".place.current").inner_text()
        page.keyboard.press("j")
    expect(page.locator("#said")).to_have_text("This is the last place.")
    for _each in range(4 * count):
        page.keyboard.press("Shift+Tab")
        if not page.evaluate("Boolean(document.activeElement.closest('.place'))"):
            break
        assert page.evaluate(_FOCUS_SEEN), page.evaluate("document.activeElement.outerHTML")
        assert page.evaluate(_WORDS_SEEN), page.locator(".place.current").inner_text()


@SCREENS
def test_after_all_that_agree_the_keys_are_about_the_next_place_and_say_what_they_do(cast, read, page_of, screen):
    page = at_places(page_of, cast, screen)
    said = page.locator("#said")
    expect(said).to_have_attribute("role", "status")
    page.keyboard.press("k")
    expect(said).to_have_text("This is the first place.")
    page.keyboard.press("y")
    expect(said).to_contain_text("2 passages are approved")
    expect(page.locator(".place.current.open[data-painted]")).to_be_focused()
    page.keyboard.press("r")
    expect(page.locator(".place.current textarea")).to_be_focused()
    page.keyboard.press("Escape")
    seen_place(page)
    page.keyboard.press("b")
    expect(said).to_have_text("Taken: Egon’s “the police”.")
    page.keyboard.press("y")
    expect(said).to_have_text("Nothing that agrees waits for approval.")
    place(page, passage(cast.edith, KNOWN)).locator("h2").click()
    seen_place(page)
    page.keyboard.press("b")
    expect(said).to_have_text("This key decides nothing at this place.")


def test_a_key_pressed_twice_decides_one_place(cast, read, page_of):
    page = at_places(page_of, cast, (1280, 800))
    place(page, passage(cast.edith, SAFE)).locator("h2").click()
    for key in ("a", "a"):
        page.keyboard.press(key)
    for _each in range(4):
        page.keyboard.down("a")
    page.keyboard.up("a")
    expect(page.locator("#said")).to_contain_text("Taken: Edith’s")
    expect(page.locator(".place.current.open[data-painted]")).to_have_count(1)
    assert passage(cast.edith, SAFE).status == "approved"
    assert Passage.objects.filter(status="approved").count() == 1


def test_without_javascript_and_on_a_phone_it_is_all_there(cast, read, page_of):
    rita = page_of(cast.rita, java_script_enabled=False, viewport={"width": 390, "height": 844})
    compare(rita, cast)
    lie = place(rita, passage(cast.edith, LIE))
    lie.locator("button[data-key=b]").click()
    assert rita.url.endswith(f"#place-{passage(cast.edith, LIE).pk}")
    expect(place(rita, passage(cast.edith, LIE)).get_by_text("merged Edith’s")).to_be_visible()


@SCREENS
def test_no_key_of_the_page_makes_the_browser_log_an_error(cast, read, page_of, screen):
    page = page_of(cast.rita, viewport={"width": screen[0], "height": screen[1]})
    page.add_init_script(
        "window.refused = []; addEventListener('securitypolicyviolation', (event) => refused.push(event.blockedURI))"
    )
    page.goto(f"/articles/{cast.article.pk}/settle/")
    for key in ("j", "k", "n", "a", "u", "b", "u", "y", "n", "t", "u", "w", "r", "Escape", "ArrowDown", "ArrowUp"):
        expect(page.locator("[data-painted]").first).to_be_attached()
        page.keyboard.press(key)
        page.wait_for_load_state("networkidle")
        assert page_of.problems == [], key
        if page.url.endswith("/settle/"):
            assert page.evaluate("refused") == [], key
