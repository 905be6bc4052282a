"""Deleting claims and actors that nothing cites: a page that lists what would go, then one step for all of it."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext

from annotate import access
from annotate.http.methods import require_get_or_post
from annotate.http.numbers import number_in
from annotate.http.security_log import Event, record
from claims.actions.unused_delete import Deleted, delete_unused_actors, delete_unused_claims
from claims.permissions import Action
from claims.queries.unused import actors_to_delete, claims_to_delete

MOST = 100  # that are deleted at once


@require_get_or_post
def claims_delete(request: HttpRequest) -> HttpResponse:
    """Delete unused claims: one's own, and those of collections that one reviews."""
    person = access.register(request, Action.MARK)
    numbers = _numbers(request, "claim")
    if request.method == "POST" and numbers:
        done = delete_unused_claims(numbers, by=person)
        return _deleted(request, done, event=Event.CLAIMS_DELETED, back="claims")
    rows = claims_to_delete(person, among=numbers).select_related("collection")
    return _asked(request, "claim", rows, back="claims")


@require_get_or_post
def actors_delete(request: HttpRequest) -> HttpResponse:
    """Delete unused entries of the register, as far as they are the person's to delete."""
    person = access.register(request, Action.MARK)
    numbers = _numbers(request, "actor")
    if request.method == "POST" and numbers:
        done = delete_unused_actors(numbers, by=person)
        return _deleted(request, done, event=Event.ACTORS_DELETED, back="actors")
    return _asked(request, "actor", actors_to_delete(person, among=numbers), back="actors")


def _numbers(request: HttpRequest, kind: str) -> list[int]:
    sent = request.POST if request.method == "POST" else request.GET
    return [found for each in sent.getlist(kind)[:MOST] if (found := number_in(each)) is not None]


def _asked(request: HttpRequest, kind: str, rows: "QuerySet[Any]", *, back: str) -> HttpResponse:
    context = {"kind": kind, "back": back, "rows": rows.order_by("pk")}
    return render(request, "annotate/unused_delete.html", context, status=422 if request.method == "POST" else 200)


def _deleted(request: HttpRequest, done: Deleted, *, event: Event, back: str) -> HttpResponse:
    if done.numbers:
        record(request, event, numbers=done.numbers)
    _tell(request, done)
    return redirect(f"{reverse(back)}?unused=1")


def _tell(request: HttpRequest, done: Deleted) -> None:
    if done.numbers:
        words = ngettext("%(count)s is deleted.", "%(count)s are deleted.", len(done.numbers))
        messages.success(request, words % {"count": len(done.numbers)})
    if done.kept:
        words = ngettext(
            "%(count)s stays: it is used now, or is not yours to delete.",
            "%(count)s stay: they are used now, or are not yours to delete.",
            done.kept,
        )
        messages.warning(request, words % {"count": done.kept})
