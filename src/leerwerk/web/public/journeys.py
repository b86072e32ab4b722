"""From where a visitor lives to a place: how far, and how long by bike. Worked out here, never in a browser."""

import math
from dataclasses import dataclass

from leerwerk.catalogue.models import Place
from leerwerk.network.queries import Location
from leerwerk.web.ui.dutch import by_bike, km

EARTH_KM = 6371.0


@dataclass(frozen=True)
class Journey:
    """`where` is what was typed; `start` the place as it is known, "" when it is not; texts are "" when unknown."""

    where: str = ""
    start: str = ""
    distance: str = ""
    ride: str = ""

    @property
    def is_unknown(self) -> bool:
        """Whether something was typed that is no place."""
        return bool(self.where) and not self.start


def journey_between(where: str, location: Location | None, place: Place) -> Journey:
    """The way from a location to a place; as the crow flies, and by bike with the detour that roads make."""
    if location is None:
        return Journey(where)
    if place.lat is None or place.lon is None:
        return Journey(where, location.name)
    distance = distance_km(location.lat, location.lon, place.lat, place.lon)
    return Journey(where, location.name, km(distance), by_bike(distance))


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Kilometres as the crow flies between two points in degrees (haversine)."""
    north, south = math.radians(lat), math.radians(other_lat)
    half = math.sin((south - north) / 2) ** 2
    half += math.cos(north) * math.cos(south) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(half))
