"""Saving a question, from the search to the last mail; and an employer whom the desk calls: by phone, in a browser."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils.timezone import localdate

from leerwerk.accounts.models import User
from leerwerk.catalogue.models import Place
from leerwerk.contact.models import Question
from leerwerk.kernel import clock
from leerwerk.kernel.models import OutboxMail
from leerwerk.search.actions.mailing import mail_slice
from leerwerk.search.models import SavedSearch
from tests.journeys.conftest import PHONE, Country

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.journey, pytest.mark.db]
SignIn = Callable[["Page", User], None]
Look = Callable[["Page"], None]


def link_in(mail: OutboxMail, ending: str) -> str:
    """The path of the address in a mail that ends so."""
    found = re.search(rf"https?://[^/\s]+(/\S*{ending})\s", mail.text)
    assert found is not None, mail.text
    return found.group(1)


def test_visitor_saves_a_question_gets_mail_and_stops_it(page: "Page", country: Country, look: Look) -> None:
    """On the national site."""
    page.set_viewport_size(PHONE)
    page.goto("/leerwerkplekken?q=lasser&waar=7511")
    page.get_by_role("link", name="Bewaar deze zoekvraag").click()
    page.get_by_text("lasser bij 7511 Enschede").wait_for()
    page.get_by_role("button", name="Mail mij nieuwe plekken").click()
    page.get_by_role("heading", name="Er is nog 1 ding dat niet klopt").wait_for()
    look(page)
    page.set_viewport_size(PHONE)
    page.get_by_label("Je mailadres").fill("iris@voorbeeld.nl")
    page.get_by_label("Elke dag, als er iets nieuws is").check()
    page.get_by_role("button", name="Mail mij nieuwe plekken").click()
    page.get_by_role("heading", name="Kijk nu in je mail").wait_for()
    look(page)

    page.goto(link_in(OutboxMail.objects.get(), "/bevestigen"))
    look(page)
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="Ja, mail mij").click()
    page.get_by_role("heading", name="Gelukt: je krijgt mail over nieuwe plekken").wait_for()
    look(page)

    now = clock.now()
    Place.objects.filter(pk=country.place.pk).update(published_at=now - timedelta(hours=1))
    SavedSearch.objects.update(due_on=localdate(now), seen_until=now - timedelta(hours=2))
    mail_slice(now=now)
    page.set_viewport_size(PHONE)
    mail = OutboxMail.objects.latest("pk")
    assert mail.subject == "1 nieuwe plek: lasser bij 7511 Enschede"
    letter = page.context.new_page()  # a mail has styles inline, which our own pages may not
    letter.set_viewport_size(PHONE)
    letter.set_content(mail.html)
    assert letter.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    letter.close()

    page.goto(link_in(mail, "/stoppen"))
    look(page)
    page.get_by_role("button", name="Ja, stop deze mail").click()
    page.get_by_role("heading", name="Je krijgt geen mail meer").wait_for()
    assert not SavedSearch.objects.exists()


def test_employer_asks_and_the_desk_of_the_region_sees(
    page: "Page", country: Country, sign_in: SignIn, look: Look
) -> None:
    """On the site of a region."""
    page.set_viewport_size(PHONE)
    page.goto("/r/twente/werkgevers")
    look(page)
    page.set_viewport_size(PHONE)
    page.get_by_role("link", name="Maak een afspraak over taal op het werk").click()
    assert page.get_by_label("Taal op het werk").is_checked()
    page.get_by_label("Wat wil je weten of regelen?").fill("Vier van ons willen beter Nederlands leren.")
    page.get_by_label("Naam van je bedrijf").fill("Bakkerij De Korenaar")
    page.get_by_label("Je naam").fill("Bram Smit")
    page.get_by_role("button", name="Verstuur").click()
    page.get_by_role("heading", name="Er is nog 1 ding dat niet klopt").wait_for()
    look(page)
    page.set_viewport_size(PHONE)
    page.get_by_label("Je telefoonnummer").fill("06 12345678")
    page.get_by_role("button", name="Verstuur").click()
    page.get_by_role("heading", name="Je vraag is verstuurd").wait_for()
    look(page)
    assert Question.objects.get().region == country.region

    sign_in(page, country.adviser)
    page.goto("/desk/vragen")
    page.get_by_text("Bakkerij De Korenaar").wait_for()
    look(page)
    page.get_by_role("link", name="Vier van ons willen beter").click()
    page.get_by_text("06 12345678").wait_for()
    look(page)


def test_saved_question_of_a_region_speaks_for_its_desk(page: "Page", country: Country) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/r/twente/leerwerkplekken")
    page.get_by_role("link", name="Bewaar deze zoekvraag").click()
    page.get_by_text("leerwerkplekken in Twente").wait_for()
    page.get_by_label("Je mailadres").fill("iris@voorbeeld.nl")
    page.get_by_role("button", name="Mail mij nieuwe plekken").click()
    page.get_by_role("heading", name="Kijk nu in je mail").wait_for()
    mail = OutboxMail.objects.get()
    assert "Leerwerkloket Twente" in mail.html
    page.goto(link_in(mail, "/bevestigen"))
    assert "/r/twente/" in page.url
    page.get_by_role("button", name="Ja, mail mij").click()
    page.get_by_role("button", name="Even geen mail").click()
    page.get_by_role("heading", name="De mail staat stil").wait_for()
