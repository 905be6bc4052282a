"""The product's settings for a real web server in a test: with a page that breaks, and without built static files."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.config.served_urls"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
