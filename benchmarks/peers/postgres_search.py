"""PostgreSQL: full text in Dutch (GIN), a box on the map (GiST on points), facets with grouping sets."""

from __future__ import annotations

from typing import Any, Final

import psycopg

from benchmarks.country import TODAY
from benchmarks.postgres import copy_rows
from leermatch import Market, Query
from leermatch.eligibility import is_open
from leermatch.geometry import to_plane

_ORDER: Final = {"relevance": "points DESC", "distance": "distance", "newest": "published DESC"}
_FACETS: Final = ("sector", "level", "pathway", "region")
_ALL_TOGETHER: Final = 2 ** len(_FACETS) - 1


class PostgresSearch:
    """One table of the open places with their words; only what a question needs."""

    name = "postgresql"

    def __init__(
        self, connection: psycopg.Connection[Any], market: Market, texts: dict[str, list[str]]
    ) -> None:
        self.connection = connection
        self.sectors = market.vocabularies.sectors
        connection.execute(
            "CREATE UNLOGGED TABLE raw (id int, title text, employer text, locality text, body text, x real, y real,"
            " sector smallint, level smallint, pathway smallint, region smallint, published int)"
        )
        copy_rows(connection, "raw", _rows(market, texts))
        vector = " || ".join(
            f"setweight(to_tsvector('dutch', {column}), '{weight}')"
            for column, weight in (("title", "A"), ("employer", "B"), ("locality", "C"), ("body", "D"))
        )
        for command in (
            f"CREATE UNLOGGED TABLE offer AS SELECT id, x, y, point(x, y) AS spot, sector, level, pathway, region,"
            f" published, {vector} AS said FROM raw",
            "DROP TABLE raw",
            "CREATE INDEX ON offer USING gin (said) WITH (fastupdate = off)",
            "CREATE INDEX ON offer USING gist (spot)",
            "CREATE INDEX ON offer (published)",
            "VACUUM ANALYZE offer",
        ):
            connection.execute(command.encode())

    def index_mb(self) -> float:
        """What the indexes take on disk."""
        row = self.connection.execute("SELECT pg_indexes_size('offer')").fetchone()
        return float(row[0]) / 1e6 if row else 0.0

    def find(self, query: Query) -> tuple[int, list[int]]:
        """The total and the ids of the page; the facets are counted too."""
        x, y = to_plane(query.lat or 0.0, query.lon or 0.0)
        known = {
            "text": query.text,
            "radius": query.radius_km,
            "x": float(x),
            "y": float(y),
            "skip": (query.page - 1) * query.page_size,
            "limit": query.page_size,
            "sectors": [self.sectors.index(code) for code in query.filters.get("sector", ())],
        }
        rows = self.connection.execute(_question(query).encode(), known).fetchall()
        total = sum(many for kind, _, many in rows if kind == _ALL_TOGETHER)
        return total, [value for kind, value, _ in rows if kind < 0]


def _question(query: Query) -> str:
    asked = "plainto_tsquery('dutch', %(text)s)"
    said = f"AND said @@ {asked}" if query.text else ""
    chosen = "AND sector = ANY(%(sectors)s)" if query.filters.get("sector") else ""
    points = f"ts_rank(said, {asked})" if query.text and query.sort == "relevance" else "0"
    box = "box(point(%(x)s - %(radius)s, %(y)s - %(radius)s), point(%(x)s + %(radius)s, %(y)s + %(radius)s))"
    return f"""
        WITH near AS MATERIALIZED (
            SELECT id, {", ".join(_FACETS)}, published, {points} AS points, distance
            FROM (SELECT *, sqrt(((x - %(x)s::real) * (x - %(x)s::real)
                + (y - %(y)s::real) * (y - %(y)s::real))::float8)::real AS distance
                FROM offer WHERE spot <@ {box} {said} {chosen}) AS inside
            WHERE distance <= %(radius)s::real
        ), page AS (
            SELECT id FROM near ORDER BY {_ORDER[query.sort]}, id LIMIT %(limit)s OFFSET %(skip)s
        )
        SELECT grouping({", ".join(_FACETS)}), coalesce({", ".join(_FACETS)}), count(*)::int
        FROM near GROUP BY GROUPING SETS ({", ".join(f"({facet})" for facet in _FACETS)}, ())
        UNION ALL SELECT -1, id, 1 FROM page
    """


def _rows(market: Market, texts: dict[str, list[str]]) -> Any:
    """The open places only: nobody can find another one. Ids count from 1, so that row = id - 1 in the texts."""
    places = market.living
    shown = is_open(places, TODAY) & (places.capacity_left > 0)
    columns = (
        places.id, places.x, places.y, places.sector, places.level, places.pathway, places.region, places.published,
    )  # fmt: skip
    for number, x, y, sector, level, pathway, region, published in zip(
        *(column[shown].tolist() for column in columns), strict=True
    ):
        row = number - 1
        words = (
            texts["title"][row],
            texts["employer_name"][row],
            texts["locality"][row],
            texts["description"][row],
        )
        yield (number, *words, x, y, sector, level, pathway, region, published)
