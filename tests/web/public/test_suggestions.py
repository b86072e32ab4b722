import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from leerwerk.catalogue.enums import TermKind
from leerwerk.catalogue.models import OccupationTerm
from leerwerk.network.models import Postcode
from tests.factories.catalogue import OccupationFactory, PlaceFactory, QualificationFactory
from tests.factories.network import LocalityFactory, OrganisationFactory, RegionFactory
from tests.web.public.conftest import BuildMarket

pytestmark = [pytest.mark.db, pytest.mark.django_db]

URL = "/leerwerkplekken"


def texts_of(client: Client, address: str) -> list[str]:
    page = client.get(address).content.decode()
    return [part.partition('"')[0] for part in page.split('data-value="')[1:]]


def test_words_are_occupations_qualifications_and_employers(
    client: Client, build_market: BuildMarket
) -> None:
    nurse = OccupationFactory(code="verpleegkundige", name="Verpleegkundige")
    OccupationTerm.objects.create(occupation=nurse, text="zuster", kind=TermKind.EVERYDAY)
    QualificationFactory(name="Zuivelbewerker")
    PlaceFactory(occupation=nurse, employer=OrganisationFactory(name="Café 'De Zúster'"))
    build_market()

    assert texts_of(client, f"{URL}/woorden?q=ZU") == [
        "zuster",
        "Zuivelbewerker",
        "Café &#x27;De Zúster&#x27;",
    ]
    assert 'class="lw-suggest__hint">verpleegkundige<' in client.get(f"{URL}/woorden?q=zus").content.decode()
    assert texts_of(client, f"{URL}/woorden?q=z") == []


def test_words_take_no_query_once_they_are_known(
    client: Client, build_market: BuildMarket, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    PlaceFactory(occupation=OccupationFactory(name="Lasser"))
    build_market()
    client.get(f"{URL}/woorden?q=las")

    with django_assert_num_queries(0):
        assert texts_of(client, f"{URL}/woorden?q=las") == ["Lasser"]


def test_who_reads_english_finds_occupations_by_their_english_names(
    client: Client, build_market: BuildMarket
) -> None:
    welder = OccupationFactory(code="lasser", name="Lasser", name_en="Welder")
    place = PlaceFactory(occupation=welder, title="Leerling op de werf")
    build_market()

    assert texts_of(client, f"/en{URL}/woorden?q=wel") == ["Welder"]
    assert texts_of(client, f"/en{URL}/woorden?q=las") == ["Lasser"]
    assert 'class="lw-suggest__hint">welder<' in client.get(f"/en{URL}/woorden?q=las").content.decode()
    assert 'class="lw-suggest__hint">lasser<' in client.get(f"{URL}/woorden?q=wel").content.decode()
    english = client.get(f"/en{URL}?q=welder").content.decode()
    assert "the occupation is Welder" in english
    assert f"Welder · {place.employer.name}" in english
    assert "het beroep is Lasser" in client.get(f"{URL}?q=welder").content.decode()
    page = client.get(f"/en{place.get_absolute_url()}").content.decode()
    assert '<bdi lang="nl" dir="ltr">Leerling op de werf</bdi>' in page
    assert "(Welder)" in page
    assert "Welder" not in client.get(place.get_absolute_url()).content.decode()


def test_spots_are_places_postcodes_and_regions(client: Client) -> None:
    LocalityFactory(name="Ens", population=3_000, lat=52.6)
    LocalityFactory(name="Enschede", population=160_000)
    LocalityFactory(name="Almelo", lat=52.3)
    RegionFactory(code="AM05", name="Twente", slug="twente")
    Postcode.objects.create(pc4="7511", locality_name="Enschede", lat=52.22, lon=6.89, exactness="POSTCODE")

    assert texts_of(client, f"{URL}/plaatsen?waar=ens") == ["Enschede", "Ens"]
    assert texts_of(client, f"{URL}/plaatsen?waar=twe") == ["regio Twente"]
    assert texts_of(client, f"{URL}/plaatsen?waar=regio tw") == ["regio Twente"]
    assert texts_of(client, f"{URL}/plaatsen?waar=751") == ["7511"]


def test_nearest_postcode_is_told_and_nothing_kept(client: Client) -> None:
    Postcode.objects.create(pc4="7511", locality_name="Enschede", lat=52.22, lon=6.89, exactness="POSTCODE")
    Postcode.objects.create(pc4="7521", locality_name="Enschede", lat=52.24, lon=6.86, exactness="POSTCODE")

    near = client.post(f"{URL}/hier", {"lat": "52.2213", "lon": "6.8937"})

    assert (near.content, near.headers["Cache-Control"]) == (b"7511", "no-store")
    assert client.post(f"{URL}/hier", {"lat": "48.85", "lon": "2.35"}).content == b""


@pytest.mark.parametrize("lat", ["", "x", "nan", "inf", "\x00"])
def test_nearest_postcode_refuses_what_is_no_spot(client: Client, lat: str) -> None:
    assert client.post(f"{URL}/hier", {"lat": lat, "lon": "6"}).status_code == 400
    assert client.get(f"{URL}/hier").status_code == 405
