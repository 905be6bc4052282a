"""Claims: propositions that can be stated and denied, each in one sentence."""

import unicodedata
from collections.abc import Iterable
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.lookups import LessThan
from django.utils.translation import gettext_lazy as _

from claims.constraints import NO_SEMICOLON, clean_texts, fixed
from claims.fields import LineField, ParagraphsField, SentenceField
from claims.models.base import Recorded, remembered, rows_of
from claims.models.blind import known_claims
from claims.models.collections import Collection
from claims.models.users import User
from claims.text.normalise import typed
from claims.text.typed_match import Fit, used_first

_TRUTH = models.BooleanField()


def _words(query: str) -> list[str]:
    """The words of a query, without any sign that could be an operator of the query language.

    Marks and joiners stay, since scripts from Arabic to Devanagari write words with them.
    """
    return "".join(
        sign if sign.isalnum() or unicodedata.category(sign)[0] == "M" or sign in "\u200c\u200d" else " "
        for sign in query
    ).split()


def _begins_or_has_the_stem_of(word: str) -> models.Q:
    """Whether a claim holds a word with this stem, or one that begins so: what is typed may be longer than the stem."""
    configuration, vector = models.F("search_configuration"), models.F("search_vector")
    stemmed = models.Func(
        configuration, models.Value(f"{word}:*"), vector, function="claims_matches", output_field=_TRUTH
    )
    fit = models.Func("lookup", models.Value(word), function="claims_statement_fit", output_field=models.IntegerField())
    return models.Q(stemmed) | models.Q(LessThan(fit, models.Value(Fit.REST)))


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Chainable words for claims."""

    def visible_to(self, user: User) -> Self:
        """Those of the user's collections, each with `role`."""
        return self.filter(collection__memberships__user=user).annotate(role=models.F("collection__memberships__role"))

    def known_to(self, user: User | None, *, collection: Collection | None = None, blind: bool = True) -> Self:
        """Without those that blind reading hides from the user: see `blind`; none for a command.

        `collection`: the one they all are of, where that is known; `blind=False`: the user is known to read blind
        nowhere (`reads_blind`). So it asks less.
        """
        if user is None or not blind or (collection and not collection.blind):
            return self
        return self.filter(known_claims(user))

    def of(self, collection_id: int) -> Self:
        """Those of one collection, without the merged ones."""
        return self.current().filter(collection=collection_id)

    def numbered(self, ids: Iterable[int]) -> Self:
        """Those with these ids."""
        return self.filter(pk__in=list(ids))

    def besides(self, claim: "Claim") -> Self:
        """All but this one."""
        return self.exclude(pk=claim.pk)

    def resolving_to(self, claim: "Claim") -> Self:
        """The claim and those merged into it."""
        return self.filter(models.Q(pk=claim.pk) | models.Q(merged_into=claim.pk))

    def numbers_with_merged(self, claims: Iterable["Claim"]) -> list[int]:
        """The numbers of these claims and of those merged into one of them. One small query."""
        numbers = [claim.pk for claim in claims]
        return [*numbers, *self.filter(merged_into__in=numbers).order_by().values_list("pk", flat=True)]

    def for_lists(self) -> Self:
        """With their collection; whatever else a template asks for is refused."""
        return self.select_related("collection").defer("collection__guidelines").fetch_mode(models.FETCH_RAISE)

    def used_first_in(self, article_id: int, *, by: User | None = None) -> Self:
        """Those that the article's passages state or deny first, or one person's passages; else as ordered before.

        Of those that match typed words, the closest come first all the same.
        """
        here = models.Q(claim=models.OuterRef("pk"), passage__article=article_id)
        if by:
            here &= models.Q(passage__editor=by)
        used = models.Exists(rows_of("Statement").filter(here)) | models.Exists(rows_of("Denial").filter(here))
        return self.annotate(used_here=used).order_by(*used_first(self.query.order_by))

    def current(self) -> Self:
        """Without those merged into another."""
        return self.filter(merged_into__isnull=True)

    def unused(self) -> Self:
        """Those in use that no passage names, withdrawn and merged ones included, and into which none was merged."""
        cited = (models.Exists(rows_of(part).filter(claim=models.OuterRef("pk"))) for part in ("Statement", "Denial"))
        merged = models.Exists(self.model.objects.filter(merged_into=models.OuterRef("pk")))
        return self.current().filter(*(~each for each in cited), ~merged)

    def matching(self, query: str) -> Self:
        """Those that hold every word of the query or a word that begins with it, with its `fit`; the closest first."""
        words = _words(query)
        typed_words = models.Value(typed(query))
        holds = models.Func("lookup", typed_words, function="claims_holds", output_field=_TRUTH)
        if not words:
            # Signs alone, or nothing: the first are looked for as they stand, nothing is in every claim.
            return self.current().filter(statement__icontains=typed(query)).order_by("-pk")
        pattern = " & ".join(f"{word}:*" for word in words[:20])
        likeness = models.Func(
            models.F("search_configuration"),
            models.Value(pattern),
            models.F("search_vector"),
            function="claims_likeness",
            output_field=models.FloatField(),
        )
        held = models.Q(*(_begins_or_has_the_stem_of(word) for word in words[:20]))
        fit = models.Func("lookup", typed_words, function="claims_statement_fit", output_field=models.IntegerField())
        matching = self.current().filter(models.Q(holds) | held).annotate(fit=fit, likeness=likeness)
        return matching.order_by("fit", "-likeness", "-pk")


