"""Runs the kernels that say why a place is not for a seeker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from leermatch.arrays import I32, I64, U32
from leermatch.board import Board
from leermatch.codes import Reason
from leermatch.kernels.judging import judge_places, judge_seekers
from leermatch.kernels.packing import GONE
from leermatch.packing import rules_of
from leermatch.ranking import packed_seekers
from leermatch.seekers import Seekers
from leermatch.weights import Weights

_REASONS: Final = len(Reason)


@dataclass(frozen=True, slots=True, eq=False)
class Verdict:
    """One seeker and all places of a board.

    `counts` (reasons,) int64: how many places have each reason, by bit; `best_scores` and `best_ids` (reasons,) int64:
    the best place that this reason alone keeps out, -1 for none and for reasons that are final.
    """

    counts: I64
    best_scores: I64
    best_ids: I64


def judged(board: Board, one: Seekers, today: int, weights: Weights) -> Verdict:
    """Judge all places of a board for one seeker."""
    found = Verdict(
        counts=np.zeros(_REASONS, np.int64),
        best_scores=np.full(_REASONS, -1, np.int64),
        best_ids=np.full(_REASONS, -1, np.int64),
    )
    trades, rules = board.trades, rules_of(board, one, today, weights)
    packed, wished = packed_seekers(board, one, today, rules, 0, 1)
    judge_places(
        packed, wished, rules.rows_of, rules.points, rules.start_points, rules.record, board.x, board.y, board.mask,
        board.brief, board.detail, board.ids, trades.reach_of, trades.touched, trades.kinds, trades.sizes, trades.first,
        board.trade, found.counts, found.best_scores, found.best_ids,
    )  # fmt: skip
    return found


def judged_for_place(
    boards: Sequence[Board], place_id: int, seekers: Seekers, today: int, weights: Weights
) -> tuple[U32, I32]:
    """For every seeker the bits of Reason that keep one place from him, and its score. KeyError: no such place."""
    for board in boards:
        rows = np.flatnonzero((board.ids == place_id) & (board.mask[: board.ids.size] >> GONE & 1 == 0))
        if rows.size:
            break
    else:
        raise KeyError(place_id)
    n, trades = len(seekers), board.trades
    reasons, scores = np.empty(n, np.uint32), np.empty(n, np.int32)
    row = int(rows[0])
    group = int(np.searchsorted(trades.first, board.trade[row], side="right")) - 1
    number = int(board.trade[row] - trades.first[group])
    rules = rules_of(board, seekers, today, weights)
    packed, wished = packed_seekers(board, seekers, today, rules, 0, n)
    judge_seekers(
        packed, wished, rules.rows_of, rules.points, rules.start_points, rules.record, board.x, board.y, board.mask,
        board.brief, board.detail, row, group, number, trades.reach_of, trades.touched, trades.kinds, reasons, scores,
    )  # fmt: skip
    return reasons, scores


def counted(counts: I64) -> dict[Reason, int]:
    """Reason → how many have it, from the counts by bit; what nobody has is left out."""
    return {reason: count for reason, count in zip(Reason, counts.tolist(), strict=True) if count}


def counts_of(reasons: U32) -> I64:
    """(reasons,) how many of some bits have each reason."""
    return np.asarray(
        (reasons[:, None] >> np.arange(_REASONS, dtype=np.uint32) & 1).sum(axis=0, dtype=np.int64)
    )
