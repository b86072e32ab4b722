"""Seats: each is taken once, also in the cache of production."""

from typing import Any

import pytest
from django.core.cache import caches
from django.test import override_settings

from leerwerk.web.guard import counting
from leerwerk.web.guard.counting import take_seat, use_once

DATABASE = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "kernel_cache"}}


def _take(moment: float = 0.0) -> bool:
    return take_seat("test", "86.80.1.2", seats=2, seconds=60, moment=moment)


@pytest.mark.unit
def test_seats_run_out_and_come_back_in_the_next_period() -> None:
    assert [_take(), _take(), _take(), _take(59), _take(60)] == [True, True, False, False, True]


@pytest.mark.db
@pytest.mark.django_db
def test_seats_are_kept_in_the_database_without_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    with override_settings(CACHES=DATABASE):
        store: Any = caches["default"]
        monkeypatch.setattr(counting, "cache", store)
        kept: list[str] = []

        def note(key: str, version: int | None = None) -> str:
            kept.append(key)
            return key

        monkeypatch.setattr(store, "make_and_validate_key", note)
        assert [_take(), _take(), _take()] == [True, True, False]
        assert [use_once("proof", "abc", seconds=60), use_once("proof", "abc", seconds=60)] == [True, False]
    assert kept
    assert not any("86.80" in key for key in kept)
