"""A citizen on a phone: asks a code, reads the mail, signs in, cancels an appointment, takes all along and leaves."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from leerwerk.accounts.models import User
from leerwerk.casework.enums import ReferralStatus
from leerwerk.casework.models import Appointment
from leerwerk.kernel import clock
from leerwerk.kernel.models import OutboxMail
from leerwerk.people.models import Client
from tests.factories.appointments import AppointmentFactory, VisitorFactory
from tests.factories.casework import ReferralFactory
from tests.factories.contact import CorrespondentFactory, InterestFactory, QuestionFactory
from tests.factories.search import SavedSearchFactory
from tests.journeys.conftest import PHONE, Country
from tests.web.public.mijn.conftest import code_for

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.journey, pytest.mark.db]
ADDRESS = "sam@voorbeeld.nl"
Look = Callable[["Page"], None]


@pytest.fixture
def everything(country: Country) -> Appointment:
    """A file, an appointment, a question, an interest and a saved search under one address."""
    Client.objects.filter(pk=country.case.client_id).update(email=ADDRESS)
    ReferralFactory(case=country.case, place=country.place, status=ReferralStatus.SENT)
    QuestionFactory(person=CorrespondentFactory(email=ADDRESS), region=country.region)
    InterestFactory(person=CorrespondentFactory(email=ADDRESS), place=country.place)
    SavedSearchFactory(person__email=ADDRESS, parameters="q=lasser&waar=Enschede", region=country.region)
    visitor = VisitorFactory(region=country.region, email=ADDRESS)
    begins = (clock.now() + timedelta(days=6)).replace(hour=10, minute=0)
    return AppointmentFactory(
        region=country.region,
        visitor=visitor,
        adviser=country.adviser,
        begins_at=begins,
        topic__name="Kennismaken",
    )


def test_citizen_on_a_phone_looks_cancels_takes_along_and_leaves(
    page: "Page", everything: Appointment, country: Country, look: Look
) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/r/twente/")
    page.get_by_role("link", name="Mijn", exact=True).click()
    look(page)
    page.set_viewport_size(PHONE)
    page.get_by_label("Je mailadres").fill("Sam@voorbeeld.nl")
    page.get_by_role("button", name="Mail mij een code").click()
    page.get_by_label("De code uit de mail").fill("00000000")
    page.get_by_role("button", name="Meld je aan").click()
    page.get_by_role("link", name="Deze code klopt niet").wait_for()
    look(page)
    page.set_viewport_size(PHONE)
    page.get_by_label("De code uit de mail").fill(code_for(ADDRESS))
    page.get_by_role("button", name="Meld je aan").click()

    page.get_by_role("heading", name="Je afspraken").wait_for()
    assert page.url.endswith("/r/twente/mijn")
    look(page)
    page.set_viewport_size(PHONE)
    page.get_by_role("link", name="Zeg af").click()
    page.get_by_role("button", name="Ja, zeg mijn afspraak af").click()
    page.get_by_text("Je afspraak is afgezegd").wait_for()
    everything.refresh_from_db()
    assert everything.status == "CANCELLED"

    page.goto("/r/twente/mijn/traject")
    page.get_by_text("Leerling lasser").first.wait_for()
    look(page)
    page.get_by_role("link", name="Trek in").click()
    look(page)
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="Ja, trek mijn toestemming in").click()
    page.get_by_text("Je toestemming is ingetrokken").wait_for()

    take_along_and_leave(page, look)

    assert not User.objects.filter(email=ADDRESS).exists()
    assert Client.objects.get(pk=country.case.client_id).erased_at is not None
    assert OutboxMail.objects.filter(to=ADDRESS).latest("pk").subject == "Je gegevens zijn gewist"


def take_along_and_leave(page: "Page", look: Look) -> None:
    """The second half: a zip with everything, and then nothing any more."""
    page.goto("/r/twente/mijn/gegevens")
    look(page)
    page.set_viewport_size(PHONE)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download mijn gegevens").click()
    with zipfile.ZipFile(io.BytesIO(Path(waiting.value.path()).read_bytes())) as zipped:
        told = json.loads(zipped.read("mijn-gegevens.json"))
    assert {"casework.Referral", "search.SavedSearch"} <= {table["table"] for table in told["tables"]}

    page.get_by_role("link", name="Verander je mailadres").click()
    look(page)
    page.goto("/r/twente/mijn/wissen")
    look(page)
    page.set_viewport_size(PHONE)
    page.get_by_label("Ja, ik weet dat dit niet terug kan").check()
    page.get_by_role("button", name="Wis mijn gegevens").click()
    page.get_by_role("heading", name="Je gegevens zijn gewist").wait_for()
    look(page)
