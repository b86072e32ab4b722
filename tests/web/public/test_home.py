import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from leerwerk.catalogue.enums import PlaceStatus
from tests.factories.catalogue import PlaceFactory
from tests.factories.network import OrganisationFactory, RegionFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.mark.parametrize("number", [1, 3])
def test_home_takes_four_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    PlaceFactory.create_batch(number)

    with django_assert_num_queries(4):
        response = client.get("/")

    assert len(response.context["latest"]) == number


def test_home_counts_what_is_published_now(client: Client) -> None:
    employer, region = OrganisationFactory(), RegionFactory()
    PlaceFactory.create_batch(2, employer=employer, region=region)
    PlaceFactory(region=None)
    PlaceFactory(status=PlaceStatus.DRAFT)

    offer = client.get("/").context["offer"]

    assert (offer.places, offer.employers, offer.regions) == (3, 2, 1)


def test_home_without_places_says_so(client: Client) -> None:
    assert "nog geen leerwerkplekken online" in client.get("/").content.decode()
