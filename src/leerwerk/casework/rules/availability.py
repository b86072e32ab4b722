"""When an appointment can be: hours, leave, holidays and what is booked in; free times out.

Hours are told by the clock on the wall, and everything after that is counted in absolute time: so the two nights a
year on which the clock changes ask for no rule of their own.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

from leerwerk.kernel.period import Period

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ALWAYS = Period()
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a region allows: time between two appointments, how many a day for one adviser, and how far ahead."""

    buffer: timedelta
    most_per_day: int
    notice: timedelta
    horizon_days: int
    step: timedelta


@dataclass(frozen=True, slots=True)
class Shift:
    """Hours of an adviser on a day of the week (0 is Monday), by the clock on the wall, in the period `valid`."""

    adviser_id: int
    weekday: int
    begins: time
    ends: time
    valid: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class Span:
    """An adviser is taken from a moment up to another; of an appointment the buffer is part of it."""

    adviser_id: int
    begins_at: datetime
    ends_at: datetime

    def touches(self, begins_at: datetime, ends_at: datetime) -> bool:
        """Whether there is a moment in both."""
        return self.begins_at < ends_at and begins_at < self.ends_at


@dataclass(frozen=True, slots=True)
class Slot:
    """A time that can be booked, in Dutch time, and who is free then, by id."""

    begins_at: datetime
    ends_at: datetime
    adviser_ids: tuple[int, ...]

    def is_at(self, moment: datetime) -> bool:
        """Whether it begins then, in absolute time: two moments of one clock are compared as the clock shows them, and
        once a year that is the same twice."""
        return self.begins_at.timestamp() == moment.timestamp()


def free_slots(
    *,
    shifts: Sequence[Shift],
    booked: Sequence[Span],
    absences: Sequence[Span],
    closed: Collection[date],
    limits: Limits,
    length: timedelta,
    now: datetime,
    only_on: date | None = None,
) -> list[Slot]:
    """All times that can be booked, in order; `only_on` looks at one day. `closed` are days without appointments."""
    by_day = _by_adviser_and_day(absences), _by_adviser_and_day(booked)
    counts = Counter((span.adviser_id, span.begins_at.astimezone(AMSTERDAM).date()) for span in booked)
    earliest = now.astimezone(UTC) + limits.notice
    free: dict[datetime, set[int]] = defaultdict(set)
    for day in _days(limits, now, only_on):
        if day in closed:
            continue
        for shift in shifts:
            key = (shift.adviser_id, day)
            if shift.weekday != day.weekday() or day not in shift.valid or counts[key] >= limits.most_per_day:
                continue
            away, taken = by_day[0].get(key, ()), by_day[1].get(key, ())
            for begins_at in _starts(shift, day, length, limits.step):
                ends_at = begins_at + length
                if (
                    begins_at >= earliest
                    and not any(span.touches(begins_at, ends_at) for span in away)
                    and not any(span.touches(begins_at, ends_at + limits.buffer) for span in taken)
                ):
                    free[begins_at].add(shift.adviser_id)
    return [
        Slot(
            begins_at.astimezone(AMSTERDAM),
            (begins_at + length).astimezone(AMSTERDAM),
            tuple(sorted(free[begins_at])),
        )
        for begins_at in sorted(free)
    ]


def nearest(slots: Sequence[Slot], moment: datetime, most: int) -> list[Slot]:
    """The slots closest to a moment, in order of time."""
    at = moment.timestamp()
    closest = sorted(slots, key=lambda slot: (abs(slot.begins_at.timestamp() - at), slot.begins_at))[:most]
    return sorted(closest, key=lambda slot: slot.begins_at.timestamp())


def fairest(adviser_ids: Collection[int], in_week: Mapping[int, int]) -> int:
    """Who takes the appointment: who has the fewest that week, and of those the lowest id."""
    return min(adviser_ids, key=lambda each: (in_week.get(each, 0), each))


def public_holidays(first: date, last: date) -> frozenset[date]:
    """The Dutch public holidays from the first to the last day, both included."""
    years = range(first.year, last.year + 1)
    return frozenset(day for year in years for day in _holidays_of(year) if first <= day <= last)


def day_span(day: date) -> tuple[datetime, datetime]:
    """The first moment of a Dutch day and that of the next: 23, 24 or 25 hours."""
    return tuple(datetime.combine(each, time.min, AMSTERDAM) for each in (day, day + DAY))  # type: ignore[return-value]


def week_span(day: date) -> tuple[datetime, datetime]:
    """The first moment of the week of a day, which begins on Monday, and that of the next week."""
    monday = day - timedelta(days=day.weekday())
    return day_span(monday)[0], day_span(monday + timedelta(days=6))[1]


def _days(limits: Limits, now: datetime, only_on: date | None) -> Iterator[date]:
    first = now.astimezone(AMSTERDAM).date()
    for number in range(limits.horizon_days + 1):
        day = first + number * DAY
        if only_on in {None, day}:
            yield day


def _starts(shift: Shift, day: date, length: timedelta, step: timedelta) -> Iterator[datetime]:
    begins_at, until = (
        datetime.combine(day, each, AMSTERDAM).astimezone(UTC) for each in (shift.begins, shift.ends)
    )
    while begins_at + length <= until:
        yield begins_at
        begins_at += step


def _by_adviser_and_day(spans: Sequence[Span]) -> dict[tuple[int, date], list[Span]]:
    """The spans on each Dutch day that they touch. A buffer that runs past midnight counts for both days."""
    found: dict[tuple[int, date], list[Span]] = defaultdict(list)
    for span in spans:
        day, last = (each.astimezone(AMSTERDAM).date() for each in (span.begins_at, span.ends_at))
        while day <= last:
            found[span.adviser_id, day].append(span)
            day += DAY
    return found


@cache
def _holidays_of(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("NL", years=year))
