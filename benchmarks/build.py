"""`find --build`: the index of many texts on disk, the market of them, and the index of a few places that changed.

Each is built in a process of its own, so that its peak is that of building: what is read, what is kept, and what is
made. Kernels are compiled before.
"""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TypeVar

import numpy as np

from benchmarks.build_peers import PEERS
from benchmarks.country import TODAY, make_places, place_columns
from benchmarks.reference import vocabularies
from benchmarks.report import Figures, Report
from benchmarks.text_files import TextFiles, write_texts
from benchmarks.timing import PeakMemory, percentiles, timed
from leermatch import Market, Query, build_market, find
from leermatch.arrays import I32
from leermatch.index import TextIndex, pack
from leermatch.indexing import IndexBuilder, build_index
from leermatch.texts import TextColumn, Texts
from leermatch.tokens import FIELDS

T = TypeVar("T")

#: Rows that are read at once.
_BATCH = 50_000
#: Places that change at once, in a base of at most so many, and how often that is tried.
_CHANGES = (1, 100, 2_000)
_BASE = 100_000
_TIMES = 40


def run_build(places: int, *, peers: Sequence[str] = ()) -> Report:
    """Documents a second and peak memory, from texts on disk to the index; milliseconds for a few changes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size = alone(_write, folder, places)
        ours = alone(_measure_index, folder, places)
        ours |= alone(_measure_market, folder, places)
        limits = alone(_measure_changes, folder, places)
        found = {name: alone(PEERS[name], folder, places) for name in peers}
    for figures in found.values():
        figures["ratio"] = ours["market_documents_per_s"] / figures["documents_per_s"]
    return Report(
        benchmark="find --build",
        sizes={"places": places, "text_mb": round(size)},
        runs=ours.pop("runs"),
        ours=ours,
        peers=found,
        limits=limits,
        notes=(
            "median_s, documents_per_s: the index of words; market_…: all that find needs, which is what peers build"
            " too and what `ratio` compares, by documents a second. Peers get the open places, nine of ten.",
            "visible_…: from a place that comes in until it is found; ours in a market of all places.",
            "peak_mb is of the whole process, the texts that are mapped into memory included.",
            f"change_…: texts of some places to an index beside a base of at most {_BASE} places.",
        ),
    )


def _write(folder: Path, places: int) -> float:
    rows = make_places(places)
    np.save(folder / "occupation.npy", rows.occupation.astype(np.int32))
    return write_texts(folder, rows).megabytes()


def batches(folder: Path) -> Iterator[tuple[dict[str, TextColumn], I32]]:
    """The texts, some at a time, with the occupation of each place."""
    texts, occupation = TextFiles(folder).columns(), np.load(folder / "occupation.npy")
    for first in range(0, occupation.size, _BATCH):
        rows = occupation[first : first + _BATCH]
        yield {field: _some(texts, field, first, rows.size) for field in FIELDS}, rows


def _some(texts: dict[str, TextColumn], field: str, first: int, many: int) -> TextColumn:
    if field not in texts:
        return TextColumn.empty(many)
    return TextColumn(texts[field].letters, texts[field].starts[first : first + many + 1])


def built(folder: Path, most: int = sys.maxsize) -> TextIndex:
    """The index of the texts in a folder, in some other order, as a market has: that of its squares."""
    builder, occupations = IndexBuilder(), []
    for texts, rows in batches(folder):
        builder.read(texts)
        occupations.append(rows)
        if sum(rows.size for rows in occupations) >= most:
            break
    occupation = np.concatenate(occupations)
    order = np.random.default_rng(3).permutation(occupation.size)
    return pack(**builder.inverted(order, occupation[order], vocabularies().occupations))


def _measure_index(folder: Path, places: int) -> Figures:
    built(folder, 1)
    peak = PeakMemory()
    made = timed(lambda: built(folder))
    return {
        "median_s": made.median_s,
        "runs": made.runs,
        "documents_per_s": places / made.median_s,
        "peak_mb": peak.megabytes(),
        "index_mb": made.answer.nbytes / 1e6,
    }


def _measure_market(folder: Path, places: int) -> Figures:
    rows = make_places(places)
    columns = {**place_columns(rows), **TextFiles(folder).columns()}
    build_market({"id": [1], "title": ["Leerling"]}, vocabularies())
    peak = PeakMemory()
    start = time.perf_counter()
    market = build_market(columns, vocabularies())
    seconds = time.perf_counter() - start
    figures = {
        "market_s": seconds,
        "market_documents_per_s": places / seconds,
        "market_peak_mb": peak.megabytes(),
    }
    return figures | _visible(market)


def _visible(market: Market) -> Figures:
    """From a place that comes in until it is found, in milliseconds, the first times not counted."""
    milliseconds = []
    for number in range(_TIMES + 3):
        start = time.perf_counter()
        changed = market.changed({"id": [-1 - number], "title": ["Leerling vuurtorenwachter"]})
        if find(changed, Query(today=TODAY, text="vuurtorenwachter")).total != 1:
            raise RuntimeError(number)
        milliseconds.append((time.perf_counter() - start) * 1e3)
    found = percentiles(milliseconds[3:])
    return {"visible_p50_ms": found["p50_ms"], "visible_p95_ms": found["p95_ms"]}


def _measure_changes(folder: Path, places: int) -> Figures:
    index = built(folder, min(places, _BASE))
    texts, occupation = next(batches(folder))
    figures: Figures = {}
    for many in _CHANGES:
        milliseconds = []
        for first in range(_TIMES + 3):
            rows = occupation[first * 7 : first * 7 + many]
            some = {field: _some(texts, field, first * 7, rows.size) for field in FIELDS}
            start = time.perf_counter()
            changed = Texts(**some, order=np.arange(rows.size))
            build_index(changed, rows, vocabularies().occupations, like=index)
            milliseconds.append((time.perf_counter() - start) * 1e3)
        found = percentiles(milliseconds[3:])
        figures |= {f"change_{name}, {many} places": found[name] for name in ("p50_ms", "p95_ms")}
    return figures


def alone(work: Callable[..., T], *arguments: object) -> T:
    """The work in a fresh process: what one leaves behind in memory is no other's."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *arguments).result()
