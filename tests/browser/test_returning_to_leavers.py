"""A reviewer opens what an editor handed in who left since: nothing to return it with, and the page says what to do."""

import pytest
from playwright.sync_api import expect

from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.member_set import remove_member
from claims.models import Assignment
from tests import make
from tests.browser.hand import seen

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_a_reviewer_is_told_that_the_editor_left_and_approves_it_as_it_stands(cast, page_of, width, height):
    parts = {"speakers": [make.actor("Minister")], "states": [make.claim(cast.collection, "The plan was known.")]}
    passage = make.passage(cast.article, "the plan was known", by=cast.edith, **parts)
    hand_in_reading(Assignment.objects.get(), by=cast.edith)
    remove_member(cast.collection, user=cast.edith)
    rita = page_of(cast.rita, viewport={"width": width, "height": height})
    rita.goto(f"/articles/{cast.article.pk}/?passage={passage.pk}")
    card = rita.locator(".card.active")
    note = card.get_by_text("Edith does not read this article any more, so it is not returned.")
    expect(note).to_be_visible()
    expect(card.get_by_text("Return…")).to_have_count(0)
    assert note.bounding_box()["width"] <= width
    rita.keyboard.press("b")
    expect(card.locator("textarea[name=reason]")).to_have_count(0)
    seen(rita, passage)
    card.get_by_role("button", name="Approve").click()
    expect(rita.get_by_text("everything is decided")).to_be_visible()
