"""Runs the kernels of ranking for columns of seekers on a board."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import numpy as np

from leermatch.arrays import F32, I32, I64, AnyArray
from leermatch.board import Board, boards_of
from leermatch.compiled import share_out
from leermatch.kernels.packing import pack_block
from leermatch.kernels.ranking import rank_block
from leermatch.market import Market
from leermatch.packing import PACKED, Rules, rules_of
from leermatch.seekers import Seekers
from leermatch.weights import Weights

#: Seekers that are packed, sorted and ranked together: their records fit the cache.
_CHUNK: Final = 8192


@dataclass(frozen=True, slots=True, eq=False)
class Rankings:
    """The best places for n seekers, best first.

    `ids` (n, k) int64 padded with -1; `scores` (n, k) int32 in 1/SCALE points; `priorities` (n, k) int32, the part of
    the score that counts for the place; `distances_km` (n, k) float32, NaN unknown; `eligible_total` (n,) int64;
    `visited` (n,) int64 how many places were looked at.
    """

    ids: I64
    scores: I32
    priorities: I32
    distances_km: F32
    eligible_total: I64
    visited: I64


def ranked(board: Board, seekers: Seekers, today: int, k: int, weights: Weights, threads: int) -> Rankings:
    """The k best places of a board for each seeker."""
    n = len(seekers)
    found = _room(n, k)
    rules = rules_of(board, seekers, today, weights)

    def work(first: int, past: int) -> None:
        for start in range(first, past, _CHUNK):
            _block(board, seekers, today, rules, found, start, min(start + _CHUNK, past))

    share_out(work, n, chunk=_CHUNK, threads=threads)
    return found


def merged(parts: Sequence[Rankings]) -> Rankings:
    """The best of several boards, for the same seekers and k."""
    if len(parts) == 1:
        return parts[0]
    k = parts[0].ids.shape[1]
    ids, scores, priorities, km = (
        np.concatenate([getattr(part, name) for part in parts], axis=1)
        for name in ("ids", "scores", "priorities", "distances_km")
    )
    best = np.lexsort((ids, -scores, ids < 0), axis=1)[:, :k]
    return Rankings(
        ids=np.take_along_axis(ids, best, axis=1),
        scores=np.take_along_axis(scores, best, axis=1),
        priorities=np.take_along_axis(priorities, best, axis=1),
        distances_km=np.take_along_axis(km, best, axis=1),
        eligible_total=np.sum([part.eligible_total for part in parts], axis=0),
        visited=np.sum([part.visited for part in parts], axis=0),
    )


def packed_seekers(
    board: Board, seekers: Seekers, today: int, rules: Rules, first: int, past: int
) -> tuple[AnyArray, I32]:
    """Records `PACKED` of seekers first … past - 1 in the order of the board, and their wishes in the same order."""
    facts, trades = seekers.facts, board.trades
    packed = np.empty(past - first, PACKED)
    wished = np.empty((past - first, seekers.wishes.shape[1]), np.int32)
    pack_block(
        first, past, facts.x, facts.y, facts.max_km, facts.prior_level, facts.level_waived, facts.age, facts.licence,
        facts.work_permit, facts.language, facts.days, facts.hours_min, facts.hours_max, facts.from_day,
        facts.until_day, facts.waiting_days, seekers.wishes, board.ages, board.all_ages, today,
        float(rules.record["waiting_full"][0]), float(rules.record["waiting_span"][0]), trades.reach_of,
        trades.touched, board.frame, trades.groups, packed, wished,
    )  # fmt: skip
    return packed, wished


def _block(
    board: Board, seekers: Seekers, today: int, rules: Rules, found: Rankings, first: int, past: int
) -> None:
    packed, wished = packed_seekers(board, seekers, today, rules, first, past)
    rank_block(*_arguments(board, rules, packed, wished, found))


def _arguments(board: Board, rules: Rules, packed: AnyArray, wished: I32, found: Rankings) -> tuple[Any, ...]:
    trades = board.trades
    return (
        found.ids.shape[1], packed, wished, rules.rows_of, rules.points, rules.start_points, rules.record, board.x,
        board.y, board.mask, board.brief, board.detail, board.ids, board.starts, board.frame, trades.reach_of,
        trades.touched, trades.kinds, trades.sizes, found.ids, found.scores, found.priorities, found.distances_km,
        found.eligible_total, found.visited,
    )  # fmt: skip


def kernel_call(market: Market, seekers: Seekers, today: int, k: int, weights: Weights) -> Callable[[], None]:
    """The kernel with its arrays ready, for who measures it alone: the places of the first segment."""
    board = boards_of(market, today, weights)[0]
    rules = rules_of(board, seekers, today, weights)
    packed, wished = packed_seekers(board, seekers, today, rules, 0, len(seekers))
    return partial(rank_block, *_arguments(board, rules, packed, wished, _room(len(seekers), k)))


def _room(n: int, k: int) -> Rankings:
    return Rankings(
        ids=np.empty((n, k), np.int64),
        scores=np.empty((n, k), np.int32),
        priorities=np.empty((n, k), np.int32),
        distances_km=np.empty((n, k), np.float32),
        eligible_total=np.empty(n, np.int64),
        visited=np.empty(n, np.int64),
    )
