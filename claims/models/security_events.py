"""The security log: who did what to accounts, roles, links and exports, and what was refused. Append only.

An entry names people by their accounts, so a person who is replaced (`replacements`) is replaced here too.
`details` holds short values: ids, roles, numbers, names of fields. Never a token, a password or words of an article.
"""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from claims.models.base import not_emptied
from claims.models.users import User

# Nothing younger is ever deleted: nobody can do something and then tidy up behind it.
YOUNGEST_PRUNED_DAYS = 30
PRUNED = "log_pruned"
# A manager wanted to add somebody by a user name that nobody has; such entries are counted.
NO_SUCH_PERSON = "no_such_person"


class SecurityEventQuerySet(models.QuerySet["SecurityEvent"]):
    """Chainable words for entries."""

    def newest_first(self) -> Self:
        """With the names of the people; nothing else may be asked for."""
        return self.order_by("-pk").select_related("person", "subject").fetch_mode(models.FETCH_RAISE)

    def about(self, person: User) -> Self:
        """What the person did, and what was done to their account."""
        return self.filter(models.Q(person=person) | models.Q(subject=person))

    def of_kind(self, event: str) -> Self:
        """Those of one kind."""
        return self.filter(event=event)


class SecurityEvent(models.Model):
    """One entry. Its constraints are triggers: `claims/sql/records.sql` has the two ways in which a row may change."""

    at = models.DateTimeField(_("time"), db_default=Now(), editable=False)
    event = models.CharField(_("event"), max_length=64)
    # Who did it: nobody where somebody who is not signed in did it, or a command.
    person = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    # The account that it happened to, where that is not the person's own.
    subject = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    address = models.GenericIPAddressField(_("address"), null=True)
    request_id = models.CharField(_("request"), max_length=64, blank=True)
    # JSON, since each kind of event has its own few values, which are read and never searched.
    details = models.JSONField(default=dict)

    objects = SecurityEventQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("security event")
        indexes = [
            models.Index(fields=["at"], name="security_event_at"),
            models.Index(fields=["event", "id"], name="security_event_kind"),
            models.Index(fields=["person", "id"], name="security_event_person"),
            models.Index(fields=["subject", "id"], name="security_event_subject"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="append_only",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=f"""
                    IF TG_OP = 'UPDATE' THEN
                        IF claims_hides_in_log(to_jsonb(OLD), to_jsonb(NEW)) THEN
                            RETURN NEW;
                        END IF;
                    ELSIF OLD.at < now() - interval '{YOUNGEST_PRUNED_DAYS} days' AND OLD.event <> '{PRUNED}'
                        AND EXISTS (
                            SELECT FROM claims_securityevent audit WHERE audit.event = '{PRUNED}'
                            AND audit.details ->> 'transaction' = pg_current_xact_id()::text
                        ) THEN
                        RETURN OLD;
                    END IF;
                    RAISE EXCEPTION 'The security log is append only' USING ERRCODE = 'check_violation',
                        CONSTRAINT = 'security_event_append_only';
                """,
            ),
            not_emptied(),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.at:%Y-%m-%d %H:%M}"
