"""numpy alone: every seeker with every place, in blocks that fit the cache."""

from __future__ import annotations

import numpy as np

from benchmarks.rank_task import BEST, LEVEL_POINTS, RankTask, closeness_points, distance_points
from leermatch.arrays import I64

_BLOCK = 16


class NumpyBlocks:
    """Holds nothing but the task."""

    name = "numpy"
    first = 64

    def __init__(self, task: RankTask) -> None:
        self.task = task

    def rank(self, n: int) -> tuple[I64, I64]:
        """Ids and scores (n, BEST) for the first n seekers."""
        ids, scores = np.full((n, BEST), -1, np.int64), np.zeros((n, BEST), np.int64)
        for start in range(0, n, _BLOCK):
            block = slice(start, min(start + _BLOCK, n))
            ids[block], scores[block] = self._block(block)
        return ids, scores

    def _block(self, block: slice) -> tuple[I64, I64]:
        places = self.task.places
        seekers = {name: column[block, None] for name, column in self.task.seekers.items()}
        dx, dy = places["x"] - seekers["x"], places["y"] - seekers["y"]
        distance = np.sqrt(dx * dx + dy * dy)
        closeness = np.zeros(distance.shape, np.int64)
        for position, points in enumerate(closeness_points()):
            for kind, worth in zip(("domain", "dossier", "qualification"), reversed(points), strict=True):
                same = places[kind] == seekers[f"{kind}{position}"]
                np.maximum(closeness, same * np.int64(worth), out=closeness)
        fits = (distance <= seekers["max_km"]) & (closeness > 0) & (places["is_open"] == 1)
        fits &= (places["level"] <= 1) | (seekers["level"] >= places["level"] - 1)
        fits &= (places["language"] <= seekers["language"]) & (places["licence"] <= seekers["licence"])
        fits &= (places["days"] & ~seekers["days"]) == 0
        step = places["level"] - seekers["level"]
        level = np.where(step == 1, LEVEL_POINTS[0], np.where(step == 0, LEVEL_POINTS[1], LEVEL_POINTS[2]))
        score = np.where(fits, closeness + distance_points(distance) + level + places["lift"], -1)
        return self._best(score)

    def _best(self, score: I64) -> tuple[I64, I64]:
        """One key for score and place, so that ties go to the lower id and one partition does all."""
        many = score.shape[1]
        key = score * many + (many - 1 - np.arange(many))
        keep = np.argpartition(key, max(many - BEST, 0), axis=1)[:, -BEST:]
        best = -np.sort(-np.take_along_axis(key, keep, axis=1), axis=1)
        found, row = best // many, many - 1 - best % many
        known = found >= 0
        ids = np.full((score.shape[0], BEST), -1, np.int64)
        points = np.zeros((score.shape[0], BEST), np.int64)
        width = best.shape[1]
        ids[:, :width] = np.where(known, self.task.places["id"][row], -1)
        points[:, :width] = np.where(known, found, 0)
        return ids, points
