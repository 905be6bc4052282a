"""Where a request comes from."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The client's IP address; empty where there is none, as on a local socket.

    Behind our proxy it is the last entry of X-Forwarded-For, which the proxy itself adds: those before it are the
    client's own words. Without a proxy the header is not looked at.
    """
    found: str = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        found = forwarded if _is_address(forwarded) else found
    return found if _is_address(found) else ""


def _is_address(words: str) -> bool:
    try:
        ip_address(words)
    except ValueError:
        return False
    return True
