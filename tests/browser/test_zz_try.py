import pytest
from tests.browser.test_main_job import *
@pytest.mark.django_db(transaction=True)
def test_try(page_of, db):
    from django.core.management import call_command
    call_command("load_actors")
    manager, editor, reviewer = make.user("mona"), make.user("edith"), make.user("rita")
    collection = make.collection("kursk", by=manager)
    collection.admit(user=editor, role=Role.EDITOR, by=manager)
    collection.admit(user=reviewer, role=Role.REVIEWER, by=manager)
    a = make.article(collection, text=(KURSK/"article.txt").read_text())
    page = page_of(editor)
    page.goto(f"/articles/{a.pk}/")
    page.screenshot(path="/tmp/lead/a.png")
    hand = Hand(page)
    try:
        for row in rows():
            mark_one(hand, row)
    finally:
        page.screenshot(path="/tmp/lead/b.png")
    print(hand.selections, hand.keys)
    hand.press("h")
    expect(page.get_by_text("Handed in with 15 passages.")).to_be_visible()
    page.screenshot(path="/tmp/lead/c.png", full_page=True)
    review_all(page_of(reviewer))
