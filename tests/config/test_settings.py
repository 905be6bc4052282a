"""What the settings ask for and refuse, each time with a hint; what production passes of Django's checks."""

import os
import re
import secrets
import subprocess
import sys

import pytest
from django.core.checks import Error
from django.db import connection

from config import checks, sign_in_checks
from config.embedded import ROOT

PRODUCTION = {
    "GAINSAY_URL": "https://gainsay.example.org",
    "SECRET_KEY": secrets.token_urlsafe(64),
    "DATABASE_URL": os.environ["DATABASE_URL"],
    "BEHIND_PROXY": "true",
}


def python(*arguments: str, **changes: str | None) -> subprocess.CompletedProcess[str]:
    """Runs Python as production would: with its settings, save for the changes (None takes one away)."""
    environment = {"PATH": os.environ["PATH"], **PRODUCTION, **changes}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={name: value for name, value in environment.items() if value is not None},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_settings_pass_all_of_djangos_deployment_checks():
    checked = python("manage.py", "check", "--deploy", "--fail-level", "INFO")
    assert checked.returncode == 0, checked.stderr
    assert "no issues (0 silenced)" in checked.stdout


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL"])
@pytest.mark.parametrize("value", [None, "", "  "])
def test_a_missing_secret_or_database_stops_the_web_server_with_a_hint(name, value):
    started = python("-c", "import config.wsgi", **{name: value})
    assert started.returncode != 0
    assert re.search(rf"ImproperlyConfigured: {name} is not set\.\nHINT: \S", started.stderr)


def test_an_unsafe_setting_stops_the_web_server_and_every_command():
    for arguments in (["-c", "import config.wsgi"], ["manage.py", "migrate"]):
        started = python(*arguments, DEBUG="true")
        assert started.returncode != 0
        assert "DEBUG is on at gainsay.example.org" in started.stderr
        assert "HINT: Unset DEBUG" in started.stderr


def test_a_site_without_an_address_does_not_start():
    started = python("-c", "import config.wsgi", GAINSAY_URL=None)
    assert "HINT: Set GAINSAY_URL" in started.stderr
    assert started.returncode != 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "perhaps"),
        ("GAINSAY_MAX_ARTICLE_BYTES", "20 MB"),
        ("DATABASE_URL", "oracel://somewhere/gainsay"),
        ("LOG_LEVEL", "LOUD"),
    ],
)
def test_a_value_of_the_wrong_form_is_named(name, value):
    started = python("manage.py", "check", **{name: value})
    assert started.returncode != 0
    assert "ImproperlyConfigured" in started.stderr
    assert name in started.stderr or value.split(":")[0] in started.stderr
    assert "HINT: .env.example" in started.stderr


@pytest.fixture
def production(settings, monkeypatch):
    """Settings that no check minds, for a test to spoil one."""
    settings.DEBUG = False
    settings.SECRET_KEY = PRODUCTION["SECRET_KEY"]
    settings.GAINSAY_URL = PRODUCTION["GAINSAY_URL"]
    settings.ALLOWED_HOSTS = ["gainsay.example.org"]
    for name, value in {"HOST": "database.example.org", "PASSWORD": "of-its-own", "OPTIONS": {}}.items():
        monkeypatch.setitem(settings.DATABASES["default"], name, value)
    return settings


def problems() -> list[str]:
    """The ids of what is refused, each an error with a hint."""
    found = [*checks.check_settings(None), *checks.check_reachable(None), *sign_in_checks.check_sign_in(None)]
    assert all(isinstance(message, Error) and message.hint for message in found)
    return [str(message.id) for message in found]


def test_sound_settings_are_not_minded(production):
    assert problems() == []


@pytest.mark.parametrize("key", ["short", "a" * 80, "django-insecure-" + secrets.token_urlsafe(64)])
def test_a_secret_that_can_be_guessed_is_refused(production, key):
    production.SECRET_KEY = key
    assert problems() == ["gainsay.E001"]


@pytest.mark.parametrize("address", ["gainsay.example.org", "ftp://gainsay.example.org", "https://x.org/gainsay"])
def test_an_address_must_be_that_of_a_site(production, address):
    production.GAINSAY_URL = address
    assert problems() == ["gainsay.E002"]


@pytest.mark.parametrize("hosts", [["*"], [".", "gainsay.example.org"]])
def test_letting_any_host_name_through_is_refused(production, hosts):
    production.ALLOWED_HOSTS = hosts
    assert "gainsay.E003" in problems()


def test_debug_is_refused_where_others_can_reach_it_and_allowed_at_home(production):
    production.DEBUG = True
    assert problems() == ["gainsay.E004"]
    production.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "gainsay.localhost"]
    assert problems() == []


