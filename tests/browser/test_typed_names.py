"""Names and claims typed into the fields of a card, however fast: Enter takes what is meant, or the list waits."""

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from claims.models import Actor, Claim, Passage
from tests import make
from tests.browser.hand import Hand, at_work, mark

pytestmark = pytest.mark.django_db(transaction=True)
SIZES = [(1280, 800), (390, 844)]
sizes = pytest.mark.parametrize(("width", "height"), SIZES)


def field(page, name="speaker"):
    return page.locator(f".card.active form[data-field={name}] input[role=combobox]")


def pill(page, name="speaker"):
    return page.locator(f".card.active form[data-field={name}] .pill:not(.guess)")


def options(page, name="speaker"):
    return page.locator(f".card.active form[data-field={name}] [role=option]")


def speaking(cast, page_of, width, height, *, words="the plan was known") -> tuple[Hand, Passage]:
    """Edith at a fresh assertion, with the cursor in the field of its speaker."""
    hand = at_work(page_of(cast.edith, viewport={"width": width, "height": height}), cast.article)
    passage = mark(hand, cast.article, "a", words)
    field(hand.page).focus()
    return hand, passage


@pytest.fixture
def norland(cast):
    """A state by its short name, and others whose names hold that."""
    make.actor("General Office of Norland", "organisation")
    make.actor("Emnor", "person")
    return make.actor("Norland", "state", aliases=["NO", "Greenhall"])


@sizes
@pytest.mark.parametrize("words", ["no", "NORLAND", "greenhall", "the Norland"])
def test_a_whole_name_and_enter_take_its_actor_unseen(cast, norland, page_of, words, width, height):
    hand, passage = speaking(cast, page_of, width, height)
    hand.type(words)
    hand.press("Enter")
    expect(pill(hand.page)).to_contain_text("Norland")
    hand.settled()
    assert passage.attributions.get().actor == norland


@sizes
def test_a_part_of_a_name_and_enter_take_nobody_before_the_list_is_seen(cast, norland, page_of, width, height):
    hand, passage = speaking(cast, page_of, width, height)
    hand.type("Gener")
    hand.press("Enter")
    expect(options(hand.page).first).to_contain_text("General Office of Norland")
    expect(field(hand.page)).to_have_value("Gener")
    expect(field(hand.page)).to_be_focused()
    expect(hand.page.locator(".combobox.waits .unentered")).to_be_visible()
    hand.settled()
    assert not passage.attributions.exists()
    # Seen, it is taken.
    expect(options(hand.page).first).to_have_attribute("aria-selected", "true")
    hand.press("Enter")
    expect(pill(hand.page)).to_contain_text("General Office of Norland")
    hand.settled()
    assert passage.attributions.get().actor.name == "General Office of Norland"


def test_a_new_name_is_entered_only_from_a_list_that_was_seen(cast, page_of):
    hand, passage = speaking(cast, page_of, 1280, 800)
    hand.type("Jekyll")
    hand.press("Enter")
    expect(options(hand.page).first).to_contain_text("Jekyll")
    hand.settled()
    assert not Actor.objects.filter(name="Jekyll").exists()
    expect(options(hand.page).first).to_have_attribute("aria-selected", "true")
    hand.press("Enter")
    expect(pill(hand.page)).to_contain_text("Jekyll")
    hand.settled()
    assert passage.attributions.get().actor.name == "Jekyll"


@sizes
def test_where_two_share_an_alias_the_list_waits_until_one_is_chosen(cast, page_of, width, height):
    make.actor("Vostok Agency", "media", aliases=["Vostok"])
    ship = make.actor("Vostok of Odense", "organisation", aliases=["Vostok"])
    hand, passage = speaking(cast, page_of, width, height)
    hand.type("vostok")
    hand.press("Enter")
    expect(options(hand.page).nth(1)).to_contain_text("Vostok of Odense")
    hand.page.wait_for_timeout(400)
    hand.press("Enter", "Enter")
    hand.settled()
    assert not passage.attributions.exists()
    expect(field(hand.page)).to_have_value("vostok")
    hand.press("ArrowDown", "ArrowDown", "Enter")
    expect(pill(hand.page)).to_contain_text("Vostok of Odense")
    hand.settled()
    assert passage.attributions.get().actor == ship


@sizes
def test_a_claim_is_linked_only_by_all_of_its_words(cast, page_of, width, height):
    make.claim(cast.collection, "There was no raid on the mill at night")
    short = make.claim(cast.collection, "There was no raid")
    hand, passage = speaking(cast, page_of, width, height)
    field(hand.page, "claim").focus()
    hand.type("there was no raid on")
    hand.press("Enter")
    expect(options(hand.page, "claim").first).to_contain_text("at night")
    expect(field(hand.page, "claim")).to_have_value("there was no raid on")
    hand.press("Escape")
    hand.type("There was no raid")
    hand.press("Enter")
    expect(pill(hand.page, "claim")).to_have_count(1)
    hand.settled()
    assert passage.statements.get().claim == short and Claim.objects.count() == 2