@remembered(exclude=["lookup"])
class Claim(Recorded):
    """A proposition in one sentence that can be denied on its own, whoever says it."""

    # What the asking user is here; `visible_to` adds it.
    role: str
    # Whether the article at hand uses it; `used_first_in` adds it.
    used_here: bool
    # How typed words fit it (`claims.text.typed_match.Fit`); `matching` adds it, but for signs alone.
    fit = Fit.REST
    # Whether it was entered just now, by the very call that answered it.
    is_new = False

    collection = models.ForeignKey(Collection, models.PROTECT, related_name="claims")
    statement = SentenceField(_("statement"), max_length=1000)
    language = LineField(_("language"), max_length=16, default="en")
    # Kept as text, since Postgres cannot be upgraded in place over a regconfig column.
    search_configuration = models.CharField(max_length=32, default="simple", editable=False)
    note = ParagraphsField(_("note"), max_length=5000, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged"
    )
    search_vector = models.GeneratedField(
        expression=models.Func("search_configuration", "statement", function="claims_search_vector"),
        output_field=SearchVectorField(),
        db_persist=True,
        editable=False,
    )

    # The statement, folded, for what somebody types.
    lookup = models.GeneratedField(
        expression=models.Func("statement", function="claims_folded"),
        output_field=models.TextField(),
        db_persist=True,
        editable=False,
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex(fields=["search_vector"], name="claim_search"),
            models.Index(fields=["created_by", "created_at"], name="claim_by_person"),
        ]
        triggers = [
            fixed("collection_id", name="claim_stays", message=_("A claim stays in its collection.")),
            clean_texts(name="claim_words_clean", lines={"statement": 1000, "language": 16}, paragraphs={"note": 5000}),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(statement__regex=r"\S"),
                name="claim_says_something",
                violation_error_message=_("A claim needs a sentence that can be denied."),
            ),
            models.CheckConstraint(
                condition=~models.Q(statement__contains=";"),
                name="claim_listable",
                violation_error_message=NO_SEMICOLON,
            ),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("pk")),
                name="claim_not_itself",
                violation_error_message=_("A claim cannot be merged into itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.statement

    @property
    def resolved(self) -> "Claim":
        """The claim that stands for this one: itself, unless it was merged."""
        return self.merged_into or self
