"""The settings of the guessing test: the product's, with a proxy that the test plays itself."""

from config.settings import *  # noqa: F403

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
BEHIND_PROXY = True
SECURE_PROXY_SSL_HEADER = None
