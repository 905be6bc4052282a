"""The settings of the yardstick: the product's, but for what a bare view does without."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.scale.bare"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # django-allauth does not start without it.
    "allauth.account.middleware.AccountMiddleware",
]
