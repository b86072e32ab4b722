from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leerwerk.kernel.period import Period

pytestmark = pytest.mark.unit

DAYS = st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 1, 20))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start, end = draw(st.none() | DAYS), draw(st.none() | DAYS)
    if start and end and end <= start:
        start, end = (end, start) if end < start else (start, None)
    return Period(start, end)


def test_period_holds_its_first_day_and_not_its_end() -> None:
    period = Period(date(2026, 1, 1), date(2026, 2, 1))

    assert date(2026, 1, 1) in period
    assert date(2026, 1, 31) in period
    assert date(2026, 2, 1) not in period
    assert date(2025, 12, 31) not in period


def test_open_period_holds_every_day() -> None:
    assert date.min in Period()
    assert date.max in Period()


@pytest.mark.parametrize("end", [date(2026, 1, 1), date(2025, 12, 31)])
def test_period_that_ends_before_it_starts_is_refused(end: date) -> None:
    with pytest.raises(ValueError, match="ends after it starts"):
        Period(date(2026, 1, 1), end)


@given(periods(), periods())
def test_periods_overlap_exactly_when_a_day_lies_in_both(one: Period, other: Period) -> None:
    shared = any(day in one and day in other for day in (date(2025, 1, d + 1) for d in range(31)))
    shared |= any(day in one and day in other for day in (date(2026, 1, d + 1) for d in range(31)))

    assert one.overlaps(other) == other.overlaps(one) == shared
