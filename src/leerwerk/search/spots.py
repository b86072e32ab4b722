"""Where somebody looks: what was typed as a point or a region, and the postcode nearest to a point."""

import math
from dataclasses import dataclass

from leerwerk.network.models import Postcode, Region
from leerwerk.network.queries import Location, find_location

#: Degrees; about two kilometres north, one and a half east: a browser tells no more than that.
_ROUNDED_TO = 2
_NEAR = 0.3


@dataclass(frozen=True)
class Spot:
    """What a visitor calls "where": a point with a circle around it, or a region as a whole; or neither."""

    location: Location | None = None
    region: Region | None = None

    @property
    def region_code(self) -> str:
        """The region that the spot is, or lies in; "" when not known."""
        return self.region.code if self.region else self.location.region_code if self.location else ""

    @property
    def name(self) -> str:
        """The postcode, place or region as it is known; nothing of what was typed."""
        return self.region.name if self.region else self.location.name if self.location else ""


def find_spot(where: str) -> Spot:
    """Where a place name, a postcode or the name of a region is: at most three queries.

    A name that both a place and a region have is the place, unless "regio" stands before it.
    """
    text = where.strip()
    if not text:
        return Spot()
    named = text.casefold().removeprefix("regio ").strip()
    location = find_location(text) if named == text.casefold() else None
    if location is not None:
        return Spot(location)
    region = Region.objects.current().filter(name__iexact=named).first()
    return Spot(region=region) if region or named == text.casefold() else Spot(find_location(named))


def nearest_postcode(lat: float, lon: float) -> Postcode | None:
    """The postcode whose middle lies nearest to a point, which is rounded first; None outside the Netherlands."""
    north, east = round(lat, _ROUNDED_TO), round(lon, _ROUNDED_TO)
    near = Postcode.objects.filter(
        lat__range=(north - _NEAR, north + _NEAR), lon__range=(east - _NEAR, east + _NEAR)
    )
    narrower = math.cos(math.radians(north))
    return min(
        near.only("pc4", "locality_name", "lat", "lon").order_by("pc4"),
        key=lambda each: (each.lat - north) ** 2 + ((each.lon - east) * narrower) ** 2,
        default=None,
    )
