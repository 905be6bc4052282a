"""Every setting, typed where it enters from the environment.

Nothing here starts a server, writes a file or guesses a secret: what may not be missing is asked for, with a
hint. What is set but unsafe is refused by `config.checks`. Conveniences of a developer's machine live in
`config.local`, which this module never imports.
"""

import logging
from pathlib import Path
from urllib.parse import urlsplit

import pghistory
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from environs import Env, EnvError

from config import database, logs
from config.from_environment import required, secret, secrets_in

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()


def _origin(address: str) -> str:
    """Scheme and host of an address."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


SECRET_KEY = required(
    "SECRET_KEY",
    "Signs sessions and invitations, so keep it secret and keep it. Make one with:"
    " python3 -c 'import secrets; print(secrets.token_urlsafe(64))'",
)
# Former ones, while what they signed is still about: a new secret then ends no session and no link.
SECRET_KEY_FALLBACKS = secrets_in("SECRET_KEY_FALLBACKS")
DATABASE_URL = required(
    "DATABASE_URL",
    "Name the Postgres server (15 or newer): postgresql://user:password@host:5432/gainsay. Without one, `make"
    " demo` and `python manage.py` start a server of their own for this machine.",
)

try:
    # -- Where it is reached -----------------------------------------------------------------------
    DEBUG = env.bool("DEBUG", False)
    # What people type: links in exports and invitations begin with it, and its scheme decides about HTTPS.
    GAINSAY_URL = env.str("GAINSAY_URL", "").rstrip("/")
    _address = urlsplit(GAINSAY_URL)
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", [_address.hostname] if _address.hostname else [])
    CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])
    if not GAINSAY_URL and ALLOWED_HOSTS:
        GAINSAY_URL = f"https://{ALLOWED_HOSTS[0]}"

    # -- HTTPS: on, unless the address itself is plain HTTP (config.checks allows that at home only)
    _https = not GAINSAY_URL.startswith("http://")
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", _https)
    # Health checks come from inside, where there is no HTTPS.
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 365 * 24 * 3600 if _https else 0)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", _https)
    SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", _https)
    # Only behind a proxy that sets this header itself and drops a visitor's: else anyone could claim HTTPS.
    BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
    # The prefix makes a browser refuse them from another host of the domain, and without HTTPS.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = (
        ("__Host-sessionid", "__Host-csrftoken") if _https else ("sessionid", "csrftoken")
    )

    # -- Signing in: passwords, limits, second factor, sessions -------------------------------------
    from config.sign_in import *  # noqa: F403
    from config.sign_in import GAINSAY_OIDC_SERVER, SIGN_IN_APPS

    # -- Sizes and logging -------------------------------------------------------------------------
    # A whole folder at once.
    DATA_UPLOAD_MAX_NUMBER_FILES = 1000
    GAINSAY_MAX_ARTICLE_BYTES = env.int("GAINSAY_MAX_ARTICLE_BYTES", 20_000_000)
    # Of all files that come in one request. What waits in the folder for temporary files takes as much there.
    GAINSAY_MAX_UPLOAD_BYTES = env.int("GAINSAY_MAX_UPLOAD_BYTES", 100_000_000)
    # Downloads that one person may have under way: each holds a thread and a connection to the database.
    GAINSAY_MAX_DOWNLOADS = env.int("GAINSAY_MAX_DOWNLOADS", 2)
    # Downloads of everybody together in one process: the other half of its threads is for pages.
    DOWNLOADS_PER_PROCESS = max(1, env.int("WEB_THREADS", 16) // 2)

    # -- What one person may do --------------------------------------------------------------------
    # Who may start collections: "named" are those that an administrator chose, "everybody" all who can sign in.
    GAINSAY_COLLECTIONS_BY = env.str("GAINSAY_COLLECTIONS_BY", "named")
    # The most that one person enters within an hour; an editor makes some 300 passages in a day.
    GAINSAY_ACTORS_PER_HOUR = env.int("GAINSAY_ACTORS_PER_HOUR", 300)
    GAINSAY_CLAIMS_PER_HOUR = env.int("GAINSAY_CLAIMS_PER_HOUR", 600)
    GAINSAY_ARTICLES_PER_HOUR = env.int("GAINSAY_ARTICLES_PER_HOUR", 200)
    GAINSAY_COMMENTS_PER_HOUR = env.int("GAINSAY_COMMENTS_PER_HOUR", 300)
    GAINSAY_PROPOSALS_PER_HOUR = env.int("GAINSAY_PROPOSALS_PER_HOUR", 100)

    LOG_LEVEL = env.log_level("LOG_LEVEL", logging.INFO)
    # How long entries of the security log are kept; `manage.py prune_security_log` deletes older ones.
    GAINSAY_SECURITY_LOG_DAYS = env.int("GAINSAY_SECURITY_LOG_DAYS", 365)

    # -- Database: one, kept open by each thread, looked at before use -----------------------------
    # A pooler like PgBouncer hands its connections on after each transaction.
    DATABASE_POOLED = env.bool("DATABASE_POOLED", False)
    # "off" for a database that is elsewhere, but on a network that nobody else is on.
    DATABASE_TLS = env.str("DATABASE_TLS", "verify-full")
    DATABASES = {
        "default": database.adjusted(
            database.parsed(DATABASE_URL),
            password=secret("PGPASSWORD"),
            pooled=DATABASE_POOLED,
        )
    }
except (EnvError, ValueError) as error:
    raise ImproperlyConfigured(f"{error}\nHINT: .env.example lists every variable with its form.") from error

# -- What it is made of ----------------------------------------------------------------------------
INSTALLED_APPS = [
    "claims",
    "annotate",
    "config",
    "pghistory",
    "pgtrigger",
    "django_htmx",
    *SIGN_IN_APPS,
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    # Serves files with the same rules under `runserver` as in production.
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    # For its lookups and fields; no extension of the server is installed.
    "django.contrib.postgres",
    # For the templates of its widgets; the form renderer looks for them in the apps.
    "django.forms",
]
MIDDLEWARE = [
    # First: every answer and every line of the log has the request's id.
    "annotate.http.recording.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    # What nobody could read ends here.
    "annotate.http.readable.ReadableMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    # After the files that anybody may have: no page stays in any cache.
    "annotate.http.private.PrivateMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # After authentication: lines of the log know the person, and refusals are written down.
    "annotate.http.recording.RefusalMiddleware",
    # After authentication, and before any `process_view`: the first of those reads what was sent.
    "annotate.http.limits.LimitMiddleware",
    # Notes now and then that a session is in use.
    "annotate.http.presence.PresenceMiddleware",
    # Every page asks for a login unless its view says otherwise (login_not_required).
    "annotate.http.middleware.LoginMiddleware",
    # After the login: who must have a second factor sets it up before anything else.
    "annotate.http.second_factor.SecondFactorMiddleware",
    # After authentication: times in the person's zone, words in their language.
    "annotate.http.middleware.PreferencesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    # Leads to the page that asks for the password again.
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    # After authentication and messages, which its page shows.
    "annotate.http.methods.MethodMiddleware",
    # After authentication: it writes down who made the change.
    "annotate.http.recording.HistoryMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        # Keeps compiled templates in memory unless DEBUG is on.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Forms are drawn by our own templates (templates/django/forms/), so that {{ form }} looks right anywhere.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# -- People ----------------------------------------------------------------------------------------
AUTH_USER_MODEL = "claims.User"
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/login/"
CSRF_FAILURE_VIEW = "annotate.http.errors.untrusted"
MESSAGE_STORAGE = "annotate.http.messages.Messages"

# -- What a page may load and who may frame it: nothing from elsewhere, nothing inline -------------
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    # A browser holds a form's redirect against this too: the way to single sign-on begins with one.
    "form-action": [CSP.SELF, *filter(None, [GAINSAY_OIDC_SERVER and _origin(GAINSAY_OIDC_SERVER)])],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}

# -- History: what was, who changed it and where, in rows that nobody edits ------------------------
PGHISTORY_APPEND_ONLY = True
# Reading leaves no trace, so a GET need not carry the context along.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")
# An event outlives the row it tells of: no constraint, no cascade.
PGHISTORY_OBJ_FIELD = pghistory.ObjForeignKey(db_constraint=False)
# The context stands in the event itself: one row to write, and no table that everything points to.
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
PGHISTORY_CONTEXT_ID_FIELD = pghistory.ContextUUIDField()

# -- Language and time -----------------------------------------------------------------------------
LANGUAGE_CODE = "en"
# Those that the interface is translated into: Django knows more, but half a page in another helps nobody.
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

# -- Files -----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "config.storage.HashedStaticFilesStorage"
    },
}
FILE_UPLOAD_HANDLERS = [
    "annotate.http.uploads.TotalUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# Pasted text travels in the request itself; twice the limit, so that the form answers what is too long.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * GAINSAY_MAX_ARTICLE_BYTES

# -- Logging: lines of JSON to the error stream, for whatever runs this to keep -------------------
LOGGING = logs.configuration(LOG_LEVEL)
