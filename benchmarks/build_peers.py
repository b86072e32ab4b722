"""The peers of `find --build`: the same open places and texts, to indexes that can answer; and one place more.

Each works in a process of its own. What PostgreSQL does happens in its server: that peak is of the process that
served, shared memory that it touched included.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.country import make_places
from benchmarks.find_task import FindTask, make_task
from benchmarks.postgres import throwaway_database
from benchmarks.report import Figures
from benchmarks.text_files import TextFiles
from benchmarks.timing import PeakMemory, peak_of, percentiles

_TIMES = 20
_CHANGED = (
    "Leerling vuurtorenwachter",
    "Vennekamp Staalbouw",
    "Zwolle",
    "Je leert het vak van vuurtorenwachter.",
)
_ASKED = "vuurtorenwachter"


def of_tantivy(folder: Path, places: int) -> Figures:
    """Two threads, commits and merges included."""
    search, _, figures = _searching("tantivy", folder, places)
    writer = search.index.writer(64_000_000, 1)

    def change() -> object:
        writer.add_document(search.document(0, _CHANGED))
        writer.commit()
        search.index.reload()
        return search.index.searcher().search(search.word(_ASKED), 1).hits

    return figures | _changes(change)


def of_sqlite(folder: Path, places: int) -> Figures:
    """One transaction."""
    search, task, figures = _searching("sqlite", folder, places)
    later = iter(range(task.rows.size, task.rows.size + _TIMES + 1))

    def change() -> object:
        search.say(next(later), _CHANGED)
        return search.connection.execute("SELECT rowid FROM said WHERE said MATCH ?", (_ASKED,)).fetchall()

    return figures | _changes(change)


def of_postgresql(folder: Path, places: int) -> Figures:
    """COPY, then both indexes."""
    task = make_task(make_places(places), TextFiles(folder))
    with throwaway_database() as connection:
        start = time.perf_counter()
        search = import_module("benchmarks.peers.postgres_search").PostgresSearch(connection, task)
        seconds = time.perf_counter() - start
        figures = _figures(task, seconds, peak_of(connection.info.backend_pid), search.index_mb())

        def change() -> object:
            connection.execute(
                "INSERT INTO offer (id, said) VALUES (0, to_tsvector('dutch', %s))", (" ".join(_CHANGED),)
            )
            asked = "SELECT id FROM offer WHERE said @@ plainto_tsquery('dutch', %s)"
            return connection.execute(asked, (_ASKED,)).fetchall()

        return figures | _changes(change)


def _searching(name: str, folder: Path, places: int) -> tuple[Any, FindTask, Figures]:
    task = make_task(make_places(places), TextFiles(folder))
    peak = PeakMemory()
    start = time.perf_counter()
    search = import_module(f"benchmarks.peers.{name}_search").Search(folder / name, task)
    seconds = time.perf_counter() - start
    return search, task, _figures(task, seconds, peak.megabytes(), search.index_mb())


def _figures(task: FindTask, seconds: float, peak_mb: float | None, index_mb: float) -> Figures:
    return {
        "median_s": seconds,
        "documents_per_s": task.rows.size / seconds,
        "peak_mb": peak_mb,
        "index_mb": index_mb,
    }


def _changes(change: Callable[[], object]) -> Figures:
    """From a place that comes in until it is found, in milliseconds."""
    milliseconds = []
    for _ in range(_TIMES):
        start = time.perf_counter()
        if not change():
            raise RuntimeError(_ASKED)
        milliseconds.append((time.perf_counter() - start) * 1e3)
    found = percentiles(milliseconds)
    return {"visible_p50_ms": found["p50_ms"], "visible_p95_ms": found["p95_ms"]}


PEERS = {"tantivy": of_tantivy, "sqlite": of_sqlite, "postgresql": of_postgresql}
