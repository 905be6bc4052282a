"""An invitation as its bearer sees it: what it offers, and one button to accept."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from annotate import access
from annotate.forms.people import SignUpForm
from annotate.http.methods import require_get_or_post
from annotate.signing_in.sessions import begin_session
from claims.constraints import guarded
from claims.models import Invitation, User


@login_not_required
@sensitive_post_parameters("password1", "password2")
@never_cache
@require_get_or_post
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show it; accept it by POST, as whoever is signed in, else with a new account."""
    try:
        found = Invitation.from_token(token)
        if request.method != "POST":
            return _page(request, found, SignUpForm())
        return _accept(request, found)
    except ValidationError as error:
        return _refused(request, error)


def _accept(request: HttpRequest, found: Invitation) -> HttpResponse:
    if request.user.is_authenticated:
        found.accept(user=access.user_of(request))
    else:
        form = SignUpForm(request.POST)
        # Before the form asks which user names are taken: the same form sent twice makes one account.
        with transaction.atomic():
            found.hold()
            if not form.is_valid():
                return _page(request, found, form, status=422)
            newcomer = _newcomer(form, found)
            found.accept(user=newcomer)
        begin_session(request, newcomer)
    messages.success(request, gettext("Welcome to %(collection)s.") % {"collection": found.collection})
    return redirect("collection", slug=found.collection.slug)


def _newcomer(form: SignUpForm, found: Invitation) -> User:
    """The new account, with the time zone of the collection and the language that the page was shown in."""
    form.instance.time_zone = found.collection.time_zone
    form.instance.language = get_language()
    # Somebody else may have taken a name that looks like this one in the same moment.
    with guarded():
        return form.save()


def _page(request: HttpRequest, found: Invitation, form: SignUpForm, *, status: int = 200) -> HttpResponse:
    role = found.collection.role_of(access.user_of(request)) if request.user.is_authenticated else None
    context = {
        "invitation": found,
        "form": form,
        "held": role,
        "gives_more": found.gives_more_than(role),
        "path": request.path,
    }
    return render(request, "annotate/invitation.html", context, status=status)


def _refused(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """404 for what is no invitation, 410 for one that was used or has expired."""
    status = 404 if error.code == "unknown" else 410
    return render(request, "annotate/invitation_refused.html", {"reason": error.messages[0]}, status=status)
