"""Claims: propositions that can be stated and denied, each in one sentence."""

import re
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.constraints import NO_SEMICOLON, fixed, guarded
from claims.models.common import Recorded, remembered
from claims.models.people import Collection, User

# The text search configurations that every Postgres brings, by language.
SEARCH_CONFIGURATIONS = {
    "ar": "arabic", "da": "danish", "de": "german", "en": "english", "es": "spanish", "fi": "finnish",
    "fr": "french", "hu": "hungarian", "it": "italian", "lt": "lithuanian", "nl": "dutch", "no": "norwegian",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip
_WORD = re.compile(r"\w+")


def search_configuration(language: str) -> str:
    """The configuration for a language tag such as `de-AT`; `simple` where Postgres has none."""
    return SEARCH_CONFIGURATIONS.get(language.split("-")[0].lower(), "simple")


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Chainable words for claims."""

    def visible_to(self, user: User) -> Self:
        """Those of the user's collections, each with `role`."""
        return self.filter(collection__memberships__user=user).annotate(
            role=models.F("collection__memberships__role"),
        )

    def current(self) -> Self:
        """Without those merged into another."""
        return self.filter(merged_into__isnull=True)

    def matching(self, query: str) -> Self:
        """Those that hold every word of the query or a word that begins with it, most like it first."""
        words = _WORD.findall(query.lower())
        if not words:
            return self.current().order_by("-pk")
        # Words only, so nothing in them can be an operator of the query language.
        pattern = " & ".join(f"{word}:*" for word in words[:20])
        likeness = models.Func(
            models.F("search_configuration"), models.Value(pattern), models.F("search_vector"),
            function="claims_likeness", output_field=models.FloatField(),
        )
        literal = models.Q(statement__icontains=query.strip())
        stemmed = models.Func(
            models.F("search_configuration"), models.Value(pattern), models.F("search_vector"),
            function="claims_matches", output_field=models.BooleanField(),
        )
        return self.current().filter(models.Q(literal) | models.Q(stemmed)).order_by(likeness.desc(), "-pk")


@remembered()
class Claim(Recorded):
    """A proposition in one sentence that can be denied on its own, whoever says it."""

    # What the asking user is here; `visible_to` adds it.
    role: str

    collection = models.ForeignKey(Collection, models.PROTECT, related_name="claims")
    statement = models.TextField(_("statement"), max_length=1000)
    language = models.CharField(_("language"), max_length=16, default="en")
    # Kept as text, since Postgres cannot be upgraded in place over a regconfig column.
    search_configuration = models.CharField(max_length=32, default="simple", editable=False)
    note = models.TextField(_("note"), blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged",
    )
    search_vector = models.GeneratedField(
        expression=models.Func("search_configuration", "statement", function="claims_search_vector"),
        output_field=SearchVectorField(), db_persist=True, editable=False,
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        indexes = [GinIndex(fields=["search_vector"], name="claim_search")]
        triggers = [
            fixed("collection_id", name="claim_stays", message=_("A claim stays in its collection.")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(statement__regex=r"\S"), name="claim_says_something",
                violation_error_message=_("A claim needs a sentence that can be denied."),
            ),
            models.CheckConstraint(
                condition=~models.Q(statement__contains=";"), name="claim_listable", violation_error_message=NO_SEMICOLON,
            ),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("pk")), name="claim_not_itself",
                violation_error_message=_("A claim cannot be merged into itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.statement

    @classmethod
    def word(cls, *, collection: Collection, statement: str, by: User | None, language: str = "") -> Self:
        """Enter a claim in these words; one in the same words that is there already is answered instead.

        Raises ValidationError.
        """
        statement = " ".join(statement.split())
        known = cls.objects.filter(collection=collection, statement__iexact=statement).order_by("pk").first()
        if known:
            return known.merged_into or known  # type: ignore[return-value]
        language = language or collection.language
        with guarded():
            return cls.objects.create(
                collection=collection, statement=statement, language=language, created_by=by,
                search_configuration=search_configuration(language),
            )

    def absorb(self, *, other: "Claim") -> None:
        """Merge another claim of the collection into this one; no passage changes. Raises ValidationError."""
        with guarded():
            both = Claim.objects.select_for_update().order_by("pk").in_bulk([self.pk, other.pk])
            if self.collection_id != other.collection_id:
                raise ValidationError(gettext("The two claims belong to different collections."), code="collection")
            if any(claim.merged_into_id for claim in both.values()):
                raise ValidationError(gettext("One of the two is merged into another already."), code="merged")
            Claim.objects.filter(models.Q(pk=other.pk) | models.Q(merged_into=other.pk)).update(merged_into=self.pk)
