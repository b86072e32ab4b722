"""A small corner of the country to import into, and files to import."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from leerwerk.catalogue.enums import Sector, TermKind
from leerwerk.catalogue.models import OccupationTerm
from leerwerk.exchange.actions.places import PlacesReport, import_places
from leerwerk.exchange.fields import AMSTERDAM
from leerwerk.kernel.actor import SYSTEM
from leerwerk.network.enums import Exactness
from leerwerk.network.models import Locality, Municipality, MunicipalityInRegion, Postcode
from tests.factories.catalogue import OccupationFactory, QualificationFactory
from tests.factories.network import RegionFactory

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=AMSTERDAM)
TODAY = NOW.date()
Writer = Callable[..., Path]


@pytest.fixture
def country(db: None) -> None:
    make_country()


def make_country() -> None:
    """Enschede and Hengelo in Twente, two towns called Bergen; a welder and a carpenter."""
    twente = RegionFactory(code="AM04", name="Twente", slug="twente")
    limburg = RegionFactory(code="AM28", name="Noord-Limburg", slug="noord-limburg")
    enschede = Municipality.objects.create(
        scheme="CBS-GM", code="0153", name="Enschede", other_names="Gemeente Enschede"
    )
    hengelo = Municipality.objects.create(scheme="CBS-GM", code="0164", name="Hengelo")
    bergen = Municipality.objects.create(scheme="CBS-GM", code="0893", name="Bergen (L)")
    for municipality, region in ((enschede, twente), (hengelo, twente), (bergen, limburg)):
        MunicipalityInRegion.objects.create(municipality=municipality, region=region)
    for code, name, province, municipality, lat, lon, population in (
        ("1", "Enschede", "Overijssel", enschede, 52.2185, 6.8958, 160_000),
        ("2", "Hengelo", "Overijssel", hengelo, 52.2653, 6.7931, 81_000),
        ("3", "Bergen", "Noord-Holland", None, 52.67, 4.70, 9_000),
        ("4", "Bergen", "Limburg", bergen, 51.60, 6.05, 2_000),
    ):
        Locality.objects.create(
            scheme="geonames", code=code, name=name, province=province, municipality=municipality,
            lat=lat, lon=lon, population=population,
        )  # fmt: skip
    for pc4, name, municipality in (("7511", "Enschede", enschede), ("7551", "Hengelo", hengelo)):
        Postcode.objects.create(
            pc4=pc4, locality_name=name, municipality=municipality, lat=52.22, lon=6.89,
            exactness=Exactness.EXACT, method="plaats",
        )  # fmt: skip
    lassen = QualificationFactory(code="25290", name="Basislasser", level=2, pathways="BOL;BBL")
    QualificationFactory(code="25253", name="Assistent metaal", level=1, pathways="BBL")
    welder = OccupationFactory(code="LW-0001", name="Lasser", isco08="7212", sector=Sector.METAAL)
    welder.qualifications.add(lassen)
    carpenter = OccupationFactory(code="LW-0002", name="Timmerman", isco08="7115", sector=Sector.BOUW)
    for occupation, text, kind in (
        (welder, "Lasser", TermKind.NAME), (welder, "lasster", TermKind.FEMALE), (welder, "lassen", TermKind.EVERYDAY),
        (carpenter, "Timmerman", TermKind.NAME), (carpenter, "timmervrouw", TermKind.FEMALE),
    ):  # fmt: skip
        OccupationTerm.objects.create(occupation=occupation, text=text, kind=kind)


@pytest.fixture
def write(tmp_path: Path) -> Writer:
    """Write a file of places: text or bytes as they are, anything else as JSON lines."""

    def write(*content: Any, name: str = "places.csv") -> Path:
        path = tmp_path / name
        if isinstance(content[0], bytes):
            path.write_bytes(content[0])
        elif isinstance(content[0], str):
            path.write_text("\n".join(content), encoding="utf-8")
        else:
            path.write_text("\n".join(json.dumps(each) for each in content) + "\n", encoding="utf-8")
        return path

    return write


def bring(path: Path, source: str = "bron", now: datetime = NOW, **options: Any) -> PlacesReport:
    """Import a file as the system, at the moment of the tests."""
    return import_places(path=path, source=source, actor=SYSTEM, now=now, clock=lambda: now, **options)


def posting(**changes: Any) -> dict[str, Any]:
    """A JobPosting without anything the matter with it."""
    return {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": "Leerling lasser",
        "description": "<p>Je leert lassen.</p>",
        "identifier": "vac-1",
        "datePosted": "2026-11-01",
        "validThrough": "2027-02-01",
        "hiringOrganization": {"@type": "Organization", "name": "Staal BV"},
        "jobLocation": {
            "@type": "Place",
            "address": {"postalCode": "7511 JE", "addressLocality": "Enschede", "addressCountry": "NL"},
        },
        **changes,
    }
