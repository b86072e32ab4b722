"""A story from the first word to the reader: an adviser writes, the coordinator publishes, a visitor reads."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from leerwerk.accounts.models import User
from leerwerk.knowledge.models import StoryPage
from leerwerk.network.enums import Role
from tests.factories.knowledge import make_picture, section_of
from tests.factories.network import MembershipFactory
from tests.journeys.conftest import PHONE, Country

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.journey, pytest.mark.db]


def test_a_story_is_written_checked_and_read_on_the_site_of_its_region(
    page: "Page",
    country: Country,
    sign_in: "Callable[[Page, User], None]",
    look: "Callable[[Page, str], None]",
) -> None:
    coordinator = MembershipFactory(role=Role.COORDINATOR, region=country.region).user
    section = section_of(country.region)
    make_picture(country.region, title="Trap", description="Een stalen trap.")

    sign_in(page, country.adviser)
    page.goto(f"/redactie/pages/add/knowledge/storypage/{section.pk}/")
    page.locator("#id_title").fill("Noor last nu trappen")
    page.locator("#id_intro").fill("Twaalf jaar stond ze achter de kassa.")
    page.locator("#id_who").fill("Noor")
    page.locator("#id_slug").evaluate("each => { each.value = 'noor-last' }")
    page.get_by_role("button", name="Blok invoegen").first.click()
    page.get_by_role("option", name="Feit").click()
    page.locator("[name=body-0-value-figure]").fill("1 dag per week")
    page.locator("[name=body-0-value-text]").fill("gaat ze naar school")
    with page.expect_navigation():
        page.locator("button[name=action-submit]").evaluate("each => each.form.requestSubmit(each)")
    assert not StoryPage.objects.get().live
    assert page.goto("/r/twente/verhalen/noor-last").status == 404  # type: ignore[union-attr]

    sign_in(page, coordinator)
    page.goto("/redactie/")
    page.get_by_role("link", name="Noor last nu trappen").first.wait_for()
    with page.expect_navigation():
        page.locator("[data-workflow-action-url*='/approve/']").first.evaluate("each => each.click()")

    page.context.clear_cookies()
    page.set_viewport_size(PHONE)
    page.goto("/r/twente/verhalen")
    page.get_by_role("link", name="Noor last nu trappen").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Noor last nu trappen"
    look(page)
