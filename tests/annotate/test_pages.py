"""Lists with pages: what arrives or leaves while somebody leafs through moves no row onto the next page again."""

import re
from html import unescape

import pytest
from django.urls import reverse

from annotate.views import actors, claims, members
from claims.actions.actor_merge import merge_actor
from claims.actions.member_set import set_member
from claims.models import Claim
from tests import make
from tests.page import plain_page


@pytest.fixture(autouse=True)
def two_rows_a_page(monkeypatch):
    monkeypatch.setattr(actors, "ACTORS_AT_ONCE", 2)
    monkeypatch.setattr(claims, "CLAIMS_AT_ONCE", 2)
    monkeypatch.setattr(members, "MEMBERS_AT_ONCE", 2)
    monkeypatch.setattr(actors, "PASSAGES_AT_ONCE", 2)


def link(response, rel):
    found = re.search(rf'rel="{rel}" href="([^"]*)"', plain_page(response))
    return found and unescape(found[1])


class Leafing:
    """Somebody who goes through a list by its links."""

    def __init__(self, client, address, shown):
        self.client, self.address, self.shown = client, address, shown
        self.response = client.get(address)

    def go(self, rel):
        self.response = self.client.get(self.address + link(self.response, rel))
        return self.rows

    @property
    def rows(self):
        return self.shown(self.response)

    @property
    def label(self):
        return re.search(r"Page \d+ of \d+", plain_page(self.response))[0]


def names(response):
    return [each.name for each in response.context["page"]]


def statements(response):
    return [row["claim"].statement for row in response.context["rows"]]


@pytest.fixture
def register(db):
    for name in ("Berta", "Dora", "Frida", "Hanna", "Jutta"):
        make.actor(name)


def test_an_actor_that_arrives_before_moves_nobody_onto_the_next_page(cast, as_user, register):
    otto = Leafing(as_user(cast.otto), reverse("actors"), names)
    assert otto.rows == ["Berta", "Dora"] and otto.label == "Page 1 of 3"
    make.actor("Anna")
    assert otto.go("next") == ["Frida", "Hanna"] and otto.label == "Page 2 of 3"
    make.actor("Clara")
    assert otto.go("next") == ["Jutta"]
    assert link(otto.response, "next") is None
    assert otto.go("prev") == ["Frida", "Hanna"]
    assert otto.go("prev") == ["Anna", "Berta"], "the first page has what is new"


def test_an_actor_that_leaves_before_skips_nobody(cast, as_user, register):
    otto = Leafing(as_user(cast.otto), reverse("actors"), names)
    merge_actor(make.actor("Zora"), other=make.actor("Berta"))
    assert otto.go("next") == ["Frida", "Hanna"]


def test_where_the_row_itself_left_the_page_is_counted(cast, as_user, register):
    otto = Leafing(as_user(cast.otto), reverse("actors"), names)
    merge_actor(make.actor("Zora"), other=make.actor("Dora"))
    assert otto.go("next") == ["Hanna", "Jutta"]


def test_a_search_stays_the_same_search_on_its_next_page(cast, as_user, register):
    otto = Leafing(as_user(cast.otto), reverse("actors") + "?q=a", names)
    otto.address = reverse("actors")
    make.actor("Adelheid")
    assert otto.go("next") == ["Frida", "Hanna"]


def test_a_claim_that_arrives_repeats_none(cast, as_user):
    for word in ("one", "two", "three", "four", "five"):
        make.claim(cast.collection, f"Dam {word} broke.")
    rita = Leafing(as_user(cast.rita), reverse("claims"), statements)
    assert rita.rows == ["Dam five broke.", "Dam four broke."]
    make.claim(cast.collection, "Dam six broke.")
    assert rita.go("next") == ["Dam three broke.", "Dam two broke."]
    Claim.objects.get(statement="Dam one broke.").delete()
    make.claim(cast.collection, "Dam seven broke.")
    assert link(rita.response, "next")
    assert rita.go("prev") == ["Dam seven broke.", "Dam six broke."]


def test_a_member_who_joins_repeats_none(cast, as_user):
    mona = Leafing(
        as_user(cast.mona),
        reverse("members", args=["bridge"]),
        lambda response: [membership.user.username for membership, _form in response.context["rows"]],
    )
    first = mona.rows
    set_member(cast.collection, user=make.user("aaron"), role="reader", by=cast.mona)
    seen = first + mona.go("next")
    while link(mona.response, "next"):
        seen += mona.go("next")
    assert sorted(seen) == sorted({"edith", "egon", "mona", "ralf", "rita", "olga"} & set(seen))
    assert len(set(seen)) == len(seen) == cast.collection.memberships.count() - 1


def test_one_of_several_lists_on_a_page_goes_on_beside_its_row(cast, as_user):
    mayor = make.actor("Mayor")
    for words in ("the plan was known", "the bridge", "a lie", "denied"):
        make.passage(cast.article, words, by=cast.edith, speakers=[mayor])
    address = reverse("actor", args=[mayor.pk])
    rita = Leafing(as_user(cast.rita), address, lambda response: [each.exact for each in response.context["said"]])
    first = rita.rows
    # It stands before all others in the text.
    make.passage(cast.article, "The minister", by=cast.edith, speakers=[mayor])
    second = rita.go("next")
    assert len(first + second) == len({*first, *second}) == 4


@pytest.mark.parametrize(
    "query",
    [
        *("?page=2&page_after=99999999", "?page=2&page_after=x", "?page=2&page_before=", "?page_after=%20"),
        *("?page=99&page_after=999999999999999999999", "?page=0&page_after=1"),
    ],
)
def test_a_nonsensical_place_is_no_error(cast, as_user, register, query):
    assert as_user(cast.otto).get(reverse("actors") + query).status_code == 200


def test_the_number_of_a_page_stays_near_those_there_are(cast, as_user, register):
    berta = make.actor("Berta")
    response = as_user(cast.otto).get(f"{reverse('actors')}?page=2000000000&page_after={berta.pk}")
    assert "2000000000" not in plain_page(response).split("</form>")[-1]
