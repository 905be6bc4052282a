"""The register of actors: who speaks, what each said and denied, and how an entry is changed."""

from itertools import chain
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotate import access, asked
from annotate.evidence import Evidence, positions
from annotate.forms.actors import ActorForm, TableForm
from claims.actions.form_save import ChangedMeanwhile
from claims.exchange import actors as table
from claims.models import Actor, Passage
from claims.models.blind import read_blind_by
from claims.permissions import Action

ACTORS_AT_ONCE = 50
PASSAGES_AT_ONCE = 30
MEMBERS_AT_ONCE = 100


@require_safe
def actors(request: HttpRequest) -> HttpResponse:
    """The register, to search."""
    query, kind = asked.words(request), asked.words(request, "kind")
    found = Actor.objects.known_to(access.user_of(request)).matching(query).of_kind(kind).for_lists()
    actions = access.register_actions(request)
    context = {
        "page": asked.page(request, found, size=ACTORS_AT_ONCE),
        "query": query,
        "kind": kind,
        "kinds": Actor.Kind.choices,
        "may_mark": Action.MARK in actions,
        "may_enter": Action.MARK in actions and not read_blind_by(access.user_of(request)).exists(),
        "may_import": Action.MANAGE in actions,
    }
    return render(request, "annotate/actors.html", context)


@require_http_methods(["GET", "POST"])
def actor_new(request: HttpRequest) -> HttpResponse:
    """Enter an actor; one that is there already is shown instead.

    Whoever reads blind enters actors where they mark: the register would tell them that another editor was first.
    """
    person = access.register(request, Action.MARK)
    if blind := list(read_blind_by(person)):
        return render(request, "annotate/actor_new.html", {"blind": blind}, status=422 if request.POST else 200)
    sent = request.POST if request.method == "POST" else None
    form = ActorForm(sent, asker=person, name=asked.words(request, "name"))
    if form.is_valid():
        try:
            made = Actor.introduce(by=person, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, gettext("“%(name)s” is in the register.") % {"name": made.name})
            return redirect("actor", made.pk)
    return render(request, "annotate/actor_new.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
def actor(request: HttpRequest, actor_id: int) -> HttpResponse:
    """What this actor said, denied and passed on, and what its members did; where it went, if it was merged."""
    found = access.actor(request, actor_id)
    if found.merged_into_id:
        return redirect("actor", found.merged_into_id)
    return _page(request, found)


def _page(request: HttpRequest, found: Actor, *, form: ActorForm | None = None, status: int = 200) -> HttpResponse:
    user = access.user_of(request)
    readable = Passage.objects.readable_by(user).newest_first().for_evidence()
    family = Actor.objects.resolving_to(found)
    members = Actor.objects.members_of(found)
    said = asked.page(request, readable.spoken_by(family), size=PASSAGES_AT_ONCE, name="said")
    passed = asked.page(request, readable.passed_on_by(family), size=PASSAGES_AT_ONCE, name="passed")
    of_members = readable.spoken_by(members.with_merged())
    by_members = asked.page(request, of_members, size=PASSAGES_AT_ONCE, name="by_members")
    actions = access.register_actions(request)
    context: dict[str, Any] = {
        "actor": found,
        "merged": family.besides(found).known_to(user),
        "members": members.known_to(user).order_by("name")[:MEMBERS_AT_ONCE],
        "said": said,
        "positions": positions(said),
        "passed": passed,
        "passed_on": [Evidence(passage) for passage in passed],
        "by_members": by_members,
        "member_positions": positions(by_members),
        "may_mark": Action.MARK in actions,
        "may_merge": Action.REVIEW in actions,
        "form": form or ActorForm(asker=user, actor=found),
    }
    return render(request, "annotate/actor.html", context, status=status)


@require_POST
def actor_edit(request: HttpRequest, actor_id: int) -> HttpResponse:
    """Change what is said about an actor."""
    person = access.register(request, Action.MARK)
    found = access.actor(request, actor_id)
    form = ActorForm(request.POST, asker=person, actor=found)
    if form.is_valid():
        try:
            # Another object, so that a refused name is not shown as the actor's.
            with form.saving(found) as fresh:
                fresh.describe(by=person, **form.cleaned_data)
        except ChangedMeanwhile as changed:
            form.tell(changed, reader=person)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, gettext("Saved."))
            return redirect("actor", actor_id)
    return _page(request, found, form=form, status=form.status)


@require_http_methods(["GET", "POST"])
def actor_merge(request: HttpRequest, actor_id: int) -> HttpResponse:
    """Merge another entry into this one: find it, see both, confirm."""
    access.register(request, Action.REVIEW)
    found = access.actor(request, actor_id)
    sent = request.POST if request.method == "POST" else request.GET
    other = access.actor(request, int(sent["other"])) if sent.get("other", "").isdecimal() else None
    refused: list[str] = []
    if request.method == "POST":
        try:
            if not other:
                raise ValidationError(gettext("Choose the entry to merge."), code="other")
            found.absorb(other=other)
        except ValidationError as error:
            refused = error.messages
        else:
            message = gettext("“%(other)s” is merged into “%(name)s”.")
            messages.success(request, message % {"other": other.name, "name": found.name})
            return redirect("actor", found.pk)
    query = asked.words(request)
    likely = Actor.objects.known_to(access.user_of(request)).matching(query or found.name).for_lists().besides(found)
    context = {"actor": found, "other": other, "query": query, "likely": likely[:20], "refused": refused}
    return render(request, "annotate/actor_merge.html", context, status=422 if refused else 200)


@require_safe
def actors_csv(request: HttpRequest) -> HttpResponseBase:
    """The register as a table; `?raw=1` leaves out what is for spreadsheets only."""
    known = Actor.objects.known_to(access.user_of(request))
    raw = request.GET.get("raw") == "1"
    lines = chain([] if raw else ["\ufeff"], table.write(known.current(), raw=raw))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="actors.csv"'
    return response


@require_http_methods(["GET", "POST"])
def actors_import(request: HttpRequest) -> HttpResponse:
    """Take a table into the register, all of it or nothing."""
    person = access.register(request, Action.MANAGE)
    form = TableForm(request.POST or None, request.FILES or None)
    mistakes: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            sent = form.cleaned_data["table"]
            outcome = table.load(table.read(sent.read(table.LIMIT + 1)), by=person)
        except table.Refused as refused:
            mistakes = [str(mistake) for mistake in refused.mistakes]
        except ValidationError as error:
            mistakes = error.messages
        else:
            messages.success(request, _told(outcome))
            return redirect("actors")
    context = {"form": form, "mistakes": mistakes, "columns": table.COLUMNS, "kinds": Actor.Kind.values}
    return render(request, "annotate/actors_import.html", context, status=422 if request.method == "POST" else 200)


def _told(outcome: table.Outcome) -> str:
    made = ngettext("%(count)s actor made", "%(count)s actors made", outcome.made)
    changed = ngettext("%(count)s changed", "%(count)s changed", outcome.changed)
    same = ngettext("%(count)s as it was", "%(count)s as they were", outcome.unchanged)
    parts = (made, outcome.made), (changed, outcome.changed), (same, outcome.unchanged)
    return ", ".join(words % {"count": count} for words, count in parts) + "."
