"""Fitting places for a case, with reasons that a layman can read once web.ui has worded the codes."""

from dataclasses import dataclass
from datetime import datetime

from leermatch import (
    SCALE,
    Market,
    Reason,
    Seeker,
    Weights,
    day_number,
    exclusions,
    explain,
    near_misses,
    rank_places,
)
from leerwerk.casework.models import Case
from leerwerk.catalogue.enums import PlaceStatus
from leerwerk.catalogue.models import Place
from leerwerk.matching.market import current_market
from leerwerk.matching.models import WeightSet
from leerwerk.matching.seekers import seeker_of

Fact = int | float | str | None


@dataclass(frozen=True)
class Contribution:
    """What a feature added to the score: `points` of at most `most`, and the facts behind it."""

    feature: str
    points: float
    most: float
    facts: dict[str, Fact]


@dataclass(frozen=True)
class Obstacle:
    """A rule that keeps a place out: its code, what the place needs and what the client has."""

    code: str
    needed: Fact
    has: Fact


@dataclass(frozen=True)
class Change:
    """The nearest change of the client's facts that takes one obstacle away: its code, the new value, what that adds.

    `more` in the unit of the fact (km, days, hours a week, bits of days), None where there is nothing to count.
    """

    code: str
    value: int | float | tuple[str, ...]
    more: int | float | None


@dataclass(frozen=True)
class FittingPlace:
    """A place on the shortlist. Contributions sum to the score (points of 100); distance in km or None."""

    place: Place
    rank: int
    score: float
    distance_km: float | None
    contributions: tuple[Contribution, ...]
    obstacles: tuple[Obstacle, ...]
    to_check: tuple[str, ...]
    changes: tuple[Change, ...] = ()

    @property
    def is_eligible(self) -> bool:
        return not self.obstacles


@dataclass(frozen=True)
class Shortlist:
    """The best places for a case, how many fit, why the others do not, and those that nearly do."""

    fitting: tuple[FittingPlace, ...]
    eligible_total: int
    excluded: dict[str, int]
    near_misses: tuple[FittingPlace, ...]
    market_size: int
    market_version: str
    weights_version: str


def market_name(market: Market) -> str:
    """The version of a market with the changes on it, as it is kept with what was made on it."""
    return f"{market.version}.{market.delta}" if market.delta else market.version


def active_weights() -> Weights:
    """The weights in use: those marked active, else those that the engine brings along."""
    chosen = WeightSet.objects.filter(is_active=True).first()
    return Weights(**{**chosen.values, "version": chosen.version}) if chosen else Weights()


def shortlist(case: Case, *, now: datetime, k: int = 10, near: int = 3) -> Shortlist:
    """The k best places for the client of a case, and `near` places that one single rule keeps out."""
    market, weights, today = current_market(now), active_weights(), day_number(now.date())
    seeker = seeker_of(case.client, now.date())
    ranking = rank_places(market, seeker, today=today, k=k, weights=weights)
    nearly = near_misses(market, seeker, today=today, k=near, weights=weights)
    near_ids = [place_id for place_id, _reason in nearly]
    rows = _open_places([*ranking.ids.tolist(), *near_ids])
    found = [
        _explained(market, seeker, rows[place_id], rank, today, weights)
        for rank, place_id in enumerate(ranking.ids.tolist(), start=1)
        if place_id in rows
    ]
    return Shortlist(
        fitting=tuple(found),
        eligible_total=ranking.eligible_total,
        excluded=obstacles_of(market, seeker, today),
        near_misses=tuple(
            _explained(market, seeker, rows[place_id], 0, today, weights)
            for place_id in near_ids
            if place_id in rows
        ),
        market_size=len(market),
        market_version=market_name(market),
        weights_version=weights.version,
    )


def explain_place(case: Case, place: Place, *, now: datetime) -> FittingPlace | None:
    """Why this place does or does not suit the client; None when it is not on the market."""
    market = current_market(now)
    try:
        return _explained(
            market, seeker_of(case.client, now.date()), place, 0, day_number(now.date()), active_weights()
        )
    except KeyError:
        return None


def _explained(
    market: Market, seeker: Seeker, place: Place, rank: int, today: int, weights: Weights
) -> FittingPlace:
    told = explain(market, seeker, place.pk, today=today, weights=weights)
    return FittingPlace(
        place=place,
        rank=rank,
        score=told.score / SCALE,
        distance_km=told.distance_km,
        contributions=tuple(
            Contribution(each.feature, each.points / SCALE, each.most / SCALE, each.facts)
            for each in told.contributions
        ),
        obstacles=tuple(Obstacle(each.code.name or "", each.needed, each.has) for each in told.reasons),
        to_check=tuple(each.name or "" for each in told.to_check),
        changes=tuple(Change(each.code.name or "", each.value, each.more) for each in told.relaxations),
    )


def _open_places(place_ids: list[int]) -> dict[int, Place]:
    """The rows as they are now: a place closed after the snapshot is not shown."""
    rows = Place.objects.filter(pk__in=place_ids, status=PlaceStatus.PUBLISHED)
    return {row.pk: row for row in rows.select_related("employer", "occupation", "qualification", "region")}


def obstacles_of(market: Market, seeker: Seeker, today: int) -> dict[str, int]:
    """How many places each reason keeps out for a seeker, the reason of most places first."""
    ordered = sorted(exclusions(market, seeker, today=today).items(), key=lambda pair: -pair[1])
    return {Reason(reason).name or "": number for reason, number in ordered}
