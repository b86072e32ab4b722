"""The market: places as columns, with the vocabularies they use and the index of their words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from leermatch.vocabulary import Vocabularies

Column = Sequence[Any] | NDArray[Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with the input: `code` such as NOT_A_NUMBER, the column, the row (from 0) and the value."""

    code: str
    column: str
    row: int
    value: str


class MarketRefused(ValueError):
    """The columns cannot become a market. `problems` holds every one found (at most 1,000)."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0]
        more = f" (and {len(self.problems) - 1} more)" if len(self.problems) > 1 else ""
        super().__init__(f"{first.code}: column {first.column}, row {first.row}, value {first.value}{more}")


@dataclass(frozen=True, slots=True)
class Places:
    """Columns of n places, sorted by id. Arrays are read-only and may be memory-mapped.

    `id`              int64, unique
    `x`, `y`          float32 kilometres in the plane of `leermatch.geometry`; NaN where the location is unknown
    `occupation`      int32 row in the vocabulary, -1 unknown; `qualification`, `sector`, `region` likewise
    `level`           int8 1 … 4, 0 unknown
    `pathway`         int8 `Pathway`
    `hours_min/max`   float32 hours a week, NaN unknown
    `days`            uint8 bits of `Days`, 0 unknown: the days that are worked
    `start`           int32 day number, NO_DAY unknown, FLEXIBLE to be agreed
    `end`             int32 first day after the place's period, NO_DAY none
    `open_until`      int32 last day on which the place is offered, NO_DAY none; `is_open` bool
    `min_age`         int8 years, 0 none
    `language`        int8 `Language`; `driving_licence`, `work_permit` int8 `Need`; `recognition` int8 `Recognition`
    `capacity_left`   int32 learners that still fit
    `wage`            float32 euros gross a month, NaN unknown
    `outcomes`        uint8 bits of `Outcome`, 0 unknown
    `employer`        int64 number of the employer, -1 unknown
    `published`       int32 day number, NO_DAY unknown
    `candidates`      int32 people proposed to the place at this moment
    `answer_rate`     float32 share of proposals that the employer answers, 0 … 1, NaN unknown
    """

    id: NDArray[np.int64]
    x: NDArray[np.float32]
    y: NDArray[np.float32]
    occupation: NDArray[np.int32]
    qualification: NDArray[np.int32]
    sector: NDArray[np.int32]
    region: NDArray[np.int32]
    level: NDArray[np.int8]
    pathway: NDArray[np.int8]
    hours_min: NDArray[np.float32]
    hours_max: NDArray[np.float32]
    days: NDArray[np.uint8]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    open_until: NDArray[np.int32]
    is_open: NDArray[np.bool_]
    min_age: NDArray[np.int8]
    language: NDArray[np.int8]
    driving_licence: NDArray[np.int8]
    work_permit: NDArray[np.int8]
    recognition: NDArray[np.int8]
    capacity_left: NDArray[np.int32]
    wage: NDArray[np.float32]
    outcomes: NDArray[np.uint8]
    employer: NDArray[np.int64]
    published: NDArray[np.int32]
    candidates: NDArray[np.int32]
    answer_rate: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Market:
    """A frozen snapshot of places. Build with `build_market`, read with `open_market`."""

    places: Places
    vocabularies: Vocabularies

    def __len__(self) -> int:
        """Number of places."""
        return int(self.places.id.size)

    def row_of(self, place_id: int) -> int:
        """Row of a place; raises KeyError when the market does not hold it."""
        row = int(np.searchsorted(self.places.id, place_id))
        if row == len(self) or self.places.id[row] != place_id:
            raise KeyError(place_id)
        return row


def build_market(columns: Mapping[str, Column], vocabularies: Vocabularies) -> Market:
    """Make a market from plain columns of equal length (lists with None for unknown, or numpy arrays).

    Required: `id`. All others may be left out (unknown). Names as in `Places`, except: `lat` and `lon` in degrees
    (instead of x, y); `occupation`, `qualification`, `sector`, `region` as codes of the vocabularies (text);
    `pathway`, `language`, `driving_licence`, `work_permit`, `recognition` as members, their numbers or names;
    and the texts `title`, `employer_name`, `keywords`, `locality`, `description` (only their words are kept).
    A missing `level` is taken from the qualification; a missing `capacity_left` is 1.
    Raises MarketRefused, naming column and row of everything wrong.
    """
    raise NotImplementedError
