"""The workbench under an editor's hands: offsets, keys, fields, and what happens when something goes wrong."""

import gzip

import pytest
from playwright.sync_api import Page, expect

from claims.models import Actor, Article, Assignment, Passage
from tests import make
from tests.browser.hand import Hand

pytestmark = pytest.mark.django_db(transaction=True)

# Emoji built of several code points, a flag, combining marks, Arabic, and the words that count behind all of them.
TRICKY = "👩‍👩‍👧 e\u0301te\u0301 🇺🇦 قَالَ: “🙂 Yes,” she said.\n\nThe 𝒹enial 👍🏽 came late.\nLast line."


def at_work(page: Page, article: Article, *words: str) -> Hand:
    """At the article; with words, they are marked as an assertion."""
    page.goto(f"/articles/{article.pk}/")
    hand = Hand(page)
    if words:
        mark(hand, article, "a", *words)
    return hand


def mark(hand: Hand, article: Article, key: str, *words: str) -> Passage:
    """Select the words, press the key, wait until it is saved."""
    before = set(Passage.objects.values_list("pk", flat=True))
    spans = make.spans_of(article.text, *words)
    hand.select(spans.start, spans.end)
    hand.press(key)
    expect(hand.page.locator(".card.active form[data-field=speaker]")).to_be_visible()
    hand.settled()
    return Passage.objects.exclude(pk__in=before).get()


@pytest.mark.parametrize("words", ["🙂 Yes", "she said", "𝒹enial 👍🏽 came", "Last line"])
def test_offsets_are_right_behind_emoji_and_combining_marks(cast, page_of, words):
    article = make.article(cast.collection, text=TRICKY)
    hand = at_work(page_of(cast.edith), article)
    assert mark(hand, article, "a", words).exact == words
    expect(hand.page.locator(".card.active .words")).to_have_text(words)


def test_offsets_are_right_in_text_that_runs_from_right_to_left(cast, page_of):
    article = make.article(cast.collection, text="قال الوزير 🙂 إنَّ الجسر آمن.\nونفى ذلك.")
    hand = at_work(page_of(cast.edith), article)
    for words in ("إنَّ الجسر آمن", "ونفى"):
        spans = make.spans_of(article.text, words)
        hand.select_exactly(spans.start, spans.end)
        hand.press("a")
        expect(hand.page.locator(".card.active .words")).to_have_text(words)
    hand.settled()
    assert [passage.exact for passage in Passage.objects.in_order()] == ["إنَّ الجسر آمن", "ونفى"]


def test_a_selection_that_crosses_blocks_works_and_its_ends_are_trimmed(cast, page_of):
    article = make.article(cast.collection, text=TRICKY)
    hand = at_work(page_of(cast.edith), article)
    start, end = TRICKY.index(" she said"), TRICKY.index(" 👍🏽")
    hand.select_exactly(start, end + 1)
    hand.press("r")
    hand.settled()
    passage = Passage.objects.get()
    assert passage.exact == TRICKY[start:end].strip() and "\n\n" in passage.exact
    shown = hand.page.locator("mark.refutation").all_text_contents()
    assert "".join(shown) == passage.exact


def test_selecting_over_existing_marks_nests_them(cast, page_of):
    hand = at_work(page_of(cast.edith), cast.article, "safe")
    outer = mark(hand, cast.article, "r", "the bridge was “safe” until May")
    assert Passage.objects.get(exact="safe").within == outer
    expect(hand.page.locator("mark.assertion.in-refutation")).to_have_text("safe")


def test_q_with_nothing_selected_takes_the_quotation_under_the_pointer(cast, page_of):
    hand = at_work(page_of(cast.edith), cast.article)
    box = hand.page.evaluate(
        "(at) => import('/static/js/offsets.js').then(({ rangeOf }) => {"
        "const r = rangeOf(document.getElementById('text'), at, at + 1).getBoundingClientRect();"
        "return [r.x + 2, r.y + 5] })",
        cast.article.text.index("police"),
    )
    hand.page.mouse.move(*box)
    hand.press("q")
    expect(hand.page.locator(".card.active .words")).to_have_text("“not even the police.”")
    hand.settled()
    assert Passage.objects.get().mark == "quote"


