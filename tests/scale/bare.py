"""The yardstick: a program whose one view looks up who asks and inserts one row.

Machines differ, and a rented one differs from hour to hour. What this does beside the other figures, with the same
web server, database and sessions, says how much of a figure is the machine.
"""

import uuid
from datetime import timedelta

from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone


def insert(request: HttpRequest) -> HttpResponse:
    """One row, for people who are signed in."""
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    # A session that has ended belongs to nobody.
    Session.objects.create(session_key=uuid.uuid4().hex, expire_date=timezone.now() - timedelta(days=1))
    return HttpResponse("ok")


def alive(request: HttpRequest) -> HttpResponse:
    """Whether it serves already."""
    return HttpResponse("ok")


urlpatterns = [path("bare/", insert), path("healthz", alive)]
