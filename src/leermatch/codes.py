"""Codes that the engine speaks: enumerations, sentinels and the day count. Wording for people lives elsewhere."""

from __future__ import annotations

from datetime import date, timedelta
from enum import IntEnum, IntFlag
from operator import index
from typing import Final

#: A day that is not known (of a start: "unknown", of an end: "none").
NO_DAY: Final = -(2**31)
#: A start that can be agreed upon: fits every seeker.
FLEXIBLE: Final = 2**31 - 1

_EPOCH = date(1970, 1, 1)


def day_number(day: date) -> int:
    """Days since 1 January 1970: the unit of every day in the engine."""
    return (day - _EPOCH).days


def known_day(number: int) -> int:
    """A day number as a plain whole number. Raises TypeError for what is none, ValueError for one that is no day."""
    day = index(number)
    if not NO_DAY < day < FLEXIBLE:
        message = f"today: {day} is no day number"
        raise ValueError(message)
    return day


def day_date(number: int) -> date:
    """The date of a day number; raises OverflowError for the sentinels NO_DAY and FLEXIBLE."""
    return _EPOCH + timedelta(days=number)


class Pathway(IntEnum):
    """How the learning is organised (leerweg)."""

    UNKNOWN = 0
    BBL = 1
    BOL = 2
    DERDE_LEERWEG = 3
    PRAKTIJKVERKLARING = 4


class Need(IntEnum):
    """Whether a place asks for something (a driving licence, a right to work)."""

    UNKNOWN = 0
    NOT_NEEDED = 1
    NEEDED = 2


class Recognition(IntEnum):
    """Whether the employer is recognised (erkend leerbedrijf) for the qualification of the place."""

    UNKNOWN = 0
    VALID = 1
    NOT_VALID = 2


class Language(IntEnum):
    """Level of Dutch that a place asks for (Common European Framework)."""

    UNKNOWN = 0
    A1 = 1
    A2 = 2
    B1 = 3
    B2 = 4
    C1 = 5
    C2 = 6


class Outcome(IntFlag):
    """What a place can lead to; 0 is unknown."""

    DIPLOMA = 1
    CERTIFICATE = 2
    PRAKTIJKVERKLARING = 4


class Days(IntFlag):
    """Working days; 0 is unknown."""

    MONDAY = 1
    TUESDAY = 2
    WEDNESDAY = 4
    THURSDAY = 8
    FRIDAY = 16
    SATURDAY = 32
    SUNDAY = 64


class Reason(IntFlag):
    """Why a place is not for a seeker: hard rules. A place can have several at once; 0 is eligible."""

    CLOSED = 1 << 0
    FULL = 1 << 1
    TOO_FAR = 1 << 2
    LEVEL_TOO_HIGH = 1 << 3
    TOO_YOUNG = 1 << 4
    NO_LICENCE = 1 << 5
    LANGUAGE_TOO_LOW = 1 << 6
    STARTS_TOO_EARLY = 1 << 7
    STARTS_TOO_LATE = 1 << 8
    DAYS_DO_NOT_FIT = 1 << 9
    HOURS_DO_NOT_FIT = 1 << 10
    NO_WORK_PERMIT = 1 << 11
    NOT_RECOGNISED = 1 << 12
    OTHER_OCCUPATION = 1 << 13


class ToCheck(IntFlag):
    """What is not known of the place or of the seeker, so that a person has to look. Never excludes."""

    DISTANCE = 1 << 0
    LEVEL = 1 << 1
    AGE = 1 << 2
    LICENCE = 1 << 3
    LANGUAGE = 1 << 4
    START = 1 << 5
    DAYS = 1 << 6
    HOURS = 1 << 7
    WORK_PERMIT = 1 << 8
    RECOGNITION = 1 << 9
    OCCUPATION = 1 << 10