def test_a_fragment_is_added_and_cue_and_source_are_set_by_key(cast, page_of):
    hand = at_work(page_of(cast.edith), cast.article)
    passage = mark(hand, cast.article, "q", "“Nobody told us,”")
    for words, key in (("“not even the police.”", "f"), ("she", "s"), ("said", "c")):
        spans = make.spans_of(cast.article.text, words)
        hand.select(spans.start, spans.end)
        hand.press(key)
        hand.settled()
    passage.refresh_from_db()
    assert passage.exact == "“Nobody told us,” … “not even the police.”" and passage.form == "direct"
    assert (passage.source_text, passage.cue_text) == ("she", "said")


def test_the_keyboard_alone_fills_a_card(cast, page_of):
    make.actor("Ruritania", "state", aliases=["the Grand Duchy"])
    claim = make.claim(cast.collection, "The bridge was safe until May.")
    hand = at_work(page_of(cast.edith), cast.article)
    passage = mark(hand, cast.article, "a", "the bridge was “safe” until May")
    page = hand.page
    # The guess stands beside the field that has the focus; one key takes it, and the next field has the focus.
    expect(page.locator("form[data-field=speaker] .pill.guess")).to_contain_text("Ruritania")
    hand.press("Enter")
    expect(page.locator("form[data-field=claim] input[role=combobox]")).to_be_focused()
    # A digit picks from the list.
    expect(page.locator("form[data-field=claim] [role=option]").first).to_contain_text(claim.statement)
    hand.press("1")
    expect(page.locator(".card.active .lack")).to_have_count(0)
    hand.settled()
    assert passage.attributions.get().actor.name == "Ruritania" and passage.statements.get().claim == claim
    # An alias finds the actor too; what nobody knows is entered as new, without leaving the keyboard.
    hand.press("v")
    hand.type("grand duc")
    expect(page.locator("form[data-field=via] [role=option]").first).to_contain_text("Ruritania")
    hand.press("Escape")
    hand.type("The Daily Bridge")
    expect(page.locator("form[data-field=via] [role=option].new").first).to_be_visible()
    hand.press("Shift+Enter")
    expect(page.locator("form[data-field=via] .pill:not(.guess)")).to_contain_text("The Daily Bridge")
    hand.settled()
    assert Actor.objects.get(name="The Daily Bridge").created_by == cast.edith


def test_typing_faster_than_the_list_comes_still_means_what_was_typed(cast, page_of):
    russia = make.actor("Russia", "state", aliases=["the Kremlin"])
    make.passage(cast.article, "safe", by=cast.edith, speakers=[make.actor("United States", "state")])
    hand = at_work(page_of(cast.edith), cast.article)
    passage = mark(hand, cast.article, "a", "the plan was known")
    hand.type("Kremlin")
    hand.press("Enter")
    hand.type("82 people knew of the plan.")
    hand.press("Enter")
    expect(hand.page.locator("form[data-field=claim] .pill:not(.guess)")).to_contain_text("82 people knew")
    hand.settled()
    assert passage.attributions.get().actor == russia
    assert passage.statements.get().claim.statement == "82 people knew of the plan."


def test_what_is_typed_before_the_card_is_there_goes_into_its_first_field(cast, page_of):
    hand = at_work(page_of(cast.edith), cast.article)
    spans = make.spans_of(cast.article.text, "the plan")
    hand.page.route("**/passages/", lambda route: (hand.page.wait_for_timeout(400), route.continue_()))
    hand.select(spans.start, spans.end)
    hand.press("a")
    hand.type("Jekyll")
    field = hand.page.locator(".card.active form[data-field=speaker] input[role=combobox]")
    expect(field).to_have_value("Jekyll")
    expect(field).to_be_focused()
    assert Passage.objects.count() == 1


def test_enter_after_enter_takes_each_guess_once(cast, page_of):
    make.actor("Ruritania", "state")
    hand = at_work(page_of(cast.edith), cast.article)
    passage = mark(hand, cast.article, "a", "the bridge was “safe” until May")
    expect(hand.page.locator("form[data-field=speaker] .pill.guess")).to_be_visible()
    hand.press("Enter", "Enter")
    expect(hand.page.locator(".card.active .lack")).to_have_count(0)
    hand.settled()
    assert passage.attributions.get().actor.name == "Ruritania"
    assert passage.statements.get().claim.statement == "The bridge was “safe” until May."
    passage.refresh_from_db()
    assert passage.version == 3


