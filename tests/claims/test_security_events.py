"""The security log cannot be changed, and old entries go by one way alone."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from claims.actions.security_event_keep import keep, short
from claims.models import SecurityEvent


def attempt(statement: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture
def entry(cast):
    keep(event="exported", person=cast.edith, address="192.0.2.7", details={"format": "csv"})
    return SecurityEvent.objects.get()


def aged(days: int, event: str = "exported") -> SecurityEvent:
    return SecurityEvent.objects.create(event=event, at=timezone.now() - timedelta(days=days))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE claims_securityevent SET event = 'signed_in' WHERE id = %s",
        "UPDATE claims_securityevent SET address = NULL WHERE id = %s",
        "UPDATE claims_securityevent SET details = '{}' WHERE id = %s",
        "UPDATE claims_securityevent SET person_id = NULL WHERE id = %s",
        "DELETE FROM claims_securityevent WHERE id = %s",
    ],
)
def test_an_entry_stays_as_it_is(entry, statement):
    with pytest.raises(IntegrityError):
        attempt(statement, entry.pk)
    assert SecurityEvent.objects.get().details == {"format": "csv"}


def test_old_entries_go_and_an_entry_says_so(cast):
    old, young = aged(400), aged(364)
    call_command("prune_security_log")
    assert not SecurityEvent.objects.filter(pk=old.pk).exists()
    assert SecurityEvent.objects.filter(pk=young.pk).exists()
    told = SecurityEvent.objects.get(event="log_pruned").details
    assert told["number"] == 1


def test_nothing_of_the_last_thirty_days_goes_by_any_way(db, capsys):
    young = aged(29)
    with pytest.raises(CommandError) as refused:
        call_command("prune_security_log", days=29)
    assert refused.value.returncode == 2
    attempt("SELECT claims_prune_security_events(now())")
    with pytest.raises(IntegrityError):
        attempt(
            "INSERT INTO claims_securityevent (event, request_id, details) VALUES ('log_pruned', '',"
            " jsonb_build_object('transaction', pg_current_xact_id()::text));"
            " DELETE FROM claims_securityevent WHERE event = 'exported'"
        )
    assert SecurityEvent.objects.filter(pk=young.pk).exists()


def test_an_old_entry_does_not_go_without_a_trace(db):
    aged(400)
    with pytest.raises(DatabaseError):
        attempt("DELETE FROM claims_securityevent")


def test_that_the_log_was_pruned_is_never_pruned(db):
    aged(400, event="log_pruned")
    aged(400)
    call_command("prune_security_log")
    assert SecurityEvent.objects.filter(event="log_pruned").count() == 2


def test_a_person_fills_the_log_with_so_many_refusals_an_hour_alone(cast):
    assert all(keep(event="refused", person=cast.otto, at_most_an_hour=3) for _ in range(3))
    assert not keep(event="refused", person=cast.otto, at_most_an_hour=3)
    assert keep(event="refused", person=cast.edith, at_most_an_hour=3), "others are not limited by it"
    assert keep(event="exported", person=cast.otto, at_most_an_hour=3), "nor are other events"


def test_details_are_short_and_hold_no_secret_and_nothing_that_the_database_refuses(db):
    details = {"token": "abc", "password": "abc", "name": "x" * 999, "bad": "a\0b\ud800c", "ids": [1, 2], "on": True}
    kept = short(details)
    assert kept == {"name": "x" * 200, "bad": "ab?c", "ids": [1, 2], "on": True}
    keep(event="refused", details=details)
    assert SecurityEvent.objects.get().details == kept
