"""The page of one desk, its logo and the photos of its team."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from leerwerk.catalogue.queries import places_by_region
from leerwerk.kernel import clock
from leerwerk.network.enums import FOUNDING_PHASES, DeskPhase, TextKind
from leerwerk.network.models import Desk, DeskLogo, NationalLogo, NationalSite
from leerwerk.network.queries import (
    desk_with_context,
    hours_of,
    jobs_at,
    neighbours_of,
    photo_of,
    site_of_desk,
    team_of,
    texts_of,
)
from leerwerk.network.sites import Site, absolute, plain_path
from leerwerk.network.told import Told
from leerwerk.web.answers import found
from leerwerk.web.public.desk_data import desk_data
from leerwerk.web.public.job_posting import script_of
from leerwerk.web.site import site_of
from leerwerk.web.ui.hours import hours_view

A_YEAR = 31_536_000
# A drawing is shown as an image; opened by itself it may run nothing and load nothing.
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@require_safe
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """One desk: when it is open, who works there, how to reach it, and what there is in its region."""
    shown = found(desk_with_context, slug=slug)
    today = clock.today()
    is_current = shown.is_valid_on(today) and shown.successor is None
    home = site_of(request)
    if home.desk != shown:
        home = site_of_desk(shown)
    context: dict[str, Any] = {
        "desk": shown,
        "home": home,
        "is_current": is_current,
        "address": absolute(home, request.path),
    }
    if is_current:
        context |= _present(shown, home, context["address"])
    return render(request, "public/desks/page.html", context)


def _present(shown: Desk, home: Site, address: str) -> dict[str, Any]:
    """What a desk that is there tells about itself; one that is being founded tells whom to ask meanwhile."""
    now = clock.now()
    today = now.date()
    texts = texts_of(shown, today)
    is_founding = shown.phase in FOUNDING_PHASES
    week = hours_of(shown, today)
    logo = absolute(home, logo_path(shown.slug, home.logo)) if home.logo else ""
    return {
        "is_founding": is_founding,
        "steps": _steps(shown.phase) if is_founding else [],
        "neighbours": neighbours_of(shown.region, today) if is_founding else [],
        "about": texts.get(TextKind.ABOUT, Told()),
        "meanwhile": texts.get(TextKind.MEANWHILE, Told()),
        "hours": hours_view(week, now),
        "team": list(team_of(shown, today)),
        "jobs": list(jobs_at(shown, today)),
        "places": places_by_region().get(shown.region.code, 0),
        "search_url": f"{reverse('public:search')}?regio={shown.region.slug}",
        "desk_data": script_of(desk_data(shown, week, url=address, logo=logo)),
    }


def logo_path(slug: str, digest: str) -> str:
    """The address of a logo, the same on every site."""
    return plain_path(reverse("machines:desk_logo", args=[slug, digest]))


@require_safe
@cache_control(public=True, max_age=A_YEAR, immutable=True)
def logo(request: HttpRequest, slug: str, digest: str) -> HttpResponse:
    """The logo of a site; its address changes with it."""
    row: DeskLogo | NationalLogo | None
    if slug == NationalSite.slug:
        row = NationalLogo.objects.filter(digest=digest).first()
    else:
        row = DeskLogo.objects.filter(desk__slug=slug, digest=digest).first()
    if row is None:
        raise Http404
    return _picture(bytes(row.content), row.media_type)


@require_safe
@cache_control(public=True, max_age=3600)
def photo(request: HttpRequest, pk: int, digest: str) -> HttpResponse:
    """The photo of a colleague, for as long as they stand on the site."""
    row = photo_of(pk, digest, clock.today())
    if row is None:
        raise Http404
    return _picture(bytes(row.content), row.media_type)


def _picture(content: bytes, media_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Security-Policy"] = PICTURE_POLICY
    return response


def _steps(phase: str) -> list[dict[str, str]]:
    """How far a desk is on its way to opening."""
    phases = [*FOUNDING_PHASES, DeskPhase.OPEN]
    here = phases.index(DeskPhase(phase))
    states = ["done"] * here + ["current"] + ["todo"] * (len(phases) - here - 1)
    return [{"label": str(each.label), "state": state} for each, state in zip(phases, states, strict=True)]
