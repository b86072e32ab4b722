"""What comes after the first visit, on the national site and on two regions with their brands: each item once more.

Beside `test_each_site`, which walks from the search to the own page: here a visitor narrows a search and looks at the
map, shows interest, stops a mail, moves and cancels an appointment, reads an answer, takes all along and leaves.
"""

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from leerwerk.casework.mails.appointments import own_token
from leerwerk.casework.models import Appointment, Topic, WeeklyHours
from leerwerk.contact.actions.questions import answer_question
from leerwerk.contact.links import question_path
from leerwerk.contact.models import Interest, Question
from leerwerk.kernel import clock
from leerwerk.network.models import Region
from leerwerk.network.queries import actor_for
from leerwerk.search.links import stop_path
from leerwerk.search.models import SavedSearch
from tests.factories.appointments import AppointmentFactory, VisitorFactory
from tests.factories.contact import CorrespondentFactory, QuestionFactory
from tests.factories.network import MunicipalityFactory, PostcodeFactory
from tests.factories.search import SavedSearchFactory
from tests.journeys.conftest import DESKTOP, PHONE, Country
from tests.journeys.visits import Visit, make_visits
from tests.web.public.mijn.conftest import code_for

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.journey, pytest.mark.db]
NOTHING = "Hier vonden we niets"


@pytest.fixture
def visits(country: Country) -> list[Visit]:
    PostcodeFactory(
        pc4="7512", locality_name="Enschede", municipality=MunicipalityFactory(region=country.region)
    )
    return make_visits(country)


def test_every_item_goes_on_on_the_national_site_and_on_those_of_two_regions(
    page: "Page", visits: list[Visit]
) -> None:
    for visit in visits:
        page.context.clear_cookies()
        _narrow(page, visit)
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        for walk in (_interest, _wizard, _stop_mail, _change_appointment, _answer, _employer, _read, _leave):
            walk(page, visit)
            assert page.url.partition("//")[2].partition("/")[2].startswith(visit.prefix.removeprefix("/"))
    assert Interest.objects.filter(person__email="").count() == len(visits)  # wiped when they left


def _region(visit: Visit) -> Region:
    """The region of the visitor: on the national site that of the place."""
    region = visit.place.region
    assert region is not None
    return region


def _narrow(page: "Page", visit: Visit) -> None:
    """Item 1: suggestions, a filter with its count, order, map, the question in the address, and nothing found."""
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    page.goto(f"{visit.prefix}/leerwerkplekken")
    page.get_by_role("combobox", name="Wat wil je leren of doen?").press_sequentially("las", delay=20)
    page.get_by_role("option", name="Lasser", exact=True).click()
    page.wait_for_url("**q=Lasser**")
    page.get_by_role("combobox", name="Waar?").press_sequentially("751", delay=20)
    page.get_by_role("option", name="7511 Enschede").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("combobox", name="Waar?").fill("")

    box = page.get_by_label(re.compile("^Geen diploma nodig"))
    told = page.locator("label:has(#filter-zonder-diploma) .lw-facet__count").inner_text()
    box.check()
    page.wait_for_url("**zonder-diploma=ja**")
    assert page.locator("#aantal").inner_text().startswith(f"{told} leerwerkplek")
    page.reload()
    assert box.is_checked()
    page.get_by_role("link", name="Haal weg: Geen diploma nodig").click()
    page.wait_for_url(re.compile(r"q=Lasser$"))
    page.get_by_role("link", name="Begint snel").or_(page.get_by_role("link", name="Kaart")).first.wait_for()
    page.get_by_role("link", name="Kaart").click()
    page.wait_for_url("**weergave=kaart**")
    page.locator("#resultaten svg a").first.wait_for()
    page.goto(f"{visit.prefix}/leerwerkplekken?q=bestaatniet")
    page.get_by_text(NOTHING).wait_for()
    page.get_by_role("link", name=re.compile("maak een afspraak|loket bij jou in de buurt")).wait_for()
    feed = page.request.get(f"{visit.prefix}/leerwerkplekken/rss?q=lasser")
    assert visit.place.title in feed.text()


def _interest(page: "Page", visit: Visit) -> None:
    """Item 2: how far it is, what is alike, and interest that the employer gets."""
    page.goto(f"{visit.prefix}{visit.place.get_absolute_url()}?waar=7511")
    page.get_by_text("Vanaf 7511 Enschede").wait_for()
    page.get_by_role("heading", name="Plekken die hierop lijken").wait_for()
    assert '"JobPosting"' in page.content()
    page.get_by_role("link", name="Ik heb interesse").first.click()
    page.get_by_label("Je naam").fill("Iris Bakker")
    page.get_by_label("Je mailadres").fill(visit.email)
    page.get_by_label(f"Ik vind het goed dat {visit.place.employer.name}").check()
    page.get_by_role("button", name="Verstuur naar de werkgever").click()
    page.get_by_role("heading", name="Je interesse is verstuurd").wait_for()


def _wizard(page: "Page", visit: Visit) -> None:
    """Item 3, for an employer: which schemes fit, and why others do not."""
    page.goto(f"{visit.prefix}/geld/welke-regeling?voor=EMPLOYER")
    while page.get_by_role("button", name="Sla deze vraag over").count():
        page.get_by_role("button", name="Sla deze vraag over").click()
    page.get_by_role("heading", name="Wat past bij je").wait_for()


