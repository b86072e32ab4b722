"""What a visitor chose so far, as it stands in the address: region, topic, way and time. Nothing about a person."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import slugify

from leerwerk.casework.actions.appointments.booking import Wanted
from leerwerk.casework.enums import Channel
from leerwerk.casework.models import Topic
from leerwerk.casework.queries.availability import Office, Way, free_times, office_of
from leerwerk.casework.rules.availability import Slot
from leerwerk.network.models import Desk, Region
from leerwerk.network.queries import desk_of_region
from leerwerk.web.moments import moment_in, moment_word
from leerwerk.web.site import site_of

WORDS = {Channel.ONLINE: "online", Channel.PHONE: "telefoon", Channel.DESK: "loket"}


@dataclass(frozen=True)
class Choice:
    """Everything that is known of the wish; None where nothing (or nothing that exists) was chosen."""

    region: Region | None = None
    desk: Desk | None = None
    is_own_site: bool = False
    office: Office | None = None
    topic: Topic | None = None
    way: Way | None = None
    begins_at: datetime | None = None

    @property
    def wanted(self) -> Wanted | None:
        """What to book, once all of it is chosen."""
        if self.topic is None or self.way is None or self.begins_at is None:
            return None
        return Wanted(self.topic, self.way, self.begins_at)

    @cached_property
    def ways(self) -> list[Way]:
        """How the topic can be talked about."""
        return self.office.ways(self.topic) if self.office and self.topic else []

    def times(self, now: datetime) -> list[Slot]:
        """The free times for what was chosen. Two queries."""
        if self.office is None or self.topic is None or self.way is None:
            return []
        return free_times(self.office, self.topic, self.way, now=now)

    def address(self, view: str, *parts: str, **more: str) -> str:
        """The address of a page of this appointment with everything that was chosen."""
        query = {
            "regio": self.region.slug if self.region and not self.is_own_site else "",
            "onderwerp": str(self.topic.pk) if self.topic else "",
            "manier": way_word(self.way) if self.way else "",
            "tijd": moment_word(self.begins_at) if self.begins_at else "",
            **more,
        }
        path = reverse(view, args=parts)
        kept = urlencode({name: value for name, value in query.items() if value})
        return f"{path}?{kept}" if kept else path

    def without(self, *names: str) -> "Choice":
        """The same wish without some of its parts, to choose these anew."""
        return replace(self, **dict.fromkeys(names))  # type: ignore[arg-type]


def read_choice(request: HttpRequest, today: date) -> Choice:
    """The wish in an address. On the site of a region that is the region. At most six queries."""
    site = site_of(request)
    region = site.region or _region(request.GET.get("regio", ""))
    if region is None:
        return Choice()
    desk = site.desk if site.region else desk_of_region(region.code, today)
    choice = Choice(region, desk, site.region is not None, office_of(region, today))
    if choice.office is None:
        return choice
    asked = request.GET.get("onderwerp", "")
    topic = next((each for each in choice.office.topics if str(each.pk) == asked), None)
    choice = replace(choice, topic=topic)
    way = next((each for each in choice.ways if way_word(each) == request.GET.get("manier", "")), None)
    only = choice.ways[0] if len(choice.ways) == 1 else None
    return replace(choice, way=way or only, begins_at=moment_in(request.GET.get("tijd", "")))


def way_word(way: Way) -> str:
    """ "online", "telefoon", or "loket-loketplein-1-enschede"."""
    place = slugify(way.place)
    word = WORDS[Channel(way.channel)]
    return f"{word}-{place}" if place else word


def _region(slug: str) -> Region | None:
    if not slug or not slug.isprintable():
        return None
    return Region.objects.current().filter(slug=slug).first()
