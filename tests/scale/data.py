"""Fills the bench's database: people, articles to mark and to open, a short and a long list, 100,000 passages.

What is many goes in by COPY, and the triggers sleep meanwhile, so that the bench does not wait for minutes. What
is written here is what the verbs would write.
"""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import StringIO
from itertools import islice
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import connection, models

from claims.actions.collection_create import create_collection
from claims.actions.member_set import set_member
from claims.actions.search_words_update import update_article_words, update_passage_words
from claims.models import Actor, Article, Assignment, Attribution, Claim, Collection, Denial, Passage, Statement, User
from claims.models.passages import CONTEXT
from claims.permissions import Role
from claims.text.normalise import fingerprint
from claims.text.search_configurations import search_configuration
from tests.make import uuid7
from tests.scale.stories import Saying, Story, claims, names, story

PASSWORD = "a-bench-needs-no-secret"
CLIENTS = 8
# Marks that one client makes in a row, again during slow downloads, and each of eight clients.
ALONE, AGAIN, EACH = 300, 200, 150
SMALL, LARGE = (2_500, 12), (100_000, 1_000)  # code points, passages
LISTS = {"thousand": 1_000, "twenty-thousand": 20_000}  # articles by collection
# Code points from one mark to the next where clients mark: as many as in the small article.
APART = SMALL[0] // SMALL[1]
PASSAGES_AN_ARTICLE = 5
NOW = datetime(2026, 1, 1, tzinfo=UTC)
FORMS = {"quote": "direct"}
# Of the passages in the long collections, by editor: what each has is decided, waits in part, or is half done.
STATUSES = (("approved",), ("approved",), ("approved", "submitted"), ("approved", "draft"))


@dataclass(slots=True)
class Scene:
    """What there is to measure."""

    manager: User
    editors: list[User]
    # For one client, for one again, and for each of eight: an article with what can be marked in it.
    alone: tuple[Article, list[Saying]]
    again: tuple[Article, list[Saying]]
    together: list[tuple[Article, list[Saying]]]
    small: Article
    large: Article
    passages: dict[str, int] = field(default_factory=dict)


