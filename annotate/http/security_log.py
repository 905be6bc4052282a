"""The security log: one entry for each thing that matters to the safety of the installation.

Views call `record` after the step has succeeded, or when it was refused. An entry never holds a token, a password or
words of an article.

Each entry is a line on the error stream, with the numbers of the people and never their names, and a row that
administrators see under “Security log”.
"""

import logging
from enum import StrEnum

from django.db import DatabaseError
from django.http import HttpRequest

from annotate.http.client_address import client_address
from claims.actions.security_event_keep import keep, short
from claims.models import User
from config.logs import about_request

logger = logging.getLogger("gainsay.security")


class Event(StrEnum):
    """The kinds of entries."""

    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGN_IN_BLOCKED = "sign_in_blocked"
    SIGNED_OUT = "signed_out"
    SESSION_ENDED = "session_ended"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105
    SECOND_FACTOR_CHANGED = "second_factor_changed"
    PASSWORD_LINK_MADE = "password_link_made"  # noqa: S105
    PASSWORD_LINK_USED = "password_link_used"  # noqa: S105
    PASSWORD_LINK_REVOKED = "password_link_revoked"  # noqa: S105
    INVITATION_MADE = "invitation_made"
    INVITATION_USED = "invitation_used"
    INVITATION_REVOKED = "invitation_revoked"
    MEMBER_CHANGED = "member_changed"
    MEMBER_ADDED = "member_added"
    MEMBER_REMOVED = "member_removed"
    MEMBER_LEFT = "member_left"
    NO_SUCH_PERSON = "no_such_person"
    ACCOUNT_CHANGED = "account_changed"
    COLLECTION_MADE = "collection_made"
    ACTOR_MERGED = "actor_merged"
    ACTOR_RENAMED = "actor_renamed"
    ACTORS_IMPORTED = "actors_imported"
    ACTORS_DELETED = "actors_deleted"
    CLAIMS_DELETED = "claims_deleted"
    CLAIM_MERGED = "claim_merged"
    EXPORTED = "exported"
    PERSONAL_DATA_TAKEN = "personal_data_taken"
    PERSON_REPLACED = "person_replaced"
    REFUSED = "refused"
    LIMIT_REACHED = "limit_reached"
    SETTINGS_CHANGED = "settings_changed"
    COLLECTION_DELETED = "collection_deleted"
    REMOVAL_REQUESTED = "removal_requested"
    REMOVAL_TAKEN_BACK = "removal_taken_back"
    REMOVAL_DECLINED = "removal_declined"
    LOG_PRUNED = "log_pruned"


# Rows an hour and person; a script that is refused all day fills the error stream, and not the database.
REFUSALS_KEPT = 500


def record(request: HttpRequest, event: Event, *, subject: User | None = None, **details: object) -> None:
    """Write an entry: who did it and from where, the account that it happened to (`subject`), and details.

    Details are short values: ids, roles, numbers, names of fields. The line is written in any case. The row is part
    of the transaction that is open, if one is, so a step that is rolled back leaves none; without one it stands in
    its own right. A database that does not take the row does not stop the step: the line then is the entry.
    """
    user = getattr(request, "user", None)
    person = user if user and user.is_authenticated else None
    about = about_request.get()
    extra: dict[str, object] = {"event": event.value, "details": short(details)}
    extra |= {"person": person.pk} if person else {}
    extra |= {"subject": subject.pk} if subject else {}
    logger.info(event.value, extra=extra)
    try:
        keep(
            event=event.value,
            person=person,
            subject=subject,
            address=client_address(request),
            request_id=about.request_id if about else "",
            details=details,
            at_most_an_hour=REFUSALS_KEPT if event == Event.REFUSED else None,
        )
    except DatabaseError:
        logger.exception("The entry is not in the database: %s", event.value)
