"""What all pages of the admin have in common: rules of the database as messages, short lists, no deletion."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.db.models.functions import Left
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from claims.constraints import guarded

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
    ListPaginator = Paginator[Any]
else:
    ModelAdmin = admin.ModelAdmin
    ListPaginator = Paginator

OPENING = 100  # code points of a long text that a list shows
LEAFED = 5_000  # rows that a list can be leafed through


class ShortPaginator(ListPaginator):
    """Counts no further than anybody leafs: a table may have a hundred million rows."""

    @cached_property
    def count(self) -> int:  # type: ignore[override]
        """How many rows can be reached."""
        return self.object_list.order_by()[:LEAFED].count()  # type: ignore[union-attr,call-arg]


class Guarded(ModelAdmin):
    """What the database refuses comes back as its message, and nothing is deleted."""

    list_per_page = 50
    paginator = ShortPaginator
    show_full_result_count = False

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """Save, or go back to the form and say why not."""
        try:
            with guarded():
                return super().changeform_view(request, object_id, form_url, extra_context)
        except ValidationError as error:
            return self.refused(request, error)

    def refused(self, request: HttpRequest, error: ValidationError) -> HttpResponse:
        """Back where the person was, with the reason."""
        self.message_user(request, " ".join(error.messages), messages.ERROR)
        return HttpResponseRedirect(request.get_full_path())

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """A new row knows its maker."""
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody, from here."""
        return False


class ReadOnly(Guarded):
    """To look at, not to touch."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody, from here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody, from here."""
        return False


class WithOpening(Guarded):
    """A list that shows how a long text begins and leaves the rest in the database."""

    long_field = ""
    left_out: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """For a list, the opening instead of the text; the page of one row fetches all of it."""
        found = super().get_queryset(request)
        if request.resolver_match and str(request.resolver_match.url_name).endswith("_changelist"):
            found = found.annotate(opening=Left(self.long_field, OPENING)).defer(
                self.long_field, *self.left_out
            )
        return found

    @admin.display(description=_("words"))
    def words(self, row: Any) -> str:
        """How the text begins."""
        return f"{row.opening}…" if len(row.opening) == OPENING else str(row.opening)
