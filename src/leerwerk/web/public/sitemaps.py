"""The public pages for search engines, on the public address of this installation."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from leerwerk.catalogue.models import Place
from leerwerk.kernel.actor import ANONYMOUS
from leerwerk.kernel.clock import today
from leerwerk.network.models import Desk
from leerwerk.network.queries import current_desks
from leerwerk.programme.models import Agreement

TEXT_PAGES = ("home", "search", "agreements", "desks", "employers", "about", "accessibility", "privacy")


class PublicSitemap(Sitemap):
    """A sitemap whose addresses start with the public address, whatever host was asked."""

    limit = 2_000  # a page of this size is written in less than a second

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.BASE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.BASE_URL).netloc


class TextSitemap(PublicSitemap):
    def items(self) -> list[str]:
        return list(TEXT_PAGES)

    def location(self, item: str) -> str:
        return reverse(f"public:{item}")


class PlaceSitemap(PublicSitemap):
    def items(self) -> QuerySet[Place]:
        return Place.objects.published().only("pk", "title", "locality_name", "touched_at").order_by("pk")

    def lastmod(self, item: Place) -> datetime:
        return item.touched_at


class AgreementSitemap(PublicSitemap):
    def items(self) -> QuerySet[Agreement]:
        return Agreement.objects.visible_to(ANONYMOUS).only("slug").order_by("slug")


class DeskSitemap(PublicSitemap):
    def items(self) -> QuerySet[Desk]:
        return current_desks(today())

    def location(self, item: Desk) -> str:
        return reverse("public:desk", args=[item.slug])


SITEMAPS: dict[str, Any] = {
    "paginas": TextSitemap,
    "leerwerkplekken": PlaceSitemap,
    "akkoorden": AgreementSitemap,
    "loketten": DeskSitemap,
}
