"""User names: which are taken, which look alike, and that names from before stay."""

import importlib
import io

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from claims.models import User
from claims.text.user_names import check, looks, normalised
from tests import make


def alike(one: str, other: str) -> bool:
    return any(mine == theirs for mine, theirs in zip(looks(one), looks(other), strict=True))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("аса", "aca"),  # Cyrillic all through
        ("ѕсоре", "scope"), ("ορ", "op"), ("ada", "ADA"), ("Ian", "lan"), ("b0b", "bob"), ("e1", "el"),
        ("modern", "rnodern"), ("ＡＤＡ", "ada"), ("Ame\u0301lie", "amélie"), ("STRASSE", "straße"), ("ИВАН", "иван"),
    ],
)  # fmt: skip
def test_these_look_alike(one, other):
    assert alike(one, other) and alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("karl", "kari"), ("ada", "adá"), ("editor", "editor2"), ("anna", "ana"), ("иван", "ивана")]
)
def test_these_do_not(one, other):
    assert not alike(one, other)


@pytest.mark.parametrize(
    "name", ["ada", "Ada.Vane", "a_b-c+1@x", "иван", "محمد", "山田taro", "日本のadaカナ", "김민수kim", "-x", "josé"]
)
def test_these_are_taken(name):
    check(name)
    assert normalised(name) == name


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("аdа", "mixes Cyrillic, Latin"), ("山田иван", "mixes Cyrillic, Han"), ("ada vane", r"U\+0020"),
        ("ada\u200b", r"U\+200B"), ("ada\u202e", r"U\+202E"), ("ada\0", r"U\+0000"), ("ada\u2028", r"U\+2028"),
        ("\ue000", r"U\+E000"),
    ],
)  # fmt: skip
def test_these_are_refused_with_the_reason(name, reason):
    with pytest.raises(ValidationError, match=reason):
        check(name)


def test_what_signs_in_is_made_as_it_is_stored():
    assert normalised("ＡＤＡ") == "ADA" and normalised("jose\u0301") == "josé"
    assert normalised("no name\u200b") == "no name\u200b", "no user name, and no error"


@pytest.mark.django_db
class TestAccounts:
    @pytest.fixture(autouse=True)
    def ada(self):
        return make.user("ada")

    @pytest.mark.parametrize("name", ["Ada", "ＡＤＡ", "аԁа", "АԀА"])
    def test_a_look_alike_is_refused_without_telling_whose(self, name):
        with pytest.raises(ValidationError, match=r"looks like another|mixes") as refused:
            User.objects.create_user(name)
        assert "“ada”" not in str(refused.value) and User.objects.count() == 1

    def test_a_person_is_stored_normalised(self):
        assert User.objects.create_user("ＪＯＳＥ\u0301").username == "JOSÉ"

    def test_commands_refuse_it_with_a_message(self):
        with pytest.raises(CommandError, match="looks like another"):
            call_command("create_collection", "bridge", "--member", "аԁа:editor", stdout=io.StringIO())
        with pytest.raises(CommandError, match="mixes"):
            call_command("create_collection", "bridge", "--member", "bоb:editor", stdout=io.StringIO())
        with pytest.raises(CommandError, match=r"looks like another|mixes"):
            call_command("createsuperuser", "--noinput", username="аԁа", email="a@example.org", stdout=io.StringIO())
        call_command("create_collection", "bridge", "--member", "ADA:editor", stdout=io.StringIO())
        assert User.objects.get().memberships.count() == 1, "the same person, in capitals"

    def test_a_new_name_is_checked_and_everything_else_can_be_saved(self, ada):
        ada.set_password("another one")
        ada.save()
        ada.username = "Ada"
        ada.save()
        ada.username = "еve"
        with pytest.raises(ValidationError, match="mixes"):
            ada.save()

    def test_a_removed_look_makes_room(self, ada):
        ada.username = "eve"
        ada.save()
        assert User.objects.create_user("ADA").pk


@pytest.mark.django_db
def test_those_who_looked_alike_before_stay_and_can_be_saved():
    names = ("ada", "Ada", "аԁа", "two words")
    people = [make.user(f"person{letter}") for letter in "wxyz"]
    for person, name in zip(people, names, strict=True):
        User.objects.filter(pk=person.pk).update(username_look=str(person.pk), username_look_folded=str(person.pk))
        make.past_the_rules("UPDATE claims_user SET username = %s WHERE id = %s", name, person.pk)
    importlib.import_module("claims.migrations.0009_clean_words").give_looks(apps, None)
    for person, name in zip(people, names, strict=True):
        same = User.objects.get(pk=person.pk)
        assert same.username == name
        same.set_password("another one")
        same.full_clean(exclude=["username"])
        same.save()
    with pytest.raises(ValidationError, match="looks like another"):
        User.objects.create_user("aDa")
