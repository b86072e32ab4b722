"""PostgreSQL: for each seeker a lateral query over the cells of 10 km in reach; btree on (domain, cell).

One connection for each core, each with its share of the seekers.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import psycopg

from benchmarks.postgres import fill
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
from benchmarks.report import CORES
from leermatch.arrays import I64


class PostgresLateral:
    """Two tables; the places know their cell beforehand and lie in its order."""

    name = "postgresql"
    first = 200

    def __init__(self, task: RankTask, connection: psycopg.Connection[Any]) -> None:
        self.connection = connection
        fill(connection, "place", task.places)
        fill(connection, "seeker", task.seekers)
        for command in (
            "DELETE FROM place WHERE is_open = 0",
            "ALTER TABLE place ADD cell int",
            f"UPDATE place SET cell = {CELL_SQL.format(x='x', y='y')}",
            "CREATE INDEX place_domain_cell ON place (domain, cell)",
            "CLUSTER place USING place_domain_cell",
            "ALTER TABLE seeker ADD PRIMARY KEY (id)",
            "VACUUM ANALYZE place",
            "VACUUM ANALYZE seeker",
        ):
            connection.execute(command.encode())

    def rank(self, n: int) -> tuple[I64, I64]:
        """Ids and scores (n, BEST) for the first n seekers."""
        edges = np.linspace(0, n, CORES + 1).astype(int).tolist()
        with ThreadPoolExecutor(CORES) as threads:
            parts = list(threads.map(self._part, edges[:-1], edges[1:]))
        table = np.concatenate(parts)
        seeker, ids, scores = table[np.lexsort((table[:, 1], -table[:, 2], table[:, 0]))].T
        return filled(seeker, ids, scores, n)

    def _part(self, first: int, past: int) -> I64:
        """(rows, 3) seeker, id and score, on a connection of its own: a few milliseconds to open."""
        with psycopg.connect(self.connection.info.dsn) as connection:
            rows = connection.execute(_question().encode(), {"first": first, "past": past}).fetchall()
        return np.array(rows, dtype=np.int64).reshape(-1, 3)


def _question() -> str:
    return f"""
        SELECT p.id, best.id, best.score
        FROM (SELECT * FROM seeker WHERE id >= %(first)s AND id < %(past)s) AS p
        CROSS JOIN LATERAL (
            SELECT l.id, {_score()} AS score
            FROM (SELECT DISTINCT unnest(ARRAY[p.domain0, p.domain1, p.domain2]) AS domain) AS wished
            CROSS JOIN generate_series(
                floor((p.x - p.max_km - 0.01) / 10)::int + 500, floor((p.x + p.max_km + 0.01) / 10)::int + 500
            ) AS slice
            CROSS JOIN LATERAL (
                SELECT place.*, sqrt(((x - p.x) * (x - p.x) + (y - p.y) * (y - p.y))::float8)::real AS distance
                FROM place
                WHERE place.domain = wished.domain AND place.cell BETWEEN
                    slice * 1000 + floor((p.y - p.max_km - 0.01) / 10)::int + 500
                    AND slice * 1000 + floor((p.y + p.max_km + 0.01) / 10)::int + 500
                OFFSET 0
            ) AS l
            WHERE l.distance <= p.max_km
                AND (l.level <= 1 OR p.level >= l.level - 1)
                AND l.language <= p.language AND l.licence <= p.licence AND (l.days & ~p.days) = 0
            ORDER BY score DESC, l.id
            LIMIT {BEST}
        ) AS best
    """


def _score() -> str:
    closeness = [
        f"CASE WHEN l.qualification = p.qualification{at} THEN {same} "
        f"WHEN l.dossier = p.dossier{at} THEN {dossier} WHEN l.domain = p.domain{at} THEN {domain} ELSE 0 END"
        for at, (same, dossier, domain) in enumerate(closeness_points())
    ]
    up, level, other = LEVEL_POINTS
    return (
        f"greatest({', '.join(closeness)})"
        f" + floor({HALF_KM}::float8 / ({HALF_KM}::float8 + l.distance::float8) * {DISTANCE_POINTS}::float8"
        " + 0.5::float8)::int"
        f" + CASE l.level - p.level WHEN 1 THEN {up} WHEN 0 THEN {level} ELSE {other} END + l.lift"
    )
