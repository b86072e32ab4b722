"""The register of purposes (people/purposes.py) in words for the privacy statement; a test holds it complete."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from leerwerk.people.purposes import (
    ADMINISTRATION,
    APPOINTMENT,
    CONTACT,
    CORRESPONDENCE,
    FIELD_PURPOSES,
    IDENTIFY,
    MATCH,
    PROOF,
    SUBSCRIPTION,
    FieldPurpose,
)

PURPOSES: dict[FieldPurpose, Promise] = {
    CONTACT: gettext_lazy("Je bereiken over het advies waar je om vroeg."),
    IDENTIFY: gettext_lazy("Weten wie je bent als je bij het loket komt."),
    MATCH: gettext_lazy("Leerwerkplekken vinden die bij je passen."),
    PROOF: gettext_lazy("Kunnen laten zien dat je toestemming gaf, en waarvoor."),
    APPOINTMENT: gettext_lazy("Je afspraak voorbereiden en houden."),
    CORRESPONDENCE: gettext_lazy("Je vraag beantwoorden, of je in contact brengen met een werkgever."),
    SUBSCRIPTION: gettext_lazy("Je mailen over nieuwe plekken, omdat je dat vroeg."),
}
# What is counted from, per table of people.
STARTS: dict[str, Promise] = {
    "Client": gettext_lazy("na het einde van je traject"),
    "Profile": gettext_lazy("na het einde van je traject"),
    "Consent": gettext_lazy("na het einde van je traject"),
    "Correspondent": gettext_lazy("na het laatste bericht"),
    "Subscriber": gettext_lazy("na de laatste keer dat je zei dat je mail wilt"),
    "Visitor": gettext_lazy("na je laatste afspraak"),
    "Intake": gettext_lazy("na je laatste afspraak"),
}
DATA: dict[str, Promise] = {
    "first_name": gettext_lazy("voornaam"),
    "last_name": gettext_lazy("achternaam"),
    "name": gettext_lazy("naam"),
    "birth_date": gettext_lazy("geboortedatum"),
    "email": gettext_lazy("e-mailadres"),
    "phone": gettext_lazy("telefoonnummer"),
    "postcode": gettext_lazy("postcode"),
    "language": gettext_lazy("taal waarin we je schrijven"),
    "wished_occupations": gettext_lazy("beroepen die je wilt"),
    "wished_qualifications": gettext_lazy("opleidingen die je wilt"),
    "prior_education": gettext_lazy("opleiding die je had"),
    "is_level_waived": gettext_lazy("of je hoger mag instromen"),
    "language_level": gettext_lazy("hoe goed je Nederlands is"),
    "has_driving_licence": gettext_lazy("of je een rijbewijs hebt"),
    "has_work_permit": gettext_lazy("of je mag werken"),
    "transport": gettext_lazy("hoe je reist"),
    "max_distance_km": gettext_lazy("hoe ver je wilt reizen"),
    "hours_min": gettext_lazy("hoeveel uur je wilt werken"),
    "hours_max": gettext_lazy("hoeveel uur je wilt werken"),
    "available_days": gettext_lazy("dagen waarop je kunt"),
    "available_from": gettext_lazy("vanaf wanneer je kunt"),
    "available_until": gettext_lazy("tot wanneer je kunt"),
    "waiting_since": gettext_lazy("sinds wanneer je wacht"),
    "client": gettext_lazy("om wie het gaat"),
    "purpose": gettext_lazy("waarvoor je toestemming gaf"),
    "given_at": gettext_lazy("wanneer je toestemming gaf"),
    "withdrawn_at": gettext_lazy("wanneer je die introk"),
    "how": gettext_lazy("hoe je toestemming gaf"),
    "situation": gettext_lazy("je situatie"),
    "wishes": gettext_lazy("je wensen"),
    "first_things": gettext_lazy("wat eerst geregeld moet zijn"),
    "agreed_at": gettext_lazy("wanneer je akkoord ging"),
}
MONTH_DAYS, YEAR_DAYS = 30, 365


@dataclass(frozen=True)
class PurposeRow:
    """A line of the privacy statement."""

    purpose: Promise
    data: str
    kept: str


def purpose_rows() -> list[PurposeRow]:
    """Each purpose with its data and how long those are kept, in the order of the register."""
    found: dict[tuple[FieldPurpose, str], dict[str, None]] = {}
    for field, purpose, start in _personal_fields():
        found.setdefault((purpose, start), {})[str(DATA[field])] = None
    return [
        PurposeRow(PURPOSES[purpose], ", ".join(data), f"{_length(purpose.retention)} {start}")
        for (purpose, start), data in found.items()
    ]


def _personal_fields() -> Iterator[tuple[str, FieldPurpose, str]]:
    for model, fields in FIELD_PURPOSES.items():
        for field, purpose in fields.items():
            if purpose is not ADMINISTRATION:
                yield field, purpose, str(STARTS[model])


def _length(retention: timedelta | None) -> str:
    if retention is None:
        return _("zolang als nodig")
    if retention.days % YEAR_DAYS == 0:
        return _("%(n)d jaar") % {"n": retention.days // YEAR_DAYS}
    months = retention.days // MONTH_DAYS
    return ngettext("%(n)d maand", "%(n)d maanden", months) % {"n": months}
