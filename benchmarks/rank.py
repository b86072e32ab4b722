"""`rank`: the 20 best places for each of many seekers; `rank --one`: for a single one, as on a desk's screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from importlib import import_module
from typing import Any, Protocol

from benchmarks.country import TODAY, make_places, make_seekers, seekers_of
from benchmarks.postgres import server_version, throwaway_database
from benchmarks.rank_task import BEST, RankTask, make_task, rank_market, same_answer
from benchmarks.report import Figures, Report
from benchmarks.timing import PeakMemory, each_timed, how_many, percentiles, timed
from leermatch import Market, Rankings, Seeker, rank_many, rank_places
from leermatch.arrays import I64

_ONE_BY_ONE = 500


class Peer(Protocol):
    """Somebody who answers the same question. `first` is a good size for the first small run."""

    name: str
    first: int

    def rank(self, n: int) -> tuple[I64, I64]:
        """Ids and scores (n, BEST) for the first n seekers."""


def rank(seekers: int, places: int, *, peers: Sequence[str], budget_s: float) -> Report:
    """Rank for all. Whoever cannot do all of them within the budget does as many as fit; `measured` says so."""
    market, rows = rank_market(make_places(places)), make_seekers(seekers)
    people = seekers_of(rows)
    ours, answer, runs = _ours(market, people, budget_s)
    found: dict[str, Figures] = {}
    same: list[bool] = []
    versions: dict[str, str] = {}
    with ExitStack() as stack:
        for peer in _peers(peers, make_task(market, rows), stack, versions):
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
        limits={"mean_eligible": float(answer.eligible_total.mean())},
        notes=(
            "median_s is for all seekers: the median of the runs over the first `measured` seekers, scaled.",
            "equal: the same places, scores and order for every seeker that both sides ranked.",
            "The places lie sorted and indexed before the clock starts, for all sides.",
        ),
        versions=versions,
    )


def rank_one(seekers: int, places: int) -> Report:
    """One seeker at a time (500 at most), with contributions, open questions and what was excluded."""
    market = rank_market(make_places(places))
    people = seekers_of(make_seekers(min(seekers, _ONE_BY_ONE)))
    answers, milliseconds = each_timed(
        lambda seeker: rank_places(market, seeker, today=TODAY, k=BEST), people
    )
    many = rank_many(market, people, today=TODAY, k=BEST)
    same = all(
        answer.ids.tolist() == ids[ids >= 0].tolist() for answer, ids in zip(answers, many.ids, strict=True)
    )
    microseconds = {
        name.replace("_ms", "_us"): value * 1000 for name, value in percentiles(milliseconds).items()
    }
    return Report(
        benchmark="rank --one",
        sizes={"seekers": len(people), "places": places, "k": BEST},
        runs=5,
        ours=microseconds,
        equal=same,
        notes=("equal: the same ids as rank_many gives.", "The whole call from Python, not only the kernel."),
    )


def _ours(market: Market, people: list[Seeker], budget_s: float) -> tuple[Figures, Rankings, int]:
    def work(n: int) -> Rankings:
        return rank_many(market, people[:n], today=TODAY, k=BEST)

    n = how_many(work, most=len(people), budget_s=budget_s)
    peak = PeakMemory()
    run = timed(lambda: work(n))
    return {**_scaled(run.median_s, n, len(people)), "peak_mb": peak.megabytes()}, run.answer, run.runs


def _theirs(peer: Peer, seekers: int, budget_s: float) -> tuple[Figures, I64, I64]:
    n = how_many(peer.rank, most=seekers, budget_s=budget_s, first=peer.first)
    run = timed(lambda: peer.rank(n))
    return {**_scaled(run.median_s, n, seekers), "runs": run.runs}, *run.answer


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
        elif name == "duckdb":
            yield _made("duckdb_join", "DuckdbJoin", task)
        else:
            yield _made("numpy_blocks", "NumpyBlocks", task)


def _made(module: str, name: str, *what: Any) -> Peer:
    peer: Peer = getattr(import_module(f"benchmarks.peers.{module}"), name)(*what)
    return peer
