"""The people, articles, actors and claims of the stress command, in a database that is still empty."""

from dataclasses import dataclass
from io import StringIO
from itertools import cycle

from django.core.management import call_command

from claims.actions.actor_create import get_or_create_actor
from claims.actions.article_create import create_article
from claims.actions.assignment_create import assign_article
from claims.actions.claim_create import get_or_create_claim
from claims.actions.collection_create import create_collection
from claims.actions.member_set import set_member
from claims.models import User
from claims.permissions import Role
from tests.scale.data import PASSWORD
from tests.scale.stories import Saying, claims, names, story

ARTICLES, LENGTH, SAYINGS = 20, 2_000, 14
READERS_AN_ARTICLE = 3
CLAIMS = 40
SLUG = "stress"


@dataclass(frozen=True, slots=True)
class Place:
    """An article and what can be marked in it."""

    pk: int
    text: str
    sayings: list[Saying]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a role, and the articles that they read."""

    pk: int
    username: str
    role: str
    places: list[Place]


@dataclass(frozen=True, slots=True)
class Scene:
    """What there is at the beginning."""

    people: list[Person]
    actors: list[tuple[int, str]]
    claims: list[int]
    # Claims that nobody has entered yet, and names.
    words: list[str]
    names: list[str]


def fill(people: int) -> Scene:
    """Of the people one manages, a quarter reviews, the others edit."""
    call_command("migrate", verbosity=0, interactive=False, stdout=StringIO())
    roles = [Role.MANAGER, *[Role.REVIEWER] * max(2, people // 4)]
    roles += [Role.EDITOR] * (people - len(roles))
    users = []
    for number, role in enumerate(roles):
        user = User(username=f"{role}{number}", first_name=f"{role.capitalize()} {number}")
        user.set_password(PASSWORD)
        user.save()
        users.append(user)
    collection = create_collection(by=users[0], slug=SLUG, name="Stress", editors_per_article=READERS_AN_ARTICLE)
    for user, role in zip(users[1:], roles[1:], strict=True):
        set_member(collection, user=user, role=role, by=users[0])
    speakers, stated = names(), claims()[::37]
    known = [
        get_or_create_claim(collection=collection, statement=f"{words}.", by=users[0]).pk for words in stated[:CLAIMS]
    ]
    actors = [(get_or_create_actor(name=name, kind="person", by=users[0]).pk, name) for name in speakers[:30]]
    places, reading = [], {user.pk: [] for user in users}
    editors = cycle(user for user, role in zip(users, roles, strict=True) if role == Role.EDITOR)
    for seed in range(ARTICLES):
        told = story(seed, length=LENGTH, sayings=SAYINGS, people=speakers[:30], stated=stated)
        article = create_article(collection=collection, title=f"Report {seed + 1}", text=told.text, by=users[0])
        places.append(Place(article.pk, told.text, told.sayings))
        for editor in {next(editors) for _ in range(READERS_AN_ARTICLE)}:
            assign_article(article, editor=editor, by=users[0])
            reading[editor.pk].append(places[-1])
    # Whoever edits few articles meets others there, and reviewers meet everybody.
    everybody = [
        Person(user.pk, user.username, role, reading[user.pk] or places)
        for user, role in zip(users, roles, strict=True)
    ]
    return Scene(everybody, actors, known, [f"{words}." for words in stated[CLAIMS : CLAIMS + 30]], speakers[30:60])
