"""What a visitor can do, from searching to the own page, on the national site and on two regions with their brands.

One country and one server for the three: each walk goes through all items on a phone, as a visitor of that site.
Axe judges, on the site with the darkest brand, what no journey of its own judges already.
"""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from leerwerk.casework.models import Appointment
from leerwerk.contact.models import Question
from leerwerk.kernel.models import OutboxMail
from leerwerk.search.models import SavedSearch
from tests.journeys.conftest import PHONE, Country
from tests.journeys.visits import Visit, make_visits

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.journey, pytest.mark.db]
Judge = Callable[["Page"], None]
CODE = re.compile(r"\b(\d{4}-\d{4})\b")
LINK = re.compile(r"https?://[^/\s]+(/\S*zoekvraag/\S+)")


@pytest.fixture
def visits(country: Country) -> list[Visit]:
    return make_visits(country)


def test_every_item_works_on_the_national_site_and_on_those_of_two_regions(
    page: "Page", visits: list[Visit], assert_accessible: Judge
) -> None:
    for visit in visits:
        page.context.clear_cookies()
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        _see_the_brand(page, visit)
        for walk in (_search, _money_and_training, _appointment, _employer, _read, _own_page):
            is_judged = walk in JUDGED_HERE and "rijnmond" in visit.prefix
            walk(page, visit, assert_accessible if is_judged else lambda _page: None)
    assert SavedSearch.objects.filter(confirmed_at__isnull=False).count() == len(visits)
    assert Question.objects.count() == 2 * len(visits)
    assert Appointment.objects.count() == len(visits)


def _seen(page: "Page", visit: Visit, judge: Judge) -> None:
    """We are still on this site, nothing sticks out, and axe is content."""
    page.wait_for_load_state()
    path = page.url.partition("//")[2].partition("/")[2]
    assert f"/{path}".startswith(visit.prefix or "/")
    assert visit.prefix or not path.startswith("r/"), page.url
    overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert overflow <= 0, f"{page.url} is {overflow} px too wide"
    judge(page)


def _see_the_brand(page: "Page", visit: Visit) -> None:
    page.goto(f"{visit.prefix}/")
    colours = page.evaluate(
        "['.lw-header', '.lw-search .nl-button--primary']"
        ".map(each => getComputedStyle(document.querySelector(each)).backgroundColor)"
    )
    assert colours == [visit.header, visit.button]


def _search(page: "Page", visit: Visit, judge: Judge) -> None:
    """Items 1, 2, 4 and 6: search, save the question, a place, and ask about it."""
    page.get_by_label("Wat wil je leren of doen?").fill("lasser")
    page.get_by_role("button", name="Zoek plekken").click()
    _seen(page, visit, judge)
    results = page.url
    page.get_by_role("link", name="Bewaar deze zoekvraag").click()
    page.get_by_label("Je mailadres").fill(visit.email)
    _seen(page, visit, judge)
    page.get_by_role("button", name="Mail mij nieuwe plekken").click()
    page.get_by_role("heading", name="Kijk nu in je mail").wait_for()
    page.goto(_mailed(LINK))
    page.get_by_role("button", name="Ja, mail mij").click()
    page.get_by_role("heading", name="Gelukt: je krijgt mail over nieuwe plekken").wait_for()
    _seen(page, visit, judge)

    page.goto(results)
    page.get_by_role("link", name=visit.place.title, exact=True).click()
    _seen(page, visit, judge)
    page.get_by_role("link", name="Stel een vraag").first.click()
    page.get_by_label("Wat wil je weten?").fill("Mag ik een dag meelopen?")
    page.get_by_label("Je naam").fill("Iris Bakker")
    page.get_by_label("Je mailadres").fill(visit.email)
    _seen(page, visit, judge)
    page.get_by_role("button", name="Verstuur je vraag").click()
    page.get_by_role("heading", name="Je vraag is verstuurd").wait_for()
    _seen(page, visit, judge)


