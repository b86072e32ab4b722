"""How much each feature of a score counts: data with a version."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final

import numpy as np

from leermatch.arrays import F64
from leermatch.closeness import Kind

#: Names of the features, in the order of the columns of every contributions matrix.
FEATURES: Final = ("closeness", "distance", "level", "hours", "start", "wishes", "fairness", "waiting")
#: Contributions and scores are whole numbers: this many make one point. The default weights add up to 100 points.
SCALE: Final = 10_000

#: So that a score in 1/SCALE points fits in 30 bits.
_MOST_POINTS: Final = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How many points each feature can add, and the shape of each feature. Data: store it with every result.

    Raises ValueError for a weight that is negative or not a number, a share above 1, more than 100,000 points in all,
    and for an unknown feature in `of_place`.

    `same_occupation` … `related`  closeness of a place to a wish, 0 … 1, by kind
    `wish_step`, `wish_least`      what each next wish loses, and the least that remains
    `half_km`       kilometres at which half of the points for distance are left
    `start_days`    days between the first possible day and the start after which nothing is left
    `hours_span`    hours a week between wish and place after which nothing is left
    `waiting_span`  days of waiting after which the lift is complete
    `unknown`       share of the points for what is not known
    `of_place`      features that count on the side of the place when people compete for it
    """

    version: str = "2026-1"
    closeness: float = 45.0
    distance: float = 20.0
    level: float = 8.0
    hours: float = 7.0
    start: float = 8.0
    wishes: float = 5.0
    fairness: float = 7.0
    waiting: float = 0.0
    same_occupation: float = 1.0
    same_qualification: float = 0.85
    same_dossier: float = 0.6
    same_domain: float = 0.4
    related: float = 0.25
    wish_step: float = 0.1
    wish_least: float = 0.5
    half_km: float = 15.0
    start_days: float = 180.0
    hours_span: float = 16.0
    waiting_span: float = 365.0
    unknown: float = 0.5
    of_place: tuple[str, ...] = ("closeness", "level", "hours", "start", "waiting")

    def __post_init__(self) -> None:
        """Refuse weights that cannot be."""
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, (int, float)) and not 0 <= value <= 1_000_000:  # noqa: PLR2004
                raise ValueError(field.name)
        shares = (self.unknown, self.wish_least, *self.worths().tolist())
        if max(shares) > 1 or self.points().sum() > _MOST_POINTS:
            raise ValueError("a share above 1, or more points than can be counted")
        if not set(self.of_place) <= set(FEATURES):
            raise ValueError("of_place")
        if min(self.half_km, self.start_days, self.hours_span, self.waiting_span) <= 0:
            raise ValueError("half_km, start_days, hours_span, waiting_span")

    def points(self) -> F64:
        """(len(FEATURES),) the most each feature can add, in points."""
        return np.array([getattr(self, name) for name in FEATURES], dtype=np.float64)

    def worths(self) -> F64:
        """(kinds,) what each `Kind` of closeness is worth, 0 … 1.

        What is related stays above nothing whatever the weights say, so that weights cannot exclude.
        """
        return np.array([max(getattr(self, kind.name.lower()), 1e-12) if kind else 0.0 for kind in Kind])
