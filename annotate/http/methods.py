"""Which methods an address takes: one that answers GET answers HEAD too, as HTTP wants it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.views.decorators.http import require_http_methods

from annotate.http import errors

# A page with a form on it: to look at and to send.
require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])

# What browsers send by themselves; whoever sends anything else does not look at a page.
BY_BROWSERS = ("GET", "HEAD", "POST")


class MethodMiddleware:
    """405 as a page that says what to do, where a browser asks for what an address does not take."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not isinstance(response, HttpResponseNotAllowed) or request.method not in BY_BROWSERS:
            return response
        answer = errors.not_taken(request)
        answer["Allow"] = response["Allow"]
        return answer
