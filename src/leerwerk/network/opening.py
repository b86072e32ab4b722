"""When a desk is open: pure decisions on its week, its exceptions and a moment in local time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

LOOK_AHEAD_DAYS = 60


@dataclass(frozen=True, order=True)
class Hours:
    """Open from `opens` until `closes` on one day, local time."""

    opens: time
    closes: time


@dataclass(frozen=True)
class Week:
    """The hours per weekday (0 is Monday), and the days on which others hold: none when closed."""

    weekly: Mapping[int, tuple[Hours, ...]]
    exceptions: Mapping[date, tuple[Hours, ...]]

    @property
    def is_known(self) -> bool:
        """Whether anybody ever told when this desk is open."""
        return bool(self.weekly)

    def on(self, day: date) -> tuple[Hours, ...]:
        """The hours of a day, in order; none when closed."""
        return self.exceptions.get(day, self.weekly.get(day.weekday(), ()))


@dataclass(frozen=True)
class Status:
    """How things stand at a moment: `hours` of today or of the next open day `day`; none of both in 60 days.

    `is_open` now; otherwise the desk opens on `day` at the start of `hours`.
    """

    is_open: bool
    day: date | None = None
    hours: Hours | None = None


def status_at(week: Week, moment: datetime) -> Status:
    """Whether the desk is open at a moment (local time), and until when; else when it opens next."""
    for ahead in range(LOOK_AHEAD_DAYS):
        day = moment.date() + timedelta(days=ahead)
        for hours in week.on(day):
            if ahead == 0 and moment.time() >= hours.closes:
                continue
            is_open = ahead == 0 and moment.time() >= hours.opens
            return Status(is_open, day, hours)
    return Status(is_open=False)


def overlap(hours: Iterable[Hours]) -> bool:
    """Whether two of these overlap, or one closes before it opens."""
    ordered = sorted(hours)
    if any(each.closes <= each.opens for each in ordered):
        return True
    return any(one.closes > other.opens for one, other in pairwise(ordered))


def groups_of_days(week: Week) -> list[tuple[tuple[int, ...], tuple[Hours, ...]]]:
    """Weekdays that follow each other with the same hours: ((0, 1, 2), hours), for a list that reads well."""
    found: list[tuple[tuple[int, ...], tuple[Hours, ...]]] = []
    for weekday in range(7):
        hours = week.weekly.get(weekday, ())
        if found and found[-1][1] == hours:
            found[-1] = ((*found[-1][0], weekday), hours)
        else:
            found.append(((weekday,), hours))
    return found


def exceptions_ahead(
    week: Week, today: date, days: int = LOOK_AHEAD_DAYS
) -> Sequence[tuple[date, tuple[Hours, ...]]]:
    """The days with other hours that come within so many days, in order."""
    until = today + timedelta(days=days)
    return sorted((day, hours) for day, hours in week.exceptions.items() if today <= day <= until)
