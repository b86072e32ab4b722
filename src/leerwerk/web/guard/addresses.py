"""From which address a visitor comes, and whether it says anything about one visitor."""

from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

from allauth.core.internal.httpkit import get_client_ip
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest

HOUSE_PREFIX = 64  # a household or office gets a whole network of version 6, and may pick any address in it


@dataclass(frozen=True)
class Sender:
    """Who posts, as far as the network tells; `is_shared` when everybody may have this address."""

    address: str
    is_shared: bool


def sender_of(request: HttpRequest) -> Sender:
    """The sender behind a request, past the proxies that the settings trust."""
    try:
        seen = get_client_ip(request) or ""
    except ImproperlyConfigured:  # fewer proxies named themselves than there should be
        seen = ""
    return sender_from(seen)


def sender_from(seen: str) -> Sender:
    """The sender with this address.

    An address that does not exist on the internet is that of a proxy nobody told us about (or of a colleague
    on the same network): its limit must be wide, otherwise one visitor locks out all others.
    """
    try:
        address = ip_address(seen)
    except ValueError:
        return Sender("unknown", is_shared=True)
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return sender_from(str(address.ipv4_mapped))
        network = int(address) >> (128 - HOUSE_PREFIX) << (128 - HOUSE_PREFIX)
        return Sender(str(IPv6Address(network)), is_shared=not address.is_global)
    return Sender(str(address), is_shared=not address.is_global)
