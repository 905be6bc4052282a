"""Everything that is kept about a person, for the person to take away.

A table of sections: each names a model, the field by which its rows are the person's, and the columns that are told.
Columns of other people are left out. A test finds every key to an account that is neither here nor in `LEFT_OUT`.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from claims.models import User

AT_ONCE = 500  # rows held in memory
PIECE = 64 * 1024  # characters of the file that are sent at once


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of a model that are the person's by this field; `columns` are paths, named by their last part or `as`."""

    name: str
    model: str
    field: str
    columns: tuple[str, ...]
    # Further conditions on the rows.
    only: Q | None = None
    # Models of libraries that an installation may do without.
    optional: bool = False

    def rows(self, person: User) -> Iterator[dict[str, Any]]:
        """The rows in the order in which they were made, as they stand in the file."""
        if self.optional and not apps.is_installed(apps_of(self.model)):
            return
        found = apps.get_model(self.model)._default_manager.filter(self.only or Q(), **{self.field: person.pk})
        named = {column.partition(" as ")[2] or column.replace("__", "_"): column for column in self.columns}
        # Prefixed, since a name may be that of a field.
        paths = {f"out_{name}": F(path.partition(" as ")[0]) for name, path in named.items()}
        for row in found.order_by("pk").values(**paths).iterator(chunk_size=AT_ONCE):
            yield {name.removeprefix("out_"): value for name, value in row.items()}


def apps_of(model: str) -> str:
    """The app of django-allauth that a model comes from."""
    return f"allauth.{model.partition('.')[0]}"


_PART = ("passage", "created_at")
SECTIONS = (
    Section(
        "account", "claims.User", "pk",
        ("username", "first_name", "last_name", "email", "time_zone", "language", "letter_keys", "is_active",
         "is_staff", "is_superuser", "date_joined", "last_login"),
    ),
    Section(
        "account_before", "claims.UserEvent", "pgh_obj",
        ("username", "first_name", "last_name", "email", "time_zone", "language", "pgh_created_at as changed_at"),
    ),
    Section("memberships", "claims.Membership", "user", ("collection__name", "role", "created_at as since")),
    Section(
        "memberships_before", "claims.MembershipEvent", "user",
        ("collection__name", "role", "pgh_label as what", "pgh_created_at as changed_at"),
    ),
    Section("collections_made", "claims.Collection", "created_by", ("name", "slug", "created_at")),
    Section(
        "invitations_made", "claims.Invitation", "created_by", ("collection__name", "role", "created_at", "used_at"),
    ),
    Section("invitations_used", "claims.Invitation", "used_by", ("collection__name", "role", "note", "used_at")),
    Section("articles_brought_in", "claims.Article", "created_by", ("id", "title", "collection__name", "created_at")),
    Section(
        "assignments", "claims.Assignment", "editor",
        ("article", "article__title", "created_at", "handed_in_at", "accepted_at", "taken_away_at"),
    ),
    Section(
        "passages", "claims.Passage", "editor",
        ("id", "article", "article__title", "mark", "form", "content", "exact", "cue_text", "source_text",
         "unattributed", "note", "status", "version", "review_note", "reviewed_at", "created_at", "updated_at"),
    ),
    Section("attributions", "claims.Attribution", "created_by", (*_PART, "actor__name", "role", "position")),
    Section("statements", "claims.Statement", "created_by", (*_PART, "claim__statement")),
    Section("denials", "claims.Denial", "created_by", (*_PART, "claim__statement", "kind", "state", "target_text")),
    Section(
        "reviews_of_your_passages", "claims.Milestone", "passage__editor",
        ("passage", "version", "verdict", "at", "note"),
    ),
    Section("your_decisions", "claims.Milestone", "by", ("passage", "version", "verdict", "at", "note")),
    Section("comments", "claims.Comment", "author", ("passage", "text", "created_at", "resolved_at")),
    Section(
        "comments_taken_back", "claims.CommentEvent", "author", ("passage", "text", "created_at"),
        Q(pgh_label="delete"),
    ),
    Section(
        "actors_entered", "claims.Actor", "created_by",
        ("id", "name", "kind", "qualifier", "aliases", "wikidata_id", "created_at"),
    ),
    Section(
        "claims_entered", "claims.Claim", "created_by", ("id", "collection__name", "statement", "note", "created_at"),
    ),
    Section(
        "actor_proposals", "claims.ActorProposal", "created_by",
        ("actor__name", "fields", "name", "kind", "qualifier", "aliases", "reason", "created_at", "state",
         "decided_at", "answer"),
    ),
    Section("password_links", "claims.PasswordLink", "person", ("created_at", "used_at", "ended_at")),
    Section("steps_to_undo", "claims.Change", "by", ("passage", "at", "undone_at")),
    Section(
        "removal_requests", "claims.RemovalRequest", "person", ("asked_at", "taken_back_at", "answered_at", "reason"),
    ),
    Section("security_log_by_you", "claims.SecurityEvent", "person", ("at", "event", "address", "details")),
    # Whose step it was, and from where, is theirs.
    Section(
        "security_log_about_you", "claims.SecurityEvent", "subject", ("at", "event", "details"),
        ~Q(person=F("subject")),
    ),
    Section(
        "sessions", "usersessions.UserSession", "user", ("created_at", "last_seen_at", "ip", "user_agent"),
        optional=True,
    ),
    Section("second_factors", "mfa.Authenticator", "user", ("type", "created_at", "last_used_at"), optional=True),
    Section(
        "accounts_elsewhere", "socialaccount.SocialAccount", "user", ("provider", "uid", "date_joined", "last_login"),
        optional=True,
    ),
)  # fmt: skip

# Keys to an account whose rows are another person's, or are told by a section above.
LEFT_OUT = frozenset({
    # Milestones say what the person decided; these are marks of it on other people's rows.
    "claims.Passage.reviewed_by", "claims.Passage.changed_by", "claims.Passage.created_by",
    "claims.Assignment.created_by", "claims.Assignment.accepted_by", "claims.Assignment.taken_away_by",
    "claims.Comment.resolved_by", "claims.Membership.created_by",
    "claims.RemovalRequest.answered_by", "claims.PersonReplacement.by", "claims.PersonReplacement.person",
    "claims.ActorProposal.decided_by", "claims.PasswordLink.made_by", "claims.PasswordLink.ended_by",
    # No address of e-mail is asked for.
    "account.EmailAddress.user",
    # Django's log of its admin: steps of administrators, which the security log has too.
    "admin.LogEntry.user",
})  # fmt: skip


def pieces(person: User) -> Iterator[str]:
    """The file: one JSON object, a list a section, one row a line. Memory stays the same however long it is."""
    waiting: list[str] = []
    size = 0
    with transaction.atomic():
        for part in _parts(person):
            waiting.append(part)
            size += len(part)
            if size >= PIECE:
                yield "".join(waiting)
                waiting, size = [], 0
    yield "".join(waiting)


def _parts(person: User) -> Iterator[str]:
    yield f'{{"made_at": {_json(timezone.now())}'
    for section in SECTIONS:
        yield f',\n"{section.name}": ['
        for number, row in enumerate(section.rows(person)):
            yield f"{',' if number else ''}\n{_json(row)}"
        yield "]"
    yield "}\n"


def _json(value: Any) -> str:
    return json.dumps(value, cls=_Encoder, ensure_ascii=False)


class _Encoder(DjangoJSONEncoder):
    """Spans and whatever else has no form in JSON: as it is written."""

    def default(self, o: Any) -> Any:
        """Times as Django writes them, all else as text."""
        try:
            return super().default(o)
        except TypeError:
            return str(o)
