"""Undo, redo, cutting and joining under the hand, and the switch of the single-letter keys."""

import random
import re

import pytest
from playwright.sync_api import expect

from claims.models import Change, Claim, Passage
from claims.models.choices import Status
from tests import make
from tests.browser.hand import at_work, mark

pytestmark = pytest.mark.django_db(transaction=True)


def test_ctrl_z_takes_back_claim_speaker_and_mark_one_by_one_and_redo_brings_them_again(cast, page_of):
    make.actor("Ruritania", "state")
    hand = at_work(page_of(cast.edith), cast.article, "the bridge was “safe” until May")
    page, said = hand.page, hand.page.locator("#said")
    hand.type("Ruritania")
    expect(page.locator("form[data-field=speaker] [role=option]").first).to_be_visible()
    hand.press("Enter")
    expect(page.locator("form[data-field=claim] input[role=combobox]")).to_be_focused()
    hand.type("The bridge was safe in May.")
    hand.press("Enter")
    hand.settled()
    passage = Passage.objects.get()
    assert [part.actor.name for part in passage.attributions.all()] == ["Ruritania"]
    claim = Claim.objects.get()
    page.locator("#text").focus()
    hand.press("Control+z")
    expect(said).to_have_text(f"Took back: the claim “{claim}” at “the bridge was “safe” until May”")
    assert not Claim.objects.exists()
    hand.press("Control+z")
    # The cue and the source that were guessed with the speaker go in the same step.
    expect(said).to_have_text(re.compile("^Took back: .*speaker Ruritania at “the bridge was “safe” until May”$"))
    expect(page.locator(".card.active .lack", has_text="needs a speaker")).to_have_count(1)
    hand.press("Control+z")
    expect(said).to_contain_text("Took back: the mark")
    expect(page.locator("mark")).to_have_count(0)
    expect(page.locator("#cards > .card")).to_have_count(0)
    expect(page.get_by_role("button", name="Undo")).to_be_hidden()
    hand.press("Control+z")
    expect(said).to_have_text("Nothing to take back.")
    page.reload()
    for key in ("Control+Shift+z", "Control+y", "Control+y"):
        hand.press(key)
        expect(said).to_contain_text("Did again:")
        hand.settled()
    expect(page.locator(".card.active .link", has_text=claim.statement)).to_have_count(1)
    expect(page.locator("mark.open")).not_to_have_count(0)
    assert Claim.objects.get() == claim
    hand.press("Control+y")
    expect(said).to_have_text("Nothing to do again.")


def test_the_buttons_do_it_too_and_keep_the_focus(cast, page_of):
    page = page_of(cast.edith)
    page.goto(f"/articles/{cast.article.pk}/")
    undo, redo = (page.locator(f"#undo [data-turn={turn}] button") for turn in ("undo", "redo"))
    expect(undo).to_be_hidden()
    hand = at_work(page, cast.article, "the plan")
    expect(undo).to_be_visible()
    expect(redo).to_be_hidden()
    undo.press("Enter")
    expect(undo).to_be_hidden()
    expect(page.locator("#text")).to_be_focused()
    redo.click()
    expect(page.locator("mark.open")).to_have_text("the plan")
    mark(hand, cast.article, "q", "Nobody told us")
    expect(page.locator("#said")).to_have_text("")


def test_in_a_field_it_stays_the_browsers_own(cast, page_of):
    hand = at_work(page_of(cast.edith), cast.article, "the plan")
    field = hand.page.locator("form[data-field=speaker] input[role=combobox]")
    field.press_sequentially("Ru")
    field.press("Control+z")
    hand.settled()
    assert Passage.objects.get().status == Status.DRAFT and Passage.objects.get().version == 1


def test_what_waits_unsaved_is_taken_back_in_its_turn(cast, page_of):
    page = page_of(cast.edith)
    hand = at_work(page, cast.article)
    spans = make.spans_of(cast.article.text, "the plan")
    hand.select(spans.start, spans.end)
    hand.press("a", "Control+z")
    expect(page.locator("#said")).to_contain_text("Took back: the mark")
    hand.settled()
    assert Passage.objects.get().status == Status.WITHDRAWN


def test_what_is_still_being_chosen_keeps_its_place_in_the_line(cast, page_of):
    make.actor("Ruritania", "state")
    hand = at_work(page_of(cast.edith), cast.article, "the bridge was “safe” until May")
    page = hand.page
    page.route("**/suggest/speakers/?q=Ruritania", lambda route: (page.wait_for_timeout(500), route.continue_()))
    hand.type("Ruritania")
    hand.press("Enter")
    expect(page.locator("form[data-field=claim] input[role=combobox]")).to_be_focused()
    hand.type("The bridge was safe in May.")
    hand.press("Enter")
    page.locator("#text").focus()
    hand.press("Control+z")
    expect(page.locator("#said")).to_contain_text("Took back: the claim “The bridge was safe in May.”")
    hand.settled()
    (change, undone) = Change.objects.order_by("at")
    assert [part["name"] for part in undone.before["attributions"]] == ["Ruritania"]
    assert change.undone_at is None and undone.undone_at


