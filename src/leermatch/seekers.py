"""A seeker: what the engine may know of a person who looks for a place. No name, no identifying data."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from leermatch.arrays import F32, I8, I32, I64, U8, Bool
from leermatch.codes import FLEXIBLE, NO_DAY, Need
from leermatch.geometry import to_plane


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeker:
    """A person as the engine sees one. `None` is "not known": it never excludes, it becomes "to check".

    `id`             the caller's number, used for ties
    `lat`, `lon`     degrees; `max_km` how far the person can travel, in kilometres as the crow flies
    `prior_level`    highest level reached: 0 none, 1 Entree or equivalent … 4; a place of level n asks n-1
    `level_waived`   the desk has set the rule of the level aside
    `age`            years on the day of ranking
    `licence`        holds a driving licence; `work_permit` may work in the country
    `language`       level of Dutch: 0 below A1, 1 … 6 for A1 … C2
    `days`           bits of `Days` on which the person can work; 0 is unknown
    `hours_min/max`  hours a week that the person wants to work
    `from_day`       first day available, `until_day` last day on which a place may start (day numbers)
    `occupations`    codes, most wanted first; `qualifications` likewise; `sectors` codes without order
    `waiting_days`   days since the person asked
    """

    id: int = 0
    lat: float | None = None
    lon: float | None = None
    max_km: float | None = None
    prior_level: int | None = None
    level_waived: bool = False
    age: int | None = None
    licence: bool | None = None
    language: int | None = None
    days: int = 0
    hours_min: float | None = None
    hours_max: float | None = None
    from_day: int | None = None
    until_day: int | None = None
    work_permit: bool | None = None
    occupations: tuple[str, ...] = ()
    qualifications: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    waiting_days: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """What the rules look at, as columns of n seekers, so that one rule serves one seeker and many.

    Unknown: NaN for numbers, NO_DAY for `from_day`, FLEXIBLE for `until_day`, 0 for `days`, `licence` and
    `work_permit` (1 does not have it, 2 has it). `x`, `y` in km on the plane. Wishes are not among them.
    """

    id: I64
    x: F32
    y: F32
    max_km: F32
    prior_level: F32
    level_waived: Bool
    age: F32
    licence: I8
    work_permit: I8
    language: F32
    days: U8
    hours_min: F32
    hours_max: F32
    from_day: I32
    until_day: I32
    waiting_days: F32


def facts_of(seekers: Sequence[Seeker]) -> Facts:
    """The columns of some seekers. Raises ValueError naming the seeker and the field that cannot be."""
    for seeker in seekers:
        _refuse_impossible(seeker)
    x, y = to_plane(_numbers([s.lat for s in seekers]), _numbers([s.lon for s in seekers]))
    return Facts(
        id=np.array([s.id for s in seekers], dtype=np.int64),
        x=x,
        y=y,
        max_km=_numbers([s.max_km for s in seekers]),
        prior_level=_numbers([s.prior_level for s in seekers]),
        level_waived=np.array([s.level_waived for s in seekers], dtype=np.bool_),
        age=_numbers([s.age for s in seekers]),
        licence=_has([s.licence for s in seekers]),
        work_permit=_has([s.work_permit for s in seekers]),
        language=_numbers([s.language for s in seekers]),
        days=np.array([int(s.days) for s in seekers], dtype=np.uint8),
        hours_min=_numbers([s.hours_min for s in seekers]),
        hours_max=_numbers([s.hours_max for s in seekers]),
        from_day=np.array([NO_DAY if s.from_day is None else s.from_day for s in seekers], dtype=np.int32),
        until_day=np.array(
            [FLEXIBLE if s.until_day is None else s.until_day for s in seekers], dtype=np.int32
        ),
        waiting_days=_numbers([s.waiting_days for s in seekers]),
    )


def _refuse_impossible(seeker: Seeker) -> None:
    lat, lon, reach = seeker.lat, seeker.lon, seeker.max_km
    wrong = {
        "lat": lat is not None and not -90 <= lat <= 90,  # noqa: PLR2004
        "lon": lon is not None and not -180 <= lon <= 180,  # noqa: PLR2004
        "max_km": reach is not None and not (math.isfinite(reach) and reach >= 0),
        "days": not 0 <= seeker.days <= 127,  # noqa: PLR2004
        "waiting_days": seeker.waiting_days < 0,
        "hours": None not in (seeker.hours_min, seeker.hours_max)
        and not (seeker.hours_min or 0) <= (seeker.hours_max or 0),
        "until_day": None not in (seeker.from_day, seeker.until_day)
        and (seeker.until_day or 0) < (seeker.from_day or 0),
    }
    for name, is_wrong in wrong.items():
        if is_wrong:
            message = f"seeker {seeker.id}: {name}"
            raise ValueError(message)


def _numbers(values: Sequence[float | None]) -> F32:
    """float32 is exact for what stands here: whole numbers below 16 million; degrees are rounded to 0.4 m."""
    return np.array([math.nan if v is None else v for v in values], dtype=np.float32)


def _has(values: Sequence[bool | None]) -> I8:
    return np.array(
        [0 if v is None else Need.NEEDED if v else Need.NOT_NEEDED for v in values], dtype=np.int8
    )
