"""Reads plain input columns into typed arrays and notes everything that is wrong, with column and row."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any, ClassVar, Final

import numpy as np

from leermatch.arrays import F64, I64, AnyArray, Bool
from leermatch.codes import FLEXIBLE, NO_DAY, day_number
from leermatch.texts import TextColumn

#: Problems that are told of one input.
MOST_PROBLEMS: Final = 1_000
#: A day outside these two centuries is a mistake in counting.
_FIRST_DAY: Final = day_number(date(1900, 1, 1))
_LAST_DAY: Final = day_number(date(2200, 1, 1))
#: Rows are numbered in 31 bits.
_MOST_ROWS: Final = 2**31 - 1
_WRONG: Final = -2
#: What numpy turns into a float by itself; None becomes NaN.
_PLAIN: Final = frozenset({int, float, bool, type(None)})


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """n values of which many are the same, as Arrow's dictionaries: row r is `values[rows[r]]`, None where it is -1.

    `rows` (n,) of any kind of integer.
    """

    values: Sequence[Any]
    rows: AnyArray

    def __len__(self) -> int:
        """Number of rows."""
        return int(self.rows.size)

    def __getitem__(self, row: int) -> Any:
        """The value of one row."""
        return self.values[self.rows[row]] if self.rows[row] >= 0 else None

    def __iter__(self) -> Iterator[Any]:
        """The value of each row."""
        return (self[row] for row in range(len(self)))


Column = Sequence[Any] | AnyArray | TextColumn | Coded


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with the input: `code`, such as NOT_A_NUMBER, the column, the row (from 0) and the value."""

    code: str
    column: str
    row: int
    value: str


class InputRefused(ValueError):  # noqa: N818 (a refusal, as everywhere in this house)
    """Input cannot be used. `problems` holds what was found, at most 1,000 of them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(told(self.problems))


class MarketRefused(InputRefused):
    """The columns cannot become a market."""


def told(problems: Sequence[Problem]) -> str:
    """The first of some problems in words, and how many more there are."""
    first = problems[0]
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return f"{first.code}: column {first.column}, row {first.row}, value {first.value}{more}"


class Noted:
    """What is wrong with columns while they are read, to be told all at once."""

    refusal: ClassVar[type[InputRefused]]

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def value(self, column: str, row: int) -> object:
        """One value as it was given."""
        raise NotImplementedError

    def note(self, code: str, column: str, row: int, value: object) -> None:
        """Remember a problem."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(code, column, row, repr(value)[:80]))

    def note_rows(self, code: str, column: str, wrong: Bool) -> None:
        """Remember a problem for every row where `wrong` holds."""
        for row in np.flatnonzero(wrong)[:MOST_PROBLEMS].tolist():
            self.note(code, column, row, self.value(column, row))

    def refuse(self) -> None:
        """Raise the refusal when anything was wrong."""
        if self.problems:
            raise self.refusal(self.problems)


