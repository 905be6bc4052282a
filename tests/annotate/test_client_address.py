"""Whose address it is, with and without proxies in between."""

import pytest
from django.test import RequestFactory

from annotate.http.client_address import client_address, network_of


def asked(remote: str, forwarded: str | None = None):
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    return RequestFactory(REMOTE_ADDR=remote).get("/", headers=headers)


def test_without_a_proxy_a_header_is_what_anybody_may_write(settings):
    settings.BEHIND_PROXY = False
    assert client_address(asked("192.0.2.1", "203.0.113.9")) == "192.0.2.1"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (1, "203.0.113.9", "203.0.113.9"),
        # What the visitor wrote stands at the left.
        (1, "1.1.1.1, 203.0.113.9", "203.0.113.9"),
        (2, "1.1.1.1, 203.0.113.9, 192.0.2.7", "203.0.113.9"),
        (1, "203.0.113.9:4711", "203.0.113.9"),
        (1, "[2001:db8::1]:443", "2001:db8::1"),
        (1, "2001:DB8:0::1", "2001:db8::1"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
        # Fewer than there are proxies, or no address: the nearest that is sure.
        (2, "203.0.113.9", "192.0.2.1"),
        (1, "unknown", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, None, "192.0.2.1"),
    ],
)
def test_behind_proxies_the_client_is_so_many_from_the_right(settings, proxies, forwarded, address):
    settings.BEHIND_PROXY, settings.GAINSAY_PROXIES = True, proxies
    assert client_address(asked("192.0.2.1", forwarded)) == address


def test_a_connection_through_a_socket_file_has_no_address(settings):
    settings.BEHIND_PROXY = False
    assert client_address(asked("")) == ""


@pytest.mark.parametrize(
    ("address", "network"),
    [("192.0.2.1", "192.0.2.1"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"), ("", ""), ("nonsense", "")],
)
def test_what_counts_as_one_client(address, network):
    assert network_of(address) == network
