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

from claims.constraints import NO_SEMICOLON, clean_texts, guarded
from claims.fields import LineField, LinesField
from claims.models.actor_twins import alike, free_twin, without_twins
from claims.models.blind import known_actors
from claims.models.common import Recorded, is_one_of, remembered, rows_of
from claims.models.limits import ACTORS, check_limit
from claims.models.people import User
from claims.short_texts import clean_line, searched
from claims.text import typed

_TRUTH = models.BooleanField()
_LENGTHS = {"name": 300, "qualifier": 200, "aliases": 300, "wikidata_id": 20}


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

    def known_to(self, user: Any, *, blind: bool = True) -> Self:
        """Without those that blind reading hides from the user, or the place for one: see `blind`; none for nobody.

        `blind=False`: the user is known to read blind nowhere (`reads_blind`), so it asks less.
        """
        return self if user is None or not blind else self.filter(known_actors(user))

    def with_names(self, names: Iterable[str]) -> Self:
        """Those with one of these names or aliases, any case; the merged ones too."""
        first, *others = [*names] or [""]
        # Postgres lowers them, as it did those in the column: its idea of lower case is not Python's (İ, ẞ).
        lowered = models.Func(
            models.Value(first),
            models.Value(others, output_field=ArrayField(models.TextField())),
            function="claims_actor_names",
            output_field=ArrayField(models.TextField()),
        )
        return self.filter(names__overlap=lowered)

    def named(self, names: Iterable[str]) -> Self:
        """Those in use with one of these names or aliases, any case."""
        return self.current().with_names(names)

    def meant_by(self, words: str) -> list["Actor"]:
        """Whom typed words may mean: the one with this reference, else all in use with this name or alias."""
        words = searched(words)
        near = list(self.named({words, words.rpartition(" (")[0]} - {""}))
        exact = without_twins([actor for actor in near if actor.reference.lower() == words.lower()])
        return exact or without_twins([actor for actor in near if actor.is_called(words)])

    def named_or_listed(self, names: Any, ids: Any) -> Self:
        """Those with one of these names in lower case, and those with these ids; lists, or places for lists."""
        return self.current().filter(models.Q(names__overlap=names) | models.Q(is_one_of("pk", ids)))

    def matching(self, query: str) -> Self:
        """Those with a name or alias that holds the query, any case; names that begin with it first."""
        query = typed(query)
        if not query:
            return self.current()
        escaped = query.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        begins, found = (
            models.Func("names", Lower(models.Value(pattern)), function="claims_any_like", output_field=_TRUTH)
            for pattern in (f"{escaped}%", f"%{escaped}%")
        )
        # Whoever looks for a merged entry finds the one that it was merged into.
        merged = models.Exists(self.model.objects.filter(found, merged_into=models.OuterRef("pk")))
        matching = self.current().annotate(begins=begins).filter(models.Q(found) | merged)
        return matching.order_by("-begins", "name", "pk")

    def named_in(self, passages: "models.QuerySet[Any]") -> Self:
        """Those that one of the passages names."""
        named = rows_of("Attribution").filter(actor=models.OuterRef("pk"), passage__in=passages.order_by().values("pk"))
        return self.current().filter(models.Exists(named)).order_by("name", "pk")

    def used_first_in(self, article_id: int, *, by: User | None = None) -> Self:
        """Those that the article's passages name first, then as ordered before; of one person's passages if given."""
        own = {"passage__editor": by} if by else {}
        named = rows_of("Attribution").filter(actor=models.OuterRef("pk"), passage__article=article_id, **own)
        return self.annotate(used_here=models.Exists(named)).order_by("-used_here", *self.query.order_by)

    def of_kind(self, kind: str) -> Self:
        """Those of one kind; a word that is no kind chooses nothing out."""
        return self.filter(kind=kind) if kind in ActorKind.values else self

    def besides(self, actor: "Actor") -> Self:
        """All but this one."""
        return self.exclude(pk=actor.pk)

    def resolving_to(self, actor: "Actor") -> Self:
        """The actor and those merged into it."""
        return self.filter(models.Q(pk=actor.pk) | models.Q(merged_into=actor.pk))

    def members_of(self, actor: "Actor") -> Self:
        """Those that belong to the actor, or did to one merged into it."""
        family = self.model.objects.resolving_to(actor)
        return self.current().filter(affiliation__in=family).exclude(pk=actor.pk)

    def with_merged(self) -> "ActorQuerySet":
        """These and those merged into one of them; asks for their numbers at once, with two small queries.

        Numbers, so that the database goes from these actors to what names them, and reads nothing else.
        """
        chosen = list(self.order_by().values_list("pk", flat=True))
        merged = self.model.objects.filter(merged_into__in=chosen).order_by().values_list("pk", flat=True)
        return self.model.objects.filter(is_one_of("id", [*chosen, *merged]))

    def with_affiliation(self) -> Self:
        """With the actor each belongs to, so that a list needs no further query."""
        return self.select_related("affiliation__merged_into")

    def for_lists(self) -> Self:
        """With the actor each belongs to; whatever else a template asks for is refused."""
        return self.with_affiliation().fetch_mode(models.FETCH_RAISE)


