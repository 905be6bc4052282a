"""What a second person does: the readings that wait, and a decision on each passage."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from annotate import access, asked
from annotate.answers import change
from annotate.forms import passages as forms
from annotate.requests import HtmxRequest
from claims.models import Assignment
from claims.permissions import Action

READINGS_AT_ONCE = 50
MOST_READINGS = 1_000  # of each kind that can be leafed through; the others come when these are done


@require_safe
def waiting(request: HtmxRequest) -> HttpResponse:
    """The readings that wait for me, oldest first, with their counts; apart those that wait for other readings."""
    readings = Assignment.objects.to_review_by(access.user_of(request))
    page = asked.page(request, readings.reviewable(), size=READINGS_AT_ONCE, most=MOST_READINGS)
    held = asked.page(request, readings.held_back(), size=READINGS_AT_ONCE, name="held", most=MOST_READINGS)
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
    """Agree to the version that was shown."""
    passage = access.passage(request, passage_id, Action.MARK)
    return change(
        request,
        passage,
        forms.StampForm(request.POST),
        lambda stamp: passage.approve(by=access.user_of(request), version=stamp["version"]),
    )


@require_POST
def send_back(request: HtmxRequest, passage_id: uuid.UUID) -> HttpResponse:
    """Return it to its editor, with a reason."""
    passage = access.passage(request, passage_id, Action.REVIEW)
    form = forms.ReasonForm(request.POST)
    return change(
        request, passage, form,
        lambda stamp: passage.send_back(
            by=access.user_of(request), version=stamp["version"], reason=form.cleaned_data["reason"],
        ),
    )  # fmt: skip


@require_POST
def reopen(request: HtmxRequest, passage_id: uuid.UUID) -> HttpResponse:
    """Make an approved passage returned, because …"""
    passage = access.passage(request, passage_id, Action.REVIEW)
    form = forms.ReasonForm(request.POST)
    return change(
        request, passage, form,
        lambda stamp: passage.reopen(
            by=access.user_of(request), version=stamp["version"], reason=form.cleaned_data["reason"],
        ),
    )  # fmt: skip


@require_POST
def accept(request: HtmxRequest, assignment_id: int) -> HttpResponse:
    """ "Nothing is missing here": the last step of a review."""
    assignment = access.assignment(request, assignment_id, Action.REVIEW)
    try:
        assignment.accept(by=access.user_of(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("article", assignment.article_id)
    messages.success(
        request, gettext("%(name)s’s reading of “%(title)s” is accepted.")
        % {"name": assignment.editor.name, "title": assignment.article.title},
    )  # fmt: skip
    return redirect("review")
