"""The front page and the desk of a region's site."""

import json
import re
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from leerwerk.kernel import clock
from leerwerk.network.models import (
    Desk,
    DeskLogo,
    DeskText,
    DeskVacancy,
    HoursException,
    OpeningHours,
    TeamMember,
    TeamPhoto,
)
from tests.factories.catalogue import PlaceFactory
from tests.factories.network import DeskFactory, RegionFactory, SiteHostFactory
from tests.web.public.conftest import BuildMarket

pytestmark = [pytest.mark.db, pytest.mark.django_db]

NOON = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Europe/Amsterdam"))  # a Monday
MARK = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


@pytest.fixture(autouse=True)
def _noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)
    monkeypatch.setattr(clock, "today", NOON.date)


@pytest.fixture
def desk() -> Desk:
    region = RegionFactory(name="Twente", slug="twente", tile_column=3, tile_row=3)
    made = DeskFactory(
        region=region, name="Leerwerkloket Twente", slug="loket-twente", email="info@loket.example"
    )
    for weekday in range(5):
        OpeningHours.objects.create(desk=made, weekday=weekday, opens=time(9), closes=time(17))
    HoursException.objects.create(desk=made, day="2026-12-25", reason="Kerst")
    DeskText.objects.create(desk=made, kind="WELCOME", text="Welkom in Twente.")
    DeskText.objects.create(desk=made, kind="ABOUT", text="Wij helpen <b>jou</b>.")
    return made


def fill(desk: Desk, number: int) -> None:
    for each in range(number):
        member = TeamMember.objects.create(
            desk=desk, name=f"Collega {each}", job="adviseur", consented_on="2026-01-01"
        )
        TeamPhoto.objects.create(member=member, content=b"x", media_type="image/jpeg", digest="abc")
        DeskVacancy.objects.create(desk=desk, title=f"Baan {each}", text="Werk.", apply_to="w@loket.example")


@pytest.mark.parametrize("number", [1, 3])
def test_front_page_of_a_region_takes_nine_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, desk: Desk, number: int
) -> None:
    PlaceFactory.create_batch(number, region=desk.region)
    PlaceFactory()
    fill(desk, number)

    with django_assert_num_queries(9):
        response = client.get("/r/twente/")

    page = response.content.decode()
    assert len(response.context["latest"]) == number
    assert response.context["offer"].places == number
    assert "Welkom in Twente." in page
    assert "Vandaag open tot 17.00 uur." in page
    assert 'value="Twente"' in page
    assert '<link rel="canonical" href="http://127.0.0.1:8000/r/twente/">' in page


@pytest.mark.parametrize("number", [1, 3])
def test_page_of_a_desk_takes_eight_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, desk: Desk, number: int
) -> None:
    fill(desk, number)

    with django_assert_num_queries(8):
        page = client.get("/r/twente/loketten/loket-twente").content.decode()

    assert "Collega 0" in page
    assert "Baan 0" in page
    assert "Wij helpen &lt;b&gt;jou&lt;/b&gt;." in page
    assert "Maandag tot en met vrijdag" in page
    assert "Vrijdag 25 december" in page


def test_page_of_a_desk_lives_on_its_own_site(client: Client, settings: Any, desk: Desk) -> None:
    settings.BASE_URL = "https://leerwerk.example"
    canonical = '<link rel="canonical" href="https://leerwerk.example/r/twente/loketten/loket-twente">'

    assert canonical in client.get("/loketten/loket-twente").content.decode()
    assert canonical in client.get("/r/twente/loketten/loket-twente").content.decode()
    SiteHostFactory(desk=desk, host="leerwerktwente.nl")
    assert "https://leerwerktwente.nl/loketten/loket-twente" in (
        client.get("/loketten/loket-twente").content.decode()
    )


def test_place_lives_on_the_national_site(client: Client, desk: Desk, build_market: BuildMarket) -> None:
    place = PlaceFactory(region=desk.region)
    build_market()

    page = client.get(f"/r/twente{place.get_absolute_url()}").content.decode()

    assert f'rel="canonical" href="http://127.0.0.1:8000{place.get_absolute_url()}"' in page


