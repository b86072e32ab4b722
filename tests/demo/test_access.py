"""Every kind of public page in each of its languages and on three widths: axe, no sideways scrolling, weight."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from leerwerk.web.language import in_language, languages_of_page
from tests.demo.test_languages import PERSON, now, seeds
from tests.languages import crawl, walk_to_an_appointment

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

__all__ = ["now"]

pytestmark = [pytest.mark.journey, pytest.mark.django_db]
HOST = "http://127.0.0.1:1"  # nobody listens: pages are handed to the browser by `serve`
MOST_BYTES = 200_000
_LINKED = re.compile(r'<(?:link rel="(?:stylesheet|preload)"|script src=)[^>]*>')
_ADDRESS = re.compile(r'(?:href|src)="(/static/[^"]+)"')


class Served:
    """Pages as the site gave them, by address: what is not committed can be shown to a browser all the same."""

    def __init__(self) -> None:
        client = Client()
        seen = crawl(client, "nl", seeds("nl"))
        walk_to_an_appointment(client, "nl", PERSON)
        self.pages: dict[str, bytes] = {}
        self.addresses: dict[str, str] = {}
        for name, address in sorted((name, paths[0]) for name, paths in seen.items() if paths):
            for language in languages_of_page(name):
                response = client.get(in_language(address, language))
                if response.headers["Content-Type"].startswith("text/html"):
                    self.pages[in_language(address, language)] = response.content
                    self.addresses[name] = address

    def serve(self, route: "Route") -> None:
        parts = urlsplit(route.request.url)
        if parts.path.startswith("/static/"):
            file = finders.find(parts.path.removeprefix("/static/"))
            route.fulfill(path=str(file)) if file else route.fulfill(status=404)
            return
        page = self.pages.get(f"{parts.path}?{parts.query}" if parts.query else parts.path)
        headers = {"Content-Type": "text/html; charset=utf-8"}
        route.fulfill(status=200 if page else 404, headers=headers, body=page or b"")


_SERVED: list[Served] = []


@pytest.fixture
def served(now: Any) -> Served:
    """The pages, asked once for all tests of this module."""
    if not _SERVED:
        _SERVED.append(Served())
    return _SERVED[0]


@pytest.fixture
def window(browser: "Browser", served: Served) -> Iterator["Page"]:
    context = browser.new_context(base_url=HOST, reduced_motion="reduce")
    page = context.new_page()
    page.route("**/*", served.serve)
    yield page
    context.close()


def test_every_page_is_accessible_and_fits(window: "Page", served: Served, assert_accessible: Any) -> None:
    wrong: list[str] = []
    for name, address in sorted(served.addresses.items()):
        for language in languages_of_page(name):
            window.goto(in_language(address, language))
            for width in (1280, 768, 320):
                window.set_viewport_size({"width": width, "height": 800})
                if sideways(window):
                    wrong.append(f"{name} {language} {width}: wider than the window")
                try:
                    assert_accessible(window)
                except AssertionError as told:
                    wrong.append(f"{name} {language} {width}: {str(told)[:700]}")

    assert wrong == [], "\n".join(wrong)


def test_every_page_fits_with_text_twice_as_large(window: "Page", served: Served) -> None:
    window.set_viewport_size({"width": 1280, "height": 800})
    wrong = []
    for name, address in sorted(served.addresses.items()):
        window.goto(address)
        window.evaluate("document.documentElement.style.fontSize = '225%'")
        if sideways(window):
            wrong.append(f"{name}: {widest(window)}")

    assert wrong == []


def test_every_page_weighs_less_than_200_kb_without_images(served: Served, capsys: Any) -> None:
    weights = {name: weight(served.pages[address]) for name, address in served.addresses.items()}

    heaviest = sorted(weights.items(), key=lambda each: -each[1])[:3]
    with capsys.disabled():
        told = ", ".join(f"{name} {size / 1000:.0f} kB" for name, size in heaviest)
        print(f"\nheaviest: {told}")  # noqa: T201  (a figure to quote)
    assert {name: size for name, size in weights.items() if size > MOST_BYTES} == {}


def sideways(page: "Page") -> bool:
    """Whether the page scrolls sideways."""
    root = "document.documentElement"
    return bool(page.evaluate(f"{root}.scrollWidth > {root}.clientWidth"))


def widest(page: "Page") -> str:
    """What reaches furthest to the side, for who has to mend it."""
    return str(
        page.evaluate(
            "[...document.querySelectorAll('main *')]"
            ".map(e => [e.getBoundingClientRect().right, e.className || e.tagName])"
            ".sort((a, b) => b[0] - a[0]).slice(0, 3).join('; ')"
        )
    )


def weight(page: bytes) -> int:
    """Bytes on the line of a page, its style sheet, script and font: compressed as they are served."""
    total = len(gzip.compress(page, 6))
    for tag in set(_LINKED.findall(page.decode())):
        for address in _ADDRESS.findall(tag):
            file = finders.find(address.removeprefix("/static/"))
            content = Path(str(file)).read_bytes()
            total += len(content) if address.endswith(".woff2") else len(gzip.compress(content, 6))
    return total
