"""The national site and the sites of the regions as values: whose site it is, and where it is found.

A region's site has a host name of its own, or lies at `/r/<region>/` on the national host. Addresses of pages are
made by `reverse`, never by hand; a mail or a feed that is made outside a request asks `absolute`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.conf import settings

from leerwerk.network.models import Desk, Region
from leerwerk.network.models.national import NATIONAL_NAME
from leerwerk.network.told import Told, in_language

PREFIX = re.compile(r"^/r/(?P<slug>[a-z0-9-]{1,80})(?P<rest>/.*)?$", re.DOTALL)


@dataclass(frozen=True)
class Site:
    """The site that somebody visits.

    `region` is None on the national site; `desk` also in a region that has none. `slug` is that of the region;
    `host` the site's own host name, "" when it has none; `prefix` the start of the path by which this request
    reached it ("/r/twente"), "" by host name. `logo` is the digest of its logo, "" without one; `theme` names its
    style sheet and is "" where it has our own colours. `texts` (kind, then language), `phone` and `email` are those
    of the national site; a desk has its own.
    """

    name: str = NATIONAL_NAME
    desk: Desk | None = None
    region: Region | None = None
    slug: str = ""
    host: str = ""
    prefix: str = ""
    logo: str = ""
    theme: str = ""
    brand: Mapping[str, str] = field(default_factory=dict, hash=False)
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)
    phone: str = ""
    email: str = ""

    @property
    def is_national(self) -> bool:
        """Whether this is the site of the whole country."""
        return self.region is None

    def text(self, kind: str, language: str) -> Told:
        """A text of the national site's own in a language, else in Dutch; false where it has the one we ship."""
        return in_language(self.texts.get(kind, {}), language)

    @property
    def address(self) -> str:
        """Where the site begins, without a slash at the end: its own host, or its prefix on the national one."""
        base = urlsplit(settings.BASE_URL)
        if self.host:
            port = f":{base.port}" if base.port else ""
            return f"{base.scheme}://{self.host}{port}"
        return f"{settings.BASE_URL}/r/{self.slug}" if self.slug else str(settings.BASE_URL)


NATIONAL = Site()


def absolute(site: Site, path: str) -> str:
    """The whole address of a page on a site, for mail, feeds and machines.

    `path` as `reverse` gives it, in a request (with the prefix of the present site) or outside.
    """
    return f"{site.address}{plain_path(path)}"


def plain_path(path: str) -> str:
    """The path without the prefix of a regional site: "/r/twente/over" → "/over"."""
    found = PREFIX.match(path)
    return (found["rest"] or "/") if found else path


def is_national_host(domain: str) -> bool:
    """Whether a host name (lower case, no port) is one of the national site.

    That is the one of BASE_URL, and those that ALLOWED_HOSTS names in full: they need no look in the table.
    """
    return domain == urlsplit(settings.BASE_URL).hostname or domain in settings.ALLOWED_HOSTS
