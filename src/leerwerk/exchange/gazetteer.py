"""Where things lie: postcode or name of a town → coordinates and region, read once and kept in dictionaries."""

import re
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from leerwerk.exchange.claims import Address, Claim
from leerwerk.kernel.folding import fold
from leerwerk.network.models import (
    CURRENT_REGION_SCHEME,
    Locality,
    Municipality,
    MunicipalityInRegion,
    Postcode,
)

_PROVINCES = {
    "gr": "groningen", "fr": "friesland", "frl": "friesland", "dr": "drenthe", "ov": "overijssel", "o": "overijssel",
    "fl": "flevoland", "gld": "gelderland", "gd": "gelderland", "g": "gelderland", "ut": "utrecht", "u": "utrecht",
    "nh": "noord holland", "zh": "zuid holland", "ze": "zeeland", "zld": "zeeland", "z": "zeeland",
    "nb": "noord brabant", "n br": "noord brabant", "lb": "limburg", "l": "limburg",
}  # fmt: skip
_PROVINCE_AFTER = re.compile(r" (" + "|".join(sorted(_PROVINCES, key=len, reverse=True)) + r")$")
# Signs in front of a town that are no part of its name.
_BEFORE = re.compile(r"^(?:gemeente|omgeving|regio|centrum|omg) ")


class Spot(NamedTuple):
    """A town: its name as we write it, degrees, municipality, province (folded) and number of people."""

    name: str
    lat: float
    lon: float
    municipality: int | None
    province: str
    population: int


@dataclass(frozen=True)
class Found:
    """Where a claim lies; empty is unknown. `is_known_town` is False for a name that is in no list."""

    pc4: str = ""
    locality_name: str = ""
    region_code: str = ""
    lat: float | None = None
    lon: float | None = None


class Gazetteer:
    """All postcodes, towns and municipalities with the region that each belongs to today."""

    def __init__(self, today: date) -> None:
        self._postcodes = {
            pc4: (name, lat, lon, municipality)
            for pc4, name, lat, lon, municipality in Postcode.objects.values_list(
                "pc4", "locality_name", "lat", "lon", "municipality_id"
            )
        }
        self._towns: dict[str, list[Spot]] = {}
        towns = Locality.objects.order_by("-population", "pk").values_list(
            "name", "lat", "lon", "municipality_id", "province", "population"
        )
        for name, lat, lon, municipality, province, population in towns:
            spot = Spot(name, lat, lon, municipality, fold(province), population)
            self._towns.setdefault(fold(name), []).append(spot)
        self._add_other_names()
        memberships = MunicipalityInRegion.objects.valid_on(today).filter(
            region__scheme=CURRENT_REGION_SCHEME
        )
        self._nearest: dict[tuple[float, float], Spot | None] = {}
        self._region_of: dict[int | None, str] = dict(
            memberships.values_list("municipality_id", "region__code")
        )

    def find(self, claim: Claim) -> Found:
        """Where the work of a claim lies, with remarks on the claim for what is not in our lists."""
        told = claim.address
        if told.pc4 and (known := self._postcodes.get(told.pc4)):
            name, lat, lon, municipality = known
            return self._found(told, told.pc4, name, lat, lon, municipality)
        if told.pc4:
            claim.fault("UNKNOWN_POSTCODE", "postcode", told.pc4)
        if spot := self._town(claim, told):
            return self._found(told, "", spot.name, spot.lat, spot.lon, spot.municipality)
        if told.locality:
            claim.fault("UNKNOWN_LOCALITY", "plaats", told.locality)
        elif not told.pc4 and told.lat is None:
            claim.fault("NO_PLACE", "plaats")
        return self._elsewhere(told)

    def _found(
        self, told: Address, pc4: str, name: str, lat: float, lon: float, municipality: int | None
    ) -> Found:
        region = self._region_of.get(municipality, "")
        if told.lat is not None and told.lon is not None:
            lat, lon = told.lat, told.lon
        return Found(pc4, name, region, lat, lon)

    def _elsewhere(self, told: Address) -> Found:
        """Coordinates without a known name take the region of the nearest town."""
        if told.lat is None or told.lon is None:
            return Found(locality_name=told.locality[:80])
        cell = round(told.lat, 2), round(told.lon, 2)
        if cell not in self._nearest:
            self._nearest[cell] = self._nearest_town(*cell)
        nearest = self._nearest[cell]
        region = self._region_of.get(nearest.municipality, "") if nearest else ""
        name = told.locality[:80] or (nearest.name if nearest else "")
        return Found("", name, region, told.lat, told.lon)

    def _nearest_town(self, lat: float, lon: float) -> Spot | None:
        """A degree of longitude is 0.61 of one of latitude here."""
        spots = (spot for same_name in self._towns.values() for spot in same_name)
        return min(
            spots, key=lambda spot: (spot.lat - lat) ** 2 + (0.61 * (spot.lon - lon)) ** 2, default=None
        )

    def _town(self, claim: Claim, told: Address) -> Spot | None:
        for part in (told.locality, *told.locality.split(",")):
            name = _BEFORE.sub("", fold(part))
            province = fold(told.province)
            spots = self._towns.get(name)
            if spots is None and (after := _PROVINCE_AFTER.search(name)):
                spots, province = self._towns.get(name[: after.start()]), _PROVINCES[after.group(1)]
            if spots:
                return _choose(claim, spots, _PROVINCES.get(province, province))
        return None

    def _add_other_names(self) -> None:
        """A municipality's name and other spellings stand for its largest town, unless a town is called so."""
        largest: dict[int, Spot] = {}
        for spot in sorted(
            (spot for spots in self._towns.values() for spot in spots), key=lambda one: one.population
        ):
            if spot.municipality is not None:
                largest[spot.municipality] = spot
        rows = Municipality.objects.values_list("pk", "name", "other_names")
        for pk, name, others in rows:
            for spelling in (name, *others.split(";")):
                if pk in largest and (folded := fold(spelling)):
                    self._towns.setdefault(folded, [largest[pk]])


def _choose(claim: Claim, spots: list[Spot], province: str) -> Spot:
    if len(spots) == 1:
        return spots[0]
    within = [spot for spot in spots if province and spot.province == province]
    if len(within) == 1:
        return within[0]
    claim.fault(
        "LOCALITY_CHOSEN", "plaats", f"{claim.address.locality}: {spots[0].name}, {spots[0].province}"
    )
    return (within or spots)[0]
