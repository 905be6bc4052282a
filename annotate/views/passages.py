"""The verbs of a passage over HTTP: each address does one thing and answers the fragments that changed.

The answer to a browser that marks is the card, the touched blocks, the strip, and the versions of passages that the
change nested anew; without JavaScript it is the article's page again.
"""

import uuid
from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from annotate import access
from annotate.cards import card
from annotate.forms import passages as forms
from annotate.highlighting import Highlight, blocks_around, draw
from annotate.requests import HtmxRequest
from annotate.views.workbench import strip
from claims.inference import REACH, infer
from claims.models import Actor, Claim, Passage, User
from claims.models.editing import AlreadyDone, Stale
from claims.models.passages import IdTaken
from claims.models.words import DenialState
from claims.permissions import Action
from claims.sentences import Block
from claims.spans import Spans

type Change = Callable[[dict[str, Any]], "list[Passage] | None"]


@require_POST
def make(request: HtmxRequest, article_id: int) -> HttpResponse:
    """Mark a stretch of the article."""
    article = access.article(request, article_id, Action.MARK)
    user = access.user_of(request)
    form = forms.MakeForm(request.POST, article=article)
    if not form.is_valid():
        return render(request, "annotate/workbench.html#refused", {"errors": form.errors}, status=422)
    sent = form.cleaned_data
    try:
        passage, moved = Passage.make(
            id=sent["id"], article=article, by=user, role=article.role, mark=sent["mark"], content=sent["content"],
            cue=sent["cue"], source=sent["source"], speakers=sent["speaker"], states=sent["states"],
            denies=sent["denies"], action=sent["action"],
        )  # fmt: skip
    except AlreadyDone:
        return answer(request, access.passage(request, sent["id"], Action.MARK))
    except IdTaken:
        return render(request, "annotate/workbench.html#taken", status=409)
    except ValidationError as error:
        return render(request, "annotate/workbench.html#refused", {"errors": {"": error.messages}}, status=422)
    return answer(request, passage, touched=[passage.content], moved=moved)


@require_safe
def show(request: HtmxRequest, passage_id: uuid.UUID) -> HttpResponse:
    """The open card; or, for a visitor by link, the article at this passage."""
    passage = access.passage(request, passage_id, Action.READ)
    if request.htmx:
        return answer(request, passage)
    return redirect(place_of(passage))


def place_of(passage: Passage) -> str:
    """The address of the article with this passage open."""
    article = reverse("article", kwargs={"article_id": passage.article_id})
    return f"{article}?passage={passage.pk}#passage-{passage.pk}"


@require_POST
def set_spans(request: HtmxRequest, passage_id: uuid.UUID) -> HttpResponse:
    """Other words for content, cue or source."""
    passage = access.passage(request, passage_id, Action.MARK)
    form = forms.SpansForm(request.POST)
    before = [passage.content, passage.cue, passage.source]

    def place(stamp: dict[str, Any]) -> list[Passage]:
        return passage.set_spans(by=access.user_of(request), **stamp, **form.spans())

    return change(
        request,
        passage,
        form,
        place,
        touched=lambda: [*before, passage.content, passage.cue, passage.source],
    )


@require_POST
def set_mark(request: HtmxRequest, passage_id: uuid.UUID) -> HttpResponse:
    """Another mark; a refutation that denies something is asked what becomes of that."""
    passage = access.passage(request, passage_id, Action.MARK)
    form = forms.MarkForm(request.POST)
    return change(
        request, passage, form,
        lambda stamp: passage.set_mark(
            mark=form.cleaned_data["mark"], denials=form.cleaned_data["denials"], by=access.user_of(request), **stamp,
        ),
        touched=lambda: [passage.content],
    )  # fmt: skip


@require_POST
def set_note(request: HtmxRequest, passage_id: uuid.UUID) -> HttpResponse:
    """The editor's note."""
    passage = access.passage(request, passage_id, Action.MARK)
    form = forms.NoteForm(request.POST)
    return change(
        request,
        passage,
        form,
        lambda stamp: passage.set_note(note=form.cleaned_data["note"], by=access.user_of(request), **stamp),
    )


