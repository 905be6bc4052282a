"""Plain factories with explicit values: what a test needs, in one line each."""

import uuid
from typing import Any

import uuid_utils
from django.db import connection

from claims.actions.actor_create import get_or_create_actor
from claims.actions.article_create import create_article
from claims.actions.claim_create import get_or_create_claim
from claims.actions.collection_create import create_collection
from claims.actions.passage_create import create_passage
from claims.models import Actor, Article, Claim, Collection, Passage, User
from claims.permissions import Role
from claims.spans import Spans

TEXT = (
    "The minister denied that the plan was known. “Nobody told us,” she said, “not even the police.”\n"
    "According to Ruritania, the bridge was “safe” until May.\n"
    "The spokesman for the city called that a lie."
)


def uuid7() -> uuid.UUID:
    """A UUIDv7, as the browser makes them."""
    return uuid.UUID(str(uuid_utils.uuid7()))


def user(name: str, **fields: Any) -> User:
    """A person whose password is their name twice."""
    return User.objects.create_user(name, password=name + name, first_name=name.capitalize(), **fields)


def collection(slug: str = "bridge", *, by: User | None = None, **fields: Any) -> Collection:
    """A collection; `by` becomes its manager."""
    return create_collection(by=by, slug=slug, name=fields.pop("name", slug.capitalize()), **fields)


def article(in_collection: Collection, *, text: str = TEXT, title: str = "Bridge falls", **fields: Any) -> Article:
    """An article of the collection."""
    return create_article(collection=in_collection, title=title, text=text, by=None, **fields)


def actor(name: str, kind: str = Actor.Kind.UNKNOWN, **fields: Any) -> Actor:
    """An entry of the register."""
    return get_or_create_actor(name=name, kind=kind, by=None, **fields)


def claim(in_collection: Collection, statement: str) -> Claim:
    """A claim of the collection."""
    return get_or_create_claim(collection=in_collection, statement=statement, by=None)


def past_the_rules(sql: str, *values: Any) -> None:
    """Write as an older program could have, without triggers; within a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql, values)
        cursor.execute("SET LOCAL session_replication_role = origin")


def spans_of(text: str, *words: str) -> Spans:
    """Where these words stand in the text, each after the one before."""
    pairs, position = [], 0
    for each in words:
        start = text.index(each, position)
        position = start + len(each)
        pairs.append((start, position))
    return Spans.of(pairs)


def passage(
    in_article: Article,
    *words: str,
    by: User,
    mark: str = "assertion",
    role: str = Role.EDITOR,
    **parts: Any,
) -> Passage:
    """A passage over these words of the article."""
    made, _moved = create_passage(
        id=uuid7(),
        article=in_article,
        by=by,
        role=role,
        mark=mark,
        content=spans_of(in_article.text, *words),
        **parts,
    )
    return Passage.objects.get(pk=made.pk)
