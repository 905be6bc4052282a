"""Who may do what: one table, role × action; and one for the register of actors, which all collections share.

Everything that asks about a collection goes through `allowed`. Whose passage it is and what state it is in are not
here: those rules stand with the verbs of the passage.
"""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a member is to a collection; each role may do what the ones before it may."""

    READER = "reader", _("reader")
    EDITOR = "editor", _("editor")
    REVIEWER = "reviewer", _("reviewer")
    MANAGER = "manager", _("manager")


class Action(StrEnum):
    """What a request wants to do with a collection or with anything in it."""

    READ = "read"  # articles, passages, claims; export what is approved
    MARK = "mark"  # own passages; hand in; new actors and claims; export one's own at any status
    REVIEW = "review"  # mend, approve, return, reopen, accept; reword and merge
    MANAGE = "manage"  # import, assign, invite, edit article data, archive; export everything


ALLOWED: dict[Action, frozenset[Role]] = {
    Action.READ: frozenset(Role),
    Action.MARK: frozenset({Role.EDITOR, Role.REVIEWER, Role.MANAGER}),
    Action.REVIEW: frozenset({Role.REVIEWER, Role.MANAGER}),
    Action.MANAGE: frozenset({Role.MANAGER}),
}


def allowed(role: str | None, action: Action) -> bool:
    """Whether a member with this role may; `None` is an outsider, who may nothing."""
    return role is not None and Role(role) in ALLOWED[action]


class Standing(StrEnum):
    """What a person is to an actor, an entry of the register. `claims.queries.register` finds out which.

    An entry belongs to those whose work shows it: rights over it never follow from a collection that one started
    oneself, but for what its own members entered and no other collection cites.
    """

    # Named by an administrator; for every entry, also those that nobody cites.
    REGISTER_EDITOR = "register editor"
    # Reviews or manages a collection that cites it, and no approved passage of another collection shows it.
    IN_CHARGE = "in charge"
    # Entered it, or reviews every collection in which the one who did marks; for an entry that nothing cites.
    ENTERED = "entered"
    # May mark somewhere.
    MARKS = "marks"


class RegisterAction(StrEnum):
    """What a request wants to do with an actor."""

    DESCRIBE = "describe"  # name, kind, qualifier, aliases, affiliation, Wikidata id; by form or by a table
    MERGE = "merge"  # one entry into another, and take it apart again; asks for both
    DELETE = "delete"  # an entry that nothing cites
    DECIDE = "decide"  # on what somebody proposes; for a merge it asks for both
    PROPOSE = "propose"  # any of these, for others to decide


REGISTER: dict[RegisterAction, frozenset[Standing]] = {
    RegisterAction.DESCRIBE: frozenset({Standing.REGISTER_EDITOR, Standing.IN_CHARGE}),
    RegisterAction.MERGE: frozenset({Standing.REGISTER_EDITOR, Standing.IN_CHARGE}),
    RegisterAction.DELETE: frozenset({Standing.REGISTER_EDITOR, Standing.ENTERED}),
    RegisterAction.DECIDE: frozenset({Standing.REGISTER_EDITOR, Standing.IN_CHARGE}),
    RegisterAction.PROPOSE: frozenset(Standing),
}


def allowed_in_register(standing: Standing | None, action: RegisterAction) -> bool:
    """Whether somebody of this standing may; `None` has no business with the register but to read it."""
    return standing is not None and standing in REGISTER[action]
