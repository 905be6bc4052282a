"""Comments on a passage: its thread, read and written in the card, or on a page of its own."""

import uuid
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from annotate import access
from annotate.forms.comments import CommentForm
from annotate.http.methods import require_get_or_post
from annotate.http.quotas import note_limit
from annotate.http.request import HtmxRequest
from annotate.presenters.comment_thread import talk
from claims.actions.comment_create import create_comment
from claims.actions.comment_delete import delete_comment
from claims.actions.comment_resolve import reopen_comment, resolve_comment
from claims.actions.refusals import AlreadyDone, Stale
from claims.models import Passage
from claims.queries.comments import passage_of_deleted_comment


@require_get_or_post
def thread(request: HtmxRequest, passage_id: uuid.UUID) -> HttpResponse:
    """What was said about the passage; POST adds to it."""
    passage = access.discussion(request, passage_id)
    if request.method == "POST":
        return _add(request, passage)
    return _show(request, passage, arrives=bool(request.htmx))


def _add(request: HtmxRequest, passage: Passage) -> HttpResponse:
    form = CommentForm(request.POST)
    if not form.is_valid():
        reasons = [str(reason) for reasons in form.errors.values() for reason in reasons]
        return _show(request, passage, error=" ".join(reasons), written=request.POST.get("text", ""), status=422)
    return _change(
        request,
        passage,
        lambda: create_comment(passage=passage, by=access.user_of(request), **form.sent()),
        written=form.cleaned_data["text"],
    )


@require_POST
def resolve(request: HtmxRequest, comment_id: int) -> HttpResponse:
    """Say that the thread is settled, as far as this comment."""
    comment = access.comment(request, comment_id)
    return _change(request, comment.passage, lambda: resolve_comment(comment, by=access.user_of(request)))


@require_POST
def reopen(request: HtmxRequest, comment_id: int) -> HttpResponse:
    """Say that it is not settled after all."""
    comment = access.comment(request, comment_id)
    return _change(request, comment.passage, lambda: reopen_comment(comment, by=access.user_of(request)))


@require_POST
def take_back(request: HtmxRequest, comment_id: int) -> HttpResponse:
    """Take one's own comment back; its words stand in the field again, to be written better."""
    # Sent again, since the answer was lost.
    if place := passage_of_deleted_comment(comment_id, by=access.user_of(request)):
        return _show(request, access.discussion(request, place))
    comment = access.comment(request, comment_id)
    return _change(
        request, comment.passage, lambda: delete_comment(comment, by=access.user_of(request)), taken_back=comment.text
    )


def _change(
    request: HtmxRequest, passage: Passage, verb: Callable[[], Any], *, written: str = "", taken_back: str = ""
) -> HttpResponse:
    """Do it and answer the thread as it is then; with 409 if somebody wrote meanwhile, with 422 if it cannot be."""
    try:
        verb()
    except AlreadyDone:
        pass
    except Stale:
        error = gettext("Somebody wrote here meanwhile. Read that first.")
        return _show(request, passage, error=error, written=written, status=409)
    except ValidationError as refused:
        note_limit(request, refused)
        return _show(request, passage, error=" ".join(refused.messages), written=written, status=422)
    if not request.htmx and not taken_back:
        return redirect("passage_comments", passage.pk)
    return _show(request, passage, written=taken_back)


def _show(
    request: HtmxRequest,
    passage: Passage,
    *,
    error: str = "",
    written: str = "",
    arrives: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The thread; to a browser that asks for a part of the page only that."""
    context = talk(passage, user=access.user_of(request))
    context |= {"error": error, "written": written, "arrives": arrives}
    template = "_talk.html" if request.htmx else "annotate/comments.html"
    return render(request, template, context, status=status)
