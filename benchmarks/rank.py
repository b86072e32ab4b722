"""`rank`: the 20 best places for each of many seekers; `rank --one`: for a single one, as on a desk's screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from importlib import import_module
from typing import Any, Protocol

import numpy as np

from benchmarks.country import TODAY, make_places, make_seekers, seeker_columns, seekers_of
from benchmarks.postgres import server_version, throwaway_database
from benchmarks.rank_task import BEST, RankTask, make_task, rank_market, same_answer
from benchmarks.report import Figures, Report, rounded
from benchmarks.timing import PeakMemory, each_timed, how_many, percentiles, timed
from leermatch import (
    Market,
    Rankings,
    Seekers,
    Weights,
    exclusions,
    near_misses,
    rank_many,
    rank_places,
    read_seekers,
)
from leermatch import seekers_of as columns_of
from leermatch.arrays import I64
from leermatch.ranking import kernel_call

_ONE_BY_ONE = 500
#: Peers of which the memory is that of a server.
_SERVED = frozenset({"postgresql"})
#: Seekers with whom the growth of time is measured.
_GROWTH_SEEKERS = 50_000


class Peer(Protocol):
    """Somebody who answers the same question. `first` is a good size for the first small run."""

    name: str
    first: int

    def rank(self, n: int) -> tuple[I64, I64]:
        """Ids and scores (n, BEST) for the first n seekers."""


def rank(seekers: int, places: int, *, peers: Sequence[str], budget_s: float) -> Report:
    """Rank for all. Whoever cannot do all of them within the budget does as many as fit; `measured` says so."""
    market, rows = rank_market(make_places(places)), make_seekers(seekers)
    people = read_seekers(seeker_columns(rows), market.vocabularies)
    ours, answer, runs = _ours(market, people, budget_s)
    task = make_task(market, rows)
    del rows
    limits = {
        "mean_eligible": float(answer.eligible_total.mean()),
        "mean_visited": float(answer.visited.mean()),
        **_growth(people.take(np.arange(min(seekers, _GROWTH_SEEKERS))), places),
    }
    found: dict[str, Figures] = {}
    same: list[bool] = []
    versions: dict[str, str] = {}
    with ExitStack() as stack:
        for peer in _peers(peers, task, stack, versions):
            found[peer.name], ids, scores = _theirs(peer, seekers, budget_s)
            most = min(len(ids), len(answer.ids))
            same.append(same_answer(answer, ids[:most], scores[:most]))
    return Report(
        benchmark="rank",
        sizes={"seekers": seekers, "places": places, "k": BEST},
        runs=runs,
        ours=ours,
        peers=found,
        equal=all(same) if same else None,
        limits=limits,
        notes=(
            "median_s is for all seekers: the median of the runs over the first `measured` seekers, scaled.",
            "equal: the same places, scores and order for every seeker that both sides ranked.",
            "The places lie sorted and indexed before the clock starts, and seekers are columns, for all sides.",
            "peak_mb: the whole process with the data of all sides; null for a server.",
            "exponent: of the time against the places visited, over a quarter, half and all of the places.",
        ),
        versions=versions,
    )


def rank_one(seekers: int, places: int) -> Report:
    """One seeker at a time (500 at most): the kernel alone, and the whole call with contributions and questions."""
    market = rank_market(make_places(places))
    people = seekers_of(make_seekers(min(seekers, _ONE_BY_ONE)))
    answers, whole = each_timed(lambda seeker: rank_places(market, seeker, today=TODAY, k=BEST), people)
    columns = [columns_of([seeker], market.vocabularies) for seeker in people]
    calls = [kernel_call(market, one, TODAY, BEST, Weights()) for one in columns]
    kernel = each_timed(lambda call: call(), calls)[1]
    why = each_timed(lambda seeker: exclusions(market, seeker, today=TODAY), people[:100])[1]
    nearly = each_timed(lambda seeker: near_misses(market, seeker, today=TODAY), people[:100])[1]
    many = rank_many(market, people, today=TODAY, k=BEST)
    same = all(
        answer.ids.tolist() == ids[ids >= 0].tolist() for answer, ids in zip(answers, many.ids, strict=True)
    )
    return Report(
        benchmark="rank --one",
        sizes={"seekers": len(people), "places": places, "k": BEST},
        runs=5,
        ours={**_told(kernel), "whole_call": _told(whole)},
        equal=same,
        limits={"exclusions": _told(why), "near_misses": _told(nearly)},
        notes=(
            "equal: the same ids as rank_many gives.",
            "ours: one call of the kernel from Python, its arrays ready. whole_call: from a Seeker to a Ranking with"
            " contributions and open questions. exclusions and near_misses look at all places.",
        ),
    )


def _told(milliseconds: list[float]) -> Figures:
    return rounded(percentiles(milliseconds))


def _growth(people: Seekers, places: int) -> Figures:
    """How time grows with what is visited: markets of a quarter, half and all of the places, for the same people."""
    visited, seconds = [], []
    for part in (4, 2, 1):
        market = rank_market(make_places(max(places // part, 1)))
        work = partial(rank_many, market, people, today=TODAY, k=BEST)
        work()
        run = timed(work)
        visited.append(float(run.answer.visited.mean()))
        seconds.append(run.median_s)
    slope = np.polyfit(np.log(np.maximum(visited, 1)), np.log(seconds), 1)[0]
    return {"exponent": float(slope), "visited": visited, "seconds": seconds}


def _ours(market: Market, people: Seekers, budget_s: float) -> tuple[Figures, Rankings, int]:
    def work(n: int) -> Rankings:
        few = people if n == len(people) else people.take(np.arange(n))
        return rank_many(market, few, today=TODAY, k=BEST)

    n = how_many(work, most=len(people), budget_s=budget_s, first=20_000)
    few = people if n == len(people) else people.take(np.arange(n))
    peak = PeakMemory()
    rank_many(market, few, today=TODAY, k=BEST)
    highest = peak.megabytes()
    run = timed(lambda: rank_many(market, few, today=TODAY, k=BEST))
    return {**_scaled(run.median_s, n, len(people)), "peak_mb": highest}, run.answer, run.runs


def _theirs(peer: Peer, seekers: int, budget_s: float) -> tuple[Figures, I64, I64]:
    n = how_many(peer.rank, most=seekers, budget_s=budget_s, first=peer.first)
    peak = PeakMemory()
    run = timed(lambda: peer.rank(n))
    highest = None if peer.name in _SERVED else peak.megabytes()
    figures = {**_scaled(run.median_s, n, seekers), "runs": run.runs, "peak_mb": highest}
    return figures, *run.answer


def _scaled(median_s: float, n: int, of: int) -> Figures:
    return {"median_s": median_s * of / n, "measured": n, "seekers_per_s": n / median_s}


def _peers(
    names: Sequence[str], task: RankTask, stack: ExitStack, versions: dict[str, str]
) -> Iterator[Peer]:
    """One after the other, so that a peer that is not asked for need not be installed."""
    for name in names:
        if name == "postgresql":
            connection = stack.enter_context(throwaway_database())
            versions[name] = server_version(connection)
            yield _made("postgres_lateral", "PostgresLateral", task, connection)
        elif name == "polars":
            yield _made("polars_join", "PolarsJoin", task)
        elif name == "brute-force":
            yield _made("brute_numba", "BruteNumba", task)
        elif name == "duckdb":
            yield _made("duckdb_join", "DuckdbJoin", task)
        else:
            yield _made("numpy_blocks", "NumpyBlocks", task)


def _made(module: str, name: str, *what: Any) -> Peer:
    peer: Peer = getattr(import_module(f"benchmarks.peers.{module}"), name)(*what)
    return peer
