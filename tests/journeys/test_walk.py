"""Each kind of public page without a mouse: the way of the Tab key, headings, wide letters, zoom; and help at hand."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.journeys.conftest import DESKTOP, PHONE, Country
from tests.journeys.walking import mistakes, outline_mistakes, spacing_mistakes, walk

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.journey, pytest.mark.db]
SEARCH = "/leerwerkplekken?q=lasser&waar=7511&km=50"
PAGES = (
    "/", "/r/twente/", "/leerwerkplekken", SEARCH, f"{SEARCH}&weergave=kaart", "/leerwerkplekken?weergave=kaart",
    "/leerwerkplekken?q=bestaatniet", "/leerwerkplekken/bewaren?q=lasser", "/opleidingen", "/evc", "/geld",
    "/geld/welke-regeling", "/loketten", "/loketten/twente", "/afspraak", "/vraag", "/werkgevers",
    "/werkgevers/contact", "/akkoorden", "/verhalen", "/nieuws", "/agenda", "/mijn/aanmelden", "/toegankelijkheid",
    "/weergave", "/privacy", "/over", "/bestaat-niet", "/en/leerwerkplekken", "/ar/leerwerkplekken",
)  # fmt: skip


@pytest.fixture
def still(browser: "Browser", live_server: object) -> Iterator["Page"]:
    """A window of a reader who wants nothing to move."""
    context = browser.new_context(base_url=str(live_server), reduced_motion="reduce", viewport=PHONE)
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_tab_goes_through_every_kind_of_page_and_is_always_seen(
    still: "Page", country: Country, size: Any
) -> None:
    still.set_viewport_size(size)
    wrong: list[str] = []
    for address in (*PAGES, country.place.get_absolute_url()):
        still.goto(address)
        steps, reachable = walk(still)
        assert steps[0].name in {"Naar de inhoud", "To the content", "إلى المحتوى"}, steps[0].name
        told = mistakes(steps, reachable) + outline_mistakes(still) + spacing_mistakes(still)
        wrong += [f"{address} {size['width']}: {what}" for what in told]

    assert wrong == [], "\n".join(wrong)


def test_skip_link_and_list_of_suggestions_answer_to_keys(still: "Page", country: Country) -> None:
    still.goto("/leerwerkplekken")
    still.keyboard.press("Tab")
    still.keyboard.press("Enter")
    still.keyboard.press("Tab")
    assert still.evaluate("document.querySelector('main').contains(document.activeElement)")
    box = still.locator("#zoek-q")
    box.press_sequentially("las", delay=20)
    still.get_by_role("option").first.wait_for()
    box.press("ArrowUp")
    assert still.locator("[role=option]").last.get_attribute("aria-selected") == "true"
    box.press("Escape")
    still.get_by_role("listbox").first.wait_for(state="hidden")
    assert (box.get_attribute("aria-expanded"), box.input_value()) == ("false", "las")


def test_help_stands_in_the_same_place_and_signing_in_asks_no_riddle(still: "Page", country: Country) -> None:
    ways_to_help = set()
    for address in ("/", SEARCH, "/opleidingen", "/vraag", "/mijn/aanmelden", "/bestaat-niet"):
        still.goto(address)
        links = still.locator(".lw-nav a, .lw-footer a").evaluate_all("all => all.map(it => it.pathname)")
        ways_to_help.add(tuple(links))
    assert len(ways_to_help) == 1
    assert "/loketten" in next(iter(ways_to_help))

    still.goto("/mijn/aanmelden")
    assert still.locator("input[type=email]").get_attribute("autocomplete") == "email"
    assert still.locator("main input:visible").count() == 1


def test_forced_colours_leave_edges_and_the_focus(
    browser: "Browser", live_server: object, country: Country
) -> None:
    context = browser.new_context(base_url=str(live_server), forced_colors="active", viewport=DESKTOP)
    page = context.new_page()
    page.goto(SEARCH)
    for what in ("#zoek-q", "#zoek button[type=submit]", "#resultaten article"):
        edge = page.locator(what).first.evaluate("it => getComputedStyle(it).borderTopWidth")
        assert float(edge.removesuffix("px")) >= 1, what
    page.locator("#zoek-q").focus()
    assert page.locator("#zoek-q").evaluate("it => getComputedStyle(it).outlineStyle") == "solid"
    context.close()