def test_the_gaps_of_a_drafted_claim_are_filled_one_by_one(cast, page_of):
    article = make.article(cast.collection, text="The spokesman said that he would see them.")
    hand = at_work(page_of(cast.edith), article)
    passage = mark(hand, article, "a", "he would see them")
    hand.press("Escape", "c", "Enter")
    hand.type("The spokesman")
    hand.press("Enter")
    hand.type("the miners")
    hand.press("Enter")
    expect(hand.page.locator("form[data-field=claim] .pill:not(.guess)")).to_contain_text(
        "The spokesman would see the miners."
    )
    hand.settled()
    assert passage.statements.get().claim.statement == "The spokesman would see the miners."


def test_a_refused_mark_says_why_and_what_was_refused_stands_there_again(cast, page_of):
    hand = at_work(page_of(cast.edith), cast.article)
    start = cast.article.text.index(" the plan")
    hand.select_exactly(start, start + 1)
    hand.press("a")
    expect(hand.page.locator("#messages")).to_contain_text("Nothing is selected")
    passage = mark(hand, cast.article, "a", "the plan")
    hand.type("Bob; and Carol")
    hand.press("Shift+Enter")
    expect(hand.page.locator(".card.active [role=alert]")).to_contain_text("semicolon")
    expect(hand.page.locator("form[data-field=speaker] input[role=combobox]")).to_have_value("Bob; and Carol")
    assert not passage.attributions.exists()
    page_of.expect_status(422)


def test_the_selection_survives_the_answer_to_the_mark_before(cast, page_of):
    hand = at_work(page_of(cast.edith), cast.article)
    first, second = (make.spans_of(cast.article.text, words) for words in ("the plan", "Nobody told us"))
    hand.page.route("**/passages/", lambda route: (hand.page.wait_for_timeout(500), route.continue_()), times=1)
    hand.select(first.start, first.end)
    hand.press("a")
    hand.select(second.start, second.end)
    expect(hand.page.locator("#cards > .card")).to_have_count(1)
    hand.press("q")
    hand.settled()
    assert [passage.exact for passage in Passage.objects.in_order()] == ["the plan", "Nobody told us"]


def test_guidelines_and_keys_are_one_key_away(cast, page_of):
    page = page_of(cast.edith)
    page.goto(f"/articles/{cast.article.pk}/")
    page.keyboard.press("g")
    expect(page.locator("#guidelines")).to_contain_text("need not disprove")
    page.keyboard.press("Escape")
    expect(page.locator("#guidelines")).not_to_be_visible()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_contain_text("accept the guess")


def test_another_mark_asks_what_becomes_of_the_denials(cast, page_of):
    claim = make.claim(cast.collection, "The plan was known.")
    passage = make.passage(cast.article, "denied", by=cast.edith, mark="refutation", denies=[claim])
    page = page_of(cast.edith)
    page.goto(f"/articles/{cast.article.pk}/?passage={passage.pk}")
    page.get_by_role("button", name="assertion").click()
    page.get_by_role("button", name="It states that instead").click()
    page_of.expect_status(422)
    expect(page.locator("mark.assertion")).to_have_text("denied")
    expect(page.locator(".card.active form[data-field=claim] .pill")).to_contain_text(claim.statement)


def test_withdraw_and_restore(cast, page_of):
    hand = at_work(page_of(cast.edith), cast.article, "the plan")
    page = hand.page
    page.get_by_role("button", name="Withdraw").click()
    expect(page.locator("mark")).to_have_count(0)
    expect(page.locator("#cards > .card")).to_have_count(0)
    page.get_by_text("Withdrawn by me").click()
    page.get_by_role("button", name="Restore").click()
    expect(page.locator("mark")).to_have_text("the plan")
    expect(page.locator("#cards > .card")).to_have_count(1)


