"""Learn-work places from elsewhere, written in bulk: new, changed, the same, or double."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from leerwerk.catalogue.enums import PlaceStatus
from leerwerk.kernel.actor import Actor
from leerwerk.network.actions.employers import EmployerFacts


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """A learn-work place as a source tells it: the fields of Place with codes instead of rows; empty is unknown.

    Codes: occupation in scheme "leerwerk", qualification in scheme "crebo", region in the current division. Wages
    are gross euros a month. A qualification that is in no list is kept as such; other codes must exist.
    """

    employer: EmployerFacts
    title: str
    source_id: str = ""
    description: str = ""
    is_learnt: str = ""
    is_asked: str = ""
    occupation_code: str = ""
    qualification_code: str = ""
    recognition_number: str = ""
    sector: str = ""
    level: int | None = None
    pathway: str = ""
    outcome: str = ""
    pc4: str = ""
    locality_name: str = ""
    region_code: str = ""
    lat: float | None = None
    lon: float | None = None
    hours_min: int | None = None
    hours_max: int | None = None
    days_at_work: int | None = None
    days_at_school: int | None = None
    work_days: int = 0
    starts_on: date | None = None
    is_start_flexible: bool = False
    ends_on: date | None = None
    wage_min: Decimal | None = None
    wage_max: Decimal | None = None
    wage_text: str = ""
    minimum_age: int | None = None
    language_level: int | None = None
    is_driving_licence_needed: bool | None = None
    capacity: int = 1
    status: str = PlaceStatus.PUBLISHED
    posted_at: datetime | None = None
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of one place: CREATED, UPDATED, UNCHANGED or DUPLICATE, and of which (its source_id or "#id")."""

    outcome: str
    of: str = ""
