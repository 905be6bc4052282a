"""Every address × role × method does what the access table says, and every address stands in it."""

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse

from claims.actions.password_link_make import make_password_link
from claims.models import Assignment, Comment, Denial, Invitation
from claims.permissions import ALLOWED, Action, Role
from tests import make
from tests.annotate.access_table import ACCESS
from tests.cast import everybody
from tests.scenes import built_once

PEOPLE = {"mona": Role.MANAGER, "rita": Role.REVIEWER, "edith": Role.EDITOR, "ralf": Role.READER}


@cache
def addresses() -> dict[str, URLPattern]:
    """Every named address of the program itself; Django's admin has its own rules."""
    found = {}
    for pattern in get_resolver().url_patterns:
        for each in getattr(pattern, "url_patterns", [pattern]):
            if getattr(pattern, "app_name", None) != "admin":
                found[each.name] = each
    return found


def one_of_everything() -> dict[str, Any]:
    """One of everything that an address can name."""
    cast = everybody()
    claim = make.claim(cast.collection, "The plan was known.")
    actor = make.actor("Ruritania", "state")
    passage = make.passage(
        cast.article,
        "denied that the plan was known",
        by=cast.edith,
        mark="refutation",
        speakers=[actor],
        denies=[claim],
    )
    invitation = Invitation.issue(collection=cast.collection, role="reader", by=cast.mona)
    return {
        "slug": cast.collection.slug,
        "article_id": cast.article.pk,
        "passage_id": passage.pk,
        "claim_id": claim.pk,
        "actor_id": actor.pk,
        "assignment_id": Assignment.objects.get().pk,
        "denial_id": Denial.objects.get().pk,
        # By somebody who does not take it back here.
        "comment_id": Comment.add(passage=passage, by=cast.egon, text="Which plan?").pk,
        "user_id": cast.egon.pk,
        "membership_id": cast.collection.memberships.get(user=cast.egon).pk,
        "invitation_id": invitation.pk,
        "token": invitation.token,
        "link_id": make_password_link(person=cast.edith, by=cast.mona)[0].pk,
        "cast": cast,
    }


@pytest.fixture
def scene(db) -> dict[str, Any]:
    return built_once(one_of_everything)


def call(client: Client, name: str, method: str, scene: dict[str, Any]) -> int:
    wanted = addresses()[name].pattern.converters
    address = reverse(name, kwargs={key: scene[key] for key in wanted})
    response = client.generic(method, address)
    # To another page of the program is no refusal; only the way to the login is.
    return 200 if response.status_code == 302 and not response.url.startswith("/login/") else response.status_code


def test_every_address_stands_in_the_table():
    assert set(ACCESS) == set(addresses())


@pytest.mark.parametrize("name", sorted(ACCESS))
def test_address(name, scene, as_user):
    # Each signs in once.
    client_of = cache(lambda person: as_user(getattr(scene["cast"], person)))
    # Those that change something last, since all share one scene.
    for method in ("PUT", "PATCH", "DELETE", "GET", "POST"):
        check(name, method, scene, client_of)


def check(name: str, method: str, scene: dict[str, Any], client_of: Callable[[str], Client]) -> None:
    """One address and method, by everybody."""
    level = ACCESS[name].get(method)
    anonymous = call(Client(), name, method, scene)
    if level == "public":
        assert anonymous not in (302, 403, 405, 500), method
        return
    if "public" not in ACCESS[name].values():
        assert anonymous == 302, f"{method}: whoever is not signed in is sent to the login"
    if level is None:
        assert call(client_of("mona"), name, method, scene) == 405, method
        return
    outsider = call(client_of("otto"), name, method, scene)
    if level == "own":
        assert outsider == call(client_of("mona"), name, method, scene) == 404, "nobody can tell that it exists"
        assert call(client_of("edith"), name, method, scene) == 200
        return
    if level == "signed_in":
        assert outsider not in (403, 404, 405, 500), method
        return
    assert outsider == 404, f"{method}: an outsider cannot tell that it exists"
    for person, role in PEOPLE.items():
        status = call(client_of(person), name, method, scene)
        if role in ALLOWED[Action(level)]:
            assert status not in (302 if method == "GET" else None, 403, 404, 405, 500), (method, person, status)
        else:
            assert status == 403, (method, person, status)


def test_no_argument_is_left_out(scene):
    for name, pattern in addresses().items():
        missing = set(pattern.pattern.converters) - set(scene)
        assert not missing, f"{name} needs {missing}: add it to the scene"
        try:
            reverse(name, kwargs={key: scene[key] for key in pattern.pattern.converters})
        except NoReverseMatch as error:  # pragma: no cover
            pytest.fail(str(error))
