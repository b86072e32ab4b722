"""A plan on a phone: the adviser puts a suggested step in it, the client ticks it and takes that back."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest

from leerwerk.accounts.models import User
from leerwerk.casework.enums import StepBy
from leerwerk.casework.models import PlanStep
from leerwerk.people.models import Client
from tests.factories.casework import PlanStepFactory
from tests.journeys.conftest import PHONE, Country
from tests.web.public.mijn.conftest import code_for

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.journey, pytest.mark.db]
ADDRESS = "sam@voorbeeld.nl"


def test_plan_is_made_at_the_desk_and_ticked_by_the_client(
    page: "Page",
    country: Country,
    sign_in: "Callable[[Page, User], None]",
    look: "Callable[[Page], None]",
) -> None:
    case = country.case
    Client.objects.filter(pk=case.client_id).update(email=ADDRESS)
    page.set_viewport_size(PHONE)
    sign_in(page, country.adviser)
    page.wait_for_url("**/desk/")
    page.goto(f"/desk/clienten/{case.pk}")
    page.get_by_role("link", name="Loop een dag mee bij een bedrijf.").click()
    page.get_by_label("Wat gebeurt er?").fill("")
    page.get_by_role("button", name="Zet in het plan").click()
    look(page)
    page.set_viewport_size(PHONE)
    page.get_by_label("Wat gebeurt er?").fill("Loop een dag mee bij Roelofs.")
    page.get_by_label("Klaar voor").fill("2030-01-04")
    page.get_by_role("button", name="Zet in het plan").click()
    page.get_by_text("De stap staat in het plan.").wait_for()
    look(page)
    page.set_viewport_size(PHONE)
    page.get_by_role("link", name="Wijzig").filter(has_text="Loop een dag mee").click()
    page.get_by_text("Haal deze stap uit het plan").click()
    look(page)
    PlanStepFactory(
        case=case, who=StepBy.SCHOOL, text="Vertelt wanneer de les begint", planned_on=date(2026, 1, 5)
    )

    page.context.clear_cookies()
    page.set_viewport_size(PHONE)
    page.goto("/r/twente/mijn/aanmelden")
    page.get_by_label("Je mailadres").fill(ADDRESS)
    page.get_by_role("button", name="Mail mij een code").click()
    page.get_by_label("De code uit de mail").fill(code_for(ADDRESS))
    page.get_by_role("button", name="Meld je aan").click()
    page.get_by_role("link", name="Bij het loket in Twente").click()
    page.get_by_text("had klaar moeten zijn op 5 januari 2026").wait_for()
    look(page)
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="Dit is klaar").filter(has_text="Roelofs").click()
    page.get_by_text("Goed gedaan. Deze stap is klaar.").wait_for()
    look(page)
    assert PlanStep.objects.filter(who=StepBy.CLIENT, done_on__isnull=False).exists()
    page.get_by_role("button", name="Toch niet klaar").filter(has_text="Roelofs").click()
    page.get_by_text("Deze stap staat weer open.").wait_for()
    assert not PlanStep.objects.filter(done_on__isnull=False).exists()
