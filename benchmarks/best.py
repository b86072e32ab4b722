"""`allocate best` and `allocate repair`: the highest total, proven, and changes to it, beside OR-Tools."""

from __future__ import annotations

import time
import tracemalloc
from dataclasses import replace
from importlib.metadata import version
from statistics import median
from typing import Any

import numpy as np

from benchmarks.edges import make_edges
from benchmarks.peers import min_cost_flow
from benchmarks.report import Report
from benchmarks.timing import RUNS, timed
from leermatch import Choices, Edges, KeptStable, allocate_stable, check_allocation, prepare, tickets
from leermatch.arrays import I64
from leermatch.changing import Changes
from leermatch.checks import check_certificate
from leermatch.optimal import allocate_best
from leermatch.repair import Kept

PEER = "ortools"
_SEED = 1
_GAP = 1e-5
_REPAIRS = 9


def allocate_highest(
    seekers: int, places: int, *, seats: float | None = None, peers: tuple[str, ...] = (PEER,)
) -> Report:
    """The highest total of pairs that are in order already; what putting them in order takes is told apart, as is
    what the peer takes to make its arcs.
    """
    edges = make_edges(seekers, places, seats=seats)
    prepare(edges, seed=_SEED)
    ordering = timed(lambda: prepare(edges, seed=_SEED))
    choices = ordering.answer
    allocate_best(choices)
    run = timed(lambda: allocate_best(choices, gap=_GAP))
    proven = timed(lambda: allocate_best(choices, gap=0.0))
    certificate, exact = run.answer.certificate, proven.answer.certificate
    verdict = check_allocation(edges, run.answer.edge_of)
    if verdict.faults or verdict.total_score != certificate.total or certificate.gap > _GAP or exact.gap:
        message = f"not proven: {verdict.faults[:3]}, gaps {certificate.gap} and {exact.gap}"
        raise RuntimeError(message)
    again = allocate_best(choices, gap=_GAP)
    compared, total = _beside(edges, peers)
    return Report(
        benchmark="allocate best",
        sizes=_sizes(edges),
        runs=run.runs,
        ours={
            "median_s": run.median_s,
            "proven_s": proven.median_s,
            "preparing_s": ordering.median_s,
            "peak_mb": _taken_mb(choices),
        },
        peers=compared,
        equal=None if total is None else total == exact.total,
        versions={PEER: version(PEER)} if compared else {},
        limits={
            "gap": certificate.gap,
            "gap_proven": exact.gap,
            "total": certificate.total,
            "total_proven": exact.total,
            "placed": verdict.placed,
            "blocking_pairs": int(verdict.blocking_pairs.size),
            "repeatable": again.edge_of.tobytes() == run.answer.edge_of.tobytes(),
        },
        notes=(
            "median_s: with a gap of 1e-5 allowed; proven_s: with none. equal: the peer's total is the proven one.",
            "The ratio is over what solving takes; making_s of the peer (its arcs) and preparing_s of ours are beside.",
            "peak_mb: what a run takes on top of the pairs; ours as numpy counts it, the peer's as the system does.",
        ),
    )


def allocate_repair(
    seekers: int, places: int, *, change: float = 0.01, peers: tuple[str, ...] = (PEER,)
) -> Report:
    """Newcomers, withdrawals, other pairs (a third each of `change` of the seekers), and as large a part of the places
    resized; nine times in a row. The peer solves what stands after that from nothing.
    """
    edges = make_edges(seekers, places)
    kept = Kept(edges, seed=_SEED, gap=_GAP)
    rng = np.random.default_rng(5)
    seconds, gaps = [], []
    for turn in range(_REPAIRS + 2):  # the first one compiles, the second is weighed
        changes = _changes(edges, rng, change)
        if turn == 1:
            tracemalloc.start()
        start = time.perf_counter()
        certificate = kept.repair(changes)
        seconds.append(time.perf_counter() - start)
        if turn == 1:
            peak_mb = tracemalloc.get_traced_memory()[1] / 1e6
            tracemalloc.stop()
        gaps.append(certificate.gap)
        edges = changes.applied(edges)
    anew = allocate_best(edges, seed=_SEED, gap=0.0).certificate
    proof = check_certificate(edges, _edge_of(edges, kept.places()), certificate.prices)
    if proof.faults or (proof.total, proof.bound) != (certificate.total, certificate.bound):
        message = f"the proof is not what it says: {proof}"
        raise RuntimeError(message)
    if max(gaps) > _GAP or not 0 <= anew.total - certificate.total <= _GAP * anew.bound:
        message = f"not proven: gap {max(gaps)}, {certificate.total} beside {anew.total}"
        raise RuntimeError(message)
    compared, total = _beside(edges, peers)
    return Report(
        benchmark="allocate repair",
        sizes={**_sizes(edges), "changed": round(change * seekers)},
        runs=_REPAIRS,
        ours={"median_s": median(seconds[2:]), "slowest_s": max(seconds[2:]), "peak_mb": peak_mb},
        peers=compared,
        equal=None if total is None else total == anew.total,
        versions={PEER: version(PEER)} if compared else {},
        limits={"gap": max(gaps), "total": certificate.total, "total_anew": anew.total},
        notes=(
            "The time is that of taking the changes in and of counting the certificate again where they reach; "
            "check_certificate, which knows no solver, counted the last one again over all pairs.",
            "equal: the total of the peer is that of a new allocation with a gap of 0.",
            "peak_mb: what a repair takes on top of what is kept, as numpy counts it.",
        ),
    )


