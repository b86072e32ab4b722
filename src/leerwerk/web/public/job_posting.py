"""A place as schema.org JobPosting, so that search engines and other sites understand it.

Property names: https://schema.org/JobPosting. What we do not know is left out, never guessed.
"""

import json
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate

from leerwerk.catalogue.enums import Pathway
from leerwerk.catalogue.models import Place
from leerwerk.web.public.given import web_address

FULL_TIME_FROM_HOURS = 36
# In a script element these could end it or begin a comment; as \u escapes they are the same JSON.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def job_posting(place: Place, *, url: str) -> dict[str, Any]:
    """The place as a JSON-LD object; `url` is its whole address."""
    return _known(
        {
            "@context": "https://schema.org",
            "@type": "JobPosting",
            "title": place.title,
            "description": _description(place),
            "identifier": {"@type": "PropertyValue", "name": "Open Leerwerk", "value": str(place.pk)},
            "url": url,
            "datePosted": place.published_at and localdate(place.published_at).isoformat(),
            "validThrough": place.expires_on and place.expires_on.isoformat(),
            "employmentType": _employment_type(place),
            "hiringOrganization": _organisation(place),
            "jobLocation": _location(place),
            "baseSalary": _salary(place),
            "jobStartDate": place.starts_on and place.starts_on.isoformat(),
            "totalJobOpenings": place.capacity,
            "occupationalCategory": place.occupation and place.occupation.isco08,
            "industry": place.sector and place.get_sector_display(),
            "responsibilities": place.description,
            "qualifications": place.is_asked,
            "workHours": _hours(place),
            "educationRequirements": "no requirements" if place.level == 1 else None,
            "jobImmediateStart": True if place.is_start_flexible else None,
            "directApply": True,
        }
    )


def script_of(posting: dict[str, Any]) -> SafeString:
    """The JSON of a posting, safe inside `<script type="application/ld+json">`."""
    written = json.dumps(posting, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(written)  # noqa: S308 the three signs that could leave the element are escaped above


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None and value != ""}


def _description(place: Place) -> str:
    """Paragraphs of HTML, as the property asks; at least the title."""
    texts = [place.description, place.is_learnt, place.is_asked]
    return "".join(f"<p>{escape(text)}</p>" for text in texts if text) or f"<p>{escape(place.title)}</p>"


def _employment_type(place: Place) -> list[str] | None:
    if place.pathway == Pathway.BOL:
        return ["INTERN"]
    if place.hours_min is None and place.hours_max is None:
        return None
    hours = {place.hours_min or place.hours_max or 0, place.hours_max or place.hours_min or 0}
    kinds = {"FULL_TIME" if each >= FULL_TIME_FROM_HOURS else "PART_TIME" for each in hours}
    return sorted(kinds)


def _organisation(place: Place) -> dict[str, Any]:
    employer = place.employer
    kvk = {"@type": "PropertyValue", "propertyID": "KVK", "value": employer.kvk_number}
    return _known(
        {
            "@type": "Organization",
            "name": employer.name,
            "sameAs": web_address(employer.website),
            "identifier": kvk if employer.kvk_number else None,
        }
    )


def _location(place: Place) -> dict[str, Any] | None:
    if not place.locality_name and not place.pc4:
        return None
    address = {
        "@type": "PostalAddress",
        "addressLocality": place.locality_name,
        "postalCode": place.pc4,
        "addressCountry": "NL",
    }
    point = {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon}
    return _known(
        {"@type": "Place", "address": _known(address), "geo": point if place.lat is not None else None}
    )


def _salary(place: Place) -> dict[str, Any] | None:
    if place.monthly_wage is None:
        return None
    least, most = place.wage_min, place.wage_max
    amounts: dict[str, Any] = {"value": float(place.monthly_wage)}
    if least is not None and most is not None and least != most:
        amounts = {"minValue": float(least), "maxValue": float(most)}
    return {
        "@type": "MonetaryAmount",
        "currency": "EUR",
        "value": {"@type": "QuantitativeValue", **amounts, "unitText": "MONTH"},
    }


def _hours(place: Place) -> str | None:
    known = sorted({hours for hours in (place.hours_min, place.hours_max) if hours})
    return f"{'-'.join(map(str, known))} uur per week" if known else None
