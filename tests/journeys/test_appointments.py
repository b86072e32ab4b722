"""A visitor makes an appointment on the site of a region, on a phone; moves it; and without JavaScript cancels one."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from leerwerk.casework.models import Appointment
from leerwerk.kernel.models import OutboxMail
from leerwerk.people.models import Intake
from tests.casework.appointments.conftest import TakesAppointments, make_desk
from tests.journeys.conftest import PHONE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.journey, pytest.mark.db]


@pytest.fixture
def office(transactional_db: None) -> TakesAppointments:
    return make_desk()


def choose(page: "Page", way: str) -> None:
    """From the topic to the first free time."""
    page.get_by_role("link", name="Wat past bij mij?").click()
    page.get_by_role("link", name=way).click()
    page.get_by_role("link", name="Eerste vrije tijd").click()


def tell(page: "Page") -> None:
    page.get_by_label("Voornaam").fill("Samira")
    page.get_by_label("Achternaam").fill("Jansen")
    page.get_by_label("Mailadres").fill("samira@voorbeeld.nl")


def mailed_link(page: "Page") -> str:
    """The visitor's own page, on the server of the test."""
    mail = OutboxMail.objects.latest("pk")
    found = re.search(r"https?://[^/\s]+(/\S+)", mail.text)
    assert found
    return found.group(1)


def test_visitor_makes_and_moves_an_appointment_on_a_phone(
    page: "Page", office: TakesAppointments, assert_accessible: "Callable[[Page], None]"
) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto("/r/twente/afspraak")
    assert_accessible(page)
    page.get_by_role("link", name="Wat past bij mij?").click()
    assert_accessible(page)
    page.get_by_role("link", name="Aan de telefoon").click()
    assert_accessible(page)
    page.get_by_role("link", name="Eerste vrije tijd").click()
    page.get_by_role("button", name="Verder").click()
    page.get_by_text("Er zijn nog 4 dingen die niet kloppen").wait_for()
    assert_accessible(page)
    tell(page)
    page.get_by_label("Telefoonnummer").fill("06 12 34 56 78")
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("Ik zoek werk").check()
    assert_accessible(page)
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("button", name="Sla deze vraag over").click()
    page.get_by_label("Wat wil je leren of worden?").fill("Lasser")
    page.reload()
    page.get_by_label("Wat wil je leren of worden?").fill("Lasser")
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("link", name="Sla alle vragen over").click()
    page.get_by_label("Ja, stuur mijn antwoorden mee").check()
    assert_accessible(page)
    page.get_by_role("button", name="Maak de afspraak").click()
    page.get_by_text("Gelukt. We stuurden een bevestiging").wait_for()
    assert_accessible(page)
    overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    before = Appointment.objects.get().begins_at

    page.goto(mailed_link(page))
    page.get_by_role("link", name="Kies een andere tijd").click()
    assert_accessible(page)
    page.get_by_role("link", name=re.compile(r"^\d\d\.\d\d")).last.click()
    page.get_by_role("button", name="Verzet naar deze tijd").click()
    page.get_by_text("Je afspraak is verzet.").wait_for()

    assert overflow <= 0
    assert Appointment.objects.get().begins_at > before
    assert Intake.objects.get().wishes == "Lasser"


def test_visitor_makes_and_cancels_an_appointment_without_javascript(
    browser: "Browser", live_server: object, office: TakesAppointments
) -> None:
    context = browser.new_context(base_url=str(live_server), java_script_enabled=False, viewport=PHONE)  # type: ignore[arg-type]
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto("/afspraak")
    page.get_by_role("link", name="Twente").click()
    choose(page, "Bij het loket")
    tell(page)
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("link", name="Sla alle vragen over").click()
    page.wait_for_timeout(3_200)  # without the proof, nobody reads a page in three seconds
    page.get_by_role("button", name="Maak de afspraak").click()
    page.get_by_role("heading", name="Je afspraak").wait_for()

    page.goto(mailed_link(page))
    page.get_by_role("link", name="Zeg de afspraak af").click()
    assert Appointment.objects.get().status == "BOOKED"
    page.get_by_role("button", name="Ja, zeg mijn afspraak af").click()
    page.get_by_role("heading", name="Deze afspraak gaat niet door").wait_for()

    assert Appointment.objects.get().status == "CANCELLED"
    context.close()
