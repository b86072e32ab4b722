"""A seeker: what the engine may know of a person who looks for a place. No name, no identifying data."""

from __future__ import annotations

from dataclasses import dataclass


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
