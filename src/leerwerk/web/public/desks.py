"""Desks: which there are, and which is yours."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from leerwerk.kernel.clock import today
from leerwerk.network.enums import FOUNDING_PHASES
from leerwerk.network.models import Desk, Region
from leerwerk.network.queries import current_desks, find_location, neighbours_of, past_desks
from leerwerk.web.public.counted import places_of_regions
from leerwerk.web.ui.charts import Tile
from leerwerk.web.ui.dutch import number
from leerwerk.web.ui.lines import clean_line


@require_safe
def desks(request: HttpRequest) -> HttpResponse:
    """All desks by region, as a map and a list; the one of a postcode or town first, or else those nearest to it."""
    where = clean_line(request.GET.get("waar", ""))
    location = find_location(where) if where else None
    current = list(current_desks(today()))
    regions = list(Region.objects.current())
    counted = places_of_regions()
    code = location.region_code if location else ""
    here = next((region for region in regions if region.code == code), None)
    own = [desk for desk in current if here and desk.region == here]
    nearby = [desk for desk in own if desk.phase not in FOUNDING_PHASES]
    context = {
        "where": where,
        "location": location,
        "nearby": nearby,
        "founding": own[0] if own and not nearby else None,
        "neighbours": neighbours_of(here, today()) if here and not nearby else [],
        "desks": current,
        "past": past_desks(today()),
        "tiles": _tiles(regions, current, counted, code),
        "conclusion": _conclusion(regions, current, counted),
    }
    return render(request, "public/desks/list.html", context)


def _tiles(regions: list[Region], current: list[Desk], counted: dict[str, int], code: str) -> list[Tile]:
    """A tile per region: its published places, and the way to its desk."""
    addresses = {desk.region.code: reverse("public:desk", args=[desk.slug]) for desk in reversed(current)}
    return [
        Tile(
            code=region.code,
            name=region.name,
            column=region.tile_column,
            row=region.tile_row,
            value=counted.get(region.code, 0),
            url=addresses.get(region.code, ""),
            is_current=region.code == code,
        )
        for region in regions
        if region.tile_column is not None and region.tile_row is not None
    ]


def _conclusion(regions: list[Region], current: list[Desk], counted: dict[str, int]) -> str:
    with_desk = len({desk.region.code for desk in current})
    known = [region for region in regions if counted.get(region.code)]
    said = ngettext("%(n)d regio heeft een loket.", "%(n)d regio's hebben een loket.", with_desk) % {
        "n": with_desk
    }
    if not known:
        return said
    top = max(known, key=lambda region: counted[region.code])
    most = _("De meeste leerwerkplekken staan in %(region)s: %(places)s.") % {
        "region": top.name,
        "places": number(counted[top.code]),
    }
    return f"{said} {most}"
