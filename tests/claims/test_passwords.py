"""Which passwords are refused, and how those that are taken are kept."""

import hashlib

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher, check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from claims.models import User
from claims.passwords import Breached
from tests import make

HASHERS = ["claims.passwords.Argon2", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]


def codes(password: str, user: User | None = None) -> set[str]:
    try:
        validate_password(password, user)
    except ValidationError as error:
        return {str(each.code) for each in error.error_list}
    return set()


@pytest.mark.parametrize(
    "password",
    [
        "48261973502648", "correct horse battery", "Ein Satz mit Umlauten: äöü", "x7#kP2!mQ9@z", "пароль из слов",
        "the gainsay of seven ministers", "a" + "bcde fghij klm" * 20, "📰🗞️ four words of news",
    ],
)  # fmt: skip
def test_long_ones_are_taken_whatever_they_are_made_of(password):
    assert codes(password) == set()


@pytest.mark.parametrize(
    "password",
    [
        "gainsay1", "gainsay12345", "Gainsay2026!", "GAINSAYGAINSAY", "g4ins4y-2026-07", "2026gainsay2026",
        "Gainsay.Gainsay1",
    ],
)  # fmt: skip
def test_the_name_of_the_site_is_no_password(password):
    assert "password_of_context" in codes(password)


def test_the_address_of_the_site_is_none_either(settings):
    settings.GAINSAY_URL = "https://claims.dailybugle.example"
    assert "password_of_context" in codes("dailybugle2026")
    assert "password_of_context" in codes("Claims@DailyBugle")


@pytest.mark.django_db
def test_nor_are_ones_own_names_and_those_of_ones_collections():
    person = make.user("marguerite", last_name="Yourcenar")
    collection = make.collection("zeebrugge", by=person, name="Harbour inquest")
    assert collection.memberships.exists()
    for password in ("marguerite1951", "yourcenar-1903", "Zeebrugge2026", "inquest2026!!", "harbour inquest 1"):
        assert "password_of_context" in codes(password, person), password
        assert "password_of_context" not in codes(password, make.user("u" + str(len(password)) + password[:3]))


@pytest.mark.parametrize("password", ["aaaaaaaaaaaa", "121212121212", "123456789012", "abcdefghijklm", "987654321098"])
def test_the_same_again_and_again_is_none(password):
    assert "password_of_monotony" in codes(password)


@pytest.mark.parametrize("password", ["eleven char", ""])
def test_short_ones_are_refused(password):
    assert "password_too_short" in codes(password)


@pytest.mark.parametrize(
    "password", ["1q2w3e4r5t6y", "sunshine2026", "!!Password1234!!", "dragondragon", "2026-monkey-07"]
)
def test_common_ones_are_refused_also_with_digits_and_signs_around_them(password):
    assert "password_too_common" in codes(password)


# -- Stolen elsewhere ---------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [0, 1, 2, 3, 1000])
@pytest.mark.parametrize("tail", ["", ":17"])
def test_every_stolen_one_is_found_in_a_file_of_hashes_and_no_other(tmp_path, count, tail):
    stolen = [f"stolen {n}" for n in range(count)]
    hashes = sorted(hashlib.sha1(each.encode()).hexdigest().upper() for each in stolen)  # noqa: S324
    file = tmp_path / "hashes.txt"
    file.write_text("".join(f"{each}{tail}\r\n" for each in hashes))
    validator = Breached(str(file))
    for each in stolen[:200]:
        with pytest.raises(ValidationError, match="stolen"):
            validator.validate(each)
    for n in range(200):
        validator.validate(f"fresh {n}")


# -- How they are kept --------------------------------------------------------------------------------


def test_they_are_kept_by_argon2_with_the_numbers_of_owasp(settings):
    settings.PASSWORD_HASHERS = HASHERS
    kept = make_password("the-dam-will-hold-1")
    assert kept.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert check_password("the-dam-will-hold-1", kept)
    assert not check_password("the-dam-will-hold-2", kept)


@pytest.mark.django_db
def test_an_older_kind_still_opens_and_is_kept_anew(client, settings):
    person = make.user("edith")
    settings.PASSWORD_HASHERS = HASHERS
    person.password = PBKDF2PasswordHasher().encode("edithedith", "salt" * 6, 1000)
    person.save()
    assert client.post("/login/", {"username": "edith", "password": "edithedith"}).status_code == 302
    person.refresh_from_db()
    assert person.password.startswith("argon2$")
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("length", [128, 10_000])
def test_a_long_one_is_kept_to_its_end(settings, length):
    settings.PASSWORD_HASHERS = HASHERS
    kept = make_password("x" * length)
    assert check_password("x" * length, kept)
    assert not check_password("x" * (length - 1), kept)
