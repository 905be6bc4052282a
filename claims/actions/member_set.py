"""Set what a person is in a collection: make them a member, change their role, remove them."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from claims.actions.blind_reading_record import record_shown_readings
from claims.actions.password_link_revoke import end_wrongful_password_links
from claims.constraints import guarded
from claims.models import Assignment, Collection, Membership, User
from claims.permissions import Role


def set_member(collection: Collection, *, user: User, role: str, by: User | None) -> Membership:
    """Make the user a member with this role, or give a member this role.

    Raises ValidationError if that would leave the collection without a manager.
    """
    with guarded():
        lock_members(collection)
        _lock_person(user)
        if role != Role.MANAGER:
            _keep_a_manager(collection, besides=user)
            _delete_open_invitations(collection, made_by=user)
        membership, _made = Membership.objects.update_or_create(
            collection=collection,
            user=user,
            defaults={"role": role},
            create_defaults={"role": role, "created_by": by},
        )
        _update_rights(collection, user)
    return membership


def remove_member(collection: Collection, *, user: User) -> None:
    """Remove the user from the members; their work and name stay. Raises ValidationError for the last manager."""
    with guarded():
        lock_members(collection)
        _lock_person(user)
        _keep_a_manager(collection, besides=user)
        _delete_open_invitations(collection, made_by=user)
        collection.memberships.filter(user=user).delete()
        _update_rights(collection, user)


def lock_members(collection: Collection) -> None:
    """Lock the collection for this transaction, so that its members and their roles stay as they are."""
    # So two managers cannot demote each other at once.
    Collection.objects.select_for_update(no_key=True).get(pk=collection.pk)


def _lock_person(user: User) -> None:
    # After the collection. So no link sets this person's password while their rights change.
    User.objects.select_for_update(no_key=True).get(pk=user.pk)


def _keep_a_manager(collection: Collection, *, besides: User) -> None:
    managers = collection.memberships.filter(role=Role.MANAGER)
    if managers.filter(user=besides).exists() and not managers.exclude(user=besides).exists():
        raise ValidationError(
            gettext("%(name)s is the only manager. Make somebody else manager first."),
            code="last_manager",
            params={"name": besides.name},
        )


def _delete_open_invitations(collection: Collection, *, made_by: User) -> None:
    # Otherwise a former manager could come back by a link of their own making.
    collection.invitations.open().made_by(made_by).delete()


def _update_rights(collection: Collection, user: User) -> None:
    """Update everything that rests on this membership: password links, and which readings are waited for."""
    # A manager's right to open an account rests on the memberships of both people.
    end_wrongful_password_links(user)
    record_shown_readings(Assignment.objects.in_collection(collection))
