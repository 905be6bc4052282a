"""Proposals: what somebody would change in the register of actors who may not change it themselves.

A proposal is for a new description of an entry or for merging another entry into it. `claims.actions` decides on it.
"""

from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.constraints import clean_texts
from claims.fields import LineField, LinesField, ParagraphsField
from claims.models.actors import Actor, ActorKind
from claims.models.base import Recorded, remembered, rows_of
from claims.models.blind import blind_collections
from claims.models.users import User
from claims.permissions import Role

# What is said about an actor, and so may be proposed; columns of both tables.
DESCRIBED = ("name", "kind", "qualifier", "aliases", "affiliation", "wikidata_id")


class ProposalState(models.TextChoices):
    """How far a proposal is."""

    OPEN = "open", _("open")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")


class ActorProposalQuerySet(models.QuerySet["ActorProposal"]):
    """Chainable words for proposals."""

    def open(self) -> Self:
        """Those that nobody has decided on."""
        return self.filter(state=ProposalState.OPEN)

    def decided(self) -> Self:
        """Those with an answer, the latest first."""
        return self.exclude(state=ProposalState.OPEN).order_by("-decided_at", "-pk")

    def of(self, person: User) -> Self:
        """Those that the person made."""
        return self.filter(created_by=person)

    def open_or_of(self, person: User) -> Self:
        """Those that nobody has decided on, and the person's own."""
        return self.filter(models.Q(state=ProposalState.OPEN) | models.Q(created_by=person))

    def about(self, actor: Actor) -> Self:
        """Those that would change this entry or merge it away."""
        return self.filter(models.Q(actor=actor) | models.Q(other=actor))

    def latest_first(self) -> Self:
        """As a person looks for their own."""
        return self.order_by("-created_at", "-pk")

    def known_to(self, person: User) -> Self:
        """Without those that tell of what blind reading hides from the person: entries, and what other editors saw."""
        known = Actor.objects.known_to(person).order_by().values("pk")
        editors = rows_of("Membership").filter(collection__in=blind_collections(person), role=Role.EDITOR)
        others = editors.exclude(user=person).values("user")
        return self.filter(
            models.Q(other__isnull=True) | models.Q(other__in=known),
            models.Q(affiliation__isnull=True) | models.Q(affiliation__in=known),
            actor__in=known,
        ).exclude(created_by__in=others)

    def for_lists(self) -> Self:
        """With the entries and the people; nothing else may be asked for."""
        related = ("actor__affiliation", "other", "affiliation", "created_by", "decided_by")
        return self.select_related(*related).fetch_mode(models.FETCH_RAISE)


@remembered()
class ActorProposal(Recorded):
    """What somebody would change in an entry, and what came of it."""

    State = ProposalState

    actor = models.ForeignKey(Actor, models.PROTECT, related_name="proposals", verbose_name=_("actor"))
    # The entry that would be merged into the actor; without one, `fields` says what would be described anew.
    other = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="merging_proposals", verbose_name=_("other entry")
    )
    # Which of the columns below are meant: an empty qualifier may be proposed, too.
    fields = ArrayField(models.CharField(max_length=16), default=list, blank=True, verbose_name=_("what would change"))
    name = LineField(_("name"), max_length=300, blank=True)
    kind = models.CharField(_("kind"), max_length=16, choices=ActorKind, default=ActorKind.UNKNOWN)
    qualifier = LineField(_("told apart by"), max_length=200, blank=True)
    aliases = LinesField(LineField(max_length=300), verbose_name=_("aliases"), default=list, blank=True)
    affiliation = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("belongs to")
    )
    wikidata_id = LineField(_("Wikidata id"), max_length=20, blank=True)
    reason = ParagraphsField(_("reason"), max_length=1000, blank=True)

    state = models.CharField(_("state"), max_length=16, choices=ProposalState, default=ProposalState.OPEN)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = ParagraphsField(_("answer"), max_length=1000, blank=True)

    objects = ActorProposalQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(fields=["created_by", "created_at"], name="proposal_by_person"),
            models.Index(fields=["created_at"], name="proposal_open", condition=models.Q(state=ProposalState.OPEN)),
        ]
        triggers = [
            clean_texts(
                name="proposal_words_clean",
                lines={"name": 300, "qualifier": 200, "aliases": 300, "wikidata_id": 20},
                paragraphs={"reason": 1000, "answer": 1000},
                many="aliases",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(other__isnull=False, fields=[]) | (models.Q(other=None) & ~models.Q(fields=[])),
                name="proposal_says_something",
                violation_error_message=_("Propose a change, or another entry to merge."),
            ),
            models.CheckConstraint(
                condition=~models.Q(other=models.F("actor")),
                name="proposal_not_itself",
                violation_error_message=_("An actor cannot be merged into itself."),
            ),
            models.CheckConstraint(
                condition=models.Q(state=ProposalState.OPEN, decided_by=None, decided_at=None)
                | models.Q(
                    state__in=(ProposalState.ACCEPTED, ProposalState.DECLINED),
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
                name="proposal_decided_by_somebody",
                violation_error_message=_("A proposal is open, or somebody accepted or declined it at some time."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ProposalState.DECLINED) | models.Q(answer__regex=r"\S"),
                name="proposal_declined_with_reason",
                violation_error_message=_("Say why it is declined."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor_id}: {', '.join(self.fields) or 'merge'}"

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided on it."""
        return self.state == ProposalState.OPEN

    @property
    def proposed(self) -> dict[str, Any]:
        """Field → value of what would be described anew."""
        return {field: getattr(self, field) for field in self.fields if field in DESCRIBED}
