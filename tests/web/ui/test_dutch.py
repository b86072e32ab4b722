"""Numbers, days and distances as Dutch people write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from leerwerk.web.ui import dutch
from leerwerk.web.ui.templatetags import leerwerk as filters

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("distance", "written"),
    [
        (0.04, "vlakbij"),
        (0.8, "0,8 km"),
        (2.0, "2 km"),
        (2.94, "2,9 km"),
        (2.96, "3 km"),
        (6.24, "6 km"),
        (1250, "1.250 km"),
    ],
)
def test_km(distance: float, written: str) -> None:
    assert dutch.km(distance) == written


@pytest.mark.parametrize(
    ("distance", "written"), [(0.1, "1 minuut fietsen"), (5, "25 minuten fietsen"), (20.1, "")]
)
def test_by_bike(distance: float, written: str) -> None:
    assert dutch.by_bike(distance) == written


@pytest.mark.parametrize(
    ("least", "most", "written"),
    [
        (24, 32, "24 tot 32 uur per week"),
        (32, 32, "32 uur per week"),
        (None, 36, "36 uur per week"),
        (None, None, ""),
    ],
)
def test_hours(least: int | None, most: int | None, written: str) -> None:
    assert dutch.hours(least, most) == written


def test_dates_are_dutch_and_local() -> None:
    moment = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert filters.dutch_date(date(2026, 11, 22)) == "22 november 2026"
    assert filters.dutch_date(moment) == "23 november 2026"
    assert filters.dutch_moment(moment) == "23 november 2026, 00:30"


def test_amounts() -> None:
    assert filters.euro(Decimal(2700)) == "€ 2.700,00"
    assert filters.whole_euro(4_500_000) == "€ 4.500.000"
    assert filters.number(1250) == "1.250"
    assert filters.number(6.25, 1) == "6,2"


@pytest.mark.parametrize(
    "apply",
    [
        filters.number,
        filters.km,
        filters.bike,
        filters.euro,
        filters.whole_euro,
        filters.dutch_date,
        filters.dutch_moment,
    ],
)
def test_nothing_known_is_nothing_written(apply: object) -> None:
    assert apply(None) == ""  # type: ignore[operator]


def test_listed_joins_as_in_dutch() -> None:
    lists: list[list[str]] = [[], ["a"], ["a", "b"], ["a", "b", "c"]]
    assert [dutch.listed(parts) for parts in lists] == ["", "a", "a en b", "a, b en c"]
