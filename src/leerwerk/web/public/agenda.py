"""The agenda: what is to come in a region or the whole country, one event, and files for calendars."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leerwerk.kernel import clock
from leerwerk.kernel.calendar import CONTENT_TYPE, Entry, published
from leerwerk.network.models import Event
from leerwerk.network.national import national_site
from leerwerk.network.queries import event_on, events_on, regions_with_events, site_of_region
from leerwerk.network.sites import Site, absolute
from leerwerk.web.answers import Option, found, listing
from leerwerk.web.public.event_data import event_data
from leerwerk.web.public.given import web_address
from leerwerk.web.public.job_posting import script_of
from leerwerk.web.site import site_of

PER_PAGE = 12
MORE = 3
MOST_IN_A_FILE = 200


@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """What is to come, the first first. On the national site one region can be chosen."""
    site, now = site_of(request), clock.now()
    rows = events_on(site.region.pk if site.region else None, now)
    regions = regions_with_events(now) if site.is_national else []
    chosen = request.GET.get("regio", "") if regions else ""
    if chosen and chosen not in dict(regions):
        raise Http404
    if chosen:
        rows = rows.filter(region__slug=chosen)
    shown = listing(rows, request, PER_PAGE)
    if str(shown.paging.number) != request.GET.get("pagina", "1"):
        raise Http404
    context = {
        "site": site,
        "events": shown.rows,
        "paging": shown.paging,
        "regions": [Option(slug, name, slug == chosen) for slug, name in regions],
        "address": absolute(site, request.path),
    }
    return render(request, "public/agenda/list.html", context)


@require_safe
def event(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One event; what has been stays to be read, and says so."""
    shown, now = _event(request, pk), clock.now()
    if slug != shown.slug:
        return HttpResponsePermanentRedirect(shown.get_absolute_url())
    home = home_of(shown, now)
    address = absolute(home, shown.get_absolute_url())
    more = events_on(_region(request), now).exclude(pk=pk)[:MORE]
    context: dict[str, Any] = {
        "event": shown,
        "home": home,
        "address": address,
        "is_past": shown.ends_at <= now,
        "is_one_day": localtime(shown.starts_at).date() == localtime(shown.ends_at).date(),
        "register_url": web_address(shown.register_url),
        "event_data": script_of(event_data(shown, url=address, organiser=home.name)),
        "more": list(more),
    }
    return render(request, "public/agenda/page.html", context)


@require_safe
def calendar(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One event as a file for a calendar."""
    shown, now = _event(request, pk), clock.now()
    return _file([shown], now, f"{shown.slug}.ics")


@require_safe
def whole_calendar(request: HttpRequest) -> HttpResponse:
    """All that is to come on this site: a calendar that somebody can subscribe to."""
    now = clock.now()
    return _file(list(events_on(_region(request), now)[:MOST_IN_A_FILE]), now, "agenda.ics")


def home_of(event: Event, now: datetime) -> Site:
    """The site on which an event lives, wherever else it is shown."""
    found = site_of_region(event.region.slug, now.date()) if event.region else None
    return found or national_site()


def _event(request: HttpRequest, pk: int) -> Event:
    shown: Event = found(event_on, region_id=_region(request), pk=pk)
    return shown


def _region(request: HttpRequest) -> int | None:
    region = site_of(request).region
    return region.pk if region else None


def _file(events: list[Event], now: datetime, name: str) -> HttpResponse:
    homes: dict[str, Site] = {}
    entries = []
    for each in events:
        slug = each.region.slug if each.region else ""
        home = homes[slug] = homes.get(slug) or home_of(each, now)
        entries.append(_entry(each, home))
    answer = HttpResponse(published("agenda", entries, now), content_type=CONTENT_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _entry(event: Event, home: Site) -> Entry:
    url = absolute(home, event.get_absolute_url())
    return Entry(
        number=event.number,
        sequence=event.sequence,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        title=event.told["title"].text,
        place=event.place or _("Online"),
        text=f"{event.told['text'].text}\n{url}",
        url=url,
        organiser=home.name,
        organiser_email=event.email,
        is_cancelled=event.is_cancelled,
    )