class Columns(Noted):
    """The input while it is read. Each method gives one column of n values; a missing column is all unknown."""

    refusal = MarketRefused

    def __init__(self, columns: Mapping[str, Column], allowed: frozenset[str]) -> None:
        super().__init__()
        self._columns = columns
        for name in sorted(set(columns) - allowed):
            self.note("UNKNOWN_COLUMN", name, 0, None)
        if "id" not in columns:
            self.note("MISSING_COLUMN", "id", 0, None)
        for name, column in columns.items():
            if not _is_column(column):
                self.note("NOT_A_COLUMN", name, 0, column)
        self.refuse()
        self.n = len(columns["id"])
        if self.n > _MOST_ROWS:
            self.note("TOO_MANY_ROWS", "id", _MOST_ROWS, self.n)
        for name, column in columns.items():
            if len(column) != self.n:
                self.note("OTHER_LENGTH", name, min(len(column), self.n), len(column))
        self.refuse()

    def value(self, column: str, row: int) -> object:
        """One value as it was given."""
        return self._columns[column][row]

    def has(self, name: str) -> bool:
        """Whether the column was given."""
        return name in self._columns

    def numbers(self, name: str, low: float, high: float) -> F64:
        """Numbers between low and high, NaN where unknown."""
        values = self._floats(name)
        self.note_rows("OUT_OF_RANGE", name, (values < low) | (values > high))
        return values

    def wholes(self, name: str, low: int, high: int, *, unknown: int) -> I64:
        """Whole numbers between low and high, `unknown` where unknown."""
        values = self.numbers(name, low, high)
        known = ~np.isnan(values)
        broken = known & (values != np.floor(values))
        self.note_rows("NOT_WHOLE", name, broken)
        return np.where(known & ~broken & np.isfinite(values), values, unknown).astype(np.int64)

    def identifiers(self, name: str, *, required: bool) -> I64:
        """Numbers of things, exact up to 63 bits; -1 where unknown and not required."""
        column = self._columns.get(name)
        if column is None:
            return np.full(self.n, -1, np.int64)
        if isinstance(column, np.ndarray) and column.dtype.kind in "iu":
            self.note_rows("OUT_OF_RANGE", name, column > np.iinfo(np.int64).max)
            return column.astype(np.int64)
        found = np.full(self.n, -1, np.int64)
        for row, value in enumerate(column):
            if isinstance(value, (int, np.integer)) and -(2**63) <= value < 2**63:
                found[row] = value
            elif required or value is not None:
                self.note("NOT_A_NUMBER", name, row, value)
        return found

    def days(self, name: str, *, flexible: bool = False) -> I64:
        """Day numbers or dates; NO_DAY where unknown; FLEXIBLE where allowed."""
        column = self._columns.get(name)
        if column is None:
            return np.full(self.n, NO_DAY, np.int64)
        if isinstance(column, np.ndarray) and column.dtype.kind == "M":
            days = column.astype("datetime64[D]")
            self.note_rows("NOT_A_DAY", name, ~np.isnat(column) & (days != column))
            column = np.where(np.isnat(column), np.nan, days.astype(np.int64))
        elif not isinstance(column, np.ndarray):
            column = [day_number(v) if isinstance(v, date) else NO_DAY if v is None else v for v in column]
        values = self._as_floats(name, column)
        given = (values != NO_DAY) & ~(flexible & (values == FLEXIBLE)) & ~np.isnan(values)
        wrong = given & ((values < _FIRST_DAY) | (values > _LAST_DAY) | (values != np.floor(values)))
        self.note_rows("OUT_OF_RANGE", name, wrong)
        return np.where(np.isnan(values) | wrong, NO_DAY, values).astype(np.int64)

    def flags(self, name: str, *, default: bool) -> Bool:
        """Truth values; `default` where unknown."""
        values = self.numbers(name, 0, 1)
        return np.where(np.isnan(values), default, values == 1)

    def members(self, name: str, kind: type[IntEnum]) -> I64:
        """Members of an enumeration, their numbers or their names; 0 where unknown."""
        numbers = {int(member): int(member) for member in kind}
        return self._looked_up(name, {**numbers, **{m.name: int(m) for m in kind}, None: 0, "": 0}, missing=0)

    def codes(self, name: str, codes: Sequence[str]) -> I64:
        """Rows of codes in a vocabulary; -1 where unknown (None or empty)."""
        rows: dict[Any, int] = {code: row for row, code in enumerate(codes)}
        return self._looked_up(name, {**rows, None: -1, "": -1}, missing=-1)

    def texts(self, name: str) -> TextColumn:
        """Texts; empty where unknown."""
        column = self._columns.get(name)
        if column is None:
            return TextColumn.empty(self.n)
        if isinstance(column, TextColumn):
            return column
        found = list(column)
        for row, value in enumerate(found):
            if not isinstance(value, str):
                if value is not None:
                    self.note("NOT_A_TEXT", name, row, value)
                found[row] = ""
        try:
            return TextColumn.of(found)
        except UnicodeEncodeError:
            self.note_rows("NOT_A_TEXT", name, np.array([not _is_whole(text) for text in found]))
            return TextColumn.empty(self.n)

    def _looked_up(self, name: str, table: Mapping[Any, int], *, missing: int) -> I64:
        column = self._columns.get(name)
        if column is None:
            return np.full(self.n, missing, np.int64)
        if isinstance(column, Coded):
            rows = np.append(np.array(_found(column.values, table), np.int64), missing)[column.rows]
        else:
            cells = column.tolist() if isinstance(column, np.ndarray) else column
            rows = np.array(_found(cells, table), np.int64)
        self.note_rows("UNKNOWN_CODE", name, rows == _WRONG)
        return rows

    def _floats(self, name: str) -> F64:
        column = self._columns.get(name)
        if column is None:
            return np.full(self.n, np.nan)
        return self._as_floats(name, column)

    def _as_floats(self, name: str, column: Column) -> F64:
        if isinstance(column, np.ndarray) and column.dtype.kind in "iufb":
            return column.astype(np.float64)
        if set(map(type, column)) <= _PLAIN:
            with suppress(OverflowError):  # else: a whole number that no float can hold
                return np.array(list(column), dtype=np.float64)
        try:
            return np.array([math.nan if v is None else _float(v) for v in column], dtype=np.float64)
        except (TypeError, ValueError, OverflowError):
            return np.array([self._cell(name, row, v) for row, v in enumerate(column)], dtype=np.float64)

    def _cell(self, name: str, row: int, value: object) -> float:
        try:
            return math.nan if value is None else _float(value)
        except (TypeError, ValueError, OverflowError):
            self.note("NOT_A_NUMBER", name, row, value)
            return math.nan


def _is_column(column: object) -> bool:
    """Whether this is a row of values, of which the length is known."""
    if isinstance(column, np.ndarray):
        return column.ndim == 1
    return isinstance(column, (Sequence, TextColumn, Coded)) and not isinstance(column, (str, bytes))


def _is_whole(text: str) -> bool:
    """Whether a text has no half of a surrogate pair, which is no character."""
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def _found(values: Iterable[Any], table: Mapping[Any, int]) -> list[int]:
    """The number of each value, _WRONG where the table does not hold it. The values may be read twice."""
    try:
        return [table.get(value, _WRONG) for value in values]
    except TypeError:  # a value that no table can hold, such as a list
        return [_found_one(value, table) for value in values]


def _found_one(value: Any, table: Mapping[Any, int]) -> int:
    try:
        return table.get(value, _WRONG)
    except TypeError:
        return _WRONG


def _float(value: Any) -> float:
    """Text is no number here: whoever reads files knows about decimal commas, the engine does not."""
    if isinstance(value, (str, complex, np.complexfloating)):
        raise TypeError
    return float(value)
