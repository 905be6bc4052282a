"""Who works on a collection: members and their roles, invitations."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from annotate import access
from annotate.forms.collections import AddMemberForm, InvitationForm, RoleForm
from annotate.http import query_params
from annotate.http.links import whole_address
from annotate.http.methods import require_get_or_post
from annotate.http.security_log import Event, record
from claims.actions.form_save import ChangedMeanwhile
from claims.actions.invitation_create import create_invitation
from claims.actions.invitation_revoke import revoke_invitation
from claims.actions.member_add import MOST_IN_VAIN, add_member, confirm_membership, leave_collection
from claims.actions.member_set import remove_member, set_member
from claims.actions.password_link_revoke import may_revoke_password_link
from claims.models import Assignment, Collection, Membership
from claims.permissions import Action, Role, allowed
from claims.queries.members import members_matching
from claims.queries.password_links import open_links_in

MEMBERS_AT_ONCE = 50
OPEN_INVITATIONS, PAST_INVITATIONS = 200, 50


@require_safe
@never_cache
def members(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody on the collection; for managers with what they can do about it."""
    return _page(request, access.collection(request, slug, Action.READ))


def _page(
    request: HttpRequest,
    found: Collection,
    *,
    form: InvitationForm | None = None,
    add_form: AddMemberForm | None = None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    query = request.GET.get("q", "")
    overtaken: dict[int, RoleForm] = context.pop("overtaken", {})
    listed = members_matching(found, query).for_lists()
    page = query_params.page(request, listed, size=MEMBERS_AT_ONCE)
    context |= {
        "collection": found,
        "query": query,
        "page": page,
        "rows": [(each, overtaken.get(each.pk) or RoleForm(each)) for each in page],
        "roles": Role.choices,
        "is_searchable": query or found.memberships.count() > MEMBERS_AT_ONCE,
    }
    if allowed(found.role, Action.MANAGE):
        user = access.user_of(request)
        context |= {
            "form": form or InvitationForm(),
            "add_form": add_form or AddMemberForm(),
            "open": [
                (each, whole_address(request, "invitation", token=each.token))
                for each in found.invitations.open().for_lists()[:OPEN_INVITATIONS]
            ],
            "password_links": [(link, may_revoke_password_link(link, by=user)) for link in open_links_in(found)],
            "past": found.invitations.past().for_lists()[:PAST_INVITATIONS],
        }
    return render(request, "annotate/members.html", context, status=status)


@require_POST
def member_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Add somebody who has an account, by the user name; the person is told on their desk."""
    found = access.collection(request, slug, Action.MANAGE)
    form = AddMemberForm(request.POST)
    if form.is_valid():
        try:
            made = add_member(found, by=access.user_of(request), **form.cleaned_data)
        except ValidationError as error:
            # Without the name: it may be a password that was typed into the wrong field.
            if error.code == Event.NO_SUCH_PERSON:
                record(request, Event.NO_SUCH_PERSON, collection=slug)
            elif error.code == "in_vain":
                record(request, Event.LIMIT_REACHED, what="user name", most=MOST_IN_VAIN)
            form.add_error("username", error)
        else:
            record(request, Event.MEMBER_ADDED, subject=made.user, collection=slug, role=made.role)
            message = gettext("%(name)s is now: %(role)s. A note stands on their desk.")
            messages.success(request, message % {"name": made.user.name, "role": made.get_role_display()})
            return redirect("members", slug=slug)
    return _page(request, found, add_form=form, status=422)


@require_POST
def membership_seen(request: HttpRequest, membership_id: int) -> HttpResponse:
    """The person has seen that somebody added them to a collection."""
    confirm_membership(access.own_unseen_membership(request, membership_id))
    return redirect("desk")


@require_POST
def membership_leave(request: HttpRequest, membership_id: int) -> HttpResponse:
    """The person does not want to be in the collection that somebody added them to."""
    membership = access.own_unseen_membership(request, membership_id)
    try:
        leave_collection(membership)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        record(request, Event.MEMBER_LEFT, collection=membership.collection.slug)
        words = gettext("You are not a member of “%(name)s” any more.")
        messages.success(request, words % {"name": membership.collection.name})
    return redirect("desk")


@require_POST
def member_role(request: HttpRequest, slug: str, membership_id: int) -> HttpResponse:
    """Give a member another role."""
    found = access.collection(request, slug, Action.MANAGE)
    membership = access.membership(found, membership_id)
    person = membership.user
    form = RoleForm(membership, request.POST)
    try:
        if not form.is_valid():
            raise ValidationError(list(form.errors["role"]))
        with form.saving(membership, behind=found):
            changed = set_member(found, user=person, role=form.cleaned_data["role"], by=access.user_of(request))
    except ChangedMeanwhile as other:
        form.tell(other, reader=access.user_of(request))
        return _page(request, found, status=409, overtaken={membership.pk: form})
    except ValidationError as error:
        return _page(request, found, status=422, refused=error.messages)
    record(request, Event.MEMBER_CHANGED, subject=person, collection=slug, role=changed.role)
    message = gettext("%(name)s is now: %(role)s.")
    messages.success(request, message % {"name": person.name, "role": changed.get_role_display()})
    return redirect("members", slug=slug)


@require_get_or_post
def member_remove(request: HttpRequest, slug: str, membership_id: int) -> HttpResponse:
    """End a membership, after a page that says what stays."""
    found = access.collection(request, slug, Action.MANAGE)
    membership = access.membership(found, membership_id)
    if request.method != "POST":
        return _removal(request, found, membership)
    try:
        remove_member(found, user=membership.user)
    except ValidationError as error:
        return _removal(request, found, membership, status=422, refused=error.messages)
    record(request, Event.MEMBER_REMOVED, subject=membership.user, collection=slug)
    messages.success(request, gettext("%(name)s is no member any more.") % {"name": membership.user.name})
    myself = membership.user_id == access.user_of(request).pk
    return redirect("collections") if myself else redirect("members", slug=slug)


def _removal(
    request: HttpRequest, found: Collection, membership: Membership, *, status: int = 200, **context: Any
) -> HttpResponse:
    open_readings = Assignment.objects.in_collection(found).of(membership.user).unfinished().count()
    context |= {"collection": found, "membership": membership, "open_readings": open_readings}
    return render(request, "annotate/member_remove.html", context, status=status)


@require_POST
def invitation_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Make an invitation; its link then stands in the list."""
    found = access.collection(request, slug, Action.MANAGE)
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form=form, status=422)
    made = create_invitation(found, by=access.user_of(request), **form.cleaned_data)
    record(request, Event.INVITATION_MADE, invitation=made.pk, collection=slug, role=made.role)
    messages.success(request, gettext("The invitation is made. Copy its link and hand it over."))
    return redirect("members", slug=slug)


@require_POST
def invitation_revoke(request: HttpRequest, slug: str, invitation_id: int) -> HttpResponse:
    """Take an unused invitation back: its link is worth nothing from now on."""
    found = access.collection(request, slug, Action.MANAGE)
    try:
        revoke_invitation(access.invitation(found, invitation_id))
    except ValidationError as error:
        return _page(request, found, status=422, refused=error.messages)
    record(request, Event.INVITATION_REVOKED, invitation=invitation_id, collection=slug)
    messages.success(request, gettext("The invitation is taken back."))
    return redirect("members", slug=slug)
