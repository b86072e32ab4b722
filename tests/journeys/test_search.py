"""A visitor searches on a phone: suggestions and map by keyboard, on the site of a region, and without JavaScript."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.journeys.conftest import PHONE, Country

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.journey, pytest.mark.db]
Look = Callable[["Page"], None]


def test_visitor_searches_by_keyboard_on_a_phone(page: "Page", country: Country, look: Look) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/leerwerkplekken")
    box = page.get_by_role("combobox", name="Wat wil je leren of doen?")
    box.press_sequentially("las", delay=20)
    page.get_by_role("option", name="Lasser", exact=True).wait_for()
    assert "suggestie" in page.locator("#lw-live").inner_text()
    look(page)
    page.set_viewport_size(PHONE)
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == page.locator("[aria-selected=true]").get_attribute(
        "id"
    )
    box.press("Enter")
    page.wait_for_url("**/leerwerkplekken?q=Lasser")
    assert not page.locator(".lw-suggest__option").count()

    page.goto("/leerwerkplekken?q=lasser&waar=7511&km=50&loon=")
    look(page)
    page.set_viewport_size(PHONE)
    assert top_of(page, "#resultaten article") < PHONE["height"]
    narrow_by_a_filter_and_ask_anew(page)
    page.goto("/leerwerkplekken?q=lasser&waar=7511&km=50&loon=")
    page.get_by_role("link", name="Kaart").click()
    dot = page.get_by_role("link", name="Enschede: ")
    dot.wait_for()
    assert "weergave=kaart" in page.url
    look(page)
    dot.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**stip=enschede-75**")
    heading = page.locator("#stip")
    assert heading.evaluate("heading => heading === document.activeElement")
    assert heading.inner_text() == dot.get_attribute("aria-label")
    assert page.locator("#resultaten article").count()
    look(page)
    page.get_by_role("link", name="Haal weg: Op de kaart: Enschede").click()
    page.wait_for_url(lambda address: "stip" not in address)
    heading.wait_for(state="detached")


def narrow_by_a_filter_and_ask_anew(page: "Page") -> None:
    """Filters and question fold away on a phone; what is chosen in them is told, kept in the address and announced."""
    assert not page.locator("#zoek-q").is_visible()
    page.locator("#filters-vouw summary").click()
    page.get_by_label("Geen diploma nodig").check()
    page.wait_for_url("**zonder-diploma=ja**")
    page.get_by_role("link", name="Toon 1 plek").click()
    assert page.locator("#aantal").evaluate("heading => heading === document.activeElement")
    assert "(1 gekozen)" in page.locator("#filters-vouw summary").inner_text()
    assert "1 leerwerkplek" in page.locator("#lw-live").inner_text()
    page.locator("#zoekvraag summary").click()
    page.locator("#zoek-waar").fill("")
    page.locator("#zoek-q").fill("leerling")
    page.get_by_role("button", name="Zoek plekken").click()
    page.wait_for_url("**q=leerling**")
    page.locator("#zoek-q").wait_for(state="hidden")
    assert page.locator("#zoekvraag summary").evaluate("bar => bar === document.activeElement")
    page.locator("#zoekvraag-kort", has_text="leerling").wait_for()


def top_of(page: "Page", what: str) -> float:
    """How far down something begins, in CSS pixels."""
    return float(page.locator(what).first.evaluate("it => it.getBoundingClientRect().top + scrollY"))


@pytest.mark.parametrize("is_allowed", [True, False])
def test_visitor_asks_for_places_near_where_they_are(
    browser: "Browser", live_server: object, country: Country, *, is_allowed: bool
) -> None:
    context = browser.new_context(
        base_url=str(live_server),
        viewport=PHONE,
        geolocation={"latitude": 52.2215, "longitude": 6.8937},
        permissions=["geolocation"] if is_allowed else [],
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    page.goto("/leerwerkplekken")
    page.get_by_role("button", name="Mijn locatie").press("Enter")
    if is_allowed:
        page.wait_for_url("**waar=7511**")
        page.locator("#resultaten article").first.wait_for()
        assert any("lat=52.22&lon=6.89" in each for each in asked)
    else:
        page.locator("#lw-live", has_text="Vul een plaats of postcode in").wait_for()
        assert page.locator("#zoek-waar").evaluate("box => box.validationMessage").startswith("Je apparaat")
        page.locator("#zoek-waar").fill("Enschede")
        page.get_by_role("button", name="Zoek plekken").click()
        page.wait_for_url("**waar=Enschede**")
    assert not any("52.2215" in each for each in asked)
    context.close()


def test_site_of_a_region_begins_there_and_opens_the_country(
    page: "Page", country: Country, look: Look
) -> None:
    page.goto("/r/twente/leerwerkplekken")
    page.get_by_text("Je zoekt in Twente.").wait_for()
    look(page)
    page.get_by_role("link", name="Zoek in heel Nederland").click()
    page.get_by_text("Je zoekt in Twente.").wait_for(state="detached")
    page.goto("/r/twente/leerwerkplekken?weergave=kaart&regio=heel-nederland")
    look(page)


def test_visitor_uses_the_map_without_javascript(
    browser: "Browser", live_server: object, country: Country
) -> None:
    context = browser.new_context(base_url=str(live_server), java_script_enabled=False, viewport=PHONE)
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto("/leerwerkplekken?q=lasser")
    assert top_of(page, "#resultaten article") < PHONE["height"]
    page.locator("#zoekvraag summary").click()
    page.locator("#zoek-q").fill("")
    page.get_by_role("button", name="Zoek plekken").click()
    page.get_by_role("link", name="Kaart").click()
    page.get_by_role("listitem").get_by_role("link", name="Twente").click()
    page.get_by_role("listitem").get_by_role("link", name="Enschede").first.click()
    assert page.locator("#resultaten article").count() > 0
    assert not page.get_by_role("button", name="Mijn locatie").is_visible()
    context.close()
