"""An invitation as its bearer sees it: what it offers, and one button to accept."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from annotate import access
from annotate.forms.people import SignUpForm
from annotate.http.links import unreferred
from annotate.http.methods import require_get_or_post
from annotate.http.security_log import Event, record
from annotate.signing_in.sessions import begin_session
from claims.actions.invitation_accept import accept_invitation, lock_invitation
from claims.models import Invitation, User
from claims.queries.invitations import invitation_from_token, usable_invitation

# Where the session of a browser keeps which invitation it came with: its number, never its token.
KEPT = "invitation"


@login_not_required
@sensitive_post_parameters("password1", "password2")
@never_cache
@require_get_or_post
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The address that is handed over: goes on to one without the token; a POST to it accepts at once."""
    try:
        found = invitation_from_token(token)
        request.session[KEPT] = found.pk
        if request.method == "POST":
            return _accept(request, found)
    except ValidationError as error:
        return unreferred(_refused(request, error))
    return unreferred(redirect("invitation_opened"))


@login_not_required
@sensitive_post_parameters("password1", "password2")
@never_cache
@require_get_or_post
def invitation_opened(request: HttpRequest) -> HttpResponse:
    """The invitation that this browser came with: show it; accept it by POST, signed in or with a new account."""
    try:
        if KEPT not in request.session:
            raise ValidationError(gettext("Open the link of your invitation again."), code="unknown")
        found = usable_invitation(request.session[KEPT])
        return _accept(request, found) if request.method == "POST" else _page(request, found, SignUpForm())
    except ValidationError as error:
        return _refused(request, error)


def _accept(request: HttpRequest, found: Invitation) -> HttpResponse:
    if request.user.is_authenticated:
        accept_invitation(found, user=access.user_of(request))
    else:
        form = SignUpForm(request.POST)
        newcomer = _join(form, found)
        if newcomer is None:
            return _page(request, found, form, status=422)
        begin_session(request, newcomer)
    request.session.pop(KEPT, None)
    record(request, Event.INVITATION_USED, invitation=found.pk, collection=found.collection.slug, role=found.role)
    messages.success(request, gettext("Welcome to %(collection)s.") % {"collection": found.collection})
    return redirect("collection", slug=found.collection.slug)


def _join(form: SignUpForm, found: Invitation) -> User | None:
    """The new account, which is in the collection; `None` if the form will not do, and says why."""
    try:
        # Locked before the form asks which user names are taken: the same form sent twice makes one account.
        with transaction.atomic():
            lock_invitation(found)
            if not form.is_valid():
                return None
            # With the time zone of the collection and the language that the page was shown in.
            form.instance.time_zone = found.collection.time_zone
            form.instance.language = get_language()
            newcomer: User = form.save()
            accept_invitation(found, user=newcomer)
    except IntegrityError:
        # Somebody with another invitation took the user name since the form looked.
        form.add_error("username", gettext("A user with that username already exists."))
        return None
    return newcomer


def _page(request: HttpRequest, found: Invitation, form: SignUpForm, *, status: int = 200) -> HttpResponse:
    role = found.collection.role_of(access.user_of(request)) if request.user.is_authenticated else None
    context = {
        "invitation": found,
        "form": form,
        "held": role,
        "gives_more": found.gives_more_than(role),
        "path": reverse("invitation_opened"),
    }
    response = render(request, "annotate/invitation.html", context, status=status)
    # Without the address: after a POST to it that holds the token. (`no-referrer` would leave forms without origin.)
    response["Referrer-Policy"] = "strict-origin"
    return response


def _refused(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """404 for what is no invitation, 410 for one that was used, has expired or is recalled."""
    status = 404 if error.code == "unknown" else 410
    return render(request, "annotate/invitation_refused.html", {"reason": error.messages[0]}, status=status)