@require_POST
def add_speaker(request: HtmxRequest, passage_id: uuid.UUID) -> HttpResponse:
    """Name one who says this."""
    return _add_actor(request, passage_id, Passage.add_speaker)


@require_POST
def add_via(request: HtmxRequest, passage_id: uuid.UUID) -> HttpResponse:
    """Name one who passes it on."""
    return _add_actor(request, passage_id, Passage.add_via)


def _add_actor(request: HtmxRequest, passage_id: uuid.UUID, verb: Callable[..., None]) -> HttpResponse:
    passage = access.passage(request, passage_id, Action.MARK)
    form = forms.ActorForm(request.POST)

    def add(stamp: dict[str, Any]) -> None:
        user, sent = access.user_of(request), form.cleaned_data
        actor = sent["actor"] or Actor.called(name=sent["name"], kind=sent["kind"], by=user)
        verb(passage, actor=actor, by=user, **stamp)

    return change(request, passage, form, add)


@require_POST
def remove_actor(request: HtmxRequest, passage_id: uuid.UUID) -> HttpResponse:
    """Take a speaker or a via off again."""
    passage = access.passage(request, passage_id, Action.MARK)
    form = forms.RemoveActorForm(request.POST)
    return change(
        request, passage, form,
        lambda stamp: passage.remove_attribution(
            actor=form.cleaned_data["actor"], role=form.cleaned_data["role"], by=access.user_of(request), **stamp,
        ),
    )  # fmt: skip


@require_POST
def set_unattributed(request: HtmxRequest, passage_id: uuid.UUID) -> HttpResponse:
    """Whether the text names nobody."""
    passage = access.passage(request, passage_id, Action.MARK)
    form = forms.UnattributedForm(request.POST)
    return change(
        request, passage, form,
        lambda stamp: passage.set_unattributed(
            unattributed=form.cleaned_data["unattributed"], by=access.user_of(request), **stamp,
        ),
    )  # fmt: skip


@require_POST
def add_statement(request: HtmxRequest, passage_id: uuid.UUID) -> HttpResponse:
    """A claim that it states: chosen, or worded here."""
    passage = access.passage(request, passage_id, Action.MARK)
    form = forms.ClaimForm(request.POST, passage=passage)

    def add(stamp: dict[str, Any]) -> None:
        user = access.user_of(request)
        passage.add_statement(claim=_claim(passage, form, user), by=user, **stamp)

    return change(request, passage, form, add)


@require_POST
def remove_statement(request: HtmxRequest, passage_id: uuid.UUID) -> HttpResponse:
    """Take a stated claim off again."""
    passage = access.passage(request, passage_id, Action.MARK)
    form = forms.ClaimForm(request.POST, passage=passage)
    return change(
        request,
        passage,
        form,
        lambda stamp: passage.remove_statement(claim=form.cleaned_data["claim"], by=access.user_of(request), **stamp),
    )


@require_POST
def add_denial(request: HtmxRequest, passage_id: uuid.UUID) -> HttpResponse:
    """What it denies: a claim, words not in this collection, or that the article does not say which."""
    passage = access.passage(request, passage_id, Action.MARK)
    form = forms.DenialForm(request.POST, passage=passage)

    def add(stamp: dict[str, Any]) -> None:
        user, sent = access.user_of(request), form.cleaned_data
        claim = _claim(passage, form, user) if sent["state"] == DenialState.LINKED else None
        passage.add_denial(
            claim=claim,
            kind=sent["kind"],
            state=sent["state"],
            target_text=sent["target_text"],
            by=user,
            **stamp,
        )

    return change(request, passage, form, add)


def _claim(passage: Passage, form: forms.ClaimForm, user: User) -> Claim:
    sent = form.cleaned_data
    chosen: Claim | None = sent["claim"]
    return chosen or Claim.word(
        collection=passage.article.collection,
        statement=sent["statement"],
        by=user,
        language=passage.article.language,
    )


@require_POST
def change_denial(request: HtmxRequest, passage_id: uuid.UUID, denial_id: int) -> HttpResponse:
    """Denies or disputes, and which passage it answers."""
    passage = access.passage(request, passage_id, Action.MARK)
    denial = access.denial(passage, denial_id)
    form = forms.ChangeDenialForm(request.POST, passage=passage)
    return change(
        request, passage, form,
        lambda stamp: passage.change_denial(
            denial=denial, kind=form.cleaned_data["kind"], answers=form.cleaned_data["answers"],
            by=access.user_of(request), **stamp,
        ),
    )  # fmt: skip


