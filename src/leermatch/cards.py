"""What a question asks of a place, packed: 63 bits, and its spot for where the circle must be asked."""

from __future__ import annotations

from datetime import date
from typing import Final

import numpy as np

from leermatch.arrays import F32, I64, Bool, freeze
from leermatch.codes import NO_DAY, day_number
from leermatch.grid import Grid
from leermatch.kernels import cards as k
from leermatch.kernels.cards import Columns
from leermatch.places import Places

#: Days on a card count from 1 January 1900, the first that a column may hold.
_DAY_ZERO: Final = day_number(date(1900, 1, 1))
_NEVER: Final = 2**40


def card_day(day: int) -> int:
    """A day as a card says it: 0 … DAY_BITS, held at both ends."""
    return min(max(day - _DAY_ZERO, 0), k.DAY_BITS)


def cards_of(places: Places) -> tuple[I64, F32]:
    """(n,) int64 cards, and (n, 2) float32 x and y.

    Raises ValueError for more sectors or regions than a card can tell apart (65,534).
    """
    if max(places.sector.max(initial=0), places.region.max(initial=0)) >= k.CODE_BITS:
        raise ValueError("codes")
    spots = np.stack((places.x, places.y), axis=1)
    cards = (places.is_open & (places.capacity_left > 0)).astype(np.int64)
    for values, at in (
        (~np.isnan(places.wage), k.WAGE_AT),
        (places.level, k.LEVEL_AT),
        (places.pathway, k.PATHWAY_AT),
        (places.outcomes, k.OUTCOME_AT),
        (places.language, k.LANGUAGE_AT),
        (places.sector + 1, k.SECTOR_AT),
        (places.region + 1, k.REGION_AT),
        (_last_days(places), k.LAST_DAY_AT),
    ):
        cards |= values.astype(np.int64) << at
    return freeze(cards), freeze(spots)


def columns_of(places: Places, cards: tuple[I64, F32], gone: Bool, grid: Grid) -> Columns:
    """What a kernel reads of a segment; `employer` and `hours` are empty."""
    return Columns(
        cards=cards[0],
        spots=cards[1],
        published=places.published,
        start=places.start,
        id=places.id,
        capacity_left=places.capacity_left,
        candidates=places.candidates,
        answer_rate=places.answer_rate,
        employer=freeze(np.empty(0, np.int32)),
        occupation=places.occupation,
        hours=freeze(np.empty(0, np.uint8)),
        gone=gone if gone.any() else freeze(np.empty(0, np.bool_)),
        frame=grid.frame,
        squares=grid.starts,
    )


def _last_days(places: Places) -> I64:
    """The last day on which a place can be found, as a card says it."""
    offered = np.where(places.open_until == NO_DAY, _NEVER, places.open_until.astype(np.int64))
    running = np.where(places.end == NO_DAY, _NEVER, places.end.astype(np.int64) - 1)
    last: I64 = np.clip(np.minimum(offered, running) - _DAY_ZERO, 0, k.DAY_BITS)
    return last
