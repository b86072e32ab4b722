"""What no seeker can be: everything that is wrong with seekers, each with code, column, row and value."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

import numpy as np

from leermatch.arrays import F64, AnyArray
from leermatch.codes import FLEXIBLE, NO_DAY, day_number
from leermatch.columns import InputRefused, Noted, Problem
from leermatch.geometry import Bounds

#: What an employer, a desk or a person can mean; beyond this somebody made a mistake.
_MOST_KM: Final = 100_000
_HOURS_OF_A_WEEK: Final = 168
_OLDEST: Final = 150
_LONGEST_WAIT: Final = 100_000
_LARGEST_ID: Final = 2**63 - 1
#: A wish for what the vocabularies do not hold.
_NOT_HELD: Final = -2


class SeekersRefused(InputRefused):
    """The seekers cannot be ranked."""


class Range(NamedTuple):
    """What a number may be: both ends included, `whole` without a fraction, `unknown` what stands for not known."""

    low: float
    high: float
    whole: bool = False
    unknown: float | None = None


RANGES: Final = {
    "lat": Range(-90, 90),
    "lon": Range(-180, 180),
    "max_km": Range(0, _MOST_KM),
    "prior_level": Range(0, 4, whole=True),
    "age": Range(0, _OLDEST, whole=True),
    "language": Range(0, 6, whole=True),
    "days": Range(0, 127, whole=True),
    "hours_min": Range(0, _HOURS_OF_A_WEEK),
    "hours_max": Range(0, _HOURS_OF_A_WEEK),
    "from_day": Range(day_number(date.min), day_number(date.max), whole=True, unknown=NO_DAY),
    "until_day": Range(day_number(date.min), day_number(date.max), whole=True, unknown=FLEXIBLE),
    "waiting_days": Range(0, _LONGEST_WAIT),
}
#: Yes, no, or not known: as numbers 2, 1 and 0.
NEEDS: Final = ("licence", "work_permit")
LISTS: Final = ("occupations", "qualifications", "sectors")


def problems_of_objects(seekers: Iterable[Any]) -> Iterator[Problem]:
    """What is wrong with some `Seeker`; rows are positions."""
    for row, seeker in enumerate(seekers):
        found = dict(_problems_of_one(seeker))
        if not found:
            found = dict(_contradictions(seeker))
        for name, code in found.items():
            yield Problem(code, name, row, repr(getattr(seeker, name))[:80])


def _problems_of_one(seeker: Any) -> Iterator[tuple[str, str]]:
    for name, allowed in RANGES.items():
        value = getattr(seeker, name)
        if value is None and name not in ("days", "waiting_days"):
            continue
        code = _of_number(value, allowed)
        if code:
            yield name, code
    if not isinstance(seeker.id, (int, np.integer)) or abs(int(seeker.id)) > _LARGEST_ID:
        yield "id", "NOT_A_NUMBER"
    for name in (*NEEDS, "level_waived"):
        value = getattr(seeker, name)
        if not isinstance(value, (bool, np.bool_)) and not (value is None and name in NEEDS):
            yield name, "NOT_YES_OR_NO"
    for name in LISTS:
        if isinstance(getattr(seeker, name), (str, bytes)):
            yield name, "NOT_A_LIST"


def _of_number(value: Any, allowed: Range) -> str:
    if isinstance(value, (str, complex)):
        return "NOT_A_NUMBER"
    try:
        if allowed.low <= value <= allowed.high:
            return "NOT_WHOLE" if allowed.whole and value != math.floor(value) else ""
        if value == allowed.unknown:
            return ""
        return "OUT_OF_RANGE" if value == value else "NOT_A_NUMBER"  # noqa: PLR0124 (NaN is not itself)
    except (TypeError, ValueError):
        return "NOT_A_NUMBER"


def _contradictions(seeker: Any) -> Iterator[tuple[str, str]]:
    if (seeker.lat is None) != (seeker.lon is None):
        yield "lat" if seeker.lat is None else "lon", "HALF_A_LOCATION"
    least, most = seeker.hours_min, seeker.hours_max
    if least is not None and most is not None and most < least:
        yield "hours_max", "LESS_THAN_MINIMUM"
    first, last = seeker.from_day, seeker.until_day
    if first is not None and last is not None and last < first:
        yield "until_day", "ENDS_BEFORE_START"


class SeekerColumns(Noted):
    """Columns of n seekers while they are read; notes what is wrong. NaN and None are not known."""

    refusal = SeekersRefused

    def __init__(self, columns: Mapping[str, Any], allowed: Iterable[str]) -> None:
        """Raises SeekersRefused for names that no seeker has and for columns that are not all equally long."""
        super().__init__()
        self._given: dict[str, AnyArray] = {}
        known = set(allowed)
        for name, column in columns.items():
            if name not in known:
                self.note("UNKNOWN_COLUMN", name, 0, None)
                continue
            try:
                self._given[name] = np.asarray(column)
            except ValueError:  # rows of different lengths
                self.note("NOT_A_COLUMN", name, 0, column)
        self.refuse()
        self.n = max((column.shape[0] if column.ndim else 0 for column in self._given.values()), default=0)
        for name, column in self._given.items():
            if column.ndim != (2 if name in LISTS else 1):
                self.note("NOT_A_COLUMN", name, 0, column)
            elif len(column) != self.n:
                self.note("OTHER_LENGTH", name, len(column), len(column))
        self.refuse()

    def value(self, column: str, row: int) -> object:
        """One value as it was given, as plain Python would write it."""
        value = self._given[column][row]
        return value.tolist() if isinstance(value, np.generic | np.ndarray) else value

    def has(self, name: str) -> bool:
        """Whether the column was given."""
        return name in self._given

    def ids(self) -> AnyArray:
        """(n,) int64; positions when none are given."""
        column = self._given.get("id")
        if column is None:
            return np.arange(self.n)
        if column.dtype.kind not in "iu":
            self.note_rows(
                "NOT_A_NUMBER", "id", np.array([not _is_id(value) for value in column.tolist()], np.bool_)
            )
            self.refuse()
        self.note_rows("OUT_OF_RANGE", "id", column > _LARGEST_ID)
        return column.astype(np.int64)

    def numbers(self, name: str) -> F64:
        """(n,) numbers that can be, NaN where not known."""
        allowed, values = RANGES[name], self._floats(name)
        if allowed.unknown is not None:
            values = np.where(values == allowed.unknown, np.nan, values)
        self.note_rows("OUT_OF_RANGE", name, (values < allowed.low) | (values > allowed.high))
        if allowed.whole:
            self.note_rows("NOT_WHOLE", name, (values != np.floor(values)) & np.isfinite(values))
        return values

    def members(self, name: str, most: int) -> F64:
        """(n,) whole numbers from 0, which is not known, to `most`."""
        values = self._floats(name)
        values = np.where(np.isnan(values), 0, values)
        self.note_rows("OUT_OF_RANGE", name, ~np.isin(values, np.arange(most + 1)))
        return values

    def wishes(self, name: str, many: int) -> AnyArray:
        """(n, w) rows of a vocabulary of `many`; -1 for none, -2 for what it does not hold."""
        block = self._given.get(name)
        if block is None or not block.size:
            return np.empty((self.n, 0), np.int64)
        if block.dtype.kind not in "iu":
            self.note("NOT_A_NUMBER", name, 0, block[0].tolist())
            return np.empty((self.n, 0), np.int64)
        wrong = (block < _NOT_HELD) | (block >= many)
        self.note_rows("UNKNOWN_CODE", name, np.asarray(wrong.any(axis=1)))
        return block

    def _floats(self, name: str) -> F64:
        column = self._given.get(name)
        if column is None:
            return np.full(self.n, np.nan)
        if column.dtype.kind in "iufb":
            return column.astype(np.float64)
        if column.dtype.kind == "M":
            days = column.astype("datetime64[D]")
            self.note_rows("NOT_A_DAY", name, ~np.isnat(column) & (days != column))
            return np.where(np.isnat(column), np.nan, days.astype(np.int64))
        return np.array(
            [self._cell(name, row, value) for row, value in enumerate(column.tolist())], np.float64
        )

    def _cell(self, name: str, row: int, value: Any) -> float:
        try:
            if isinstance(value, date):
                return day_number(value)
            if value is None or not isinstance(value, (str, bytes, complex)):
                return math.nan if value is None else float(value)
        except (TypeError, ValueError, OverflowError):
            pass
        self.note("NOT_A_NUMBER", name, row, value)
        return math.nan


def note_contradictions(given: SeekerColumns, values: Mapping[str, F64], bounds: Bounds) -> None:
    """Half a location, one too far abroad, and ranges that end before they begin."""
    lat, lon = values["lat"], values["lon"]
    abroad = {
        "lat": (lat < bounds.south) | (lat > bounds.north),
        "lon": (lon < bounds.west) | (lon > bounds.east),
    }
    for name, wrong in abroad.items():
        given.note_rows("OUT_OF_COUNTRY", name, wrong)
    if given.has("lat") or given.has("lon"):
        given.note_rows(
            "HALF_A_LOCATION", "lat" if given.has("lat") else "lon", np.isnan(lat) != np.isnan(lon)
        )
    if given.has("hours_max"):
        given.note_rows("LESS_THAN_MINIMUM", "hours_max", values["hours_max"] < values["hours_min"])
    if given.has("until_day"):
        given.note_rows("ENDS_BEFORE_START", "until_day", values["until_day"] < values["from_day"])


def _is_id(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _LARGEST_ID
