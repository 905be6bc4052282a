"""Adding somebody who has an account to a collection, by their user name: who is found, and what that gives nobody."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command

from claims.actions.member_add import MOST_IN_VAIN, add_member, confirm_membership, leave_collection
from claims.actions.member_set import remove_member, set_member
from claims.actions.password_link_create import create_password_link
from claims.models import Membership, SecurityEvent, User
from claims.permissions import RegisterAction
from claims.queries.register import may
from tests import make
from tests.claims.at_once import meanwhile


def add(cast, username="otto", role="editor", *, by=None):
    return add_member(cast.collection, username=username, role=role, by=by or cast.mona)


def refused(act):
    with pytest.raises(ValidationError) as error:
        act()
    return error.value.code


@pytest.mark.parametrize("written", ["otto", "OTTO", "Otto", "\uff4ftto"])
def test_somebody_is_found_by_the_user_name_in_any_case(cast, written):
    made = add(cast, written, "reviewer")
    assert (made.user, made.role, made.created_by, made.unseen) == (cast.otto, "reviewer", cast.mona, True)


def test_who_does_not_exist_and_who_left_are_answered_alike(cast):
    User.objects.filter(pk=cast.otto.pk).update(is_active=False)
    for name in ("nobody", "otto", "Otto Outsider", ""):
        assert refused(lambda name=name: add(cast, name)) == "no_such_person"
    assert not cast.collection.role_of(cast.otto)


def test_a_member_keeps_the_role(cast):
    assert refused(lambda: add(cast, "edith", "manager")) == "member"
    assert cast.collection.role_of(cast.edith) == "editor"


@pytest.mark.parametrize("person", ["rita", "edith", "ralf", "olga"])
def test_only_managers_add(cast, person):
    with pytest.raises(PermissionDenied):
        add(cast, by=getattr(cast, person))


def test_who_tries_many_names_is_stopped_even_before_a_right_one(cast):
    for _number in range(MOST_IN_VAIN):
        SecurityEvent.objects.create(event="no_such_person", person=cast.mona)
    assert refused(lambda: add(cast)) == "in_vain"
    set_member(cast.collection, user=cast.rita, role="manager", by=cast.mona)
    assert add(cast, by=cast.rita).user == cast.otto, "by others nobody is stopped"


@pytest.mark.django_db(transaction=True)
def test_two_add_the_same_person_at_once(cast):
    outcome = meanwhile(lambda: add(cast, role="reader"), lambda: add(cast, role="manager"))
    assert outcome.code == "member"
    assert cast.collection.role_of(cast.otto) == "reader"


def test_the_person_stays_or_leaves(cast):
    made = add(cast)
    assert list(Membership.objects.unseen_by(cast.otto)) == [made]
    confirm_membership(made)
    assert not Membership.objects.unseen_by(cast.otto).exists()
    assert cast.collection.role_of(cast.otto) == "editor"
    leave_collection(made)
    assert cast.collection.role_of(cast.otto) is None


def test_the_last_manager_does_not_leave(cast):
    made = add(cast, role="manager")
    remove_member(cast.collection, user=cast.mona)
    assert refused(lambda: leave_collection(made)) == "last_manager"


def test_an_account_cannot_be_taken_by_adding_its_person_to_a_collection_of_ones_own(cast):
    harbour = make.collection("harbour", by=cast.olga)
    made = add_member(harbour, username="otto", role="reader", by=cast.olga)
    assert refused(lambda: create_password_link(cast.otto, by=cast.olga)) == "elsewhere"
    confirm_membership(made)
    create_password_link(cast.otto, by=cast.olga)


def test_who_is_added_elsewhere_is_no_longer_opened_by_a_manager_of_the_first_collection_alone(cast):
    create_password_link(cast.edith, by=cast.mona)
    harbour = make.collection("harbour", by=cast.olga)
    add_member(harbour, username="edith", role="reader", by=cast.olga)
    assert refused(lambda: create_password_link(cast.edith, by=cast.mona)) == "elsewhere"


def test_an_entry_of_the_register_is_not_taken_by_adding_who_entered_it(cast):
    lighthouse = make.actor("Lighthouse")
    type(lighthouse).objects.filter(pk=lighthouse.pk).update(created_by=cast.otto)
    harbour = make.collection("harbour", by=cast.olga)
    article = make.article(harbour, text="The lighthouse is dark.")
    make.passage(article, "is dark", by=cast.olga, speakers=[lighthouse])
    made = add_member(harbour, username="otto", role="editor", by=cast.olga)
    assert not may(cast.olga, RegisterAction.DESCRIBE, lighthouse)
    confirm_membership(made)
    assert may(cast.olga, RegisterAction.DESCRIBE, lighthouse)


@pytest.mark.parametrize("written", ["ERIKA", "erika", "\uff25rika"])
def test_create_collection_makes_no_second_account_by_case(db, written):
    erika = make.user("Erika")
    call_command("create_collection", "dam", "--member", f"{written}:manager")
    assert User.objects.get() == erika
    assert Membership.objects.get().user == erika


def test_create_collection_makes_one_account_of_one_name_in_two_cases(db):
    members = ("--member", "eva:manager", "--member", "boris:reader", "--member", "Boris:editor")
    call_command("create_collection", "dam", *members)
    assert sorted(User.objects.values_list("username", flat=True)) == ["boris", "eva"]
