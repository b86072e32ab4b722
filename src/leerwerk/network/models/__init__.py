"""Regions, organisations, desks with their sites, and who works where."""

from leerwerk.network.models.desks import Desk, SiteHost
from leerwerk.network.models.events import Event
from leerwerk.network.models.geography import (
    CURRENT_REGION_SCHEME,
    Locality,
    Municipality,
    MunicipalityInRegion,
    Postcode,
    Region,
)
from leerwerk.network.models.national import NationalLogo, NationalSite, NationalText
from leerwerk.network.models.organisations import Membership, Organisation, Recognition
from leerwerk.network.models.pages import (
    DeskLogo,
    DeskText,
    DeskVacancy,
    HoursException,
    OpeningHours,
    TeamMember,
    TeamPhoto,
)

__all__ = [
    "CURRENT_REGION_SCHEME",
    "Desk",
    "DeskLogo",
    "DeskText",
    "DeskVacancy",
    "Event",
    "HoursException",
    "Locality",
    "Membership",
    "Municipality",
    "MunicipalityInRegion",
    "NationalLogo",
    "NationalSite",
    "NationalText",
    "OpeningHours",
    "Organisation",
    "Postcode",
    "Recognition",
    "Region",
    "SiteHost",
    "TeamMember",
    "TeamPhoto",
]
