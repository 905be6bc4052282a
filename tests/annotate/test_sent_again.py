"""What is sent again, since the answer was lost, or from a tab that shows an older card."""

import pytest

from claims.models import Denial, Passage
from tests import make
from tests.page import plain_page


@pytest.fixture
def refutation(cast) -> Passage:
    """Edith's, with one denial that is linked."""
    claim = make.claim(cast.collection, "The plan was known.")
    return make.passage(cast.article, "denied", by=cast.edith, mark="refutation", denies=[claim])


def sent(passage: Passage, **fields: object) -> dict:
    return {"version": passage.version, "action": str(make.uuid7()), **fields}


@pytest.fixture
def post(cast, client, refutation):
    client.force_login(cast.edith)
    denial = Denial.objects.get()

    def send(end: str, fields: dict):
        return client.post(
            f"/passages/{refutation.pk}/denials/{denial.pk}/{end}", fields, headers={"HX-Request": "true"}
        )

    return send


def test_the_removal_of_a_denial_is_done_once_and_acknowledged_twice(post, refutation):
    removal = sent(refutation)
    assert [post("remove/", removal).status_code for _ in range(2)] == [200, 200]
    assert Passage.objects.get().version == 2 and not Denial.objects.exists()


@pytest.mark.parametrize(("end", "fields"), [("remove/", {}), ("", {"kind": "disputes"})])
def test_an_older_card_that_still_has_the_denial_gets_the_fresh_one(post, refutation, end, fields):
    post("remove/", sent(refutation))
    response = post(end, sent(refutation, **fields))
    assert response.status_code == 409 and "changed meanwhile" in plain_page(response)
    assert Passage.objects.get().version == 2


def test_a_denial_that_never_was_is_not_found(post, refutation):
    post("remove/", sent(refutation))
    assert post("remove/", sent(Passage.objects.get())).status_code == 404
