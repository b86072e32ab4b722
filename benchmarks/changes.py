"""`changes`: from a place that changes until another process finds it, by way of the disk."""

from __future__ import annotations

import multiprocessing
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.build import alone
from benchmarks.country import TODAY, make_places, place_columns
from benchmarks.reference import vocabularies
from benchmarks.report import Figures, Report
from benchmarks.text_files import TextFiles, write_texts
from benchmarks.timing import percentiles
from leermatch import (
    Market,
    Query,
    build_market,
    find,
    open_market,
    refresh_market,
    save_changes,
    save_market,
)
from leermatch.columns import Column

#: Places that change at once, and how often that is tried.
_CHANGES = {1: 30, 100: 30, 2_000: 10}
_WARM = 2
_LOOK_S = 0.0005


def run_changes(places: int) -> Report:
    """Milliseconds until a change is found elsewhere; what opening and looking cost; the size of a delta."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        figures = alone(_prepare, folder, places)
        found: Figures = {}
        for many in _CHANGES:
            found |= alone(_measure, folder, places, many)
    return Report(
        benchmark="changes",
        sizes={"places": places},
        runs=min(_CHANGES.values()),
        ours={
            "p50_ms": found["visible_p50_ms, 1 places"],
            "p95_ms": found["visible_p95_ms, 1 places"],
            **found,
        },
        limits=figures,
        notes=(
            "visible_…: from columns at hand until a question in another process finds the last of the places that"
            " changed: indexed, on the disk (fsync), named, opened, asked. The base is not read again.",
            "write_…: the part until the delta is named; open_…: what the reader needs to take it up.",
            "Only one writer and one reader; the reader looks every half millisecond.",
        ),
    )


def _prepare(folder: Path, places: int) -> Figures:
    rows = make_places(places)
    texts = write_texts(folder, rows).columns()
    save_market(
        build_market({**place_columns(rows), **texts}, vocabularies()), folder / "market", created_at=""
    )
    opening = _seconds(lambda: open_market(folder / "market"), 5)
    market = open_market(folder / "market")
    looking = _seconds(lambda: refresh_market(market, folder / "market"), 1_000)
    return {
        "base_mb": (folder / "market" / market.version).stat().st_size / 1e6,
        "open_and_verify_ms": opening * 1e3,
        "look_when_nothing_changed_us": looking * 1e6,
    }


def _seconds(work: Any, times: int) -> float:
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return float(np.median(found))


def _measure(folder: Path, places: int, many: int) -> Figures:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    reader = context.Process(target=_read, args=(folder / "market", there))
    reader.start()
    there.close()  # so that a reader that stops is noticed
    market, columns = open_market(folder / "market"), _columns(folder, places, many)
    here.recv()
    spent = []
    for turn in range(_CHANGES[many] + _WARM):
        spent.append(_once(market, folder / "market", columns, f"vuurtorenwachter{turn}", here))
    here.send("")
    reader.join()
    figures: Figures = {}
    for name, milliseconds in zip(
        ("visible", "write", "open"), zip(*spent[_WARM:], strict=True), strict=True
    ):
        told = percentiles(milliseconds)
        figures |= {f"{name}_{each}, {many} places": told[each] for each in ("p50_ms", "p95_ms")}
    return figures


def _columns(folder: Path, places: int, many: int) -> dict[str, Any]:
    """Some places of the market as they would come from a table, and one that is new."""
    texts = TextFiles(folder).columns()
    some = np.random.default_rng(5).choice(places, min(many, places) - 1, replace=False)
    plain: dict[str, Column] = {**place_columns(make_places(places)), **texts}
    columns: dict[str, Any] = {name: [column[row] for row in some.tolist()] for name, column in plain.items()}
    for name, column in columns.items():
        # The new place has to be found: what nobody knows of it keeps nobody out.
        column.append(-1 if name == "id" else "" if name in texts else None)
    return columns


def _once(
    market: Market, folder: Path, columns: dict[str, Any], word: str, here: Connection
) -> tuple[float, float, float]:
    """Milliseconds until the change was found, until it was written, and for opening it."""
    columns["title"][-1] = word
    here.send(word)
    start = time.monotonic()
    save_changes(market.changed(columns), folder, created_at="")
    written = time.monotonic()
    opening, found = here.recv()
    return (found - start) * 1e3, (written - start) * 1e3, opening * 1e3


def _read(folder: Path, there: Connection) -> None:
    """Hold the market; for each word look until there is a change, and ask for the word."""
    market = open_market(folder)
    find(market, Query(today=TODAY, text="lasser"))
    there.send("ready")
    while word := there.recv():
        before = market
        while market is before:
            time.sleep(_LOOK_S)
            start = time.monotonic()
            market = refresh_market(before, folder)
        opening = time.monotonic() - start
        if find(market, Query(today=TODAY, text=word)).total != 1:
            raise RuntimeError(word)
        there.send((opening, time.monotonic()))
