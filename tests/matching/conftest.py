"""A region with a market of its own: welders who wait, and welding places."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from leerwerk.casework.models import Case
from leerwerk.catalogue.models import Place
from leerwerk.kernel.actor import Actor
from leerwerk.network.models import Region
from tests.factories.actors import coordinator_of
from tests.factories.casework import CaseFactory
from tests.factories.catalogue import OccupationFactory, PlaceFactory
from tests.factories.network import PostcodeFactory, RegionFactory


@pytest.fixture(autouse=True)
def _own_market(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path


@pytest.fixture
def region(db: None) -> Region:
    PostcodeFactory(pc4="7511", lat=52.22, lon=6.89)
    return RegionFactory(name="Twente")


@pytest.fixture
def coordinator(region: Region) -> Actor:
    return coordinator_of(region)


@pytest.fixture
def welder(region: Region) -> Callable[..., Case]:
    """`welder()`: somebody in Enschede without diploma who wants to weld."""

    def make(**facts: Any) -> Case:
        case = CaseFactory(**{"client__region": region, **facts})
        profile = case.client.profile
        profile.wished_occupations, profile.prior_education = ["lasser"], 0
        profile.save()
        return case

    return make


@pytest.fixture
def welding(region: Region) -> Callable[..., Place]:
    """`welding(capacity=2)`: a welding place nearby."""

    def make(**facts: Any) -> Place:
        occupation = OccupationFactory(code="lasser", name="Lasser")
        return PlaceFactory(
            occupation=occupation, region=region, **{"level": 1, "lat": 52.23, "lon": 6.9, **facts}
        )

    return make
