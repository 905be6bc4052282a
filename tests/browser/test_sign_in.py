"""Signing in and out in a real browser: passkeys, codes, and nothing left behind."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from claims.models import Passage
from tests import make
from tests.annotate.totp import code
from tests.browser.conftest import CHROMIUM, FLAGS, PATIENCE
from tests.browser.hand import at_work

pytestmark = pytest.mark.django_db(transaction=True)


def enter(page: Page, username: str, address: str = "/login/") -> None:
    """By name and password."""
    page.goto(address)
    page.get_by_label("User name").fill(username)
    page.get_by_label("Password").fill(username * 2)
    page.get_by_role("button", name="Sign in", exact=True).click()


def leave(page: Page) -> None:
    """By the menu."""
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="Log out").click()


def with_authenticator(page: Page) -> Page:
    """The page of a browser whose machine keeps passkeys and asks for a finger."""
    protocol = page.context.new_cdp_session(page)
    protocol.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    protocol.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return page


def unsent(hand, article, *words: str) -> None:
    """Marks that cannot be saved, since the server cannot be reached for them."""
    hand.page.route("**/passages/", lambda route: route.abort())
    for each in words:
        spans = make.spans_of(article.text, each)
        hand.select(spans.start, spans.end)
        hand.press("a")
    expect(hand.page.locator("#saving")).to_contain_text(f"{len(words)} not saved yet")


# -- Out ----------------------------------------------------------------------------------------------


@pytest.fixture
def page_with_bfcache(browser, live_server):
    """A page of a browser that keeps pages alive for Back, as people's browsers do; Playwright's default does not."""
    own = browser.browser_type.launch(
        executable_path=CHROMIUM, args=FLAGS, ignore_default_args=["--disable-back-forward-cache"]
    )
    context = own.new_context(base_url=live_server.url)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    own.close()


def test_back_after_the_sign_out_shows_nothing_of_the_article(cast, page_with_bfcache):
    page = page_with_bfcache
    enter(page, "edith")
    page.goto(f"/articles/{cast.article.pk}/")
    expect(page.locator("#text")).to_contain_text("Nobody told us")
    page.goto("/actors/")
    leave(page)
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    for _ in range(2):
        page.go_back()
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        expect(page.locator("body")).not_to_contain_text("Nobody told us")


def test_a_page_kept_alive_for_back_is_asked_for_anew(cast, page_with_bfcache):
    page = page_with_bfcache
    enter(page, "edith")
    page.goto("/collections/")
    page.evaluate("window.kept = true")
    page.goto("/actors/")
    # In another tab, where no page here hears of it.
    Session.objects.all().delete()
    page.go_back()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_marks_that_are_not_saved_are_told_of_and_kept_unless_one_says_otherwise(cast, page_of):
    hand = at_work(page_of(cast.edith), cast.article)
    page = hand.page
    unsent(hand, cast.article, "the plan", "Nobody told us")
    leave(page)
    dialog = page.get_by_role("dialog", name="Sign out?")
    expect(dialog).to_contain_text("2 marks are not saved yet")
    dialog.get_by_role("button", name="Stay signed in").click()
    expect(page.locator("#saving")).to_contain_text("2 not saved yet")
    # From any other page it is said too.
    page.on("dialog", lambda each: each.accept())
    page.goto("/actors/")
    leave(page)
    expect(dialog).to_contain_text("2 marks are not saved yet")
    dialog.get_by_role("button", name="Sign out and lose them").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert page.evaluate("localStorage.length") == 0
    assert not Passage.objects.exists()
    page_of.problems.clear()


def test_signing_out_of_the_workbench_asks_once_and_removes_what_was_kept(cast, page_of):
    hand = at_work(page_of(cast.edith), cast.article)
    page = hand.page
    unsent(hand, cast.article, "the plan")
    leave(page)
    asked = []
    page.on("dialog", lambda each: (asked.append(each.type), each.accept()))
    dialog = page.get_by_role("dialog", name="Sign out?")
    expect(dialog).to_contain_text("1 mark is not saved yet")
    dialog.get_by_role("button", name="Sign out and lose them").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert asked == []
    assert page.evaluate("localStorage.length") == 0
    page_of.problems.clear()


def test_marks_of_somebody_else_in_this_browser_wait_on(cast, page_of):
    page = page_of(cast.edith)
    page.goto("/actors/")
    theirs = f"gainsay-{cast.egon.pk}-{cast.article.pk}-x"
    page.evaluate("key => localStorage.setItem(key, '[{}]')", theirs)
    leave(page)
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage)") == [theirs]


# -- In -----------------------------------------------------------------------------------------------


def test_a_passkey_is_added_and_signs_in_alone(cast, page_of):
    page = with_authenticator(page_of(cast.edith))
    page.goto("/account/passkeys/add/")
    page.get_by_label("Password").fill("edithedith")
    page.get_by_role("button", name="Go on").click()
    page.locator("[name=name]").fill("My laptop")
    page.get_by_label("Sign in with it alone").check()
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.get_by_role("link", name="I have kept them").click()
    expect(page.locator(".passkeys")).to_contain_text("My laptop signs in alone")
    leave(page)
    page.goto("/login/?next=/actors/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="Actors")).to_be_visible()


def test_a_passkey_is_the_second_factor_and_confirms_who_is_there(cast, page_of):
    page = with_authenticator(page_of(cast.edith))
    page.goto("/account/passkeys/add/")
    page.get_by_label("Password").fill("edithedith")
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("link", name="I have kept them").click()
    leave(page)
    enter(page, "edith", "/login/?next=/actors/")
    expect(page.get_by_role("heading", name="Second factor")).to_be_visible()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="Actors")).to_be_visible()
    page.goto("/account/confirm/passkey/")
    page.get_by_role("button", name="Use the passkey").click()
    expect(page.get_by_role("heading", name="Confirm that it is you")).to_have_count(0)


def test_a_browser_without_an_answer_from_a_passkey_says_so(cast, page_of):
    page = page_of(cast.edith)
    protocol = page.context.new_cdp_session(page)
    protocol.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasUserVerification": True, "isUserVerified": False}
    protocol.send("WebAuthn.addVirtualAuthenticator", {"options": options | {"hasResidentKey": True}})
    page.context.clear_cookies()
    page.goto("/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("The passkey did not answer")).to_be_visible()


def test_who_has_a_second_factor_signs_in_again_in_place(cast, page_of):
    page = page_of(cast.edith)
    page.goto("/account/app/")
    page.get_by_label("Password").fill("edithedith")
    page.get_by_role("button", name="Go on").click()
    secret = page.locator("#key").input_value()
    page.get_by_label("Authenticator code").fill(code(secret, steps=-1))
    page.get_by_role("button", name="Set it up").click()
    expect(page.locator(".codes li")).to_have_count(10)
    assert Authenticator.objects.filter(user=cast.edith, type="totp").exists()
    hand = at_work(page, cast.article)
    Session.objects.all().delete()
    spans = make.spans_of(cast.article.text, "the plan")
    hand.select(spans.start, spans.end)
    hand.press("a")
    dialog = page.get_by_role("dialog", name="Sign in again")
    dialog.get_by_label("Password").fill("edithedith")
    dialog.get_by_role("button", name="Sign in").click()
    dialog.get_by_label("Code").fill(code(secret))
    dialog.get_by_role("button", name="Sign in").click()
    expect(page.locator(".card.active .words")).to_have_text("the plan")
    hand.settled()
    assert Passage.objects.get().exact == "the plan"
    page_of.problems[:] = [each for each in page_of.problems if not re.search("status of 40[13]", each)]
