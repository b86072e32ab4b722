"""Why this place, why not that one: the rules and the contributions of one pair, with the facts behind them."""

from __future__ import annotations

from dataclasses import dataclass

from leermatch.codes import Reason, ToCheck
from leermatch.market import Market
from leermatch.scoring import Weights
from leermatch.seekers import Seeker

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
    """One seeker and one place. `contributions` sum to `score`, also where the place is not eligible."""

    place_id: int
    eligible: bool
    score: int
    distance_km: float | None
    reasons: tuple[ReasonFact, ...]
    contributions: tuple[Contribution, ...]
    to_check: tuple[ToCheck, ...]
    weights_version: str


def explain(
    market: Market, seeker: Seeker, place_id: int, *, today: int, weights: Weights | None = None
) -> Explanation:
    """Explain one pair. Raises KeyError for a place that the market does not hold."""
    raise NotImplementedError
