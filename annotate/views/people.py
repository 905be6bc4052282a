"""A person and this site: name, time zone, language, the link to a new password."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import SetPasswordForm
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from annotate import access
from annotate.forms.people import AccountForm
from annotate.http.methods import require_get_or_post


def _sent(request: HttpRequest) -> object:
    """What a form is bound to: an empty POST is one too, and is refused as such."""
    return request.POST if request.method == "POST" else None


@require_get_or_post
def account(request: HttpRequest) -> HttpResponse:
    """One's own name, time zone and language."""
    person = access.user_of(request)
    form = AccountForm(person, _sent(request))
    if form.is_valid():
        person.describe(**form.cleaned_data)
        messages.success(request, gettext("Saved."))
        return redirect("account")
    return render(request, "annotate/account.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
def letter_keys(request: HttpRequest) -> HttpResponse:
    """Whether a letter alone is a command: the switch in the list of keys."""
    access.user_of(request).switch_letter_keys(on="on" in request.POST)
    return HttpResponse(status=204)


@login_not_required
@sensitive_post_parameters()
@never_cache
@require_get_or_post
@transaction.atomic
def new_password(request: HttpRequest, uidb64: str, token: str) -> HttpResponse:
    """Set a new password by the link that a manager handed over; it works once."""
    person = access.bearer_of_password_link(uidb64, token)
    if person is None:
        return render(request, "annotate/password_link_gone.html", status=410)
    form = SetPasswordForm(person, _sent(request))
    if form.is_valid():
        form.save()
        messages.success(request, gettext("Your new password is set. Sign in with it."))
        return redirect("login")
    context = {"form": form, "person": person}
    return render(request, "annotate/new_password.html", context, status=422 if form.is_bound else 200)
