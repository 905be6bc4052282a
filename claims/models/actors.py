"""Actors: who speaks. One register for the whole installation."""

from collections.abc import Iterable
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Least, Lower
from django.utils.translation import gettext_lazy as _

from claims.constraints import NO_SEMICOLON, clean_texts
from claims.fields import LineField, LinesField
from claims.models.base import Recorded, is_one_of, remembered, rows_of
from claims.models.blind import known_actors
from claims.models.users import User
from claims.text.folding import fold
from claims.text.normalise import typed
from claims.text.typed_match import Fit, used_first

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
    UNKNOWN = "unknown", _("unspecified")


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

    def named_or_listed(self, names: Any, ids: Any) -> Self:
        """Those with one of these names in lower case, and those with these ids; lists, or places for lists."""
        return self.current().filter(models.Q(names__overlap=names) | models.Q(is_one_of("pk", ids)))

    def matching(self, query: str) -> Self:
        """Those with a name or alias that holds the query, in any spelling, each with its `fit`; the closest first."""
        query = typed(query)
        if not query:
            return self.current()
        words = models.Value(query)
        holds = models.Func("lookup", words, function="claims_holds", output_field=_TRUTH)
        begins = models.Func("lookup", words, function="claims_begins", output_field=_TRUTH)
        fit: Any = models.Func("lookup", words, function="claims_actor_fit", output_field=models.IntegerField())
        # Whoever looks for a merged entry finds the one that it was merged into, by its whole name too.
        merged: Any = self.model.objects.filter(holds, merged_into__isnull=False).order_by()
        whole = merged.annotate(fit=fit).filter(fit__lte=Fit.ALIAS)
        called = models.When(pk__in=whole.values("merged_into"), then=Least(fit, Fit.ALIAS.value))
        matching = self.current().filter(models.Q(holds) | models.Q(pk__in=merged.values("merged_into")))
        return matching.annotate(fit=models.Case(called, default=fit), begins=begins).order_by(
            "fit", "-begins", "name", "pk"
        )

    def unused(self) -> Self:
        """Those in use that no passage names, to which nobody belongs, and that no merge or proposal is about."""
        about = (
            rows_of("Attribution").filter(actor=models.OuterRef("pk")),
            self.model.objects.filter(affiliation=models.OuterRef("pk")),
            self.model.objects.filter(merged_into=models.OuterRef("pk")),
            rows_of("ActorProposal").filter(
                models.Q(actor=models.OuterRef("pk")) | models.Q(other=models.OuterRef("pk"))
            ),
            rows_of("ActorProposal").filter(affiliation=models.OuterRef("pk")),
        )
        return self.current().filter(*(~models.Exists(each) for each in about))

    def named_in(self, passages: "models.QuerySet[Any]") -> Self:
        """Those that one of the passages names."""
        named = rows_of("Attribution").filter(actor=models.OuterRef("pk"), passage__in=passages.order_by().values("pk"))
        return self.current().filter(models.Exists(named)).order_by("name", "pk")

    def used_first_in(self, article_id: int, *, by: User | None = None) -> Self:
        """Those that the article's passages name first, or one person's passages; else as ordered before.

        Of those that match typed words, the closest come first all the same.
        """
        own = {"passage__editor": by} if by else {}
        named = rows_of("Attribution").filter(actor=models.OuterRef("pk"), passage__article=article_id, **own)
        return self.annotate(used_here=models.Exists(named)).order_by(*used_first(self.query.order_by))

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


@remembered(exclude=["twin", "lookup"])
class Actor(Recorded):
    """A person, state, organisation, group, document, media outlet or unnamed source."""

    Kind = ActorKind

    # Whether it was entered just now, by the very call that answered it.
    is_new = False
    # How typed words fit it (`claims.text.typed_match.Fit`); `matching` adds it.
    fit: int

    name = LineField(_("name"), max_length=300)
    kind = models.CharField(_("kind"), max_length=16, choices=ActorKind, default=ActorKind.UNKNOWN)
    # Tells two of the same name and kind apart: "footballer", "Georgia, US".
    qualifier = LineField(_("told apart by"), max_length=200, blank=True)
    # Above 0 only while blind reading hides one of the same name, kind and qualifier: see `claims.queries.actor_twins`.
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
    # Name and aliases, folded, a line each, for what somebody types.
    lookup = models.GeneratedField(
        expression=models.Func("name", "aliases", function="claims_actor_lookup"),
        output_field=models.TextField(),
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
        query = fold(query).removeprefix("the ").strip()
        if not query or query in fold(self.name):
            return ""
        return next((alias for alias in self.aliases if query in fold(alias)), "")

    def has_name(self, name: str) -> bool:
        """Whether this is its name or an alias, any case."""
        return any(each.lower() == name.lower() for each in (self.name, *self.aliases))