def _money_and_training(page: "Page", visit: Visit, judge: Judge) -> None:
    """Item 3: a training, who pays by the wizard and why, the scheme, and what EVC is."""
    page.goto(f"{visit.prefix}/opleidingen?q=lassen")
    _seen(page, visit, judge)
    page.get_by_role("link", name="Lassen in").first.click()
    _seen(page, visit, judge)
    page.get_by_role("link", name="Kijk welke regeling bij jou past").click()
    _seen(page, visit, judge)
    page.get_by_label("Je hebt werk in loondienst").check()
    page.get_by_role("button", name="Verder").click()
    for _question in range(3):
        page.get_by_role("button", name="Sla deze vraag over").click()
    page.get_by_role("heading", name="Wat past bij je?").wait_for()
    page.get_by_text("passen niet, en waarom").click()
    _seen(page, visit, judge)
    page.locator("article h3 a").first.click()
    page.get_by_role("heading", name="Hoe vraag je het aan?").wait_for()
    _seen(page, visit, judge)
    page.goto(f"{visit.prefix}/evc")
    page.get_by_role("link", name="EVC voor vakmensen").first.wait_for()
    _seen(page, visit, judge)


def _appointment(page: "Page", visit: Visit, judge: Judge) -> None:
    """Item 5: from the front page to a time at the desk, with the questions skipped."""
    page.goto(f"{visit.prefix}/afspraak")
    if visit.is_national:
        page.get_by_role("link", name="Twente").click()
    page.get_by_role("link", name="Wat past bij mij?").click()
    page.get_by_role("link", name="Bij het loket").click()
    page.get_by_role("link", name="Eerste vrije tijd").click()
    page.get_by_label("Voornaam").fill("Iris")
    page.get_by_label("Achternaam").fill("Bakker")
    page.get_by_label("Mailadres").fill(visit.email)
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("link", name="Sla alle vragen over").click()
    judge(page)
    page.get_by_role("button", name="Maak de afspraak").click()
    page.get_by_text("Gelukt. We stuurden een bevestiging").wait_for()
    judge(page)


def _employer(page: "Page", visit: Visit, judge: Judge) -> None:
    """Item 8: how it works, and have the desk call."""
    page.goto(f"{visit.prefix}/werkgevers")
    _seen(page, visit, judge)
    page.get_by_role("link", name="Bied een leerwerkplek aan").click()
    page.get_by_label("Wat wil je weten of regelen?").fill("We zoeken iemand die wil leren lassen.")
    page.get_by_label("Naam van je bedrijf").fill("Lasbedrijf Roelofs")
    if visit.is_national:
        page.get_by_label("Postcode of plaats van je bedrijf").fill("7511")
    page.get_by_label("Je naam").fill("Bram Roelofs")
    page.get_by_label("Je telefoonnummer").fill("06 12345678")
    _seen(page, visit, judge)
    page.get_by_role("button", name="Verstuur").click()
    page.get_by_role("heading", name="Je vraag is verstuurd").wait_for()


def _read(page: "Page", visit: Visit, judge: Judge) -> None:
    """Item 9: an agreement with its progress, a story, news, the agenda, and the statements."""
    for address, name in (
        ("/akkoorden?regio=", "Leerwerkakkoord"),
        ("/verhalen", "Fleur vond haar vak"),
        ("/nieuws", "Meer plekken in de techniek"),
        ("/agenda", "Open avond in de werkplaats"),
    ):
        page.goto(f"{visit.prefix}{address}")
        _seen(page, visit, judge)
        page.get_by_role("link", name=name).first.click()
        _seen(page, visit, judge)
    for name in ("Toegankelijkheid", "Privacy"):
        page.get_by_role("contentinfo").get_by_role("link", name=name).click()
        _seen(page, visit, judge)


def _own_page(page: "Page", visit: Visit, judge: Judge) -> None:
    """Item 7: by a code from the mail, what this visitor did today stands together."""
    page.goto(f"{visit.prefix}/mijn")
    _seen(page, visit, judge)
    page.get_by_label("mailadres").first.fill(visit.email)
    page.get_by_role("button", name="Mail mij een code").click()
    page.get_by_label("code").first.fill(_mailed(CODE))
    page.get_by_role("button", name="Meld je aan").click()
    page.get_by_role("heading", name="Je afspraken").wait_for()
    for name in ("Bekijk je afspraak", "Mag ik een dag meelopen?", "Pauzeer of stop"):
        assert page.get_by_role("link", name=name).count() == 1
    _seen(page, visit, judge)


def _mailed(pattern: re.Pattern[str]) -> str:
    """What the last mail says."""
    found = pattern.search(OutboxMail.objects.latest("pk").text)
    assert found
    return found.group(1)


JUDGED_HERE = (_money_and_training, _employer, _read)
