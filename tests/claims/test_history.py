"""History: the old row of every change, nothing for a new row, and nothing in it can be changed."""

from datetime import UTC, datetime

import pghistory
import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, models, transaction
from django.test import Client
from pghistory.models import Event

from claims.actions.actor_edit import edit_actor
from claims.actions.passage_edit import set_passage_mark
from claims.actions.passage_review import reopen_passage
from claims.models import (
    Actor,
    ActorProposal,
    Article,
    ArticleWords,
    Assignment,
    Attribution,
    Change,
    Claim,
    Collection,
    Comment,
    Denial,
    Invitation,
    Membership,
    Milestone,
    Passage,
    PassageWords,
    PasswordLink,
    PersonReplacement,
    RemovalRequest,
    SecurityEvent,
    SignInFailures,
    Statement,
    User,
)
from tests.claims import rules

# A change of one column of each table that has a history, and whether its rows can be deleted.
CHANGES = {
    User: ("first_name", "Edie", False),
    Collection: ("guidelines", "Read twice.", True),
    Membership: ("role", "reader", True),
    Invitation: ("note", "for Otto", True),
    PasswordLink: ("ended_at", datetime(2026, 5, 1, tzinfo=UTC), True),
    Article: ("title", "Bridge fell", True),
    Actor: ("qualifier", "old", True),
    ActorProposal: ("reason", "Seen on its page.", True),
    Claim: ("note", "Said first in May.", True),
    Passage: ("review_note", "Which plan?", False),
    Attribution: ("position", 3, True),
    Statement: ("created_by_id", None, True),
    Denial: ("kind", "disputes", True),
    Assignment: ("handed_in_at", None, True),
    Comment: ("resolved_at", datetime(2026, 5, 1, tzinfo=UTC), True),
}
each_model = pytest.mark.parametrize("model", CHANGES, ids=lambda model: model.__name__)


@pytest.fixture
def scene(db):
    return rules.scene()


def event_model(model: type[models.Model]) -> type[Event]:
    return model._meta.get_field("events").related_model


def last_row(model: type[models.Model]) -> models.Model:
    """A row that is not locked by an approval."""
    rows = model._default_manager.order_by("-pk")
    if model in (Attribution, Statement, Denial):
        rows = rows.exclude(passage__status="approved")
    return rows[0]


def execute(statement: str, values: list) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_every_table_has_a_history_but_records_which_are_one_and_what_is_soon_forgotten():
    tables = {model for model in apps.get_app_config("claims").get_models() if not issubclass(model, Event)}
    # What an undo remembers, and failures to sign in, are deleted after a while.
    records = {Milestone, PersonReplacement, RemovalRequest, SecurityEvent}
    # What a search looks in is drawn from the articles and passages.
    drawn = {ArticleWords, PassageWords}
    assert tables == {*CHANGES, *records, *drawn, Change, SignInFailures}


@each_model
def test_a_new_row_makes_no_event(model, scene):
    changed = set(event_model(model).objects.values_list("pgh_obj_id", flat=True))
    never_changed = model._default_manager.exclude(pk__in=changed)
    assert never_changed.exists(), "the scene made rows that were never changed"


@each_model
def test_an_update_keeps_the_old_row_and_who_changed_it(model, scene):
    row, (column, value, _deletable) = last_row(model), CHANGES[model]
    before = event_model(model).objects.filter(pgh_obj=row.pk).count()
    with pghistory.context(user=scene.cast.mona.pk):
        execute(*rules.update(row, **{column: value})[0])
    event = event_model(model).objects.filter(pgh_obj=row.pk).latest("pgh_id")
    assert event_model(model).objects.filter(pgh_obj=row.pk).count() == before + 1
    assert event.pgh_label == "update" and event.pgh_context["user"] == scene.cast.mona.pk
    for field in (field for field in event._meta.concrete_fields if not field.name.startswith("pgh_")):
        assert getattr(event, field.attname) == getattr(row, field.attname), field.name
    assert getattr(model._default_manager.get(pk=row.pk), column) == value


@pytest.mark.parametrize("model", [model for model, (*_change, deletable) in CHANGES.items() if deletable])
def test_a_deletion_keeps_the_old_row(model, scene):
    row = last_row(model)
    with transaction.atomic():
        # Whatever points to the row is not what this is about: the savepoint goes before it is looked at.
        execute(*rules.delete(row)[0])
        event = event_model(model).objects.filter(pgh_obj=row.pk).latest("pgh_id")
        assert event.pgh_label == "delete" and event.pgh_created_at
        assert str(event.id) == str(row.pk)
        transaction.set_rollback(True)


@each_model
def test_no_event_is_changed_or_deleted(model, scene):
    row, (column, value, _deletable) = last_row(model), CHANGES[model]
    execute(*rules.update(row, **{column: value})[0])
    events = event_model(model)
    event = events.objects.filter(pgh_obj=row.pk).latest("pgh_id")
    statements = [
        (f"UPDATE {events._meta.db_table} SET pgh_label = 'insert' WHERE pgh_id = %s", [event.pgh_id]),
        (f"DELETE FROM {events._meta.db_table} WHERE pgh_id = %s", [event.pgh_id]),
    ]
    for statement, values in statements:
        with pytest.raises(ProgrammingError, match="Cannot update or delete rows"), transaction.atomic():
            execute(statement, values)


def columns(model: type[models.Model]) -> set[str]:
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, event_model(model)._meta.db_table)
    return {column.name for column in described}


def test_article_events_lack_the_text_and_a_persons_lack_the_password(db):
    assert "title" in columns(Article) and not {"text", "length"} & columns(Article)
    assert "username" in columns(User) and not {"password", "last_login"} & columns(User)


def test_events_of_password_links_lack_the_hash_of_their_token(db):
    assert "expires_at" in columns(PasswordLink) and "token_hash" not in columns(PasswordLink)


def test_signing_in_is_no_change_of_a_person(cast):
    assert Client().login(username="edith", password="edithedith")
    assert User.objects.get(pk=cast.edith.pk).last_login and not cast.edith.events.exists()


def test_a_change_that_is_rolled_back_leaves_no_event(scene):
    before = Actor.events.rel.related_model.objects.count()
    with transaction.atomic():
        edit_actor(scene.actor, qualifier="old")
        transaction.set_rollback(True)
    assert Actor.events.rel.related_model.objects.count() == before


def test_each_step_of_a_review_keeps_the_passage_with_its_parts(scene):
    passage = Passage.objects.get(pk=scene.approved_refutation.pk)
    reopen_passage(passage, by=scene.cast.rita, version=1, reason="Which plan?")
    set_passage_mark(passage, mark="quote", denials="drop", by=scene.cast.egon, version=1, action=scene.approved.pk)
    steps = list(passage.milestones.all())
    assert [(step.verdict, step.by, step.version) for step in steps] == [
        ("handed_in", scene.cast.egon, 1),
        ("approved", scene.cast.rita, 1),
        ("reopened", scene.cast.rita, 1),
    ]
    for step in steps:
        assert step.snapshot["mark"] == "refutation" and step.snapshot["exact"] == "denied"
        assert step.snapshot["speakers"] == [{"id": scene.actor.pk, "name": "Ruritania"}]
        assert [denied["statement"] for denied in step.snapshot["denies"]] == ["The plan was known."]
    assert not passage.denials.exists()