def _stop_mail(page: "Page", visit: Visit) -> None:
    """Item 4: the link below a mail stops it by its button, and not by being opened."""
    saved = SavedSearchFactory(
        person__email=visit.email, region=None if visit.is_national else _region(visit)
    )
    page.goto(f"{visit.prefix}{stop_path(saved)}")
    assert SavedSearch.objects.filter(pk=saved.pk).exists()
    page.get_by_role("button", name="Ja, stop deze mail").click()
    page.get_by_role("heading", name="Je krijgt geen mail meer").wait_for()
    assert not SavedSearch.objects.filter(pk=saved.pk).exists()


def _change_appointment(page: "Page", visit: Visit) -> None:
    """Item 5: find the desk by postcode, move an appointment by its link, and cancel it."""
    page.goto(f"{visit.prefix}/loketten?waar=7512")
    page.get_by_role("heading", name="Jouw loket, voor 7512 Enschede").wait_for()
    row = _booked(visit)
    page.goto(f"{visit.prefix}/afspraak/mijn/{own_token(row)}")
    page.get_by_role("link", name="Kies een andere tijd").click()
    page.get_by_role("link", name=re.compile(r"^\d\d\.\d\d")).last.click()
    assert Appointment.objects.get(pk=row.pk).begins_at == row.begins_at
    page.get_by_role("button", name="Verzet naar deze tijd").click()
    page.get_by_text("Je afspraak is verzet.").wait_for()
    assert Appointment.objects.get(pk=row.pk).begins_at != row.begins_at
    page.get_by_role("link", name="Zeg de afspraak af").click()
    page.get_by_role("button", name="Ja, zeg mijn afspraak af").click()
    page.get_by_role("heading", name="Deze afspraak gaat niet door").wait_for()
    assert Appointment.objects.get(pk=row.pk).status == "CANCELLED"


def _booked(visit: Visit) -> Appointment:
    """An appointment of the visitor on a morning of the week after next."""
    region, hours = _region(visit), WeeklyHours.objects.filter(membership__region=_region(visit))
    now = clock.now()
    monday = (now - timedelta(days=now.weekday() - 14)).replace(hour=9, minute=0, second=0, microsecond=0)
    adviser = hours.order_by("pk")[0].membership.user
    made: Appointment = AppointmentFactory(
        region=region,
        adviser=adviser,
        topic=Topic.objects.filter(region=region).order_by("pk")[0],
        visitor=VisitorFactory(region=region, email=visit.email),
        begins_at=monday,
    )
    return made


def _answer(page: "Page", visit: Visit) -> None:
    """Item 6: the answer of the desk stands behind the link, and a reply goes back."""
    region = _region(visit)
    row = QuestionFactory(region=region, person=CorrespondentFactory(email=visit.email))
    adviser = WeeklyHours.objects.filter(membership__region=region).order_by("pk")[0].membership.user
    answer_question(
        question=row, text="Ja, dat kan.", seen=1, actor=actor_for(adviser, clock.today()), now=clock.now()
    )
    page.goto(f"{visit.prefix}{question_path(row)}")
    page.get_by_text("Ja, dat kan.").wait_for()
    page.get_by_label("Je reactie").fill("Wanneer zijn jullie open?")
    page.get_by_role("button", name="Verstuur je reactie").click()
    page.get_by_text("Wanneer zijn jullie open?").wait_for()
    assert Question.objects.get(pk=row.pk).status == "OPEN"


def _employer(page: "Page", visit: Visit) -> None:
    """Item 8: language at work and a culture of learning, with the money for it."""
    page.goto(f"{visit.prefix}/werkgevers")
    page.get_by_role("heading", name="Taal op het werk").wait_for()
    page.get_by_role("link", name="Welke regeling past bij mijn bedrijf?").click()
    page.wait_for_url("**voor=EMPLOYER**")


def _read(page: "Page", visit: Visit) -> None:
    """Item 9: an agreement with its figures, and what machines read."""
    page.goto(f"{visit.prefix}/akkoorden?regio=")
    page.get_by_role("link", name="Leerwerkakkoord").first.click()
    page.get_by_role("img").first.wait_for()
    for address in ("/verhalen/rss", "/nieuws/atom", "/agenda/rss", "/agenda/alles.ics"):
        assert page.request.get(f"{visit.prefix}{address}").ok, address


def _leave(page: "Page", visit: Visit) -> None:
    """Item 7: everything along in a file, and then nothing any more."""
    page.goto(f"{visit.prefix}/mijn")
    page.get_by_label("Je mailadres").fill(visit.email)
    page.get_by_role("button", name="Mail mij een code").click()
    page.get_by_label("De code uit de mail").fill(code_for(visit.email))
    page.get_by_role("button", name="Meld je aan").click()
    page.get_by_role("link", name=visit.place.title).wait_for()
    page.goto(f"{visit.prefix}/mijn/gegevens")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download mijn gegevens").click()
    assert waiting.value.suggested_filename == "mijn-gegevens.zip"
    page.get_by_role("link", name="Bekijk wat er gewist wordt").click()
    page.get_by_label("Ja, ik weet dat dit niet terug kan").check()
    page.get_by_role("button", name="Wis mijn gegevens").click()
    page.get_by_role("heading", name="Je gegevens zijn gewist").wait_for()
