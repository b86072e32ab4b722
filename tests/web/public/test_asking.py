"""A visitor asks, follows and has it wiped, without an account; each page in a fixed number of queries."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from leerwerk.contact.links import question_path
from leerwerk.contact.models import Question
from leerwerk.kernel.links import make_token
from leerwerk.kernel.models import OutboxMail
from tests.factories.catalogue import PlaceFactory
from tests.factories.contact import MessageFactory, QuestionFactory
from tests.factories.network import DeskFactory, MunicipalityFactory, PostcodeFactory, RegionFactory
from tests.web.guard.solving import guard_fields

pytestmark = [pytest.mark.db, pytest.mark.django_db]
TYPED = {"text": "Mag ik leren lassen?", "name": "Iris", "email": "iris@voorbeeld.nl"}


def send(client: Client, address: str, typed: dict[str, Any]) -> Any:
    """Open the page, and post what was typed with what the browser adds."""
    page = client.get(address).content.decode()
    return client.post(address, typed | guard_fields(page))


def test_question_on_the_national_site_finds_the_desk_by_postcode(client: Client) -> None:
    desk = DeskFactory(region=RegionFactory(name="Twente"), name="Leerwerkloket Twente")
    PostcodeFactory(pc4="7511", municipality=MunicipalityFactory(region=desk.region))

    answer = send(client, "/vraag", TYPED | {"where": "7511 AA"})

    assert answer.status_code == 303
    assert Question.objects.get().region == desk.region
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Je vraag is verstuurd" in page
    assert "Leerwerkloket Twente" in page
    assert "iris@voorbeeld.nl" in page


def test_question_without_a_region_is_for_every_desk(client: Client) -> None:
    send(client, "/vraag", TYPED)
    assert Question.objects.get().region is None


def test_question_on_a_regional_site_is_for_its_desk(client: Client) -> None:
    desk = DeskFactory(region=RegionFactory(name="Twente", slug="twente"))
    page = client.get("/r/twente/vraag").content.decode()
    assert 'name="where"' not in page
    answer = send(client, "/r/twente/vraag", TYPED)
    assert answer.headers["Location"].startswith("/r/twente/vraag/")
    assert Question.objects.get().region == desk.region
    assert "/r/twente/vraag/" in OutboxMail.objects.get(to="iris@voorbeeld.nl").text


def test_question_about_a_place_goes_to_its_desk(client: Client) -> None:
    place = PlaceFactory(title="Leerling lasser")
    assert "Leerling lasser" in client.get(f"/vraag?plek={place.pk}").content.decode()
    send(client, f"/vraag?plek={place.pk}", TYPED)
    assert (Question.objects.get().place, Question.objects.get().region) == (place, place.region)


@pytest.mark.parametrize("asked", ["0", "999999999999999999", ""])
def test_place_that_is_none_is_left_out(client: Client, asked: str) -> None:
    PlaceFactory(status="DRAFT")
    assert client.get("/vraag", {"plek": asked}).context["place"] is None


@pytest.mark.parametrize("asked", ["x", "-1", "99999999999999999999", "1e3", "٣"])
def test_what_cannot_be_a_place_is_refused(client: Client, asked: str) -> None:
    assert client.get("/vraag", {"plek": asked}).status_code == 400


def test_what_was_typed_stays_when_something_is_wrong(client: Client) -> None:
    answer = send(client, "/vraag", TYPED | {"email": "iris", "where": "Nergenshuizen"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Mag ik leren lassen?" in page
    assert "Vul een heel mailadres in" in page
    assert "Deze plaats kennen we niet" in page
    assert not Question.objects.exists()


def test_program_that_only_posts_is_refused(client: Client) -> None:
    answer = client.post("/vraag", TYPED)
    assert answer.status_code == 422
    assert "De controle tegen spam ging mis" in answer.content.decode()
    assert not Question.objects.exists()


def test_visitor_asks_on_closes_and_wipes(client: Client) -> None:
    question = QuestionFactory(status="ANSWERED")
    path = question_path(question)

    assert send(client, path, {"text": "En wat kost dat?"}).status_code == 303
    assert "En wat kost dat?" in client.get(path).content.decode()
    client.post(path, {"sluiten": "ja"})
    question.refresh_from_db()
    assert question.status == "CLOSED"
    assert "Deze vraag is afgesloten" in client.get(path).content.decode()
    assert "gewist" in client.post(path, {"wissen": "ja"}).content.decode()
    gone = client.get(path)
    assert gone.status_code == 410
    assert "Deze vraag en alles wat erin stond, zijn gewist." in gone.content.decode()


def test_link_that_is_not_ours_shows_nothing(client: Client) -> None:
    QuestionFactory()
    assert client.get("/vraag/x").status_code == 404
    other = make_token("other", str(uuid4()))
    assert client.get(f"/vraag/{other}").status_code == 404
    unknown = make_token("question.follow", str(uuid4()))
    assert client.get(f"/vraag/{unknown}").status_code == 410


@pytest.mark.parametrize("said", [1, 3])
def test_question_page_takes_the_same_queries_whatever_was_said(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, said: int
) -> None:
    question = QuestionFactory(place=PlaceFactory())
    DeskFactory(region=question.region)
    for _ in range(said - 1):
        MessageFactory(question=question)
    with django_assert_num_queries(3):
        answer = client.get(question_path(question))
    assert len(re.findall("lw-thread__message", answer.content.decode())) == said
    assert "no-store" in answer.headers["Cache-Control"]


def test_form_takes_few_queries(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    place = PlaceFactory()
    with django_assert_num_queries(0):
        client.get("/vraag")
    with django_assert_num_queries(2):
        client.get(f"/vraag?plek={place.pk}")
