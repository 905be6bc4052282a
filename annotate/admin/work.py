"""What people marked and agreed on, and the history of every table: to look at."""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from annotate.admin.base import ReadOnly, WithOpening, is_list
from claims.models import Assignment, Attribution, Change, Comment, Denial, Milestone, Passage, Statement


@admin.register(Passage)
class PassageAdmin(ReadOnly, WithOpening):
    """What was marked."""

    long_field = "exact"
    left_out = ("exact", "prefix", "suffix", "cue_text", "source_text", "note", "review_note", "article__text")
    list_display = ("words", "mark", "status", "article", "editor", "version", "updated_at")
    list_filter = ("mark", "status", "form")
    list_select_related = ("article", "editor")
    search_fields = ("article__title", "exact")
    ordering = ("-id",)


class PartAdmin(ReadOnly):
    """The parts of a passage, by the passage's id."""

    search_fields = ("=passage__id",)
    ordering = ("-pk",)

    @admin.display(description=_("passage"))
    def of(self, part: Any) -> str:
        """The id of the passage; its words would be one query a row."""
        return str(part.passage_id)


@admin.register(Attribution)
class AttributionAdmin(PartAdmin):
    """Who says a passage, or passes it on."""

    list_display = ("of", "role", "position", "actor", "created_at")
    list_filter = ("role",)
    list_select_related = ("actor",)


@admin.register(Statement)
class StatementAdmin(PartAdmin):
    """Which claim a passage states."""

    list_display = ("of", "claim", "created_at")
    list_select_related = ("claim",)


@admin.register(Denial)
class DenialAdmin(PartAdmin):
    """Which claim a passage denies."""

    list_display = ("of", "kind", "state", "claim", "created_at")
    list_filter = ("kind", "state")
    list_select_related = ("claim",)


@admin.register(Comment)
class CommentAdmin(PartAdmin, WithOpening):
    """What was written about a passage, and whether it is settled."""

    long_field = "text"
    left_out = ("text",)
    list_display = ("of", "words", "author", "created_at", "resolved_by", "resolved_at")
    list_select_related = ("author", "resolved_by")


@admin.register(Assignment)
class AssignmentAdmin(ReadOnly):
    """Who reads what, and whose reading was accepted."""

    list_display = ("article", "editor", "handed_in_at", "accepted_by", "accepted_at", "taken_away_at")
    list_select_related = ("article", "editor", "accepted_by")
    search_fields = ("article__title", "editor__username")
    left_out = ("article__text",)


@admin.register(Milestone)
class MilestoneAdmin(ReadOnly):
    """Each step of a review, with the passage as it stood then."""

    list_display = ("of", "verdict", "version", "by", "at")
    list_filter = ("verdict",)
    left_out = ("snapshot",)
    list_select_related = ("by",)
    search_fields = ("=passage__id",)
    ordering = ("-pk",)

    @admin.display(description=_("passage"))
    def of(self, milestone: Any) -> str:
        """The id of the passage; its words would be one query a row."""
        return str(milestone.passage_id)


@admin.register(Change)
class ChangeAdmin(PartAdmin):
    """What undo remembers of each action, until its reading is handed in."""

    list_display = ("of", "by", "at", "undone_at")
    left_out = ("before", "after")
    list_select_related = ("by",)


class EventAdmin(ReadOnly):
    """The history of one table: each row as it was before a change, and who made that change."""

    list_display = ("pgh_created_at", "pgh_label", "of", "who", "where")
    list_filter = ("pgh_label",)
    search_fields = ("pgh_obj",)
    search_help_text = _("The key of the row")
    ordering = ("-pgh_id",)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """For the list, only what it shows."""
        found = super().get_queryset(request)
        shown = ("pgh_id", "pgh_created_at", "pgh_label", "pgh_obj", "pgh_context")
        return found.only(*shown) if is_list(request) else found

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        """The history of one row, by its key, also when the row is gone."""
        if not search_term:
            return queryset, False
        try:
            key = self.opts.get_field("pgh_obj").target_field.to_python(search_term)  # type: ignore[union-attr]
        except ValidationError:
            return queryset.none(), False
        return queryset.complex_filter({"pgh_obj": key}), False

    @admin.display(description=_("row"))
    def of(self, event: Any) -> str:
        """The key of the row that changed."""
        return str(event.pgh_obj_id)

    @admin.display(description=_("by the person with the number"))
    def who(self, event: Any) -> Any:
        """Who made the change, as far as it was known."""
        return (event.pgh_context or {}).get("user")

    @admin.display(description=_("at the address or by the command"))
    def where(self, event: Any) -> Any:
        """Where the change was made."""
        context = event.pgh_context or {}
        return context.get("url") or context.get("command")


for model in apps.get_app_config("claims").get_models():
    if hasattr(model, "pgh_tracked_model"):
        admin.site.register(model, EventAdmin)
