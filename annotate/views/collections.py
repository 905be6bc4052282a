"""Collections: one's own, a new one, settings, guidelines."""

from copy import copy
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from annotate import access
from annotate.forms.collections import ChangedSettingsForm, GuidelinesForm, NewCollectionForm
from annotate.http import query_params, security_log
from annotate.http.methods import require_get_or_post
from annotate.http.security_log import Event
from annotate.presenters.markdown import rendered
from claims.actions.collection_create import create_collection, may_create_collection
from claims.actions.collection_delete import delete_collection
from claims.actions.collection_edit import edit_collection
from claims.actions.form_save import ChangedMeanwhile
from claims.models import Collection, User
from claims.permissions import Action
from claims.queries.collection_progress import MOST_COUNTED, reading_for_lists
from claims.queries.collections import is_empty_collection

COLLECTIONS_AT_ONCE = 50
STARTERS = 5  # of whom one is asked


@require_safe
def collections(request: HttpRequest) -> HttpResponse:
    """One's own collections, with role and progress."""
    person = access.user_of(request)
    page = query_params.page(request, Collection.objects.visible_to(person).for_lists(), size=COLLECTIONS_AT_ONCE)
    reading = reading_for_lists(page)
    may_start = may_create_collection(person)
    context = {
        "page": page,
        "rows": [(each, reading[each.pk]) for each in page],
        "most": MOST_COUNTED,
        "may_start": may_start,
        "starters": [] if may_start else User.starters()[:STARTERS],
    }
    return render(request, "annotate/collections.html", context)


@require_get_or_post
def collection_new(request: HttpRequest) -> HttpResponse:
    """Whoever may start one is its manager."""
    person = access.collection_starter(request)
    blank = Collection(time_zone=person.time_zone, language=person.language)
    form = NewCollectionForm(request.POST if request.method == "POST" else None, instance=blank)
    if form.is_valid():
        try:
            made = create_collection(by=person, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            security_log.record(request, Event.COLLECTION_MADE, collection=made.slug)
            messages.success(request, gettext("The collection is made. Bring in its first articles."))
            return redirect("collection", slug=made.slug)
    return render(request, "annotate/collection_new.html", {"form": form}, status=422 if form.is_bound else 200)


@require_get_or_post
def collection_settings(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what can be changed; its short name cannot, since addresses hold it."""
    found = access.collection(request, slug, Action.MANAGE)
    # A copy, so that a refused name is not shown as the collection's.
    sent = request.POST if request.method == "POST" else None
    form = ChangedSettingsForm(sent, saved=found, instance=copy(found))
    if form.is_valid():
        is_new = form.cleaned_data["blind"] and not found.blind
        changed = [name for name, value in form.cleaned_data.items() if getattr(found, name) != value]
        try:
            with form.saving(found) as fresh:
                edit_collection(fresh, **form.cleaned_data)
        except ChangedMeanwhile as other:
            form.tell(other, reader=access.user_of(request))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            security_log.record(request, Event.SETTINGS_CHANGED, collection=slug, fields=changed, blind=fresh.blind)
            messages.success(request, _told(is_blind_now=is_new))
            return redirect("collection_settings", slug=slug)
    return _settings(request, found, form=form, status=form.status)


def _told(*, is_blind_now: bool) -> str:
    if not is_blind_now:
        return gettext("Saved.")
    return gettext(
        "Saved. From now on editors see only their own passages of an article that is still being read, and nothing of"
        " it is reviewed. What they have seen so far they have seen."
    )


@require_POST
def collection_delete(request: HttpRequest, slug: str) -> HttpResponse:
    """Delete a collection that holds nothing."""
    found = access.collection(request, slug, Action.MANAGE)
    try:
        delete_collection(found)
    except ValidationError as error:
        form = ChangedSettingsForm(saved=found, instance=copy(found))
        return _settings(request, found, form=form, status=422, refused=error.messages)
    security_log.record(request, Event.COLLECTION_DELETED, collection=slug)
    messages.success(request, gettext("“%(name)s” is deleted.") % {"name": found.name})
    return redirect("collections")


def _settings(request: HttpRequest, found: Collection, *, status: int, **context: Any) -> HttpResponse:
    context |= {"collection": found, "is_empty": is_empty_collection(found)}
    return render(request, "annotate/collection_settings.html", context, status=status)


@require_safe
def guidelines(request: HttpRequest, slug: str) -> HttpResponse:
    """What this collection's managers wrote, and what the three marks mean everywhere."""
    found = access.collection(request, slug, Action.READ)
    context = {"collection": found, "text": rendered(found.guidelines)}
    return render(request, "annotate/guidelines.html", context)


@require_get_or_post
def guidelines_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Write them; the old ones stay in the history."""
    found = access.collection(request, slug, Action.MANAGE)
    form = GuidelinesForm(found, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            with form.saving(found) as fresh:
                edit_collection(fresh, **form.cleaned_data)
        except ChangedMeanwhile as changed:
            form.tell(changed, reader=access.user_of(request))
        else:
            messages.success(request, gettext("Saved."))
            return redirect("guidelines", slug=slug)
    context = {"collection": found, "form": form}
    return render(request, "annotate/guidelines_edit.html", context, status=form.status)


@require_POST
def guidelines_preview(request: HttpRequest, slug: str) -> HttpResponse:
    """How they would look. Stores nothing."""
    found = access.collection(request, slug, Action.MANAGE)
    form = GuidelinesForm(found, request.POST)
    fine = form.is_valid()
    context = {
        "collection": found,
        "form": form,
        "preview": rendered(form.cleaned_data["guidelines"]) if fine else "",
    }
    template = "annotate/guidelines_edit.html"
    if request.headers.get("HX-Request"):
        template += "#guidelines-preview"
    return render(request, template, context, status=200 if fine else 422)
