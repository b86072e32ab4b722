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
from leerwerk.knowledge.models import Item, NewsPage, StoryPage
from leerwerk.knowledge.queries import published
from leerwerk.network.queries import current_desks
from leerwerk.network.sites import Site, plain_path
from leerwerk.programme.models import Agreement

TEXT_PAGES = (
    "home",
    "search",
    "agreements",
    "desks",
    "employers",
    "about",
    "accessibility",
    "privacy",
    "stories",
    "news",
)


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
        return plain_path(reverse(f"public:{item}"))


class PlaceSitemap(PublicSitemap):
    def items(self) -> QuerySet[Place]:
        return Place.objects.published().only("pk", "title", "locality_name", "touched_at").order_by("pk")

    def lastmod(self, item: Place) -> datetime:
        return item.touched_at


class AgreementSitemap(PublicSitemap):
    def items(self) -> QuerySet[Agreement]:
        return Agreement.objects.visible_to(ANONYMOUS).only("slug").order_by("slug")


class DeskSitemap(PublicSitemap):
    """The sites of regions that lie on this host: for each the front page and the page of its desk."""

    def items(self) -> list[str]:
        desks = current_desks(today()).exclude(hosts__is_main=True)
        return [
            f"/r/{desk.region.slug}{path}"
            for desk in desks
            for path in ("/", plain_path(reverse("public:desk", args=[desk.slug])))
        ]

    def location(self, item: str) -> str:
        return item


class ItemSitemap(PublicSitemap):
    """Stories or news that lie on this host: of the nation, and of the regions that have a site below it."""

    kind: type[Item]

    def items(self) -> QuerySet[Item]:
        return published(self.kind).exclude(region__desks__hosts__is_main=True)

    def lastmod(self, item: Item) -> datetime | None:
        return item.last_published_at  # type: ignore[no-any-return]

    def location(self, item: Item) -> str:
        path = plain_path(item.get_absolute_url())
        return f"/r/{item.region.slug}{path}" if item.region else path


class StorySitemap(ItemSitemap):
    kind = StoryPage


class NewsSitemap(ItemSitemap):
    kind = NewsPage


class OwnSitemap(PublicSitemap):
    """What a site with a host name of its own has for itself; what all sites share stands on the national one."""

    def __init__(self, site: Site) -> None:
        super().__init__()
        self.site = site

    def items(self) -> list[str]:
        own = [reverse("public:desk", args=[self.site.desk.slug])] if self.site.desk else []
        region_id = self.site.region.pk if self.site.region else None
        items = [
            each.get_absolute_url() for kind in (StoryPage, NewsPage) for each in published(kind, region_id)
        ]
        return [reverse("public:home"), *own, *items]

    def location(self, item: str) -> str:
        return item

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(self.site.address).scheme

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(self.site.address).netloc


def sitemaps_of(site: Site) -> dict[str, Any]:
    """The sitemaps of a site by section: a site may only list what lies on its own host."""
    return {"site": OwnSitemap(site)} if site.host and not site.prefix else SITEMAPS


SITEMAPS: dict[str, Any] = {
    "paginas": TextSitemap,
    "leerwerkplekken": PlaceSitemap,
    "akkoorden": AgreementSitemap,
    "loketten": DeskSitemap,
    "verhalen": StorySitemap,
    "nieuws": NewsSitemap,
}
