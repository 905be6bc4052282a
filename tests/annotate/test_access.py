"""Every address × role × method does what the access table says, and every address stands in it."""

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse

from claims.actions.actor_edit import edit_actor
from claims.actions.actor_proposal import propose_actor_edit
from claims.actions.comment_create import create_comment
from claims.actions.invitation_create import create_invitation
from claims.actions.password_link_create import create_password_link
from claims.models import Assignment, Collection, Denial, RemovalRequest
from claims.permissions import ALLOWED, Action, Role
from tests import make
from tests.annotate.access_table import ACCESS
from tests.cast import everybody, olgas_collection
from tests.scenes import built_once

PEOPLE = {"mona": Role.MANAGER, "rita": Role.REVIEWER, "edith": Role.EDITOR, "ralf": Role.READER}
# What of the register each level asks of a member of the collection that cites the actor, and whether it is enough to
# be that in another collection, as Olga is.
REGISTER = {"enter": (Action.MARK, True), "bring": (Action.MANAGE, True), "in_charge": (Action.REVIEW, False)}


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
    # Runs the installation, and is a member of nothing.
    cast.ada = make.user("ada", is_superuser=True, is_staff=True)  # type: ignore[attr-defined]
    olgas_collection(cast)
    # Started by a command: what somebody started themselves gives them no right over what is shared.
    Collection.objects.filter(pk=cast.collection.pk).update(created_by=None)
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
    edit_actor(actor, qualifier="old")
    proposal = propose_actor_edit(actor, by=cast.edith, name="Ruritania Reborn")
    invitation = create_invitation(cast.collection, role="reader", by=cast.mona)
    return {
        "slug": cast.collection.slug,
        "article_id": cast.article.pk,
        "passage_id": passage.pk,
        "claim_id": claim.pk,
        "actor_id": actor.pk,
        "event_id": actor.events.get().pk,
        "proposal_id": proposal.pk,
        "assignment_id": Assignment.objects.get().pk,
        "denial_id": Denial.objects.get().pk,
        "request_id": RemovalRequest.objects.create(person=cast.egon).pk,
        # By somebody who does not take it back here.
        "comment_id": create_comment(passage=passage, by=cast.egon, text="Which plan?").pk,
        "user_id": cast.egon.pk,
        "membership_id": cast.collection.memberships.get(user=cast.egon).pk,
        "invitation_id": invitation.pk,
        "token": invitation.token,
        # Of nobody here: what belongs to one person is shown to no other (test_security, test_second_factor).
        "session_id": 1,
        "pk": 1,
        "link_id": create_password_link(cast.edith, by=cast.mona)[0].pk,
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
    for method in ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "HEAD", "GET", "POST"):
        check(name, method, scene, client_of)


@pytest.mark.parametrize("name", sorted(name for name in ACCESS if "GET" in ACCESS[name]))
def test_head_answers_as_get_does_and_changes_nothing(name, scene, as_user):
    clients = {person: as_user(getattr(scene["cast"], person)) for person in (*PEOPLE, "otto")}
    before = rows_of_the_program()
    for person, client in {"nobody": Client(), **clients}.items():
        assert call(client, name, "HEAD", scene) == call(client, name, "GET", scene), person
    assert rows_of_the_program() == before


def rows_of_the_program() -> dict[str, tuple[int, str]]:
    """How many rows each of our tables has, and what they hold; but for the log, which tells of refused reads too."""
    with connection.cursor() as cursor:
        tables = {name for name in connection.introspection.table_names(cursor) if name.startswith("claims_")}
        tables.remove("claims_securityevent")
        cursor.execute(
            " UNION ALL ".join(
                f"SELECT '{name}', count(*), md5(string_agg(t::text, '' ORDER BY t::text)) FROM {name} t"
                for name in tables
            )
        )
        return {table: (count, digest) for table, count, digest in cursor.fetchall()}


def check(name: str, method: str, scene: dict[str, Any], client_of: Callable[[str], Client]) -> None:
    """One address and method, by everybody."""
    level = ACCESS[name].get("GET" if method == "HEAD" else method)
    anonymous = call(Client(), name, method, scene)
    if level == "public":
        assert anonymous not in (302, 403, 405, 500), method
        return
    if level == "half_way":
        assert anonymous == 302, method
        return
    if "half_way" in ACCESS[name].values():
        assert call(client_of("mona"), name, method, scene) == 405, method
        return
    if "public" not in ACCESS[name].values():
        assert anonymous == 302, f"{method}: whoever is not signed in is sent to the login"
    if level is None:
        assert call(client_of("mona"), name, method, scene) == 405, method
        return
    outsider, olga = (call(client_of(person), name, method, scene) for person in ("otto", "olga"))
    if level == "own":
        assert (outsider, olga) == (404, 404), method
        return
    if level in ("signed_in", "start"):
        assert olga not in (403, 404, 405, 500), method
        assert outsider == 403 if level == "start" else outsider not in (403, 404, 405, 500), method
        return
    assert outsider == 404, f"{method}: an outsider cannot tell that it exists"
    if level == "staff":
        assert {call(client_of(person), name, method, scene) for person in (*PEOPLE, "olga")} == {404}, method
        assert call(client_of("ada"), name, method, scene) not in (302 if method == "GET" else None, 403, 404, 405, 500)
        return
    if level not in REGISTER:
        assert olga == 404, f"{method}: nor can one who manages another collection"
    elif REGISTER[level][1]:
        assert olga not in (403, 404, 405, 500), (method, olga)
    else:
        assert olga == 403, f"{method}: a collection of one's own gives no right over what is shared"
    action = REGISTER[level][0] if level in REGISTER else Action(level)
    for person, role in PEOPLE.items():
        status = call(client_of(person), name, method, scene)
        if role in ALLOWED[action]:
            refused = (302 if method in ("GET", "HEAD") else None, 403, 404, 405, 500)
            assert status not in refused, (method, person, status)
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
