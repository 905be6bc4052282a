"""What is answered when something is not there, not allowed or broken: a page, or a sentence for a part.

A part is what htmx asked for. Its sentence is put among the messages (js/app.js); the page itself stays.
"""

import errno
import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError, ProgrammingError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.csrf import requires_csrf_token

from config.logs import about_request

# After so long a page may be asked for again.
RETRY_SECONDS = 30
UNDEFINED_TABLE = "42P01"


def _answer(request: HttpRequest, template: str, sentence: str, status: int) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return _part(request, sentence, status)
    return render(request, template, {"sentence": sentence}, status=status)


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
    return _answer(request, "403.html", gettext("Your role does not include this."), 403)


def not_taken(request: HttpRequest) -> HttpResponse:
    """405: an address that only takes what a form sends was opened as a page, or the other way round."""
    sentence = gettext("This address is no page, so nothing was changed. Go back and use the button there.")
    if request.method == "POST":
        sentence = gettext(
            "Nothing can be sent to this address, so nothing was changed. Go back and load the page again."
        )
    return _answer(request, "405.html", sentence, 405)


def untrusted(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form came without the proof that this site drew it."""
    sentence = gettext("This page was open for too long, so nothing was taken. Load it again and repeat the step.")
    return _answer(request, "403_csrf.html", sentence, 403)


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: nothing that a browser sends by itself."""
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    if isinstance(exception, (TooManyFieldsSent, TooManyFilesSent)):
        sentence = gettext("Too many fields or files were sent at once. Do it in several steps.")
        return _plain(request, gettext("Too much at once"), sentence, 413)
    sentence = gettext(
        "What was sent cannot be read, so nothing was taken. Load the page again and type the words again."
    )
    return _plain(request, gettext("This cannot be read"), sentence, 400)


def not_utf8(request: HttpRequest) -> HttpResponse:
    """415: a form in another encoding than the one that our pages have."""
    sentence = gettext("Forms are taken in UTF-8 only, so nothing was taken.")
    return _plain(request, gettext("This cannot be read"), sentence, 415)


def no_length(request: HttpRequest) -> HttpResponse:
    """411: a body whose length nobody can know before all of it is read."""
    sentence = gettext("What is sent must say how long it is (Content-Length), so nothing was taken.")
    return _plain(request, gettext("This cannot be read"), sentence, 411)


def too_large(request: HttpRequest, *, limit: int | None = None) -> HttpResponse:
    """413: more than this person may send to this address; nothing of it was read."""
    sentence = gettext("More was sent than is taken at once. Send less, or in several steps.")
    if limit:
        least = gettext(
            "At most %(limit)s are taken here at once, so nothing was taken. Send less, or in several steps."
        )
        sentence = least % {"limit": filesizeformat(limit)}
    return _plain(request, gettext("Too much at once"), sentence, 413)


def too_many_downloads(request: HttpRequest, *, most: int, seconds: int) -> HttpResponse:
    """429: this person's other downloads are still under way."""
    sentence = ngettext(
        "You have %(most)s download under way, which is as many as one person may have. Wait until it has ended.",
        "You have %(most)s downloads under way, which is as many as one person may have. Wait until one has ended.",
        most,
    )
    response = _plain(request, gettext("One after the other"), sentence % {"most": most}, 429)
    response["Retry-After"] = str(seconds)
    return response


def unavailable(request: HttpRequest, sentence: str) -> HttpResponse:
    """503: it is nobody's mistake and will pass."""
    response = _plain(request, gettext("Not available just now"), sentence, 503)
    response["Retry-After"] = str(RETRY_SECONDS)
    return response


def _plain(request: HttpRequest, title: str, sentence: str, status: int) -> HttpResponse:
    """A page that asks neither the database nor the session nor the body, none of which may be touched here."""
    template = "_problem.html" if request.headers.get("HX-Request") else "plain.html"
    words = render_to_string(template, {"title": title, "sentence": sentence})
    return HttpResponse(words, status=status, headers={"Cache-Control": "no-store"})


def too_many(request: HttpRequest) -> HttpResponse:
    """429: asked for too often. For how long differs; a minute is worth a try."""
    response = _answer(request, "429.html", gettext("Too many attempts. Wait a minute, then try again."), 429)
    response["Retry-After"] = "60"
    return response


def broken(request: HttpRequest) -> HttpResponse:
    """500: our mistake. Uses neither the database nor the session, which may be what broke: then it is 503."""
    error = sys.exception()
    if _database_is_away(error):
        sentence = gettext(
            "The database cannot be reached just now. What was saved before is safe; try again in a minute."
        )
        return unavailable(request, sentence)
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return unavailable(request, gettext("There is no room for more files just now. Try again in a minute."))
    about = about_request.get()
    request_id = about.request_id if about else ""
    if not request.headers.get("HX-Request"):
        return HttpResponse(render_to_string("500.html", {"request_id": request_id}), status=500)
    sentence = gettext("Something broke on our side. What was saved before is safe; try again in a minute.")
    if request_id:
        sentence += " " + gettext("The number of the request is %(number)s.") % {"number": request_id}
    return HttpResponse(render_to_string("_problem.html", {"sentence": sentence}), status=500)


def _database_is_away(error: BaseException | None) -> bool:
    """Whether it cannot be reached, ended the work itself, or has no tables yet: a repetition may succeed."""
    if isinstance(error, ProgrammingError):
        return getattr(error.__cause__, "sqlstate", "") == UNDEFINED_TABLE
    return isinstance(error, (OperationalError, InterfaceError))


def signed_out(request: HttpRequest) -> HttpResponse:
    """401 for a part of a page whose reader's session has ended."""
    sentence = gettext("You are signed out, so this was not taken. Sign in, then repeat the step.")
    return _part(request, sentence, 401, url=reverse("login"), action=gettext("Sign in"))
