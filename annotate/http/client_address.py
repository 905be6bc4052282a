"""Where a request comes from: the address of the client, not that of the proxy in between.

The limits on guessing, the list of one's sessions and the security log all use this one function.
"""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest

# The least that a provider gives to one customer: counted as one address.
IPV6_PREFIX = 64


def client_address(request: HttpRequest) -> str:
    """The client's address in its shortest form; empty if there is none (a socket file without a proxy).

    X-Forwarded-For counts behind a proxy alone (BEHIND_PROXY), and then only what our own proxies wrote: each adds
    the address that it saw at the right, so with GAINSAY_PROXIES=2 the second from the right is the client's.
    """
    address = _parsed(request.META.get("REMOTE_ADDR", ""))
    if settings.BEHIND_PROXY:
        hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if len(hops) >= settings.GAINSAY_PROXIES:
            address = _parsed(hops[-settings.GAINSAY_PROXIES]) or address
    return str(address or "")


def network_of(address: str) -> str:
    """What counts as one client: an IPv4 address, or the /64 of an IPv6 one."""
    parsed = _parsed(address)
    if isinstance(parsed, IPv6Address):
        return str(IPv6Network((parsed, IPV6_PREFIX), strict=False))
    return str(parsed or "")


def _parsed(text: str) -> IPv4Address | IPv6Address | None:
    """The address in `1.2.3.4`, `1.2.3.4:80`, `::1` or `[::1]:80`; an IPv4 address in the form of IPv6 is one."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        # A zone (`fe80::1%eth0`) is of no use to anybody else.
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return address.ipv4_mapped
    return address
