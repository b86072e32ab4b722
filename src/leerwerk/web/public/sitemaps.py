"""The public pages for search engines, on the public address of this installation."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import resolve, reverse

from leerwerk.catalogue.models import Place, Training
from leerwerk.funding.models import SchemeVersion
from leerwerk.funding.queries import schemes_on
from leerwerk.kernel import clock
from leerwerk.kernel.actor import ANONYMOUS
from leerwerk.kernel.clock import today
from leerwerk.knowledge.models import Item, NewsPage, StoryPage
from leerwerk.knowledge.queries import published
from leerwerk.network.models import Event
from leerwerk.network.queries import current_desks, events_on
from leerwerk.network.sites import Site, plain_path
from leerwerk.programme.models import Agreement
from leerwerk.web.language import in_language, languages_of_page
from leerwerk.web.public.trainings import address_part

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
    "agenda",
    "trainings",
    "evc",
    "money",
    "money_wizard",
    "ask",
    "employer_contact",
)


class PublicSitemap(Sitemap):
    """A sitemap whose addresses start with the public address, whatever host was asked."""

    limit = 1_000  # in two or three languages each; a page of this size is written in less than a second
    view = ""

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.BASE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.BASE_URL).netloc

    def view_of(self, item: Any) -> str:
        """Which page it is, by name: that says in which languages it is there."""
        return self.view

    def _urls(self, page: Any, protocol: str | None, domain: str) -> list[dict[str, Any]]:
        """Every language of a page is an entry of its own, and names the others."""
        dutch = super()._urls(page, protocol, domain)  # type: ignore[misc]
        return [entry for each in dutch for entry in _in_its_languages(each, self.view_of(each["item"]))]


def _in_its_languages(entry: dict[str, Any], view: str) -> list[dict[str, Any]]:
    addresses = {code: in_language(entry["location"], code) for code in languages_of_page(view)}
    alternates = [{"lang_code": code, "location": address} for code, address in addresses.items()]
    alternates.append({"lang_code": "x-default", "location": entry["location"]})
    return [entry | {"location": address, "alternates": alternates} for address in addresses.values()]


def _regions_elsewhere() -> QuerySet[Any]:
    """Regions whose site has a host of its own. That of a desk which merged only leads to its successor."""
    return current_desks(today()).filter(hosts__is_main=True).order_by().values("region")


class TextSitemap(PublicSitemap):
    def view_of(self, item: str) -> str:
        return item

    def items(self) -> list[str]:
        return list(TEXT_PAGES)

    def location(self, item: str) -> str:
        return plain_path(reverse(f"public:{item}"))


class PlaceSitemap(PublicSitemap):
    view = "place"

    def items(self) -> QuerySet[Place]:
        return Place.objects.published().only("pk", "title", "locality_name", "touched_at").order_by("pk")

    def lastmod(self, item: Place) -> datetime:
        return item.touched_at


class AgreementSitemap(PublicSitemap):
    def items(self) -> QuerySet[Agreement]:
        return Agreement.objects.visible_to(ANONYMOUS).only("slug").order_by("slug")


class DeskSitemap(PublicSitemap):
    """The sites of regions that lie on this host: for each the front page and the page of its desk."""

    view = "desk"

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
        return published(self.kind).exclude(region__in=_regions_elsewhere())

    def lastmod(self, item: Item) -> datetime | None:
        return item.last_published_at  # type: ignore[no-any-return]

    def location(self, item: Item) -> str:
        path = plain_path(item.get_absolute_url())
        return f"/r/{item.region.slug}{path}" if item.region else path


class StorySitemap(ItemSitemap):
    kind = StoryPage


class NewsSitemap(ItemSitemap):
    kind = NewsPage


class EventSitemap(PublicSitemap):
    """What is to come and lies on this host: of the nation, and of the regions that have a site below it."""

    view = "event"

    def items(self) -> QuerySet[Event]:
        return events_on(None, clock.now()).exclude(region__in=_regions_elsewhere())

    def lastmod(self, item: Event) -> datetime:
        return item.changed_at

    def location(self, item: Event) -> str:
        path = plain_path(item.get_absolute_url())
        return f"/r/{item.region.slug}{path}" if item.region else path


class TrainingSitemap(PublicSitemap):
    view = "training"

    def items(self) -> QuerySet[Training]:
        return Training.objects.valid_on(today()).only("pk", "name").order_by("pk")

    def location(self, item: Training) -> str:
        return plain_path(reverse("public:training", args=[address_part(item), item.pk]))


class SchemeSitemap(PublicSitemap):
    """The schemes that hold today; those of the past stay to be read, and need not be found."""

    view = "scheme"

    def items(self) -> list[SchemeVersion]:
        return schemes_on(today())

    def location(self, item: SchemeVersion) -> str:
        return plain_path(reverse("public:scheme", args=[item.scheme.code]))


class OwnSitemap(PublicSitemap):
    """What a site with a host name of its own has for itself; what all sites share stands on the national one."""

    def view_of(self, item: str) -> str:
        return resolve(item).url_name or ""

    def __init__(self, site: Site) -> None:
        super().__init__()
        self.site = site

    def items(self) -> list[str]:
        own = [reverse("public:desk", args=[self.site.desk.slug])] if self.site.desk else []
        region_id = self.site.region.pk if self.site.region else None
        items = [
            each.get_absolute_url() for kind in (StoryPage, NewsPage) for each in published(kind, region_id)
        ]
        events = events_on(region_id, clock.now()).filter(region=region_id)
        items += [each.get_absolute_url() for each in events]
        return [reverse("public:home"), reverse("public:agenda"), *own, *items]

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
    "agenda": EventSitemap,
    "opleidingen": TrainingSitemap,
    "regelingen": SchemeSitemap,
}
