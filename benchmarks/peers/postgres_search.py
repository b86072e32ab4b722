"""PostgreSQL: full text in Dutch (GIN) with weights, a circle by GiST or by cells, facets with grouping sets."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, Final

import psycopg

from benchmarks.find_task import FACETS, FindTask, point, slices
from benchmarks.postgres import copy_rows, fill
from leermatch import Query

_ORDER: Final = {"relevance": "points DESC", "distance": "distance", "newest": "published DESC"}
_ALL_TOGETHER: Final = 2 ** len(FACETS) - 1
_EARTH_KM: Final = 6371.0088
_ON_PLANE: Final = """sqrt(((x - %(x)s::real) * (x - %(x)s::real)
    + (y - %(y)s::real) * (y - %(y)s::real))::float8)::real"""
_HAVERSINE: Final = f"""2 * {_EARTH_KM} * asin(sqrt(power(sin(radians(lat - %(lat)s) / 2), 2)
    + cos(radians(%(lat)s)) * cos(radians(lat)) * power(sin(radians(lon - %(lon)s) / 2), 2)))"""
_WEIGHTS: Final = {"title": "A", "employer": "B", "locality": "C", "body": "D"}


class PostgresSearch:
    """A table of the open places with their words, in the order of cells; a narrow one without words.

    Forms: the circle by GiST on points; by btree on cells of 10 km; the same, but questions without words from the
    narrow table. The named form: btree on latitude and on longitude, a box of degrees and the haversine.
    """

    name = "postgresql"
    forms = ("gist", "cells", "cells, narrow")
    named = "FTS + lat/lon"

    def __init__(self, connection: psycopg.Connection[Any], task: FindTask) -> None:
        self.connection, self.task = connection, task
        named = ", ".join(f"{name} text" for name in _WEIGHTS)
        connection.execute(f"CREATE UNLOGGED TABLE raw (id int, lat float8, lon float8, {named})".encode())
        copy_rows(connection, "raw", self._texts())
        fill(connection, "near", task.columns)
        said = " || ".join(f"setweight(to_tsvector('dutch', {name}), '{w}')" for name, w in _WEIGHTS.items())
        for command in (
            "ANALYZE raw, near",
            f"CREATE UNLOGGED TABLE offer AS SELECT near.*, lat, lon, point(x, y) AS spot, {said} AS said"
            " FROM near JOIN raw USING (id) ORDER BY cell",
            "DROP TABLE raw",
            "CREATE INDEX ON offer USING gin (said) WITH (fastupdate = off)",
            "CREATE INDEX ON offer USING gist (spot)",
            "CREATE INDEX ON offer (cell)",
            "CREATE INDEX ON near (cell)",
            "VACUUM ANALYZE offer",
            "VACUUM ANALYZE near",
        ):
            connection.execute(command.encode())

    def index_mb(self) -> float:
        """What the indexes take on disk."""
        row = self.connection.execute("SELECT pg_indexes_size('offer') + pg_indexes_size('near')").fetchone()
        return float(row[0]) / 1e6 if row else 0.0

    def prepare_named(self) -> str:
        """The indexes on latitude and longitude."""
        for command in ("CREATE INDEX ON offer (lat)", "CREATE INDEX ON offer (lon)", "VACUUM ANALYZE offer"):
            self.connection.execute(command.encode())
        return self.named

    def find(self, query: Query, form: str) -> tuple[int, list[int]]:
        """The total and the ids of the page; the facets are counted too."""
        x, y = point(query)
        known = {
            "text": query.text,
            "radius": query.radius_km,
            "x": x,
            "y": y,
            **_degrees(query),
            "cells": [cell for low, high in slices(query) for cell in range(low, high + 1)],
            "skip": (query.page - 1) * query.page_size,
            "limit": query.page_size,
            "sectors": self.task.sectors(query),
        }
        rows = self.connection.execute(_question(query, form).encode(), known).fetchall()
        total = sum(many for kind, _, many in rows if kind == _ALL_TOGETHER)
        return total, [value for kind, value, _ in rows if kind < 0]

    def _texts(self) -> Iterator[tuple[Any, ...]]:
        ids = self.task.columns["id"].tolist()
        lat, lon = self.task.lat.tolist(), self.task.lon.tolist()
        return ((ids[row], lat[row], lon[row], *texts) for row, texts in self.task.documents())


def _degrees(query: Query) -> dict[str, float]:
    """The middle of the circle, and the box around it."""
    lat, lon, radius = query.lat or 0.0, query.lon or 0.0, query.radius_km or 0.0
    high = math.degrees(radius / _EARTH_KM) * 1.001
    wide = high / math.cos(math.radians(lat) + math.radians(high))
    return {
        "lat": lat, "lon": lon,
        "south": lat - high, "north": lat + high, "west": lon - wide, "east": lon + wide,
    }  # fmt: skip


def _question(query: Query, form: str) -> str:
    asked = "plainto_tsquery('dutch', %(text)s)"
    said = f"AND said @@ {asked}" if query.text else ""
    chosen = "AND sector = ANY(%(sectors)s)" if query.filters.get("sector") else ""
    points = f"ts_rank(said, {asked})" if query.text and query.sort == "relevance" else "0"
    box = "box(point(%(x)s - %(radius)s, %(y)s - %(radius)s), point(%(x)s + %(radius)s, %(y)s + %(radius)s))"
    where = f"spot <@ {box}" if form == "gist" else "cell = ANY(%(cells)s)"
    table = "near" if form == "cells, narrow" and not query.text else "offer"
    distance, reach = _ON_PLANE, "%(radius)s::real"
    if form == PostgresSearch.named:
        where = "lat BETWEEN %(south)s AND %(north)s AND lon BETWEEN %(west)s AND %(east)s"
        distance, reach = _HAVERSINE, "%(radius)s"
    return f"""
        WITH near AS MATERIALIZED (
            SELECT id, {", ".join(FACETS)}, published, {points} AS points, distance
            FROM (SELECT *, {distance} AS distance FROM {table} WHERE {where} {said} {chosen}) AS inside
            WHERE distance <= {reach}
        ), page AS (
            SELECT id FROM near ORDER BY {_ORDER[query.sort]}, id LIMIT %(limit)s OFFSET %(skip)s
        )
        SELECT grouping({", ".join(FACETS)}), coalesce({", ".join(FACETS)}), count(*)::int
        FROM near GROUP BY GROUPING SETS ({", ".join(f"({facet})" for facet in FACETS)}, ())
        UNION ALL SELECT -1, id, 1 FROM page
    """
