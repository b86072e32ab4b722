"""Hours, leave, holidays and what is booked in; free times out. No database."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from django.utils.timezone import localdate
from hypothesis import example, given
from hypothesis import strategies as st

from leerwerk.casework.rules.availability import (
    AMSTERDAM,
    Limits,
    Shift,
    Slot,
    Span,
    day_span,
    fairest,
    free_slots,
    nearest,
    public_holidays,
)
from leerwerk.kernel.period import Period

pytestmark = pytest.mark.unit
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=AMSTERDAM)  # a Monday
LIMITS = Limits(
    buffer=timedelta(minutes=15),
    most_per_day=6,
    notice=timedelta(hours=24),
    horizon_days=14,
    step=timedelta(minutes=30),
)
EVERY_DAY = [Shift(1, day, time(9), time(12)) for day in range(7)]
LENGTH = timedelta(minutes=45)


def slots(**given: object) -> list:  # type: ignore[type-arg]
    return free_slots(
        **{  # type: ignore[arg-type]
            "shifts": EVERY_DAY,
            "booked": [],
            "absences": [],
            "closed": frozenset(),
            "limits": LIMITS,
            "length": LENGTH,
            "now": NOW,
            **given,
        }
    )


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=AMSTERDAM)


def hours_of(found: list, day: date) -> list[str]:  # type: ignore[type-arg]
    return [f"{slot.begins_at:%H:%M}" for slot in found if localdate(slot.begins_at) == day]


def test_free_slots_fit_in_the_hours_and_keep_notice_and_horizon() -> None:
    found = slots()

    assert found[0].begins_at == at(24, 9)
    assert found[0].ends_at == at(24, 9, 45)
    assert found[-1].begins_at == datetime(2026, 12, 7, 11, 0, tzinfo=AMSTERDAM)
    assert hours_of(found, date(2026, 11, 25)) == ["09:00", "09:30", "10:00", "10:30", "11:00"]
    assert slots(only_on=date(2026, 11, 25)) == [
        slot for slot in found if localdate(slot.begins_at) == date(2026, 11, 25)
    ]


def test_free_slots_keep_the_buffer_on_both_sides_of_an_appointment() -> None:
    booked = [Span(1, at(25, 10), at(25, 11))]  # 45 minutes and a buffer of 15

    assert hours_of(slots(booked=booked), date(2026, 11, 25)) == ["09:00", "11:00"]


def test_free_slots_leave_out_leave_holidays_and_full_days() -> None:
    leave = [Span(1, at(25, 0), at(26, 10))]
    full = [Span(1, at(27, 13, n), at(27, 13, n + 1)) for n in range(6)]
    found = slots(absences=leave, booked=full, closed={date(2026, 11, 28)})

    assert hours_of(found, date(2026, 11, 25)) == []
    assert hours_of(found, date(2026, 11, 26)) == ["10:00", "10:30", "11:00"]
    assert hours_of(found, date(2026, 11, 27)) == []
    assert hours_of(found, date(2026, 11, 28)) == []


def test_free_slots_know_everybody_who_is_free_and_who_works_no_longer() -> None:
    team = [
        *EVERY_DAY,
        *[Shift(2, day, time(9), time(10), Period(end=date(2026, 11, 26))) for day in range(7)],
    ]
    found = {slot.begins_at: slot.adviser_ids for slot in slots(shifts=team)}

    assert found[at(25, 9)] == (1, 2)
    assert found[at(26, 9)] == (1,)


@pytest.mark.parametrize(
    ("day", "hours", "length"),
    [
        # The clock goes from 2 to 3: of the five hours on the wall four pass.
        (date(2027, 3, 28), ["00:00", "01:00", "03:00", "04:00"], 23),
        # The clock goes from 3 back to 2: the hour from 2 to 3 passes twice.
        (date(2026, 10, 25), ["00:00", "01:00", "02:00", "02:00", "03:00", "04:00"], 25),
        (date(2026, 11, 24), ["00:00", "01:00", "02:00", "03:00", "04:00"], 24),
    ],
)
def test_slots_at_night_follow_the_time_that_really_passes(day: date, hours: list[str], length: int) -> None:
    night = Shift(1, day.weekday(), time(0), time(5))
    hourly = Limits(timedelta(0), 30, timedelta(0), 3, timedelta(hours=1))
    found = slots(
        shifts=[night],
        limits=hourly,
        length=timedelta(hours=1),
        now=datetime.combine(day, time(), AMSTERDAM) - timedelta(days=1),
        only_on=day,
    )

    assert hours_of(found, day) == hours
    moments = [slot.begins_at.astimezone(UTC) for slot in found]
    assert {later - one for one, later in pairwise(moments)} == {timedelta(hours=1)}
    begins, ends = day_span(day)
    assert ends.astimezone(UTC) - begins.astimezone(UTC) == timedelta(hours=length)


def test_a_morning_on_a_change_day_is_a_morning() -> None:
    for day in (date(2027, 3, 28), date(2026, 10, 25)):
        now = datetime.combine(day, time(), AMSTERDAM) - timedelta(days=3)
        assert hours_of(slots(now=now, only_on=day), day) == ["09:00", "09:30", "10:00", "10:30", "11:00"]


def test_public_holidays_are_the_dutch_ones() -> None:
    found = public_holidays(date(2026, 12, 1), date(2027, 1, 1))

    assert found == {date(2026, 12, 25), date(2026, 12, 26), date(2027, 1, 1)}


def test_fairest_has_the_fewest_and_then_the_lowest_id() -> None:
    assert fairest((3, 1, 2), {1: 2, 2: 1, 3: 1}) == 2
    assert fairest((3, 1), {}) == 1


def test_nearest_are_told_in_order_of_time() -> None:
    found = slots()

    assert [f"{slot.begins_at:%d %H:%M}" for slot in nearest(found, at(25, 10), 3)] == [
        "25 09:30",
        "25 10:00",
        "25 10:30",
    ]


MINUTES = st.integers(0, 14 * 24 * 4).map(lambda quarter: timedelta(minutes=15 * quarter))
CHANGE_NIGHTS = (datetime(2026, 10, 22, 8, tzinfo=AMSTERDAM), datetime(2027, 3, 25, 8, tzinfo=AMSTERDAM), NOW)


@st.composite
def weeks(draw: st.DrawFn) -> dict[str, object]:
    """Two advisers, any hours, leave, holidays and earlier appointments around any of three weeks."""
    now = draw(st.sampled_from(CHANGE_NIGHTS))
    start = now.replace(hour=0)
    times = st.integers(0, 47).map(lambda half: time(half // 2, half % 2 * 30))
    shifts = draw(
        st.lists(
            st.builds(Shift, st.integers(1, 2), st.integers(0, 6), times, times), min_size=1, max_size=10
        )
    )

    def spans(longest: int) -> st.SearchStrategy[list[Span]]:
        def span(who: int, begins: timedelta, quarters: int) -> Span:
            moment = start.astimezone(UTC) + begins
            return Span(who, moment, moment + timedelta(minutes=15 * quarters))

        return st.lists(st.builds(span, st.integers(1, 2), MINUTES, st.integers(1, longest)), max_size=8)

    return {
        "now": now,
        "shifts": shifts,
        "booked": draw(spans(8)),
        "absences": draw(spans(200)),
        "closed": draw(
            st.frozensets(st.integers(0, 14).map(lambda n: start.date() + timedelta(days=n)), max_size=3)
        ),
        "limits": Limits(
            buffer=timedelta(minutes=draw(st.sampled_from([0, 10, 15, 60]))),
            most_per_day=draw(st.integers(1, 4)),
            notice=timedelta(hours=draw(st.integers(0, 72))),
            horizon_days=draw(st.integers(1, 14)),
            step=timedelta(minutes=draw(st.sampled_from([15, 30, 45]))),
        ),
        "length": timedelta(minutes=draw(st.sampled_from([15, 45, 60, 90]))),
    }


def absolute(slot: Slot) -> Slot:
    """In absolute time: by one clock, the hour that comes twice in October would be the same hour."""
    return replace(slot, begins_at=slot.begins_at.astimezone(UTC), ends_at=slot.ends_at.astimezone(UTC))


@example(
    {
        "now": CHANGE_NIGHTS[0],
        "shifts": [Shift(1, 6, time(0, 0), time(3, 0))],
        "booked": [],
        "absences": [],
        "closed": frozenset(),
        "limits": Limits(timedelta(0), 1, timedelta(0), 3, timedelta(minutes=15)),
        "length": timedelta(minutes=15),
    }
)
@given(weeks())
def test_a_free_slot_never_touches_what_is_taken(week: dict) -> None:  # type: ignore[type-arg]
    limits, length = week["limits"], week["length"]
    per_day = Counter((span.adviser_id, localdate(span.begins_at)) for span in week["booked"])
    found = [absolute(slot) for slot in free_slots(**week)]

    assert [slot.begins_at for slot in found] == sorted({slot.begins_at for slot in found})
    for slot in found:
        day = localdate(slot.begins_at)
        assert slot.ends_at - slot.begins_at == length
        assert slot.begins_at >= week["now"].astimezone(UTC) + limits.notice
        assert day not in week["closed"]
        assert slot.adviser_ids == tuple(sorted(set(slot.adviser_ids)))
        for who in slot.adviser_ids:
            assert not any(
                span.touches(slot.begins_at, slot.ends_at + limits.buffer)
                for span in week["booked"]
                if span.adviser_id == who
            )
            assert not any(
                span.touches(slot.begins_at, slot.ends_at)
                for span in week["absences"]
                if span.adviser_id == who
            )
            assert per_day[who, day] < limits.most_per_day
            assert any(
                shift.adviser_id == who
                and shift.weekday == day.weekday()
                and datetime.combine(day, shift.begins, AMSTERDAM).astimezone(UTC) <= slot.begins_at
                and slot.ends_at <= datetime.combine(day, shift.ends, AMSTERDAM).astimezone(UTC)
                for shift in week["shifts"]
            )


@given(weeks())
def test_booking_the_first_free_slot_again_and_again_keeps_every_promise(week: dict) -> None:  # type: ignore[type-arg]
    limits = week["limits"]
    booked = list(week["booked"])
    before = len(booked)
    while len(booked) < before + 12 and (found := free_slots(**{**week, "booked": booked})):
        slot = absolute(found[0])
        booked.append(Span(slot.adviser_ids[0], slot.begins_at, slot.ends_at + limits.buffer))
    new = booked[before:]
    for index, one in enumerate(new):
        others = [*week["booked"], *new[:index]]
        assert not any(
            one.adviser_id == other.adviser_id and one.touches(other.begins_at, other.ends_at)
            for other in others
        )
    days = Counter((span.adviser_id, localdate(span.begins_at)) for span in booked)
    assert all(days[span.adviser_id, localdate(span.begins_at)] <= limits.most_per_day for span in new)
