"""What changes in the tables is found by other processes, without building the market again."""

import multiprocessing
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from leermatch import current_delta, current_version
from leerwerk.casework.enums import PlacementStatus
from leerwerk.casework.models import Placement
from leerwerk.catalogue.enums import PlaceStatus
from leerwerk.catalogue.models import Place
from leerwerk.matching import market
from leerwerk.matching.market import current_market, ensure_market, take_up_changes
from leerwerk.matching.models import MarketBuild, PlaceChange
from tests.factories.casework import PlacementFactory, ReferralFactory
from tests.factories.catalogue import PlaceFactory
from tests.factories.network import RegionFactory
from tests.jobs import do_all_jobs
from tests.matching.market_reader import answer

pytestmark = [pytest.mark.db, pytest.mark.django_db(transaction=True)]
NOW = datetime(2026, 11, 22, 10, 42, tzinfo=ZoneInfo("Europe/Amsterdam"))
Reader = Callable[[str], tuple[str, str, list[int]]]


@pytest.fixture(autouse=True)
def folder(settings: object, tmp_path: Path, transactional_db: None) -> Path:
    settings.VAR_DIR = tmp_path  # type: ignore[attr-defined]
    RegionFactory(code="AM07")
    return tmp_path / "market"


def _place(**facts: object) -> Place:
    """A place in a region that the market knows: a new region needs a market built anew."""
    return PlaceFactory(region=RegionFactory(code="AM07"), **facts)


@pytest.fixture(scope="module")
def other_process() -> Iterator[Connection]:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=answer, args=(there,))
    process.start()
    yield here
    here.send(None)
    process.join()
    assert process.exitcode == 0


@pytest.fixture
def reader(other_process: Connection, folder: Path) -> Reader:
    """Asks another process that opened the market of this moment."""
    _place(title="Eerste kok")
    ensure_market(NOW)

    def ask(text: str) -> tuple[str, str, list[int]]:
        other_process.send((folder, text))
        found: tuple[str, str, list[int]] = other_process.recv()
        return found

    ask("xyzzy")
    return ask


def test_published_place_is_found_in_another_process_without_a_rebuild(reader: Reader, folder: Path) -> None:
    version = current_version(folder)
    draft = _place(title="Rietdekker", status=PlaceStatus.DRAFT)
    assert take_up_changes(NOW)
    assert reader("rietdekker")[2] == []
    draft.status = PlaceStatus.PUBLISHED
    draft.save()
    assert take_up_changes(NOW)
    assert reader("rietdekker") == (version, "d-000002", [draft.pk])


def test_withdrawn_and_deleted_places_are_not_found_any_more(reader: Reader) -> None:
    first, second, third = (_place(title="Rietdekker") for _ in range(3))
    take_up_changes(NOW)
    assert sorted(reader("rietdekker")[2]) == [first.pk, second.pk, third.pk]
    Place.objects.filter(pk=first.pk).update(status=PlaceStatus.WITHDRAWN)  # no signal, but a trigger
    second.delete()
    take_up_changes(NOW)
    assert reader("rietdekker")[2] == [third.pk]


def test_seats_and_candidates_follow_placements_and_referrals(folder: Path) -> None:
    place = _place(capacity=2)
    ensure_market(NOW)
    ReferralFactory(place=place)
    placement = PlacementFactory(place=place)
    take_up_changes(NOW)
    row = current_market(NOW).place(place.pk)
    assert (row.capacity_left.tolist(), row.candidates.tolist()[0] >= 1) == ([1], True)
    PlacementFactory(place=place)
    take_up_changes(NOW)
    with pytest.raises(KeyError):
        current_market(NOW).place(place.pk)
    Placement.objects.filter(pk=placement.pk).update(status=PlacementStatus.CANCELLED)
    take_up_changes(NOW)
    assert current_market(NOW).place(place.pk).capacity_left.tolist() == [1]
    assert MarketBuild.objects.count() == 1


