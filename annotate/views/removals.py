"""People who leave for good, for administrators: their requests, and replacing them by a number."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from annotate import access
from annotate.forms.records import PersonForm, ReplaceForm
from annotate.http import query_params
from annotate.http.methods import require_get_or_post
from annotate.http.reauthentication import asks_again
from annotate.http.security_log import Event, record
from claims.actions.person_replace import check_replaceable, replace_person
from claims.actions.removal_request import decline_removal_request
from claims.models import RemovalRequest, User
from claims.models.removals import former_member

REQUESTS_AT_ONCE = 50


@require_safe
@never_cache
def removals(request: HttpRequest) -> HttpResponse:
    """Who asks to be removed, and who asked before; a way to somebody who did not ask."""
    access.administrator(request)
    form = PersonForm(request.GET if "username" in request.GET else None)
    if form.is_valid():
        return redirect("person_replace", form.cleaned_data["username"].pk)
    return _list(request, form=form, status=422 if form.is_bound else 200)


def _list(request: HttpRequest, *, form: PersonForm, status: int, refused: list[str] | None = None) -> HttpResponse:
    found = RemovalRequest.objects.for_lists()
    context: dict[str, Any] = {
        "form": form,
        "open": found.open(),
        "page": query_params.page(request, found.closed(), size=REQUESTS_AT_ONCE),
        "refused": refused,
    }
    return render(request, "annotate/removals.html", context, status=status)


@require_POST
def removal_decline(request: HttpRequest, request_id: int) -> HttpResponse:
    """Say no, with a reason that the person reads."""
    wanted = access.removal_request(request, request_id)
    try:
        decline_removal_request(wanted, by=access.user_of(request), reason=request.POST.get("reason", ""))
    except ValidationError as error:
        return _list(request, form=PersonForm(), status=422, refused=error.messages)
    record(request, Event.REMOVAL_DECLINED, subject=wanted.person)
    messages.success(request, gettext("The request is declined. The person sees your reason."))
    return redirect("removals")


@require_get_or_post
@never_cache
def person_replace(request: HttpRequest, user_id: int) -> HttpResponse:
    """What is changed and what stays, and the user name typed to confirm; then there is no way back."""
    return _replace(request, access.account(request, user_id))


@asks_again
def _replace(request: HttpRequest, person: User) -> HttpResponse:
    form = ReplaceForm(person, request.POST if request.method == "POST" else None)
    try:
        check_replaceable(person, by=access.user_of(request))
        if form.is_valid():
            number = replace_person(person, by=access.user_of(request))
            record(request, Event.PERSON_REPLACED, number=number)
            messages.success(request, gettext("The person is %(name)s now.") % {"name": former_member(number)})
            return redirect("removals")
    except ValidationError as error:
        context: dict[str, Any] = {"person": person, "refused": error.messages}
        return render(request, "annotate/person_replace.html", context, status=422 if request.method == "POST" else 200)
    context = {"person": person, "form": form}
    return render(request, "annotate/person_replace.html", context, status=422 if form.is_bound else 200)
