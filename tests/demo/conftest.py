"""A hamlet: a demo country small enough for tests, made once per module and rolled back."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from django.test import override_settings

from leerwerk.config.paths import REPOSITORY
from leerwerk.demo.citizen import make_citizen
from leerwerk.demo.country import Country, make_country
from leerwerk.demo.history import record_history
from leerwerk.demo.sizes import HAMLET
from leerwerk.demo.stories import make_stories
from leerwerk.exchange.actions.reference import load_reference
from leerwerk.kernel import clock
from leerwerk.kernel.actor import SYSTEM
from leerwerk.matching.market import ensure_market

NOW = datetime(2026, 11, 22, 10, 42, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture(scope="module")
def reference(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[None]:
    """The real reference data and history, in a transaction that the module leaves without a trace."""
    folder = tmp_path_factory.mktemp("var")
    with django_db_blocker.unblock(), override_settings(VAR_DIR=folder), transaction.atomic():
        load_reference(folder=REPOSITORY / "reference", actor=SYSTEM, now=NOW)
        record_history(now=NOW)
        _check_now()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def hamlet(reference: None, django_db_blocker: Any) -> Country:
    """The demo country, small."""
    with django_db_blocker.unblock():
        made = make_country(now=NOW, sizes=HAMLET)
        _check_now()
    return made


@pytest.fixture(scope="module")
def now(hamlet: Country, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[datetime]:
    """The moment of a country with stories, a citizen and a market: the whole public site can be asked."""
    folder = tmp_path_factory.mktemp("site")
    with (
        pytest.MonkeyPatch.context() as patch,
        override_settings(VAR_DIR=folder, MEDIA_ROOT=folder / "media"),
    ):
        patch.setattr(clock, "now", lambda: NOW)
        with django_db_blocker.unblock():
            make_stories(now=NOW)
            make_citizen(now=NOW)
            ensure_market(NOW)
            _check_now()
        yield NOW


def _check_now() -> None:
    """Let deferred constraints look at our rows once, instead of at the end of every test."""
    connection.check_constraints()
