"""A person and this site: signing in and out, name, time zone, language, password."""

from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from annotate import access
from annotate.forms.people import AccountForm
from annotate.security_log import Event, record
from claims.actions.form_save import ChangedMeanwhile


def _sent(request: HttpRequest) -> object:
    """What a form is bound to: an empty POST is one too, and is refused as such."""
    return request.POST if request.method == "POST" else None


def _next(request: HttpRequest) -> str:
    """Where to go after signing in: `next`, if it is an address of this site, else the desk."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    hosts = {request.get_host()}
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=hosts, require_https=request.is_secure())
    return wanted if safe else settings.LOGIN_REDIRECT_URL


@login_not_required
@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """Sign in, then go on to where the person was headed."""
    if request.method == "GET" and request.user.is_authenticated:
        return redirect(_next(request))
    form = AuthenticationForm(request, data=_sent(request))
    if form.is_valid():
        auth.login(request, form.get_user())
        return redirect(_next(request))
    context = {"form": form, "next": _next(request)}
    return render(request, "annotate/login.html", context, status=422 if form.is_bound else 200)


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """Sign out here; other browsers stay signed in."""
    auth.logout(request)
    messages.success(request, gettext("You are signed out."))
    return redirect("login")


@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """One's own name, time zone and language."""
    person = access.user_of(request)
    form = AccountForm(person, _sent(request))
    if form.is_valid():
        try:
            with form.saving(person) as fresh:
                fresh.describe(**form.cleaned_data)
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
    access.user_of(request).switch_letter_keys(on="on" in request.POST)
    return HttpResponse(status=204)


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; this browser stays signed in, all others are signed out."""
    form = PasswordChangeForm(access.user_of(request), _sent(request))
    if form.is_valid():
        auth.update_session_auth_hash(request, form.save())
        messages.success(request, gettext("Your password is changed. Other browsers are signed out."))
        return redirect("account")
    return render(request, "annotate/password.html", {"form": form}, status=422 if form.is_bound else 200)
