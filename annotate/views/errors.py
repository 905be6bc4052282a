"""What is answered when something is not there, not allowed or broken: a page, or a sentence for a part.

A part is what htmx asked for. Its sentence is put among the messages (js/app.js); the page itself stays.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.csrf import requires_csrf_token
from django.views.defaults import server_error


def _answer(request: HttpRequest, template: str, sentence: str, status: int) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return _part(request, sentence, status)
    return render(request, template, status=status)


def _part(request: HttpRequest, sentence: str, status: int, *, url: str = "", action: str = "") -> HttpResponse:
    context = {"sentence": sentence, "url": url, "action": action}
    return render(request, "_problem.html", context, status=status)


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: there is no such thing, or none for this person."""
    return _answer(
        request, "404.html", gettext("This is gone, or it never was yours to see. Load the page again."), 404
    )


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: a member whose role does not include this."""
    return _answer(request, "403.html", gettext("Your role in this collection does not include this."), 403)


def untrusted(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form came without the proof that this site drew it."""
    sentence = gettext("This page was open for too long, so nothing was taken. Load it again and repeat the step.")
    return _answer(request, "403_csrf.html", sentence, 403)


def too_many(request: HttpRequest) -> HttpResponse:
    """429: asked for too often. For how long differs; a minute is worth a try."""
    response = _answer(request, "429.html", gettext("Too many attempts. Wait a minute, then try again."), 429)
    response["Retry-After"] = "60"
    return response


def broken(request: HttpRequest) -> HttpResponse:
    """500: our mistake. Uses neither the database nor the session, which may be what broke."""
    if not request.headers.get("HX-Request"):
        return server_error(request)
    sentence = gettext("Something broke on our side. What was saved before is safe; try again in a minute.")
    return HttpResponse(render_to_string("_problem.html", {"sentence": sentence}), status=500)


def signed_out(request: HttpRequest) -> HttpResponse:
    """401 for a part of a page whose reader's session has ended."""
    sentence = gettext("You are signed out, so this was not taken. Sign in, then repeat the step.")
    return _part(request, sentence, 401, url=reverse("login"), action=gettext("Sign in"))
