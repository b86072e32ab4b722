"""What is known of places, as columns."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from leermatch.arrays import F32, I8, I32, I64, U8, Bool, freeze


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Columns of n places, one row each. Arrays are read-only and may be memory-mapped.

    `id`              int64, unique
    `x`, `y`          float32 km in the plane of `leermatch.geometry`; NaN where the location is unknown
    `occupation`      int32 row in the vocabulary, -1 unknown; `qualification`, `sector`, `region` likewise
    `level`           int8 1 … 4, 0 unknown
    `pathway`         int8 `Pathway`
    `hours_min/max`   float32 hours a week, NaN unknown
    `days`            uint8 bits of `Days`, 0 unknown: the days that are worked
    `start`           int32 day number, NO_DAY unknown, FLEXIBLE to be agreed
    `end`             int32 first day after the period of the place, NO_DAY none
    `open_until`      int32 last day on which the place is offered, NO_DAY none; `is_open` bool
    `min_age`         int8 years, 0 none
    `language`        int8 `Language`; `recognition` int8 `Recognition`
    `driving_licence` int8 `Need`; `work_permit` likewise
    `capacity_left`   int32 learners that still fit
    `wage`            float32 euros gross a month, NaN unknown
    `outcomes`        uint8 bits of `Outcome`, 0 unknown
    `employer`        int64 number of the employer, -1 unknown
    `published`       int32 day number, NO_DAY unknown
    `candidates`      int32 people proposed to the place at this moment
    `answer_rate`     float32 share of proposals that the employer answers, 0 … 1, NaN unknown
    """

    id: I64
    x: F32
    y: F32
    occupation: I32
    qualification: I32
    sector: I32
    region: I32
    level: I8
    pathway: I8
    hours_min: F32
    hours_max: F32
    days: U8
    start: I32
    end: I32
    open_until: I32
    is_open: Bool
    min_age: I8
    language: I8
    driving_licence: I8
    work_permit: I8
    recognition: I8
    capacity_left: I32
    wage: F32
    outcomes: U8
    employer: I64
    published: I32
    candidates: I32
    answer_rate: F32

    def take(self, rows: I64) -> Places:
        """The same columns for some rows."""
        return Places(**{field.name: getattr(self, field.name)[rows] for field in fields(self)})

    def __len__(self) -> int:
        """Number of rows."""
        return int(self.id.size)


def stacked(parts: tuple[Places, ...]) -> Places:
    """The rows of some columns one after the other."""
    return Places(
        **{f.name: freeze(np.concatenate([getattr(part, f.name) for part in parts])) for f in fields(Places)}
    )
