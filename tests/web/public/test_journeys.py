"""How far a place is from where somebody lives."""

import pytest
from django.test import Client

from leerwerk.web.public.journeys import distance_km
from tests.factories.catalogue import PlaceFactory
from tests.factories.network import PostcodeFactory
from tests.web.public.conftest import BuildMarket


@pytest.mark.unit
def test_distance_is_that_of_a_globe() -> None:
    assert distance_km(52.22, 6.89, 52.22, 6.89) == 0
    assert distance_km(52.37, 4.90, 52.22, 6.89) == pytest.approx(136, abs=1)  # Amsterdam to Enschede


@pytest.mark.db
@pytest.mark.django_db
def test_place_says_how_far_it_is_from_the_address_of_the_search(
    client: Client, build_market: BuildMarket
) -> None:
    PostcodeFactory(pc4="7511", locality_name="Enschede", lat=52.22, lon=6.89)
    near, far = PlaceFactory(lat=52.26, lon=6.79), PlaceFactory(lat=51.44, lon=5.47)
    nowhere = PlaceFactory(lat=None, lon=None)
    build_market()

    def page(place: object, where: str) -> str:
        return client.get(place.get_absolute_url(), {"waar": where}).content.decode()  # type: ignore[attr-defined]

    assert "Vanaf 7511 Enschede: 8 km, 41 minuten fietsen" in page(near, "7511 AA")
    assert "Vanaf 7511 Enschede: 131 km<" in page(far, "7511")
    assert "Nergenshuizen kennen we niet" in page(near, "Nergenshuizen")
    assert "weten we niet precies waar" in page(nowhere, "7511")
    assert "&lt;script&gt; kennen we niet" in page(near, "<script>")
