"""The ways to sign in that the installation offers besides a code: those of LEERWERK_OIDC_…."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from leerwerk.network.sites import plain_path
from leerwerk.web.site import site_of


@dataclass(frozen=True)
class ProviderLink:
    """A button: what it says, and where it leads."""

    name: str
    url: str


def provider_links(request: HttpRequest, after: str) -> list[ProviderLink]:
    """A link for each provider; empty when none is configured.

    Providers know one address to come back to, that of the national host: who comes from a host of a region
    goes on there.
    """
    is_elsewhere = bool(site_of(request).host) and not site_of(request).prefix
    base = settings.BASE_URL if is_elsewhere else ""
    found = []
    for each in settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]:
        path = plain_path(reverse("openid_connect_login", args=[each["provider_id"]]))
        found.append(ProviderLink(str(each["name"]), f"{base}{path}?{urlencode({'next': after})}"))
    return found
