"""What holds for every request of a person: their time zone and language, and a login."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone, translation

from annotate.forms.choices import time_zones
from annotate.http.errors import signed_out


class PreferencesMiddleware:
    """Shows times in the user's zone and words in the user's language; after authentication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        # A thread serves one person after another: the last one's zone must go in any case.
        timezone.deactivate()
        if user.is_authenticated:
            # What is stored may be from another version of the zone list, or typed in a shell.
            if user.time_zone in time_zones():
                timezone.activate(user.time_zone)
            if user.language in dict(settings.LANGUAGES):
                translation.activate(user.language)
        return self.get_response(request)


class LoginMiddleware(LoginRequiredMiddleware):
    """Asks for a login; a part of a page that asks for more gets 401 and no login page in its place."""

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        """To the login and back here; where there is no coming back, to the login alone."""
        if request.headers.get("HX-Request"):
            return signed_out(request)
        if request.method not in ("GET", "HEAD"):
            # What was sent is gone: coming back to its address would only be refused.
            return redirect(settings.LOGIN_URL)
        return super().handle_no_permission(request, view_func)
