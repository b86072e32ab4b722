"""Cities, towns and villages: GeoNames, with the municipality that the source gives or the nearest one."""

from pathlib import Path
from typing import Any

from reference_build.geo import Point, kilometres
from reference_build.packages import Sources
from reference_build.place_facts import LOCALITY_MUNICIPALITIES, PLACES_BY_HAND
from reference_build.tables import Row, read, write

COLUMNS = [
    "code",
    "scheme",
    "name",
    "province",
    "lat",
    "lon",
    "population",
    "municipality_code",
    "municipality_method",
    "valid_from",
    "valid_until",
    "source",
]
SOURCE = "GeoNames (CC BY 4.0)"
PROVINCES = {
    "01": "Drenthe",
    "02": "Fryslân",
    "03": "Gelderland",
    "04": "Groningen",
    "05": "Limburg",
    "06": "Noord-Brabant",
    "07": "Noord-Holland",
    "09": "Utrecht",
    "10": "Zeeland",
    "11": "Zuid-Holland",
    "15": "Overijssel",
    "16": "Flevoland",
}
# English names in GeoNames.
DUTCH_NAMES = {"The Hague": "Den Haag", "Hook of Holland": "Hoek van Holland"}


def point(row: Row) -> Point:
    """The coordinate of a row of localities.csv or postcodes.csv."""
    return float(row["lat"]), float(row["lon"])


def build(sources: Sources, target: Path) -> None:
    """Write localities.csv; needs municipalities.csv."""
    codes = {
        row["name"]: row["code"] for row in read(target / "municipalities.csv") if not row["valid_until"]
    }
    given = {_key(c["name"], c["lat"], c["lng"]): c["admin2"] for c in sources.cities if c["admin2"]}
    rows = [_row(place, given) for place in sources.places]
    settled = {(row["municipality_code"], row["province"]) for row in rows}
    anywhere = {code for code, _province in settled}
    for row in rows:
        if row["municipality_code"]:
            continue
        code = codes.get(row["name"], "")
        if code and ((code, row["province"]) in settled or code not in anywhere):
            row["municipality_code"], row["municipality_method"] = code, "name"
        elif row["code"] in LOCALITY_MUNICIPALITIES:
            row["municipality_code"], row["municipality_method"] = (
                LOCALITY_MUNICIPALITIES[row["code"]],
                "hand",
            )
    known = [row for row in rows if row["municipality_code"]]
    for row in rows:
        if not row["municipality_code"]:
            nearest = min(
                (other for other in known if other["province"] == row["province"]),
                key=lambda other: kilometres(point(row), point(other)),
            )
            row["municipality_code"] = nearest["municipality_code"]
            row["municipality_method"] = "nearest"
    write(target / "localities.csv", COLUMNS, [*rows, *_by_hand(rows)])


def _by_hand(rows: list[Row]) -> list[Row]:
    def province(at: Point) -> str:
        return min(rows, key=lambda row: kilometres(point(row), at))["province"]

    return [
        {
            "code": f"LP-{number:03d}",
            "scheme": "leerwerk",
            "name": name[0].upper() + name[1:],
            "province": province((lat, lon)),
            "lat": f"{lat:.5f}",
            "lon": f"{lon:.5f}",
            "population": "0",
            "municipality_code": municipality,
            "municipality_method": "hand",
            "source": "entered by hand",
        }
        for number, (name, (lat, lon, municipality)) in enumerate(PLACES_BY_HAND.items(), 1)
    ]


def _key(name: str, lat: Any, lon: Any) -> tuple[str, float, float]:
    return name, round(float(lat), 4), round(float(lon), 4)


def _row(place: dict[str, Any], given: dict[tuple[str, float, float], str]) -> Row:
    code = given.get(_key(place["name"], place["latitude"], place["longitude"]), "")
    return {
        "code": str(place["geonameid"]),
        "scheme": "geonames",
        "name": DUTCH_NAMES.get(place["name"], place["name"]),
        "province": PROVINCES[place["admin1code"]],
        "lat": f"{place['latitude']:.5f}",
        "lon": f"{place['longitude']:.5f}",
        "population": str(place["population"] or 0),
        "municipality_code": code,
        "municipality_method": "given" if code else "",
        "source": SOURCE,
    }
