"""Stories from the first word to the reader: somebody writes, a colleague checks and publishes, a visitor reads.

On the sites of two regions with brands of their own, and on the national one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from leerwerk.accounts.models import User
from leerwerk.knowledge.models import StoryPage
from leerwerk.network.enums import Role
from leerwerk.network.models import Desk, Region
from tests.factories.knowledge import make_picture, section_of
from tests.factories.network import DeskFactory, MembershipFactory, RegionFactory
from tests.journeys.conftest import PHONE, Country
from tests.journeys.visits import RIJNMOND, TWENTE

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.journey, pytest.mark.db]
WHITE, DARK = "rgb(255, 255, 255)", "rgb(18, 58, 34)"


@dataclass(frozen=True)
class Newsroom:
    """A site, the colour of its header, who writes for it and who checks."""

    prefix: str
    header: str
    region: Region | None
    writer: User
    checker: User
    title: str


def test_stories_are_written_checked_and_read_on_each_kind_of_site(
    page: "Page",
    country: Country,
    sign_in: "Callable[[Page, User], None]",
    look: "Callable[[Page, str], None]",
) -> None:
    make_picture(country.region, title="Trap", description="Een stalen trap.")
    for room in _newsrooms(country):
        sign_in(page, room.writer)
        _write(page, room)
        draft = StoryPage.objects.get(title=room.title)
        story = f"{room.prefix}/verhalen/{draft.slug}"
        assert not draft.live
        assert page.goto(story).status == 404  # type: ignore[union-attr]

        sign_in(page, room.checker)
        page.goto("/redactie/")
        page.get_by_role("link", name=room.title).first.wait_for()
        with page.expect_navigation():
            page.locator("[data-workflow-action-url*='/approve/']").first.evaluate("each => each.click()")

        page.context.clear_cookies()
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        page.goto(f"{room.prefix}/verhalen")
        page.get_by_role("link", name=room.title).click()
        assert page.url.endswith(story)
        assert page.get_by_role("heading", level=1).inner_text() == room.title
        assert _header(page) == room.header
    look(page)
    # What a region tells stays on its own site.
    elsewhere = f"/verhalen/{StoryPage.objects.get(title__startswith='Bram').slug}"
    assert page.goto(elsewhere).status == 404  # type: ignore[union-attr]
    assert page.goto(f"/r/rijnmond{elsewhere}").status == 200  # type: ignore[union-attr]


def _newsrooms(country: Country) -> list[Newsroom]:
    """Twente, Rijnmond with colours that nobody can mix up, and the nation, for which two offices write."""
    rijnmond = RegionFactory(code="AM22", name="Rijnmond", slug="rijnmond", tile_column=2, tile_row=7)
    DeskFactory(region=rijnmond, name="Loket Rijnmond", slug="rijnmond", brand=RIJNMOND)
    Desk.objects.filter(region=country.region).update(brand=TWENTE)
    harm = MembershipFactory(role=Role.COORDINATOR, region=country.region).user
    mira = MembershipFactory(role=Role.ADVISER, region=rijnmond).user
    joost = MembershipFactory(role=Role.COORDINATOR, region=rijnmond).user
    noor, bram, fleur = "Noor last nu trappen", "Bram vaart uit", "Fleur vond haar vak"
    return [
        Newsroom("/r/twente", WHITE, country.region, country.adviser, harm, noor),
        Newsroom("/r/rijnmond", DARK, rijnmond, mira, joost, bram),
        Newsroom("", WHITE, None, country.programme, country.administrator, fleur),
    ]


def _write(page: "Page", room: Newsroom) -> None:
    """A draft with a block, sent in for checking."""
    page.goto(f"/redactie/pages/add/knowledge/storypage/{section_of(room.region).pk}/")
    page.locator("#id_title").fill(room.title)
    page.locator("#id_intro").fill("Twaalf jaar stond ik achter de kassa.")
    page.locator("#id_who").fill(room.title.partition(" ")[0])
    page.get_by_role("button", name="Blok invoegen").first.click()
    page.get_by_role("option", name="Feit").click()
    page.locator("[name=body-0-value-figure]").fill("1 dag per week")
    page.locator("[name=body-0-value-text]").fill("gaat ze naar school")
    with page.expect_navigation():
        page.locator("button[name=action-submit]").evaluate("each => each.form.requestSubmit(each)")


def _header(page: "Page") -> str:
    colour: str = page.evaluate("getComputedStyle(document.querySelector('.lw-header')).backgroundColor")
    return colour
