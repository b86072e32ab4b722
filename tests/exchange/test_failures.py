"""An import that dies leaves the places as they were, and can be done again."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
from django.db import connection, connections

from leerwerk.catalogue.models import Place, Qualification
from leerwerk.exchange.actions.places import ImportFailed
from leerwerk.exchange.actions.runs import ImportRefused, alone, mark_broken_off
from leerwerk.exchange.enums import RunStatus
from leerwerk.exchange.models import ImportRun, RowRemark
from leerwerk.network.models import Organisation
from tests.exchange.conftest import NOW, Writer, bring, make_country, posting

pytestmark = [pytest.mark.db, pytest.mark.django_db(transaction=True)]

# Fails (or waits) when the place "Lasser 2500" comes in, which is in the second batch.
TRIGGER = """
CREATE FUNCTION interfere() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.title = 'Lasser 2500' THEN
        {deed}
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER interfere BEFORE INSERT ON catalogue_place FOR EACH ROW EXECUTE FUNCTION interfere();
"""
DISK_FULL = "RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full';"
WAIT = "PERFORM pg_sleep(60);"


@pytest.fixture(autouse=True)
def _country(transactional_db: None) -> None:
    make_country()


@pytest.fixture
def many(write: Writer) -> Path:
    return write(
        *(
            posting(identifier=f"v{n}", title=f"Lasser {n}", educationRequirements="crebo 25999")
            for n in range(4500)
        )
    )


def interfere(deed: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(TRIGGER.format(deed=deed))


def stop_interfering() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DROP TRIGGER IF EXISTS interfere ON catalogue_place; DROP FUNCTION IF EXISTS interfere"
        )


@pytest.fixture(autouse=True)
def _stop_interfering(_country: None):
    yield
    stop_interfering()


def nothing_is_there() -> bool:
    return not (
        Place.objects.exists()
        or Organisation.objects.exists()
        or RowRemark.objects.exists()
        or Qualification.objects.filter(is_listed=False).exists()
    )


def test_a_full_disk_leaves_nothing_half_written(many: Path) -> None:
    interfere(DISK_FULL)
    with pytest.raises(ImportFailed, match="De schijf van de database is vol"):
        bring(many)

    assert nothing_is_there()
    run = ImportRun.objects.get()
    assert run.status == RunStatus.FAILED
    assert "Er is niets veranderd" in run.error
    assert run.created == 0

    stop_interfering()
    assert bring(many).outcomes["CREATED"] == 4500


def test_another_error_of_the_database_is_told_too(many: Path) -> None:
    interfere("RAISE EXCEPTION 'kapot';")
    with pytest.raises(ImportFailed, match="kapot"):
        bring(many)
    assert nothing_is_there()


def test_an_import_that_was_killed_left_nothing_and_can_be_done_again(many: Path) -> None:
    interfere(WAIT)
    child = start_import(many)
    try:
        wait_until_writing()
    finally:
        child.send_signal(signal.SIGKILL)
        child.wait()
    end_what_it_left()

    assert nothing_is_there()
    assert ImportRun.objects.get().status == RunStatus.RUNNING
    stop_interfering()

    report = bring(many)
    assert report.outcomes["CREATED"] == 4500
    assert list(ImportRun.objects.order_by("pk").values_list("status", flat=True)) == [
        RunStatus.BROKEN_OFF,
        RunStatus.DONE,
    ]


def start_import(path: Path) -> "subprocess.Popen[bytes]":
    """`leerwerk import places` as a process of its own, on the database of this test."""
    server = urlsplit(os.environ["DATABASE_URL"])
    address = server._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    return subprocess.Popen(
        [sys.executable, "-m", "leerwerk.config.cli", "import", "places", str(path), "--source", "bron"],
        env=os.environ | {"DATABASE_URL": address},
        stdout=subprocess.DEVNULL,
    )


def wait_until_writing() -> None:
    """Until the child sleeps in the middle of its second batch."""
    for _ in range(600):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'")
            if cursor.fetchone() == (1,):
                return
        time.sleep(0.1)
    pytest.fail("the import did not come to its second batch")


def end_what_it_left() -> None:
    """The server finds out that its client is gone when it next speaks to it; help it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
        )


def test_a_second_import_of_the_same_source_waits_its_turn(write: Writer) -> None:
    path = write(posting())
    outcomes: list[str] = []

    def other() -> None:
        try:
            bring(path)
        except ImportRefused as refusal:
            outcomes.append(refusal.code)
        finally:
            connections.close_all()

    with alone("places", "bron", NOW):
        thread = Thread(target=other)
        thread.start()
        thread.join()
        assert bring(path, source="een andere").outcomes["CREATED"] == 1

    assert outcomes == ["ALREADY_RUNNING"]


def test_a_run_that_is_alive_is_not_called_broken_off() -> None:
    marked: list[int] = []

    def look() -> None:
        marked.append(mark_broken_off(now=NOW))
        connections.close_all()

    with alone("places", "levend", NOW):
        for source in ("levend", "dood"):
            ImportRun.objects.create(
                kind="places", source=source, file_name="f", file_hash="h", started_at=NOW
            )
        thread = Thread(target=look)
        thread.start()
        thread.join()

    assert marked == [1]
    assert dict(ImportRun.objects.values_list("source", "status")) == {
        "levend": "RUNNING",
        "dood": "BROKEN_OFF",
    }


def test_an_interrupted_import_says_so(many: Path) -> None:
    def interrupt(_rows: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring(many, progress=interrupt)
    assert nothing_is_there()
    assert ImportRun.objects.get().status == RunStatus.BROKEN_OFF
