"""System checks of the settings: what would work but must not, each with a hint.

Errors stop every command and the web server (see `wsgi.py`). A value that is missing altogether never
gets this far: `settings.py` asks for it.
"""

from collections.abc import Iterator, Sequence
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import OperationalError, connections

GUESSABLE_PASSWORDS = {
    "",
    "admin",
    "changeme",
    "change-me",
    "gainsay",
    "password",
    "postgres",
    "root",
    "secret",
}
SHORTEST_SECRET = 50
# As `claims.models.security_events` has it: the database deletes nothing younger.
SHORTEST_LOG_DAYS = 30
PER_HOUR = tuple(f"GAINSAY_{kind}_PER_HOUR" for kind in ("ACTORS", "CLAIMS", "ARTICLES", "COMMENTS", "PROPOSALS"))


@register(Tags.security)
def check_settings(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    """All rules that need nothing but the settings."""
    return [*_secret(), *_address(), *_database(), *_sizes(), *_people()]


@register(Tags.security, deploy=True)
def check_reachable(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    """A site that answers to no name refuses every request; commands do without one."""
    if settings.ALLOWED_HOSTS:
        return []
    return [
        Error(
            "No address is set, so every request would be refused.",
            hint="Set GAINSAY_URL to what people type, as in GAINSAY_URL=https://gainsay.example.org.",
            id="gainsay.E008",
        )
    ]


@register(Tags.security, deploy=True)
def check_proxy(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    """The web server speaks no HTTPS itself, and slow connections stop it: on the internet a proxy is in front."""
    at_risk = settings.GAINSAY_URL.startswith("https://") and settings.SECURE_PROXY_SSL_HEADER is None
    if not at_risk:
        return []
    return [
        Warning(
            "GAINSAY_URL is https:// and BEHIND_PROXY is off: every page would lead to itself, over and over.",
            hint="Put the proxy of docker-compose.yml in front, or one like it, and set BEHIND_PROXY=1.",
            id="gainsay.W002",
        )
    ]


@register(Tags.database)
def check_connections(app_configs: object, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """What only a connection tells: whether a pooler stands between, whether statements are compiled, which letters
    the database knows.
    """
    messages: list[CheckMessage] = []
    for alias in databases or ():
        found = list(_connection(connections[alias]))
        messages += found
        if _POOLER not in found:
            messages += check_letters(None, databases=[alias])
    return messages


def check_letters(app_configs: object, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Search in any case relies on the database's rules for letters, which its creation settled."""
    messages: list[CheckMessage] = []
    for alias in databases or ():
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT lower('ÄЖ') = 'äж'")
            (knows_letters,) = cursor.fetchone()
        if not knows_letters:
            messages.append(
                Warning(
                    "The database does not know the small letters of Ä and Ж: searches there heed case.",
                    hint="Create it with a UTF-8 locale:"
                    " createdb --template=template0 --encoding=UTF8 --locale=C.UTF-8",
                    id="gainsay.W001",
                )
            )
    return messages


def at_home(host: str) -> bool:
    """Whether the name is this machine's own, which nobody else can reach."""
    bare = host.strip("[]")
    if bare == "localhost" or bare.endswith(".localhost"):
        return True
    try:
        return ip_address(bare).is_loopback
    except ValueError:
        return False


def _secret() -> Iterator[CheckMessage]:
    if _guessable(settings.SECRET_KEY):
        yield Error(
            f"SECRET_KEY can be guessed: it has fewer than {SHORTEST_SECRET} characters, or repeats a few.",
            hint="Make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(64))'",
            id="gainsay.E001",
        )
    former = settings.SECRET_KEY_FALLBACKS
    for place, key in enumerate(former, start=1):
        if _guessable(key) or key == settings.SECRET_KEY:
            wrong = "is the present SECRET_KEY" if key == settings.SECRET_KEY else "can be guessed"
            yield Error(
                f"Number {place} of SECRET_KEY_FALLBACKS {wrong}.",
                hint="List former keys only, and take each out once what it signed has ended: whoever knows one can"
                " sign as this site.",
                id="gainsay.E040",
            )


def _guessable(key: str) -> bool:
    return len(key) < SHORTEST_SECRET or len(set(key)) < 10 or key.startswith("django-insecure")


def _address() -> Iterator[CheckMessage]:
    address = urlsplit(settings.GAINSAY_URL)
    if settings.GAINSAY_URL and (address.scheme not in ("http", "https") or not address.hostname or address.path):
        yield Error(
            f"GAINSAY_URL={settings.GAINSAY_URL} is no address of a site.",
            hint="Scheme and host, a port if need be, no path: https://gainsay.example.org",
            id="gainsay.E002",
        )
    abroad = [host for host in settings.ALLOWED_HOSTS if not at_home(host)]
    if any(host.strip(".") in ("*", "") for host in settings.ALLOWED_HOSTS):
        yield Error(
            "ALLOWED_HOSTS lets any name through, so a forged one can end up in links.",
            hint="Name the hosts, or leave it unset: GAINSAY_URL already names one.",
            id="gainsay.E003",
        )
    if settings.DEBUG and abroad:
        yield Error(
            f"DEBUG is on at {abroad[0]}: its error pages show settings and data to anyone.",
            hint="Unset DEBUG; it is for localhost only.",
            id="gainsay.E004",
        )
    if address.scheme == "http" and address.hostname and not at_home(address.hostname):
        yield Error(
            f"GAINSAY_URL={settings.GAINSAY_URL} is plain HTTP: passwords would travel in the open.",
            hint="Put a proxy with a certificate in front of it, set BEHIND_PROXY=1 and write https:// here.",
            id="gainsay.E005",
        )


def _database() -> Iterator[CheckMessage]:
    options = settings.DATABASES["default"].get("OPTIONS", {})
    for name in ("server_side_binding", "pool"):
        if options.get(name):
            yield Error(
                f"The database option {name} is on.",
                hint="Take it out of DATABASES: the history writes who made a change before each statement,"
                " which server-side binding refuses; connections stay open without a pool (CONN_MAX_AGE).",
                id="gainsay.E006",
            )
    abroad = not all(at_home(host) for host in settings.ALLOWED_HOSTS)
    database = settings.DATABASES["default"]
    by_network = database.get("HOST", "") and not database["HOST"].startswith("/")
    yield from _encryption(database)
    if abroad and by_network and (database.get("PASSWORD") or "").lower() in GUESSABLE_PASSWORDS:
        yield Error(
            "The database's password is among the first that anyone tries.",
            hint="Give the database's user a password of its own and write it into DATABASE_URL.",
            id="gainsay.E007",
        )


def _encryption(database: dict[str, Any]) -> Iterator[CheckMessage]:
    """A database on another machine is reached through TLS, and shows who it is."""
    if settings.DATABASE_TLS not in ("verify-full", "off"):
        yield Error(
            f"DATABASE_TLS={settings.DATABASE_TLS} is not known.",
            hint="Leave it unset for verify-full; or off, where the database is reached by a network of its own.",
            id="gainsay.E041",
        )
    # Several hosts, separated by commas, may be named; none, or a folder, is this machine's own socket.
    hosts = [host for host in (database.get("HOST") or "").split(",") if host and not host.startswith("/")]
    elsewhere = [host for host in hosts if not at_home(host)]
    verified = database.get("OPTIONS", {}).get("sslmode") == "verify-full"
    if elsewhere and not verified and settings.DATABASE_TLS != "off":
        yield Error(
            f"The database is at {elsewhere[0]}, and what is read from it and written to it can be read on the way.",
            hint="Add ?sslmode=verify-full&sslrootcert=system to DATABASE_URL (or the path of its authority's"
            " certificate). DATABASE_TLS=off only where nobody else is on the network between the two.",
            id="gainsay.E042",
        )


def _connection(connection: Any) -> Iterator[CheckMessage]:
    try:
        connection.ensure_connection()
    except OperationalError as error:
        if "unsupported startup parameter" not in str(error):
            raise
        # Older poolers do not even let us in.
        yield _POOLER
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid(), current_setting('jit') = 'on'")
        number, compiles = cursor.fetchone()
    # A pooler tells each client a number of its own making.
    if number != connection.connection.info.backend_pid and not settings.DATABASE_POOLED:
        yield _POOLER
    if compiles:
        yield Warning(
            "The database compiles statements (jit), which takes longer than all of ours take.",
            hint="ALTER ROLE gainsay SET jit = off; ALTER ROLE gainsay SET plan_cache_mode = force_generic_plan;"
            " with the program's role, then restart the pooler.",
            id="gainsay.W040",
        )


_POOLER = Error(
    "A pooler stands before the database: one client would run statements that another has prepared.",
    hint="Set DATABASE_POOLED=true; or name the database server itself in DATABASE_URL.",
    id="gainsay.E043",
)


def _sizes() -> Iterator[CheckMessage]:
    if settings.GAINSAY_MAX_ARTICLE_BYTES < 1:
        yield Error(
            f"GAINSAY_MAX_ARTICLE_BYTES={settings.GAINSAY_MAX_ARTICLE_BYTES} lets no article in.",
            hint="Set the largest size in bytes, or leave it unset for 20,000,000.",
            id="gainsay.E009",
        )
    if settings.GAINSAY_SECURITY_LOG_DAYS < SHORTEST_LOG_DAYS:
        yield Error(
            f"GAINSAY_SECURITY_LOG_DAYS={settings.GAINSAY_SECURITY_LOG_DAYS} is less than {SHORTEST_LOG_DAYS}.",
            hint=f"Entries of the last {SHORTEST_LOG_DAYS} days always stay. Leave it unset for 365.",
            id="gainsay.E030",
        )


def _people() -> Iterator[CheckMessage]:
    if settings.GAINSAY_COLLECTIONS_BY not in ("named", "everybody"):
        yield Error(
            f"GAINSAY_COLLECTIONS_BY={settings.GAINSAY_COLLECTIONS_BY} does not say who may start collections.",
            hint="Set it to named (those that an administrator chose) or everybody, or leave it unset for named.",
            id="gainsay.E045",
        )
    for name in PER_HOUR:
        if getattr(settings, name) < 1:
            yield Error(
                f"{name}={getattr(settings, name)} lets nobody enter anything.",
                hint="Set the most that one person enters within an hour, or leave it unset.",
                id="gainsay.E046",
            )
