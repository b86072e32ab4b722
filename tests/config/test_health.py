from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from leerwerk.config import health
from leerwerk.config.health import MigrationCheck
from leerwerk.kernel import clock
from leerwerk.matching.market import ensure_market

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_live_needs_nothing(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/health/live")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.parametrize(
    ("is_built", "is_warm", "status"), [(False, True, 503), (True, False, 503), (True, True, 200)]
)
def test_ready_tells_each_part(
    client: Client,
    settings: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    is_built: bool,
    is_warm: bool,
    status: int,
) -> None:
    settings.VAR_DIR = tmp_path
    warm = Event()
    if is_warm:
        warm.set()
    monkeypatch.setattr(health, "engine_is_warm", warm)
    if is_built:
        ensure_market(clock.now())

    answer = client.get("/health/ready")

    assert answer.status_code == status
    assert answer.json() == {
        "status": "ok" if status == 200 else "unavailable",
        "database": "ok",
        "migrations": "ok",
        "market": "ok" if is_built else "missing",
        "engine": "ok" if is_warm else "missing",
    }


def test_ready_looks_at_the_migrations_until_they_are_applied(
    client: Client, settings: Any, tmp_path: Path, django_assert_num_queries: Any
) -> None:
    settings.VAR_DIR = tmp_path
    client.get("/health/ready")

    with django_assert_num_queries(1):
        assert client.get("/health/ready").json()["migrations"] == "ok"


def test_migration_check_asks_again_while_something_is_pending() -> None:
    check = MigrationCheck()
    recorder = MigrationRecorder(connection)
    [last] = MigrationLoader(connection).graph.leaf_nodes("casework")
    recorder.record_unapplied(*last)

    assert not check.passes()

    recorder.record_applied(*last)
    assert check.passes()


def test_every_answer_carries_trace_and_headers(client: Client) -> None:
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"

    answer = client.get("/health/live", headers={"traceparent": f"00-{trace}-00f067aa0ba902b7-01"})

    assert answer.headers["X-Request-ID"] == trace
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Permissions-Policy"].startswith("camera=()")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
