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

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()


def required(name: str, hint: str) -> str:
    """The variable's value; without one there is no start, and the message says how to get one."""
    value = env.str(name, "").strip()
    if not value:
        raise ImproperlyConfigured(f"{name} is not set.\nHINT: {hint}")
    return value


SECRET_KEY = required(
    "SECRET_KEY",
    "Signs sessions and invitations, so keep it secret and keep it. Make one with:"
    " python3 -c 'import secrets; print(secrets.token_urlsafe(64))'",
)
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

    # -- Sizes and logging -------------------------------------------------------------------------
    # A whole folder at once.
    DATA_UPLOAD_MAX_NUMBER_FILES = 1000
    GAINSAY_MAX_ARTICLE_BYTES = env.int("GAINSAY_MAX_ARTICLE_BYTES", 20_000_000)
    LOG_LEVEL = env.log_level("LOG_LEVEL", logging.INFO)

    # -- Database: one, kept open by each thread, looked at before use -----------------------------
    DATABASES = {"default": env.dj_db_url("DATABASE_URL", conn_max_age=600, conn_health_checks=True)}
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 10)
    # The server keeps what `claims.prepared` asks for at the first time; no other statement is ever kept.
    DATABASES["default"]["OPTIONS"].setdefault("prepare_threshold", 0)
    # And plans it once: planning anew for every value takes longer than what the server then does.
    DATABASES["default"]["OPTIONS"].setdefault("options", "-c plan_cache_mode=force_generic_plan")
    # Apart from the address it needs no escaping, whatever characters it has.
    DATABASES["default"]["PASSWORD"] = DATABASES["default"].get("PASSWORD") or env.str("PGPASSWORD", "")
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
    "django.middleware.security.SecurityMiddleware",
    "annotate.middleware.NulMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Every page asks for a login unless its view says otherwise (login_not_required).
    "annotate.middleware.LoginMiddleware",
    # After authentication: times in the person's zone, words in their language.
    "annotate.middleware.PreferencesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    # After authentication: it writes down who made the change.
    "pghistory.middleware.HistoryMiddleware",
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
CSRF_FAILURE_VIEW = "annotate.views.errors.untrusted"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
# In the database, as Django has them; both ask for what every request asks for in a quicker way.
SESSION_ENGINE = "annotate.sessions"
AUTHENTICATION_BACKENDS = ["annotate.sessions.Backend"]

# -- What a page may load and who may frame it: nothing from elsewhere, nothing inline -------------
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
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
# Pasted text travels in the request itself; twice the limit, so that the form answers what is too long.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * GAINSAY_MAX_ARTICLE_BYTES

# -- Logging: to the error stream, for whatever runs this to keep ----------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    # Django's own handlers would mail and print a second time.
    "loggers": {
        "django": {"handlers": [], "level": LOG_LEVEL, "propagate": True},
        # Scanners ask for any host name all day long; they get their 400.
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    },
}