@require_POST
def remove_denial(request: HtmxRequest, passage_id: uuid.UUID, denial_id: int) -> HttpResponse:
    """Take a denial off again."""
    passage = access.passage(request, passage_id, Action.MARK)
    denial = access.denial(passage, denial_id)
    return change(
        request,
        passage,
        forms.StampForm(request.POST),
        lambda stamp: passage.remove_denial(denial=denial, by=access.user_of(request), **stamp),
    )


@require_POST
def withdraw(request: HtmxRequest, passage_id: uuid.UUID) -> HttpResponse:
    """Take the passage back; it can be restored."""
    passage = access.passage(request, passage_id, Action.MARK)
    return change(
        request,
        passage,
        forms.StampForm(request.POST),
        lambda stamp: passage.withdraw(by=access.user_of(request), **stamp),
        touched=lambda: [passage.content, passage.cue, passage.source],
    )


@require_POST
def restore(request: HtmxRequest, passage_id: uuid.UUID) -> HttpResponse:
    """Bring a withdrawn passage back."""
    passage = access.passage(request, passage_id, Action.MARK)
    return change(
        request,
        passage,
        forms.StampForm(request.POST),
        lambda stamp: passage.restore(by=access.user_of(request), **stamp),
        touched=lambda: [passage.content, passage.cue, passage.source],
    )


def change(
    request: HtmxRequest,
    passage: Passage,
    form: forms.StampForm,
    verb: Change,
    *,
    touched: Callable[[], Iterable[Spans]] = list,
) -> HttpResponse:
    """Do one verb, and answer what changed: 409 with the fresh card for a stale version, 422 with what is wrong."""
    if not form.is_valid():
        return answer(request, passage, error=" ".join(chain.from_iterable(form.errors.values())), status=422)
    try:
        moved = verb(form.stamp()) or []
    except AlreadyDone:
        moved = []
    except Stale:
        return answer(request, passage, stale=True, touched=[passage.content], status=409)
    except ValidationError as error:
        asked = form.cleaned_data.get("mark", "") if error.code == "denials" else ""
        return answer(request, passage, error=" ".join(error.messages), asked_mark=asked, status=422)
    return answer(request, passage, touched=touched(), moved=moved)


def answer(
    request: HtmxRequest,
    passage: Passage,
    *,
    touched: Iterable[Spans] = (),
    moved: Iterable[Passage] = (),
    error: str = "",
    asked_mark: str = "",
    stale: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The fragments that changed, or without JavaScript the article's page again."""
    user, article = access.user_of(request), passage.article
    article.role = getattr(article, "role", None) or passage.role
    if not request.htmx:
        if error or stale:
            messages.error(request, error or gettext("This passage was changed meanwhile. Look at it again."))
        return redirect(place_of(passage))
    fresh = passage if passage.knows_parts else Passage.objects.for_cards().get(pk=passage.pk)
    fresh.article = article
    wanted = blocks_around(article.text, touched)
    around = list(near(fresh, wanted, user=user))
    own = fresh.editor_id == user.pk
    context = {
        "article": article, "moved": moved, "stale": stale,
        "card": card(
            fresh, user=user, role=article.role, is_open=True, error=error, asked_mark=asked_mark,
            guesses=infer(fresh, around) if own and (fresh.lacks or not passage.knows_parts) else None,
        ),
        "blocks": draw(article.text, wanted, (Highlight.of(each, other=each.editor_id != user.pk) for each in around)),
        **strip(article, user=user),
    }  # fmt: skip
    return render(request, "annotate/workbench.html#answer", context, status=status)


def near(passage: Passage, drawn: list[Block], *, user: User) -> Iterable[Passage]:
    """What the drawn blocks show and what guesses rest on; one query whatever the article's length."""
    start = min([max(0, passage.content.start - REACH), *(block.start for block in drawn)])
    end = max([passage.content.end, *(block.end for block in drawn)])
    found = Passage.objects.in_article(passage.article).readable_by(user)
    return found.drawn_between(start, end).in_brief()
