"""Why this place, why not that one, what would have to change: one pair judged, with the facts behind it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from leermatch.closeness import Kind
from leermatch.codes import FLEXIBLE, NO_DAY, Reason, ToCheck, known_day
from leermatch.eligibility import excluding, to_check
from leermatch.geometry import distance_km
from leermatch.market import Market, Places
from leermatch.relaxing import Relaxation, relaxations
from leermatch.scoring import contributions
from leermatch.seekers import Seeker, seekers_of
from leermatch.weights import FEATURES, SCALE, Weights
from leermatch.wishes import nearest_wish, nearness

Fact = int | float | str | None


@dataclass(frozen=True, slots=True)
class ReasonFact:
    """A rule that excludes: what the place needs and what the seeker has (None where there is no such side)."""

    code: Reason
    needed: Fact
    has: Fact


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one feature adds: `points` and `most` in 1/SCALE points, and the facts it was made of."""

    feature: str
    points: int
    most: int
    facts: dict[str, Fact]


@dataclass(frozen=True, slots=True)
class Explanation:
    """One seeker and one place. `contributions` sum to `score`, also where the place is not eligible.

    `relaxations` say what would have to change, one for each reason about which the seeker can do something.
    """

    place_id: int
    eligible: bool
    score: int
    distance_km: float | None
    reasons: tuple[ReasonFact, ...]
    contributions: tuple[Contribution, ...]
    to_check: tuple[ToCheck, ...]
    weights_version: str
    relaxations: tuple[Relaxation, ...] = ()


def explain(
    market: Market, seeker: Seeker, place_id: int, *, today: int, weights: Weights | None = None
) -> Explanation:
    """Explain one pair. Raises KeyError for a place that the market does not hold."""
    today, weights = known_day(today), weights or Weights()
    place = market.place(place_id)
    columns = seekers_of([seeker], market.vocabularies)
    facts = columns.facts
    near = nearness(market, place, columns, weights)
    distances = distance_km(place.x, place.y, facts.x, facts.y)
    bits = int(excluding(place, facts, near, distances, today)[0])
    questions = int(to_check(place, facts, near, distances)[0])
    points = contributions(place, facts, near, distances, today, weights)[0].tolist()
    most = np.floor(weights.points() * SCALE + 0.5).astype(np.int64).tolist()
    told = _Told(market, place, seeker, today, _plain(distances[0]))
    return Explanation(
        place_id=place_id,
        eligible=bits == 0,
        score=sum(points),
        distance_km=told.distance,
        reasons=tuple(ReasonFact(r, *_SIDES[r](told)) for r in Reason if bits & r),
        contributions=tuple(
            Contribution(name, got, at_most, _FACTS[name](told))
            for name, got, at_most in zip(FEATURES, points, most, strict=True)
        ),
        to_check=tuple(question for question in ToCheck if questions & question),
        weights_version=weights.version,
        relaxations=relaxations(market, place, seeker, float(distances[0]), bits),
    )


class _Told:
    """One place and one seeker, read as plain values."""

    def __init__(
        self, market: Market, place: Places, seeker: Seeker, today: int, distance: float | None
    ) -> None:
        self.market, self.seeker, self.today, self.distance = market, seeker, today, distance
        self._place = place

    def place(self, name: str) -> int | float | None:
        """A value of the place; None where unknown."""
        return _plain(getattr(self._place, name)[0])

    @property
    def start(self) -> Fact:
        """Day number, "flexible" or None."""
        start = self.place("start")
        return "flexible" if start == FLEXIBLE else None if start == NO_DAY else start

    def code(self, name: str) -> str | None:
        """The code of an occupation, a qualification or a sector of the place."""
        row = int(getattr(self._place, name)[0])
        vocabularies = self.market.vocabularies
        if row < 0:
            return None
        if name == "sector":
            return vocabularies.sectors[row]
        return (vocabularies.occupations if name == "occupation" else vocabularies.qualifications)[row].code

    def nearest(self) -> dict[str, Fact]:
        """The wish that the place lies nearest to, and how."""
        kind, code = nearest_wish(self.market, self._place, self.seeker)
        return {
            "kind": Kind(kind).name,
            "wish": code,
            "occupation": self.code("occupation"),
            "qualification": self.code("qualification"),
        }


