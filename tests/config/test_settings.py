"""What the settings ask for and refuse, each time with a hint; what production passes of Django's checks."""

import os
import re
import secrets
import subprocess
import sys

import pytest
from django.core.checks import Error
from django.db import connection

from claims.actions.invitation_create import create_invitation
from claims.models.security_events import YOUNGEST_PRUNED_DAYS
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


def test_a_database_that_does_not_answer_yet_stops_no_start():
    started = python("-c", "import config.wsgi", DATABASE_URL="postgresql://gainsay:own@localhost:1/gainsay")
    assert started.returncode == 0
    assert "The database could not be asked at the start" in started.stderr


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
        ("GAINSAY_ACTORS_PER_HOUR", "many"),
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
    secure = {"sslmode": "verify-full"}
    for name, value in {"HOST": "database.example.org", "PASSWORD": "of-its-own", "OPTIONS": secure}.items():
        monkeypatch.setitem(settings.DATABASES["default"], name, value)
    return settings


def problems() -> list[str]:
    """The ids of what is refused, each an error with a hint."""
    found = [*checks.check_settings(None), *checks.check_reachable(None), *sign_in_checks.check_sign_in(None)]
    assert all(isinstance(message, Error) and message.hint for message in found)
    return [str(message.id) for message in found]


def test_https_without_a_proxy_is_warned_about(production):
    production.SECURE_PROXY_SSL_HEADER = None
    (warning,) = checks.check_proxy(None)
    assert warning.id == "gainsay.W002"
    production.GAINSAY_URL = "http://localhost"
    assert checks.check_proxy(None) == []


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


@pytest.mark.parametrize("mode", [None, "disable", "prefer", "require", "verify-ca"])
@pytest.mark.parametrize("host", ["database.example.org", "10.0.0.7", "localhost,database.example.org"])
def test_a_database_elsewhere_is_reached_through_tls_that_shows_who_it_is(production, mode, host):
    database = production.DATABASES["default"]
    database["HOST"], database["OPTIONS"] = host, {"sslmode": mode} if mode else {}
    assert problems() == ["gainsay.E042"]
    production.DATABASE_TLS = "off"
    assert problems() == []
    production.DATABASE_TLS = "verify-full"
    database["OPTIONS"] = {"sslmode": "verify-full"}
    assert problems() == []


@pytest.mark.parametrize("host", ["", "/run/postgresql", "localhost", "127.0.0.1", "::1", "/run/postgresql,localhost"])
def test_one_on_this_machine_needs_none(production, host):
    database = production.DATABASES["default"]
    database["HOST"], database["OPTIONS"] = host, {}
    assert problems() == []


def test_another_word_for_tls_is_refused(production):
    production.DATABASE_TLS = "no"
    assert problems() == ["gainsay.E041"]


@pytest.mark.parametrize("key", ["short", "a" * 80, PRODUCTION["SECRET_KEY"]], ids=["short", "repeated", "present"])
def test_a_former_secret_that_can_be_guessed_or_is_the_present_one_is_refused(production, key):
    production.SECRET_KEY_FALLBACKS = [secrets.token_urlsafe(64)]
    assert problems() == []
    production.SECRET_KEY_FALLBACKS.append(key)
    assert problems() == ["gainsay.E040"]


# -- Secrets in files ------------------------------------------------------------------------------------
def shown(name: str, **changes: str | None) -> str:
    """A setting, as Django has it with these variables."""
    code = f"from django.conf import settings; print(settings.{name})"
    done = python("-c", code, DJANGO_SETTINGS_MODULE="config.settings", **changes)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_each_secret_may_stand_in_a_file(tmp_path):
    key, former, address = secrets.token_urlsafe(64), [secrets.token_urlsafe(64) for _ in range(2)], tmp_path / "url"
    address.write_text("postgresql://gainsay@localhost/elsewhere\n")
    (tmp_path / "key").write_text(f"{key}\n")
    (tmp_path / "former").write_text("\n".join(former) + "\n")
    (tmp_path / "word").write_text("pass: w/rd@%\n")
    files = {
        "SECRET_KEY": None, "SECRET_KEY_FILE": str(tmp_path / "key"),
        "SECRET_KEY_FALLBACKS_FILE": str(tmp_path / "former"), "PGPASSWORD_FILE": str(tmp_path / "word"),
        "DATABASE_URL": None, "DATABASE_URL_FILE": str(address),
    }  # fmt: skip
    assert shown("SECRET_KEY", **files) == key
    assert shown("SECRET_KEY_FALLBACKS", **files) == str(former)
    assert shown("DATABASES['default']['PASSWORD']", **files) == "pass: w/rd@%"
    assert shown("DATABASES['default']['NAME']", **files) == "elsewhere"


def test_no_former_key_is_needed(tmp_path):
    (tmp_path / "former").write_text("\n")
    assert shown("SECRET_KEY_FALLBACKS") == "[]"
    assert shown("SECRET_KEY_FALLBACKS", SECRET_KEY_FALLBACKS_FILE=str(tmp_path / "former")) == "[]"
    assert shown("SECRET_KEY_FALLBACKS", SECRET_KEY_FALLBACKS="one,two three") == "['one', 'two', 'three']"


def test_a_command_takes_a_secret_and_a_database_from_files_as_they_are(tmp_path):
    (tmp_path / "key").write_text("short")
    (tmp_path / "url").write_text(PRODUCTION["DATABASE_URL"])
    files = {"SECRET_KEY_FILE": str(tmp_path / "key"), "DATABASE_URL_FILE": str(tmp_path / "url")}
    checked = python("manage.py", "check", "--tag=security", SECRET_KEY=None, DATABASE_URL=None, **files)
    assert "gainsay.E001" in checked.stderr and "both set" not in checked.stderr


