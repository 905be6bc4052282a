"""The parts of a passage: who says it, which claims it states, which it denies.

They change only through an action on their passage, which locks it and raises its version.
"""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.constraints import Refuse, clean_texts
from claims.fields import SentenceField
from claims.models.actors import Actor
from claims.models.base import Recorded, remembered
from claims.models.choices import AttributionRole, DenialKind, DenialState, Mark, Status
from claims.models.claims import Claim
from claims.models.passages import Passage

_WRITE = pgtrigger.Insert | pgtrigger.Update
_TAKE = pgtrigger.Delete | pgtrigger.UpdateOf("passage_id")


def _open_passage(name: str) -> list[Refuse]:
    """Triggers: the parts of an approved passage are locked: none is written, deleted or moved away."""
    message = _("This passage is approved, so it is locked. Reopen it with a reason first.")
    return [
        Refuse(
            name=f"{name}_{verb}",
            operation=operation,
            message=message,
            # Share lock, so that the passage cannot be approved in the same moment.
            unless="(SELECT passage.status FROM claims_passage passage"
            f" WHERE passage.id = {row}.passage_id FOR SHARE) <> '{Status.APPROVED}'",
        )
        for verb, operation, row in (
            ("written_open", _WRITE, "NEW"),
            ("taken_open", _TAKE, "OLD"),
        )
    ]


def _same_collection(name: str) -> Refuse:
    """Trigger: the claim belongs to the collection of the passage's article."""
    return Refuse(
        name=name,
        operation=_WRITE,
        unless="NEW.claim_id IS NULL OR EXISTS"
        " (SELECT 1 FROM claims_claim claim, claims_passage passage, claims_article article"
        " WHERE claim.id = NEW.claim_id AND passage.id = NEW.passage_id AND article.id = passage.article_id"
        " AND article.collection_id = claim.collection_id)",
        message=_("This claim belongs to another collection. Choose one of this collection, or word a new one."),
    )


@remembered()
class Attribution(Recorded):
    """Passage → actor: who says it, or who passes it on."""

    Role = AttributionRole

    passage = models.ForeignKey(Passage, models.PROTECT, related_name="attributions", db_index=False)
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="attributions")
    role = models.CharField(_("role"), max_length=16, choices=AttributionRole)
    # The place in the chain of a via, from 1; the order of naming for speakers.
    position = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["role", "position", "pk"]
        triggers = _open_passage("attribution")
        constraints = [
            models.UniqueConstraint(
                fields=["passage", "actor", "role"],
                name="attribution_once",
                violation_error_message=_("This actor is named here already."),
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=AttributionRole.values),
                name="attribution_role_known",
                violation_error_message=_("An actor speaks, or passes on what another said."),
            ),
            models.CheckConstraint(
                condition=models.Q(role=AttributionRole.SPEAKER) | models.Q(position__isnull=False),
                name="via_has_position",
                violation_error_message=_("A via has its place in the chain."),
            ),
        ]


@remembered()
class Statement(Recorded):
    """Passage → a claim that it states."""

    passage = models.ForeignKey(Passage, models.PROTECT, related_name="statements", db_index=False)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="statements")

    class Meta:
        ordering = ["pk"]
        triggers = [_same_collection("statement_in_collection"), *_open_passage("statement")]
        constraints = [
            models.UniqueConstraint(
                fields=["passage", "claim"],
                name="statement_once",
                violation_error_message=_("This passage states that claim already."),
            )
        ]


@remembered()
class Denial(Recorded):
    """Passage → the claim it denies, as far as it is known."""

    Kind = DenialKind
    State = DenialState

    passage = models.ForeignKey(Passage, models.PROTECT, related_name="denials", db_index=False)
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="denials")
    # The passage that this one answers, here or in an earlier article.
    answers = models.ForeignKey(Passage, models.PROTECT, null=True, blank=True, related_name="answered_by")
    # What is denied, in words, where no claim can be linked.
    target_text = SentenceField(_("what is denied, in words"), max_length=1000, blank=True)
    kind = models.CharField(_("kind"), max_length=16, choices=DenialKind, default=DenialKind.DENIES)
    state = models.CharField(_("state"), max_length=16, choices=DenialState, default=DenialState.OPEN)

    class Meta:
        ordering = ["pk"]
        triggers = [
            _same_collection("denial_in_collection"),
            *_open_passage("denial"),
            Refuse(
                name="denial_of_a_refutation",
                operation=_WRITE,
                unless="(SELECT passage.mark FROM claims_passage passage"
                f" WHERE passage.id = NEW.passage_id FOR SHARE) = '{Mark.REFUTATION}'",
                message=_("Only a refutation denies a claim. Change the mark to refutation first."),
            ),
            clean_texts(name="denial_words_clean", lines={"target_text": 1000}),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=DenialState.LINKED, claim__isnull=False)
                | (~models.Q(state=DenialState.LINKED) & models.Q(claim__isnull=True)),
                name="denial_linked_has_claim",
                violation_error_message=_("A linked denial names the claim it denies; any other names none."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state=DenialState.NOT_HERE) | models.Q(target_text__regex=r"\S"),
                name="denial_not_here_in_words",
                violation_error_message=_("Say in words what is denied, since it is not in this collection."),
            ),
            models.CheckConstraint(
                condition=~models.Q(target_text__contains=";"),
                name="denial_words_listable",
                violation_error_message=_(
                    "This may not contain a semicolon: lists in the exported table are separated by it."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=DenialKind.values),
                name="denial_kind_known",
                violation_error_message=_("A claim is denied or disputed."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=DenialState.values),
                name="denial_state_known",
                violation_error_message=_("A denial has no such state."),
            ),
            models.UniqueConstraint(
                fields=["passage", "claim"],
                name="denial_once",
                violation_error_message=_("This passage denies that claim already."),
            ),
            models.CheckConstraint(
                condition=models.Q(answers__isnull=True) | ~models.Q(answers=models.F("passage")),
                name="denial_answers_another",
                violation_error_message=_("A passage cannot answer itself."),
            ),
        ]
