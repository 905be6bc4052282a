"""A person and this site: name, time zone, language, the link to a new password."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from annotate import access
from annotate.forms.people import AccountForm
from annotate.http.methods import require_get_or_post
from annotate.http.security_log import Event, record
from claims.actions.form_save import ChangedMeanwhile
from claims.actions.person_edit import edit_person, set_letter_keys


def _sent(request: HttpRequest) -> object:
    """What a form is bound to: an empty POST is one too, and is refused as such."""
    return request.POST if request.method == "POST" else None


@require_get_or_post
def account(request: HttpRequest) -> HttpResponse:
    """One's own name, time zone and language."""
    person = access.user_of(request)
    form = AccountForm(person, _sent(request))
    if form.is_valid():
        try:
            with form.saving(person) as fresh:
                edit_person(fresh, **form.cleaned_data)
        except ChangedMeanwhile as changed:
            form.tell(changed, reader=person)
        else:
            record(request, Event.ACCOUNT_CHANGED, subject=person, fields=form.changed_data)
            messages.success(request, gettext("Saved."))
            return redirect("account")
    return render(request, "annotate/account.html", {"form": form}, status=form.status)


@require_POST
def letter_keys(request: HttpRequest) -> HttpResponse:
    """Whether a letter alone is a command: the switch in the list of keys."""
    set_letter_keys(access.user_of(request), on="on" in request.POST)
    return HttpResponse(status=204)
