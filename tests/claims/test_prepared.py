"""Prepared statements answer what the plain querysets and `save` do, whoever asks and with whatever values."""

import threading

import psycopg
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, connection, models, transaction
from django.db.transaction import TransactionManagementError

from claims.actions.passage_place import assign_spans
from claims.constraints import guarded
from claims.models import Actor, Article, Passage
from claims.models.querysets import Brief
from claims.permissions import Role
from claims.prepared import insert, prepared
from claims.queries.passage_lacks import lacks_of
from claims.queries.workbench import actors_called_or_listed, article_for, passages_between, progress_of
from claims.spans import Spans
from claims.suggestions.inference import REACH
from tests import make


@pytest.fixture
def marked(cast):
    """Edith has marked three stretches, one with a speaker and a claim; Egon one."""
    minister, claim = make.actor("Minister"), make.claim(cast.collection, "The plan was known.")
    make.passage(cast.article, "the plan was known", by=cast.edith, speakers=[minister], states=[claim])
    make.passage(cast.article, "“Nobody told us,”", "“not even the police.”", by=cast.edith, mark="quote")
    make.passage(cast.article, "called that a lie", by=cast.edith, mark="refutation", denies=[claim])
    make.passage(cast.article, "safe", by=cast.egon)
    return cast


def test_an_article_is_found_by_its_members_alone_and_with_their_role(cast):
    for person, role in ((cast.mona, Role.MANAGER), (cast.edith, Role.EDITOR), (cast.ralf, Role.READER)):
        found = article_for.first(user=person.pk, article=cast.article.pk)
        assert found == Article.objects.visible_to(person).get(pk=cast.article.pk)
        assert (found.role, found.text, found.collection) == (role, cast.article.text, cast.collection)
    assert article_for.first(user=cast.otto.pk, article=cast.article.pk) is None
    assert article_for.first(user=cast.mona.pk, article=10**30) is None


@pytest.mark.parametrize(("start", "end"), [(0, REACH), (0, 1), (20, 60), (118, 119), (400, 500)])
def test_passages_in_brief_are_those_that_the_words_choose(marked, start, end):
    for person in (marked.edith, marked.egon, marked.ralf, marked.otto):
        plain = Passage.objects.in_article(marked.article).readable_by(person).drawn_between(start, end)
        found = passages_between(start, end, article=marked.article, user=person)
        assert sorted(found) == sorted(Brief._make(row) for row in plain.in_brief())
        assert {each.pk for each in found} == {each.pk for each in plain}
    assert len(passages_between(0, REACH, article=marked.article, user=marked.edith)) == 4


def test_progress_counts_as_the_parts_say(marked):
    for person, complete in ((marked.edith, 1), (marked.egon, 0), (marked.rita, 0)):
        progress = progress_of(person, article=marked.article)
        mine = list(Passage.objects.of(person))
        assert progress == Passage.objects.of(person).progress()
        assert (progress.total, progress.complete) == (len(mine), sum(not lacks_of(each) for each in mine))
        assert progress.complete == complete


def test_actors_are_found_by_lists_of_names_and_ids(cast):
    russia = make.actor("Russia", "state", aliases=["Moscow", "the Kremlin"])
    nato, other = make.actor("NATO"), make.actor("Other")
    assert actors_called_or_listed.all(names=["the kremlin", "nobody"], ids=[], user=0) == [russia]
    assert set(actors_called_or_listed.all(names=["moscow"], ids=[nato.pk], user=0)) == {russia, nato}
    assert actors_called_or_listed.all(names=[], ids=[], user=0) == []
    assert other in Actor.objects.current()


def test_the_server_keeps_the_statement_and_takes_each_value_as_a_value(db):
    @prepared
    def named(name) -> "models.QuerySet[Actor]":
        return Actor.objects.filter(name=name, kind="unknown")

    odd = make.actor("' OR 1=1 -- %s")
    assert named.all(name="nobody") == []
    assert named.all(name=odd.name) == [odd]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%%\"claims_actor\"%%$1%%'")
        assert cursor.fetchone() >= (1,)


