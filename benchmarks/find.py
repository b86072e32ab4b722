"""`find`: a mix of questions (`questions.py`) with words, a circle, four facets, a sort and a page.

Five runs of other questions each, asked once, after a run that is not counted: engines may remember what they were
asked, and names of common occupations do come back, as in real life.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

import numpy as np

from benchmarks.country import make_places, place_columns
from benchmarks.find_task import FindTask, Peer, make_task
from benchmarks.postgres import server_version, throwaway_database
from benchmarks.questions import WORDLESS, Asked, Mix, make_questions
from benchmarks.reference import vocabularies
from benchmarks.report import Figures, Report
from benchmarks.text_files import write_texts
from benchmarks.timing import PeakMemory, each_timed, one_by_one, percentiles
from leermatch import Market, build_market, find

_RUNS = 5
_OTHER_SEED = 8
#: How much distances on the plane may differ from those on the sphere (see `leermatch.geometry`).
_HAVERSINE = 5e-4
#: Questions by which engines are warmed up and the fastest form of a peer is chosen, and the fewest that are measured.
_FEWEST = 60
#: So many questions are asked of a peer, then of us, and so on.
_TURN = 200
#: Peers whose work is done by a server.
_SERVED = ("postgresql",)


def run_find(
    places: int, questions: int, *, peers: Sequence[str], budget_s: float, mix: Mix = "frequent"
) -> Report:
    """Five times so many questions; the totals of all sides next to each other."""
    rows = make_places(places)
    with tempfile.TemporaryDirectory(prefix="leerwerk-benchmark-") as folder:
        texts = write_texts(Path(folder), rows)
        peak = PeakMemory()
        start = time.perf_counter()
        market = build_market({**place_columns(rows), **texts.columns()}, vocabularies())
        built_s = time.perf_counter() - start
        asked = make_questions(_RUNS * questions, mix=mix)
        before = make_questions(_FEWEST, _OTHER_SEED, mix)
        one_by_one(lambda one: find(market, one.query), before)
        totals, milliseconds = one_by_one(lambda one: find(market, one.query).total, asked)
        ours = {
            **percentiles(milliseconds),
            "peak_mb": peak.megabytes(),
            "index_mb": market.base.index.nbytes / 1e6,
        }
        limits = {
            "build_s": built_s,
            "documents_per_s": places / built_s,
            "texts_mb": texts.megabytes(),
            **_means(asked, milliseconds),
            "mean_ms, asked again": float(np.mean(one_by_one(lambda one: find(market, one.query), asked)[1])),
        }
        found: dict[str, Figures] = {}
        versions: dict[str, str] = {}
        equal: list[bool] = []
        task = make_task(rows, texts)
        del rows
        for name in peers:
            with _opened(name, task, Path(folder), versions) as (peer, build_s):
                beside = _Beside(task, market, asked, before, totals, budget_s)
                figures, is_equal, share = beside.measured(peer, _fastest(peer, before))
                found[name] = {**figures, "build_s": build_s, "index_mb": peer.index_mb()}
                equal.append(is_equal)
                limits[f"equal totals with words, {name}"] = share
                if peer.named:
                    form = peer.prepare_named()
                    figures, is_equal, _ = beside.measured(peer, form, _HAVERSINE)
                    found[f"{name}, {peer.named}"] = {**figures, "index_mb": peer.index_mb()}
                    equal.append(is_equal)
    return Report(
        benchmark="find",
        sizes={"places": places, "questions": questions},
        runs=_RUNS,
        ours=ours,
        peers=found,
        equal=all(equal) if equal else None,
        limits=limits,
        notes=(
            f"mix: {mix}, see benchmarks/questions.py.",
            "equal: the totals of questions without words, but for places within a metre of the circle. With words it"
            " is not defined: nobody else splits compounds, and who forgives slips does it in another way.",
            "Peers count facets after all filters; find leaves each facet out of its own count.",
            f"ratio: the mean of a peer over ours (`beside_ms`) on the same questions, the first `measured`, each of"
            f" both asked once, by turns of {_TURN}. A peer is in its fastest form; with a form behind its name, in the"
            " form that the figures were set on. ours: before there were peers.",
            "peak_mb: the whole process with the data of all sides; null for a server.",
        ),
        versions=versions,
    )


@dataclass(frozen=True, slots=True)
class _Beside:
    """What peers are put beside: our market, the questions and our totals."""

    task: FindTask
    market: Market
    asked: Sequence[Asked]
    before: Sequence[Asked]
    totals: Sequence[int]
    budget_s: float

    def measured(self, peer: Peer, form: str, apart: float = 0.0) -> tuple[Figures, bool, float]:
        """Figures of a form for as many questions as fit, whether its totals without words are ours, and the share of
        those with words that are. `apart`: how much its distances may differ."""
        each = percentiles(one_by_one(lambda one: peer.find(one.query, form), self.before)[1])["mean_ms"]
        some = self.asked[: max(int(self.budget_s * 1e3 / max(each, 1e-6)), _FEWEST)]
        memory = PeakMemory()
        anew = replace(self.market)  # which remembers no question
        one_by_one(lambda one: find(anew, one.query), self.before)
        theirs, milliseconds, ours = list[int](), list[float](), list[float]()
        for first in range(0, len(some), _TURN):
            turn = some[first : first + _TURN]
            totals, took = one_by_one(lambda one: peer.find(one.query, form)[0], turn)
            theirs, milliseconds = theirs + totals, milliseconds + took
            ours += one_by_one(lambda one: find(anew, one.query), turn)[1]
        beside = float(np.mean(ours))
        figures = {**percentiles(milliseconds), "beside_ms": beside, "form": form, "measured": len(some)}
        figures["ratio"] = figures["mean_ms"] / beside
        figures["peak_mb"] = None if peer.name in _SERVED else memory.megabytes()
        is_equal = _same(self.task, some, self.totals, theirs, apart)
        return figures, is_equal, _share(some, self.totals, theirs)


def _fastest(peer: Peer, before: Sequence[Asked]) -> str:
    """The form that does best on some questions, each asked once before."""
    mean_ms: dict[str, float] = {}
    for form in peer.forms:
        milliseconds = each_timed(lambda one, form=form: peer.find(one.query, form), before, 1)[1]
        mean_ms[form] = percentiles(milliseconds)["mean_ms"]
    return min(mean_ms, key=lambda form: mean_ms[form])


def _means(asked: Sequence[Asked], milliseconds: Sequence[float]) -> dict[str, float]:
    """Mean milliseconds of each kind of question."""
    spent: dict[str, list[float]] = {}
    for one, took in zip(asked, milliseconds, strict=True):
        spent.setdefault(one.kind, []).append(took)
    return {f"mean_ms, {kind}": sum(took) / len(took) for kind, took in sorted(spent.items())}


def _same(
    task: FindTask, asked: Sequence[Asked], ours: Sequence[int], theirs: Sequence[int], apart: float
) -> bool:
    pairs = [
        (one, abs(a - b)) for one, a, b in zip(asked, ours, theirs, strict=False) if one.kind == WORDLESS
    ]
    return all(apart == 0 or apart <= task.on_the_edge(one.query, apart) for one, apart in pairs)


def _share(asked: Sequence[Asked], ours: Sequence[int], theirs: Sequence[int]) -> float:
    same = [a == b for one, a, b in zip(asked, ours, theirs, strict=False) if one.kind != WORDLESS]
    return sum(same) / max(len(same), 1)


@contextmanager
def _opened(
    name: str, task: FindTask, folder: Path, versions: dict[str, str]
) -> Iterator[tuple[Peer, float]]:
    """A peer that holds all places, and the seconds that it took."""
    start = time.perf_counter()
    if name == "postgresql":
        with throwaway_database() as connection:
            versions[name] = server_version(connection)
            start = time.perf_counter()
            peer = import_module("benchmarks.peers.postgres_search").PostgresSearch(connection, task)
            yield peer, time.perf_counter() - start
        return
    peer = import_module(f"benchmarks.peers.{name}_search").Search(folder / name, task)
    yield peer, time.perf_counter() - start
