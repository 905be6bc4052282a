"""How a rule of the database is broken in a test: by plain SQL, by a verb, through a form.

The rules themselves stand in `rules_of_people`, `rules_of_passages`, `rules_of_parts`, `rules_of_comments`,
`rules_of_proposals` and `rules_of_records`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import model_to_dict

from claims.actions.actor_proposal import propose_actor_edit
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.comment_create import create_comment
from claims.actions.comment_resolve import resolve_comment
from claims.actions.invitation_create import create_invitation
from claims.actions.passage_review import approve_passage
from claims.actions.password_link_create import create_password_link
from claims.actions.removal_request import request_removal
from claims.constraints import guarded
from claims.models import (
    Actor,
    ActorProposal,
    Article,
    Assignment,
    Claim,
    Collection,
    Comment,
    Invitation,
    Milestone,
    Passage,
    PasswordLink,
    RemovalRequest,
)
from claims.models.choices import Status
from tests import make
from tests.cast import Cast, everybody
from tests.scenes import built_once


@dataclass(frozen=True)
class Unreached:
    """No such way leads to the rule, and why."""

    reason: str


@dataclass(frozen=True)
class Earlier:
    """This way refuses it before the database would, in words of its own that hold these."""

    words: str
    attempt: Callable[["Scene"], Any]


@dataclass(frozen=True)
class Rule:
    """One attempt to break the rule for each way there is. `sql` answers statements, each of which must fail."""

    sql: Callable[["Scene"], list[tuple[str, list[Any]]]]
    verb: Callable[["Scene"], Any] | Earlier | Unreached
    form: Callable[["Scene"], forms.ModelForm] | Earlier | Unreached


@dataclass
class Scene:
    """Edith has two drafts, an assertion and a refutation; Egon's same two are approved by Rita.

    Edith proposes another name for the actor; Mona made a password link for her. Rita asked something about Edith's
    assertion; Edith answered, and Rita resolved that. Otto asked to be removed.
    """

    cast: Cast
    actor: Actor
    other_actor: Actor
    claim: Claim
    other_claim: Claim
    foreign_claim: Claim
    foreign_article: Article
    other_article: Article
    invitation: Invitation
    assertion: Passage
    refutation: Passage
    approved: Passage
    approved_refutation: Passage
    comment: Comment
    proposal: ActorProposal
    password_link: PasswordLink
    removal_request: RemovalRequest

    @property
    def collection(self) -> Collection:
        return self.cast.collection

    @property
    def article(self) -> Article:
        return self.cast.article

    @property
    def milestone(self) -> Milestone:
        return Milestone.objects.filter(passage=self.approved).latest("pk")

    @property
    def assignment(self) -> Assignment:
        return Assignment.objects.get(editor=self.cast.edith)

    def change(self, passage: Passage) -> dict[str, Any]:
        """What every verb of Edith's is told."""
        return {"by": self.cast.edith, "version": passage.version, "action": make.uuid7()}


def scene() -> Scene:
    """The scene, on which everybody is."""
    return built_once(play)


def play() -> Scene:
    """Set the scene, by the verbs."""
    cast = everybody()
    actor, other_actor = make.actor("Ruritania", "state"), make.actor("Evil empire", "state")
    claim, other_claim = make.claim(cast.collection, "The plan was known."), make.claim(cast.collection, "It fell.")
    elsewhere = make.collection("elsewhere", by=cast.mona)
    passages = []
    for editor in (cast.edith, cast.egon):
        parts = {"by": editor, "speakers": [actor]}
        passages += [
            make.passage(cast.article, "the plan was known", states=[claim], **parts),
            make.passage(cast.article, "denied", mark="refutation", denies=[claim], **parts),
        ]
    hand_in_reading(Assignment.objects.get(editor=cast.egon), by=cast.egon)
    for passage in passages[2:]:
        approve_passage(passage, by=cast.rita, version=1)
        assert passage.status == Status.APPROVED
    comment = create_comment(passage=passages[0], by=cast.rita, text="Which plan?")
    resolve_comment(create_comment(passage=passages[0], by=cast.edith, text="That of May."), by=cast.rita)
    return Scene(
        cast=cast,
        actor=actor,
        other_actor=other_actor,
        claim=claim,
        other_claim=other_claim,
        foreign_claim=make.claim(elsewhere, "Elsewhere."),
        foreign_article=make.article(elsewhere, text="Elsewhere."),
        other_article=make.article(cast.collection, text="Another text."),
        invitation=create_invitation(cast.collection, role="reader", by=cast.mona),
        assertion=passages[0],
        refutation=passages[1],
        approved=passages[2],
        approved_refutation=passages[3],
        comment=comment,
        proposal=propose_actor_edit(actor, by=cast.edith, name="Ruritania Reborn"),
        password_link=create_password_link(cast.edith, by=cast.mona)[0],
        removal_request=request_removal(cast.otto),
    )


def update(row: models.Model, **columns: Any) -> list[tuple[str, list[Any]]]:
    """SQL that writes these columns of the row."""
    meta = row._meta
    written = ", ".join(f'"{column}" = %s' for column in columns)
    return [(f"UPDATE {meta.db_table} SET {written} WHERE {meta.pk.column} = %s", [*columns.values(), row.pk])]


def insert(model: type[models.Model], **columns: Any) -> list[tuple[str, list[Any]]]:
    """SQL that adds a row."""
    names = ", ".join(f'"{column}"' for column in columns)
    places = ", ".join(["%s"] * len(columns))
    return [(f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({places})", list(columns.values()))]


def delete(row: models.Model) -> list[tuple[str, list[Any]]]:
    """SQL that removes the row."""
    return [(f"DELETE FROM {row._meta.db_table} WHERE {row._meta.pk.column} = %s", [row.pk])]


def form(row: models.Model, **changes: Any) -> forms.ModelForm:
    """A form of the model with these fields, filled in and sent."""
    fields = list(changes)
    data = model_to_dict(row, fields) | changes
    sent = {name: value.pk if isinstance(value, models.Model) else value for name, value in data.items()}
    return forms.modelform_factory(type(row), fields=fields)(sent, instance=row)


def told(sent: forms.ModelForm) -> str:
    """What a person reads after sending the form; empty if it was stored."""
    if sent.is_valid():
        try:
            with guarded():
                sent.save()
        except ValidationError as error:
            sent.add_error(None, error)
    return " ".join(message for messages in sent.errors.values() for message in messages)
