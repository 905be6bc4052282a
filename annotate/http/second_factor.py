"""Who must have a second factor and has none sets it up before anything else."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from annotate import access
from claims.queries.second_factors import lacks_second_factor

_OPEN = "open_without_second_factor"


def open_without_second_factor[View: Callable[..., Any]](view: View) -> View:
    """Mark a view that is needed to set up a second factor, or to leave."""
    setattr(view, _OPEN, True)
    return view


class SecondFactorMiddleware:
    """Costs nothing unless a role must have one; then one query a request.

    A part of a page gets 401, as from whoever is signed out: what it would write waits in the browser (js/outbox.js).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """None to go on; else the way to the page that sets one up, and for a part of a page a sentence."""
        if getattr(view, _OPEN, False) or not getattr(view, "login_required", True):
            return None
        if not request.user.is_authenticated or not lacks_second_factor(access.user_of(request)):
            return None
        if not request.headers.get("HX-Request"):
            return redirect("security")
        sentence = gettext("Your role needs a second factor, so this was not taken. Set one up, then repeat the step.")
        context = {"sentence": sentence, "url": reverse("security"), "action": gettext("Set it up")}
        return render(request, "_problem.html", context, status=401)