def test_a_passage_that_was_nested_anew_can_be_changed_at_once(cast, page_of):
    hand = at_work(page_of(cast.edith), cast.article, "safe")
    inner = Passage.objects.get()
    mark(hand, cast.article, "q", "the bridge was “safe” until May")
    hand.page.locator("#text").focus()
    hand.press("Control+z")
    expect(hand.page.locator("#said")).to_contain_text("Took back: the mark")
    hand.settled()
    hand.page.locator(f"#card-{inner.pk}").click()
    hand.page.get_by_role("button", name="Withdraw").click()
    expect(hand.page.locator("mark")).to_have_count(0)


def test_x_cuts_words_out_and_u_joins_the_fragments(cast, page_of):
    hand = at_work(page_of(cast.edith), cast.article, "“Nobody told us,” she said, “not even the police.”")
    page = hand.page
    page.locator("#text").focus()

    def cut(words, *, by="x"):
        spans = make.spans_of(cast.article.text, words)
        hand.select(spans.start, spans.end)
        hand.press(by)
        hand.settled()
        return Passage.objects.get().exact

    assert cut("she said,") == "“Nobody told us,” … “not even the police.”"
    expect(page.locator(".card.active .words")).to_have_text("“Nobody told us,” … “not even the police.”")
    hand.press("u")
    expect(page.locator(".card.active .words")).to_have_text("“Nobody told us,” she said, “not even the police.”")
    assert cut("“Nobody told us,”") == "she said, “not even the police.”"
    assert cut("she said, “not even the police.”") == "she said, “not even the police.”"
    expect(page.locator(".message")).to_contain_text("That is the whole passage")
    assert cut("the plan was") == "she said, “not even the police.”"
    expect(page.locator(".message").last).to_contain_text("not in the open passage")
    hand.press("Control+z")
    expect(page.locator("#said")).to_contain_text("Took back: moving its limits")
    expect(page.locator(".card.active .words")).to_have_text("“Nobody told us,” she said, “not even the police.”")
    # By the buttons of the toolbar, too.
    spans = make.spans_of(cast.article.text, "told us,” she")
    hand.select(spans.start, spans.end)
    hand.click(page.locator("#tool [data-part=cut]"))
    expect(page.locator(".card.active .words")).to_have_text("“Nobody … said, “not even the police.”")


def test_what_is_cut_out_agrees_with_sets_of_positions(cast, page_of):
    page = page_of(cast.edith)
    page.goto(f"/articles/{cast.article.pk}/")
    chance = random.Random(4)  # noqa: S311 — the same each time

    def some():
        pairs = []
        for _each in range(chance.randint(1, 4)):
            start = chance.randint(0, 40)
            pairs.append((start, start + chance.randint(1, 15)))
        return pairs

    cases = [(some(), some()) for _each in range(300)]
    sent = [[";".join(f"{a}..{b}" for a, b in pairs) for pairs in case] for case in cases]
    answers = page.evaluate(
        "(cases) => import('/static/js/offsets.js').then(({ minus }) => cases.map((each) => minus(...each)))", sent
    )
    for (spans, others), answer in zip(cases, answers, strict=True):
        positions = [{at for start, end in pairs for at in range(start, end)} for pairs in (spans, others)]
        pairs = [map(int, pair.split("..")) for pair in answer.split(";") if pair]
        assert {at for start, end in pairs for at in range(start, end)} == positions[0] - positions[1]


def test_letters_that_are_switched_off_do_nothing_and_work_with_alt(cast, page_of):
    hand = at_work(page_of(cast.edith), cast.article)
    page = hand.page
    hand.press("?")
    page.get_by_role("checkbox", name="Single-letter keys").uncheck()
    page.get_by_role("button", name="Close", exact=True).click()
    for _visit in range(2):
        page.locator("#text").focus()
        spans = make.spans_of(cast.article.text, "the plan")
        hand.select(spans.start, spans.end)
        hand.press("a", "?", "/", "r")
        expect(page.locator("#keys")).to_be_hidden()
        expect(page.locator("#search")).not_to_be_focused()
        expect(page.locator("#tool")).to_be_visible()
        hand.settled()
        assert not Passage.objects.exists()
        page.reload()
    spans = make.spans_of(cast.article.text, "the plan")
    hand.select(spans.start, spans.end)
    hand.press("Alt+a")
    expect(page.locator(".card.active form[data-field=speaker] input[role=combobox]")).to_be_focused()
    hand.settled()
    hand.press("Escape", "Escape")
    hand.press("Control+z")
    expect(page.locator("#said")).to_contain_text("Took back")
    hand.press("Alt+Shift+?")
    expect(page.locator("#keys")).to_be_visible()
    page.get_by_role("checkbox", name="Single-letter keys").check()
    page.keyboard.press("Escape")
    page.locator("#text").focus()
    hand.press("/")
    expect(page.locator("#search")).to_be_focused()
