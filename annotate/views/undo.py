"""Undo and redo over HTTP: one's own last action on an article, taken back or done again."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from annotate import access
from annotate.forms.undo import ActionForm
from annotate.http.request import HtmxRequest
from annotate.presenters.workbench_response import fragments, place_of
from claims.actions.undo import Kept, Turn, may_redo, may_undo, redo, undo
from claims.models import Article, Passage, User
from claims.permissions import Action


@require_POST
def take_back(request: HtmxRequest, article_id: int) -> HttpResponse:
    """Take back one's own last action on the article."""
    article = access.article(request, article_id, Action.MARK)
    return _answer(request, article, undo, done=gettext("Took back: %(done)s"), none=gettext("Nothing to take back."))


@require_POST
def do_again(request: HtmxRequest, article_id: int) -> HttpResponse:
    """Do again what one took back last."""
    article = access.article(request, article_id, Action.MARK)
    return _answer(request, article, redo, done=gettext("Did again: %(done)s"), none=gettext("Nothing to do again."))


def _answer(
    request: HtmxRequest, article: Article, verb: Callable[..., Turn | None], *, done: str, none: str
) -> HttpResponse:
    """Do it, and answer what was done in words with all that it touched; 409 with the reason if it stays as it is."""
    user = access.user_of(request)
    form = ActionForm(request.POST)
    action = (form.is_valid() and form.cleaned_data["action"]) or uuid.uuid4()
    try:
        turn = verb(article=article, by=user, action=action)
    except Kept as kept:
        said = " ".join(kept.messages)
        if not request.htmx:
            messages.error(request, said)
            return redirect(place_of(kept.passage) if kept.passage else reverse("article", args=[article.pk]))
        return _render(request, article, user, said=said, passage=kept.passage, status=409)
    said = done % {"done": turn.words} if turn else none
    if not request.htmx:
        messages.success(request, said)
        return redirect(
            place_of(turn.passage) if turn and turn.passage.is_live else reverse("article", args=[article.pk])
        )
    if turn is None:
        return _render(request, article, user, said=said)
    return _render(request, article, user, said=said, passage=turn.passage, touched=turn.touched, moved=turn.moved)


def _render(
    request: HtmxRequest,
    article: Article,
    user: User,
    *,
    said: str,
    passage: Passage | None = None,
    touched: Any = (),
    moved: Any = (),
    status: int = 200,
) -> HttpResponse:
    context = fragments(passage, user=user, touched=touched) if passage else {"article": article}
    context |= {
        "moved": moved, "said": said,
        "may_undo": may_undo(article=article, by=user), "may_redo": may_redo(article=article, by=user),
    }  # fmt: skip
    return render(request, "annotate/workbench.html#turned", context, status=status)
