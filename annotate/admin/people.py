"""People, their collections, and what they are to them."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from annotate import access
from annotate.admin.base import Guarded, ReadOnly
from annotate.admin.watched import Watched
from annotate.forms import admin as forms
from annotate.http import security_log
from annotate.http.security_log import Event
from claims.actions.blind_reading_record import record_shown_readings
from claims.actions.collection_edit import edit_collection
from claims.actions.member_set import remove_member, set_member
from claims.actions.person_deactivate import deactivate_person
from claims.actions.second_factor_remove import remove_second_factors
from claims.actions.session_end import end_sessions
from claims.actions.sign_in_failures import forget_failures
from claims.constraints import guarded
from claims.models import Assignment, Collection, Invitation, Membership, PasswordLink, SignInFailures, User
from claims.queries.sessions import sessions_of

if TYPE_CHECKING:
    AccountAdmin = UserAdmin[User]
else:
    AccountAdmin = UserAdmin


@admin.register(User)
class PersonAdmin(Watched, AccountAdmin):
    """People: made, deactivated, given rights; never deleted."""

    form = forms.PersonForm
    list_display = (
        *("username", "name", "is_active", "starts_collections", "edits_register", "is_staff", "is_superuser"),
        *("last_login", "date_joined"),
    )
    list_filter = ("is_active", "starts_collections", "edits_register", "is_staff", "is_superuser")
    fieldsets = (
        *(UserAdmin.fieldsets or ()),
        (_("Beyond any collection"), {"fields": ("starts_collections", "edits_register")}),
        (_("How things are shown"), {"fields": ("time_zone", "language")}),
    )
    show_full_result_count = False
    actions = ("take_second_factor_away", "sign_out_everywhere")

    @admin.action(description=_("Remove the second factor of people who lost it"), permissions=["change"])
    def take_second_factor_away(self, request: HttpRequest, people: Any) -> None:
        """The password alone opens the account then, until its person sets up another one."""
        for person in people:
            remove_second_factors(person)
            security_log.record(request, Event.SECOND_FACTOR_CHANGED, subject=person, step="taken away")
        self.message_user(request, _("Done."), messages.SUCCESS)

    @admin.action(description=_("Sign out everywhere"), permissions=["change"])
    def sign_out_everywhere(self, request: HttpRequest, people: Any) -> None:
        """End every session of these people; who chooses themselves has to sign in again too."""
        for person in people:
            count = end_sessions(sessions_of(person))
            security_log.record(request, Event.SESSION_ENDED, subject=person, sessions=count)
        self.message_user(request, _("Done."), messages.SUCCESS)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """Set somebody's password; all their sessions end with it."""
        response = super().user_change_password(request, id, form_url)
        if request.method == "POST" and response.status_code == 302:
            security_log.record(request, Event.PASSWORD_CHANGED, subject=self.get_object(request, id))
        return response

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: their work keeps their name."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Whoever is deactivated loses sessions, invitations and links, and is waited for no more."""
        super().save_model(request, obj, form, change)
        if change:
            security_log.record(request, Event.ACCOUNT_CHANGED, subject=obj, fields=form.changed_data)
        if "is_active" not in form.changed_data:
            return
        if obj.is_active:
            record_shown_readings(Assignment.objects.all())
        else:
            deactivate_person(obj)


@admin.register(Collection)
class CollectionAdmin(Guarded):
    """Collections are made on the web, where their maker becomes their manager."""

    form = forms.CollectionForm
    list_display = ("name", "slug", "language", "time_zone", "editors_per_article", "created_at")
    left_out = ("guidelines",)
    search_fields = ("name", "slug")
    readonly_fields = ("slug", "created_by", "created_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody, from here."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save by the action: fewer editors per article may end blind reading."""
        edit_collection(obj, **{name: form.cleaned_data[name] for name in form.changed_data})
        security_log.record(
            request, Event.SETTINGS_CHANGED, collection=obj.slug, fields=form.changed_data, blind=obj.blind
        )


@admin.register(Membership)
class MembershipAdmin(Guarded):
    """For a collection whose managers are gone; the rule that one stays holds here too."""

    list_display = ("user", "collection", "role", "created_at")
    list_filter = ("role",)
    list_select_related = ("user", "collection")
    left_out = ("collection__guidelines",)
    search_fields = (
        "user__username",
        "user__first_name",
        "user__last_name",
        "collection__name",
        "collection__slug",
    )
    autocomplete_fields = ("user", "collection")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """A membership stays with its person and collection."""
        return ("user", "collection") if obj else ()

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save by the action, which keeps a manager in the collection."""
        obj.pk = set_member(obj.collection, user=obj.user, role=obj.role, by=access.user_of(request)).pk
        security_log.record(
            request, Event.MEMBER_CHANGED, subject=obj.user, collection=obj.collection.slug, role=obj.role
        )

    def locked_before(self, row: Any) -> Collection:
        """The collection, which `set_member` locks first too."""
        found: Collection = row.collection
        return found

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """One at a time, from the page of the membership."""
        return obj is not None

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete by the action, which keeps a manager in the collection."""
        remove_member(obj.collection, user=obj.user)
        security_log.record(request, Event.MEMBER_REMOVED, subject=obj.user, collection=obj.collection.slug)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Remove, or go back and say why not."""
        try:
            with guarded():
                return super().delete_view(request, object_id, extra_context)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())


@admin.register(SignInFailures)
class SignInFailuresAdmin(ReadOnly):
    """Who guesses, and what is blocked because of it. Names are hashed."""

    list_display = ("key", "failures", "last_at", "blocked_until")
    ordering = ("-last_at",)
    actions = ("let_in_again",)

    @admin.action(description=_("Let them try again at once"), permissions=["view"])
    def let_in_again(self, request: HttpRequest, failures: Any) -> None:
        """For an address that many people share."""
        forget_failures(keys=[each.key for each in failures])
        self.message_user(request, _("Done."), messages.SUCCESS)


@admin.register(Invitation)
class InvitationAdmin(ReadOnly):
    """Who invited whom; the links themselves are the managers' to hand over."""

    list_display = ("collection", "role", "note", "created_by", "expires_at", "used_by", "used_at")
    list_filter = ("role",)
    list_select_related = ("collection", "created_by", "used_by")
    left_out = ("collection__guidelines",)


@admin.register(PasswordLink)
class PasswordLinkAdmin(ReadOnly):
    """Who made links to whose password, and what became of each. The links themselves are stored nowhere."""

    list_display = ("person", "made_by", "created_at", "expires_at", "used_at", "ended_at")
    list_select_related = ("person", "made_by")
    search_fields = ("person__username", "made_by__username")
    exclude = ("token_hash",)
