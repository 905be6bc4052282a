"""The one cast of people, and the scene they play in. `conftest` makes these fixtures known everywhere."""

from dataclasses import dataclass

import pytest
from django.test import Client

from claims.models import Article, Collection, User
from claims.permissions import Role
from tests import make


@dataclass
class Cast:
    """Mona manages, Edith and Egon edit, Rita reviews, Ralf only reads, Otto is an outsider."""

    mona: User
    edith: User
    egon: User
    rita: User
    ralf: User
    otto: User
    collection: Collection
    article: Article


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody, their collection with room for two editors, and one article in it."""
    mona, edith, egon, rita, ralf, otto = (
        make.user(name) for name in ("mona", "edith", "egon", "rita", "ralf", "otto")
    )
    collection = make.collection(by=mona, editors_per_article=2)
    for person, role in ((edith, Role.EDITOR), (egon, Role.EDITOR), (rita, Role.REVIEWER), (ralf, Role.READER)):
        collection.admit(user=person, role=role, by=mona)
    return Cast(mona, edith, egon, rita, ralf, otto, collection, make.article(collection))


@pytest.fixture
def as_user(client: Client) -> object:
    """`as_user(cast.edith).get(...)`: a client that is signed in as that person."""

    def sign_in(user: User, **defaults: str) -> Client:
        other = Client(**defaults)
        other.force_login(user)
        return other

    return sign_in