def repair_stable(
    seekers: int, places: int, *, change: float = 0.01, peers: tuple[str, ...] = (PEER,)
) -> Report:
    """The same changes for a stable allocation. It has to be the one of `allocate_stable` each time. No peer takes
    changes in, so what stands beside it is our own solving from nothing, from plain pairs.
    """
    del peers
    edges = make_edges(seekers, places)
    kept = KeptStable(edges, seed=_SEED)
    rng = np.random.default_rng(5)
    seconds, equal = [], True
    for _ in range(_REPAIRS + 1):
        changes = _changes(edges, rng, change)
        changes = replace(changes, priority=rng.integers(0, 600_000, changes.seeker.size))
        start = time.perf_counter()
        kept.repair(changes)
        seconds.append(time.perf_counter() - start)
        edges = changes.applied(edges)
        anew = allocate_stable(edges, seed=_SEED)
        equal = equal and bool((anew.edge_of == _edge_of(edges, kept.places())).all())
    again = timed(lambda: allocate_stable(edges, seed=_SEED))
    verdict = check_allocation(edges, anew.edge_of, ties=tickets(edges, _SEED))
    if not equal or not verdict.is_stable:
        message = f"not what solving from nothing gives, or not stable: {verdict.faults[:3]}"
        raise RuntimeError(message)
    return Report(
        benchmark="allocate repair --objective stable",
        sizes={**_sizes(edges), "changed": round(change * seekers)},
        runs=_REPAIRS,
        ours={"median_s": median(seconds[1:]), "slowest_s": max(seconds[1:])},
        peers={"from nothing": {"median_s": again.median_s}},
        equal=equal,
        limits={"proposals": kept.proposals, "placed": verdict.placed, "blocking_pairs": 0},
        notes=(
            "The changes are put into the pairs as they lie in order, and everybody asks again.",
            "from nothing: our own allocate_stable on plain pairs. equal: who has what, after each of the changes.",
        ),
    )


def _changes(edges: Edges, rng: np.random.Generator, part: float) -> Changes:
    """Whoever comes, or chooses otherwise, wants what somebody else wants, a little differently."""
    n, m = edges.seekers, edges.capacities.size
    each = max(round(n * part / 3), 1)
    gone, renewed = np.split(rng.choice(n, 2 * each, replace=False), 2)
    who = np.concatenate([renewed, np.arange(n, n + each)])
    order = np.argsort(edges.seeker, kind="stable")
    starts = np.searchsorted(edges.seeker[order], np.arange(n + 1))
    wanted = np.flatnonzero(np.diff(starts))
    like = rng.choice(wanted, who.size)
    many = np.diff(starts)[like]
    rows = order[_ranges(starts[like], many)]
    resized = rng.choice(m, max(round(m * part), 1), replace=False)
    return Changes(
        withdrawn=gone,
        seeker=np.repeat(who, many),
        place=edges.place[rows],
        score=np.maximum(edges.score[rows] + rng.integers(-20_000, 20_001, rows.size), 1),
        resized=resized,
        capacities=rng.choice([0, 1, 2, 3, 4], resized.size, p=[0.1, 0.5, 0.25, 0.1, 0.05]),
    )


def _edge_of(edges: Edges, places: I64) -> I64:
    """The pair of each seeker with the place that they have, -1 for none."""
    found = np.full(edges.seekers, -1, np.int64)
    held = np.flatnonzero(places[edges.seeker] == edges.place)
    found[edges.seeker[held]] = held
    return found


def _ranges(starts: I64, many: I64) -> I64:
    """All numbers from each start on, as many as are asked."""
    return np.asarray(np.repeat(starts - (np.cumsum(many) - many), many) + np.arange(many.sum()))


def _taken_mb(choices: Choices) -> float:
    tracemalloc.start()
    allocate_best(choices, gap=_GAP)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def _sizes(edges: Edges) -> dict[str, int]:
    return {
        "seekers": edges.seekers,
        "places": edges.capacities.size,
        "edges": int(edges.seeker.size),
        "seats": int(edges.capacities.sum()),
    }


def _beside(edges: Edges, peers: tuple[str, ...]) -> tuple[dict[str, dict[str, Any]], int | None]:
    if PEER not in peers:
        return {}, None
    found = min_cost_flow.solved(edges, runs=RUNS)
    figures = {"median_s": found["solving_s"], "runs": RUNS}
    figures |= {name: found[name] for name in ("making_s", "peak_mb")}
    return {PEER: figures}, found["total"]
