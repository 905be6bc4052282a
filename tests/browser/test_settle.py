"""Two editors and two reviewers at once: one compares and settles by keys, another approves the new wording."""

import csv
import io

import pytest
from playwright.sync_api import Page, expect

from claims.models import Assignment, Passage
from claims.permissions import Role
from tests import make
from tests.browser.hand import Hand

pytestmark = pytest.mark.django_db(transaction=True)

KNOWN, TOLD, SAFE, LIE = "that the plan was known", "“Nobody told us,”", "“safe”", "called that a lie"


@pytest.fixture
def sara(cast):
    """A second reviewer."""
    person = make.user("sara")
    cast.collection.admit(user=person, role=Role.REVIEWER, by=cast.mona)
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
        Assignment.objects.get(editor=editor).hand_in(by=editor)


def passage(editor, words):
    return Passage.objects.get(editor=editor, exact=words)


def place(page: Page, which: Passage):
    return page.locator(f"#place-{which.pk}")


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
    page.get_by_role("button", name="Text names nobody").click()
    hand.settled()
    page.locator("#hand-in button").click()
    expect(page.get_by_text("Handed in with 1 passage.")).to_be_visible()


def test_two_read_blind_and_a_third_compares(cast, page_of):
    cast.collection.describe(blind=True)
    Assignment.give(article=cast.article, editor=cast.egon, by=cast.mona)
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
    rita.keyboard.press("a")
    expect(alone).not_to_have_class("place only_left open")
    expect(alone.locator(".state.approved").first).to_be_visible()
    expect(lie).to_have_class("place differ open current")
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
    second.keyboard.press("y")
    expect(second.locator(f"#card-{made.pk} .state")).to_have_text("approved")
    # The last one is returned with a reason.
    rita.goto(f"/articles/{cast.article.pk}/settle/")
    expect(rita.locator(".place.open")).to_have_count(1)
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
    rita.route("**/js/settle*", lambda route: held.append(route))  # noqa: PLW0108 — Playwright writes on it
    with rita.expect_request("**/js/settle*"):
        rita.goto(f"/articles/{cast.article.pk}/settle/", wait_until="commit")
    expect(rita.locator(".counts")).to_be_visible()
    rita.keyboard.press("y")
    for route in held:
        route.continue_()
    expect(rita.locator(".said").first).to_contain_text("2 passages are approved")


def test_a_decision_is_taken_back_by_a_key_and_what_changed_meanwhile_is_said(cast, read, page_of):
    rita = page_of(cast.rita)
    compare(rita, cast)
    lie = place(rita, passage(cast.edith, LIE))
    lie.locator("h3").click()
    rita.keyboard.press("b")
    expect(lie.locator(".state", has_text="decided")).to_be_visible()
    assert (passage(cast.edith, LIE).status, passage(cast.egon, LIE).status) == ("merged", "approved")
    # It is said, to be heard too; the next place has the focus, and the key still takes back what was decided just now.
    expect(rita.locator("#said")).to_have_text(f"Taken: Egon’s “{LIE}”. Edith’s gave way to it.")
    expect(rita.locator("#places .said")).to_be_visible()
    expect(lie).not_to_have_class("place differ current")
    rita.keyboard.press("u")
    expect(lie.get_by_role("button", name="Take Edith’s")).to_be_visible()
    expect(rita.locator("#said")).to_have_text("The decision is taken back: this waits for one again.")
    expect(lie).to_be_focused()
    # Once one went elsewhere, it is about the place that one is at.
    rita.keyboard.press("b")
    expect(lie.locator(".state", has_text="decided")).to_be_visible()
    rita.keyboard.press("j")
    rita.keyboard.press("u")
    assert passage(cast.egon, LIE).status == "approved"
    lie.locator("h3").click()
    rita.keyboard.press("u")
    expect(lie.get_by_role("button", name="Take Edith’s")).to_be_visible()
    row = passage(cast.egon, LIE)
    row.set_note(note="on second thought", by=cast.egon, version=row.version, action=make.uuid7())
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


def test_without_javascript_and_on_a_phone_it_is_all_there(cast, read, page_of):
    rita = page_of(cast.rita, java_script_enabled=False, viewport={"width": 390, "height": 844})
    compare(rita, cast)
    lie = place(rita, passage(cast.edith, LIE))
    lie.get_by_role("button", name="Take Egon’s").click()
    assert rita.url.endswith(f"#place-{passage(cast.edith, LIE).pk}")
    expect(place(rita, passage(cast.edith, LIE)).get_by_text("let Edith’s give way")).to_be_visible()
