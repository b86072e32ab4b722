"""A question from visitor to adviser and back, and interest from visitor to employer, by phone in a real browser."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from leerwerk.accounts.models import User
from leerwerk.contact.models import Interest, Question
from tests.journeys.conftest import PHONE, Country

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.journey
SignIn = Callable[["Page", User], None]
Look = Callable[["Page"], None]


def test_visitor_asks_adviser_answers_visitor_reads(
    page: "Page", country: Country, sign_in: SignIn, look: Look
) -> None:
    """On the site of a region: the proof of work is solved by the browser, unseen."""
    page.set_viewport_size(PHONE)
    page.goto("/r/twente/vraag")
    page.get_by_role("button", name="Verstuur je vraag").click()
    page.get_by_role("heading", name="Er zijn nog 3 dingen die niet kloppen").wait_for()
    page.get_by_label("Wat wil je weten?").fill("Kan ik leren lassen zonder diploma?")
    page.get_by_label("Je naam").fill("Iris Bakker")
    page.get_by_label("Je mailadres").fill("iris@voorbeeld.nl")
    look(page)
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="Verstuur je vraag").click()
    page.get_by_role("heading", name="Je vraag is verstuurd").wait_for()
    follow = page.url.partition("?")[0]
    assert "/r/twente/vraag/" in follow
    look(page)
    question = Question.objects.get()
    assert question.region == country.region

    sign_in(page, country.adviser)
    page.goto("/desk/vragen")
    look(page)
    page.get_by_role("link", name="Kan ik leren lassen zonder diploma?").click()
    page.get_by_label("Je antwoord").fill("Ja, dat kan.\n\nKom gerust langs, dan zoeken we samen.")
    look(page)
    page.get_by_role("button", name="Bekijk de mail").click()
    page.get_by_role("heading", name="Zo ziet je antwoord eruit").wait_for()
    look(page)
    page.get_by_role("button", name="Verstuur het antwoord").click()
    page.get_by_text("Je antwoord is verstuurd").wait_for()

    page.context.clear_cookies()
    page.goto(follow)
    page.get_by_text("Kom gerust langs").wait_for()
    look(page)
    page.get_by_label("Je reactie").fill("Dank je! Wanneer zijn jullie open?")
    page.get_by_role("button", name="Verstuur je reactie").click()
    page.get_by_text("Wanneer zijn jullie open?").wait_for()
    question.refresh_from_db()
    assert question.status == "OPEN"


def test_visitor_shows_interest_employer_answers_visitor_withdraws(
    page: "Page", country: Country, sign_in: SignIn, look: Look
) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{country.place.get_absolute_url()}?waar=7511")
    page.get_by_text("Vanaf 7511 Enschede").wait_for()
    look(page)
    page.get_by_role("link", name="Ik heb interesse").first.click()
    page.get_by_label("Je naam").fill("Iris Bakker")
    page.get_by_label("Je mailadres").fill("iris@voorbeeld.nl")
    page.get_by_label("Bericht aan de werkgever").fill("Ik wil graag leren lassen.")
    page.get_by_label("Ik vind het goed dat Lasbedrijf Roelofs").check()
    page.get_by_label("Ik wil ook hulp: Leerwerkloket Twente").check()
    look(page)
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="Verstuur naar de werkgever").click()
    page.get_by_role("heading", name="Je interesse is verstuurd").wait_for()
    follow = page.url.partition("?")[0]
    look(page)

    sign_in(page, country.employer)
    page.goto("/partner/interesse")
    look(page)
    page.get_by_role("link", name="Iris Bakker").click()
    page.get_by_label("Ja, ik neem contact op").check()
    page.get_by_label("Je bericht").fill("Leuk! Ik bel je morgen.")
    look(page)
    page.get_by_role("button", name="Verstuur je antwoord").click()
    page.get_by_text("Je antwoord is verstuurd").wait_for()

    page.context.clear_cookies()
    page.goto(follow)
    page.get_by_text("Ik bel je morgen").wait_for()
    look(page)
    page.get_by_text("Trek mijn interesse in").click()
    page.get_by_role("button", name="Ja, trek in en wis").click()
    page.get_by_role("heading", name="Je interesse is ingetrokken").wait_for()
    assert Interest.objects.get().person.name == "(gewist)"
