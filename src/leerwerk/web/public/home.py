"""The front page: of the whole country, and of a region."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leerwerk.catalogue.queries import latest_places
from leerwerk.kernel import clock
from leerwerk.knowledge.queries import news_on
from leerwerk.network.enums import FOUNDING_PHASES, TextKind
from leerwerk.network.models import Desk, Region
from leerwerk.network.queries import events_on, hours_of, jobs_at, neighbours_of, texts_of
from leerwerk.network.sites import Site, absolute
from leerwerk.network.told import Told
from leerwerk.search.queries import DEFAULT_RADIUS_KM
from leerwerk.web.language import active_language
from leerwerk.web.public.counted import offer_of
from leerwerk.web.site import site_of
from leerwerk.web.ui.hours import hours_view

NEW_PLACES = 6
NEWS = 3
EVENTS = 3


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """One question, four doors, your desk, what is new, and what is on offer in one line."""
    site = site_of(request)
    region_id = site.region.pk if site.region else None
    context: dict[str, Any] = {
        "site": site,
        "offer": offer_of(region_id),
        "latest": list(latest_places(NEW_PLACES, region_id)),
        "news": list(news_on(region_id)[:NEWS]),
        "events": list(events_on(region_id, clock.now())[:EVENTS]),
        "radius": str(DEFAULT_RADIUS_KM),
        "address": absolute(site, request.path),
    }
    if site.region is None:
        return render(request, "public/home.html", context | _of_nation(site))
    return render(request, "public/regional_home.html", context | _of_region(site.region, site.desk))


def _of_nation(site: Site) -> dict[str, Any]:
    """The texts of the national front page that somebody wrote; where they are false, the page has those we ship."""
    language = active_language()
    return {
        "question": site.text(TextKind.QUESTION, language),
        "welcome": site.text(TextKind.WELCOME, language),
        "help": site.text(TextKind.HELP, language),
    }


def _of_region(region: Region, desk: Desk | None) -> dict[str, Any]:
    """What the front page of a region tells about its desk; it may have none, or one that is not open yet."""
    now = clock.now()
    today = now.date()
    if desk is None:
        return {"desk": None, "is_open_desk": False, "neighbours": neighbours_of(region, today)}
    texts = texts_of(desk, today)
    if desk.phase in FOUNDING_PHASES:
        return {
            "desk": desk,
            "is_open_desk": False,
            "welcome": texts.get(TextKind.WELCOME, Told()),
            "meanwhile": texts.get(TextKind.MEANWHILE, Told()),
            "neighbours": neighbours_of(region, today),
        }
    return {
        "desk": desk,
        "is_open_desk": True,
        "welcome": texts.get(TextKind.WELCOME, Told()),
        "hours": hours_view(hours_of(desk, today), now),
        "jobs": jobs_at(desk, today).count(),
    }
