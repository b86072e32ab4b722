import json
import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from leerwerk.catalogue.models import Place
from tests.factories.catalogue import OccupationFactory, PlaceFactory, QualificationFactory, TrainingFactory
from tests.factories.network import DeskFactory, OrganisationFactory, RecognitionFactory
from tests.web.public.conftest import BuildMarket

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def posting_on(page: str) -> Any:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found.group(1))


@pytest.mark.parametrize("number", [1, 3])
def test_place_takes_the_same_queries_for_any_number_of_similar_places(
    client: Client, build_market: BuildMarket, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    welder = OccupationFactory()
    place = PlaceFactory(occupation=welder, qualification=QualificationFactory())
    DeskFactory(region=place.region)
    PlaceFactory.create_batch(number, occupation=welder)
    TrainingFactory.create_batch(number, qualification=place.qualification)
    build_market()

    with django_assert_num_queries(5):
        response = client.get(place.get_absolute_url())

    assert len(response.context["similar"]) == number


def test_place_without_a_school_names_those_that_give_its_training_nearest_first(
    client: Client, build_market: BuildMarket
) -> None:
    place = PlaceFactory(qualification=QualificationFactory(), pathway="BBL", lat=52.2, lon=6.9)
    unknown = PlaceFactory(pathway="BBL")
    for name, lat in (("Te Ver College", 51.0), ("Ver College", 51.9), ("Dichtbij College", 52.3)):
        school = OrganisationFactory(name=name, kind="SCHOOL", lat=lat, lon=6.9)
        TrainingFactory(provider=school, qualification=place.qualification, pathway="BBL")
    TrainingFactory(qualification=place.qualification, pathway="BOL")
    build_market()

    response = client.get(place.get_absolute_url())

    assert [each.provider.name for each in response.context["schools"]] == ["Dichtbij College", "Ver College"]
    assert "11 km van het werk" in response.content.decode()
    assert "Vraag het de werkgever of het loket." in client.get(unknown.get_absolute_url()).content.decode()


def test_place_shows_similar_work_nearest_first_and_not_itself(
    client: Client, build_market: BuildMarket
) -> None:
    welder, cook = OccupationFactory(), OccupationFactory()
    place = PlaceFactory(occupation=welder)
    far = PlaceFactory(occupation=welder, lat=50.85, lon=5.69)
    near = PlaceFactory(occupation=welder, lat=52.3, lon=6.9)
    PlaceFactory(occupation=cook)
    build_market()

    response = client.get(place.get_absolute_url())

    assert [hit.place for hit in response.context["similar"]] == [near, far]


def test_place_tells_what_is_known(client: Client, build_market: BuildMarket) -> None:
    place = PlaceFactory(
        wage_min=2200, wage_max=2700, days_at_work=4, days_at_school=1, work_days=0b00101, level=1,
        language_level=2, outcome="DIPLOMA", hours_min=24, hours_max=32,
    )  # fmt: skip
    build_market()

    page = client.get(place.get_absolute_url()).content.decode()

    for fact in (
        "€ 2.200,00 tot € 2.700,00 bruto per maand", "4 dagen per week", "1 dag per week", "maandag, woensdag",
        "ongeveer niveau A2", "een mbo-diploma", "24 tot 32 uur per week", "niet bij ons bekend",
    ):  # fmt: skip
        assert fact in page


def test_place_says_when_the_employer_is_recognised_for_its_qualification(
    client: Client, build_market: BuildMarket
) -> None:
    place = PlaceFactory(qualification=QualificationFactory(code="25100"))
    RecognitionFactory(organisation=place.employer, qualification_code="25100")
    build_market()

    assert client.get(place.get_absolute_url()).context["is_recognised"]


def test_wrong_slug_goes_to_the_right_one_for_good(client: Client, build_market: BuildMarket) -> None:
    place = PlaceFactory(title="Leerling lasser", locality_name="Enschede")
    build_market()

    response = client.get(f"/leerwerkplekken/kok-in-almelo-{place.pk}")

    assert response.status_code == 301
    assert response.headers["Location"] == f"/leerwerkplekken/leerling-lasser-enschede-{place.pk}"


@pytest.mark.parametrize("status", ["DRAFT", "CHECKED"])
def test_place_that_is_not_public_is_not_found(client: Client, status: str) -> None:
    place = PlaceFactory(status=status, published_at=None)

    assert client.get(place.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("status", ["EXPIRED", "WITHDRAWN"])
def test_place_that_is_gone_says_so_and_offers_others(
    client: Client, build_market: BuildMarket, status: str
) -> None:
    welder = OccupationFactory()
    gone, other = PlaceFactory(status=status, occupation=welder), PlaceFactory(occupation=welder)
    build_market()

    response = client.get(gone.get_absolute_url())

    assert response.status_code == 410
    assert other.get_absolute_url() in response.content.decode()
    assert "ld+json" not in response.content.decode()


def test_draft_that_was_withdrawn_before_it_was_online_is_not_found(client: Client) -> None:
    place = PlaceFactory(status="WITHDRAWN", published_at=None)

    assert client.get(place.get_absolute_url()).status_code == 404


def test_filled_place_says_that_it_is_full(client: Client, build_market: BuildMarket) -> None:
    place = PlaceFactory(status="FILLED")
    build_market()

    page = client.get(place.get_absolute_url()).content.decode()

    assert "Deze plek is nu vol" in page
    assert "ld+json" not in page


@pytest.mark.parametrize("path", ["lasser-0", "lasser-99999999999999999999999", "-1", "lasser-"])
def test_unknown_number_is_not_found(client: Client, path: str) -> None:
    assert client.get(f"/leerwerkplekken/{path}").status_code == 404


def test_posting_on_the_page_is_the_place(client: Client, build_market: BuildMarket) -> None:
    place = PlaceFactory(title="Lasser </script><script>alert(1)</script>", wage_min=2200)
    build_market()

    page = client.get(place.get_absolute_url()).content.decode()
    posting = posting_on(page)

    assert "<script>alert" not in page
    assert posting["title"] == place.title
    assert posting["url"] == f"http://127.0.0.1:8000{place.get_absolute_url()}"
    assert f'<link rel="canonical" href="{posting["url"]}">' in page


def test_text_of_an_employer_is_never_html(client: Client, build_market: BuildMarket) -> None:
    place: Place = PlaceFactory(description="<b>Mooi</b> werk", is_learnt='<img src=x onerror="alert(1)">')
    place.employer.website = "javascript:alert(1)"
    place.employer.save()
    build_market()

    page = client.get(place.get_absolute_url()).content.decode()

    assert "&lt;b&gt;Mooi" in page
    assert "<img" not in page
    assert "javascript:" not in page


def test_place_tells_when_its_training_begins(client: Client, build_market: BuildMarket) -> None:
    training = TrainingFactory(name="Lassen niveau 2", provider__name="Vakschool Oost")
    training.runs.create(starts_on=date(2020, 2, 3), locality_name="Almelo")
    training.runs.create(starts_on=date(2099, 2, 2), locality_name="Hengelo")
    place = PlaceFactory(training=training)
    build_market()

    page = client.get(place.get_absolute_url()).content.decode()

    assert "Lassen niveau 2" in page
    assert "Vakschool Oost" in page
    assert "2 februari 2099 in Hengelo" in page
    assert "2020" not in page
