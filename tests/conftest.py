"""What holds for every test."""

import math
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.template import engines
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings
from whitenoise.middleware import WhiteNoiseMiddleware

from leerwerk.network import national
from leerwerk.network.sites import NATIONAL
from tests.browser import HOW_TO_INSTALL, assert_accessible, browser, page
from tests.emptying import empty_queue, empty_tables
from tests.one_step import look_at_neighbours_only, take_one_step
from tests.strictness import FailOnUndefined, gets_that_write_failing
from tests.template import copy_template

__all__ = ["assert_accessible", "browser", "page"]

# How long an example takes says how busy the machine is, not whether the code is right.
settings.register_profile("leerwerk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("leerwerk")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any
) -> None:
    """Make the tables of Wagtail in one step, and all tables once for all workers."""
    take_one_step(tmp_path_factory.mktemp("migrations"))
    look_at_neighbours_only()
    if "PYTEST_XDIST_WORKER" in os.environ:
        with django_db_blocker.unblock():
            copy_template(Path(os.environ["LEERWERK_VAR"]))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Let the test runner empty the audit log, which it does by TRUNCATE after tests that commit.

    At the very end, end the sessions of threads that still serve a browser which has not hung up yet: a database with
    sessions cannot be dropped.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE kernel_auditentry DISABLE TRIGGER kernel_audit_no_truncate")
    yield
    connection.close()
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(autouse=True)
def _no_jobs_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Procrastinate's tables are not Django's to empty, so tests that commit would leave their jobs."""
    yield
    marker = request.node.get_closest_marker("django_db")
    if "transactional_db" in request.fixturenames or (marker and marker.kwargs.get("transaction")):
        empty_queue()


@pytest.fixture(autouse=True, scope="session")
def _only_filled_tables_are_emptied() -> Iterator[None]:
    """After a test that commits."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty_tables)
        yield


@pytest.fixture(autouse=True, scope="session")
def _undefined_variables_fail() -> None:
    """A template of ours that uses a variable which nobody gave it fails its test."""
    engines["django"].engine.string_if_invalid = FailOnUndefined()  # type: ignore[attr-defined]


@pytest.fixture(autouse=True, scope="session")
def _static_files_listed_once() -> Iterator[None]:
    """Every browser has a site of its own, and WhiteNoise would look up all static files for each."""
    listed: dict[str, Any] = {}
    list_files = WhiteNoiseMiddleware.add_files_from_finders

    def list_once(site: WhiteNoiseMiddleware) -> None:
        if not listed:
            list_files(site)
            listed.update(site.files)
        site.files = listed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", list_once)
        yield


@pytest.fixture(autouse=True)
def _gets_that_write_fail() -> Iterator[None]:
    with gets_that_write_failing():
        yield


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Attempts to sign in are counted in the cache; those of another test do not count."""
    cache.clear()


@pytest.fixture(autouse=True)
def _national_site_as_shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every process keeps the national site a while: that of another test is not that of this one."""
    monkeypatch.setattr(national, "_kept", (math.inf, NATIONAL))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say once how to get the journeys to run."""
    skipped = terminalreporter.stats.get("skipped", [])
    if any(HOW_TO_INSTALL in str(report.longrepr) for report in skipped):
        terminalreporter.write_line(HOW_TO_INSTALL)
