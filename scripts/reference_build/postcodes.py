"""A coordinate and a municipality for every PC4, and an honest word on how each was found."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from reference_build.facts import ENDED
from reference_build.geo import Point, inside, kilometres
from reference_build.localities import point
from reference_build.names import loose, province_mark
from reference_build.packages import Sources
from reference_build.place_facts import NAMESAKES, PLACES_BY_HAND, POSTCODE_MUNICIPALITIES
from reference_build.tables import Row, read, write

COLUMNS = [
    "code",
    "scheme",
    "locality",
    "lat",
    "lon",
    "exactness",
    "method",
    "municipality_code",
    "valid_from",
    "valid_until",
    "source",
]
SOURCE = "countrystatecity-postal-codes 2.0.1 (ODbL 1.0); GeoNames (CC BY 4.0)"
STATES = {
    "DR": "Drenthe",
    "FR": "Fryslân",
    "GE": "Gelderland",
    "GR": "Groningen",
    "LI": "Limburg",
    "NB": "Noord-Brabant",
    "NH": "Noord-Holland",
    "UT": "Utrecht",
    "ZE": "Zeeland",
    "ZH": "Zuid-Holland",
    "OV": "Overijssel",
    "FL": "Flevoland",
}
PLACES_AROUND = 6  # so many places with the nearest numbers are the surroundings of a PC4
NUMBERS_AROUND = 100  # and their numbers differ at most this much
KILOMETRES_NEAR = 30.0  # a place of the right name farther from its surroundings is another of that name
KILOMETRES_APART = 15.0  # of two places of one name the nearer is taken when it is this much nearer
CITY = 4  # a name with this many postcodes is a city, whose surroundings may be farther away
KILOMETRES_CITY = 60.0
NUMBERS_BETWEEN = 40  # neighbours farther apart in number are not interpolated


@dataclass(frozen=True)
class Place:
    """A place with a coordinate and a municipality."""

    name: str
    province: str
    at: Point
    municipality: str
    population: int


def build(sources: Sources, target: Path) -> None:
    """Write postcodes.csv; needs localities.csv and municipalities.csv.

    Raises ValueError when a postcode gets a coordinate outside the Netherlands.
    """
    places = _places(sources, target)
    found = _exact(sources.postcodes, places)
    towns = Counter(row["localityName"] for row in sources.postcodes)
    municipalities = _municipalities_by_name(target)
    ended = {loose(one.name): one.successors[0] for one in ENDED if len(one.successors) == 1}
    rows = [
        _row(row, found, places, municipalities, ended, towns[row["localityName"]])
        for row in sources.postcodes
    ]
    for row in rows:
        if not inside(point(row)):
            message = f"{row['code']} lies outside the Netherlands"
            raise ValueError(message)
    write(target / "postcodes.csv", COLUMNS, rows)


def _places(sources: Sources, target: Path) -> list[Place]:
    """The localities, and the places that only cities.json has."""
    places = [
        Place(row["name"], row["province"], point(row), row["municipality_code"], int(row["population"]))
        for row in read(target / "localities.csv")
    ]
    known = {(place.name, round(place.at[0], 2)) for place in places}
    province = {place.municipality: place.province for place in places}
    for city in sources.cities:
        at = float(city["lat"]), float(city["lng"])
        if (city["name"], round(at[0], 2)) not in known:
            places.append(Place(city["name"], province.get(city["admin2"], ""), at, city["admin2"], 0))
    return places


def _exact(postcodes: list[dict[str, Any]], places: list[Place]) -> dict[int, Place]:
    """Return the place of each PC4 whose name fits one place only, given where its surroundings lie."""
    by_name: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        by_name[loose(place.name)].append(place)
    options = {int(row["code"]): _options(row, by_name) for row in postcodes}
    sure = {pc4: fitting[0] for pc4, fitting in options.items() if len(fitting) == 1}
    towns = Counter(row["localityName"] for row in postcodes)
    found = {}
    for row in postcodes:
        pc4 = int(row["code"])
        around = _surroundings(pc4, sure, options[pc4])
        if len(options[pc4]) == 1 and (
            around is None
            or (
                towns[row["localityName"]] >= CITY
                and kilometres(options[pc4][0].at, around) <= KILOMETRES_CITY
            )
        ):
            found[pc4] = options[pc4][0]
        elif options[pc4] and around is not None:
            first, *others = sorted((kilometres(place.at, around), place.at, place) for place in options[pc4])
            clear = all(other[0] - first[0] >= KILOMETRES_APART for other in others)
            if first[0] <= KILOMETRES_NEAR and clear:
                found[pc4] = first[2]
    return found


def _options(row: dict[str, Any], by_name: dict[str, list[Place]]) -> list[Place]:
    fitting = by_name.get(loose(row["localityName"]), [])
    if row["code"] in NAMESAKES:
        return []
    if province := STATES.get(row["stateCode"] or "") or province_mark(row["localityName"]):
        return [place for place in fitting if place.province in ("", province)]
    return fitting


def _surroundings(pc4: int, sure: dict[int, Place], own: Iterable[Place]) -> Point | None:
    """Return the middle of the other places that have PC4s near this number, or None when there are few."""
    names = {place.name for place in own}
    near: dict[Point, None] = {}
    for step in range(1, NUMBERS_AROUND):
        for number in (pc4 - step, pc4 + step):
            place = sure.get(number)
            if place is not None and place.name not in names and len(near) < PLACES_AROUND:
                near[place.at] = None
    if len(near) < 3:
        return None
    return median(at[0] for at in near), median(at[1] for at in near)


def _municipalities_by_name(target: Path) -> dict[str, str]:
    """Codes of the municipalities of 2025 by their name, where one has it."""
    return {
        loose(row["name"]): row["code"]
        for row in read(target / "municipalities.csv")
        if not row["valid_until"] and not row["name"].startswith("Bergen (")
    }


def _row(
    row: dict[str, Any],
    found: dict[int, Place],
    places: list[Place],
    municipalities: dict[str, str],
    ended: dict[str, str],
    postcodes_of_town: int,
) -> Row:
    pc4, name = int(row["code"]), loose(row["localityName"])
    known = POSTCODE_MUNICIPALITIES.get(row["code"])
    if by_hand := PLACES_BY_HAND.get(row["localityName"]):
        method = "centre of the place, entered by hand to about a kilometre"
        return _written(row, by_hand[:2], "EXACT", method, by_hand[2])
    if place := found.get(pc4):
        shared = f", shared by {postcodes_of_town} postcodes" if postcodes_of_town > 1 else ""
        return _written(row, place.at, "EXACT", f"centre of the place{shared}", known or place.municipality)
    lower = next((n for n in range(pc4 - 1, pc4 - NUMBERS_BETWEEN, -1) if n in found), None)
    upper = next((n for n in range(pc4 + 1, pc4 + NUMBERS_BETWEEN) if n in found), None)
    at, method = _between(pc4, lower, upper, found)
    own = [place for place in places if place.municipality == municipalities.get(name)]
    largest = max(own, key=lambda place: place.population, default=None)
    if largest and kilometres(largest.at, at) <= KILOMETRES_NEAR:
        method = f"largest place of the municipality: {largest.name}"
        return _written(row, largest.at, "MUNICIPALITY", method, largest.municipality)
    municipality = known or ended.get(name)
    if not municipality:
        municipality = min(places, key=lambda p: kilometres(p.at, at)).municipality
    return _written(row, at, "NEIGHBOUR", method, municipality)


def _between(pc4: int, lower: int | None, upper: int | None, found: dict[int, Place]) -> tuple[Point, str]:
    """Interpolate by number between the nearest postcodes with a place, or take the nearer one."""
    if lower is None and upper is None:
        message = f"no postcode with a place near {pc4}"
        raise ValueError(message)
    if lower is None or upper is None or kilometres(found[lower].at, found[upper].at) > KILOMETRES_NEAR:
        nearest = min((n for n in (lower, upper) if n is not None), key=lambda n: abs(n - pc4))
        return found[nearest].at, f"as {nearest}"
    share = (pc4 - lower) / (upper - lower)
    (lat_low, lon_low), (lat_up, lon_up) = found[lower].at, found[upper].at
    at = lat_low + share * (lat_up - lat_low), lon_low + share * (lon_up - lon_low)
    return at, f"between {lower} and {upper}"


def _written(row: dict[str, Any], at: Point, exactness: str, method: str, municipality: str) -> Row:
    return {
        "code": row["code"],
        "scheme": "PC4",
        "locality": row["localityName"],
        "lat": f"{at[0]:.5f}",
        "lon": f"{at[1]:.5f}",
        "exactness": exactness,
        "method": method,
        "municipality_code": municipality,
        "source": SOURCE,
    }
