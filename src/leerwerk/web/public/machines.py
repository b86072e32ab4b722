"""What machines read: which pages there are, and whom to tell about a leak."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps.views import sitemap as sitemap_view
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from leerwerk.kernel.clock import now
from leerwerk.network.sites import NATIONAL, Site, absolute
from leerwerk.web.language import in_language
from leerwerk.web.public.sitemaps import sitemaps_of
from leerwerk.web.site import site_of

SECURITY_TEXT_DAYS = 180
CLOSED = (
    *("/account/", "/beheer/", "/desk/", "/partner/", "/redactie/", "/sturing/"),
    *(
        in_language(path, code)
        for path in ("/leerwerkplekken?", "/weergave")
        for code, _name in settings.LANGUAGES
    ),
)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may read the public pages, not every combination of filters. A demo stays out."""
    if settings.MODE == "demo":
        return _text("User-agent: *\nDisallow: /\n")
    rules = "".join(f"Disallow: {path}\n" for path in CLOSED)
    return _text(
        f"User-agent: *\n{rules}\nSitemap: {absolute(_home_of(request), reverse('machines:sitemap_index'))}\n"
    )


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell about a leak (RFC 9116); without a setting the mailbox that RFC 2142 reserves for it."""
    host = urlsplit(settings.BASE_URL).hostname
    contact = settings.SECURITY_CONTACT or f"mailto:security@{host}"
    expires = (now() + timedelta(days=SECURITY_TEXT_DAYS)).isoformat(timespec="seconds")
    return _text(
        f"Contact: {contact}\n"
        f"Expires: {expires}\n"
        "Preferred-Languages: nl, en\n"
        f"Canonical: {absolute(NATIONAL, reverse('machines:security'))}\n"
    )


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The list of sitemaps, each page of a long one by itself."""
    found = []
    home = _home_of(request)
    for section, kind in sitemaps_of(home).items():
        address = absolute(home, reverse("machines:sitemap", args=[section]))
        pages = (kind() if callable(kind) else kind).paginator.num_pages
        found += [
            {"location": address if page == 1 else f"{address}?p={page}"} for page in range(1, pages + 1)
        ]
    return render(request, "sitemap_index.xml", {"sitemaps": found}, content_type="application/xml")


@require_safe
def sitemap(request: HttpRequest, section: str) -> HttpResponse:
    """One sitemap; 404 for a section or page that does not exist."""
    return sitemap_view(request, sitemaps_of(_home_of(request)), section=section)


def _home_of(request: HttpRequest) -> Site:
    """The site by whose host name this request came: machines ask a host, not a prefix."""
    site = site_of(request)
    return NATIONAL if site.prefix else site


def _text(content: str) -> HttpResponse:
    return HttpResponse(content, content_type="text/plain; charset=utf-8")
