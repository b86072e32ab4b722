"""A small country for the journeys: a desk, a welding place with one seat, a client, an employer, an agreement."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from leerwerk.accounts.models import User
from leerwerk.casework.models import Case
from leerwerk.catalogue.enums import Pathway, Sector
from leerwerk.catalogue.models import Place
from leerwerk.kernel import clock
from leerwerk.matching.market import ensure_market
from leerwerk.network.enums import Role
from leerwerk.network.models import Region
from leerwerk.programme.enums import Counting
from leerwerk.programme.models import Target
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.casework import CaseFactory
from tests.factories.catalogue import OccupationFactory, PlaceFactory
from tests.factories.network import (
    DeskFactory,
    MembershipFactory,
    OrganisationFactory,
    PostcodeFactory,
    RegionFactory,
)
from tests.factories.programme import CommitmentFactory, TargetFactory

if TYPE_CHECKING:
    from playwright.sync_api import Page

_COME_TO_REST = """async () => {
    await document.fonts.ready;
    const ending = document.getAnimations().filter(it => it.effect.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(it => it.finished));
}"""
PHONE, DESKTOP = {"width": 360, "height": 780}, {"width": 1280, "height": 900}


@dataclass(frozen=True)
class Country:
    """What a journey starts from."""

    region: Region
    adviser: User
    employer: User
    programme: User
    administrator: User
    case: Case
    place: Place
    target: Target


@pytest.fixture
def country(transactional_db: None, settings: Any, tmp_path: Path) -> Country:
    settings.VAR_DIR = tmp_path
    region = RegionFactory(code="AM05", name="Twente", slug="twente", tile_column=7, tile_row=4)
    DeskFactory(region=region, name="Leerwerkloket Twente", slug="twente")
    PostcodeFactory(pc4="7511", locality_name="Enschede", lat=52.22, lon=6.89)
    welder = OccupationFactory(code="lasser", name="Lasser", sector=Sector.METAAL)
    organisation = OrganisationFactory(name="Lasbedrijf Roelofs")
    place = PlaceFactory(
        employer=organisation,
        region=region,
        occupation=welder,
        title="Leerling lasser",
        level=1,
        pathway=Pathway.PRAKTIJKVERKLARING,
        hours_min=24,
        hours_max=32,
        is_start_flexible=True,
        lat=52.24,
        lon=6.93,
    )
    for title, north, level in (
        ("Constructiebankwerker", 52.30, 2),
        ("Lasser specials", 52.21, 4),
        ("Lasser ver weg", 51.6, 1),
    ):
        PlaceFactory(region=region, occupation=welder, title=title, lat=north, lon=6.8, level=level)
    adviser = MembershipFactory(user=UserFactory(name="Anouk de Wit"), region=region).user
    case = CaseFactory(
        client__region=region,
        client__first_name="Sam",
        client__last_name="de Boer",
        adviser=adviser,
        goal="Wil leren lassen en snel aan het werk.",
    )
    profile = case.client.profile
    profile.wished_occupations, profile.prior_education = ["lasser"], 0
    profile.save()
    target = TargetFactory(number=40, sector=Sector.METAAL, region=region, counting=Counting.PLACEMENTS)
    CommitmentFactory(target=target, number=25, label="Metaalbedrijven in Twente")
    ensure_market(clock.now())
    return Country(
        region=region,
        adviser=adviser,
        employer=MembershipFactory(
            user=UserFactory(name="Bram Roelofs"), role=Role.EMPLOYER, organisation=organisation
        ).user,
        programme=MembershipFactory(user=UserFactory(name="Chantal Bos"), role=Role.PROGRAMME).user,
        administrator=MembershipFactory(user=UserFactory(name="Dirk Smit"), role=Role.ADMIN).user,
        case=case,
        place=place,
        target=target,
    )


@pytest.fixture
def sign_in() -> "Callable[[Page, User], None]":
    """Sign in through the form; whoever was signed in is forgotten."""

    def do(page: "Page", user: User) -> None:
        page.context.clear_cookies()
        page.goto("/account/login/")
        page.get_by_label("E-mail").fill(user.email)
        page.get_by_label("Wachtwoord").fill(PASSWORD)
        page.get_by_role("button", name="Meld je aan").click()

    return do


@pytest.fixture
def look(assert_accessible: "Callable[[Page], None]") -> "Callable[[Page], None]":
    """Judge the page by axe on a phone and on a desktop, and see that nothing sticks out."""

    def do(page: "Page") -> None:
        page.wait_for_load_state()
        for width, size in (("phone", PHONE), ("desktop", DESKTOP)):
            page.set_viewport_size(size)
            page.evaluate(_COME_TO_REST)
            assert_accessible(page)
            overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert overflow <= 0, f"{page.url} is {overflow} px too wide on a {width}"

    return do
