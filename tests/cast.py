"""The one cast of people, and the scene they play in. `conftest` makes these fixtures known everywhere."""

import time
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client

from annotate.signing_in.session_store import SessionStore
from claims.actions.member_set import set_member
from claims.models import Article, Collection, User
from claims.permissions import Role
from tests import make
from tests.scenes import built_once


@dataclass
class Cast:
    """Mona manages, Edith and Egon edit, Rita reviews, Ralf only reads, Otto is an outsider.

    Olga is one, too; she may start collections, and manages what `olgas_collection` makes.
    """

    mona: User
    edith: User
    egon: User
    rita: User
    ralf: User
    otto: User
    olga: User
    collection: Collection
    article: Article


def everybody() -> Cast:
    """Everybody, their collection with room for two editors, and one article in it."""
    mona, edith, egon, rita, ralf, otto = (
        make.user(name) for name in ("mona", "edith", "egon", "rita", "ralf", "otto")
    )
    olga = make.user("olga", starts_collections=True)
    collection = make.collection(by=mona, editors_per_article=2)
    for person, role in ((edith, Role.EDITOR), (egon, Role.EDITOR), (rita, Role.REVIEWER), (ralf, Role.READER)):
        set_member(collection, user=person, role=role, by=mona)
    return Cast(mona, edith, egon, rita, ralf, otto, olga, collection, make.article(collection))


def olgas_collection(cast: Cast) -> Collection:
    """Another collection, which Olga started herself; nobody else is in it, and none of its articles is read."""
    return make.collection("harbour", by=cast.olga)


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody and what they work on."""
    return built_once(everybody)


@pytest.fixture
def as_user(client: Client) -> object:
    """`as_user(cast.edith).get(...)`: a client that is signed in as that person."""

    def sign_in(user: User, *, just_now: bool = False, **defaults: Any) -> Client:
        """Since an hour, or `just_now`: then nobody is asked for the password again."""
        other = Client(**defaults)
        signed_in_at = time.time() - (0 if just_now else 3600)
        # As `force_login` does it, without its eight queries.
        session = SessionStore(uuid4().hex)
        session.update(
            {
                SESSION_KEY: str(user.pk),
                BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
                HASH_SESSION_KEY: user.get_session_auth_hash(),
                "account_authentication_methods": [{"method": "password", "at": signed_in_at}],
                "account_authentication_methods_user": str(user.pk),
            }
        )
        session.save(must_create=True)
        other.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
        return other

    return sign_in
