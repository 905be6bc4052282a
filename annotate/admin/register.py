"""What people work with: articles, actors, claims."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models.functions import Left
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from annotate.admin.base import Guarded, ReadOnly, is_list
from annotate.forms import admin as forms
from claims.models import Actor, ActorProposal, Article, Claim

READABLE = 20_000  # code points of an article that its page shows


@admin.register(Article)
class ArticleAdmin(Guarded):
    """What is said about an article can be corrected; its text never changes."""

    list_display = ("title", "outlet", "collection", "published_at", "language", "length", "archived")
    list_filter = ("archived", "language")
    list_select_related = ("collection",)
    left_out = ("collection__guidelines",)
    search_fields = ("title", "outlet")
    autocomplete_fields = ("replaces",)
    fields = (
        *("collection", "title", "outlet", "byline", "url", "published_at", "published_precision", "language"),
        *("replaces", "archived", "length", "sha256", "beginning", "created_by", "created_at"),
    )
    readonly_fields = ("collection", "length", "sha256", "beginning", "created_by", "created_at")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Article]:
        """Without the texts; for the page of one, with its beginning."""
        found = super().get_queryset(request).defer("text")
        return found if is_list(request) else found.annotate(shown=Left("text", READABLE))

    @admin.display(description=_("text"))
    def beginning(self, article: Any) -> str:
        """The text, or as much of it as a page can bear."""
        return f"{article.shown}…" if article.length > READABLE else str(article.shown)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody, from here: articles are imported."""
        return False


@admin.register(Actor)
class ActorAdmin(Guarded):
    """The register: one for the installation."""

    form = forms.ActorForm
    list_display = ("name", "kind", "qualifier", "affiliation", "wikidata_id", "merged_into")
    list_filter = ("kind",)
    list_select_related = ("affiliation", "merged_into")
    search_fields = ("name", "wikidata_id")
    autocomplete_fields = ("affiliation",)
    readonly_fields = ("merged_into", "created_by", "created_at")


@admin.register(Claim)
class ClaimAdmin(Guarded):
    """Claims are worded and merged in the program, which knows who cites them; here only the note changes."""

    list_display = ("statement", "collection", "language", "merged_into", "created_at")
    list_select_related = ("collection", "merged_into")
    left_out = ("search_vector", "merged_into__search_vector", "collection__guidelines")
    search_fields = ("statement",)
    fields = ("statement", "collection", "language", "note", "merged_into", "created_by", "created_at")
    readonly_fields = ("statement", "collection", "language", "merged_into", "created_by", "created_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody, from here."""
        return False


@admin.register(ActorProposal)
class ActorProposalAdmin(ReadOnly):
    """What people proposed for the register, and what came of it; decided in the program."""

    list_display = ("actor", "other", "fields", "state", "created_by", "created_at", "decided_by", "decided_at")
    list_filter = ("state",)
    list_select_related = ("actor", "other", "created_by", "decided_by")
    search_fields = ("actor__name", "other__name")