@pytest.mark.parametrize("fault", ["both", "missing", "a folder", "empty", "no text"])
def test_a_secrets_file_that_will_not_do_is_named_with_a_hint(tmp_path, fault):
    path = tmp_path / "key"
    content = {"empty": b"\n", "no text": b"\xff\xfe\x00", "both": b"x" * 60}.get(fault)
    if content is not None:
        path.write_bytes(content)
    elif fault == "a folder":
        path.mkdir()
    present = PRODUCTION["SECRET_KEY"] if fault == "both" else None
    started = python("-c", "import config.wsgi", SECRET_KEY=present, SECRET_KEY_FILE=str(path))
    assert started.returncode != 0
    assert re.search(r"ImproperlyConfigured: SECRET_KEY.*\nHINT: \S", started.stderr)
    assert "xxxx" not in started.stderr


def test_a_wrong_address_of_the_database_is_not_repeated():
    started = python("manage.py", "check", DATABASE_URL="postgresql://gainsay:a:secret@host:port/gainsay")
    assert started.returncode != 0 and "DATABASE_URL" in started.stderr
    assert "secret" not in started.stderr


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("", "-c plan_cache_mode=force_generic_plan -c jit=off"),
        ("?options=-c%20work_mem%3D8MB", "-c plan_cache_mode=force_generic_plan -c jit=off -c work_mem=8MB"),
    ],
)
def test_each_connection_asks_for_plans_that_suit_and_for_no_compiler(query, asked):
    options = shown("DATABASES['default']['OPTIONS']['options']", DATABASE_URL=f"postgresql://localhost/x{query}")
    assert options == asked


def test_behind_a_pooler_nothing_is_asked_for_or_left_on_a_connection():
    pooled = {"DATABASE_URL": "postgresql://localhost/x?options=-cjit%3Doff", "DATABASE_POOLED": "true"}
    options = shown("DATABASES['default']['OPTIONS']", **pooled)
    assert "'prepare_threshold': None" in options and "'options'" not in options
    assert shown("DATABASES['default']['DISABLE_SERVER_SIDE_CURSORS']", **pooled) == "True"


@pytest.mark.django_db
def test_the_connections_of_the_tests_are_as_in_production():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('jit'), current_setting('plan_cache_mode')")
        assert cursor.fetchone() == ("off", "force_generic_plan")


# -- A new secret ----------------------------------------------------------------------------------------
@pytest.fixture
def rotated(settings):
    """`rotated()` gives the site a new key; the former one is a fallback, unless that is left out."""

    def rotate(*, keep: bool = True) -> None:
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY] if keep else []
        settings.SECRET_KEY = secrets.token_urlsafe(64)

    return rotate


@pytest.mark.parametrize("keep", [True, False])
def test_a_session_goes_on_after_the_key_has_changed_while_the_former_is_kept(cast, client, rotated, settings, keep):
    client.force_login(cast.edith)
    rotated(keep=keep)
    assert client.get("/account/").status_code == (200 if keep else 302)
    if keep:
        # It was signed anew with that, so the former key may go.
        settings.SECRET_KEY_FALLBACKS = []
        assert client.get("/account/").status_code == 200


@pytest.mark.parametrize("keep", [True, False])
def test_an_invitation_made_under_the_former_key_is_good(cast, client, rotated, keep):
    made = create_invitation(cast.collection, by=cast.mona, role="reader")
    address = f"/invitations/{made.token}/"
    rotated(keep=keep)
    assert client.get(address).status_code == (302 if keep else 404)


@pytest.mark.parametrize("keep", [True, False])
def test_a_link_to_a_new_password_does_not_rest_on_the_key(cast, client, rotated, keep):
    from claims.actions.password_link_create import create_password_link

    _made, token = create_password_link(cast.edith, by=cast.mona)
    rotated(keep=keep)
    assert client.get(f"/password/link/{token}/").url == "/password/link/"


def test_a_limit_that_lets_nothing_in_is_refused(production):
    production.GAINSAY_MAX_ARTICLE_BYTES = 0
    assert problems() == ["gainsay.E009"]


def test_a_security_log_that_forgets_too_soon_is_refused(production):
    production.GAINSAY_SECURITY_LOG_DAYS = YOUNGEST_PRUNED_DAYS
    assert problems() == []
    production.GAINSAY_SECURITY_LOG_DAYS = YOUNGEST_PRUNED_DAYS - 1
    assert problems() == ["gainsay.E030"]


@pytest.mark.parametrize("who", ["", "nobody", "managers"])
def test_who_starts_collections_is_one_of_two(production, who):
    production.GAINSAY_COLLECTIONS_BY = who
    assert problems() == ["gainsay.E045"]


@pytest.mark.parametrize("kind", ["ACTORS", "CLAIMS", "ARTICLES", "COMMENTS", "PROPOSALS"])
def test_a_limit_of_a_person_that_lets_nothing_in_is_refused(production, kind):
    setattr(production, f"GAINSAY_{kind}_PER_HOUR", 0)
    assert problems() == ["gainsay.E046"]


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
        read |= set(re.findall(r"""(?:env\.\w+|environ\.get)\(\s*["']([A-Z_]+)["']""", source))
        for name in re.findall(r"""(?:required|secret|secrets_in)\(\s*["']([A-Z_]+)["']""", source):
            read |= {name, f"{name}_FILE"}
    read |= set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))
    named = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert named == read
