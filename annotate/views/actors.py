"""The register of actors: who speaks, what each said and denied, and how an entry is changed."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from annotate import access
from annotate.forms.actors import ActorForm, TableForm
from annotate.http import query_params, security_log
from annotate.http.downloads import download
from annotate.http.methods import require_get_or_post
from annotate.http.quotas import note_limit
from annotate.http.security_log import Event
from annotate.presenters.evidence import Evidence, positions
from claims.actions.actor_create import get_or_create_actor
from claims.actions.actor_edit import edit_actor
from claims.actions.actor_merge import merge_actor
from claims.actions.form_save import ChangedMeanwhile
from claims.actions.unused_delete import may_delete_actor
from claims.exchange import actors as table
from claims.models import Actor, Passage
from claims.models.blind import read_blind_by, reads_blind
from claims.permissions import Action, RegisterAction, allowed_in_register
from claims.queries.proposals import about, to_decide_by
from claims.queries.register import approved_rows, may, standing
from claims.queries.unused import actors_to_delete

ACTORS_AT_ONCE = 50
PASSAGES_AT_ONCE = 30
MEMBERS_AT_ONCE = 100
MERGED_AT_ONCE = 100


@require_safe
def actors(request: HttpRequest) -> HttpResponse:
    """The register, to search."""
    query, kind = query_params.words(request), query_params.words(request, "kind")
    user = access.user_of(request)
    blind = reads_blind(user)
    unused = "unused" in request.GET
    known = actors_to_delete(user) if unused else Actor.objects.known_to(user, blind=blind)
    found = known.matching(query).of_kind(kind).for_lists()
    actions = access.register_actions(request)
    context = {
        "page": query_params.page(request, found, size=ACTORS_AT_ONCE),
        "query": query,
        "kind": kind,
        "unused": unused,
        "kinds": Actor.Kind.choices,
        "may_mark": Action.MARK in actions,
        "may_enter": Action.MARK in actions and not blind,
        "may_import": Action.MANAGE in actions,
        "proposals": len(to_decide_by(access.user_of(request))) if Action.MARK in actions else 0,
    }
    return render(request, "annotate/actors.html", context)


@require_get_or_post
def actor_new(request: HttpRequest) -> HttpResponse:
    """Enter an actor; one that is there already is shown instead.

    Whoever reads blind enters actors where they mark: the register would tell them that another editor was first.
    """
    person = access.register(request, Action.MARK)
    if blind := list(read_blind_by(person)):
        return render(
            request, "annotate/actor_new.html", {"blind": blind}, status=422 if request.method == "POST" else 200
        )
    sent = request.POST if request.method == "POST" else None
    form = ActorForm(sent, asker=person, name=query_params.words(request, "name"))
    if form.is_valid():
        try:
            made = get_or_create_actor(by=person, **form.cleaned_data)
        except ValidationError as error:
            note_limit(request, error)
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
    blind = reads_blind(user)
    readable = Passage.objects.readable_by(user, blind=blind).newest_first().for_evidence()
    family = Actor.objects.resolving_to(found)
    members = Actor.objects.members_of(found)
    said = query_params.page(request, readable.spoken_by(family), size=PASSAGES_AT_ONCE, name="said")
    passed = query_params.page(request, readable.passed_on_by(family), size=PASSAGES_AT_ONCE, name="passed")
    of_members = readable.spoken_by(members.with_merged())
    by_members = query_params.page(request, of_members, size=PASSAGES_AT_ONCE, name="by_members")
    what = standing(user, [found])
    may_change = allowed_in_register(what, RegisterAction.DESCRIBE)
    context: dict[str, Any] = {
        "actor": found,
        "merged": family.besides(found).known_to(user, blind=blind)[:MERGED_AT_ONCE],
        "members": members.known_to(user, blind=blind).order_by("name")[:MEMBERS_AT_ONCE],
        "said": said,
        "positions": positions(said),
        "passed": passed,
        "passed_on": [Evidence(passage) for passage in passed],
        "by_members": by_members,
        "member_positions": positions(by_members),
        "may_change": may_change,
        "may_propose": not may_change and allowed_in_register(what, RegisterAction.PROPOSE),
        "proposals": about(found, reader=user, decides=may_change) if what else [],
        "rows": approved_rows([found], reader=user) if may_change else None,
        "may_delete": not said and may_delete_actor(user, found),
        "form": form or (ActorForm(asker=user, actor=found) if may_change else None),
    }
    return render(request, "annotate/actor.html", context, status=status)


@require_POST
def actor_edit(request: HttpRequest, actor_id: int) -> HttpResponse:
    """Change what is said about an actor."""
    found = access.entry(request, actor_id, RegisterAction.DESCRIBE)
    person = access.user_of(request)
    form = ActorForm(request.POST, asker=person, actor=found)
    if form.is_valid():
        try:
            # Another object, so that a refused name is not shown as the actor's.
            with form.saving(found) as fresh:
                edit_actor(fresh, by=person, **form.cleaned_data)
        except ChangedMeanwhile as changed:
            form.tell(changed, reader=person)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            security_log.record(request, Event.ACTOR_RENAMED, actor=actor_id, fields=form.changed_data)
            messages.success(request, gettext("Saved."))
            return redirect("actor", actor_id)
    return _page(request, found, form=form, status=form.status)


@require_get_or_post
def actor_merge(request: HttpRequest, actor_id: int) -> HttpResponse:
    """Merge another entry into this one: find it, see both and which approved rows that changes, confirm."""
    found = access.entry(request, actor_id, RegisterAction.MERGE)
    person = access.user_of(request)
    if request.method == "POST":
        return _merge(request, found)
    other = access.other_entry(request, request.GET.get("other", ""), RegisterAction.PROPOSE)
    if other and not may(person, RegisterAction.MERGE, other):
        return redirect(reverse("actor_propose_merge", args=[found.pk]) + f"?other={other.pk}")
    return _merging(request, found, other=other)


def _merge(request: HttpRequest, found: Actor) -> HttpResponse:
    other = access.other_entry(request, request.POST.get("other", ""), RegisterAction.MERGE)
    try:
        if not other:
            raise ValidationError(gettext("Choose the entry to merge."), code="other")
        merge_actor(found, other=other, by=access.user_of(request))
    except ValidationError as error:
        return _merging(request, found, other=other, refused=error.messages, status=422)
    security_log.record(request, Event.ACTOR_MERGED, actor=found.pk, other=other.pk)
    message = gettext("“%(other)s” is merged into “%(name)s”.")
    messages.success(request, message % {"other": other.name, "name": found.name})
    return redirect("actor", found.pk)


def _merging(
    request: HttpRequest, found: Actor, *, other: Actor | None, status: int = 200, refused: Sequence[str] = ()
) -> HttpResponse:
    query, person = query_params.words(request), access.user_of(request)
    likely = Actor.objects.known_to(person).matching(query or found.name).for_lists().besides(found)
    rows = approved_rows([other], reader=person) if other else None
    context = {"actor": found, "other": other, "rows": rows, "query": query, "likely": likely[:20], "refused": refused}
    return render(request, "annotate/actor_merge.html", context, status=status)


@require_safe
def actors_csv(request: HttpRequest) -> HttpResponseBase:
    """The register as a table; `?raw=1` leaves out what is for spreadsheets only."""
    user = access.user_of(request)
    known = Actor.objects.known_to(user, blind=reads_blind(user))
    raw = request.GET.get("raw") == "1"
    lines = chain([] if raw else ["\ufeff"], table.write(known.current(), raw=raw))
    return download(request, lines, filename="actors.csv", format="actors", raw=raw)


@require_get_or_post
def actors_import(request: HttpRequest) -> HttpResponse:
    """Take a table into the register: all that is wrong with it is told before any of it is taken."""
    person = access.register(request, Action.MANAGE)
    if blind := list(read_blind_by(person)):
        # As for a new actor: what is there already would tell what other editors entered.
        return render(
            request, "annotate/actor_new.html", {"blind": blind}, status=422 if request.method == "POST" else 200
        )
    form = TableForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            sent = form.cleaned_data["table"]
            outcome = table.load(table.read(sent.read(table.LIMIT + 1)), by=person)
        except table.Refused as refused:
            return _import(request, form, mistakes=[str(mistake) for mistake in refused.mistakes])
        except table.Incomplete as broken:
            security_log.record(request, Event.ACTORS_IMPORTED, complete=False)
            return _import(request, form, mistakes=broken.messages, is_incomplete=True)
        except ValidationError as error:
            note_limit(request, error)
            return _import(request, form, mistakes=error.messages)
        made, changed = outcome.made, outcome.changed
        security_log.record(request, Event.ACTORS_IMPORTED, complete=True, made=made, changed=changed)
        messages.success(request, _told(outcome))
        return redirect("actors")
    return _import(request, form)


def _import(
    request: HttpRequest, form: TableForm, *, mistakes: Sequence[str] = (), is_incomplete: bool = False
) -> HttpResponse:
    context = {"form": form, "mistakes": mistakes, "is_incomplete": is_incomplete}
    context |= {"columns": table.COLUMNS, "kinds": Actor.Kind.values}
    return render(request, "annotate/actors_import.html", context, status=422 if request.method == "POST" else 200)


def _told(outcome: table.Outcome) -> str:
    made = ngettext("%(count)s actor made", "%(count)s actors made", outcome.made)
    changed = ngettext("%(count)s changed", "%(count)s changed", outcome.changed)
    same = ngettext("%(count)s as it was", "%(count)s as they were", outcome.unchanged)
    parts = (made, outcome.made), (changed, outcome.changed), (same, outcome.unchanged)
    return ", ".join(words % {"count": count} for words, count in parts) + "."
