"""From a page to the table: what is written down, taken in once, told and forgotten."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from leerwerk.kernel.actor import Actor, Grant
from leerwerk.kernel.clock import now, today
from leerwerk.matching.market import ensure_market
from leerwerk.search.actions.searches import forget_searches, take_in_searches
from leerwerk.search.demand import Wanted, unmet_demand
from leerwerk.search.logbook import taken_lines
from leerwerk.search.models import Search
from tests.factories.catalogue import PlaceFactory
from tests.factories.network import DeskFactory, LocalityFactory, MunicipalityFactory, RegionFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]

URL = "/leerwerkplekken"
PROGRAMME = Actor(user_id=1, name="P", grants=frozenset({Grant("PROGRAMME", "")}))


def coordinator(region: str) -> Actor:
    return Actor(user_id=2, name="C", grants=frozenset({Grant("COORDINATOR", f"region:{region}")}))


@pytest.fixture
def _market(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    twente = RegionFactory(code="AM05", name="Twente", slug="twente")
    DeskFactory(region=twente)
    LocalityFactory(municipality=MunicipalityFactory(region=twente))
    PlaceFactory(region=twente)
    ensure_market(now())


def searched(**values: Any) -> None:
    Search.objects.create(**{"made_on": date(2026, 11, 20), "region_code": "AM05", "results": 0, **values})


def test_half_a_line_keeps_no_other_out(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    folder = tmp_path / "searches"
    folder.mkdir()
    whole = '{"made_on": "2026-11-20", "region_code": "AM05", "words": "smid", "results": 0}'
    (folder / "searches.jsonl").write_text(f'{whole}\n{{"made_on": "20\n{whole}\n')

    assert (take_in_searches(), take_in_searches()) == (2, 0)


@pytest.mark.usefixtures("_market")
def test_a_search_reaches_the_table_without_who_made_it(client: Client) -> None:
    client.get(f"{URL}?q=Smid jan@voorbeeld.nl&waar=Enschede&niveau=2")
    client.get(f"{URL}?q=smid&waar=Dorpsstraat 12 Enschede")
    client.get(f"/r/twente{URL}?q=smid")
    client.get(f"/r/twente{URL}?sector=metaal")

    assert take_in_searches() == 4
    assert take_in_searches() == 0
    rows = Search.objects.order_by("pk").values_list("words", "place", "region_code", "filters", "results")
    assert list(rows) == [
        ("smid", "Enschede", "AM05", "level=2", 0),
        ("smid", "", "", "", 0),
        ("smid", "", "AM05", "region=AM05", 0),
        ("", "", "AM05", "region=AM05 sector=METAAL", 1),
    ]
    assert set(Search.objects.values_list("made_on", flat=True)) == {today()}


@pytest.mark.usefixtures("_market")
def test_what_says_nothing_is_not_written_down(client: Client) -> None:
    client.get(URL)
    client.get(f"{URL}?q=smid", headers={"User-Agent": "Examplebot/1.0"})
    client.get(f"{URL}?q=06 12345678")

    with taken_lines() as lines:
        assert lines == []


@pytest.mark.usefixtures("_market")
def test_lines_that_could_not_be_taken_in_stay(client: Client) -> None:
    client.get(f"{URL}?q=smid")

    with pytest.raises(OSError, match="full"), taken_lines():
        raise OSError("full")

    assert take_in_searches() == 1


def test_demand_tells_what_at_least_five_searches_hardly_found() -> None:
    for _ in range(5):
        searched(words="smid", place="Enschede", results=1)
    for _ in range(4):
        searched(words="kleermaker", place="Almelo")
    for _ in range(6):
        searched(words="zorg", place="", results=80)

    told = unmet_demand(PROGRAMME, since=date(2026, 11, 1), until=date(2026, 11, 30))

    assert told.searches == 15
    assert told.by_words == (Wanted("smid", "", 5, 1),)
    assert told.by_place == (Wanted("", "Enschede", 5, 1),)
    assert told.together == (Wanted("smid", "Enschede", 5, 1),)


def test_coordinators_see_their_own_region_and_others_nothing() -> None:
    for _ in range(5):
        searched(words="smid")
    period = {"since": date(2026, 11, 1), "until": date(2026, 11, 30)}

    assert unmet_demand(coordinator("AM05"), **period).searches == 5
    assert unmet_demand(coordinator("AM06"), **period).searches == 0
    assert unmet_demand(PROGRAMME, **period, region_code="AM06").by_words == ()
    assert unmet_demand(Actor(user_id=3, name="E", grants=frozenset()), **period).searches == 0


def test_searches_are_forgotten_and_rare_words_sooner() -> None:
    day = date(2026, 11, 20)
    searched(words="oud", made_on=day - timedelta(days=401))
    searched(words="zeldzaam", made_on=day - timedelta(days=31))
    searched(words="vers", made_on=day)
    for _ in range(5):
        searched(words="smid", made_on=day - timedelta(days=31))

    assert forget_searches(today=day) == 2
    assert sorted(Search.objects.values_list("words", flat=True)) == ["", *["smid"] * 5, "vers"]
