"""Every kind of public page in each of its languages and on three widths: axe, no sideways scrolling, weight."""

import gzip
import math
import os
import pickle
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

import pytest
from django.contrib.staticfiles import finders
from django.db import transaction

from leerwerk.catalogue.enums import PlaceStatus
from leerwerk.catalogue.models import Place
from leerwerk.network import national
from leerwerk.network.enums import FOUNDING_PHASES, DeskPhase
from leerwerk.network.models import Desk
from leerwerk.network.sites import NATIONAL
from leerwerk.web.answers import MISTYPED
from leerwerk.web.language import in_language, languages_of_page
from leerwerk.web.public.money_words import PARAMETERS, QUESTIONS, SKIPPED
from tests.browser import add_axe
from tests.public_pages import REGION, PublicPage, make_visitors, names, pages
from tests.serving import served
from tests.strictness import gets_that_write_failing
from tests.template import alone

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.journey, pytest.mark.django_db]
#: In so many parts pages are judged, which the workers share.
PARTS = 6
MOST_BYTES = 200_000
_POST = re.compile(r'<form[^>]*method="post"')
#: Files, what only a button posts to, and a way through that shows nothing by itself.
NO_PAGES = {
    f"public:{name}"
    for name in (
        "suggested_words", "suggested_spots", "nearest_postcode", "search_rss", "search_atom", "agenda_calendar",
        "event_calendar", "own_calendar", "mijn_arrive", "mijn_sign_out", "mijn_download", "mijn_fetch",
        "mijn_elsewhere", "mijn_step_done", "mijn_step_open",
    )
}  # fmt: skip
#: So many forms tell their mistakes when nothing was filled in.
FORMS = 14
_LINKED = re.compile(r'<(?:link rel="(?:stylesheet|preload)"|script src=)[^>]*>')
_ADDRESS = re.compile(r'(?:href|src)="(/static/[^"]+)"')


class Served:
    """Pages as the site gave them, by address: what is not committed can be shown to a browser all the same.

    `addresses` has one of every kind by its name, `states` what else a page can look like: a map, nothing found,
    mistakes told, a region with a dark brand, what is gone.
    """

    def __init__(self, now: Any) -> None:
        visitors = make_visitors(now)
        self.pages: dict[str, bytes] = {}
        self.addresses: dict[str, str] = {}
        self.states: dict[str, str] = {}
        for page in pages(visitors, now):
            name = page.name.partition(":")[2]
            is_page = page.name.startswith("public:") and page.name not in NO_PAGES
            for language in languages_of_page(name) if is_page else ():
                address = in_language(page.address, language)
                response = page.browser.get(address)
                if self._keep(response, address):
                    self.addresses[name] = page.address
                    self._keep_mistakes(page, address, language)
        for name, address in states(now):
            for language in ("nl", "en"):
                if self._keep(
                    visitors.new.get(in_language(address, language)), in_language(address, language)
                ):
                    self.states[name] = address

    def _keep(self, response: Any, address: str) -> bool:
        """Whether it is a page."""
        is_page = str(response.headers.get("Content-Type", "")).startswith("text/html") and response.content
        if is_page and response.status_code not in (301, 302, 303, 405):
            self.pages[address] = response.content
            return True
        return False

    def _keep_mistakes(self, page: PublicPage, address: str, language: str) -> None:
        """The same page after its form was sent empty."""
        if language != "ar" and _POST.search(self.pages[address].decode()):
            with transaction.atomic():
                response = page.browser.post(address, {})
                transaction.set_rollback(True)
            if response.status_code == MISTYPED:
                name, told = page.name.partition(":")[2], _with_mistakes(page.address)
                self.pages[in_language(told, language)] = response.content
                self.states[f"{name} with mistakes"] = told


@pytest.fixture(scope="module")
def site(
    django_db_setup: None, browser: "Browser", request: pytest.FixtureRequest, django_db_blocker: Any
) -> Served:
    """The pages, asked once for all tests of this module, by whichever worker comes first.

    The browser comes after the making of the database and before the country: it keeps an event loop, and what was
    opened before that is another connection to Django.
    """
    folder = Path(os.environ["LEERWERK_VAR"])
    kept = folder / "served.pages"
    with alone(folder / "served.lock"):
        if not kept.exists():
            now = request.getfixturevalue("now")
            with (
                pytest.MonkeyPatch.context() as patch,
                gets_that_write_failing(),
                django_db_blocker.unblock(),
                transaction.atomic(),
            ):
                patch.setattr(national, "_kept", (math.inf, NATIONAL))
                made = Served(now)
                transaction.set_rollback(True)
            kept.write_bytes(pickle.dumps(made))
    return cast("Served", pickle.loads(kept.read_bytes()))


@pytest.fixture
def window(site: Served, browser: "Browser") -> Iterator["Page"]:
    with served(site.pages) as address:
        context = browser.new_context(base_url=address, reduced_motion="reduce")
        yield context.new_page()
        context.close()


