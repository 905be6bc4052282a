"""The door: in by name and password, and out."""

from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from annotate.forms.passkeys import SignInByPasskeyForm
from annotate.forms.sign_in import SignInForm
from annotate.http import security_log
from annotate.http.blocked import blocked_by
from annotate.http.methods import require_get_or_post
from annotate.http.second_factor import open_without_second_factor
from annotate.http.security_log import Event
from annotate.signing_in import sessions


def _next(request: HttpRequest) -> str:
    """Where to go after signing in: `next`, if it is an address of this site, else the desk."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    hosts = {request.get_host()}
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=hosts, require_https=request.is_secure())
    return wanted if safe else settings.LOGIN_REDIRECT_URL


@login_not_required
@sensitive_post_parameters("password")
@require_get_or_post
def login(request: HttpRequest) -> HttpResponse:
    """Sign in, then go on to where the person was headed, or to their second factor."""
    if request.method != "POST" and request.user.is_authenticated:
        return HttpResponseRedirect(_next(request))
    form = SignInForm(request.POST if request.method == "POST" else None, request=request)
    if form.is_valid():
        return _enter(request, form)
    context = {
        "form": form,
        "passkey": SignInByPasskeyForm(),
        "next": _next(request),
        "single_sign_on": settings.GAINSAY_OIDC_NAME if settings.GAINSAY_OIDC_SERVER else "",
    }
    response = render(request, "annotate/login.html", context, status=422 if form.is_bound else 200)
    return blocked_by(response, form.errors.as_data().get(NON_FIELD_ERRORS, []))


def _enter(request: HttpRequest, form: SignInForm) -> HttpResponse:
    """Begin a session of its own, also for whoever is signed in already: no id from before is good for it."""
    target = _next(request)
    if request.user.is_authenticated:
        security_log.record(request, Event.SIGNED_OUT)
        sessions.sign_out(request)
    try:
        response: HttpResponse = form.login(request, redirect_url=target)
    except ImmediateHttpResponse as answer:
        response = answer.response
    return response


@require_POST
@open_without_second_factor
def logout(request: HttpRequest) -> HttpResponse:
    """Sign out here; other browsers stay signed in."""
    security_log.record(request, Event.SIGNED_OUT)
    sessions.sign_out(request)
    messages.success(request, gettext("You are signed out."))
    return sessions.clears_caches(redirect("login"))
