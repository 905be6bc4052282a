"""The settings for mypy's Django plugin, which imports them but connects to nothing."""

import os

os.environ.setdefault("SECRET_KEY", "unused")
os.environ.setdefault("DATABASE_URL", "postgresql:///unused")

from config.settings import *  # noqa: F403
