"""Soft features: they may only order. Each score is the sum of its contributions, in whole numbers, exactly."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

#: Names of the features, in the order of the columns of every contributions matrix.
FEATURES: Final = ("closeness", "distance", "level", "hours", "start", "wishes", "fairness", "waiting")
#: Contributions and scores are whole numbers: this many make one point; 100 points is the most with default weights.
SCALE: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much each feature can add, in points, and the shape of each feature. Data: store it with every result."""

    version: str = "2026-1"
    closeness: float = 45
    distance: float = 20
    level: float = 8
    hours: float = 7
    start: float = 8
    wishes: float = 5
    fairness: float = 7
    waiting: float = 0
    #: closeness of a place to a wish, highest kind first (see `closeness.Kind`)
    same_occupation: float = 1.0
    same_qualification: float = 0.85
    same_dossier: float = 0.6
    same_domain: float = 0.4
    related: float = 0.25
    #: what each next wish loses, and the least that remains
    wish_step: float = 0.1
    wish_least: float = 0.5
    #: kilometres at which the distance has lost half of its points
    half_km: float = 15.0
    #: days until the start at which nothing is left
    start_days: float = 180.0
    #: hours a week between wish and place at which nothing is left
    hours_span: float = 16.0
    #: days of waiting after which the lift is complete
    waiting_span: float = 365.0
    #: share of the points for what is not known
    unknown: float = 0.5
    #: features that count on the side of the place when people compete for it
    of_place: tuple[str, ...] = field(default=("closeness", "level", "hours", "start", "waiting"))
