"""Starts the database that the tests run on and makes Django ready, before any test module is imported.

Without `DATABASE_URL` that is an embedded server of the tests' own, quick because it need not survive a
power cut. `GAINSAY_TEST_DB` names another test database, so that two runs can share a server.
"""

import os

import django
from django.conf import settings

from config import embedded

if "DATABASE_URL" not in os.environ:
    os.environ["DATABASE_URL"] = embedded.start(embedded.ROOT / ".postgres-test", durable=False)
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
os.environ["SECRET_KEY"] = "only-for-tests-" + "0123456789" * 5
os.environ["GAINSAY_URL"] = "http://localhost"
for name in ("DEBUG", "ALLOWED_HOSTS", "GAINSAY_MAX_ARTICLE_BYTES"):
    os.environ.pop(name, None)

# Added to what is there: Django may have filled it in already.
settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = os.environ.get("GAINSAY_TEST_DB", "test_gainsay")
# Fewer rounds: hundreds of logins need not be safe against guessing.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# No manifest, so no collectstatic before a test. (tests/config/ tries the real one.)
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"

django.setup()

pytest_plugins = ["tests.cast"]
