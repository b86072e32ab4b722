"""Free times as a list of days, some days a page; the page is in the address."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from leerwerk.casework.rules.availability import Slot

DAYS_A_PAGE = 5


@dataclass(frozen=True)
class Time:
    """A time to choose, with the address that chooses it."""

    slot: Slot
    url: str


@dataclass(frozen=True)
class Day:
    """A day with its free times; in the morning (before noon) and after."""

    day: date
    morning: list[Time]
    afternoon: list[Time]


@dataclass(frozen=True)
class DaysPage:
    """Some days, the first free time of all, and the days on which the pages before and after begin."""

    days: list[Day]
    first: Time | None
    earlier: date | None
    later: date | None


def days_page(slots: Sequence[Slot], since: date | None, url_of: Callable[[Slot], str]) -> DaysPage:
    """The page of days from `since` on; what lies beyond the last day is the last page."""
    by_day = [(day, list(rows)) for day, rows in groupby(slots, key=lambda slot: slot.begins_at.date())]
    start = next((index for index, (day, _rows) in enumerate(by_day) if since is None or day >= since), None)
    if start is None:
        start = max(len(by_day) - DAYS_A_PAGE, 0)
    shown = by_day[start : start + DAYS_A_PAGE]
    following = by_day[start + DAYS_A_PAGE :]
    return DaysPage(
        days=[
            Day(
                day,
                [Time(slot, url_of(slot)) for slot in rows if slot.begins_at.hour < 12],  # noqa: PLR2004 noon
                [Time(slot, url_of(slot)) for slot in rows if slot.begins_at.hour >= 12],  # noqa: PLR2004 noon
            )
            for day, rows in shown
        ],
        first=Time(slots[0], url_of(slots[0])) if slots and start == 0 else None,
        earlier=by_day[max(start - DAYS_A_PAGE, 0)][0] if start else None,
        later=following[0][0] if following else None,
    )


def day_in(text: str) -> date | None:
    """The day that an address tells ("2026-11-30"); None when it tells none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
