"""Whose request it is, as far as our own proxies vouch for it."""

from ipaddress import IPv4Address, IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address that the outermost of our proxies saw; what a client wrote before that counts for nothing.

    Each proxy appends the address it was asked from, so with n proxies it is the n-th from the right.
    """
    peer = request.META.get("REMOTE_ADDR", "")
    count: int = settings.PROXY_COUNT
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if count == 0 or len(forwarded) < count:
        return str(parse_ip_address(peer) or peer)
    return str(parse_ip_address(forwarded[-count]) or parse_ip_address(peer) or peer)


def parse_ip_address(text: str) -> IPv4Address | IPv6Address | None:
    """The address in “192.0.2.1”, “192.0.2.1:5000”, “2001:db8::1” or “[2001:db8::1]:5000”."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    mapped = getattr(address, "ipv4_mapped", None)
    return mapped or address


def network_of(address: str) -> str:
    """Who counts as one: an IPv4 address, or an IPv6 /64, within which anybody picks addresses at will."""
    known = parse_ip_address(address)
    if isinstance(known, IPv6Address):
        return str(IPv6Address(int(known) >> 64 << 64))
    return str(known or address)
