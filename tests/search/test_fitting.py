"""Why a hit is a hit: whatever was asked, each card says it."""

from typing import Any

import pytest
from django.test import Client

from tests.factories.catalogue import OccupationFactory, PlaceFactory
from tests.factories.network import OrganisationFactory, PostcodeFactory, RegionFactory
from tests.web.public.conftest import BuildMarket, build_market  # noqa: F401  a fixture

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def _market(build_market: BuildMarket) -> None:  # noqa: F811
    PostcodeFactory(pc4="7511", locality_name="Enschede", lat=52.22, lon=6.89)
    PlaceFactory(
        title="Aan de slag als lasser",
        occupation=OccupationFactory(code="lasser", name="Lasser", sector="METAAL"),
        employer=OrganisationFactory(name="Staal Roelofs"),
        region=RegionFactory(name="Twente", slug="twente"),
        sector="METAAL",
        level=2,
        pathway="BBL",
        outcome="DIPLOMA",
        hours_min=24,
        hours_max=32,
        language_level=2,
        lat=52.5,
        lon=6.9,
    )
    build_market()


@pytest.mark.usefixtures("_market")
@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("q=lasser", "het beroep is Lasser"),
        ("q=aan de slag", "‘aan de slag’ staat in de titel"),
        ("q=roelofs", "de werkgever is Staal Roelofs"),
        ("sector=metaal", "soort werk: Metaal"),
        ("uitkomst=diploma", "je haalt een mbo-diploma"),
        ("uren=24-32", "24 tot 32 uur per week"),
        ("taal=a2", "Nederlands op niveau A2 is genoeg"),
        ("niveau=2", "niveau 2"),
        ("regio=twente", "het is in deze regio"),
        ("waar=7511&km=50", "binnen 50 km"),
    ],
)
def test_each_hit_says_why_it_answers_the_question(client: Client, question: str, why: str) -> None:
    cards: list[Any] = client.get(f"/leerwerkplekken?{question}").context["cards"]

    assert [card.fits for card in cards] == [why]
