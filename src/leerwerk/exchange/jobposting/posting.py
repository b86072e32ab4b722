"""A JobPosting → a claim about a learn-work place. Pure."""

import hashlib
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from leerwerk.exchange import fields, text, words
from leerwerk.exchange.claims import LONGEST_ID, Claim, check
from leerwerk.exchange.jobposting.employer import read_employer
from leerwerk.exchange.jobposting.location import read_location
from leerwerk.exchange.jobposting.shapes import each_of, text_of, text_of_property, texts_in
from leerwerk.exchange.jobposting.wage import read_wage

# Our fields → the property in which they stand, to name in a remark.
PROPERTY_OF = {
    "title": "title",
    "employer": "hiringOrganization",
    "description": "description",
    "is_asked": "qualifications",
    "wage_min": "baseSalary",
    "wage_max": "baseSalary",
    "hours_min": "workHours",
    "hours_max": "workHours",
    "capacity": "totalJobOpenings",
    "starts_on": "jobStartDate",
    "ends_on": "jobEndDate",
    "expires_on": "validThrough",
    "occupation": "occupationalCategory",
    "qualification": "educationRequirements",
    "postcode": "jobLocation.address.postalCode",
    "locality": "jobLocation.address.addressLocality",
    "level": "educationRequirements",
    "minimum_age": "description",
}
ROW, REASON, REMEDY = "_rij", "_reden", "_oplossing"
_OCCUPATION_CODE = re.compile(r"(?:isco[-_ ]?(?:08)?\W*)?(\d{4})(?!\d)\b|(LW-\d{4})\b", re.IGNORECASE)
_ASKED = ("qualifications", "skills", "experienceRequirements")
_TAUGHT = ("educationRequirements", "qualifications")


def read_posting(number: int, posting: Mapping[str, Any], today: date, *, is_mending: bool = False) -> Claim:
    """What a JobPosting claims, with its faults. `today` decides what has expired."""
    claim = Claim(number=number, raw=dict(posting))
    _read_texts(claim, posting)
    read_employer(claim, posting)
    read_location(claim, posting)
    _read_learning(claim, posting)
    _read_days(claim, posting)
    _read_hours(claim, posting)
    read_wage(claim, posting)
    _read_occupation(claim, posting)
    openings = text_of(posting.get("totalJobOpenings"))
    claim.read("totalJobOpenings", openings, fields.read_integer, "BAD_CAPACITY", "capacity")
    if is_mending:
        told = text_of(posting.get(ROW)) or "-"
        claim.mends = claim.read(ROW, told, fields.read_integer, "BAD_ROW_NUMBER")
    check(claim, PROPERTY_OF, today)
    return claim


def _read_texts(claim: Claim, posting: Mapping[str, Any]) -> None:
    values = claim.values
    values["title"] = text.line(text_of(posting.get("title")) or text_of(posting.get("name")))
    told = [text_of(posting.get(name)) for name in ("description", "responsibilities", "jobBenefits")]
    values["description"] = text.plain("\n\n".join(filter(None, told[:2])))
    asked = dict.fromkeys(one for name in _ASKED for one in texts_in(posting.get(name)))
    values["is_asked"] = text.plain("\n".join(asked))
    values["source_id"] = _source_id(posting)


def _source_id(posting: Mapping[str, Any]) -> str:
    """The identifier that the source gives, else the address of the posting; "" when there is neither."""
    for name in ("identifier", "@id", "url"):
        for told in each_of(posting.get(name)):
            value = text_of_property(told, "value") if isinstance(told, dict) else text_of(told)
            value = text.line(value or text_of(told))
            if value:
                return value if len(value) <= LONGEST_ID else hashlib.sha256(value.encode()).hexdigest()
    return ""


def _read_learning(claim: Claim, posting: Mapping[str, Any]) -> None:
    """Pathway, level and crebo code as told in words, in the title first; nothing is inferred."""
    title, description = claim.values["title"].lower(), claim.values["description"].lower()
    kinds = " ".join(texts_in(posting.get("employmentType"))).lower()
    taught = " ".join(
        [*(one for name in _TAUGHT for one in texts_in(posting.get(name))), *_credentials(posting)]
    )
    taught = taught.lower()
    claim.values["pathway"] = (
        words.pathway_in(title)
        or words.pathway_in(kinds)
        or ("BBL" if "apprentice" in kinds else "")
        or words.pathway_in(f"{taught} {description}")
    )
    claim.values["level"] = next(
        (level for one in (title, taught, description) if (level := words.level_in(one)) is not None), None
    )
    claim.values["qualification_code"] = next(
        (crebo for one in (title, taught, description) if (crebo := words.crebo_in(one))), ""
    )
    claim.values["minimum_age"] = words.minimum_age_in(f"{claim.values['is_asked'].lower()} {description}")


def _credentials(posting: Mapping[str, Any]) -> list[str]:
    """Texts of credential objects: their category, level and identifier, beside their name."""
    found: list[str] = []
    for told in each_of(posting.get("educationRequirements")):
        if isinstance(told, dict):
            for name in ("credentialCategory", "educationalLevel", "competencyRequired", "description"):
                found += texts_in(told.get(name))
            found += [
                f"crebo {one}" for one in texts_in(told.get("identifier")) if re.fullmatch(r"2\d{4}", one)
            ]
    return found


def _read_days(claim: Claim, posting: Mapping[str, Any]) -> None:
    def told(name: str) -> str:
        return text_of(posting.get(name))

    claim.read("datePosted", told("datePosted"), fields.read_moment, "BAD_DATE", "posted_at")
    claim.read("validThrough", told("validThrough"), fields.read_date, "BAD_DATE", "expires_on")
    claim.read("jobEndDate", told("jobEndDate"), fields.read_date, "BAD_DATE", "ends_on")
    start = told("jobStartDate")
    if words.is_flexible(start):
        claim.values["is_start_flexible"] = True
    else:
        claim.read("jobStartDate", start, fields.read_date, "BAD_DATE", "starts_on")
    immediate = posting.get("jobImmediateStart")
    if immediate is True or (immediate and told("jobImmediateStart").lower() in fields.TRUE_WORDS):
        claim.values["is_start_flexible"] = True


def _read_hours(claim: Claim, posting: Mapping[str, Any]) -> None:
    """The lowest and highest told; what is not hours a week ("08:00-17:00") stays unknown."""
    told = texts_in(posting.get("workHours"))
    pairs = [pair for one in told if (pair := words.hours_in(one.lower(), is_about_hours=True))]
    if not pairs:
        texts = (claim.values["title"].lower(), claim.values["description"].lower())
        pairs = [pair for one in texts if (pair := words.hours_in(one))][:1]
    if pairs:
        claim.values["hours_min"] = min(low for low, _ in pairs)
        claim.values["hours_max"] = max(high for _, high in pairs)


def _read_occupation(claim: Claim, posting: Mapping[str, Any]) -> None:
    told = posting.get("occupationalCategory") or posting.get("relevantOccupation")
    objects = [one for one in each_of(told) if isinstance(one, dict)]
    codes = [text_of_property(one, "codeValue") for one in objects]
    categories = [text.line(one) for one in texts_in(told)]
    for category in [*codes, *categories]:
        if found := _OCCUPATION_CODE.match(category):
            claim.occupation_codes = [*claim.occupation_codes, (found.group(1) or found.group(2)).upper()]
    claim.occupation_words = categories
