"""A board: the places of a segment, prepared for ranking on one day with one set of weights.

Places that lie near the same wishes form a *group* (one domain of qualifications, as a rule). Open places stand in the
order (group, cell of the grid, id), so that what a seeker can reach is a few ranges; those that are closed, full or not
recognised stand behind them, for who asks why. What a place asks is folded into one bit mask, and its occupation,
qualification and sector into one number, its *trade*.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import Final, TypeVar
from weakref import WeakKeyDictionary

import numpy as np

from leermatch.arrays import F32, F64, I32, I64, U32, AnyArray, Bool, freeze
from leermatch.codes import FLEXIBLE, NO_DAY, Need, Recognition
from leermatch.eligibility import is_open
from leermatch.kernels.lanes import WIDTH
from leermatch.kernels.packing import (
    AGE,
    CLOSED,
    FULL,
    GONE,
    LANGUAGE_1,
    LEVEL_2,
    LICENCE,
    NOT_RECOGNISED,
    PERMIT,
)
from leermatch.market import Market
from leermatch.places import Places
from leermatch.scoring import fairness, start_fit
from leermatch.segment import Segment
from leermatch.trades import Trades, trades_of
from leermatch.weights import SCALE, Weights

#: Size of a cell in km, doubled while there are more cells than `_MOST_CELLS`.
_WIDTH_KM: Final = 5.0
_HEIGHT_KM: Final = 15.0
_MOST_CELLS: Final = 1 << 19
#: Boards kept for each segment: a few sets of weights, and yesterday.
_KEPT: Final = 4

#: Minimum ages that have a bit of their own in the mask.
_AGES: Final = 8

BRIEF: Final = np.dtype(
    [
        ("trade", np.uint16),  # number inside its group
        ("level", np.uint8),
        ("unused", np.uint8),
        ("lift", np.int32),  # points that a place gives everybody who can begin today and says on which days
        ("fairness", np.int32),  # points, part of the lift
        ("order", np.int32),  # position by id
    ]
)
DETAIL: Final = np.dtype(
    [
        ("group", np.int32),
        ("min_age", np.int32),
        ("start", np.int32),
        ("last_from", np.int32),  # the last day from which somebody may be available
        ("hours_min", np.float32),
        ("hours_max", np.float32),
    ]
)


@dataclass(frozen=True, eq=False)
class Board:
    """See `leermatch.kernels.ranking` for the arrays. `open` counts the open places, which come first.

    `trade` (n,) int32 the number of the trade among all; `row` (n,) int32 rows of the segment; `ages` (≤ 8,) float32
    the minimum ages that have a bit, `all_ages` whether these are all there are.
    """

    trades: Trades
    open: int
    x: F32
    y: F32
    mask: U32
    brief: AnyArray
    detail: AnyArray
    ids: I64
    trade: I32
    row: I32
    starts: I32
    frame: F64
    ages: F32
    all_ages: bool
    best_fairness: int

    def without(self, gone: Bool) -> Board:
        """The same without some rows of the segment."""
        if not gone.any():
            return self
        mask = self.mask.copy()
        mask[np.flatnonzero(gone[self.row])] |= np.uint32(1 << GONE)
        return replace(self, mask=freeze(mask))


T = TypeVar("T")
Key = tuple[int, Weights]
_lock = threading.Lock()
_of_segment: WeakKeyDictionary[Segment, dict[Key, Board]] = WeakKeyDictionary()
_of_market: WeakKeyDictionary[Market, dict[Key, tuple[Board, ...]]] = WeakKeyDictionary()


def boards_of(market: Market, today: int, weights: Weights) -> tuple[Board, ...]:
    """The boards of the segments of a market, made when they are first asked for."""
    key = (today, weights)
    with _lock:
        kept = _of_market.setdefault(market, {})
        if key not in kept:
            boards = tuple(
                _kept_board(market, segment, key).without(gone) for segment, gone in market.segments
            )
            _keep(kept, key, boards)
        return kept[key]


def _kept_board(market: Market, segment: Segment, key: Key) -> Board:
    kept = _of_segment.setdefault(segment, {})
    if key not in kept:
        _keep(kept, key, build_board(market, segment.places, *key))
    return kept[key]


def _keep(kept: dict[Key, T], key: Key, value: T) -> None:
    while len(kept) >= _KEPT:
        kept.pop(next(iter(kept)))
    kept[key] = value


def build_board(market: Market, places: Places, today: int, weights: Weights) -> Board:
    """Prepare some places of a market. Time n log n."""
    trades = trades_of(market, places, weights)
    frame, cell = _cells(places, trades.groups)
    many = int(frame[4] * frame[5]) + 1
    final = _final(places, today)
    shut = final != 0
    slot = np.where(shut, trades.groups * many, trades.group.astype(np.int64) * many + cell)
    row = np.lexsort((places.id, slot)).astype(np.int32)
    ages = np.unique(places.min_age[places.min_age > 0])
    lift = np.floor(fairness(places) * (weights.fairness * SCALE) + 0.5).astype(np.int32)
    return Board(
        trades=trades,
        open=int(np.count_nonzero(~shut)),
        x=_spare(places.x[row]),
        y=_spare(places.y[row]),
        mask=_spare((_asked(places, ages[:_AGES]) | final)[row]),
        brief=freeze(_briefs(places, trades, lift, today, weights)[row]),
        detail=freeze(_details(places, trades)[row]),
        ids=freeze(places.id[row]),
        trade=freeze((trades.first[trades.group] + trades.number)[row] if row.size else row),
        row=freeze(row),
        starts=freeze(np.searchsorted(slot[row], np.arange(trades.groups * many + 1)).astype(np.int32)),
        frame=freeze(frame),
        ages=freeze(ages[:_AGES].astype(np.float32)),
        all_ages=ages.size <= _AGES,
        best_fairness=int(lift.max(initial=0)),
    )


def _spare(column: AnyArray) -> AnyArray:
    """With as many values more as kernels read at once."""
    return freeze(np.append(column, np.zeros(WIDTH, column.dtype)))


def _cells(places: Places, groups: int) -> tuple[F64, I64]:
    """(west, south, width, height, columns, rows) of the grid, and (n,) the cell of each place."""
    known = ~np.isnan(places.x)
    x, y = places.x[known].astype(np.float64), places.y[known].astype(np.float64)
    west, south = x.min(initial=0.0), y.min(initial=0.0)
    width, height = _WIDTH_KM, _HEIGHT_KM
    if x.size:
        west, south = x.min(), y.min()
    while True:
        columns = int((x.max(initial=west) - west) // width) + 1
        rows = int((y.max(initial=south) - south) // height) + 1
        if columns * rows * groups <= _MOST_CELLS or columns * rows == 1:
            break
        width, height = width * 2, height * 2
    cell = np.full(places.id.size, columns * rows)
    across, up = ((x - west) // width).astype(np.int64), ((y - south) // height).astype(np.int64)
    cell[known] = np.minimum(up, rows - 1) * columns + np.minimum(across, columns - 1)
    return np.array([west, south, width, height, columns, rows], dtype=np.float64), cell


def _final(places: Places, today: int) -> U32:
    """(n,) the bits of what nobody can do anything about."""
    final: U32 = (
        ~is_open(places, today) * np.uint32(1 << CLOSED)
        | (places.capacity_left <= 0) * np.uint32(1 << FULL)
        | (places.recognition == Recognition.NOT_VALID) * np.uint32(1 << NOT_RECOGNISED)
    )
    return final


def _asked(places: Places, ages: AnyArray) -> U32:
    """(n,) the bits of what a place asks."""
    one = np.uint32(1)
    level, language = places.level.astype(np.int64), places.language.astype(np.int64)
    mask = (places.days & 127).astype(np.uint32)
    mask |= (places.driving_licence == Need.NEEDED) * np.uint32(1 << LICENCE)
    mask |= (places.work_permit == Need.NEEDED) * np.uint32(1 << PERMIT)
    mask |= np.where(level > 1, one << np.maximum(level + LEVEL_2 - 2, 0).astype(np.uint32), 0).astype(
        np.uint32
    )
    mask |= np.where(language > 0, one << (language + LANGUAGE_1 - 1).astype(np.uint32), 0).astype(np.uint32)
    for bit, age in enumerate(ages.tolist(), start=AGE):
        mask |= (places.min_age == age) * np.uint32(1 << bit)
    return mask


def _briefs(places: Places, trades: Trades, lift: I32, today: int, weights: Weights) -> AnyArray:
    brief = np.zeros(places.id.size, BRIEF)
    brief["trade"], brief["level"] = trades.number, places.level
    brief["order"][np.argsort(places.id, kind="stable")] = np.arange(places.id.size)
    start = np.floor(start_fit(places.start, today, weights) * (weights.start * SCALE) + 0.5).astype(np.int32)
    sure, unsure = (
        np.int32(np.floor((weights.unknown + days) / 2 * (weights.hours * SCALE) + 0.5))
        for days in (1.0, weights.unknown)
    )
    brief["lift"] = lift + start + np.where(places.days != 0, sure, unsure)
    brief["fairness"] = lift
    return brief


def _details(places: Places, trades: Trades) -> AnyArray:
    dated = (places.start != NO_DAY) & (places.start != FLEXIBLE)
    ends = np.where(places.end == NO_DAY, FLEXIBLE, places.end.astype(np.int64) - 1)
    detail = np.zeros(places.id.size, DETAIL)
    detail["group"] = trades.group
    for name in ("min_age", "start", "hours_min", "hours_max"):
        detail[name] = getattr(places, name)
    detail["last_from"] = np.minimum(np.where(dated, places.start, FLEXIBLE), ends)
    return detail
