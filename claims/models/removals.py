"""People who leave for good: their requests, and the numbers that replace them.

Replacing a person is done by one function of the database, `claims_replace_person` (`claims/sql/records.sql`). It
writes a `PersonReplacement` first. The append-only tables let an update pass only beside such a row of the same
transaction, and only if it puts exactly that row's pseudonym in place of the person's names.
"""

import pgtrigger
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from claims.constraints import clean_texts
from claims.fields import LineField
from claims.models.base import not_emptied
from claims.models.users import User


class RemovalRequestQuerySet(models.QuerySet["RemovalRequest"]):
    """Filters of requests."""

    def open(self) -> "RemovalRequestQuerySet":
        """The requests that wait for an answer."""
        return self.filter(taken_back_at__isnull=True, answered_at__isnull=True)

    def closed(self) -> "RemovalRequestQuerySet":
        """The requests that were cancelled or answered."""
        return self.exclude(taken_back_at__isnull=True, answered_at__isnull=True)

    def for_lists(self) -> "RemovalRequestQuerySet":
        """The same with the people. Reading anything else raises an error."""
        return self.select_related("person", "answered_by").fetch_mode(models.FETCH_RAISE)


class RemovalRequest(models.Model):
    """A person's request to be replaced by a number. Open until it is cancelled or an administrator answers."""

    person = models.ForeignKey(User, models.PROTECT, related_name="removal_requests")
    asked_at = models.DateTimeField(_("asked at"), db_default=Now(), editable=False)
    taken_back_at = models.DateTimeField(null=True, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    # The reason why it was declined; empty where it was granted.
    reason = LineField(_("reason"), max_length=500, blank=True)

    objects = RemovalRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        triggers = [clean_texts(name="removal_words_clean", lines={"reason": 500})]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(taken_back_at__isnull=True, answered_at__isnull=True),
                name="removal_request_one_open",
                violation_error_message=_("You have asked for this already. An administrator will answer."),
            ),
            models.CheckConstraint(
                condition=models.Q(taken_back_at__isnull=True) | models.Q(answered_at__isnull=True),
                name="removal_request_one_end",
                violation_error_message=_("A request is taken back or answered, not both."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.asked_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        """Whether the request waits for an answer."""
        return self.taken_back_at is None and self.answered_at is None


class PersonReplacement(models.Model):
    """The audit row of a replacement: the person's number. Number, time and transaction are set by the database."""

    number = models.PositiveIntegerField(unique=True, editable=False)
    person = models.OneToOneField(User, models.PROTECT, related_name="replacement")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now(), editable=False)
    # The transaction that made it; the append-only tables compare it with theirs.
    transaction = models.BigIntegerField(editable=False)

    class Meta:
        ordering = ["number"]
        triggers = [
            pgtrigger.Trigger(
                name="replacement_made",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func="""
                    IF current_setting('gainsay.replacing', true) IS DISTINCT FROM
                        NEW.person_id || ':' || pg_current_xact_id()::text THEN
                        RAISE EXCEPTION 'A person is replaced by claims_replace_person alone'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'replacement_made';
                    END IF;
                    NEW.number := (SELECT coalesce(max(number), 0) + 1 FROM claims_personreplacement);
                    NEW.at := now();
                    NEW.transaction := pg_current_xact_id()::text::bigint;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            not_emptied(),
        ]

    def __str__(self) -> str:
        return former_member(self.number)


def former_member(number: int) -> str:
    """The name of a replaced person, in the same words as in `claims_former_member`."""
    return f"former member {number}"
