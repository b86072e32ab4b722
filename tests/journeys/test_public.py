"""A visitor finds a place, the desk that helps, and what was promised: with JavaScript and without."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.journeys.conftest import Country

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.journey, pytest.mark.db]
Look = Callable[["Page"], None]


def test_visitor_finds_a_place_without_javascript(
    browser: "Browser", live_server: object, country: Country
) -> None:
    context = browser.new_context(base_url=str(live_server), java_script_enabled=False)
    context.set_default_timeout(10_000)
    page = context.new_page()

    page.goto("/")
    page.get_by_label("Wat wil je leren of doen?").fill("lasser")
    page.get_by_label("Waar?").fill("7511")
    page.get_by_role("button", name="Zoek plekken").click()
    page.get_by_label("Geen diploma nodig").check()
    page.get_by_role("button", name="Toon deze plekken").click()
    page.get_by_role("link", name="Haal weg: Geen diploma nodig").wait_for()
    page.get_by_role("link", name=country.place.title, exact=True).click()

    assert page.get_by_role("heading", level=1).inner_text() == country.place.title
    context.close()


def test_filters_change_the_list_in_place_and_back_undoes_them(page: "Page", country: Country) -> None:
    page.goto("/leerwerkplekken?q=lasser")
    before = page.locator("#aantal").inner_text()

    page.get_by_label("Geen diploma nodig").check()
    page.get_by_role("link", name="Haal weg: Geen diploma nodig").wait_for()

    assert page.url.endswith("/leerwerkplekken?q=lasser&zonder-diploma=ja")
    assert page.locator(":focus").get_attribute("id") == "filter-zonder-diploma"
    assert page.locator("#lw-live").inner_text() == page.locator("#aantal").inner_text() != before
    page.go_back()
    page.get_by_role("link", name="Haal weg: Geen diploma nodig").wait_for(state="detached")
    assert page.locator("#aantal").inner_text() == before
    assert not page.get_by_label("Geen diploma nodig").is_checked()


def test_public_pages_please_on_phone_and_desktop(page: "Page", country: Country, look: Look) -> None:
    agreement = country.target.measure.agreement
    for address in (
        "/",
        "/leerwerkplekken?waar=7511",
        "/leerwerkplekken?q=lasssser&waar=7511&km=5",
        country.place.get_absolute_url(),
        "/akkoorden",
        agreement.get_absolute_url(),
        "/loketten?waar=7511",
        "/loketten/twente",
        "/over",
        "/werkgevers",
    ):
        page.goto(address)
        look(page)