def test_plain_http_is_refused_but_at_home(production):
    production.GAINSAY_URL = "http://gainsay.example.org"
    assert problems() == ["gainsay.E005"]
    production.GAINSAY_URL = "http://127.0.0.1:8000"
    assert problems() == []


@pytest.mark.parametrize("option", ["server_side_binding", "pool"])
def test_database_options_that_break_the_history_are_refused(production, option):
    production.DATABASES["default"]["OPTIONS"][option] = True
    assert problems() == ["gainsay.E006"]


@pytest.mark.parametrize("password", ["postgres", "Password", "gainsay"])
def test_a_default_database_password_is_refused_but_at_home(production, password):
    production.DATABASES["default"]["PASSWORD"] = password
    assert problems() == ["gainsay.E007"]
    production.ALLOWED_HOSTS = ["localhost"]
    assert problems() == []


def test_the_password_may_stand_apart_from_the_address():
    checked = python(
        "manage.py",
        "check",
        "--tag=security",
        DATABASE_URL="postgresql://gainsay@database.example.org/gainsay",
        PGPASSWORD="postgres",
    )
    assert "gainsay.E007" in checked.stderr


def test_a_limit_that_lets_nothing_in_is_refused(production):
    production.GAINSAY_MAX_ARTICLE_BYTES = 0
    assert problems() == ["gainsay.E009"]


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("GAINSAY_FAILURES_BY_NAME", 0, "gainsay.E021"),
        ("GAINSAY_PROXIES", 0, "gainsay.E021"),
        ("GAINSAY_SESSION_IDLE_HOURS", 0, "gainsay.E022"),
        ("GAINSAY_SESSION_DAYS", 0.5, "gainsay.E022"),
        ("GAINSAY_SECOND_FACTOR_ROLES", ["manager", "editors"], "gainsay.E023"),
        ("GAINSAY_OIDC_SERVER", "http://login.example.org", "gainsay.E024"),
        ("GAINSAY_OIDC_CLIENT_ID", "", "gainsay.E025"),
        ("GAINSAY_BREACHED_PASSWORDS", "/no/such/file", "gainsay.E026"),
    ],
)
def test_settings_of_signing_in_that_lock_out_or_let_in_are_refused(production, name, value, problem):
    production.GAINSAY_OIDC_SERVER, production.GAINSAY_OIDC_CLIENT_ID = "https://login.example.org", "gainsay"
    production.GAINSAY_OIDC_CLIENT_SECRET = "of-its-own"
    assert problems() == []
    setattr(production, name, value)
    assert problems() == [problem]


COOKIES = """
import django; django.setup()
from django.conf import settings
from annotate.http.messages import HostCookieStorage
from annotate.signing_in.limits import COOKIE
print(settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, HostCookieStorage.cookie_name, COOKIE)
print(settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.SESSION_COOKIE_DOMAIN)
"""


def test_cookies_are_bound_to_this_host_where_there_is_https():
    told = python("-c", COOKIES, DJANGO_SETTINGS_MODULE="config.settings")
    assert told.stdout.split() == [
        "__Host-sessionid", "__Host-csrftoken", "__Host-messages", "__Host-known", "True", "True", "None",
    ]  # fmt: skip


def test_cookies_have_plain_names_at_home():
    told = python("-c", COOKIES, DJANGO_SETTINGS_MODULE="config.settings", GAINSAY_URL="http://localhost:8000")
    assert told.stdout.split() == ["sessionid", "csrftoken", "messages", "known", "False", "False", "None"]


@pytest.mark.django_db
def test_the_database_of_the_tests_knows_letters_beyond_ascii():
    assert checks.check_letters(None, databases=["default"]) == []


@pytest.mark.django_db(transaction=True)
def test_a_database_that_knows_ascii_only_is_warned_about(monkeypatch):
    ascii_only = f"{connection.settings_dict['NAME']}_ascii"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{ascii_only}"')
        cursor.execute(f'CREATE DATABASE "{ascii_only}" TEMPLATE template0 LOCALE_PROVIDER libc LOCALE "C"')
    connection.close()
    with monkeypatch.context() as elsewhere:
        elsewhere.setitem(connection.settings_dict, "NAME", ascii_only)
        (warning,) = checks.check_letters(None, databases=["default"])
        connection.close()
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{ascii_only}"')
    assert warning.id == "gainsay.W001"
    assert "createdb" in str(warning.hint)


def test_env_example_names_every_variable_that_is_read():
    read = set()
    for file in ("settings.py", "sign_in.py", "gunicorn.py", "alive.py"):
        source = (ROOT / "config" / file).read_text()
        read |= set(re.findall(r"""(?:env\.\w+|environ\.get|required)\(\s*["']([A-Z_]+)["']""", source))
    read |= set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))
    named = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert named == read
