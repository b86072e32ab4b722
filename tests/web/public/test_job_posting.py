from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from leerwerk.catalogue.models import Occupation, Place
from leerwerk.network.models import Organisation
from leerwerk.web.public.job_posting import job_posting, script_of

pytestmark = pytest.mark.unit

URL = "https://leerwerk.example/leerwerkplekken/lasser-12"
PUBLISHED = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def make_place(**facts: Any) -> Place:
    employer = Organisation(pk=3, name="Metaal BV", kvk_number="12345678")
    return Place(
        **{"pk": 12, "title": "Lasser", "employer": employer, "published_at": PUBLISHED, "capacity": 1}
        | facts
    )


def test_posting_of_a_bare_place_has_just_what_is_known() -> None:
    assert job_posting(make_place(), url=URL) == {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": "Lasser",
        "description": "<p>Lasser</p>",
        "identifier": {"@type": "PropertyValue", "name": "Open Leerwerk", "value": "12"},
        "url": URL,
        "datePosted": "2026-11-02",
        "hiringOrganization": {
            "@type": "Organization",
            "name": "Metaal BV",
            "identifier": {"@type": "PropertyValue", "propertyID": "KVK", "value": "12345678"},
        },
        "totalJobOpenings": 1,
        "directApply": True,
    }


def test_posting_dates_from_the_day_in_the_netherlands() -> None:
    just_after_midnight = datetime(2026, 11, 1, 23, 30, tzinfo=UTC)

    posting = job_posting(make_place(published_at=just_after_midnight), url=URL)

    assert posting["datePosted"] == "2026-11-02"


def test_posting_of_a_full_place_uses_the_words_of_the_schema() -> None:
    place = make_place(
        description="Je last <frames>.", is_asked="Op tijd komen", locality_name="Enschede", pc4="7511",
        lat=52.22, lon=6.89, hours_min=24, hours_max=40, wage_min=Decimal(2200), wage_max=Decimal("2700.50"),
        starts_on=date(2027, 2, 1), expires_on=date(2027, 1, 31), sector="METAAL", level=1, pathway="BBL",
        occupation=Occupation(isco08="7212"),
    )  # fmt: skip

    posting = job_posting(place, url=URL)

    assert posting["description"] == "<p>Je last &lt;frames&gt;.</p><p>Op tijd komen</p>"
    assert posting["validThrough"] == "2027-01-31"
    assert posting["jobStartDate"] == "2027-02-01"
    assert posting["employmentType"] == ["FULL_TIME", "PART_TIME"]
    assert posting["workHours"] == "24-40 uur per week"
    assert posting["occupationalCategory"] == "7212"
    assert posting["educationRequirements"] == "no requirements"
    assert posting["jobLocation"] == {
        "@type": "Place",
        "address": {
            "@type": "PostalAddress",
            "addressLocality": "Enschede",
            "postalCode": "7511",
            "addressCountry": "NL",
        },
        "geo": {"@type": "GeoCoordinates", "latitude": 52.22, "longitude": 6.89},
    }
    assert posting["baseSalary"] == {
        "@type": "MonetaryAmount",
        "currency": "EUR",
        "value": {"@type": "QuantitativeValue", "minValue": 2200.0, "maxValue": 2700.5, "unitText": "MONTH"},
    }


def test_internship_of_a_school_pathway_is_an_intern() -> None:
    assert job_posting(make_place(pathway="BOL", hours_min=32), url=URL)["employmentType"] == ["INTERN"]


def test_script_cannot_be_left() -> None:
    written = script_of({"title": "</script><!-- & é"})

    assert written == '{"title": "\\u003C/script\\u003E\\u003C!-- \\u0026 é"}'
