"""jobLocation → where the work is."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from leerwerk.exchange import text
from leerwerk.exchange.claims import NOWHERE, Address, Claim, locate
from leerwerk.exchange.countries import is_abroad
from leerwerk.exchange.jobposting.shapes import each_of, number_of, objects_in, text_of

_POSTCODE = re.compile(r"(?<![\d.,])([1-9]\d{3})[ \xa0]?([A-Za-z]{2})\b|^\s*([1-9]\d{3})\s*$")
_DEGREES = frozenset({"latitude", "lat"})
_STREET_NUMBER = re.compile(r"\d")


def read_location(claim: Claim, posting: Mapping[str, Any]) -> None:
    """Put the first location in the Netherlands in the claim. All of them abroad refuses the row."""
    told = each_of(posting.get("jobLocation"))
    abroad = [country for country in map(_country, told) if is_abroad(country)]
    at_home = [one for one in told if not is_abroad(_country(one))]
    if abroad and not at_home:
        claim.fault("ABROAD", "jobLocation", abroad[0])
    if len(at_home) > 1:
        claim.fault("SEVERAL_LOCATIONS", "jobLocation", f"{len(at_home)}")
    if at_home:
        claim.address = _address(claim, at_home[0])


def address_in(told: str) -> Address:
    """What a line tells: "Dorpsstraat 1, 7511 JE Enschede, Nederland" → 7511 and Enschede."""
    line = text.line(told)
    found = _POSTCODE.search(line)
    if found:
        town = line[found.end() :].split(",")[0].strip(" -")
        before = line[: found.start()].rstrip(" ,-").split(",")[-1].strip()
        is_town = bool(before) and not _STREET_NUMBER.search(before)
        return Address(found.group(1) or found.group(3), town or (before if is_town else ""))
    parts = [part.strip() for part in line.split(",")]
    named = [part for part in parts if part and not _STREET_NUMBER.search(part) and is_abroad(part)]
    return Address(locality=", ".join(named))  # which of them is a town, the gazetteer knows


def _address(claim: Claim, told: Any) -> Address:
    if not isinstance(told, dict):
        return address_in(text_of(told))
    parts: list[Any] = each_of(told.get("address")) or [told]
    spot = _spot(claim, told, parts[0])
    if not isinstance(parts[0], dict):
        return address_in(text_of(parts[0]))._replace(lat=spot[0], lon=spot[1])
    postal = parts[0]
    pc4 = _postcode(claim, text_of(postal.get("postalCode")))
    locality = text.line(text_of(postal.get("addressLocality")))
    in_line = address_in(locality) if _STREET_NUMBER.search(locality) else NOWHERE
    if not (pc4 or locality):
        in_line = address_in(text_of(postal.get("streetAddress")) or text_of(told.get("name")))
    return Address(
        pc4 or in_line.pc4,
        in_line.locality or locality,
        text_of(postal.get("addressRegion")),
        *spot,
    )


def _postcode(claim: Claim, told: str) -> str:
    if not told:
        return ""
    found = _POSTCODE.search(told)
    if found is None:
        claim.fault("UNKNOWN_POSTCODE", "jobLocation.address.postalCode", told)
        return ""
    return found.group(1) or found.group(3)


def _spot(claim: Claim, *holders: Any) -> tuple[float | None, float | None]:
    for holder in objects_in(list(holders)):
        for geo in [*objects_in(holder.get("geo")), holder]:
            if not (geo.keys() & _DEGREES):
                continue
            told = [
                geo.get(name) or geo.get(other) for name, other in (("latitude", "lat"), ("longitude", "lon"))
            ]
            try:
                lat, lon = (number_of(value) for value in told)
            except ValueError:
                claim.fault("UNREADABLE_VALUE", "jobLocation.geo", ", ".join(map(text_of, told)))
                return None, None
            if spot := _locate(claim, lat, lon):
                return spot
    return None, None


def _locate(claim: Claim, lat: Decimal | None, lon: Decimal | None) -> tuple[float, float] | None:
    return locate(claim, lat, lon, "jobLocation.geo")


def _country(told: Any) -> str:
    """The country of a location, by its name or code; "" when none is named."""
    if not isinstance(told, dict):
        return ""
    for holder in [*objects_in(told.get("address")), told]:
        country = next(iter(each_of(holder.get("addressCountry"))), None)
        if isinstance(country, dict):
            names = [text_of(country.get(key)) for key in ("name", "identifier", "@id", "alternateName")]
            return next((name.rsplit("/", 1)[-1] for name in names if name), "")
        if country is not None:
            return text_of(country)
    return ""