def test_machines_read_when_the_desk_is_open(client: Client, desk: Desk) -> None:
    page = client.get("/loketten/loket-twente").content.decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    told = json.loads(found.group(1)) if found else {}

    assert told["@type"] == "GovernmentOffice"
    assert told["openingHoursSpecification"][0] == {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": "Monday",
        "opens": "09:00",
        "closes": "17:00",
    }
    assert told["specialOpeningHoursSpecification"] == [
        {
            "@type": "OpeningHoursSpecification",
            "validFrom": "2026-12-25",
            "validThrough": "2026-12-25",
            "opens": "00:00",
            "closes": "00:00",
        }
    ]


def test_desk_that_is_being_founded_says_who_helps_meanwhile(client: Client, desk: Desk) -> None:
    founding = DeskFactory(
        region=RegionFactory(slug="drenthe", tile_column=3, tile_row=2), phase="PLAN", name="Loket Drenthe"
    )

    for path in ("/r/drenthe/", f"/r/drenthe/loketten/{founding.slug}"):
        page = client.get(path).content.decode()
        assert "Loket Drenthe gaat binnenkort open" in page
        assert "Leerwerkloket Twente" in page
        assert "Maak een afspraak" not in page


def test_region_without_a_desk_points_to_its_neighbours(client: Client, desk: Desk) -> None:
    RegionFactory(slug="drenthe", name="Drenthe", tile_column=3, tile_row=2)

    page = client.get("/r/drenthe/").content.decode()

    assert "Deze regio heeft nog geen loket" in page
    assert "Leerwerkloket Twente" in page


@pytest.mark.parametrize(
    ("asked", "is_told"),
    [("oud", True), ("loket-twente", False), ("<b>", False), ("x" * 500, False)],
)
def test_who_comes_from_a_merged_desk_is_told(client: Client, desk: Desk, asked: str, is_told: bool) -> None:
    DeskFactory(slug="oud", name="Loket Oud", phase="MERGED", successor=desk)

    page = client.get("/r/twente/over", {"van": asked}).content.decode()

    assert ("<strong>Loket Oud</strong> bestaat niet meer." in page) is is_told


def test_logo_stands_in_the_header_and_can_do_nothing(client: Client, desk: Desk) -> None:
    DeskLogo.objects.create(desk=desk, content=MARK, media_type="image/svg+xml", digest="abc123")

    page = client.get("/r/twente/over").content.decode()
    logo = client.get("/loketten/loket-twente/logo-abc123")

    assert 'src="/loketten/loket-twente/logo-abc123" alt="Leerwerkloket Twente"' in page
    assert logo.content == MARK
    assert logo.headers["Content-Type"] == "image/svg+xml"
    assert logo.headers["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    assert "immutable" in logo.headers["Cache-Control"]
    assert client.get("/loketten/loket-twente/logo-anders").status_code == 404


def test_photo_is_gone_when_the_colleague_is(client: Client, desk: Desk) -> None:
    fill(desk, 1)
    path = f"/loketten/team/{TeamMember.objects.get().pk}-abc"

    assert client.get(path).content == b"x"
    TeamMember.objects.update(valid_until=NOON.date())
    assert client.get(path).status_code == 404


def test_sitemap_of_a_host_lists_what_lies_on_it(client: Client, settings: Any, desk: Desk) -> None:
    settings.BASE_URL = "https://leerwerk.example"
    region = desk.region.slug
    assert f"<loc>https://leerwerk.example/r/{region}/</loc>" in (
        client.get("/sitemap-loketten.xml").content.decode()
    )
    SiteHostFactory(desk=desk, host="leerwerktwente.nl")
    host = {"host": "leerwerktwente.nl"}

    assert f"/r/{region}/" not in client.get("/sitemap-loketten.xml").content.decode()
    assert "https://leerwerktwente.nl/sitemap-site.xml" in (
        client.get("/sitemap.xml", headers=host).content.decode()
    )
    own = client.get("/sitemap-site.xml", headers=host).content.decode()
    listed = re.findall("<loc>(.*?)</loc>", own)
    assert {"https://leerwerktwente.nl/", "https://leerwerktwente.nl/loketten/loket-twente"} <= set(listed)
    assert all(each.startswith("https://leerwerktwente.nl/") for each in listed)
    assert "Sitemap: https://leerwerktwente.nl/sitemap.xml" in (
        client.get("/robots.txt", headers=host).content.decode()
    )
