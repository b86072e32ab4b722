"""The snapshot that search and matching share mends itself."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction

from leermatch import current_version
from leerwerk.catalogue.models import Place
from leerwerk.matching.market import current_market, ensure_market
from leerwerk.matching.models import MarketBuild
from tests.factories.casework import PlacementFactory
from tests.factories.catalogue import PlaceFactory
from tests.factories.network import RegionFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]
NOW = datetime(2026, 11, 22, 10, 42, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture(autouse=True)
def folder(settings: object, tmp_path: Path) -> Path:
    settings.VAR_DIR = tmp_path  # type: ignore[attr-defined]
    return tmp_path / "market"


def test_market_that_is_missing_is_built_when_asked_for() -> None:
    place = PlaceFactory()
    assert current_market(NOW).living.id.tolist() == [place.pk]


def test_market_holds_published_places_with_room_only() -> None:
    PlaceFactory(status="DRAFT")
    PlacementFactory(place__capacity=1)
    free = PlacementFactory(place__capacity=2).place
    market = current_market(NOW)
    assert (market.living.id.tolist(), market.living.capacity_left.tolist()) == ([free.pk], [1])


def test_market_of_an_old_format_is_built_again(folder: Path) -> None:
    place = PlaceFactory()
    ensure_market(NOW)
    path = folder / (current_version(folder) or "")
    path.unlink()
    path.mkdir()  # one array in each file, as the formats before had it
    assert ensure_market(NOW)
    assert current_market(NOW).living.id.tolist() == [place.pk]


def test_market_that_is_torn_is_built_again(folder: Path) -> None:
    place = PlaceFactory()
    ensure_market(NOW)
    torn = folder / (current_version(folder) or "")
    torn.write_bytes(torn.read_bytes()[:-1])
    assert current_market(NOW).living.id.tolist() == [place.pk]


def test_market_that_is_up_to_date_is_left_alone() -> None:
    PlaceFactory()
    assert [ensure_market(NOW), ensure_market(NOW)] == [True, False]


@pytest.mark.parametrize("change", ["new place", "touched", "placement"])
def test_market_behind_the_tables_is_built_again(change: str) -> None:
    place = PlaceFactory(capacity=2)
    ensure_market(NOW)
    if change == "new place":
        PlaceFactory()
    elif change == "touched":
        Place.objects.filter(pk=place.pk).update(touched_at=NOW + timedelta(days=1))
    else:
        PlacementFactory(place=place)
    assert ensure_market(NOW)


@pytest.mark.django_db(transaction=True)
def test_own_changes_are_seen_whatever_others_commit_meanwhile() -> None:
    with transaction.atomic():
        place = PlaceFactory()
        with ThreadPoolExecutor(1) as others:
            others.submit(_commit_something).result()
        ensure_market(NOW)
        Place.objects.filter(pk=place.pk).update(touched_at=NOW + timedelta(days=1))
        assert ensure_market(NOW)


def _commit_something() -> None:
    RegionFactory()
    connection.close()


def test_place_that_the_engine_refuses_is_left_out_and_told() -> None:
    absurd, sound = PlaceFactory(hours_min=200, hours_max=200), PlaceFactory()
    assert current_market(NOW).living.id.tolist() == [sound.pk]
    (told, *_more) = MarketBuild.objects.get().left_out
    assert (told["place"], told["column"], told["value"]) == (absurd.pk, "hours_min", "200")