class Filler:
    """Writes articles with passages into one collection after the other."""

    def __init__(self) -> None:
        call_command("load_actors", stdout=StringIO())
        people = [Actor(name=name, kind="person") for name in names()]
        self.speakers = Actor.objects.bulk_create(people)
        self.statements = claims()[::5]
        password = make_password(PASSWORD)
        usernames = ["manager", "reviewer", *(f"editor{number}" for number in range(1, CLIENTS + 1))]
        self.manager, self.reviewer, *self.editors = User.objects.bulk_create(
            User(username=name, password=password, first_name=name.capitalize()) for name in usernames
        )
        self.seed = 0

    def collection(self, slug: str) -> Collection:
        """A collection with everybody in it, and its claims."""
        made = create_collection(by=self.manager, slug=slug, name=slug.capitalize(), editors_per_article=2)
        for person in (self.reviewer, *self.editors):
            set_member(
                made, user=person, role=Role.REVIEWER if person == self.reviewer else Role.EDITOR, by=self.manager
            )
        self.claims = Claim.objects.bulk_create(
            Claim(collection=made, statement=f"{words[0].upper()}{words[1:]}.", search_configuration=_ENGLISH)
            for words in self.statements
        )
        return made

    def articles(self, collection: Collection, number: int, length: int, sayings: int) -> list[tuple[Article, Story]]:
        """So many articles, unread, a day apart."""
        stories = []
        for _ in range(number):
            people = [actor.name for actor in self.speakers]
            stories.append(story(self.seed, length=length, sayings=sayings, people=people, stated=self.statements))
            self.seed += 1
        made = Article.objects.bulk_create(
            Article(
                collection=collection,
                title=f"Questions about the affair, part {self.seed - number + place}",
                outlet=("Morning Post", "Evening Star", "Coast Herald")[place % 3],
                published_at=NOW - timedelta(days=place),
                text=each.text,
                sha256=fingerprint(each.text),
            )
            for place, each in enumerate(stories)
        )
        update_article_words(made)
        return list(zip(made, stories, strict=True))

    def read(self, articles: list[tuple[Article, Story]], editor: User, statuses: Iterable[str]) -> int:
        """The editor has marked everything in the articles, each passage complete; answers how many there are."""
        statuses = list(statuses)
        finished = not {"draft", "returned"} & set(statuses)
        Assignment.objects.bulk_create(
            Assignment(article=article, editor=editor, handed_in_at=NOW if finished else None)
            for article, _story in articles
        )
        placed = [(uuid7(), article, told.text, saying) for article, told in articles for saying in told.sayings]
        _copy(Passage, (
            self._passage(key, article, text, saying, editor, statuses[place % len(statuses)])
            for place, (key, article, text, saying) in enumerate(placed)
        ))  # fmt: skip
        _copy(Attribution, (
            {"passage_id": key, "actor_id": self.speakers[saying.who].pk, "role": "speaker", "position": 1}
            for key, _article, _text, saying in placed
        ))  # fmt: skip
        claimed = [(key, self.claims[saying.claim].pk, saying.mark == "refutation") for key, _a, _t, saying in placed]
        _copy(Statement, ({"passage_id": key, "claim_id": claim} for key, claim, denies in claimed if not denies))
        _copy(Denial, (
            {"passage_id": key, "claim_id": claim, "kind": "denies", "state": "linked", "target_text": ""}
            for key, claim, denies in claimed if denies
        ))  # fmt: skip
        for start in range(0, len(placed), 1000):
            numbers = [key for key, *_ in placed[start : start + 1000]]
            update_passage_words(Passage.objects.numbered(numbers).select_related("article").defer("article__text"))
        return len(placed)

    def _passage(
        self, key: uuid.UUID, article: Article, text: str, saying: Saying, editor: User, status: str
    ) -> dict[str, Any]:
        start, end = saying.start, saying.end
        approved = status == "approved"
        return {
            "id": key, "article_id": article.pk, "editor_id": editor.pk, "mark": saying.mark,
            "form": FORMS.get(saying.mark, "indirect"), "content": f"{{[{start},{end})}}", "cue": "{}",
            "source": f"{{[{saying.source[0]},{saying.source[1]})}}", "exact": text[start:end],
            "prefix": text[max(0, start - CONTEXT) : start], "suffix": text[end : end + CONTEXT],
            "cue_text": "", "source_text": text[slice(*saying.source)], "unattributed": False, "note": "",
            "status": status, "version": 1, "changed_by_id": editor.pk, "created_by_id": editor.pk,
            "action": uuid7(), "submitted_at": None if status == "draft" else NOW,
            "reviewed_by_id": self.reviewer.pk if approved else None, "reviewed_at": NOW if approved else None,
            "reviewed_version": 1 if approved else None, "review_note": "",
        }  # fmt: skip


_ENGLISH = search_configuration("en")


def _copy(model: type[models.Model], rows: Iterator[dict[str, Any]]) -> None:
    """Write the rows, all with the same columns."""
    first = next(rows, None)
    if first is None:
        return
    statement = f"COPY {model._meta.db_table} ({', '.join(first)}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write_row(tuple(first.values()))
        for row in rows:
            copy.write_row(tuple(row.values()))


def fill() -> Scene:
    """Everything, in a database that has been migrated and is otherwise empty."""
    filler = Filler()
    bench = filler.collection("bench")
    alone, again, *together = [
        (article, told.sayings[:number])
        for number, count in ((ALONE, 1), (AGAIN, 1), (EACH, CLIENTS))
        for article, told in filler.articles(bench, count, number * APART, number)
    ]
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        small, large = (filler.articles(bench, 1, *size) for size in (SMALL, LARGE))
        for article in (small, large):
            filler.read(article, filler.editors[0], ["draft"])
        scene = Scene(filler.manager, filler.editors, alone, again, together, small[0][0], large[0][0])
        for slug, number in LISTS.items():
            articles = iter(filler.articles(filler.collection(slug), number, SMALL[0], PASSAGES_AN_ARTICLE))
            scene.passages[slug] = 0
            for place, editor in enumerate(filler.editors):
                part = list(islice(articles, number // CLIENTS))
                scene.passages[slug] += filler.read(part, editor, STATUSES[place % len(STATUSES)])
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("VACUUM ANALYZE")
    return scene
