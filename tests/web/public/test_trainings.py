"""Trainings: the list, one training, and EVC."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from leerwerk.catalogue.models import Run, Training
from leerwerk.kernel.clock import today
from leerwerk.network.models import Organisation
from tests.factories.catalogue import OccupationFactory, QualificationFactory
from tests.factories.network import LocalityFactory, OrganisationFactory, RegionFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def school() -> Organisation:
    LocalityFactory(name="Hengelo", lat=52.266, lon=6.793)
    region = RegionFactory(name="Twente", slug="twente")
    return OrganisationFactory(name="Vakschool", kind="SCHOOL", lat=52.22, lon=6.89, region=region)


@pytest.fixture
def welding(school: Organisation) -> Training:
    qualification = QualificationFactory(name="Basislasser", level=2)
    OccupationFactory(name="Lasser").qualifications.add(qualification)
    training = Training.objects.create(
        name="Lassen voor je vak", provider=school, qualification=qualification, pathway="BBL"
    )
    Run.objects.create(training=training, starts_on=date(2020, 1, 1))
    Run.objects.create(training=training, starts_on=date(today().year + 1, 2, 1), capacity=12)
    return training


def evc(school: Organisation, name: str = "EVC voor vakmensen", cost: int = 0) -> Training:
    return Training.objects.create(name=name, kind="EVC", provider=school, cost=Decimal(cost))


@pytest.mark.parametrize("many", [1, 3])
def test_list_costs_the_same_whatever_it_holds(
    client: Client, school: Organisation, many: int, django_assert_num_queries: Any
) -> None:
    for number in range(many):
        evc(school, f"EVC {number}")
    with django_assert_num_queries(2):
        page = client.get("/opleidingen").content.decode()
    assert f"{many} opleiding" in page


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("q=lasser", ["Lassen voor je vak"]),
        ("q=vakschool evc", ["EVC voor vakmensen"]),
        ("soort=EVC", ["EVC voor vakmensen"]),
        ("niveau=2&leerweg=BBL", ["Lassen voor je vak"]),
        ("niveau=4", []),
        ("gratis=on", ["EVC voor vakmensen"]),
        ("start=31", []),
        ("waar=Hengelo&straal=10", ["EVC voor vakmensen", "Lassen voor je vak"]),
        ("soort=SCHOEN&niveau=9&straal=7&pagina=99", ["EVC voor vakmensen", "Lassen voor je vak"]),
    ],
)
def test_question_narrows_the_list(
    client: Client, school: Organisation, welding: Training, question: str, found: list[str]
) -> None:
    evc(school)
    Training.objects.create(name="Voorbij", provider=school, valid_until=date(2020, 1, 1))
    page = client.get(f"/opleidingen?{question}")
    assert sorted(training.name for training in page.context["trainings"]) == found


def test_from_a_place_the_distance_is_told(client: Client, welding: Training) -> None:
    assert "· 8 km" in client.get("/opleidingen?waar=Hengelo").content.decode()
    assert "Deze plaats kennen we niet" in client.get("/opleidingen?waar=Nergenshuizen").content.decode()


def test_region_shows_its_own(client: Client, welding: Training) -> None:
    RegionFactory(name="Zeeland", slug="zeeland")
    assert "1 opleiding" in client.get("/r/twente/opleidingen").content.decode()
    assert "Geen opleiding gevonden" in client.get("/r/zeeland/opleidingen").content.decode()


def test_page_tells_starts_costs_and_the_way_to_schemes(
    client: Client, welding: Training, django_assert_num_queries: Any
) -> None:
    address = f"/opleidingen/lassen-voor-je-vak-{welding.pk}"
    with django_assert_num_queries(3):
        page = client.get(address).content.decode()
    assert f"1 februari {today().year + 1}, 12 plaatsen" in page
    assert "2020" not in page
    assert "kosten: vraag de school" in page
    assert "voor=LEARNER&amp;doel=BBL" in page
    assert client.get(f"/opleidingen/anders-{welding.pk}").headers["Location"] == address
    assert client.get("/opleidingen/niets-999999").status_code == 404


def test_evc_is_explained_with_who_gives_it(client: Client, school: Organisation) -> None:
    assert "Er staat nu geen aanbieder" in client.get("/evc").content.decode()
    evc(school, cost=1450)
    page = client.get("/evc").content.decode()
    assert "€ 1.450,00" in page
    assert "doel=EVC" in page