def _plain(value: np.generic) -> int | float | None:
    plain = value.item()
    if isinstance(plain, float):
        return None if math.isnan(plain) else round(plain, 3)
    return int(plain)


def _known_day(day: int | float | None) -> Fact:
    return None if day in (NO_DAY, FLEXIBLE) else day


def _joined(codes: tuple[str, ...]) -> str | None:
    return ",".join(codes) or None


Sides = Callable[[_Told], tuple[Fact, Fact]]

#: Reason → (what the place needs, what the seeker has).
_SIDES: Final[dict[Reason, Sides]] = {
    Reason.CLOSED: lambda t: (_known_day(t.place("open_until")), t.today),
    Reason.FULL: lambda t: (1, t.place("capacity_left")),
    Reason.TOO_FAR: lambda t: (t.distance, t.seeker.max_km),
    Reason.LEVEL_TOO_HIGH: lambda t: ((t.place("level") or 0) - 1, t.seeker.prior_level),
    Reason.TOO_YOUNG: lambda t: (t.place("min_age"), t.seeker.age),
    Reason.NO_LICENCE: lambda t: (1, 0),
    Reason.LANGUAGE_TOO_LOW: lambda t: (t.place("language"), t.seeker.language),
    Reason.STARTS_TOO_EARLY: lambda t: (t.start, t.seeker.from_day),
    Reason.STARTS_TOO_LATE: lambda t: (t.start, t.seeker.until_day),
    Reason.DAYS_DO_NOT_FIT: lambda t: (t.place("days"), int(t.seeker.days)),
    Reason.HOURS_DO_NOT_FIT: lambda t: (_hours(t), _range(t.seeker.hours_min, t.seeker.hours_max)),
    Reason.NO_WORK_PERMIT: lambda t: (1, 0),
    Reason.NOT_RECOGNISED: lambda t: (t.code("qualification"), None),
    Reason.OTHER_OCCUPATION: lambda t: (
        t.code("occupation") or t.code("qualification"),
        _joined((*t.seeker.occupations, *t.seeker.qualifications, *t.seeker.sectors)),
    ),
}

#: Feature → the facts it was made of.
_FACTS: Final[dict[str, Callable[[_Told], dict[str, Fact]]]] = {
    "closeness": lambda t: t.nearest(),
    "distance": lambda t: {"distance_km": t.distance, "max_km": t.seeker.max_km},
    "level": lambda t: {"level": t.place("level") or None, "prior_level": t.seeker.prior_level},
    "hours": lambda t: {
        "hours": _hours(t),
        "wished_hours": _range(t.seeker.hours_min, t.seeker.hours_max),
        "days": t.place("days") or None,
        "available_days": int(t.seeker.days) or None,
    },
    "start": lambda t: {"start": t.start, "from_day": t.seeker.from_day},
    "wishes": lambda t: {"sector": t.code("sector"), "wished_sectors": _joined(t.seeker.sectors)},
    "fairness": lambda t: {
        "candidates": t.place("candidates"),
        "capacity_left": t.place("capacity_left"),
        "answer_rate": t.place("answer_rate"),
    },
    "waiting": lambda t: {"waiting_days": t.seeker.waiting_days},
}


def _hours(told: _Told) -> str | None:
    return _range(told.place("hours_min"), told.place("hours_max"))


def _range(low: float | None, high: float | None) -> str | None:
    """ "24-32", "24-", "-32" or None."""
    if low is None and high is None:
        return None
    return "-".join("" if end is None else f"{end:g}" for end in (low, high))
