"""Actors: who speaks. One register for the whole installation."""

from collections.abc import Iterable
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.constraints import NO_SEMICOLON, guarded
from claims.models.common import Recorded, remembered
from claims.models.people import User


class ActorKind(models.TextChoices):
    """What sort of speaker an actor is."""

    PERSON = "person", _("person")
    STATE = "state", _("state")
    ORGANISATION = "organisation", _("organisation")
    GROUP = "group", _("group")
    DOCUMENT = "document", _("document")
    MEDIA = "media", _("media outlet")
    UNNAMED = "unnamed", _("unnamed source")
    UNKNOWN = "unknown", _("not said yet")


class ActorQuerySet(models.QuerySet["Actor"]):
    """Chainable words for the register."""

    def current(self) -> Self:
        """Without those merged into another."""
        return self.filter(merged_into__isnull=True)

    def named(self, names: Iterable[str]) -> Self:
        """Those with one of these names or aliases, given in lower case."""
        return self.current().filter(names__overlap=list(names))

    def matching(self, query: str) -> Self:
        """Those with a name or alias that holds the query, any case; names that begin with it first."""
        query = query.strip().lower()
        if not query:
            return self.current()
        escaped = query.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        found = models.Func(
            models.F("names"), models.Value(f"%{escaped}%"), function="claims_any_like",
            output_field=models.BooleanField(),
        )
        begins = models.Func(
            models.F("names"), models.Value(f"{escaped}%"), function="claims_any_like",
            output_field=models.BooleanField(),
        )
        return self.current().annotate(begins=begins).filter(found).order_by("-begins", "name", "pk")

    def with_affiliation(self) -> Self:
        """With the actor each belongs to, so that a list needs no further query."""
        return self.select_related("affiliation")


@remembered()
class Actor(Recorded):
    """A person, state, organisation, group, document, media outlet or unnamed source."""

    Kind = ActorKind

    name = models.CharField(_("name"), max_length=300)
    kind = models.CharField(_("kind"), max_length=16, choices=ActorKind, default=ActorKind.UNKNOWN)
    # Tells two of the same name and kind apart: "footballer", "Georgia, US".
    qualifier = models.CharField(_("told apart by"), max_length=200, blank=True)
    aliases = ArrayField(models.CharField(max_length=300), verbose_name=_("aliases"), default=list, blank=True)
    # Present affiliation, for grouping; the role at the time is what the source words say.
    affiliation = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="members", verbose_name=_("belongs to"),
    )
    wikidata_id = models.CharField(_("Wikidata id"), max_length=20, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged",
    )
    # Name and aliases in lower case, for search and for guesses.
    names = models.GeneratedField(
        expression=models.Func("name", "aliases", function="claims_actor_names"),
        output_field=ArrayField(models.TextField()), db_persist=True, editable=False,
    )

    objects = ActorQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        indexes = [GinIndex(fields=["names"], name="actor_names")]
        constraints = [
            models.UniqueConstraint(
                Lower("name"), "kind", "qualifier", name="actor_once",
                violation_error_message=_(
                    "There is an actor of this name and kind already. Choose that one, or tell them apart by a qualifier."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(name__regex=r"\S"), name="actor_has_a_name",
                violation_error_message=_("An actor needs a name."),
            ),
            models.CheckConstraint(
                condition=~models.Q(
                    models.Func(
                        models.F("names"), models.Value("%;%"), function="claims_any_like",
                        output_field=models.BooleanField(),
                    ),
                ),
                name="actor_name_listable", violation_error_message=NO_SEMICOLON,
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=ActorKind.values), name="actor_kind_known",
                violation_error_message=_("This is no kind of actor."),
            ),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("pk")) & ~models.Q(affiliation=models.F("pk")),
                name="actor_not_itself", violation_error_message=_("An actor cannot belong to or be merged into itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def introduce(cls, *, name: str, by: User | None, kind: str = ActorKind.UNKNOWN, **fields: Any) -> Self:
        """Enter an actor; one of this name, kind and qualifier that is there already is answered instead.

        Raises ValidationError.
        """
        name = " ".join(name.split())
        known = cls.objects.filter(name__iexact=name, kind=kind, qualifier=fields.get("qualifier", "")).first()
        if known:
            return known.merged_into or known  # type: ignore[return-value]
        with guarded():
            return cls.objects.create(name=name, kind=kind, created_by=by, **fields)

    def absorb(self, *, other: "Actor") -> None:
        """Merge another actor into this one: readers resolve it from now on; no passage changes.

        Raises ValidationError if either is merged already or both are the same.
        """
        with guarded():
            both = Actor.objects.select_for_update().order_by("pk").in_bulk([self.pk, other.pk])
            if any(actor.merged_into_id for actor in both.values()):
                raise ValidationError(gettext("One of the two is merged into another already."), code="merged")
            # Whoever was merged into the other follows, so that one step always reaches the end.
            Actor.objects.filter(models.Q(pk=other.pk) | models.Q(merged_into=other.pk)).update(merged_into=self.pk)
