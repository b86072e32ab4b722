from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from leerwerk.network.enums import DeskPhase
from tests.factories.catalogue import PlaceFactory
from tests.factories.network import DeskFactory, MunicipalityFactory, PostcodeFactory, RegionFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]

URL = "/loketten"


@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_the_same_queries_for_any_number_of_desks(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    DeskFactory.create_batch(number, region__tile_column=1, region__tile_row=1)

    with django_assert_num_queries(5):
        response = client.get(URL, {"waar": "7511"})

    assert len(response.context["desks"]) == number


def test_postcode_gives_the_desk_of_its_region(client: Client) -> None:
    twente = RegionFactory(code="AM05", name="Twente")
    PostcodeFactory(municipality=MunicipalityFactory(region=twente))
    desk = DeskFactory(region=twente)
    DeskFactory()

    context = client.get(URL, {"waar": "7511 AA"}).context

    assert context["nearby"] == [desk]


@pytest.mark.parametrize("phase", [DeskPhase.PLAN, None])
def test_postcode_without_an_open_desk_gives_the_nearest_ones(client: Client, phase: str | None) -> None:
    twente = RegionFactory(code="AM05", name="Twente", tile_column=7, tile_row=4)
    PostcodeFactory(municipality=MunicipalityFactory(region=twente))
    if phase:
        DeskFactory(region=twente, name="Loket Twente", phase=phase)
    near = DeskFactory(region__tile_column=7, region__tile_row=5)
    far = DeskFactory(region__tile_column=1, region__tile_row=9)

    response = client.get(URL, {"waar": "7511"})

    assert (response.context["nearby"], response.context["neighbours"]) == ([], [near, far])
    told = "Loket Twente gaat binnenkort open" if phase else "Deze regio heeft nog geen loket"
    assert told in response.content.decode()


@pytest.mark.parametrize("where", ["Nergenshuizen", "0000", "x" * 2000, "%"])
def test_unknown_place_gives_all_desks_and_says_so(client: Client, where: str) -> None:
    desk = DeskFactory()

    response = client.get(URL, {"waar": where})

    assert response.status_code == 200
    assert response.context["desks"] == [desk]
    assert response.context["nearby"] == []


def test_merged_desk_points_to_its_successor(client: Client) -> None:
    successor = DeskFactory(name="Werkcentrum Twente")
    merged = DeskFactory(phase=DeskPhase.MERGED, successor=successor, email="oud@voorbeeld.nl")

    page = client.get(f"{URL}/{merged.slug}").content.decode()

    assert "Dit loket bestaat niet meer" in page
    assert f"/loketten/{successor.slug}" in page
    assert "oud@voorbeeld.nl" not in page
    assert merged not in client.get(URL).context["desks"]


def test_desk_of_the_past_is_shown_as_such(client: Client) -> None:
    past = DeskFactory(valid_until=date(2025, 1, 1))

    assert "Dit loket bestaat niet meer" in client.get(f"{URL}/{past.slug}").content.decode()
    assert list(client.get(URL).context["past"]) == [past]


def test_desk_says_how_many_places_its_region_has(client: Client) -> None:
    desk = DeskFactory(email="info@voorbeeld.nl")
    PlaceFactory.create_batch(2, region=desk.region)
    PlaceFactory()

    page = client.get(f"{URL}/{desk.slug}").content.decode()

    assert "Er staan nu <strong>2</strong> plekken online." in page
    assert f"/leerwerkplekken?regio={desk.region.slug}" in page
    assert "info@voorbeeld.nl" in page


def test_site_of_a_desk_wears_its_colours(client: Client) -> None:
    desk = DeskFactory(brand={"colour": "#0b4f6c"})

    theme = f"/thema/{desk.slug}.css"
    assert f'href="{theme}?v=' in client.get(f"/r/{desk.region.slug}{URL}").content.decode()
    assert theme not in client.get(f"{URL}/{desk.slug}").content.decode()


def test_unknown_desk_is_not_found(client: Client) -> None:
    assert client.get(f"{URL}/bestaat-niet").status_code == 404
