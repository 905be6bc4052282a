"""The security log: one entry for each thing that matters to the safety of the installation.

Views call `record` after the step has succeeded, or when it was refused. An entry never holds a token, a password or
words of an article.
"""

import logging
from enum import StrEnum

from django.http import HttpRequest

from claims.models import User

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
    MEMBER_REMOVED = "member_removed"
    ACCOUNT_CHANGED = "account_changed"
    COLLECTION_MADE = "collection_made"
    ACTOR_MERGED = "actor_merged"
    ACTOR_RENAMED = "actor_renamed"
    ACTORS_IMPORTED = "actors_imported"
    CLAIM_MERGED = "claim_merged"
    EXPORTED = "exported"
    PERSONAL_DATA_TAKEN = "personal_data_taken"
    PERSON_REPLACED = "person_replaced"
    REFUSED = "refused"
    LIMIT_REACHED = "limit_reached"


def record(request: HttpRequest, event: Event, *, subject: User | None = None, **details: object) -> None:
    """Write an entry: who did it and from where, the account that it happened to (`subject`), and details.

    Details are short values: ids, roles, numbers, names of fields.
    """
    actor = request.user.get_username() if request.user.is_authenticated else ""
    about = {"subject": subject.get_username()} if subject else {}
    logger.info(event.value, extra={"event": event.value, "person": actor, **about, "details": details})
