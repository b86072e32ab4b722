"""RSS and Atom of stories, of news and of the agenda, of the site that is asked."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.formats import date_format
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext as _

from leerwerk.kernel import clock
from leerwerk.kernel.lines import clean_line
from leerwerk.knowledge.models import Item, NewsPage, StoryPage
from leerwerk.knowledge.queries import news_on, stories_on
from leerwerk.network.models import Event
from leerwerk.network.queries import events_on
from leerwerk.network.sites import NATIONAL, Site, absolute
from leerwerk.web.site import site_of

LENGTH = 30
LONGEST = (
    1000  # characters; a sign that somebody pasted along and XML does not know would break the whole feed
)


class SiteFeed(Feed):  # type: ignore[type-arg]
    """What the feeds of a site have in common; every address is whole, on the site that the item is of."""

    feed_type = Rss201rev2Feed
    view = machine = ""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Site:
        return site_of(request)

    def link(self, site: Site) -> str:
        return absolute(site, reverse(self.view))

    def feed_url(self, site: Site) -> str:
        return absolute(
            site, reverse(f"{self.machine}_{'atom' if issubclass(self.feed_type, Atom1Feed) else 'rss'}")
        )

    def author_name(self, site: Site) -> str:
        return site.name

    def get_feed(self, obj: Site, request: HttpRequest) -> Any:
        self.site = obj
        return super().get_feed(obj, request)


class ItemFeed(SiteFeed):
    """Stories or news."""

    def item_title(self, item: Item) -> str:
        return clean_line(item.title, LONGEST)

    def item_description(self, item: Item) -> str:
        return clean_line(item.intro, LONGEST)

    def item_link(self, item: Item) -> str:
        return absolute(Site(slug=item.region.slug) if item.region else NATIONAL, item.get_absolute_url())

    def item_updateddate(self, item: Item) -> datetime:
        return item.last_published_at  # type: ignore[no-any-return]


class StoriesRss(ItemFeed):
    view, machine = "public:stories", "machines:stories"

    def title(self, site: Site) -> str:
        return _("Verhalen van %(site)s") % {"site": site.name}

    def description(self, site: Site) -> str:
        return _("Mensen en werkgevers vertellen over leren en werken.")

    subtitle = description

    def items(self, site: Site) -> Iterable[StoryPage]:
        return stories_on(site.region.pk if site.region else None)[:LENGTH]

    def item_pubdate(self, item: StoryPage) -> datetime:
        return item.first_published_at  # type: ignore[no-any-return]


class NewsRss(ItemFeed):
    view, machine = "public:news", "machines:news"

    def title(self, site: Site) -> str:
        return _("Nieuws van %(site)s") % {"site": site.name}

    def description(self, site: Site) -> str:
        return _("Nieuws over leren en werken.")

    subtitle = description

    def items(self, site: Site) -> Iterable[NewsPage]:
        return news_on(site.region.pk if site.region else None)[:LENGTH]

    def item_pubdate(self, item: NewsPage) -> datetime:
        return make_aware(datetime.combine(item.date, time()))


class EventsRss(SiteFeed):
    view, machine = "public:agenda", "machines:agenda"

    def title(self, site: Site) -> str:
        return _("Agenda van %(site)s") % {"site": site.name}

    def description(self, site: Site) -> str:
        return _("Open avonden, banenmarkten en bijeenkomsten over leren en werken.")

    subtitle = description

    def items(self, site: Site) -> Iterable[Event]:
        return events_on(site.region.pk if site.region else None, clock.now())[:LENGTH]

    def item_title(self, item: Event) -> str:
        moment = date_format(localtime(item.starts_at), "j F Y")
        title = clean_line(item.title, LONGEST)
        return f"{moment}: {title} ({_('gaat niet door')})" if item.is_cancelled else f"{moment}: {title}"

    def item_description(self, item: Event) -> str:
        return clean_line(item.text, LONGEST)

    def item_link(self, item: Event) -> str:
        return absolute(Site(slug=item.region.slug) if item.region else NATIONAL, item.get_absolute_url())

    def item_pubdate(self, item: Event) -> datetime:
        return item.announced_at

    def item_updateddate(self, item: Event) -> datetime:
        return item.changed_at


class EventsAtom(EventsRss):
    feed_type = Atom1Feed  # type: ignore[assignment]


class StoriesAtom(StoriesRss):
    feed_type = Atom1Feed  # type: ignore[assignment]


class NewsAtom(NewsRss):
    feed_type = Atom1Feed  # type: ignore[assignment]
