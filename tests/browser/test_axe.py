"""axe (axe-core, by Deque) finds nothing on any page, for any role, in any state: a machine's part of WCAG 2.2 AA.

What no machine sees (what is told aloud, whose words are whose, room for long words) has tests of its own:
test_heard, test_words_kept, test_room.
"""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from claims.actions.comment_create import create_comment
from claims.actions.invitation_create import create_invitation
from claims.actions.password_link_create import create_password_link
from claims.actions.removal_request import request_removal
from claims.actions.security_event_keep import keep
from tests import make
from tests.annotate.totp import code
from tests.browser.hand import Hand
from tests.browser.walk import one_of_everything, pages

pytestmark = pytest.mark.django_db(transaction=True)

WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
    # It would fetch style sheets a second time; ours are all of the page's own address.
    "preload": False,
}


def faults(page: Page, state: str = "") -> list[str]:
    """What axe finds: the rule, the element, and why."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{page.url} {state} {rule['id']}: {node['html'][:300]} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


def forget_refusals(page_of) -> None:
    """A refusal is a page, too; the browser logs its status."""
    page_of.problems[:] = [each for each in page_of.problems if not re.search("status of 4[0-9][0-9]", each)]


@pytest.fixture
def scene(cast):
    return one_of_everything(cast)


@pytest.mark.takes_long
@pytest.mark.parametrize(
    ("person", "viewport", "scheme"),
    [
        ("mona", WIDE, "light"),
        ("rita", PHONE, "dark"),
        ("edith", PHONE, "light"),
        ("ralf", WIDE, "dark"),
        ("otto", WIDE, "light"),
    ],
)
def test_on_every_page_of_a_role(cast, scene, page_of, person, viewport, scheme):
    page = page_of(getattr(cast, person), viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
    found, opened, refused = [], 0, set()
    for address in pages(scene):
        answer = page.goto(address)
        opened += answer.ok
        # One page of each refusal is enough: they are all alike.
        if not answer.ok and answer.status in refused:
            continue
        if not answer.ok:
            refused.add(answer.status)
        found += faults(page)
    forget_refusals(page_of)
    assert "\n".join(found) == ""
    assert opened > 10


@pytest.mark.parametrize(("viewport", "scheme"), [(WIDE, "dark"), (PHONE, "light")])
def test_on_the_pages_of_administrators(cast, scene, page_of, viewport, scheme):
    request_removal(cast.egon)
    keep(event="exported", person=cast.egon, address="2001:db8::7", details={"collection": "bridge", "raw": True})
    ada = make.user("ada", is_superuser=True, is_staff=True)
    page = page_of(ada, viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
    admin = ["/admin/", "/admin/claims/article/", f"/admin/claims/user/{cast.edith.pk}/change/"]
    admin += [f"/admin/claims/passage/{scene['passage_id']}/change/", "/admin/claims/collection/"]
    found = []
    for address in [*pages(scene, staff=True), *admin]:
        assert page.goto(address).ok, address
        # Django's own script names an icon that has no role.
        found += [each for each in faults(page) if "search-label-icon" not in each]
    assert "\n".join(found) == ""


@pytest.mark.parametrize(("viewport", "scheme"), [(WIDE, "light"), (PHONE, "dark")])
def test_on_the_pages_of_who_is_not_signed_in(cast, browser, live_server, viewport, scheme):
    invitation = create_invitation(cast.collection, role="reader", by=cast.mona)
    _link, token = create_password_link(cast.edith, by=cast.mona)
    context = browser.new_context(
        base_url=live_server.url, viewport=viewport, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    found = []
    for address in ("/login/", f"/invitations/{invitation.token}/", f"/password/{token}/", "/password/gone/", "/x/"):
        page.goto(address)
        found += faults(page)
    page.goto("/login/")
    page.get_by_label("User name").fill("edith")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    found += faults(page, "refused")
    context.close()
    assert "\n".join(found) == ""


@pytest.mark.parametrize(("viewport", "scheme"), [(WIDE, "light"), (PHONE, "dark")])
def test_where_nothing_is_yet_and_where_forms_are_refused(cast, page_of, viewport, scheme):
    empty = make.collection("empty", by=cast.mona)
    page = page_of(cast.mona, viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
    found = []
    for part in ("", "members/", "guidelines/", "progress/", "agreement/", "export/", "settings/", "assign/"):
        page.goto(f"/collections/{empty.slug}/{part}")
        found += faults(page)
    for address in ("/claims/?collection=empty", "/claims/?q=nothing", "/search/?q=nothing", "/actors/?q=nobody"):
        page.goto(address)
        found += faults(page)
    # What the browser itself would refuse goes to the server all the same.
    for address in (
        "/collections/new/", f"/collections/{empty.slug}/import/", f"/collections/{empty.slug}/settings/",
        "/actors/new/", "/actors/import/", "/account/", "/account/password/", "/account/passkeys/new/",
    ):  # fmt: skip
        if not page.goto(address).ok:
            continue
        forms = page.locator("main form[method=post]:visible")
        if not forms.count():
            continue
        with page.expect_navigation():
            page.evaluate(
                "() => { const form = document.querySelector('main form[method=post]'); form.noValidate = true;"
                " for (const field of form.querySelectorAll('input:not([type=hidden]), textarea')) field.value = '';"
                " form.requestSubmit(); }"
            )
        found += faults(page, "refused")
    forget_refusals(page_of)
    assert "\n".join(found) == ""


@pytest.mark.parametrize(("viewport", "scheme"), [(WIDE, "light"), (WIDE, "dark"), (PHONE, "light")])
def test_at_the_workbench_in_every_state(cast, page_of, viewport, scheme):
    article = cast.article
    make.actor("Ruritania", "state", aliases=["The Kingdom"])
    claim = make.claim(cast.collection, "The bridge was safe until May.")
    mine = make.passage(
        article, "that the plan was known", by=cast.edith, mark="refutation", speakers=[make.actor("Minister")],
        denies=[claim],
    )  # fmt: skip
    create_comment(passage=mine, by=cast.rita, text="Which plan?")
    page = page_of(cast.edith, viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
    page.goto(f"/articles/{article.pk}/")
    hand = Hand(page)
    found = []

    def look(state: str) -> None:
        found.extend(faults(page, state))

    look("opened")
    for state in _states_of_the_workbench(page, hand, mine):
        look(state)
    forget_refusals(page_of)
    assert "\n".join(found) == ""


def _states_of_the_workbench(page: Page, hand: Hand, mine) -> Iterator[str]:
    """Bring the page into one state after the other."""
    spans = make.spans_of(make.TEXT, "the bridge was “safe” until May")
    hand.select_exactly(spans.start, spans.end)
    yield "toolbar"
    hand.press("a")
    active = page.locator(".card.active")
    expect(active.locator("form[data-field=speaker] input[role=combobox]")).to_be_focused()
    hand.settled()
    yield "card with guesses"
    hand.type("The")
    expect(active.locator("[role=listbox]:visible [role=option]").first).to_be_visible()
    yield "list of a combobox"
    hand.press("Escape", "Escape")
    page.goto(f"/articles/{mine.article_id}/?passage={mine.pk}&comments=open")
    expect(active.locator(".talk textarea")).to_be_visible()
    yield "card with comments"
    page.locator(".card.active a:has-text('History')").click()
    expect(active.locator(".story")).to_be_visible()
    yield "history in the card"
    # Incomplete: refused, with the reasons.
    page.locator("#hand-in button").click()
    expect(page.locator("#strip .notice")).to_be_visible()
    yield "hand-in refused"
    page.locator("#own-withdrawn summary").evaluate("(each) => each.click()")
    page.evaluate("document.getElementById('keys').showModal()")
    yield "list of keys"
    page.evaluate("document.getElementById('keys').close()")
    page.keyboard.press("Escape")
    page.locator("#text").focus()
    page.keyboard.press("g")
    expect(page.locator("#guidelines h2").first).to_be_visible()
    yield "guidelines"
    page.evaluate("document.getElementById('guidelines').close()")
    page.locator("details.menu summary").click()
    yield "menu"
    page.locator("details.menu summary").click()
    page.evaluate("import('/static/js/app.js').then(({ say }) => say('It cannot be.'))")
    expect(page.locator("#messages .message")).to_be_visible()
    yield "message"
    page.evaluate("document.dispatchEvent(new Event('signed-out'))")
    page.evaluate("document.getElementById('unsent').showModal()")
    yield "asked at signing out"


@pytest.mark.parametrize(("viewport", "scheme"), [(WIDE, "dark"), (PHONE, "light")])
def test_where_reviewers_decide(cast, scene, page_of, viewport, scheme):
    page = page_of(cast.rita, viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
    found = []
    page.goto(f"/articles/{cast.article.pk}/?review=1")
    expect(page.locator(".card.active .verdict")).to_be_visible()
    found += faults(page, "verdict")
    page.locator(".card.active .verdict summary").first.click()
    found += faults(page, "reason")
    page.goto(f"/articles/{cast.article.pk}/settle/")
    for details in page.locator("#places details").all():
        details.evaluate("(each) => { each.open = true; }")
    found += faults(page, "all opened")
    page.get_by_role("button", name="Approve the 1 that agrees").click()
    expect(page.locator("#places .said")).to_contain_text("1 passage is approved")
    found += faults(page, "decided")
    for address in (f"/claims/{scene['claim_id']}/", f"/actors/{scene['actor_id']}/"):
        page.goto(address)
        for details in page.locator("main details").all():
            details.evaluate("(each) => { each.open = true; }")
        found += faults(page, "all opened")
    forget_refusals(page_of)
    assert "\n".join(found) == ""


def test_where_a_second_factor_is_set_up_and_asked_for(cast, page_of):
    page = page_of(cast.edith, viewport=PHONE, color_scheme="dark", reduced_motion="reduce")
    found = []
    page.goto("/account/app/")
    page.get_by_label("Password").fill("edithedith")
    page.get_by_role("button", name="Go on").click()
    secret = page.locator("#key").input_value()
    found += faults(page)
    page.get_by_label("Authenticator code").fill(code(secret, steps=-1))
    page.get_by_role("button", name="Set it up").click()
    expect(page.locator(".codes li")).to_have_count(10)
    found += faults(page)
    for address in ("/account/security/", "/account/app/off/", "/account/codes/new/", "/account/passkeys/new/"):
        page.goto(address)
        found += faults(page)
    page.context.clear_cookies()
    page.goto("/login/")
    page.get_by_label("User name").fill("edith")
    page.get_by_label("Password").fill("edithedith")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Second factor")).to_be_visible()
    found += faults(page)
    forget_refusals(page_of)
    assert "\n".join(found) == ""
