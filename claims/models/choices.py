"""The closed lists of words that a passage and its parts are described with."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mark(models.TextChoices):
    """What a passage does: it denies or rejects, else all of it is quoted, else it asserts."""

    ASSERTION = "assertion", _("assertion")
    REFUTATION = "refutation", _("refutation")
    QUOTE = "quote", _("quote")


class Form(models.TextChoices):
    """How far the words stand in quotation marks: all, some, none."""

    DIRECT = "direct", _("direct")
    MIXED = "mixed", _("mixed")
    INDIRECT = "indirect", _("indirect")


class Status(models.TextChoices):
    """Where a passage stands on its way to the annotated set."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("handed in")
    APPROVED = "approved", _("approved")
    RETURNED = "returned", _("returned")
    WITHDRAWN = "withdrawn", _("withdrawn")
    MERGED = "merged", _("merged")


# Those that its editor may still change.
OPEN = (Status.DRAFT, Status.SUBMITTED, Status.RETURNED)
# Those that count: neither withdrawn nor merged.
LIVE = (*OPEN, Status.APPROVED)


class AttributionRole(models.TextChoices):
    """How an actor stands to a passage: says it, or passes it on."""

    SPEAKER = "speaker", _("speaker")
    VIA = "via", _("via")


class DenialKind(models.TextChoices):
    """How a claim is rejected."""

    DENIES = "denies", _("denies")
    DISPUTES = "disputes", _("disputes")


class DenialState(models.TextChoices):
    """What is known of the claim that is denied."""

    OPEN = "open", _("not yet looked for")
    LINKED = "linked", _("linked")
    NOT_HERE = "not_here", _("not in this collection")
    UNSAID = "unsaid", _("claim not specified")


class Lack(models.TextChoices):
    """What a passage still needs before it can be handed in."""

    SPEAKER = "speaker", _("a speaker")
    CLAIM = "claim", _("the claim it states")
    DENIAL = "denial", _("what it denies")


class Verdict(models.TextChoices):
    """The steps of a review that are kept with all that a passage held then."""

    HANDED_IN = "handed_in", _("handed in")
    APPROVED = "approved", _("approved")
    RETURNED = "returned", _("returned")
    REOPENED = "reopened", _("reopened")
    MERGED = "merged", _("merged")
    TAKEN_BACK = "taken_back", _("decision taken back")
    RECALLED = "recalled", _("hand-in taken back")
