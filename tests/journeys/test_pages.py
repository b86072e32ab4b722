"""The other pages of staff and employers, each looked at; and the main steps with nothing but a keyboard."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from leerwerk.accounts.models import User
from leerwerk.casework.enums import PlacementStatus, ReferralStatus
from leerwerk.casework.models import Referral
from leerwerk.kernel import clock
from tests.factories.casework import PlacementFactory, ProposalFactory, ReferralFactory
from tests.factories.catalogue import PlaceFactory
from tests.journeys.conftest import Country

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.journey, pytest.mark.db, pytest.mark.django_db(transaction=True)]
SignIn = Callable[["Page", User], None]
Look = Callable[["Page"], None]


def test_adviser_takes_in_a_client_and_mends_mistakes(
    page: "Page", country: Country, sign_in: SignIn, look: Look
) -> None:
    sign_in(page, country.adviser)
    page.get_by_role("link", name="Nieuwe cliënt").click()
    look(page)
    page.get_by_label("Voornaam").fill("Noor")
    page.get_by_label("Postcode").fill("75")
    page.get_by_label("Wat wil de cliënt het liefst leren?").fill("tovenaar")
    page.get_by_role("button", name="Zet in mijn lijst").click()
    look(page)
    assert page.get_by_label("Voornaam").input_value() == "Noor"
    page.get_by_label("Achternaam").fill("Bakker")
    page.get_by_label("Postcode").fill("7511 aa")
    page.get_by_label("Wat wil de cliënt het liefst leren?").fill("Lasser")
    page.get_by_role("button", name="Zet in mijn lijst").click()
    page.get_by_role("heading", name="Noor Bakker").wait_for()
    page.get_by_role("link", name="Passende plekken", exact=True).first.click()
    page.get_by_role("button", name="Verwijs door naar Leerling lasser").click()
    page.get_by_text("Vraag die eerst").first.wait_for()
    look(page)
    page.get_by_role("link", name="Noor Bakker").click()
    page.get_by_text("Leg toestemming vast").click()
    page.get_by_label("naam en wens delen met een werkgever").check()
    page.get_by_label("Waar staat de toestemming?").fill("gesprek van vandaag")
    page.get_by_role("button", name="Leg vast").click()
    look(page)
    page.get_by_role("link", name="Wijzig profiel").click()
    look(page)


def test_adviser_looks_at_lists_and_a_placement_to_its_end(
    page: "Page", country: Country, sign_in: SignIn, look: Look
) -> None:
    region, now = country.region, clock.now()
    for status in ReferralStatus:
        ReferralFactory(case__client__region=region, status=status, answered_at=now)
    placement = PlacementFactory(case__client__region=region, status=PlacementStatus.STARTED)
    PlaceFactory(region=region, status="DRAFT", title="Leerling timmerman")
    ProposalFactory(case=country.case, place=country.place)

    sign_in(page, country.adviser)
    look(page)
    page.goto("/desk/doorverwijzingen")
    look(page)
    page.goto("/desk/plekken")
    look(page)
    page.goto("/desk/plaatsingen")
    look(page)
    page.goto(f"/desk/plaatsingen/{placement.pk}")
    page.get_by_role("button", name="Rond de plaatsing af").click()
    page.get_by_label("Wat is behaald?").select_option("PRAKTIJKVERKLARING")
    page.get_by_role("button", name="Leg de uitkomst vast").click()
    look(page)
    page.goto("/desk/clienten")
    page.get_by_label("Begin van de naam").fill("niemand")
    page.get_by_role("button", name="Zoek", exact=True).click()
    page.get_by_role("button", name="Zoek: niemand").wait_for()
    assert page.url.endswith("/desk/clienten")
    look(page)
    for status in ReferralStatus:
        page.goto(f"/desk/doorverwijzingen/{Referral.objects.get(status=status).pk}")
        look(page)


def test_employer_puts_a_place_online(page: "Page", country: Country, sign_in: SignIn, look: Look) -> None:
    sign_in(page, country.employer)
    page.get_by_role("link", name="Nieuwe plek").click()
    look(page)
    page.get_by_label("Titel").fill("Leerling lasser, dagdienst")
    page.get_by_label("Welk beroep leert iemand?").fill("Lasser")
    page.get_by_label("Postcode van de werkplek").fill("7511")
    page.get_by_role("button", name="Maak de plek klaar").click()
    page.get_by_role("button", name="Zet online Leerling lasser, dagdienst").click()
    look(page)


def test_programme_office_and_administrator_look_at_their_pages(
    page: "Page", country: Country, sign_in: SignIn, look: Look
) -> None:
    PlacementFactory(place=country.place, case=country.case, status=PlacementStatus.AGREED)
    sign_in(page, country.programme)
    page.wait_for_url("**/sturing/")
    look(page)
    page.get_by_role("link", name="Regio's").click()
    look(page)
    assert page.get_by_role("link", name="Logboek").count() == 0
    sign_in(page, country.adviser)
    page.get_by_role("link", name="Sam de Boer").first.click()
    sign_in(page, country.administrator)
    page.get_by_role("link", name="Logboek").click()
    look(page)
    page.get_by_role("link", name="Blijven liggen").click()
    look(page)


def test_adviser_refers_with_nothing_but_a_keyboard(page: "Page", country: Country, sign_in: SignIn) -> None:
    sign_in(page, country.adviser)
    page.goto(f"/desk/clienten/{country.case.pk}/plekken")

    page.keyboard.press("Tab")
    assert focused(page) == "Naar de inhoud"
    page.keyboard.press("Enter")
    reach(page, "Verwijs door naar Leerling lasser bij Lasbedrijf Roelofs")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Kijk na en verstuur").wait_for()
    reach(page, "Je bericht aan de werkgever")
    page.keyboard.type("Sam kan direct beginnen.")
    reach(page, "Verstuur naar de werkgever")
    page.keyboard.press("Space")
    page.get_by_role("heading", name="Je doorverwijzing is verstuurd").wait_for()

    assert Referral.objects.get().message == "Sam kan direct beginnen."


def focused(page: "Page") -> str:
    """The name of what has the focus; something visible must have it."""
    return page.evaluate(
        """() => {
            const at = document.activeElement;
            if (at === document.body || at.getClientRects().length === 0) return "";
            const label = at.labels && at.labels.length ? at.labels[0].textContent : at.textContent;
            return label.replace(/\\s+/g, " ").trim();
        }"""
    )


def reach(page: "Page", name: str) -> None:
    """Press Tab until the thing with this name has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if focused(page).startswith(name):
            return
    pytest.fail(f"nobody can reach {name!r} with Tab")
