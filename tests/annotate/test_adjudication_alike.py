"""Claims of the same words where two readings are settled: they agree, and it says that they are made one."""

import pytest

from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.claim_create import get_or_create_claim
from claims.actions.collection_edit import edit_collection
from claims.models import Assignment, Claim, Passage
from tests import make
from tests.page import plain_page

HX = {"HX-Request": "true"}


@pytest.fixture
def rita(cast, as_user):
    return as_user(cast.rita)


def read_alike(cast, *words):
    """Edith and Egon read the same blind: one passage for each of these, each with a claim worded by its editor."""
    edit_collection(cast.collection, blind=True)
    cast.article.collection.refresh_from_db()
    minister = make.actor("Minister")
    for editor in (cast.edith, cast.egon):
        for each in words:
            claim = get_or_create_claim(collection=cast.collection, statement=f"About {each}.", by=editor)
            make.passage(cast.article, each, by=editor, speakers=[minister], states=[claim])
    for editor in (cast.edith, cast.egon):
        hand_in_reading(Assignment.objects.get(article=cast.article, editor=editor), by=editor)


def page_of(response):
    return " ".join(plain_page(response).split())


def pair_of(cast, words):
    found = [Passage.objects.get(editor=editor, exact=words) for editor in (cast.edith, cast.egon)]
    return " ".join(f"{each.pk}:{each.version}" for each in found)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["Ruritania"], "2 claims worded alike are made one."),
        (["Ruritania", "the police"], "4 claims worded alike are made 2."),
    ],
)
def test_approving_all_that_agree_says_that_claims_are_made_one(cast, rita, words, says):
    read_alike(cast, *words)
    address = f"/articles/{cast.article.pk}/settle/"
    page = page_of(rita.get(address))
    assert says in page and "Differ in" not in page and "The same claim in other words?" not in page
    sent = {"pair": [pair_of(cast, each) for each in words]}
    answer = page_of(rita.post(f"{address}agreed/", sent, headers=HX))
    assert "Everything is decided." in answer and "worded alike" not in answer
    assert Claim.objects.count() == 2 * Claim.objects.current().count() == 2 * len(words)


def test_where_both_cite_one_claim_nothing_is_said(cast, rita):
    claim, minister = make.claim(cast.collection, "All is well."), make.actor("Minister")
    for editor in (cast.edith, cast.egon):
        make.passage(cast.article, "Ruritania", by=editor, speakers=[minister], states=[claim])
        hand_in_reading(Assignment.objects.get(article=cast.article, editor=editor), by=editor)
    page = page_of(rita.get(f"/articles/{cast.article.pk}/settle/"))
    assert "Approve the 1 that agrees" in page and "worded alike" not in page
