"""Records that are handed to the kernels of ranking: the rules of a run, and seekers."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Final
from weakref import WeakKeyDictionary

import numpy as np

from leermatch.arrays import I32, AnyArray, freeze
from leermatch.board import Board
from leermatch.seekers import Seekers
from leermatch.weights import FEATURES, SCALE, Weights

PACKED: Final = np.dtype(
    [
        ("hours", np.float64),  # the middle of the wish
        ("x", np.float32),
        ("y", np.float32),
        ("reach", np.float32),
        ("limit", np.float32),  # km², see kernels.packing
        ("deny", np.uint32),
        ("prior_level", np.float32),
        ("age", np.float32),
        ("hours_min", np.float32),
        ("hours_max", np.float32),
        ("from_day", np.int32),
        ("until_day", np.int32),
        ("first", np.int32),  # the first day on which it can begin, today at the earliest
        ("position", np.int32),
        ("waiting", np.int32),  # points
        ("days_known", np.bool_),
        ("slow", np.bool_),  # asks what is not in the mask
    ],
    align=True,
)

RULES: Final = np.dtype(
    [
        *((name, np.float64) for name in ("half_km", "distance_full", "hours_full", "hours_span", "unknown")),
        *((name, np.float64) for name in ("waiting_full", "waiting_span")),
        *((name, np.int32) for name in ("distance_unknown", "sector", "start_unknown", "start_full")),
        *((name, np.int32) for name in ("level_up", "level_same", "level_else", "level_unknown")),
        *(
            (name, np.int32)
            for name in ("hours_sure", "hours_unsure", "hours_missing", "silent", "silent_row", "today")
        ),
        *((f"but_{name}", np.int32) for name in FEATURES),  # -1 when the feature does not count for the place
    ],
    align=True,
)


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """What a run is scored by: one record `RULES`; points by (wish, kind); points by days to the start."""

    record: AnyArray
    points: I32
    start_points: I32
    rows_of: I32


_lock = threading.Lock()
_of_board: WeakKeyDictionary[Board, dict[tuple[int, int, int], Rules]] = WeakKeyDictionary()


def rules_of(board: Board, seekers: Seekers, today: int, weights: Weights) -> Rules:
    """The tables for seekers with so many wishes on a board (which was made for this day and these weights)."""
    with _lock:
        kept = _of_board.setdefault(board, {})
        if seekers.widths not in kept:
            kept[seekers.widths] = _rules(board, seekers.widths, today, weights)
        return kept[seekers.widths]


def _rules(board: Board, widths: tuple[int, int, int], today: int, weights: Weights) -> Rules:
    full = dict(zip(FEATURES, (weights.points() * SCALE).tolist(), strict=True))

    def points(feature: str, value: AnyArray | np.float64) -> AnyArray:
        return np.asarray(np.floor(value * full[feature] + 0.5).astype(np.int32))

    record = np.zeros(1, RULES)
    unknown = weights.unknown
    for name, value in {
        "half_km": weights.half_km,
        "distance_full": full["distance"],
        "hours_full": full["hours"],
        "hours_span": weights.hours_span,
        "unknown": unknown,
        "waiting_full": full["waiting"],
        "waiting_span": weights.waiting_span,
        "distance_unknown": points("distance", np.float64(unknown)),
        "sector": points("wishes", np.float64(1.0)),
        "start_unknown": points("start", np.float64(unknown)),
        "start_full": points("start", np.float64(1.0)),
        "level_up": points("level", np.float64(1.0)),
        "level_same": points("level", np.float64(0.7)),
        "level_else": points("level", np.float64(0.4)),
        "level_unknown": points("level", np.float64(unknown)),
        "hours_sure": points("hours", np.float64((unknown + 1.0) / 2)),
        "hours_unsure": points("hours", np.float64((unknown + unknown) / 2)),
        "hours_missing": points("hours", np.float64(unknown / 2)),
        "today": today,
        "silent": board.trades.silent,
        "silent_row": max(widths[:2]),
        **{f"but_{name}": -(name not in weights.of_place) for name in FEATURES},
    }.items():
        record[name] = value
    positions = np.arange(int(record["silent_row"][0]))
    lost = np.maximum(1 - weights.wish_step * positions, weights.wish_least)
    table = points("closeness", np.append(weights.worths() * lost[:, None], np.zeros((1, 6)), axis=0))
    table[:, 0] = -1
    days = np.arange(int(weights.start_days) + 2)
    fit = np.maximum(1 - days.astype(np.float64) / weights.start_days, 0.0)
    occupations, qualifications, sectors = widths
    rows_of = [*range(occupations), *range(qualifications), *([-1] * sectors)]
    return Rules(
        freeze(record), freeze(table), freeze(points("start", fit)), freeze(np.array(rows_of, np.int32))
    )
