import pytest
from django.test import Client

from leerwerk.casework.enums import PlacementStatus
from leerwerk.network.enums import Role
from leerwerk.network.models import Region
from tests.factories.casework import PlacementFactory
from tests.factories.catalogue import PlaceFactory
from tests.factories.network import RegionFactory
from tests.factories.programme import CommitmentFactory, TargetFactory
from tests.web.staff import signed_in

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def office(db: None) -> Client:
    return signed_in(Role.PROGRAMME)


def test_agreements_adds_up_what_is_counted(office: Client, region: Region) -> None:
    target = TargetFactory(number=40, region=region)
    CommitmentFactory(target=target, number=25)
    PlacementFactory(place__region=region, status=PlacementStatus.AGREED)
    PlacementFactory(place__region=region)
    PlacementFactory(status=PlacementStatus.AGREED)

    told = office.get("/sturing/").context

    assert (told["target"], told["promised"]) == (40, 25)
    assert (told["in_pipeline"], told["realised"]) == (1, 1)


def test_agreements_without_any_says_what_to_do(office: Client) -> None:
    assert "Nog geen akkoord telt plaatsingen" in office.get("/sturing/").content.decode()


def test_regions_counts_places_and_placements_of_each(office: Client) -> None:
    twente = RegionFactory(name="Twente", tile_column=7, tile_row=4)
    RegionFactory(name="Zeeland", tile_column=1, tile_row=7)
    PlaceFactory.create_batch(2, region=twente)
    PlacementFactory(place=PlaceFactory(region=twente), status=PlacementStatus.STARTED)

    answer = office.get("/sturing/regios")

    figures = [(row.region.name, row.places, row.realised) for row in answer.context["rows"]]
    assert ("Twente", 3, 1) in figures
    assert ("Zeeland", 0, 0) in figures
    assert "Twente heeft de meeste getekende plaatsingen: 1." in answer.content.decode()
