"""The parts of a passage over HTTP: who says it, who passes it on, what it states, what it denies."""

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from annotate import access
from annotate.forms import passages as forms
from annotate.http.request import HtmxRequest
from annotate.presenters.workbench_response import answer, change
from claims.actions import attribution_edit, denial_edit, statement_edit
from claims.actions.actor_create import get_or_create_actor_by_name
from claims.actions.claim_create import get_or_create_claim
from claims.models import Actor, Claim, Passage, User
from claims.models.choices import DenialState
from claims.permissions import Action
from claims.queries.passage_actions import is_action_done


@require_POST
def add_speaker(request: HtmxRequest, passage_id: uuid.UUID) -> HttpResponse:
    """Name one who says this, with the words that report it and name the speaker if they were seen with that."""
    passage = access.passage(request, passage_id, Action.MARK)
    form = forms.ActorForm(request.POST, asker=access.user_of(request))

    def add(stamp: dict[str, Any]) -> None:
        user, sent = access.user_of(request), form.cleaned_data
        attribution_edit.add_speaker(
            passage, actor=_actor(form, user), by=user, cue=sent["cue"], source=sent["source"], **stamp
        )

    return change(request, passage, form, add, touched=lambda: [passage.cue, passage.source])


@require_POST
def add_via(request: HtmxRequest, passage_id: uuid.UUID) -> HttpResponse:
    """Name one who passes it on."""
    passage = access.passage(request, passage_id, Action.MARK)
    form = forms.ActorForm(request.POST, asker=access.user_of(request))

    def add(stamp: dict[str, Any]) -> None:
        user = access.user_of(request)
        attribution_edit.add_via(passage, actor=_actor(form, user), by=user, **stamp)

    return change(request, passage, form, add)


@require_POST
def repeat_attribution(request: HtmxRequest, passage_id: uuid.UUID) -> HttpResponse:
    """Who says the passage attributed last, and who passes it on, once more."""
    passage = access.passage(request, passage_id, Action.MARK)
    return change(
        request,
        passage,
        forms.StampForm(request.POST),
        lambda stamp: attribution_edit.repeat_attribution(passage, by=access.user_of(request), **stamp),
    )


def _actor(form: forms.ActorForm, user: User) -> Actor:
    sent = form.cleaned_data
    chosen: Actor | None = sent["actor"]
    return chosen or get_or_create_actor_by_name(name=sent["name"], kind=sent["kind"], by=user)


@require_POST
def remove_actor(request: HtmxRequest, passage_id: uuid.UUID) -> HttpResponse:
    """Take a speaker or a via off again."""
    passage = access.passage(request, passage_id, Action.MARK)
    form = forms.RemoveActorForm(request.POST)
    return change(
        request, passage, form,
        lambda stamp: attribution_edit.remove_attribution(
            passage, actor=form.cleaned_data["actor"], role=form.cleaned_data["role"],
            by=access.user_of(request), **stamp,
        ),
    )  # fmt: skip


@require_POST
def set_unattributed(request: HtmxRequest, passage_id: uuid.UUID) -> HttpResponse:
    """Whether the text names nobody."""
    passage = access.passage(request, passage_id, Action.MARK)
    form = forms.UnattributedForm(request.POST)
    return change(
        request, passage, form,
        lambda stamp: attribution_edit.set_unattributed(
            passage, unattributed=form.cleaned_data["unattributed"], by=access.user_of(request), **stamp,
        ),
    )  # fmt: skip


@require_POST
def add_statement(request: HtmxRequest, passage_id: uuid.UUID) -> HttpResponse:
    """Claims that it states: chosen, or worded here."""
    passage = access.passage(request, passage_id, Action.MARK)
    form = forms.StatementForm(request.POST, passage=passage, asker=access.user_of(request))

    def add(stamp: dict[str, Any]) -> None:
        user, sent = access.user_of(request), form.cleaned_data
        claims = [*sent["known"], *(_worded(passage, words, user) for words in sent["worded"])]
        statement_edit.add_statements(passage, claims=claims or [_claim(passage, form, user)], by=user, **stamp)

    return change(request, passage, form, add)


@require_POST
def remove_statement(request: HtmxRequest, passage_id: uuid.UUID) -> HttpResponse:
    """Take a stated claim off again."""
    passage = access.passage(request, passage_id, Action.MARK)
    form = forms.TakenOffForm(request.POST)
    return change(
        request,
        passage,
        form,
        lambda stamp: statement_edit.remove_statement(
            passage, claim=form.cleaned_data["claim"], by=access.user_of(request), **stamp
        ),
    )


@require_POST
def add_denial(request: HtmxRequest, passage_id: uuid.UUID) -> HttpResponse:
    """What it denies: a claim, words not in this collection, or that the article does not say which."""
    passage = access.passage(request, passage_id, Action.MARK)
    form = forms.DenialForm(request.POST, passage=passage, asker=access.user_of(request))

    def add(stamp: dict[str, Any]) -> None:
        user, sent = access.user_of(request), form.cleaned_data
        claim = _claim(passage, form, user) if sent["state"] == DenialState.LINKED else None
        denial_edit.add_denial(
            passage,
            claim=claim,
            kind=sent["kind"],
            state=sent["state"],
            target_text=sent["target_text"],
            by=user,
            **stamp,
        )

    return change(request, passage, form, add)


def _claim(passage: Passage, form: forms.ClaimForm, user: User) -> Claim:
    chosen: Claim | None = form.cleaned_data["claim"]
    return chosen or _worded(passage, form.cleaned_data["statement"], user)


def _worded(passage: Passage, words: str, user: User) -> Claim:
    article = passage.article
    return get_or_create_claim(collection=article.collection, statement=words, by=user, language=article.language)


@require_POST
def change_denial(request: HtmxRequest, passage_id: uuid.UUID, denial_id: int) -> HttpResponse:
    """Denies or disputes, and which passage it answers."""
    passage = access.passage(request, passage_id, Action.MARK)
    form = forms.ChangeDenialForm(request.POST, passage=passage, asker=access.user_of(request))
    try:
        denial = access.denial(passage, denial_id)
    except Http404:
        return _gone(request, passage, form)
    return change(
        request, passage, form,
        lambda stamp: denial_edit.change_denial(
            passage, denial=denial, kind=form.cleaned_data["kind"], answers=form.cleaned_data["answers"],
            by=access.user_of(request), **stamp,
        ),
    )  # fmt: skip


@require_POST
def remove_denial(request: HtmxRequest, passage_id: uuid.UUID, denial_id: int) -> HttpResponse:
    """Take a denial off again."""
    passage = access.passage(request, passage_id, Action.MARK)
    form = forms.StampForm(request.POST)
    try:
        denial = access.denial(passage, denial_id)
    except Http404:
        return _gone(request, passage, form)
    return change(
        request,
        passage,
        form,
        lambda stamp: denial_edit.remove_denial(passage, denial=denial, by=access.user_of(request), **stamp),
    )


def _gone(request: HtmxRequest, passage: Passage, form: forms.StampForm) -> HttpResponse:
    """What is answered where the denial has gone: by this very action, sent again, or behind an older card's back."""
    if form.is_valid():
        stamp = form.stamp()
        if is_action_done(passage, stamp["action"]):
            return answer(request, passage)
        if stamp["version"] != passage.version:
            return answer(request, passage, stale=True, status=409)
    raise Http404
