"""Who may do what: one table, role × action. Everything that asks goes through `allowed`.

Whose passage it is and what state it is in are not here: those rules stand with the verbs of the passage.
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
