"""Fixtures of the journeys: a real chromium, and judgement of accessibility."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = os.environ.get("LEERWERK_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    # Scripts run for less than a second in each page: what is compiled to run fastest comes too late to be of use.
    "--js-flags=--no-opt",
]  # fmt: skip
HOW_TO_INSTALL = (
    "journeys need a browser: sudo apt-get install chromium (or LEERWERK_CHROMIUM=/path/to/chromium)"
)

#: Where a server of pages can have axe, which a browser then compiles once for all pages.
AXE = "/axe.js"
_ADD_AXE = f"""() => new Promise((done, failed) => {{
    const script = document.createElement("script");
    script.onload = () => {{ script.remove(); done(); }};
    script.onerror = failed;
    script.src = "{AXE}";
    document.head.append(script);
}})"""
_JUDGE = "async options => JSON.stringify((await axe.run(document, options)).violations)"
# Axe reads each colour of each element anew, which is a third of judging contrast; the same text is the same colour.
_READ_COLOURS_ONCE = """;{
    const colour = axe.commons.color.Color.prototype, read = colour.parseString, known = new Map();
    colour.parseString = function (text) {
        if (!known.has(text)) {
            read.call(this, text);
            known.set(text, [this.r, this.g, this.b, this.alpha]);
        }
        [this.r, this.g, this.b, this.alpha] = known.get(text);
        return this;
    };
} null"""


@cache
def axe_script() -> str:
    """Axe, to be run in a page."""
    from axe_playwright_python.base import AXE_SCRIPT

    return str(AXE_SCRIPT) + _READ_COLOURS_ONCE


def add_axe(page: "Page") -> None:
    """Bring axe into a page of a server that has it at `AXE`."""
    page.evaluate(_ADD_AXE)


def must_not_skip() -> bool:
    """Root can install a browser and CI is there to run everything."""
    return os.geteuid() == 0 or bool(os.environ.get("CI"))


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """One chromium for all journeys."""
    if not os.access(CHROMIUM, os.X_OK):
        if must_not_skip():
            pytest.fail(HOW_TO_INSTALL)
        pytest.skip(HOW_TO_INSTALL)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, which makes Django refuse to touch the database.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(browser: "Browser", live_server: object) -> Iterator["Page"]:
    """A fresh desktop window on the site; ``page.goto("/leerwerkplekken/")``. Errors in its console fail the test."""
    context = browser.new_context(
        base_url=str(live_server), locale="nl-NL", viewport={"width": 1280, "height": 900}
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
    yield page
    context.close()
    unexpected = [told for told in complaints if "Failed to load resource" not in told]
    assert unexpected == []


@pytest.fixture
def assert_accessible() -> Callable[["Page"], None]:
    """Judge the page as it stands now by axe (WCAG 2.2 AA); fails with what is wrong and where."""
    from axe_playwright_python.base import AxeResults

    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    # Telling everything that is right takes longer than judging it, and so does one value at a time.
    options = {"runOnly": {"type": "tag", "values": tags}, "resultTypes": ["violations"]}

    def judge(page: "Page") -> None:
        if not page.evaluate("'axe' in window"):
            page.evaluate(axe_script())
        told = page.evaluate(_JUDGE, options)
        found = AxeResults({"violations": json.loads(told)})
        assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"

    return judge
