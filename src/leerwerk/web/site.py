"""Which site is visited: the national one, or that of a region by its host name or by `/r/<region>/`.

`request.site` is a `leerwerk.network.sites.Site`. By prefix, the prefix is taken off the path and put before every
address that `reverse` makes, so that a page links within the site it is on. A fragment that is cached with links in
it belongs to one `site.prefix` and one host.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.http.request import split_domain_port
from django.urls import get_script_prefix, set_script_prefix
from django.utils.encoding import escape_uri_path

from leerwerk.kernel.clock import today
from leerwerk.network.national import national_site
from leerwerk.network.queries import (
    site_after,
    site_at_host,
    site_of_past_region,
    site_of_region,
)
from leerwerk.network.sites import NATIONAL, PREFIX, Site, absolute, is_national_host

__all__ = ["ARRIVED_FROM", "SiteMiddleware", "absolute", "site_of"]

View = Callable[[HttpRequest], HttpResponse]
# What is not part of any site: it lives at one address, where staff signs in once.
STAFF = ("account", "api", "beheer", "desk", "partner", "redactie", "start", "sturing")
MACHINES = ("health", "media", "static")
# In the address of a page that somebody was sent to from the site of a merged desk: the slug of that desk.
ARRIVED_FROM = "van"


def site_of(request: HttpRequest | None) -> Site:
    """The site of a request; the national one where there is no request (an error page)."""
    return cast("Site", getattr(request, "site", NATIONAL))


class SiteMiddleware:
    """Sets `request.site`; the national site costs no query most of the time, that of a region one."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer on the site of the request, or send the visitor to where the page is."""
        _set_site(request, NATIONAL)
        if _first_part(request.path_info) in MACHINES:
            return self.get_response(request)
        _set_site(request, national_site())
        domain, port = split_domain_port(request.META.get("HTTP_HOST", ""))
        if domain and not is_national_host(domain):
            site = site_at_host(domain, today())
            if site is not None:
                return self._by_host(request, site, f"{domain}:{port}" if port else domain)
        return self._by_prefix(request) if PREFIX.match(request.path_info) else self.get_response(request)

    def _by_host(self, request: HttpRequest, site: Site, host: str) -> HttpResponse:
        # The table has this host: for this one request it is allowed, besides those of ALLOWED_HOSTS.
        request.get_host = lambda: host  # type: ignore[method-assign]
        path = request.path_info
        if _first_part(path) in (*STAFF, "r"):
            return _redirect(request, f"{settings.BASE_URL}{escape_uri_path(path)}")
        if after := site_after(site, today()):
            return _redirect_for_good(request, after, path, site)
        _set_site(request, site)
        return self.get_response(request)

    def _by_prefix(self, request: HttpRequest) -> HttpResponse:
        slug, rest = PREFIX.match(request.path_info).group("slug", "rest")  # type: ignore[union-attr]
        script = request.META.get("SCRIPT_NAME", "").rstrip("/")
        if not rest:
            return _redirect(request, f"{script}/r/{slug}/")
        if _first_part(rest) in (*STAFF, *MACHINES):
            return _redirect(request, f"{script}{escape_uri_path(rest)}")
        site = site_of_region(slug, today())
        if site is None:
            moved = site_of_past_region(slug)
            return _redirect_for_good(request, moved, rest) if moved else self.get_response(request)
        if after := site_after(site, today()):
            return _redirect_for_good(request, after, rest, site)
        return self._under_prefix(request, replace(site, prefix=f"{script}/r/{slug}"), rest)

    def _under_prefix(self, request: HttpRequest, site: Site, rest: str) -> HttpResponse:
        """Answer as if the program were mounted at the prefix: `request.path` keeps the whole path."""
        _set_site(request, site)
        request.path_info = rest
        request.META["SCRIPT_NAME"] = site.prefix
        before = get_script_prefix()
        set_script_prefix(f"{site.prefix}/")
        try:
            return self.get_response(request)
        finally:
            set_script_prefix(before)


def _set_site(request: HttpRequest, site: Site) -> None:
    cast("Any", request).site = site


def _first_part(path: str) -> str:
    return path.removeprefix("/").partition("/")[0]


def _redirect(request: HttpRequest, address: str) -> HttpResponse:
    """To the same page at another address; what was posted is posted there."""
    query = request.META.get("QUERY_STRING", "")
    preserves = request.method not in ("GET", "HEAD")
    return HttpResponseRedirect(f"{address}?{query}" if query else address, preserve_request=preserves)


def _redirect_for_good(
    request: HttpRequest, site: Site, path: str, merged: Site | None = None
) -> HttpResponse:
    """To the same page on the site that took over, with the name of the desk that is no more."""
    query = request.GET.copy()
    query.pop(ARRIVED_FROM, None)
    told = f"{ARRIVED_FROM}={merged.desk.slug}" if merged and merged.desk else ""
    parts = "&".join(part for part in (query.urlencode(), told) if part)
    address = absolute(site, escape_uri_path(path))
    return HttpResponsePermanentRedirect(f"{address}?{parts}" if parts else address)