def test_words_that_come_back_leave_alone_what_is_typed_by_then(cast, norland, page_of):
    hand, passage = speaking(cast, page_of, 1280, 800)
    hand.page.route("**/suggest/speakers/?q=Gen*", lambda route: (hand.page.wait_for_timeout(500), route.continue_()))
    hand.type("Gen")
    hand.press("Enter")
    hand.type("The mill stood empty.")
    expect(field(hand.page)).to_have_value("Gen")
    expect(field(hand.page, "claim")).to_have_value("The mill stood empty.")
    expect(field(hand.page, "claim")).to_be_focused()
    expect(hand.page.locator("form[data-field=speaker] .unentered")).to_be_visible()
    hand.press("Enter")
    expect(pill(hand.page, "claim")).to_contain_text("The mill stood empty.")
    hand.settled()
    assert not passage.attributions.exists()
    # Else the last request, which is held back, ends after the page.
    hand.page.unroute_all(behavior="wait")


@sizes
def test_tab_enters_a_whole_name_and_marks_a_part_as_not_entered(cast, norland, page_of, width, height):
    hand, passage = speaking(cast, page_of, width, height)
    hand.type("Nor")
    hand.press("Tab")
    expect(field(hand.page)).to_have_value("Nor")
    expect(hand.page.locator("form[data-field=speaker] .unentered")).to_contain_text("Not entered yet")
    hand.settled()
    assert not passage.attributions.exists()
    field(hand.page).focus()
    hand.press("Escape")
    hand.type("Norland")
    hand.press("Tab")
    expect(pill(hand.page)).to_contain_text("Norland")
    hand.settled()
    assert passage.attributions.get().actor == norland


@sizes
def test_tab_goes_past_the_open_list_to_the_next_field(cast, page_of, width, height):
    for number in range(30):
        make.actor(f"Oasa of Port {number}", "organisation")
    hand, _ = speaking(cast, page_of, width, height)
    hand.type("Oas")
    expect(options(hand.page).nth(5)).to_be_visible()
    hand.press("Tab")
    expect(field(hand.page, "via")).to_be_focused()
    hand.press("Shift+Tab")
    expect(field(hand.page)).to_be_focused()


@sizes
def test_of_a_refused_guess_nothing_is_stored(cast, page_of, width, height):
    make.actor("Ruritania", "state")
    other = make.actor("Norland", "state")
    hand, passage = speaking(cast, page_of, width, height, words="the bridge was “safe” until May")
    expect(hand.page.locator("form[data-field=speaker] .pill.guess")).to_contain_text("Ruritania")
    hand.press("Backspace")
    hand.type("Norland")
    hand.press("Enter")
    expect(pill(hand.page)).to_contain_text("Norland")
    hand.settled()
    passage.refresh_from_db()
    assert passage.attributions.get().actor == other
    assert (passage.cue_text, passage.source_text) == ("", "")


def test_after_refusing_the_list_below_an_empty_field_offers_nothing_of_the_guess(cast, page_of):
    make.actor("Ruritania", "state")
    hand, passage = speaking(cast, page_of, 1280, 800, words="the bridge was “safe” until May")
    hand.press("Backspace")
    expect(hand.page.locator("form[data-field=speaker] .pill.guess")).to_have_count(0)
    expect(options(hand.page).first).to_contain_text("Ruritania")
    expect(hand.page.locator(".card.active [data-send-cue]")).to_have_count(0)
    hand.press("1")
    expect(pill(hand.page)).to_contain_text("Ruritania")
    hand.settled()
    passage.refresh_from_db()
    assert (passage.cue_text, passage.source_text) == ("", "")


def test_every_third_name_of_the_seed_typed_and_entered_is_its_actor(cast, page_of):
    call_command("load_actors")
    names = [(name, actor.pk) for actor in Actor.objects.order_by("name") for name in (actor.name, *actor.aliases)]
    hand, _passage = speaking(cast, page_of, 1280, 800)
    picked = hand.page.evaluate(
        """async (names) => {
          const address = document.querySelector("form[data-field=speaker] .combobox").dataset.suggestions;
          const wrong = [];
          for (const [name, number] of names) {
            const answer = await fetch(`${address}?q=${encodeURIComponent(name)}`);
            const page = new DOMParser().parseFromString(`<ul>${await answer.text()}</ul>`, "text/html");
            const exact = [...page.querySelectorAll("[data-fit=exact]")].map((option) => option.dataset.sendActor);
            if (String(exact) !== String(number)) wrong.push([name, exact]);
          }
          return wrong;
        }""",
        names[::3],
    )
    assert picked == [] and len(names) > 700
