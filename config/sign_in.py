"""The settings of signing in: passwords, limits, second factor, sessions, single sign-on.

A part of `config.settings`, which imports every name in capitals. Whatever is set wrong is refused by `config.checks`.
"""

from typing import Any
from urllib.parse import urlsplit

from environs import Env

from config.from_environment import secret

env = Env()

# -- Passwords -------------------------------------------------------------------------------------
# The first one is used for new passwords; whoever has one of another kind gets it anew at the next sign-in.
PASSWORD_HASHERS = [
    "claims.passwords.Argon2",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
# Length and being hard to guess are what counts; no rules about kinds of characters, no limit above.
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "claims.passwords.Common"},
    {"NAME": "claims.passwords.ContextWords"},
    {"NAME": "claims.passwords.Monotony"},
]
# A file of SHA-1 hashes of passwords that were stolen elsewhere, sorted, one a line.
GAINSAY_BREACHED_PASSWORDS = env.str("GAINSAY_BREACHED_PASSWORDS", "")
if GAINSAY_BREACHED_PASSWORDS:
    AUTH_PASSWORD_VALIDATORS.append(
        {"NAME": "claims.passwords.Breached", "OPTIONS": {"path": GAINSAY_BREACHED_PASSWORDS}}
    )

# -- Limits on guessing: failures alone count --------------------------------------------------------
GAINSAY_FAILURES_BY_NAME = env.int("GAINSAY_FAILURES_BY_NAME", 10)
GAINSAY_FAILURES_BY_ADDRESS = env.int("GAINSAY_FAILURES_BY_ADDRESS", 50)
GAINSAY_LOCK_MINUTES = env.int("GAINSAY_LOCK_MINUTES", 15)
# How many proxies add an address to X-Forwarded-For; counts with BEHIND_PROXY alone.
GAINSAY_PROXIES = env.int("GAINSAY_PROXIES", 1)

# -- Sessions: in the database, read in a quicker way than Django's ----------------------------------
SESSION_ENGINE = "annotate.signing_in.session_store"
AUTHENTICATION_BACKENDS = ["annotate.signing_in.session_store.Backend"]
# A day without a request ends a session: who marks today and tomorrow stays signed in, a forgotten browser does not.
GAINSAY_SESSION_IDLE_HOURS = env.float("GAINSAY_SESSION_IDLE_HOURS", 24)
# Two weeks end it in any case. Unsent marks wait in the browser and go out after the next sign-in.
GAINSAY_SESSION_DAYS = env.float("GAINSAY_SESSION_DAYS", 14)
SESSION_COOKIE_AGE = int(GAINSAY_SESSION_DAYS * 24 * 3600)

# -- Second factor -----------------------------------------------------------------------------------
# Who must have one: roles (in any collection), and `administrator` for staff and superusers. Nobody by default.
GAINSAY_SECOND_FACTOR_ROLES: list[str] = env.list("GAINSAY_SECOND_FACTOR_ROLES", [])
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ADAPTER = "annotate.signing_in.second_factor.SecondFactorAdapter"
MFA_FORMS = {
    "add_webauthn": "annotate.forms.passkeys.AddPasskeyForm",
    "authenticate_webauthn": "annotate.forms.passkeys.AuthenticateByPasskeyForm",
    "reauthenticate_webauthn": "annotate.forms.passkeys.ReauthenticateByPasskeyForm",
    "login_webauthn": "annotate.forms.passkeys.SignInByPasskeyForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Gainsay"
# A clock may be half a minute off.
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
# No guess is possible: this keeps a program from filling the log.
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}

# -- django-allauth: accounts come by invitation and have no e-mail address ----------------------------
ACCOUNT_ADAPTER = "annotate.signing_in.account.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SIGNUP_ENABLED = False
ACCOUNT_SESSION_REMEMBER = True
# How long a sign-in, or the password given again, is good for what needs one of just now. In seconds.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]
# Passwords are counted in a table of ours (annotate.signing_in.limits). `login_failed` is for codes, by person.
ACCOUNT_RATE_LIMITS = {"login": "", "login_failed": "5/5m/key", "reauthenticate": "20/m/user"}
# Shared by all processes: codes that were used once, and how often one was wrong. A migration makes the table.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        # Beyond this, entries are dropped that still count: more than there are people and addresses in five minutes.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# -- Single sign-on (OpenID Connect), if one is named ---------------------------------------------------
GAINSAY_OIDC_SERVER = env.str("GAINSAY_OIDC_SERVER", "").rstrip("/")
GAINSAY_OIDC_CLIENT_ID = env.str("GAINSAY_OIDC_CLIENT_ID", "")
GAINSAY_OIDC_CLIENT_SECRET = secret("GAINSAY_OIDC_CLIENT_SECRET")
GAINSAY_OIDC_NAME = env.str("GAINSAY_OIDC_NAME", "") or urlsplit(GAINSAY_OIDC_SERVER).hostname or ""
SIGN_IN_APPS = ["allauth", "allauth.account", "allauth.mfa", "annotate.signing_in.apps.SessionsConfig"]
if GAINSAY_OIDC_SERVER:
    SIGN_IN_APPS += ["allauth.socialaccount", "allauth.socialaccount.providers.openid_connect"]
SOCIALACCOUNT_ADAPTER = "annotate.signing_in.single_sign_on.SingleSignOnAdapter"
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""
# An address of e-mail proves nothing here: only what a person connected opens an account.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_QUERY_EMAIL = False
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "sso",
                "name": GAINSAY_OIDC_NAME,
                "client_id": GAINSAY_OIDC_CLIENT_ID,
                "secret": GAINSAY_OIDC_CLIENT_SECRET,
                "settings": {"server_url": GAINSAY_OIDC_SERVER},
            }
        ],
    }
}
