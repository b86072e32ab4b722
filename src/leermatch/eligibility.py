"""Hard rules: they may only exclude, each with a reason code. What is not known never excludes.

Every rule is one expression over columns of places and columns of seekers; shapes are broadcast, so that the same
rule judges many places for one seeker and many seekers for one place.
"""

from __future__ import annotations

import numpy as np

from leermatch.arrays import F32, I8, U32, Bool
from leermatch.codes import FLEXIBLE, NO_DAY, Language, Need, Reason, Recognition, ToCheck, known_day
from leermatch.geometry import distance_km
from leermatch.market import Market, Places
from leermatch.seekers import Facts, Seeker, seekers_of
from leermatch.weights import Weights
from leermatch.wishes import Nearness, nearness


def judge(market: Market, seeker: Seeker, today: int) -> tuple[U32, U32]:
    """For every place (n,), in the order of `Market.living`: the bits of Reason that exclude it, and of ToCheck."""
    today = known_day(today)
    columns = seekers_of([seeker], market.vocabularies)
    facts = columns.facts
    near = nearness(market, market.living, columns, Weights())
    distances = distance_km(market.living.x, market.living.y, facts.x, facts.y)
    reasons = excluding(market.living, facts, near, distances, today)
    return reasons, to_check(market.living, facts, near, distances)


def is_open(places: Places, today: int) -> Bool:
    """Whether a place is offered on a day: not withdrawn, not past its last day, its period not over."""
    offered = (places.open_until == NO_DAY) | (places.open_until >= today)
    running = (places.end == NO_DAY) | (places.end > today)
    return np.asarray(places.is_open & offered & running)


def excluding(places: Places, facts: Facts, near: Nearness, distances: F32, today: int) -> U32:
    """The bits of Reason for each pair of place and seeker."""
    dated = (places.start != NO_DAY) & (places.start != FLEXIBLE)
    over = (places.end != NO_DAY) & (places.end <= facts.from_day)
    too_high = (places.level > 1) & (facts.prior_level < places.level - 1) & ~facts.level_waived
    missing_days = (places.days & ~facts.days) != 0
    rules = (
        (Reason.CLOSED, ~is_open(places, today)),
        (Reason.FULL, places.capacity_left <= 0),
        (Reason.TOO_FAR, distances > facts.max_km),
        (Reason.LEVEL_TOO_HIGH, too_high),
        (Reason.TOO_YOUNG, facts.age < places.min_age),
        (Reason.NO_LICENCE, (places.driving_licence == Need.NEEDED) & (facts.licence == Need.NOT_NEEDED)),
        (Reason.LANGUAGE_TOO_LOW, facts.language < places.language),
        (Reason.STARTS_TOO_EARLY, (dated & (places.start < facts.from_day)) | over),
        (Reason.STARTS_TOO_LATE, dated & (places.start > facts.until_day)),
        (Reason.DAYS_DO_NOT_FIT, (facts.days != 0) & missing_days),
        (
            Reason.HOURS_DO_NOT_FIT,
            (places.hours_min > facts.hours_max) | (places.hours_max < facts.hours_min),
        ),
        (Reason.NO_WORK_PERMIT, (places.work_permit == Need.NEEDED) & (facts.work_permit == Need.NOT_NEEDED)),
        (Reason.NOT_RECOGNISED, places.recognition == Recognition.NOT_VALID),
        (Reason.OTHER_OCCUPATION, near.other),
    )
    bits = np.zeros(np.broadcast_shapes(places.id.shape, facts.id.shape), np.uint32)
    for reason, excluded in rules:
        bits |= excluded * np.uint32(reason)
    return bits


def to_check(places: Places, facts: Facts, near: Nearness, distances: F32) -> U32:
    """The bits of ToCheck for each pair: what could still turn out to exclude."""
    no_level = (places.level == 0) & ~(facts.prior_level >= 3)  # noqa: PLR2004 (level 3 admits to every level)
    no_prior = (places.level > 1) & np.isnan(facts.prior_level)
    no_hours = np.isnan(places.hours_min) & np.isnan(places.hours_max)
    no_wish = np.isnan(facts.hours_min) & np.isnan(facts.hours_max)
    choosy = (facts.from_day != NO_DAY) | (facts.until_day != FLEXIBLE)
    rules = (
        (ToCheck.DISTANCE, ~np.isnan(facts.max_km) & np.isnan(distances)),
        (ToCheck.LEVEL, ~facts.level_waived & (no_level | no_prior)),
        (ToCheck.AGE, (places.min_age > 0) & np.isnan(facts.age)),
        (ToCheck.LICENCE, _unsure(places.driving_licence, facts.licence)),
        (
            ToCheck.LANGUAGE,
            np.where(places.language == 0, ~(facts.language >= Language.C2), np.isnan(facts.language)),
        ),
        (ToCheck.START, choosy & (places.start == NO_DAY)),
        (ToCheck.DAYS, (places.days == 0) != (facts.days == 0)),
        (ToCheck.HOURS, no_hours != no_wish),
        (ToCheck.WORK_PERMIT, _unsure(places.work_permit, facts.work_permit)),
        (ToCheck.RECOGNITION, places.recognition == Recognition.UNKNOWN),
        (ToCheck.OCCUPATION, near.unsure),
    )
    bits = np.zeros(np.broadcast_shapes(places.id.shape, facts.id.shape), np.uint32)
    for question, is_open_question in rules:
        bits |= is_open_question * np.uint32(question)
    return bits


def _unsure(needed: I8, has: I8) -> Bool:
    """Whether somebody without it might be asked for it."""
    return np.asarray(
        (has != Need.NEEDED) & ((needed == Need.UNKNOWN) | ((needed == Need.NEEDED) & (has == 0)))
    )
