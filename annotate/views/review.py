"""Review: the readings that wait, a decision on each passage, and accepting a reading."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from annotate import access
from annotate.forms import passages as forms
from annotate.http import query_params
from annotate.http.request import HtmxRequest
from annotate.presenters.workbench_response import change
from claims.actions.assignment_accept import accept_reading
from claims.actions.passage_review import approve_passage, reopen_passage, return_to_editor
from claims.models import Assignment
from claims.permissions import Action

READINGS_AT_ONCE = 50
MOST_READINGS = 1_000  # of each kind that can be leafed through; the others come when these are done


@require_safe
def waiting(request: HtmxRequest) -> HttpResponse:
    """The readings that wait for me, oldest first, with their counts; apart those that wait for other readings."""
    readings = Assignment.objects.to_review_by(access.user_of(request))
    page = query_params.page(request, readings.reviewable(), size=READINGS_AT_ONCE, most=MOST_READINGS)
    held = query_params.page(request, readings.held_back(), size=READINGS_AT_ONCE, name="held", most=MOST_READINGS)
    context = {
        "page": page,
        # What is told of each is asked for those of the page alone: counted above are bare rows.
        "readings": Assignment.objects.on_page(page).with_counts().with_others().for_lists(),
        "held_page": held,
        "held": Assignment.objects.on_page(held).held_back().with_counts().for_lists(),
    }
    return render(request, "annotate/review.html", context)


@require_POST
def approve(request: HtmxRequest, passage_id: uuid.UUID) -> HttpResponse:
    """Approve the version that was shown."""
    passage = access.passage(request, passage_id, Action.MARK)
    return change(
        request,
        passage,
        forms.StampForm(request.POST),
        lambda stamp: approve_passage(passage, by=access.user_of(request), version=stamp["version"]),
    )


@require_POST
def return_passage(request: HtmxRequest, passage_id: uuid.UUID) -> HttpResponse:
    """Return the passage to its editor, with a reason."""
    passage = access.passage(request, passage_id, Action.REVIEW)
    form = forms.ReasonForm(request.POST)
    return change(
        request, passage, form,
        lambda stamp: return_to_editor(
            passage, by=access.user_of(request), version=stamp["version"], reason=form.cleaned_data["reason"],
        ),
    )  # fmt: skip


@require_POST
def reopen(request: HtmxRequest, passage_id: uuid.UUID) -> HttpResponse:
    """Return an approved passage to its editor, with a reason."""
    passage = access.passage(request, passage_id, Action.REVIEW)
    form = forms.ReasonForm(request.POST)
    return change(
        request, passage, form,
        lambda stamp: reopen_passage(
            passage, by=access.user_of(request), version=stamp["version"], reason=form.cleaned_data["reason"],
        ),
    )  # fmt: skip


@require_POST
def accept(request: HtmxRequest, assignment_id: int) -> HttpResponse:
    """Accept a reading, the last step of its review ("Nothing is missing here")."""
    assignment = access.assignment(request, assignment_id, Action.REVIEW)
    try:
        accept_reading(assignment, by=access.user_of(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("article", assignment.article_id)
    messages.success(
        request, gettext("%(name)s’s reading of “%(title)s” is accepted.")
        % {"name": assignment.editor.name, "title": assignment.article.title},
    )  # fmt: skip
    return redirect("review")
