"""`allocate stable`: who gets which scarce place, judged by `check_allocation`."""

from __future__ import annotations

from benchmarks.edges import CHOICES, make_edges
from benchmarks.report import Report
from benchmarks.timing import PeakMemory, timed
from leermatch import allocate_stable, check_allocation


def allocate(seekers: int, places: int) -> Report:
    """The stable allocation of pairs that are there already; making them is not in the time."""
    edges = make_edges(seekers, places)
    peak = PeakMemory()
    run = timed(lambda: allocate_stable(edges, seed=1))
    memory = peak.megabytes()
    verdict = check_allocation(edges, run.answer.edge_of)
    if not verdict.is_stable:
        message = f"not stable: {verdict.faults[:3]}, {verdict.blocking_pairs.size} blocking pairs"
        raise RuntimeError(message)
    again = allocate_stable(edges, seed=1)
    return Report(
        benchmark="allocate stable",
        sizes={"seekers": seekers, "places": places, "edges": int(edges.seeker.size), "k": CHOICES},
        runs=run.runs,
        ours={"median_s": run.median_s, "peak_mb": memory},
        limits={
            "repeatable": bool((again.edge_of == run.answer.edge_of).all()),
            "blocking_pairs": int(verdict.blocking_pairs.size),
            "placed": verdict.placed,
            "seats": int(edges.capacities.sum()),
            "bytes_of_edges_mb": (edges.seeker.nbytes * 4) / 1e6,
        },
        notes=(
            "equal is null: no peer yet. Stability is judged by check_allocation, which knows no solver.",
            "repeatable: the same pairs and seed gave the same allocation again.",
        ),
    )
