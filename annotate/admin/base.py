"""What all pages of the admin have in common: rules of the database as messages, short lists, no deletion."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.db.models.functions import Left
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from annotate.admin.watched import Watched
from claims.constraints import guarded

if TYPE_CHECKING:
    ListPaginator = Paginator[Any]
else:
    ListPaginator = Paginator

OPENING = 100  # code points of a long text that a list shows
LEAFED = 5_000  # rows that a list can be leafed through


class ShortPaginator(ListPaginator):
    """Counts no further than anybody leafs: a table may have a hundred million rows."""

    @cached_property
    def count(self) -> int:
        """How many rows can be reached."""
        rows: models.QuerySet[Any] = self.object_list  # type: ignore[assignment]
        return rows.order_by()[:LEAFED].count()


def is_list(request: HttpRequest) -> bool:
    """Whether many rows are asked for, not the page of one."""
    return bool(request.resolver_match) and "object_id" not in request.resolver_match.kwargs  # type: ignore[union-attr]


def refused(form: Any, refusal: ValidationError) -> Any:
    """This form, which finds nothing it is sent good enough, for that reason."""

    def clean(self: Any) -> Any:
        self.add_error(None, refusal.messages)
        return form.clean(self)

    return type(form)(form.__name__, (form,), {"clean": clean})


class Guarded(Watched):
    """What the database refuses comes back as an error of the form, and nothing is deleted."""

    list_per_page = 50
    paginator = ShortPaginator
    show_full_result_count = False
    # Long columns that a list leaves in the database.
    left_out: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """For a list, without what is long."""
        found = super().get_queryset(request)
        return found.defer(*self.left_out) if self.left_out and is_list(request) else found

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Save, or show the form again with the reason why not."""
        try:
            with guarded():
                return super().changeform_view(request, object_id, form_url, extra_context)
        except ValidationError as error:
            # Once more, with a form that knows: nothing of what was typed is lost.
            request.refusal = error  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form; after a refusal one that says so."""
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        refusal: ValidationError | None = getattr(request, "refusal", None)
        return refused(form, refusal) if refusal else form

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

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """For a list, the opening instead of the text."""
        found = super().get_queryset(request)
        return found.annotate(opening=Left(self.long_field, OPENING)) if is_list(request) else found

    @admin.display(description=_("words"))
    def words(self, row: Any) -> str:
        """How the text begins."""
        return f"{row.opening}…" if len(row.opening) == OPENING else str(row.opening)