def test_every_page_is_served(site: Served) -> None:
    assert {f"public:{name}" for name in site.addresses} == {
        name for name in names() if name.startswith("public:")
    } - NO_PAGES
    assert len([name for name in site.states if name.endswith("with mistakes")]) == FORMS


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_accessible_and_fits(
    part: int, window: "Page", site: Served, assert_accessible: Any
) -> None:
    wrong: list[str] = []
    for name, address in sorted(site.addresses.items())[part::PARTS]:
        wrong += _judged(window, assert_accessible, name, address, languages_of_page(name), (1280, 768, 320))

    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("part", range(PARTS))
def test_what_else_pages_look_like_is_accessible_and_fits(
    part: int, window: "Page", site: Served, assert_accessible: Any
) -> None:
    wrong: list[str] = []
    for name, address in sorted(site.states.items())[part::PARTS]:
        wrong += _judged(window, assert_accessible, name, address, ("nl", "en"), (1280, 320))

    assert wrong == [], "\n".join(wrong)


def _judged(
    window: "Page", judge: Any, name: str, address: str, languages: tuple[str, ...], widths: tuple[int, ...]
) -> list[str]:
    """What is wrong with a page in these languages and at these widths."""
    wrong = []
    for language in languages:
        window.goto(in_language(address, language))
        add_axe(window)
        for width in widths:
            window.set_viewport_size({"width": width, "height": 800})
            if sideways(window):
                wrong.append(f"{name} {language} {width}: wider than the window")
            try:
                judge(window)
            except AssertionError as told:
                wrong.append(f"{name} {language} {width}: {str(told)[:700]}")
    return wrong


def test_every_page_fits_with_text_twice_as_large(window: "Page", site: Served) -> None:
    window.set_viewport_size({"width": 1280, "height": 800})
    wrong = []
    for name, address in sorted((site.addresses | site.states).items()):
        window.goto(address)
        window.evaluate("document.documentElement.style.fontSize = '225%'")
        if sideways(window):
            wrong.append(f"{name}: {widest(window)}")

    assert wrong == []


def test_every_page_weighs_less_than_200_kb_without_images(site: Served, capsys: Any) -> None:
    addresses = site.addresses | site.states
    weights = {name: weight(site.pages[address]) for name, address in addresses.items()}

    heaviest = sorted(weights.items(), key=lambda each: -each[1])[:3]
    with capsys.disabled():
        told = ", ".join(f"{name} {size / 1000:.0f} kB" for name, size in heaviest)
        print(f"\nheaviest: {told}")  # noqa: T201  (a figure to quote)
    assert {name: size for name, size in weights.items() if size > MOST_BYTES} == {}


def states(now: Any) -> Iterator[tuple[str, str]]:
    """What pages look like in another state, by a name."""
    yield from (
        ("search, map of regions", "/leerwerkplekken?weergave=kaart"),
        ("search, map of towns", "/leerwerkplekken?weergave=kaart&waar=Utrecht&km=50"),
        ("search, nothing found", "/leerwerkplekken?q=xqzzwv&waar=Enschede&niveau=4"),
        ("search, unknown town", "/leerwerkplekken?q=zrog&waar=nergenshuizen"),
        ("search, filters", "/leerwerkplekken?q=zorg&niveau=2&loon=ja&sorteer=start"),
        ("trainings, nothing found", "/opleidingen?q=xqzz&waar=nergenshuizen"),
        ("trainings, filters", "/opleidingen?waar=Enschede&straal=50&niveau=2"),
        ("wizard, question", "/geld/welke-regeling?voor=LEARNER"),
        ("wizard, answer", f"/geld/welke-regeling?voor=LEARNER&{_skipped('LEARNER')}"),
        ("wizard, answer for an employer", f"/geld/welke-regeling?voor=EMPLOYER&{_skipped('EMPLOYER')}"),
        ("desks, yours", "/loketten?waar=Enschede"),
        ("desks, unknown town", "/loketten?waar=nergenshuizen"),
        ("appointment, which desk", "/afspraak?waar=Enschede"),
        ("appointment, topic", f"/afspraak?regio={REGION}"),
        ("front page of a region", f"/r/{REGION}/"),
        ("front page of a region with a dark brand", "/r/rijnmond/"),
        ("search on a dark brand", "/r/rijnmond/leerwerkplekken?q=zorg"),
        ("agreements of the past", "/akkoorden?wanneer=vroeger"),
        ("nothing there", "/bestaat-niet"),
        ("signed link that is not good", "/vraag/x"),
    )
    founding = Desk.objects.valid_on(now.date()).filter(phase__in=FOUNDING_PHASES).order_by("pk")[0]
    yield "front page of a region whose desk is being founded", f"/r/{founding.region.slug}/"
    yield "desk that is being founded", f"/loketten/{founding.slug}"
    merged = Desk.objects.filter(phase=DeskPhase.MERGED).order_by("pk")[0]
    yield "desk that merged", f"/loketten/{merged.slug}"
    gone = Place.objects.filter(status=PlaceStatus.PUBLISHED).order_by("-pk")[0]
    Place.objects.filter(pk=gone.pk).update(status=PlaceStatus.EXPIRED)
    yield "place that is gone", gone.get_absolute_url()


def _skipped(audience: str) -> str:
    return urlencode({PARAMETERS[topic]: SKIPPED for topic in QUESTIONS[audience]})


def _with_mistakes(address: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}fouten=1"


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
