"""Claims: propositions that can be stated and denied, each in one sentence."""

import unicodedata
from collections.abc import Iterable
from typing import Any, Self

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.constraints import NO_SEMICOLON, clean_texts, fixed, guarded
from claims.fields import LineField, ParagraphsField, SentenceField
from claims.models.blind import known_claims
from claims.models.collections import Collection
from claims.models.common import Recorded, remembered, rows_of
from claims.models.limits import CLAIMS, check_limit
from claims.models.people import User
from claims.models.words import Status
from claims.permissions import Action, allowed
from claims.short_texts import clean_line, clean_paragraphs, searched
from claims.text import typed

# The text search configurations that every Postgres brings, by language.
SEARCH_CONFIGURATIONS = {
    "ar": "arabic", "da": "danish", "de": "german", "en": "english", "es": "spanish", "fi": "finnish",
    "fr": "french", "hu": "hungarian", "it": "italian", "lt": "lithuanian", "nl": "dutch", "no": "norwegian",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip


def search_configuration(language: str) -> str:
    """The configuration for a language tag such as `de-AT`; `simple` where Postgres has none."""
    return SEARCH_CONFIGURATIONS.get(language.split("-")[0].lower(), "simple")


def _words(query: str) -> list[str]:
    """The words of a query, without any sign that could be an operator of the query language.

    Marks and joiners stay, since scripts from Arabic to Devanagari write words with them.
    """
    return "".join(
        sign if sign.isalnum() or unicodedata.category(sign)[0] == "M" or sign in "\u200c\u200d" else " "
        for sign in query
    ).split()


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
        """Those that the article's passages state or deny first, then as ordered before; of one person if given."""
        here = models.Q(claim=models.OuterRef("pk"), passage__article=article_id)
        if by:
            here &= models.Q(passage__editor=by)
        used = models.Exists(rows_of("Statement").filter(here)) | models.Exists(rows_of("Denial").filter(here))
        return self.annotate(used_here=used).order_by("-used_here", *self.query.order_by)

    def current(self) -> Self:
        """Without those merged into another."""
        return self.filter(merged_into__isnull=True)

    def matching(self, query: str) -> Self:
        """Those that hold every word of the query or a word that begins with it, most like it first."""
        words = _words(query)
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
        literal = models.Q(statement__icontains=typed(query))
        stemmed = models.Func(
            models.F("search_configuration"),
            models.Value(pattern),
            models.F("search_vector"),
            function="claims_matches",
            output_field=models.BooleanField(),
        )
        return self.current().filter(models.Q(literal) | models.Q(stemmed)).order_by(likeness.desc(), "-pk")


@remembered()
class Claim(Recorded):
    """A proposition in one sentence that can be denied on its own, whoever says it."""

    # What the asking user is here; `visible_to` adds it.
    role: str
    # Whether the article at hand uses it; `used_first_in` adds it.
    used_here: bool
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

    @classmethod
    def word(
        cls,
        *,
        collection: Collection,
        statement: str,
        by: User | None,
        language: str = "",
        is_limited: bool = True,
        **fields: Any,
    ) -> "Claim":
        """Enter a claim in these words; one in the same words that is there already is answered instead.

        Where `by` reads blind, one that is hidden from them is not there: so there are twins, to be merged later.
        `fields`: what else it had, where one that was taken back returns. Raises ValidationError; LimitReached too,
        unless `is_limited` is off.
        """
        statement = clean_line(statement)
        language = language or collection.language
        in_these_words = cls.objects.filter(collection=collection, statement__iexact=statement).order_by("pk")
        in_these_words = in_these_words.known_to(by, collection=collection)
        with guarded():
            known = in_these_words.first()
            if known is None:
                # Locked, so that two who word the same at once word one claim.
                Collection.objects.select_for_update(no_key=True).get(pk=collection.pk)
                known = in_these_words.first()
                if known is None:
                    if is_limited:
                        check_limit(CLAIMS, by=by)
                    known = cls.objects.create(
                        collection=collection,
                        statement=statement,
                        language=language,
                        created_by=by,
                        search_configuration=search_configuration(language),
                        **fields,
                    )
                    known.is_new = True
        return known.resolved

    def set_note(self, *, note: str) -> None:
        """Set what members should know about the claim."""
        with guarded():
            self.note = clean_paragraphs(note).strip()
            self.save(update_fields=["note"])

    def reword(self, *, by: User, statement: str, spelling: bool = False) -> int:
        """Put the claim in other words; answers how many approved passages wait for agreement again.

        Whoever agreed to a passage agreed to the words of its claims. So what is approved and cites this
        claim goes back to submitted, what is submitted gets a new version, and somebody else than `by` has to
        agree. With `spelling` the passages stay as they are: a reviewer declares that the sense is the same,
        and the claim's history says so. Raises PermissionDenied when only a reviewer may, or ValidationError.
        """
        statement = clean_line(statement)
        reviews = allowed(self.collection.role_of(by), Action.REVIEW)
        # The context goes into the event with the old words.
        with pghistory.context(spelling=spelling), guarded():
            # The collection, as `word` does, so that no two claims get the same words at once; the claim not
            # against those who cite it meanwhile: they wait for nothing, and hold what is locked next.
            Collection.objects.select_for_update(no_key=True).get(pk=self.collection_id)
            fresh = Claim.objects.select_for_update(no_key=True).filter(pk=self.pk).first()
            if fresh is None:
                # Whoever entered it took that back meanwhile.
                raise ValidationError(gettext("This claim is not there any more."), code="gone")
            fresh._check_new_words(statement, by=by)
            cited = rows_of("Passage").citing(Claim.objects.resolving_to(self)).decided_on()
            # Readings before passages, both in order, as every verb of a passage locks them.
            list(rows_of("Assignment").holding(cited).order_by("pk").select_for_update(no_key=True))
            passages = list(cited.order_by("pk").select_for_update(of=("self",), no_key=True).for_cards())
            approved = [passage for passage in passages if passage.status == Status.APPROVED]
            if not reviews and (approved or spelling):
                raise PermissionDenied
            if not spelling:
                reason = gettext("The claim “%(claim)s” was reworded.") % {"claim": searched(fresh.statement)}
                for passage in passages:
                    passage.ask_again(by=by, reason=reason)
                changed = rows_of("Passage").filter(pk__in=[passage.pk for passage in approved])
                rows_of("Assignment").holding(changed).update(accepted_at=None, accepted_by=None)
            self.statement = statement
            self.save(update_fields=["statement"])
        return 0 if spelling else len(approved)

    def _check_new_words(self, statement: str, *, by: User) -> None:
        if self.merged_into_id:
            raise ValidationError(gettext("This claim is merged into another."), code="merged")
        if statement == self.statement:
            raise ValidationError(gettext("These are the words it has already."), code="same")
        others = Claim.objects.current().filter(collection=self.collection_id, statement__iexact=statement)
        if others.exclude(pk=self.pk).known_to(by, collection=self.collection).exists():
            raise ValidationError(
                gettext("There is a claim in these words already. A reviewer can merge the two."), code="twin"
            )

    def absorb(self, *, other: "Claim") -> None:
        """Merge another claim of the collection into this one; no passage changes. Raises ValidationError."""
        with guarded():
            both = Claim.objects.select_for_update(no_key=True).order_by("pk").in_bulk([self.pk, other.pk])
            if {self.pk, other.pk} - both.keys():
                # Whoever entered it took that back meanwhile.
                raise ValidationError(gettext("One of the two is not there any more."), code="gone")
            if self.collection_id != other.collection_id:
                raise ValidationError(gettext("The two claims belong to different collections."), code="collection")
            if any(claim.merged_into_id for claim in both.values()):
                raise ValidationError(gettext("One of the two is merged into another already."), code="merged")
            Claim.objects.filter(models.Q(pk=other.pk) | models.Q(merged_into=other.pk)).update(merged_into=self.pk)