def test_text_and_cards_lead_to_each_other(cast, page_of):
    inner = make.passage(cast.article, "safe", by=cast.edith)
    outer = make.passage(cast.article, "the bridge was “safe” until May", by=cast.edith)
    page = page_of(cast.edith)
    page.goto(f"/articles/{cast.article.pk}/")
    page.get_by_text("safe", exact=True).first.click()
    expect(page.locator(".card.active")).to_have_id(f"card-{inner.pk}")
    page.locator("mark.open").click()
    expect(page.locator(".card.active")).to_have_id(f"card-{outer.pk}")
    page.locator("#text").focus()
    page.keyboard.press("j")
    expect(page.locator(".card.active")).to_have_id(f"card-{inner.pk}")
    page.keyboard.press("k")
    expect(page.locator("mark.open").first).to_contain_text("the bridge")


def test_hand_in_is_refused_with_links_to_what_is_incomplete(cast, page_of):
    passage = make.passage(cast.article, "the plan", by=cast.edith)
    page = page_of(cast.edith)
    page.goto(f"/articles/{cast.article.pk}/")
    page.keyboard.press("h")
    expect(page.get_by_role("alert").first).to_contain_text("Not handed in")
    page.get_by_role("alert").get_by_role("link", name="the plan").click()
    expect(page.locator(".card.active")).to_have_id(f"card-{passage.pk}")
    assert not Assignment.objects.waiting().exists()
    page_of.expect_status(422)


def test_a_mark_survives_a_server_that_is_gone(cast, page_of):
    hand = at_work(page_of(cast.edith), cast.article)
    page = hand.page
    page.route("**/passages/", lambda route: route.abort())
    spans = make.spans_of(cast.article.text, "the plan")
    hand.select(spans.start, spans.end)
    hand.press("a")
    expect(page.locator("#saving")).to_contain_text("not saved yet")
    assert not Passage.objects.exists()
    page.unroute("**/passages/")
    expect(page.locator(".card.active .words")).to_have_text("the plan", timeout=15000)
    hand.settled()
    assert Passage.objects.count() == 1
    page_of.problems.clear()


def test_what_was_not_saved_arrives_after_a_reload(cast, page_of):
    hand = at_work(page_of(cast.edith), cast.article)
    page = hand.page
    page.route("**/passages/", lambda route: route.abort())
    spans = make.spans_of(cast.article.text, "the plan")
    hand.select(spans.start, spans.end)
    hand.press("a")
    expect(page.locator("#saving")).to_contain_text("not saved yet")
    page.unroute("**/passages/")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.locator("#cards > .card")).to_have_count(1)
    assert Passage.objects.get().exact == "the plan"
    page_of.problems.clear()


def test_a_mark_made_after_the_session_ended_arrives_once_signed_in_again(cast, page_of):
    hand = at_work(page_of(cast.edith), cast.article)
    page = hand.page
    page.context.clear_cookies()
    spans = make.spans_of(cast.article.text, "the plan")
    hand.select(spans.start, spans.end)
    hand.press("a")
    expect(page.locator("#saving")).to_contain_text("signed out")
    page_of.expect_status(401)
    tab = page.context.new_page()
    tab.goto("/login/")
    tab.fill("[name=username]", "edith")
    tab.fill("[name=password]", "edithedith")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/")
    expect(page.locator(".card.active .words")).to_have_text("the plan", timeout=15000)
    hand.settled()
    assert Passage.objects.get().exact == "the plan"
    page_of.problems[:] = [problem for problem in page_of.problems if "status of 40" not in problem]


def test_the_later_of_two_tabs_is_told_and_sees_the_fresh_card(cast, page_of):
    passage = make.passage(cast.article, "the plan", by=cast.edith)
    page = page_of(cast.edith)
    page.goto(f"/articles/{cast.article.pk}/?passage={passage.pk}")
    passage.set_note(note="from the other tab", by=cast.edith, version=1, action=make.uuid7())
    page.locator(".card.active textarea[name=note]").fill("from this tab")
    page.locator("#text").focus()
    expect(page.locator(".card.active [role=alert]")).to_contain_text("changed meanwhile")
    passage.refresh_from_db()
    assert passage.note == "from the other tab"
    page_of.expect_status(409)


