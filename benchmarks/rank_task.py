"""The question that all sides of `rank` answer: the same places, seekers, rules and points as plain arrays.

It is what `leermatch.rank_many` does, with the columns left out that only leermatch has. Rules: open, distance at
most the seeker's own, a place of level n > 1 asks level n-1, language, licence, days, and a qualification in the
same domain as a wish. Points (whole numbers, 10,000 to the point): closeness to the best wish, distance, level,
and what belongs to the place alone (`lift`: fairness, and what hours, days and start give everybody).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from benchmarks.country import PlaceRows, SeekerRows, place_columns
from benchmarks.reference import vocabularies
from leermatch import SCALE, Market, Rankings, Weights, build_market
from leermatch.arrays import F32, I32, I64, AnyArray
from leermatch.codes import FLEXIBLE
from leermatch.geometry import to_plane
from leermatch.places import Places
from leermatch.scoring import fairness

#: How many places each seeker gets.
BEST = 20
#: The cell of 10 km in which a point lies, for peers that speak SQL.
CELL_SQL = "((floor({x} / 10)::int + 500) * 1000 + floor({y} / 10)::int + 500)"
WEIGHTS = Weights()
#: Points for distance with none left to travel; half of them at HALF_KM.
DISTANCE_POINTS = WEIGHTS.distance * SCALE
HALF_KM = WEIGHTS.half_km
#: Points by step of the level: one up, the same, any other.
LEVEL_POINTS = tuple(int(np.floor(fit * (WEIGHTS.level * SCALE) + 0.5)) for fit in (1.0, 0.7, 0.4))


@dataclass(frozen=True, slots=True, eq=False)
class RankTask:
    """Places sorted by id and n seekers. Days are bits; needs and languages small numbers, 0 asks nothing.

    `places`  id, x, y (km), qualification, dossier, domain, level, language, licence, days, is_open, lift
    `seekers` id, x, y, max_km, level, language, licence, days, and for each wish 0 … 2: qualification, dossier,
    domain (-1 for none)
    """

    places: Mapping[str, AnyArray]
    seekers: Mapping[str, AnyArray]


def closeness_points() -> tuple[tuple[int, int, int], ...]:
    """For each position of a wish the points for the same qualification, dossier, domain."""
    found = []
    for position in range(3):
        lost = max(1 - WEIGHTS.wish_step * position, WEIGHTS.wish_least)
        kinds = (WEIGHTS.same_qualification, WEIGHTS.same_dossier, WEIGHTS.same_domain)
        same = [int(np.floor(kind * lost * (WEIGHTS.closeness * SCALE) + 0.5)) for kind in kinds]
        found.append((same[0], same[1], same[2]))
    return tuple(found)


def rank_market(rows: PlaceRows) -> Market:
    """The market of `leermatch`, with only the columns of the task."""
    columns = place_columns(rows)
    left_out = {"occupation", "sector", "region", "start", "published", "employer", "pathway"}
    kept = {name: column for name, column in columns.items() if name not in left_out}
    return build_market({**kept, "start": np.full(rows.lat.size, FLEXIBLE)}, vocabularies())


def make_task(market: Market, seekers: SeekerRows) -> RankTask:
    """The same market and people as plain arrays."""
    places = market.living.take(np.argsort(market.living.id))
    dossier, domain = _groups()
    x, y = to_plane(seekers.lat.astype(np.float32), seekers.lon.astype(np.float32))
    people: dict[str, AnyArray] = {
        "id": np.arange(seekers.lat.size, dtype=np.int32),
        "x": x,
        "y": y,
        "max_km": seekers.max_km.astype(np.float32),
        "level": seekers.prior_level.astype(np.int16),
        "language": seekers.language.astype(np.int16),
        "licence": seekers.licence.astype(np.int16),
        "days": seekers.days.astype(np.int16),
    }
    for position, wish in enumerate(seekers.wishes.T):
        people[f"qualification{position}"] = wish.astype(np.int16)
        people[f"dossier{position}"] = np.where(wish < 0, -1, dossier[wish]).astype(np.int16)
        people[f"domain{position}"] = np.where(wish < 0, -1, domain[wish]).astype(np.int16)
    return RankTask(
        places={
            "id": places.id.astype(np.int32),
            "x": places.x,
            "y": places.y,
            "qualification": places.qualification.astype(np.int16),
            "dossier": dossier[places.qualification].astype(np.int16),
            "domain": domain[places.qualification].astype(np.int16),
            "level": places.level.astype(np.int16),
            "language": places.language.astype(np.int16),
            "licence": (places.driving_licence == 2).astype(np.int16),
            "days": places.days.astype(np.int16),
            "is_open": places.is_open.astype(np.int16),
            "lift": _lift(places),
        },
        seekers=people,
    )


def same_answer(ours: Rankings, ids: I64, scores: I64) -> bool:
    """Whether a peer found the same places with the same scores in the same order for the first seekers."""
    n = min(ids.shape[0], ours.ids.shape[0])
    return bool((ours.ids[:n] == ids[:n]).all() and (ours.scores[:n] == scores[:n]).all())


def filled(seeker: I64, ids: I64, scores: I64, n: int) -> tuple[I64, I64]:
    """(n, BEST) ids and scores from rows sorted by seeker and rank, as `Rankings` holds them."""
    found, points = np.full((n, BEST), -1, np.int64), np.zeros((n, BEST), np.int64)
    rank = np.arange(seeker.size) - np.searchsorted(seeker, seeker)
    found[seeker, rank], points[seeker, rank] = ids, scores
    return found, points


def distance_points(distance: F32) -> I64:
    """The same expression as `leermatch.scoring` has."""
    fit = HALF_KM / (HALF_KM + distance.astype(np.float64))
    return np.floor(fit * DISTANCE_POINTS + 0.5).astype(np.int64)


def _groups() -> tuple[I64, I64]:
    """(qualifications,) the number of the dossier and of the domain of each; no domain is one of its own."""
    qualifications = vocabularies().qualifications
    dossier = np.unique([q.dossier for q in qualifications], return_inverse=True)[1]
    domain = np.unique([q.domain or f"only {q.dossier}" for q in qualifications], return_inverse=True)[1]
    return dossier.astype(np.int64), domain.astype(np.int64)


def _lift(places: Places) -> I32:
    """What a place gives every seeker: fairness; hours unknown and days that fit; a start to be agreed."""
    values = (
        (fairness(places), WEIGHTS.fairness),
        (np.array((WEIGHTS.unknown + 1.0) / 2), WEIGHTS.hours),
        (np.array(1.0), WEIGHTS.start),
    )
    parts = [np.floor(value * (points * SCALE) + 0.5).astype(np.int32) for value, points in values]
    return np.asarray(sum(parts, np.int32(0)), dtype=np.int32)
