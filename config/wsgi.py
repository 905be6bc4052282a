"""What a web server imports to run Gainsay. It refuses to start with settings that the checks call unsafe."""

import os

from django.core.checks import Tags, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

# `manage.py` would have run these; a server that imports this module does not go through it. Those that ask
# the database are left out: a process that has to wait for it is no mistake.
if mistakes := [
    message
    for message in run_checks(tags=[Tags.security], include_deployment_checks=True, databases=[])
    if message.is_serious() and not message.is_silenced()
]:
    raise ImproperlyConfigured("\n".join(str(mistake) for mistake in mistakes))
