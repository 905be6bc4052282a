"""What keeps one's account safe: the password, the second factor, where one is signed in."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from annotate import access
from annotate.forms.sign_in import ChangePasswordForm
from annotate.http import security_log
from annotate.http.blocked import blocked_by
from annotate.http.methods import require_get_or_post
from annotate.http.reauthentication import asks_again
from annotate.http.second_factor import open_without_second_factor
from annotate.http.security_log import Event
from annotate.presenters.security import overview
from annotate.signing_in import sessions
from claims.actions.session_end import end_sessions
from claims.queries.second_factors import lacks_second_factor
from claims.queries.sessions import sessions_of

# Sessions on the page; a program may have thousands.
SHOWN = 50


@require_safe
@open_without_second_factor
def security(request: HttpRequest) -> HttpResponse:
    """Everything on one page; what must be set up first comes first."""
    person = access.user_of(request)
    context = {
        "overview": overview(person, sessions_of(person)[:SHOWN], current=request.session.session_key or ""),
        "must_set_up": lacks_second_factor(person),
        "single_sign_on": settings.GAINSAY_OIDC_NAME if settings.GAINSAY_OIDC_SERVER else "",
    }
    return render(request, "annotate/security.html", context)


@sensitive_post_parameters()
@require_get_or_post
@open_without_second_factor
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; this browser stays signed in, all others are signed out."""
    person = access.user_of(request)
    form = ChangePasswordForm(person, request.POST if request.method == "POST" else None)
    if form.is_valid():
        sessions.renew_after_password(request, form.save())
        security_log.record(request, Event.PASSWORD_CHANGED, subject=person)
        messages.success(request, gettext("Your password is changed. Other browsers are signed out."))
        return redirect("security")
    response = render(request, "annotate/password.html", {"form": form}, status=422 if form.is_bound else 200)
    return blocked_by(response, form.errors.as_data().get("old_password", []))


@require_POST
@open_without_second_factor
@asks_again
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    """Sign out in one other browser."""
    if not end_sessions(sessions.others_of(request), only=session_id):
        raise Http404
    security_log.record(request, Event.SESSION_ENDED, session=session_id)
    messages.success(request, gettext("That browser is signed out."))
    return redirect("security")


@require_POST
@open_without_second_factor
@asks_again
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    count = end_sessions(sessions.others_of(request))
    security_log.record(request, Event.SESSION_ENDED, sessions=count)
    sentence = ngettext("%(count)d other browser is signed out.", "%(count)d other browsers are signed out.", count)
    messages.success(request, sentence % {"count": count})
    return redirect("security")
