"""SQLite: FTS5 without stems, a circle by cells or an R-tree, facets by SQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from benchmarks.find_task import FACETS, FindTask, point, slices
from leermatch import Query
from leermatch.text import words

_ORDER: Final = {"relevance": "points", "distance": "away", "newest": "-published"}
#: bm25 of title, employer, locality and text.
_WEIGHTS: Final = "3.0, 2.0, 1.5, 1.0"


class Search:
    """One file, read from mapped memory; places in the order of cells."""

    name = "sqlite"
    forms = ("cells", "rtree")
    named = ""

    def __init__(self, folder: Path, task: FindTask) -> None:
        folder.mkdir()
        self.path, self.task = folder / "places.db", task
        self.connection = sqlite3.connect(self.path, isolation_level=None)
        names = ("row", *task.columns)
        self.connection.executescript(f"""
            PRAGMA journal_mode = off; PRAGMA synchronous = off;
            PRAGMA mmap_size = 8000000000; PRAGMA cache_size = -500000;
            CREATE VIRTUAL TABLE said USING fts5(title, employer, locality, body, content = '',
                tokenize = "unicode61 remove_diacritics 2");
            CREATE TABLE offer ({names[0]} INTEGER PRIMARY KEY, {", ".join(names[1:])});
            CREATE VIRTUAL TABLE spots USING rtree(row, west, east, south, north);
        """)
        self.connection.execute("BEGIN")
        columns = [range(len(task.rows)), *(column.tolist() for column in task.columns.values())]
        marks = ", ".join("?" * len(names))
        self.connection.executemany(f"INSERT INTO offer VALUES ({marks})", zip(*columns, strict=True))
        self.connection.executemany("INSERT INTO said (rowid, title, employer, locality, body) VALUES (?, ?, ?, ?, ?)",
                                    self._texts())  # fmt: skip
        for command in (
            "INSERT INTO spots SELECT row, x, x, y, y FROM offer",
            "INSERT INTO said (said) VALUES ('optimize')",
            "CREATE INDEX offer_cell ON offer (cell)",
            "COMMIT",
            "ANALYZE",
        ):
            self.connection.execute(command)

    def index_mb(self) -> float:
        """The file, in which places and indexes are together; texts are not in it."""
        return self.path.stat().st_size / 1e6

    def prepare_named(self) -> str:
        """There is none."""
        return ""

    def find(self, query: Query, form: str) -> tuple[int, list[int]]:
        """The total and the ids of the page; the facets are counted too."""
        (x, y), radius = point(query), query.radius_km or 0.0
        known: dict[str, Any] = {
            "x": x,
            "y": y,
            "square": radius * radius,
            "west": x - radius,
            "east": x + radius,
            "south": y - radius,
            "north": y + radius,
            "skip": (query.page - 1) * query.page_size,
            "limit": query.page_size,
            "words": " ".join(f'"{word}"' for word in words(query.text)),
        }
        rows = self.connection.execute(self._question(query, form), known).fetchall()
        total = sum(many for facet, _, many in rows if facet == 0)
        return total, [value for facet, value, _ in rows if facet < 0]

    def say(self, row: int, texts: tuple[str, ...]) -> None:
        """Add the words of a place."""
        self.connection.execute(
            "INSERT INTO said (rowid, title, employer, locality, body) VALUES (?, ?, ?, ?, ?)", (row, *texts)
        )

    def _question(self, query: Query, form: str) -> str:
        away = "(x - :x) * (x - :x) + (y - :y) * (y - :y)"
        points = f"bm25(said, {_WEIGHTS})" if query.text and query.sort == "relevance" else "0"
        if query.text:
            source = "said CROSS JOIN offer ON offer.row = said.rowid WHERE said MATCH :words"
        elif form == "rtree":
            source = (
                "spots CROSS JOIN offer USING (row)"
                " WHERE east >= :west AND west <= :east AND north >= :south AND south <= :north"
            )
        else:
            spans = ", ".join(str(pair) for pair in slices(query))
            source = f"(VALUES {spans}) AS span CROSS JOIN offer ON cell BETWEEN column1 AND column2 WHERE 1"
        sectors = self.task.sectors(query)
        chosen = f"AND sector IN ({', '.join(map(str, sectors))})" if sectors else ""
        counted = " UNION ALL ".join(
            f"SELECT {number}, {facet}, count(*) FROM near GROUP BY {facet}"
            for number, facet in enumerate(FACETS)
        )
        return f"""
            WITH near AS MATERIALIZED (
                SELECT id, {", ".join(FACETS)}, published, {away} AS away, {points} AS points
                FROM {source} AND {away} <= :square {chosen}
            )
            {counted} UNION ALL SELECT * FROM (
                SELECT -1, id, 1 FROM near ORDER BY {_ORDER[query.sort]}, id LIMIT :limit OFFSET :skip
            )
        """

    def _texts(self) -> Iterator[tuple[Any, ...]]:
        return ((row, *texts) for row, texts in self.task.documents())
