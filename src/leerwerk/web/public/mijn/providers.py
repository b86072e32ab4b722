"""The ways to sign in that the installation offers besides a code: those of LEERWERK_OIDC_…."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from leerwerk.network.sites import plain_path
from leerwerk.web.public.mijn.coming_back import way_back
from leerwerk.web.site import site_of


@dataclass(frozen=True)
class ProviderLink:
    """A button: what it says, and where it leads."""

    name: str
    url: str


def provider_links(request: HttpRequest, after: str) -> list[ProviderLink]:
    """A link for each provider; empty when none is configured. It comes back to where somebody is now."""
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    if not apps:
        return []
    site = site_of(request)
    is_elsewhere = not site.is_national and not site.prefix
    base, following = (settings.BASE_URL, way_back(request, after)) if is_elsewhere else ("", after)
    found = []
    for each in apps:
        path = plain_path(reverse("openid_connect_login", args=[each["provider_id"]]))
        found.append(ProviderLink(str(each["name"]), f"{base}{path}?{urlencode({'next': following})}"))
    return found
