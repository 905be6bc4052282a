"""What a web server imports to run Gainsay. It refuses to start with settings that the checks call unsafe."""

import logging
import os

from django.core.checks import CheckMessage, Tags, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError, connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
logger = logging.getLogger(__name__)

application = get_wsgi_application()


def _found() -> list[CheckMessage]:
    """What the checks say of the settings, and of the database if that answers.

    One that does not is no mistake: it may come later, and until then requests are told so.
    """
    found = run_checks(tags=[Tags.security], include_deployment_checks=True, databases=[])
    if any(message.is_serious() for message in found):
        return found
    try:
        found += run_checks(tags=[Tags.database], databases=["default"])
    except OperationalError as error:
        logger.warning("The database could not be asked at the start: %s", str(error).strip())
    finally:
        # Workers are made by copying this process, and must not share its connection.
        connections.close_all()
    return found


# `manage.py` would have run these; a server that imports this module does not go through it.
mistakes = []
for message in _found():
    if message.is_silenced():
        continue
    if message.is_serious():
        mistakes.append(str(message))
    elif str(message.id).startswith("gainsay."):
        # Django's own are for `manage.py check --deploy`: at home, where there is no HTTPS, they say nothing new.
        logger.warning("%s", message)
if mistakes:
    raise ImproperlyConfigured("\n".join(mistakes))
