"""DuckDB: the join of polars in SQL, over all cores; the places know their cell beforehand."""

from __future__ import annotations

import duckdb
import numpy as np

from benchmarks.rank_task import (
    BEST,
    CELL_SQL,
    DISTANCE_POINTS,
    HALF_KM,
    LEVEL_POINTS,
    RankTask,
    closeness_points,
    filled,
)
from leermatch.arrays import I64

_BATCH = 20_000


class DuckdbJoin:
    """Two tables in memory."""

    name = "duckdb"
    first = 2_000

    def __init__(self, task: RankTask) -> None:
        self.connection = duckdb.connect()
        self.connection.register("given_places", dict(task.places))
        self.connection.register("given_seekers", dict(task.seekers))
        self.connection.execute(
            f"CREATE TABLE place AS SELECT *, {CELL_SQL.format(x='x', y='y')} AS cell FROM given_places"
            " WHERE is_open = 1 ORDER BY domain, cell"
        )
        self.connection.execute("CREATE TABLE seeker AS SELECT * FROM given_seekers")

    def rank(self, n: int) -> tuple[I64, I64]:
        """Ids and scores (n, BEST) for the first n seekers."""
        batches = [self._batch(first, min(first + _BATCH, n)) for first in range(0, n, _BATCH)]
        seeker, ids, scores = np.concatenate(batches, axis=1)
        return filled(seeker, ids, scores, n)

    def _batch(self, first: int, past: int) -> I64:
        found = self.connection.execute(_question(), {"first": first, "past": past}).fetchnumpy()
        return np.stack([np.asarray(found[name], dtype=np.int64) for name in ("seeker", "id", "score")])


def _question() -> str:
    return f"""
        WITH spread AS (
            SELECT p.*, unnest(list_distinct([domain0, domain1, domain2])) AS domain
            FROM seeker AS p WHERE p.id >= $first AND p.id < $past
        ), columns AS (
            SELECT *, unnest({_span("x")}) AS slice FROM spread WHERE domain >= 0
        ), cells AS (
            SELECT *, slice * 1000 + unnest({_span("y")}) AS cell FROM columns
        ), pairs AS (
            SELECT p.* EXCLUDE (id, x, y, level), p.id AS seeker, p.level AS prior, l.id, l.level,
                l.qualification, l.dossier, l.lift, l.language AS asked, l.licence AS needed, l.days AS worked,
                sqrt(((l.x - p.x) * (l.x - p.x) + (l.y - p.y) * (l.y - p.y))::double)::real AS distance
            FROM cells AS p JOIN place AS l ON l.domain = p.domain AND l.cell = p.cell
        )
        SELECT seeker, id, {_score()} AS score FROM pairs
        WHERE distance <= max_km AND (level <= 1 OR prior >= level - 1)
            AND asked <= language AND needed <= licence AND (worked & days) = worked
        QUALIFY row_number() OVER (PARTITION BY seeker ORDER BY score DESC, id) <= {BEST}
        ORDER BY seeker, score DESC, id
    """


def _span(axis: str) -> str:
    """Cells from the first to the last in reach; a hair wider, so that rounding loses nobody."""
    first = f"floor(({axis} - max_km - 0.01) / 10)::int + 500"
    return f"range({first}, floor(({axis} + max_km + 0.01) / 10)::int + 501)"


def _score() -> str:
    closeness = [
        f"CASE WHEN qualification = qualification{at} THEN {same} WHEN dossier = dossier{at} THEN {dossier}"
        f" WHEN domain = domain{at} THEN {domain} ELSE 0 END"
        for at, (same, dossier, domain) in enumerate(closeness_points())
    ]
    up, level, other = LEVEL_POINTS
    return (
        f"greatest({', '.join(closeness)})"
        f" + floor({HALF_KM}::double / ({HALF_KM}::double + distance::double) * {DISTANCE_POINTS}::double + 0.5)::int"
        f" + CASE level - prior WHEN 1 THEN {up} WHEN 0 THEN {level} ELSE {other} END + lift"
    )
