"""`python -m tests.pooled_clients`: many work at once through the database of `DATABASE_URL`, and say if it was right.

For a pooler in between: each of the clients asks for its own things, changes them and takes them away, so that an
answer or a setting that belongs to another client shows. Prints a line of JSON: what went wrong, how much was asked,
and how many of the server's processes answered.
"""

import json
import sys
import threading
from collections import Counter
from collections.abc import Callable
from functools import partial

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402

from claims.actions.passage_edit import set_passage_note  # noqa: E402
from claims.exchange.filters import Choice  # noqa: E402
from claims.exchange.registry import EXPORTS  # noqa: E402
from claims.exchange.stream import pieces  # noqa: E402
from claims.models import Collection, User  # noqa: E402
from claims.queries.collections import collection_for  # noqa: E402
from claims.queries.workbench import article_for  # noqa: E402
from tests import make  # noqa: E402

CLIENTS, ROUNDS = 8, 15
TEXT = "The minister said that the plan was number {}. Nobody knew it before."


class Worker:
    """One person with a collection, an article and a passage of their own."""

    def __init__(self, number: int) -> None:
        self.number, self.wrong, self.asked = number, list[str](), 0
        self.servers: Counter[int] = Counter()
        self.user: User = make.user(f"person{number}")
        self.collection: Collection = make.collection(f"c{number}", by=self.user)
        self.article = make.article(self.collection, text=TEXT.format(number), title=f"Article {number}")
        self.passage = make.passage(self.article, f"number {number}", by=self.user, role="manager")

    def work(self) -> None:
        """Ask for everything again and again; what is wrong is kept."""
        try:
            client = Client()
            client.force_login(self.user)
            for turn in range(ROUNDS):
                for question in (self.prepared, partial(self.page, client), partial(self.change, turn), self.export):
                    self.ask(question)
        finally:
            connection.close()

    def ask(self, question: Callable[[], bool]) -> None:
        """Ask one thing, and note which process of the server answered."""
        self.asked += 1
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                self.servers[cursor.fetchone()[0]] += 1
            if not question():
                self.wrong.append(f"client {self.number}: another answer than its own")
        except Exception as error:  # noqa: BLE001 (whatever it is, it is told)
            self.wrong.append(f"client {self.number}: {error!r}")

    def prepared(self) -> bool:
        """What would be kept by the server, if that were allowed."""
        collection = collection_for.first(user=self.user.pk, slug=self.collection.slug)
        article = article_for.first(user=self.user.pk, article=self.article.pk)
        return collection == self.collection and article == self.article

    def page(self, client: Client) -> bool:
        """A page, with its session."""
        answer = client.get(f"/collections/{self.collection.slug}/", secure=True)
        return answer.status_code == 200 and self.article.title in answer.content.decode()

    def change(self, turn: int) -> bool:
        """A change in a transaction, whose history names this person."""
        import pghistory

        with pghistory.context(user=self.user.pk), transaction.atomic():
            self.passage.refresh_from_db()
            version = self.passage.version
            set_passage_note(self.passage, note=f"note {turn}", by=self.user, version=version, action=make.uuid7())
        self.passage.refresh_from_db()
        last = self.passage.events.order_by("-pgh_id").first()
        return self.passage.note == f"note {turn}" and last.pgh_context["user"] == self.user.pk

    def export(self) -> bool:
        """A download, which the database streams."""
        passages = Choice(self.collection, statuses=("draft",)).passages()
        rows = b"".join(pieces(EXPORTS["csv"], passages, safe=False)).decode().splitlines()
        return len(rows) == 2 and f"number {self.number}" in rows[1]


def main() -> int:
    """The exit code: 0 if every answer was right."""
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    call_command("migrate", verbosity=0, interactive=False)
    workers = [Worker(number) for number in range(CLIENTS)]
    connection.close()
    threads = [threading.Thread(target=worker.work) for worker in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wrong = [each for worker in workers for each in worker.wrong]
    servers = sum((worker.servers for worker in workers), Counter())
    json.dump({"asked": sum(each.asked for each in workers), "wrong": wrong[:20], "servers": len(servers)}, sys.stdout)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
