"""The request as views that answer fragments know it: with what htmx says of it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


class HtmxRequest(HttpRequest):
    """A request that went through `HtmxMiddleware`; `request.htmx` is true when fragments are wanted."""

    htmx: HtmxDetails