def test_nothing_is_written_when_nothing_changed(folder: Path) -> None:
    _place()
    ensure_market(NOW)
    _place()
    assert [take_up_changes(NOW), take_up_changes(NOW), ensure_market(NOW)] == [True, False, False]
    with transaction.atomic():
        _place()
        transaction.set_rollback(True)
    assert not take_up_changes(NOW)
    assert current_delta(folder) == "d-000001"


def test_change_that_was_under_way_while_the_market_was_built_is_taken_up() -> None:
    place, began, built = _place(title="Oud"), threading.Event(), threading.Event()

    def change() -> None:
        with transaction.atomic():
            Place.objects.filter(pk=place.pk).update(capacity=7)
            began.set()
            built.wait()
        connection.close()

    other = threading.Thread(target=change)
    other.start()
    began.wait()
    ensure_market(NOW)
    built.set()
    other.join()
    assert current_market(NOW).place(place.pk).capacity_left.tolist() != [7]
    assert take_up_changes(NOW)
    assert current_market(NOW).place(place.pk).capacity_left.tolist() == [7]


def test_a_commit_asks_the_worker_once_and_the_worker_does_it(reader: Reader) -> None:
    ProcrastinateJob.objects.all().delete()
    with transaction.atomic():
        places = [_place(title="Rietdekker") for _ in range(3)]
        assert not ProcrastinateJob.objects.exists()
    names = ProcrastinateJob.objects.values_list("task_name", flat=True)
    assert list(names) == ["matching.take_up_changes"]
    do_all_jobs()
    assert sorted(reader("rietdekker")[2]) == [place.pk for place in places]


def test_delta_that_is_torn_is_made_good_by_a_rebuild(folder: Path) -> None:
    ensure_market(NOW)
    place = _place()
    take_up_changes(NOW)
    version = current_version(folder)
    path = folder / f"{version}.{current_delta(folder)}"
    path.write_bytes(path.read_bytes()[:-1])
    market._opened.clear()  # as a process that starts now
    assert current_market(NOW).living.id.tolist() == [place.pk]
    assert (current_version(folder) != version, current_delta(folder)) == (True, "")


def test_changes_that_cannot_be_put_on_the_market_lead_to_a_rebuild(folder: Path) -> None:
    _place()
    ensure_market(NOW)
    version = current_version(folder)
    place = PlaceFactory(region=RegionFactory())
    assert take_up_changes(NOW)
    assert current_version(folder) != version
    assert current_market(NOW).place(place.pk).region.tolist()[0] >= 0


def test_too_many_changes_lead_to_a_rebuild(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(market, "MOST_CHANGES", 2)
    ensure_market(NOW)
    version = current_version(folder)
    _place()
    _place()
    take_up_changes(NOW)
    assert current_version(folder) == version
    _place()
    take_up_changes(NOW)
    assert (current_version(folder) != version, current_delta(folder)) == (True, "")
    assert len(current_market(NOW)) == 3


def test_market_of_a_day_old_is_built_again(folder: Path) -> None:
    ensure_market(NOW)
    version = current_version(folder)
    _place()
    PlaceChange.objects.update(changed_at=NOW - timedelta(days=9))
    assert ensure_market(NOW + timedelta(days=2))
    assert current_version(folder) != version
    assert not PlaceChange.objects.exists()


def test_place_that_the_engine_refuses_is_taken_off_the_market_and_told(folder: Path) -> None:
    place = _place()
    ensure_market(NOW)
    place.hours_min = place.hours_max = 200
    place.save()
    take_up_changes(NOW)
    with pytest.raises(KeyError):
        current_market(NOW).place(place.pk)
    told = market.latest_build()
    assert told is not None
    assert (told.delta, told.changed_places, told.is_behind) == ("d-000001", 1, False)
    assert {each["place"] for each in told.left_out} == {place.pk}
