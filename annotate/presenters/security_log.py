"""What the security log page says of an entry: its event and its details in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from annotate.http.security_log import Event
from claims.models import SecurityEvent

LABELS = {
    Event.SIGNED_IN: _("Signed in"),
    Event.SIGN_IN_FAILED: _("Sign-in failed"),
    Event.SIGN_IN_BLOCKED: _("Sign-in blocked"),
    Event.SIGNED_OUT: _("Signed out"),
    Event.SESSION_ENDED: _("Session ended"),
    Event.PASSWORD_CHANGED: _("Password changed"),
    Event.SECOND_FACTOR_CHANGED: _("Second factor changed"),
    Event.PASSWORD_LINK_MADE: _("Password link made"),
    Event.PASSWORD_LINK_USED: _("Password link used"),
    Event.PASSWORD_LINK_REVOKED: _("Password link revoked"),
    Event.INVITATION_MADE: _("Invitation made"),
    Event.INVITATION_USED: _("Invitation used"),
    Event.INVITATION_REVOKED: _("Invitation revoked"),
    Event.MEMBER_CHANGED: _("Member changed"),
    Event.MEMBER_ADDED: _("Member added by user name"),
    Event.MEMBER_REMOVED: _("Member removed"),
    Event.MEMBER_LEFT: _("Left a collection"),
    Event.NO_SUCH_PERSON: _("Nobody of that user name to add"),
    Event.ACCOUNT_CHANGED: _("Account changed"),
    Event.COLLECTION_MADE: _("Collection made"),
    Event.COLLECTION_DELETED: _("Collection deleted"),
    Event.SETTINGS_CHANGED: _("Settings changed"),
    Event.ACTOR_MERGED: _("Actors merged"),
    Event.ACTOR_RENAMED: _("Actor renamed"),
    Event.ACTORS_IMPORTED: _("Actors imported"),
    Event.ACTORS_DELETED: _("Unused actors deleted"),
    Event.CLAIMS_DELETED: _("Unused claims deleted"),
    Event.CLAIM_MERGED: _("Claims merged"),
    Event.EXPORTED: _("Exported"),
    Event.PERSONAL_DATA_TAKEN: _("Personal data downloaded"),
    Event.PERSON_REPLACED: _("Person replaced"),
    Event.REMOVAL_REQUESTED: _("Removal requested"),
    Event.REMOVAL_TAKEN_BACK: _("Removal request taken back"),
    Event.REMOVAL_DECLINED: _("Removal declined"),
    Event.REFUSED: _("Refused"),
    Event.LIMIT_REACHED: _("Limit reached"),
    Event.LOG_PRUNED: _("Security log pruned"),
}


def label(event: str) -> str:
    """The event in words; one that has none yet, by its name."""
    return str(LABELS.get(event, event.replace("_", " ").capitalize()))  # type: ignore[call-overload]


def choices() -> list[tuple[str, str]]:
    """Every event with its words, in alphabetical order."""
    return sorted(((event.value, label(event)) for event in Event), key=lambda each: each[1])


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the page."""

    event: SecurityEvent
    label: str
    details: list[tuple[str, str]]


def shown(events: Iterable[SecurityEvent]) -> list[Entry]:
    """The entries of a page."""
    return [Entry(each, label(each.event), _details(each.details)) for each in events]


def _details(details: dict[str, object]) -> list[tuple[str, str]]:
    found = []
    for name, value in details.items():
        if isinstance(value, bool):
            words = gettext("yes") if value else gettext("no")
        else:
            words = ", ".join(str(part) for part in value) if isinstance(value, list) else str(value)
        if value not in (None, "", []):
            found.append((name.replace("_", " "), words))
    return found
