"""The main job in the browser: from a client's wish to a placement that an agreement counts."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from leerwerk.accounts.models import User
from tests.journeys.conftest import Country

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.journey, pytest.mark.db]
SignIn = Callable[["Page", User], None]
Look = Callable[["Page"], None]


def walk(page: "Page", country: Country, sign_in: SignIn, look: Look) -> None:
    """Client → places → referral → yes → placement → signatures → agreement, looking at each page."""
    address = country.target.measure.agreement.get_absolute_url()
    page.goto(address)
    assert "0 van" in page.get_by_role("main").inner_text().replace("\n", " ")

    sign_in(page, country.adviser)
    page.wait_for_url("**/desk/")
    look(page)
    page.get_by_role("link", name="Cliënten").first.click()
    look(page)
    page.get_by_role("link", name="Sam de Boer").click()
    look(page)
    page.get_by_role("link", name="Passende plekken", exact=True).first.click()
    assert "je wilt lasser worden" in page.get_by_role("main").inner_text()
    look(page)
    page.get_by_role("button", name="Verwijs door naar Leerling lasser bij Lasbedrijf Roelofs").click()
    look(page)
    page.get_by_label("Je bericht aan de werkgever").fill("Sam wil graag lassen en kan direct beginnen.")
    page.get_by_role("button", name="Verstuur naar de werkgever").click()
    page.get_by_role("main").get_by_text("Je doorverwijzing is verstuurd").wait_for()
    look(page)

    sign_in(page, country.employer)
    page.wait_for_url("**/partner/")
    look(page)
    page.get_by_role("link", name="Kandidaten").first.click()
    look(page)
    page.get_by_role("link", name="Sam de Boer").click()
    look(page)
    page.get_by_role("button", name="Ja, ik wil verder").click()
    page.get_by_role("main").get_by_text("Je wilt verder met deze kandidaat").wait_for()

    sign_in(page, country.adviser)
    page.get_by_role("link", name="Sam de Boer").first.click()
    look(page)
    page.get_by_label("Start op").fill("2027-01-04")
    page.get_by_role("button", name="Maak de plaatsing").click()
    look(page)
    page.get_by_role("button", name="School heeft getekend").click()
    page.get_by_role("button", name="Deelnemer heeft getekend").click()

    sign_in(page, country.employer)
    page.get_by_role("link", name="Overeenkomsten").first.click()
    look(page)
    page.get_by_role("link", name="Sam de Boer").click()
    look(page)
    page.get_by_role("button", name="Teken de overeenkomst").click()
    page.get_by_role("main").get_by_text("Je hebt getekend").wait_for()

    page.goto(address)
    look(page)
    text = page.get_by_role("main").inner_text().replace("\n", " ")
    assert "1 van" in text
    assert page.get_by_role("img", name="Voortgang").count() >= 1


@pytest.mark.django_db(transaction=True)
def test_adviser_and_employer_bring_somebody_to_a_place(
    page: "Page", country: Country, sign_in: SignIn, look: Look
) -> None:
    walk(page, country, sign_in, look)


@pytest.mark.django_db(transaction=True)
def test_the_same_without_javascript(
    browser: "Browser", live_server: object, country: Country, sign_in: SignIn
) -> None:
    context = browser.new_context(base_url=str(live_server), locale="nl-NL", java_script_enabled=False)
    context.set_default_timeout(10_000)

    walk(context.new_page(), country, sign_in, lambda _page: None)

    context.close()