@remembered(exclude=["twin"])
class Actor(Recorded):
    """A person, state, organisation, group, document, media outlet or unnamed source."""

    Kind = ActorKind

    # Whether it was entered just now, by the very call that answered it.
    is_new = False

    name = LineField(_("name"), max_length=300)
    kind = models.CharField(_("kind"), max_length=16, choices=ActorKind, default=ActorKind.UNKNOWN)
    # Tells two of the same name and kind apart: "footballer", "Georgia, US".
    qualifier = LineField(_("told apart by"), max_length=200, blank=True)
    # Above 0 only while blind reading hides one of the same name, kind and qualifier: see `actor_twins`.
    twin = models.PositiveSmallIntegerField(default=0, editable=False)
    aliases = LinesField(LineField(max_length=300), verbose_name=_("aliases"), default=list, blank=True)
    # Present affiliation, for grouping; the role at the time is what the source words say.
    affiliation = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="members", verbose_name=_("belongs to")
    )
    wikidata_id = LineField(_("Wikidata id"), max_length=20, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged"
    )
    # Came with a manager's table or with a command: does not count towards what one person enters within an hour.
    is_imported = models.BooleanField(default=False, db_default=False, editable=False)
    # Name and aliases in lower case, for search and for guesses.
    names = models.GeneratedField(
        expression=models.Func("name", "aliases", function="claims_actor_names"),
        output_field=ArrayField(models.TextField()),
        db_persist=True,
        editable=False,
    )

    objects = ActorQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        indexes = [
            GinIndex(fields=["names"], name="actor_names"),
            models.Index(fields=["created_by", "created_at"], name="actor_by_person"),
        ]
        triggers = [clean_texts(name="actor_words_clean", lines=_LENGTHS, many="aliases")]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                "kind",
                "qualifier",
                "twin",
                name="actor_once",
                violation_error_message=_(
                    "There is an actor of this name and kind already. Choose that one, or tell them apart by"
                    " a qualifier."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(name__regex=r"\S"),
                name="actor_has_a_name",
                violation_error_message=_("An actor needs a name."),
            ),
            models.CheckConstraint(
                condition=~models.Q(
                    models.Func(models.F("names"), models.Value("%;%"), function="claims_any_like", output_field=_TRUTH)
                ),
                name="actor_name_listable",
                violation_error_message=NO_SEMICOLON,
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=ActorKind.values),
                name="actor_kind_known",
                violation_error_message=_("This is no kind of actor."),
            ),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("pk")) & ~models.Q(affiliation=models.F("pk")),
                name="actor_not_itself",
                violation_error_message=_("An actor cannot belong to or be merged into itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        """What names this actor and no other, in the words of a form or a table: “Georgia (state, US)”."""
        return f"{self.name} ({self.kind}, {self.qualifier})" if self.qualifier else f"{self.name} ({self.kind})"

    @property
    def resolved(self) -> "Actor":
        """The actor that stands for this one: itself, unless it was merged."""
        return self.merged_into or self

    def matched_alias(self, query: str) -> str:
        """The alias that a search found it by, where its name does not tell."""
        query = query.lower()
        if not query or query in self.name.lower():
            return ""
        return next((alias for alias in self.aliases if query in alias.lower()), "")

    def is_called(self, name: str) -> bool:
        """Whether this is its name or an alias, any case."""
        return any(each.lower() == name.lower() for each in (self.name, *self.aliases))

    @classmethod
    def called(cls, *, name: str, by: User | None, kind: str = "") -> "Actor":
        """Whom a typed name means: the one actor with that name or alias, else a new one of that kind.

        Where `by` reads blind, one that is hidden from them is not there.
        Raises ValidationError when it means several, or cannot be a name.
        """
        name = clean_line(name)
        meant = without_twins(list(cls.objects.known_to(by).named([name.lower()])[:10])) if not kind else []
        if len(meant) > 1:
            raise ValidationError(
                gettext("“%(name)s” may be %(one)s or %(other)s. Choose one from the list."),
                code="ambiguous",
                params={"name": name, "one": meant[0], "other": meant[1]},
            )
        return meant[0] if meant else cls.introduce(name=name, by=by, kind=kind or ActorKind.UNKNOWN)

    @classmethod
    def introduce(
        cls, *, name: str, by: User | None, kind: str = ActorKind.UNKNOWN, is_limited: bool = True, **fields: Any
    ) -> "Actor":
        """Enter an actor, or answer the one of this name, kind and qualifier.

        Where `by` reads blind, one that is hidden from them is not there: they enter a twin.
        Raises ValidationError; LimitReached too, unless `is_limited` is off, as where one that was taken back returns.
        """
        fields |= {"name": clean_line(name), "kind": kind, "qualifier": clean_line(fields.get("qualifier", ""))}
        same = alike(name=fields["name"], kind=kind, qualifier=fields["qualifier"])
        try:
            return cls._entered(same, by=by, is_limited=is_limited, **fields)
        except ValidationError as error:
            # Somebody else entered it in this moment: it is known now, or has taken the number.
            if error.code != "actor_once":
                raise
        return cls._entered(same, by=by, is_limited=is_limited, **fields)

    @classmethod
    def _entered(cls, same: ActorQuerySet, *, by: User | None, is_limited: bool, **fields: Any) -> "Actor":
        """The first of these that `by` may know of, or a new one."""
        with guarded():
            known = same.known_to(by).first()
            if known is None:
                if is_limited:
                    check_limit(ACTORS, by=by)
                known = cls.objects.create(created_by=by, twin=free_twin(same, by=by), **fields)
                known.is_new = True
        return known.resolved

    def describe(self, *, by: User | None = None, **fields: Any) -> None:
        """Change what is said about the actor: name, kind, qualifier, aliases, affiliation, Wikidata id.

        Where `by` reads blind, a new name that only hidden ones have is free. Raises ValidationError, also when it is
        merged into another.
        """
        with guarded():
            # Locked, so that what another changes meanwhile is not written over with what was read before.
            fresh = Actor.objects.select_for_update(no_key=True).get(pk=self.pk)
            if fresh.merged_into_id:
                raise ValidationError(gettext("This actor is merged into another."), code="merged")
            key = {each: fields.get(each, getattr(fresh, each)) for each in ("name", "kind", "qualifier")}
            if any(value != getattr(fresh, each) for each, value in key.items()):
                fields["twin"] = free_twin(alike(**key).besides(fresh), by=by)
            for field, value in fields.items():
                setattr(self, field, value)
            self.save(update_fields=list(fields))

    def absorb(self, *, other: "Actor") -> None:
        """Merge another actor into this one: readers resolve it from now on; no passage changes.

        Raises ValidationError if either is merged already or both are the same.
        """
        with guarded():
            both = Actor.objects.select_for_update(no_key=True).order_by("pk").in_bulk([self.pk, other.pk])
            if {self.pk, other.pk} - both.keys():
                # Whoever entered it took that back meanwhile.
                raise ValidationError(gettext("One of the two is not there any more."), code="gone")
            if any(actor.merged_into_id for actor in both.values()):
                raise ValidationError(gettext("One of the two is merged into another already."), code="merged")
            # Whoever was merged into the other follows, so that one step always reaches the end.
            Actor.objects.filter(models.Q(pk=other.pk) | models.Q(merged_into=other.pk)).update(merged_into=self.pk)
