"""An employer reads how it works, with what is online counted, and has the desk call; the desk sees it."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from leerwerk.contact.actions.forgetting import forget
from leerwerk.contact.models import Question
from leerwerk.kernel.actor import ANONYMOUS
from leerwerk.kernel.clock import now
from leerwerk.kernel.models import OutboxMail
from leerwerk.network.enums import Role
from tests.factories.catalogue import PlaceFactory
from tests.factories.network import DeskFactory, MunicipalityFactory, PostcodeFactory, RegionFactory
from tests.factories.programme import AgreementFactory
from tests.web.guard.solving import guard_fields
from tests.web.staff import signed_in

pytestmark = [pytest.mark.db, pytest.mark.django_db]
TYPED = {
    "topic": "PLACE",
    "text": "We zoeken twee mensen die willen leren lassen.",
    "organisation": "Lasbedrijf Roelofs",
    "where": "7511 AA",
    "name": "Bram Roelofs",
    "phone": "06 12345678",
    "email": "bram@roelofs.example",
}
CONTACT = "/werkgevers/contact"


def send(client: Client, address: str, **changed: str) -> Any:
    page = client.get(address).content.decode()
    return client.post(address, TYPED | changed | guard_fields(page))


@pytest.mark.parametrize("number", [1, 3])
def test_page_counts_what_is_online_in_few_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    twente = RegionFactory(name="Twente", slug="twente")
    DeskFactory(region=twente)
    PlaceFactory.create_batch(number, region=twente)
    PlaceFactory(region=RegionFactory())
    AgreementFactory.create_batch(number, kind="LANGUAGE", name="Taalakkoord Twente")
    with django_assert_num_queries(2):
        page = client.get("/werkgevers").content.decode()
    assert f"<dd>{number + 1}</dd>" in page
    assert page.count("Taalakkoord Twente") == number
    with django_assert_num_queries(3):
        page = client.get("/r/twente/werkgevers").content.decode()
    assert f"<dd>{number}</dd>" in page
    assert 'href="/r/twente/geld/welke-regeling?voor=EMPLOYER"' in page


def test_page_without_places_shows_no_figures(client: Client) -> None:
    assert "lw-figures" not in client.get("/werkgevers").content.decode()


def test_question_of_an_employer_lands_with_the_desk_of_the_region(client: Client) -> None:
    desk = DeskFactory(region=RegionFactory(name="Twente", slug="twente"), email="loket@twente.example")
    PostcodeFactory(pc4="7511", municipality=MunicipalityFactory(region=desk.region))

    answer = send(client, CONTACT)
    assert answer.status_code == 303
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Een adviseur belt of mailt je" in page
    question = Question.objects.get()
    assert (question.region, question.organisation, question.topic) == (
        desk.region,
        "Lasbedrijf Roelofs",
        "PLACE",
    )
    told = {mail.to: mail.text for mail in OutboxMail.objects.all()}
    assert "Een adviseur belt of mailt je" in told["bram@roelofs.example"]
    assert "Een leerwerkplek aanbieden" in told["loket@twente.example"]
    assert "Roelofs" not in told["loket@twente.example"]

    adviser = signed_in(Role.ADVISER, region=desk.region)
    listed = adviser.get("/desk/vragen").content.decode()
    assert "Lasbedrijf Roelofs" in listed
    assert "Een leerwerkplek aanbieden" in listed
    assert "06 12345678" in adviser.get(f"/desk/vragen/{question.pk}").content.decode()


def test_phone_alone_is_enough(client: Client) -> None:
    DeskFactory(region=RegionFactory(name="Twente", slug="twente"))
    page = client.get(f"/r/twente{CONTACT}").content.decode()
    assert 'name="where"' not in page
    answer = send(client, f"/r/twente{CONTACT}", email="")
    assert "Een adviseur belt je" in client.get(answer.headers["Location"]).content.decode()
    assert Question.objects.get().person.phone == "06 12345678"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"email": "", "phone": ""}, "Vul een telefoonnummer of een mailadres in."),
        ({"phone": "bel maar"}, "Vul een telefoonnummer in, zoals 06 12345678."),
        ({"where": "Nergenshuizen"}, "Deze plaats kennen we niet."),
        ({"organisation": ""}, "Vul in: Naam van je bedrijf."),
        ({"topic": "x"}, "Waarover wil je praten"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    client: Client, changed: dict[str, str], said: str
) -> None:
    PostcodeFactory(pc4="7511")
    answer = send(client, CONTACT, **changed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "twee mensen die willen leren lassen" in page
    assert not Question.objects.exists()


@pytest.mark.parametrize(("word", "topic"), [("taal", "LANGUAGE"), ("x", "PLACE"), ("", "PLACE")])
def test_link_chooses_the_topic(client: Client, word: str, topic: str) -> None:
    assert client.get(CONTACT, {"over": word}).context["form"]["topic"].value() == topic


def test_forgetting_wipes_the_company_too(client: Client) -> None:
    PostcodeFactory(pc4="7511")
    send(client, CONTACT)
    question = Question.objects.get()
    forget(person=question.person, actor=ANONYMOUS, now=now())
    question.refresh_from_db()
    assert question.organisation == ""
