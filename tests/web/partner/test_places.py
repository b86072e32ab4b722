from decimal import Decimal

import pytest
from django.test import Client

from leerwerk.catalogue.enums import PlaceStatus
from leerwerk.catalogue.models import Place
from leerwerk.network.models import Municipality, MunicipalityInRegion, Organisation, Region
from tests.factories.casework import PlacementFactory
from tests.factories.catalogue import OccupationFactory, PlaceFactory
from tests.factories.network import PostcodeFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def enschede(region: Region) -> None:
    municipality = Municipality.objects.create(scheme="CBS", code="0153", name="Enschede")
    MunicipalityInRegion.objects.create(municipality=municipality, region=region)
    PostcodeFactory(pc4="7511", municipality=municipality)
    OccupationFactory(code="lasser", name="Lasser", sector="METAAL")


@pytest.fixture
def filled_in(organisation: Organisation, enschede: None) -> dict[str, object]:
    return {
        "employer": organisation.pk,
        "title": "Leerling lasser",
        "occupation": "lasser",
        "pc4": "7511",
        "capacity": "2",
        "wage_min": "€ 2.100",
        "hours_min": "32",
        "hours_max": "40",
    }


def test_new_place_is_a_draft_with_its_region_and_goes_online(
    partner: Client, organisation: Organisation, region: Region, filled_in: dict[str, object]
) -> None:
    assert partner.post("/partner/plekken/nieuw", filled_in).status_code == 302

    place = Place.objects.get()
    assert (place.employer, place.region, place.locality_name) == (organisation, region, "Enschede")
    assert (place.status, place.sector, place.wage_min) == (PlaceStatus.DRAFT, "METAAL", Decimal(2100))
    assert place.is_start_flexible
    assert partner.post(f"/partner/plekken/{place.pk}/online").status_code == 302
    place.refresh_from_db()
    assert place.status == PlaceStatus.PUBLISHED


@pytest.mark.parametrize(
    ("mistake", "status", "told"),
    [
        ({"title": ""}, 422, "Vul in: Titel."),
        ({"occupation": "tovenaar"}, 422, "Dit beroep kennen we niet"),
        ({"pc4": "12"}, 422, "Vul vier cijfers in"),
        ({"wage_min": "veel"}, 422, "Vul een bedrag in"),
        ({"wage_min": "-2.100"}, 422, "Vul een bedrag per maand in"),
        ({"wage_min": "902.100"}, 422, "Vul een bedrag per maand in"),
        ({"starts_on": "0206-01-01"}, 422, "Controleer het jaar"),
        ({"pc4": "9999"}, 409, "De postcode 9999 kennen we niet"),
        ({"hours_min": "50"}, 409, "Draai ze om"),
    ],
)
def test_new_place_keeps_what_was_typed_and_says_what_is_wrong(
    partner: Client, filled_in: dict[str, object], mistake: dict[str, str], status: int, told: str
) -> None:
    answer = partner.post("/partner/plekken/nieuw", {**filled_in, **mistake})

    page = answer.content.decode()
    assert answer.status_code == status
    assert told in page
    assert "2.100" in page or "veel" in page
    assert not Place.objects.exists()


def test_new_place_sent_twice_is_one_draft(partner: Client, filled_in: dict[str, object]) -> None:
    form = partner.get("/partner/plekken/nieuw").context["form"]
    filled_in["number"] = str(form["number"].value())

    for _ in range(2):
        assert partner.post("/partner/plekken/nieuw", filled_in).status_code == 302
    assert Place.objects.count() == 1

    again = partner.get("/partner/plekken/nieuw").context["form"]
    partner.post("/partner/plekken/nieuw", {**filled_in, "number": str(again["number"].value())})
    assert Place.objects.count() == 2


def test_new_place_for_another_employer_is_not_made(
    other_partner: Client, filled_in: dict[str, object]
) -> None:
    assert other_partner.post("/partner/plekken/nieuw", filled_in).status_code == 422
    assert not Place.objects.exists()


def test_places_shows_mine_with_the_seats_left(partner: Client, organisation: Organisation) -> None:
    place = PlaceFactory(employer=organisation, capacity=3)
    PlacementFactory(place=place)
    PlaceFactory()

    answer = partner.get("/partner/")

    assert answer.context["places"] == [place]
    assert "2 van 3" in answer.content.decode()


def test_place_of_another_employer_cannot_be_moved(other_partner: Client, organisation: Organisation) -> None:
    place = PlaceFactory(employer=organisation)

    assert other_partner.post(f"/partner/plekken/{place.pk}/offline").status_code == 404
    assert other_partner.post(f"/partner/plekken/{place.pk}/nakijken").status_code == 404


def test_step_that_cannot_follow_is_refused_in_words(partner: Client, organisation: Organisation) -> None:
    place = PlaceFactory(employer=organisation, status=PlaceStatus.WITHDRAWN)

    assert partner.post(f"/partner/plekken/{place.pk}/online").status_code == 409


def test_place_is_confirmed_by_its_employer(
    partner: Client, other_partner: Client, organisation: Organisation
) -> None:
    place = PlaceFactory(employer=organisation)

    assert other_partner.post(f"/partner/plekken/{place.pk}/klopt").status_code == 404
    page = partner.post(f"/partner/plekken/{place.pk}/klopt", follow=True).content.decode()

    assert "Deze plek klopt nog" in page
    assert "Laat voor" in page
    before, place = place.touched_at, Place.objects.get()
    assert place.touched_at > before


def test_form_is_there(partner: Client) -> None:
    assert partner.get("/partner/plekken/nieuw").status_code == 200
