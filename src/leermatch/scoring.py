"""Soft features: they may only order. Each score is the sum of its contributions, exactly.

A feature has a value from 0 to 1 (float64, made with additions, multiplications and divisions only, so that every
machine gets the same bits). Its contribution is value x points x SCALE, rounded half up to a whole number; a score
is the sum of whole numbers, which is exact in any order.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from leermatch.arrays import F32, F64, I32, I64
from leermatch.codes import FLEXIBLE, NO_DAY
from leermatch.market import Places
from leermatch.seekers import Facts
from leermatch.weights import FEATURES, SCALE, Weights
from leermatch.wishes import Nearness

#: How well a level suits: one step up is what people come for, the same level again is a change of trade.
_STEP_UP: Final = 1.0
_SAME_LEVEL: Final = 0.7
_ELSE: Final = 0.4


def contributions(
    places: Places, facts: Facts, near: Nearness, distances: F32, today: int, weights: Weights
) -> I64:
    """(pairs, len(FEATURES)) int64 in 1/SCALE points. Shapes of places and facts are broadcast."""
    values = (
        near.closeness,
        _distance_fit(distances, weights),
        _level_fit(places, facts, weights),
        (_hours_fit(places, facts, weights) + _days_fit(places, facts, weights)) / 2,
        start_fit(places.start, np.maximum(facts.from_day, today), weights),
        near.in_sector,
        fairness(places),
        np.minimum(facts.waiting_days.astype(np.float64) / weights.waiting_span, 1.0),
    )
    shape = np.broadcast_shapes(places.id.shape, facts.id.shape)
    matrix = np.empty((*shape, len(FEATURES)), np.int64)
    for column, (value, points) in enumerate(zip(values, weights.points(), strict=True)):
        matrix[..., column] = np.floor(value * (points * SCALE) + 0.5)
    return matrix


def fairness(places: Places) -> F64:
    """0 … 1: few people proposed for the room there is, and an employer that answers (unknown counts as half)."""
    room = np.maximum(places.capacity_left, 1).astype(np.float64)
    few = room / (room + places.candidates)
    rate = places.answer_rate.astype(np.float64)
    return np.asarray((few + np.where(np.isnan(rate), 0.5, rate)) / 2)


def _distance_fit(distances: F32, weights: Weights) -> F64:
    fit = weights.half_km / (weights.half_km + distances.astype(np.float64))
    return np.where(np.isnan(distances), weights.unknown, fit)


def _level_fit(places: Places, facts: Facts, weights: Weights) -> F64:
    step = places.level - facts.prior_level
    fit = np.where(step == 1, _STEP_UP, np.where(step == 0, _SAME_LEVEL, _ELSE))
    return np.where((places.level == 0) | np.isnan(facts.prior_level), weights.unknown, fit)


def _hours_fit(places: Places, facts: Facts, weights: Weights) -> F64:
    """How far the middle of the wish lies outside the hours of the place."""
    wish = _middle(facts.hours_min, facts.hours_max)
    low = np.fmin(places.hours_min, places.hours_max).astype(np.float64)
    high = np.fmax(places.hours_min, places.hours_max).astype(np.float64)
    gap = np.maximum(np.maximum(low - wish, wish - high), 0.0)
    fit = np.maximum(1 - gap / weights.hours_span, 0.0)
    return np.where(np.isnan(gap), weights.unknown, fit)


def _middle(low: F32, high: F32) -> F64:
    """The middle of a range; the one end that is known when the other is not."""
    return (np.fmin(low, high).astype(np.float64) + np.fmax(low, high)) / 2


def _days_fit(places: Places, facts: Facts, weights: Weights) -> F64:
    missing = (places.days & ~facts.days) != 0
    unsure = (places.days == 0) | (facts.days == 0)
    return np.where(unsure, weights.unknown, np.where(missing, 0.0, 1.0))


def start_fit(start: I32, first: I32 | int, weights: Weights) -> F64:
    """0 … 1: how near a start lies to the first day on which somebody can begin."""
    away = np.abs(start.astype(np.float64) - np.asarray(first, dtype=np.float64))
    fit = np.maximum(1 - away / weights.start_days, 0.0)
    return np.where(start == NO_DAY, weights.unknown, np.where(start == FLEXIBLE, 1.0, fit))
