"""Links to a new password: a manager makes one for a member, the bearer sets the password, the person is told."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import SetPasswordForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from annotate import access
from annotate.http.links import unreferred, whole_address
from annotate.http.methods import require_get_or_post
from annotate.http.reauthentication import asks_again
from annotate.http.security_log import Event, record
from claims.actions.password_link_create import create_password_link
from claims.actions.password_link_revoke import dismiss_password_notice, revoke_password_link
from claims.actions.password_link_use import use_password_link
from claims.models import Collection, PasswordLink, User
from claims.models.password_links import PASSWORD_LINK_HOURS
from claims.permissions import Action
from claims.queries.password_links import check_password_link_usable

# Where the session of a browser keeps which link it came with: the link's number, never its token.
KEPT = "password_link"


@require_POST
@never_cache
def member_password(request: HttpRequest, slug: str, membership_id: int) -> HttpResponse:
    """A link by which a member sets a new password, for the manager to hand over; or why there is none."""
    found = access.collection(request, slug, Action.MANAGE)
    return _make(request, found, access.membership(found, membership_id).user)


@asks_again
def _make(request: HttpRequest, found: Collection, person: User) -> HttpResponse:
    context: dict[str, Any] = {"collection": found, "person": person}
    try:
        link, token = create_password_link(person, by=access.user_of(request))
    except ValidationError as error:
        record(request, Event.REFUSED, subject=person, what="password_link", reason=error.code)
        context["refused"] = error.messages
        return render(request, "annotate/member_password.html", context, status=422)
    record(request, Event.PASSWORD_LINK_MADE, subject=person, link=link.pk, collection=found.slug)
    context |= {"link": whole_address(request, "password_link", token=token), "hours": PASSWORD_LINK_HOURS}
    return render(request, "annotate/member_password.html", context)


@require_POST
def member_password_end(request: HttpRequest, slug: str, link_id: int) -> HttpResponse:
    """A manager ends an open link of a member."""
    found = access.collection(request, slug, Action.MANAGE)
    _end(request, access.password_link_in(found, link_id))
    return redirect("members", slug=slug)


@require_POST
def own_password_link_end(request: HttpRequest, link_id: int) -> HttpResponse:
    """The person whose password a link would set ends it."""
    _end(request, access.own_password_link(request, link_id))
    return redirect("desk")


def _end(request: HttpRequest, link: PasswordLink) -> None:
    try:
        revoke_password_link(link, by=access.user_of(request))
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return
    record(request, Event.PASSWORD_LINK_REVOKED, subject=link.person, link=link.pk)
    messages.success(request, gettext("The link is ended. It sets no password any more."))


@require_POST
def own_password_notice_dismiss(request: HttpRequest, link_id: int) -> HttpResponse:
    """The person has read the notice about a link."""
    dismiss_password_notice(access.own_password_link(request, link_id))
    return redirect("desk")


@login_not_required
@never_cache
@require_safe
def password_link(request: HttpRequest, token: str) -> HttpResponse:
    """The address that is handed over: goes on to one without the token, so that only this one ever holds it."""
    link = access.password_link_of(token)
    try:
        if link is None:
            raise ValidationError(gettext("This is no link of ours: it was not copied whole."), code="unknown")
        check_password_link_usable(link)
    except ValidationError as error:
        return unreferred(_gone(request, error))
    request.session[KEPT] = link.pk
    return unreferred(redirect("new_password"))


@login_not_required
@sensitive_post_parameters()
@never_cache
@require_get_or_post
def new_password(request: HttpRequest) -> HttpResponse:
    """Set a new password by the link that this browser came with; it works once."""
    link = PasswordLink.objects.with_people().numbered(request.session.get(KEPT, 0)).first()
    try:
        if link is None:
            raise ValidationError(gettext("Open the link again: this browser does not hold it."), code="unknown")
        check_password_link_usable(link)
        form = SetPasswordForm(link.person, request.POST if request.method == "POST" else None)
        if form.is_valid():
            use_password_link(link, password=form.cleaned_data["new_password1"])
            return _set(request, link)
    except ValidationError as error:
        return _gone(request, error)
    context = {"form": form, "person": link.person}
    return render(request, "annotate/new_password.html", context, status=422 if form.is_bound else 200)


def _set(request: HttpRequest, link: PasswordLink) -> HttpResponse:
    request.session.pop(KEPT, None)
    maker = link.made_by.get_username() if link.made_by else ""
    record(request, Event.PASSWORD_LINK_USED, subject=link.person, link=link.pk, made_by=maker)
    messages.success(request, gettext("Your new password is set. Sign in with it."))
    return redirect("login")


def _gone(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return render(request, "annotate/password_link_gone.html", {"reason": error.messages[0]}, status=410)