def test_every_slot_takes_one_value(db):
    with pytest.raises(TypeError, match=r"article_for takes article, user, not user"):
        article_for.all(user=1)
    with pytest.raises(TypeError):
        article_for.all(user=1, article=1, role=1)


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_on_a_connection_of_its_own(cast):
    others = [make.article(cast.collection, text=f"Text {number}.", title=f"{number}") for number in range(8)]
    found: dict[int, set[str]] = {}

    def read(article: Article) -> None:
        try:
            rows = [article_for.first(user=cast.edith.pk, article=article.pk) for _ in range(20)]
            found[article.pk] = {row.title for row in rows if row}
        finally:
            connection.close()

    threads = [threading.Thread(target=read, args=[article]) for article in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {article.pk: {article.title} for article in others}


def test_an_inserted_row_is_as_a_saved_one(cast):
    def placed() -> Passage:
        passage = Passage(
            id=make.uuid7(), article=cast.article, editor=cast.edith, mark="quote", created_by=cast.edith,
            changed_by=cast.edith,
        )  # fmt: skip
        assign_spans(passage, content=Spans.of([(46, 61), (75, 96)]), cue=Spans.of([(66, 70)]), source=Spans())
        return passage

    one, other = placed(), placed()
    insert(one)
    other.save(force_insert=True)

    def values(passage: Passage, *, but: set[str]) -> dict[str, object]:
        names = {field.attname for field in Passage._meta.concrete_fields} - but
        return {name: getattr(passage, name) for name in names}

    their_own = {"id", "action", "created_at", "updated_at"}
    assert values(one, but=their_own) == values(other, but=their_own)
    assert values(one, but=set()) == values(Passage.objects.get(pk=one.pk), but=set())
    assert (one.start, one.end, one._state.adding, one._state.db) == (46, 95, False, "default")
    one.note = "Kept."
    one.version += 1
    one.save()
    assert Passage.objects.get(pk=one.pk).note == "Kept."


def test_a_row_that_breaks_a_rule_is_refused_like_a_saved_one(cast):
    def placed(**other: object) -> Passage:
        passage = Passage(
            article=cast.article, editor=cast.edith, created_by=cast.edith, changed_by=cast.edith,
            **{"id": make.uuid7(), "mark": "quote", **other},
        )  # fmt: skip
        assign_spans(passage, content=Spans.of([(46, 61)]), cue=Spans(), source=Spans())
        return passage

    nobodys, unknown = placed(), placed(mark="lie")
    nobodys.content = Spans.of([(46, 10**6)])
    for passage, code in ((nobodys, "passage_spans_in_text"), (unknown, "passage_mark_known")):
        with pytest.raises(ValidationError) as refused, guarded():
            insert(passage)
        assert refused.value.code == code
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(placed(id=make.passage(cast.article, "safe", by=cast.egon).pk))
    assert Passage.objects.of(cast.edith).count() == 0


def test_what_is_asked_is_counted_and_a_broken_transaction_takes_no_more(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert article_for.first(user=cast.edith.pk, article=cast.article.pk)
    with pytest.raises(TransactionManagementError), transaction.atomic():
        transaction.set_rollback(True)
        article_for.first(user=cast.edith.pk, article=cast.article.pk)


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_broke_between_requests_is_made_anew(cast):
    def cut() -> None:
        with psycopg.connect(**connection.get_connection_params()) as other:
            other.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])

    cut()
    # As at the begin of a request, where connections that last are to be looked at again.
    connection.health_check_enabled, connection.health_check_done = True, False
    assert article_for.first(user=cast.edith.pk, article=cast.article.pk) == cast.article
    cut()
    with pytest.raises(OperationalError):
        article_for.first(user=cast.edith.pk, article=cast.article.pk)
    connection.close()
