"""The register of actors, kept by those whose work shows it: undoing changes, and proposals of everybody else."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from annotate import access
from annotate.forms.register import DeclineForm, MergeProposalForm, ProposalForm
from annotate.http import query_params, security_log
from annotate.http.methods import require_get_or_post
from annotate.http.quotas import note_limit
from annotate.http.security_log import Event
from claims.actions.actor_edit import undo_actor_edit
from claims.actions.actor_merge import unmerge_actor
from claims.actions.actor_proposal import accept_proposal, decline_proposal, propose_actor_edit, propose_actor_merge
from claims.history import actor_story, known_to
from claims.models import Actor, ActorProposal
from claims.permissions import Action, RegisterAction
from claims.queries.hidden_signs import actors_with_hidden_signs
from claims.queries.proposals import to_decide_by
from claims.queries.register import approved_rows, followers

LIKELY = 20  # entries that may be the same actor
ANSWERED = 50  # of one's own proposals


@require_get_or_post
def actor_undo(request: HttpRequest, actor_id: int, event_id: int) -> HttpResponse:
    """Take one change of the description back: see it with what it changes in tables, confirm."""
    found = access.entry(request, actor_id, RegisterAction.DESCRIBE)
    person = access.user_of(request)
    story = actor_story(found, known=known_to(person), reader=person)
    change = next((each for each in story if each.event == event_id), None)
    if change is None:
        raise Http404
    refused: list[str] = []
    if request.method == "POST":
        try:
            undo_actor_edit(found, by=person, event=event_id)
        except ValidationError as error:
            refused = error.messages
        else:
            security_log.record(request, Event.ACTOR_RENAMED, actor=found.pk, undone=event_id)
            messages.success(request, gettext("The change is taken back."))
            return redirect("actor", found.pk)
    context = {"actor": found, "change": change, "refused": refused, "rows": approved_rows([found], reader=person)}
    return render(request, "annotate/actor_undo.html", context, status=422 if refused else 200)


@require_get_or_post
def actor_unmerge(request: HttpRequest, actor_id: int) -> HttpResponse:
    """Take an entry out of the one that it was merged into: see what that changes, confirm."""
    found = access.entry(request, actor_id, RegisterAction.MERGE)
    person = access.user_of(request)
    if not found.merged_into:
        return _not_merged(request, found)
    along = followers(found)
    if request.method == "POST":
        try:
            along = unmerge_actor(found, by=person)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("actor", found.pk)
        security_log.record(request, Event.ACTOR_MERGED, actor=found.merged_into_id, other=found.pk, undone=True)
        messages.success(request, gettext("“%(name)s” is an entry of its own again.") % {"name": found.name})
        return redirect("actor", found.pk)
    context = {"actor": found, "into": found.merged_into, "followers": along}
    return render(request, "annotate/actor_unmerge.html", context | {"rows": _rows(request, found, *along)})


def _not_merged(request: HttpRequest, found: Actor) -> HttpResponse:
    messages.error(request, gettext("“%(name)s” is merged into no other entry.") % {"name": found.name})
    return redirect("actor", found.pk)


def _rows(request: HttpRequest, *actors: Actor) -> Any:
    return approved_rows(actors, reader=access.user_of(request))


# -- Proposals


@require_get_or_post
def actor_propose(request: HttpRequest, actor_id: int) -> HttpResponse:
    """Propose to describe an actor anew."""
    found = access.entry(request, actor_id, RegisterAction.PROPOSE)
    person = access.user_of(request)
    form = ProposalForm(request.POST if request.method == "POST" else None, asker=person, actor=found)
    if form.is_valid():
        try:
            propose_actor_edit(found, by=person, **form.cleaned_data)
        except ValidationError as error:
            note_limit(request, error)
            form.add_error(None, error)
        else:
            return _proposed(request, found)
    context = {"actor": found, "form": form}
    return render(request, "annotate/actor_propose.html", context, status=422 if form.is_bound else 200)


@require_get_or_post
def actor_propose_merge(request: HttpRequest, actor_id: int) -> HttpResponse:
    """Propose to merge another entry into this one: find it, say why."""
    found = access.entry(request, actor_id, RegisterAction.PROPOSE)
    person = access.user_of(request)
    sent = request.POST if request.method == "POST" else request.GET
    other = access.other_entry(request, sent.get("other", ""), RegisterAction.PROPOSE)
    form = MergeProposalForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            if not other:
                raise ValidationError(gettext("Choose the entry to merge."), code="other")
            propose_actor_merge(found, other=other, by=person, **form.cleaned_data)
        except ValidationError as error:
            note_limit(request, error)
            form.add_error(None, error)
        else:
            return _proposed(request, found)
    query = query_params.words(request)
    likely = Actor.objects.known_to(person).matching(query or found.name).for_lists().besides(found)[:LIKELY]
    context = {"actor": found, "other": other, "form": form, "query": query, "likely": likely}
    return render(request, "annotate/actor_propose_merge.html", context, status=422 if form.is_bound else 200)


def _proposed(request: HttpRequest, found: Actor) -> HttpResponse:
    messages.success(request, gettext("Your proposal is kept. You see here and under “Proposals” what comes of it."))
    return redirect("actor", found.pk)


@require_safe
def actor_proposals(request: HttpRequest) -> HttpResponse:
    """What waits for one's decision, names with hidden signs, and what became of one's own proposals."""
    person = access.register(request, Action.MARK)
    own = ActorProposal.objects.of(person).latest_first().for_lists()[:ANSWERED]
    context = {"waiting": to_decide_by(person), "own": own, "hidden": actors_with_hidden_signs(person)}
    return render(request, "annotate/actor_proposals.html", context)


@require_safe
def proposal(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """What is proposed, with the approved rows that it changes, to decide on it."""
    return _decision(request, access.proposal(request, proposal_id), DeclineForm())


@require_POST
def proposal_accept(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Do what is proposed."""
    found = access.proposal(request, proposal_id)
    try:
        accept_proposal(found, by=access.user_of(request))
    except ValidationError as error:
        return _decision(request, found, DeclineForm(), refused=error.messages, status=422)
    event = Event.ACTOR_MERGED if found.other_id else Event.ACTOR_RENAMED
    security_log.record(request, event, actor=found.actor_id, other=found.other_id, proposal=found.pk)
    messages.success(request, gettext("Done, as it was proposed."))
    return redirect("actor_proposals")


@require_POST
def proposal_decline(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Leave things as they are; the proposer is told why."""
    found = access.proposal(request, proposal_id)
    form = DeclineForm(request.POST)
    if form.is_valid():
        try:
            decline_proposal(found, by=access.user_of(request), answer=form.cleaned_data["answer"])
        except ValidationError as error:
            return _decision(request, found, form, refused=error.messages, status=422)
        messages.success(request, gettext("Declined. Whoever proposed it is told why."))
        return redirect("actor_proposals")
    return _decision(request, found, form, status=422)


def _decision(
    request: HttpRequest, found: ActorProposal, form: DeclineForm, *, refused: Sequence[str] = (), status: int = 200
) -> HttpResponse:
    context = {"proposal": found, "form": form, "refused": refused}
    context["rows"] = _rows(request, found.other or found.actor)
    return render(request, "annotate/actor_proposal.html", context, status=status)
