"""The settings of the stress command: the product's, but for static files, which nobody asks for here, and the
time that a password takes; and nobody is stopped for doing a day's work in a minute."""

from config.settings import *  # noqa: F403

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# As many as one person can send.
GAINSAY_ACTORS_PER_HOUR = GAINSAY_CLAIMS_PER_HOUR = GAINSAY_ARTICLES_PER_HOUR = GAINSAY_COMMENTS_PER_HOUR = 1_000_000
