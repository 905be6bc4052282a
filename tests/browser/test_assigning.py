"""A manager assigns many at once and takes it back; an editor is given the next one, and finds what is open."""

import pytest
from playwright.sync_api import expect

from claims.actions.article_archive import archive_article
from claims.actions.collection_edit import edit_collection
from claims.models import Assignment
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)


def test_many_at_once_and_back_and_the_next_one(cast, page_of):
    edit_collection(cast.collection, editors_per_article=1)
    archive_article(cast.article)
    for number in range(5):
        make.article(cast.collection, text=f"Text {number}.", title=f"Title {number}")
    manager = page_of(cast.mona)
    manager.goto("/collections/bridge/")
    manager.get_by_role("link", name="Assign articles").click()
    plan = manager.get_by_role("region", name="What this does")
    expect(plan).to_contain_text("5 articles, 5 assignments:")
    expect(plan).to_contain_text("Edith 3 more, then 3 open")

    # What it would do follows every choice, and nothing is done by choosing.
    manager.get_by_label("Title 1").check()
    expect(plan).to_contain_text("1 article that you ticked, 1 assignment:")
    manager.get_by_label("Title 3").check()
    expect(plan).to_contain_text("2 articles that you ticked, 2 assignments")
    expect(manager.get_by_label("Title 1")).to_be_checked()
    manager.get_by_label("Edith").uncheck()
    expect(plan).to_contain_text("Egon 2 more, then 2 open")
    assert not Assignment.objects.exists()

    plan.get_by_role("button", name="Assign").click()
    expect(manager.locator("#assign-made")).to_contain_text("2 assignments are made: Egon 2.")
    assert Assignment.objects.filter(editor=cast.egon).count() == 2
    manager.get_by_role("button", name="Take these back").click()
    expect(manager.locator("#messages")).to_contain_text("2 assignments are taken back")
    assert not Assignment.objects.exists()

    editor = page_of(cast.edith)
    for title in ("Title 0", "Title 1"):
        editor.goto("/")
        editor.get_by_role("button", name="Take next article").click()
        expect(editor.get_by_role("heading", name=title)).to_be_visible()
    editor.goto("/")
    mine = editor.locator("section", has=editor.get_by_role("heading", name="Your articles"))
    expect(mine.get_by_role("link")).to_have_text(["Title 0", "Title 1"])
    free = editor.locator("section", has=editor.get_by_role("heading", name="Free to take"))
    assert mine.bounding_box()["y"] < free.bounding_box()["y"], "what is open comes before what is free"


def test_progress_is_read_without_colour_and_on_a_phone(cast, page_of):
    make.passage(cast.article, "a lie", by=cast.edith)
    page = page_of(cast.mona, viewport={"width": 390, "height": 800})
    page.goto("/collections/bridge/")
    page.get_by_role("link", name="Progress").click()
    expect(page.get_by_role("img", name="Passages made and approved")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_text("The same as a table").click()
    expect(page.get_by_role("table", name="Passages made and approved a day").get_by_role("row")).to_have_count(29)
    # What is drawn for “in progress” is a pattern, and the pattern is there.
    fill = page.locator(".stack .in_work").first.get_attribute("fill")
    assert fill == "url(#dots)"
    assert page.locator("pattern#dots").count() == 1
