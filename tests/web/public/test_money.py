"""Money: the list, a scheme, and the wizard."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client

from leerwerk.funding.actions import load_schemes
from leerwerk.kernel.actor import SYSTEM
from tests.factories.network import RegionFactory
from tests.funding.test_schemes import CREDIT

pytestmark = [pytest.mark.db, pytest.mark.django_db]

ANSWERED = "voor=LEARNER&doel=BOL&nu=WORK&leeftijd=FROM_18&diploma=-&regio=-"
WIZARD = "/geld/welke-regeling"


@pytest.fixture(autouse=True)
def schemes() -> None:
    RegionFactory(code="AM05", name="Twente", slug="twente", scheme="CBS-AM")
    ended = replace(CREDIT, code="oud", name="Oud budget", valid_until=date(2024, 1, 1), conditions=())
    company = replace(
        CREDIT, code="slim", name="Slim", audience="EMPLOYER", conditions=(("SIZE", ("SMALL",)),)
    )
    local = replace(CREDIT, code="fonds", name="Twents fonds", conditions=(("REGION", ("AM05",)),))
    load_schemes(rows=[CREDIT, ended, company, local], actor=SYSTEM)


def test_list_tells_schemes_for_both_and_those_of_the_past(
    client: Client, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(3):
        page = client.get("/geld").content.decode()
    assert page.index("Krediet") < page.index("Slim") < page.index("Oud budget")


def test_scheme_tells_for_whom_and_whether_and_where_it_was_checked(
    client: Client, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(3):
        page = client.get("/geld/krediet").content.decode()
    assert "je bent 18 tot en met 29" in page
    assert "Nog niet gecontroleerd. Vraag het na voordat je iets beslist." in page
    checked = replace(
        CREDIT,
        checked_on=date(2026, 11, 22),
        checked_at="https://www.duo.nl/krediet/",
        source_date=date(2024, 6, 3),
    )
    load_schemes(rows=[checked], actor=SYSTEM)
    page = client.get("/geld/krediet").content.decode()
    link = '<a href="https://www.duo.nl/krediet/" rel="external">Gecontroleerd op 22 november 2026 bij duo.nl.</a>'
    assert link in page
    assert "De tekst daar is van 3 juni 2024." in page
    assert "gecontroleerd op 22 november 2026 bij duo.nl" in client.get("/geld").content.decode()


def test_scheme_without_english_says_that_it_is_dutch_and_wizard_has_no_arabic(client: Client) -> None:
    half = replace(CREDIT, code="half", name_en="Half & half", provider="je gemeente")
    load_schemes(rows=[half], actor=SYSTEM)
    dutch = ' lang="nl" dir="ltr">'

    page = client.get("/en/geld/half").content.decode()
    assert "<h1>Half &amp; half</h1>" in page
    assert f'<p class="lw-lead"><bdi{dutch}Een lening.</bdi></p>' in page
    assert f"<bdi{dutch}je gemeente</bdi>" in page
    assert f"<p{dutch}Vraag het aan.</p>" in page
    assert f"<bdi{dutch}Krediet</bdi></a></h3>" in client.get("/en/geld").content.decode()
    assert "<bdi" not in client.get("/geld/half").content.decode().partition("<main")[2]
    assert client.get(f"/ar{WIZARD}").headers["Location"] == WIZARD


def test_scheme_of_the_past_says_so(client: Client) -> None:
    assert "De regeling stopte op 1 januari 2024." in client.get("/geld/oud").content.decode()
    assert client.get("/geld/nooit").status_code == 404


def test_wizard_asks_one_question_at_a_time(client: Client, django_assert_num_queries: Any) -> None:
    assert "Je zoekt geld voor jezelf" in client.get(WIZARD).content.decode()
    with django_assert_num_queries(1):
        first = client.get(f"{WIZARD}?voor=LEARNER").content.decode()
    assert "Vraag 1 van 5" in first
    second = client.get(f"{WIZARD}?voor=LEARNER&doel=BOL").content.decode()
    assert "Vraag 2 van 5" in second
    assert '<input type="hidden" name="doel" value="BOL">' in second
    assert f'href="{WIZARD}?voor=LEARNER"' in second


def test_wizard_tells_what_fits_and_why_others_do_not(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(3):
        page = client.get(f"{WIZARD}?{ANSWERED}").content.decode()
    fits, maybe = page.index("Dit past<"), page.index("Dit past misschien")
    assert fits < page.index("Krediet") < maybe < page.index("Twents fonds")
    assert "je woont in Twente" in page
    older = client.get(f"{WIZARD}?{ANSWERED.replace('FROM_18', 'FROM_57')}").content.decode()
    assert "Geen regeling past helemaal" in older
    assert "1 regeling past niet, en waarom" in older
    assert "Slim" not in older


@pytest.mark.parametrize(
    "question", ["voor=NIEMAND", "voor=LEARNER&doel=%25", "voor=LEARNER&doel[]=BOL", "%"]
)
def test_strange_answers_are_asked_again(client: Client, question: str) -> None:
    page = client.get(f"{WIZARD}?{question}")
    assert page.status_code == 200
