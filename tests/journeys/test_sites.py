"""Two regions with brands of their own, by prefix and by host name, and the coordinator who keeps one of them."""

from collections.abc import Callable
from datetime import time
from typing import TYPE_CHECKING

import pytest

from leerwerk.accounts.models import User
from leerwerk.network.enums import Role
from leerwerk.network.models import Desk, DeskText, OpeningHours, TeamMember
from tests.factories.network import DeskFactory, MembershipFactory, RegionFactory, SiteHostFactory
from tests.journeys.conftest import Country

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.journey, pytest.mark.db]
Look = Callable[["Page"], None]
SignIn = Callable[["Page", User], None]
RIJNMOND = {"action": "#1f4e2c", "header": "#123a22", "on-header": "#ffffff", "footer": "#123a22"}


@pytest.fixture
def rijnmond(country: Country) -> Desk:
    """A second region, with a host name of its own and a merged desk that leads to it."""
    region = RegionFactory(code="AM22", name="Rijnmond", slug="rijnmond", tile_column=2, tile_row=7)
    desk: Desk = DeskFactory(region=region, name="Loket Rijnmond", slug="rijnmond", brand=RIJNMOND)
    SiteHostFactory(desk=desk, host="rijnmond.localhost")
    old = DeskFactory(region=region, name="Loket Haven", slug="haven", phase="MERGED", successor=desk)
    SiteHostFactory(desk=old, host="haven.localhost")
    DeskText.objects.create(desk=desk, kind="WELCOME", text="Welkom aan de haven.")
    TeamMember.objects.create(desk=desk, name="Sheila", job="adviseur", consented_on="2026-01-01")
    for weekday in range(7):
        OpeningHours.objects.create(desk=desk, weekday=weekday, opens=time(0, 1), closes=time(23, 59))
    DeskFactory(region=RegionFactory(name="Zeeland", slug="zeeland", tile_column=1, tile_row=8), phase="PLAN")
    return desk


def test_visitor_stays_on_the_site_of_the_region(
    page: "Page", live_server: object, country: Country, rijnmond: Desk, look: Look
) -> None:
    twente = country.region
    page.goto(f"/r/{twente.slug}/")
    look(page)
    page.get_by_label("Wat wil je leren of doen?").fill("lasser")
    page.get_by_role("button", name="Zoek plekken").click()
    page.get_by_role("link", name=country.place.title, exact=True).click()
    assert f"/r/{twente.slug}/leerwerkplekken/" in page.url

    host = (
        str(live_server)
        .replace("127.0.0.1", "rijnmond.localhost")
        .replace("//localhost", "//rijnmond.localhost")
    )
    page.goto(f"{host}/")
    look(page)
    assert page.get_by_text("Vandaag open tot 23.59 uur.").is_visible()
    page.get_by_role("link", name="Over ons loket").click()
    assert page.url == f"{host}/loketten/rijnmond"
    look(page)
    page.goto("/r/zeeland/")
    look(page)
    page.goto("/r/bestaat-niet/")
    assert page.get_by_role("heading", level=1).inner_text() == "Deze pagina vinden we niet"


def test_coordinator_mends_colours_before_they_are_on_the_site(
    page: "Page", country: Country, sign_in: SignIn, look: Look
) -> None:
    desk = Desk.objects.get(region=country.region)
    person = MembershipFactory(role=Role.COORDINATOR, region=country.region).user
    sign_in(page, person)
    page.goto(f"/desk/site/{desk.slug}/huisstijl")
    page.get_by_label("Knoppen").fill("#f4a300")
    page.get_by_role("button", name="Gebruik").first.wait_for()
    look(page)
    page.get_by_role("button", name="Gebruik").first.click()
    page.get_by_role("heading", name="Zo wordt het").wait_for()
    look(page)
    page.get_by_role("button", name="Zet deze kleuren op de site").click()
    page.get_by_text("De kleuren staan op je site.").wait_for()
    desk.refresh_from_db()
    assert "action" in desk.brand
    page.goto(f"/desk/site/{desk.slug}/openingstijden")
    look(page)
