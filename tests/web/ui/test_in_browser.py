"""The components in a real browser: accessible, within 320 pixels, quick with script and usable without."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def components(page: "Page", live_server: Any) -> "Page":
    page.goto(f"{live_server.url}/ui/componenten")
    return page


@pytest.mark.parametrize("width", [320, 1280])
def test_components_are_accessible_and_fit(
    components: "Page", width: int, assert_accessible: Callable[["Page"], None]
) -> None:
    components.set_viewport_size({"width": width, "height": 800})
    components.evaluate("document.querySelectorAll('.lw-why').forEach((why) => { why.open = true })")
    assert_accessible(components)
    assert components.evaluate("document.documentElement.scrollWidth") <= width


def test_mistakes_take_the_focus(components: "Page") -> None:
    assert components.evaluate("document.activeElement.hasAttribute('data-error-summary')")


def test_filters_fold_on_a_phone_and_unfold_on_a_desktop(components: "Page") -> None:
    components.set_viewport_size({"width": 360, "height": 800})
    filters = components.locator(".lw-facets")
    filters.locator("input").first.wait_for(state="hidden")
    components.set_viewport_size({"width": 1280, "height": 800})
    filters.locator("input").first.wait_for(state="visible")
    filters.locator("summary").first.wait_for(state="hidden")


def test_nothing_on_the_page_breaks_the_security_policy(page: "Page", live_server: Any) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("requestfailed", lambda request: complaints.append(request.url))
    page.goto(f"{live_server.url}/ui/componenten")
    page.wait_for_load_state("networkidle")
    assert complaints == []


def test_pages_need_no_script(browser: Any, live_server: Any) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(f"{live_server.url}/ui/componenten")
    for word, hidden in (("Menu", ".lw-nav a"), ("Filters", ".lw-facets input")):
        assert not page.locator(hidden).first.is_visible()
        page.locator("summary", has_text=word).click()
        assert page.locator(hidden).first.is_visible()
    context.close()
