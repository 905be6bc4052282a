"""Who had the rights beyond collections before these were written down: the migration that brings them."""

from importlib import import_module

import pytest
from django.db import connection

from claims.models import User
from tests import make

FIRST_PEOPLE = import_module("claims.migrations.0006_register_rights").FIRST_PEOPLE


def named() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(FIRST_PEOPLE)
    found = User.objects.filter(starts_collections=True, edits_register=True)
    return set(found.values_list("username", flat=True))


@pytest.mark.django_db
def test_all_superusers():
    make.user("anna")
    for name in ("root", "admin"):
        User.objects.create_superuser(name, password="x")
    assert named() == {"root", "admin"}


@pytest.mark.django_db
def test_without_one_the_first_account_that_manages_something():
    make.user("first")
    for name in ("anna", "max"):
        make.collection(name, by=make.user(name))
    assert named() == {"anna"}


@pytest.mark.django_db
def test_or_else_the_first_account_that_is_active():
    make.user("gone", is_active=False)
    for name in ("anna", "max"):
        make.user(name)
    assert named() == {"anna"}


@pytest.mark.django_db
def test_nobody_where_there_is_nobody():
    assert named() == set()
