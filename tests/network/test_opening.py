from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from leerwerk.network.opening import Hours, Week, exceptions_ahead, groups_of_days, overlap, status_at

pytestmark = pytest.mark.unit


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=ZoneInfo("Europe/Amsterdam"))  # type: ignore[arg-type,misc]


OFFICE = Hours(time(9), time(17))
MORNING, EVENING = Hours(time(9), time(12)), Hours(time(18), time(20))
CHRISTMAS = date(2026, 12, 25)  # a Friday
WEEK = Week(
    weekly={0: (OFFICE,), 1: (OFFICE,), 3: (MORNING, EVENING), 4: (OFFICE,)},
    exceptions={CHRISTMAS: (), date(2026, 12, 26): (MORNING,)},
)


@pytest.mark.parametrize(
    ("moment", "is_open", "day", "hours"),
    [
        (at(2026, 11, 23, 8, 59), False, date(2026, 11, 23), OFFICE),
        (at(2026, 11, 23, 9, 0), True, date(2026, 11, 23), OFFICE),
        (at(2026, 11, 23, 17, 0), False, date(2026, 11, 24), OFFICE),
        (at(2026, 11, 25, 10, 0), False, date(2026, 11, 26), MORNING),
        (at(2026, 11, 26, 13, 0), False, date(2026, 11, 26), EVENING),
        (at(2026, 12, 24, 21, 0), False, date(2026, 12, 26), MORNING),
        (at(2026, 12, 26, 10, 0), True, date(2026, 12, 26), MORNING),
    ],
)
def test_status_says_until_when_or_from_when(
    moment: datetime, is_open: bool, day: date, hours: Hours
) -> None:
    status = status_at(WEEK, moment)

    assert (status.is_open, status.day, status.hours) == (is_open, day, hours)


def test_desk_without_hours_never_opens() -> None:
    assert status_at(Week({}, {}), at(2026, 11, 23, 9)).day is None


def test_hours_that_overlap_are_seen() -> None:
    assert overlap([OFFICE, EVENING, MORNING])
    assert overlap([Hours(time(12), time(9))])
    assert not overlap([EVENING, MORNING])
    assert not overlap([])


def test_days_with_the_same_hours_stand_together() -> None:
    assert groups_of_days(WEEK) == [
        ((0, 1), (OFFICE,)),
        ((2,), ()),
        ((3,), (MORNING, EVENING)),
        ((4,), (OFFICE,)),
        ((5, 6), ()),
    ]


def test_exceptions_that_come_are_told_in_order() -> None:
    assert [day for day, _ in exceptions_ahead(WEEK, date(2026, 12, 25), days=1)] == [
        CHRISTMAS,
        date(2026, 12, 26),
    ]
    assert exceptions_ahead(WEEK, date(2026, 12, 27)) == []