def test_letters_are_no_keys_while_a_field_has_the_focus_or_a_modifier_is_down(cast, page_of):
    hand = at_work(page_of(cast.edith), cast.article, "the plan")
    spans = make.spans_of(cast.article.text, "safe")
    hand.page.locator(".card.active textarea[name=note]").fill("a r q")
    hand.page.locator("#text").focus()
    hand.settled()
    hand.select(spans.start, spans.end)
    hand.press("Control+a", "Alt+r")
    hand.settled()
    assert Passage.objects.count() == 1


def test_the_reviewer_steps_through_with_the_keyboard(cast, page_of):
    for words in ("the plan", "safe", "a lie"):
        make.passage(
            cast.article,
            words,
            by=cast.edith,
            speakers=[make.actor("Minister")],
            states=[make.claim(cast.collection, f"It: {words}.")],
        )
    assignment = Assignment.objects.get()
    assignment.hand_in(by=cast.edith)
    page = page_of(cast.rita)
    page.goto("/review/")
    page.get_by_role("link", name=cast.article.title).click()
    expect(page.locator(".card.active .words")).to_have_text("the plan")
    page.keyboard.press("y")
    expect(page.locator(".card.active .words")).to_have_text("safe")
    page.keyboard.press("b")
    page.keyboard.type("Whose word is it?")
    page.get_by_role("button", name="Return", exact=True).click()
    expect(page.locator(".card.active .words")).to_have_text("a lie")
    page.keyboard.press("y")
    expect(page.locator(".card[data-status=approved]")).to_have_count(2)
    assert Passage.objects.get(status="returned").review_note == "Whose word is it?"


def test_a_card_opened_before_its_turn_keeps_its_place_in_order(cast, page_of, monkeypatch):
    monkeypatch.setattr("annotate.views.workbench.CARDS_AT_ONCE", 3)
    starts = range(0, 40, 5)
    passages = [make.passage(cast.article, cast.article.text[start : start + 4], by=cast.edith) for start in starts]
    page = page_of(cast.edith, viewport={"width": 1280, "height": 400})
    page.goto(f"/articles/{cast.article.pk}/")
    page.locator(f"mark[data-passages='{passages[6].pk}']").click()
    expect(page.locator(".card.active")).to_have_id(f"card-{passages[6].pk}")
    for count in (7, 8):
        # The column is scrolled to its end, where the next cards are asked for.
        page.evaluate("document.getElementById('cards').scrollTo(0, 1e6); window.scrollTo(0, 1e6)")
        page.wait_for_function("(count) => document.querySelectorAll('#cards > .card').length >= count", arg=count)
    expect(page.locator(".more")).to_have_count(0)
    shown = page.locator("#cards > .card").evaluate_all("cards => cards.map((card) => card.dataset.passage)")
    assert shown == [str(passage.pk) for passage in passages]


def test_on_a_phone_the_open_card_lies_below_the_text(cast, page_of):
    passage = make.passage(cast.article, "the plan", by=cast.edith)
    page = page_of(cast.edith, viewport={"width": 390, "height": 844}, has_touch=True)
    page.goto(f"/articles/{cast.article.pk}/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("mark").click()
    card = page.locator(f"#card-{passage.pk}.active")
    expect(card).to_be_visible()
    assert card.bounding_box()["y"] > 844 / 3
    page.get_by_role("link", name="Back to the text").last.click()
    expect(card).not_to_be_visible()


def test_without_javascript_the_fields_of_a_card_still_work(cast, page_of):
    passage = make.passage(cast.article, "the plan", by=cast.edith)
    page = page_of(cast.edith, java_script_enabled=False)
    page.goto(f"/articles/{cast.article.pk}/?passage={passage.pk}")
    page.locator("form[data-field=speaker] input[name=name]").fill("The Minister")
    page.locator("form[data-field=speaker] input[name=name]").press("Enter")
    expect(page.locator(".card.active form[data-field=speaker] .pill").first).to_contain_text("The Minister")


def test_the_page_with_twelve_passages_is_small(cast, page_of):
    for number in range(12):
        make.passage(cast.article, cast.article.text[number * 5 : number * 5 + 12], by=cast.edith)
    page = page_of(cast.edith)
    answers = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 — Playwright marks the function
    page.goto(f"/articles/{cast.article.pk}/", wait_until="networkidle")
    size = sum(len(gzip.compress(answer.body())) for answer in answers)
    assert len(answers) <= 14, [answer.url for answer in answers]
    assert size <= 150_000, size
