"""Columns and cards of a segment, and whether a row can be found at all."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from leermatch.arrays import F32, F64, I32, I64, U8, Bool
from leermatch.compiled import bare

# A card is 63 bits: what conditions and facets ask of a place, so that one look is enough.
SHOWN, WAGE = 1, 2
WAGE_AT = 1
LEVEL_AT, PATHWAY_AT, OUTCOME_AT, LANGUAGE_AT, SECTOR_AT, REGION_AT, LAST_DAY_AT = 2, 5, 8, 11, 14, 30, 46
THREE_BITS, CODE_BITS, DAY_BITS = 7, (1 << 16) - 1, (1 << 17) - 1
#: Level, pathway and outcomes are counted together: nine bits of the card.
TRIPLE_BITS = 511


class Columns(NamedTuple):
    """What is asked of the n rows of a segment. `employer` counts from 0 (unknown), `occupation` from -1; `hours`
    bits of the bands of `leermatch.bands`, 0 unknown. These and `gone` may be empty when they are not asked for.

    `cards` (n,) int64; `spots` (n, 2) float32 in km on the plane.
    `gone` (n,): rows that do not count; `frame` and `squares` are those of `leermatch.grid.Grid`.
    """

    cards: I64
    spots: F32
    published: I32
    start: I32
    id: I64
    capacity_left: I32
    candidates: I32
    answer_rate: F32
    employer: I32
    occupation: I32
    hours: U8
    gone: Bool
    frame: F64
    squares: I64


class Limits(NamedTuple):
    """`must` bits of the card, `today` as a card says days, `levels` and `languages` as sets of bits; `level` the one
    that the words speak of, 0 for none."""

    must: int
    today: int
    levels: int
    languages: int
    from_day: int
    until_day: int
    day: int
    sort: int
    level: int
    has_circle: bool
    x: float
    y: float
    radius: float


@bare
def is_open(row: int, columns: Columns, limits: Limits) -> int:
    """1 when a row can be found on the day, at the level and in the language that are asked, wherever it is; else 0.
    Without a branch, so that the cards of many rows are fetched at once."""
    card = columns.cards[row]
    return (
        np.int64(card & limits.must == limits.must)
        & np.int64((card >> LAST_DAY_AT) & DAY_BITS >= limits.today)
        & (limits.levels >> ((card >> LEVEL_AT) & THREE_BITS))
        & (limits.languages >> ((card >> LANGUAGE_AT) & THREE_BITS))
        & 1
    )


@bare
def is_near(row: int, columns: Columns, limits: Limits) -> int:
    """1 when a row lies in the circle, else 0."""
    east = columns.spots[row, 0] - np.float32(limits.x)
    north = columns.spots[row, 1] - np.float32(limits.y)
    return np.int64(np.sqrt(east * east + north * north) <= np.float32(limits.radius))
