"""A visitor shows interest in a place, and takes it back."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from leerwerk.catalogue.models import Place
from leerwerk.contact.links import interest_path
from leerwerk.contact.models import Interest
from tests.factories.catalogue import PlaceFactory
from tests.factories.contact import InterestFactory
from tests.factories.network import DeskFactory
from tests.web.guard.solving import guard_fields

pytestmark = [pytest.mark.db, pytest.mark.django_db]
TYPED = {"name": "Iris", "email": "iris@voorbeeld.nl", "message": "Ik wil leren lassen.", "agrees": "on"}


def form_of(place: Place) -> str:
    return reverse("public:show_interest", args=[place.slug, place.pk])


def send(client: Client, place: Place, typed: dict[str, Any]) -> Any:
    page = client.get(form_of(place)).content.decode()
    return client.post(form_of(place), typed | guard_fields(page))


def test_interest_reaches_employer_and_desk_with_the_words_that_were_agreed_to(client: Client) -> None:
    place = PlaceFactory(title="Leerling lasser", employer__name="Roelofs")
    DeskFactory(region=place.region, name="Leerwerkloket Twente")

    answer = send(client, place, TYPED | {"is_help_wanted": "on"})

    interest = Interest.objects.get()
    assert answer.status_code == 303
    assert interest.question is not None
    agreed = interest.consent.splitlines()
    assert len(agreed) == 2
    assert "Roelofs" in agreed[0]
    assert "Leerling lasser" in agreed[0]
    assert "Leerwerkloket Twente" in agreed[1]
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Je interesse is verstuurd" in page


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"agrees": ""}, "Zet een vinkje als je het goed vindt"),
        ({"email": ""}, "Vul een mailadres of een telefoonnummer in"),
        ({"phone": "bel maar"}, "Vul een telefoonnummer in, zoals"),
        ({"name": ""}, "Vul in: Je naam."),
    ],
)
def test_what_misses_is_said_and_what_was_typed_stays(
    client: Client, change: dict[str, str], said: str
) -> None:
    answer = send(client, PlaceFactory(), TYPED | change)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "Ik wil leren lassen." in page
    assert not Interest.objects.exists()


def test_phone_alone_is_enough(client: Client) -> None:
    answer = send(client, PlaceFactory(), TYPED | {"email": "", "phone": "06 12345678"})
    assert "Bewaar het adres van deze pagina" in client.get(answer.headers["Location"]).content.decode()


@pytest.mark.parametrize(("status", "code"), [("FILLED", 303), ("WITHDRAWN", 404), ("DRAFT", 404)])
def test_place_that_is_not_open_has_no_form(client: Client, status: str, code: int) -> None:
    assert client.get(form_of(PlaceFactory(status=status))).status_code == code


def test_visitor_takes_it_back(client: Client) -> None:
    interest = InterestFactory()
    path = interest_path(interest)
    assert interest.message in client.get(path).content.decode()
    assert "Je interesse is ingetrokken" in client.post(path).content.decode()
    assert client.get(path).status_code == 410
    interest.refresh_from_db()
    assert (interest.status, interest.message) == ("WITHDRAWN", "")


def test_pages_take_few_queries(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    interest = InterestFactory()
    with django_assert_num_queries(2):
        client.get(form_of(interest.place))
    with django_assert_num_queries(2):
        client.get(interest_path(interest))
