"""The verbs of a passage over HTTP: each address does one thing and answers the fragments that changed."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from annotate import access
from annotate.forms import passages as forms
from annotate.http.request import HtmxRequest
from annotate.presenters.workbench_response import answer, change, fragments, place_of
from claims.actions.passage_create import create_passage
from claims.actions.passage_edit import set_passage_mark, set_passage_note
from claims.actions.passage_place import set_passage_spans
from claims.actions.passage_withdraw import restore_passage, withdraw_passage
from claims.actions.refusals import AlreadyDone, IdTaken
from claims.models import Passage
from claims.permissions import Action


@require_POST
def make(request: HtmxRequest, article_id: int) -> HttpResponse:
    """Mark a stretch of the article."""
    article = access.article(request, article_id, Action.MARK)
    user = access.user_of(request)
    form = forms.MakeForm(request.POST, article=article, asker=user)
    if not form.is_valid():
        return render(request, "annotate/workbench.html#refused", {"errors": form.errors}, status=422)
    sent = form.cleaned_data
    try:
        passage, moved = create_passage(
            id=sent["id"], article=article, by=user, role=article.role, mark=sent["mark"], content=sent["content"],
            cue=sent.get("cue"), source=sent.get("source"), speakers=sent.get("speaker", ()),
            states=sent.get("states", ()), denies=sent.get("denies", ()), action=sent.get("action"),
        )  # fmt: skip
    except AlreadyDone:
        passage, moved = access.passage(request, sent["id"], Action.MARK), []
    except IdTaken:
        return render(request, "annotate/workbench.html#taken", status=409)
    except ValidationError as error:
        return render(request, "annotate/workbench.html#refused", {"errors": {"": error.messages}}, status=422)
    context = fragments(passage, user=user, touched=[passage.content, passage.cue, passage.source])
    return render(request, "annotate/workbench.html#answer", {**context, "moved": moved})


@require_safe
def show(request: HtmxRequest, passage_id: uuid.UUID) -> HttpResponse:
    """The open card; or, for a visitor by link, the article at this passage, or what became of it."""
    passage = access.passage(request, passage_id, Action.READ)
    if request.htmx:
        return answer(request, passage)
    if passage.status == Passage.Status.MERGED and passage.editor_id == access.user_of(request).pk:
        return redirect("article_decided", passage.article_id)
    return redirect(place_of(passage)) if passage.is_live else redirect("passage_history", passage_id)


@require_POST
def set_spans(request: HtmxRequest, passage_id: uuid.UUID) -> HttpResponse:
    """Other words for content, cue or source."""
    passage = access.passage(request, passage_id, Action.MARK)
    form = forms.SpansForm(request.POST)
    before = [passage.content, passage.cue, passage.source]

    def place(stamp: dict[str, Any]) -> list[Passage]:
        return set_passage_spans(passage, by=access.user_of(request), **stamp, **form.spans())

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
        lambda stamp: set_passage_mark(
            passage, mark=form.cleaned_data["mark"], denials=form.cleaned_data["denials"],
            by=access.user_of(request), **stamp,
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
        lambda stamp: set_passage_note(passage, note=form.cleaned_data["note"], by=access.user_of(request), **stamp),
    )


@require_POST
def withdraw(request: HtmxRequest, passage_id: uuid.UUID) -> HttpResponse:
    """Take the passage back; it can be restored."""
    passage = access.passage(request, passage_id, Action.MARK)
    return change(
        request,
        passage,
        forms.StampForm(request.POST),
        lambda stamp: withdraw_passage(passage, by=access.user_of(request), **stamp),
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
        lambda stamp: restore_passage(passage, by=access.user_of(request), **stamp),
        touched=lambda: [passage.content, passage.cue, passage.source],
    )
