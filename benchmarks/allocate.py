"""`allocate stable`: who gets which scarce place, judged by `check_allocation`."""

from __future__ import annotations

import time
from dataclasses import replace
from importlib import import_module
from statistics import median
from typing import Any

import numpy as np

from benchmarks.edges import make_edges
from benchmarks.report import Figures, Report
from benchmarks.timing import PeakMemory, timed
from leermatch import Choices, Edges, allocate_stable, check_allocation, prepare, tickets
from leermatch.compiled import CORES

_SEED = 1
#: How many seekers a peer begins with; doubled as long as one run stays within the budget.
_FIRST = 250
PEER = "matching"


def allocate(
    seekers: int, places: int, *, peers: tuple[str, ...] = (PEER,), budget_s: float = 20.0
) -> Report:
    """The stable allocation of pairs that are in order already; putting them in order is told apart."""
    edges = make_edges(seekers, places)
    prepare(edges, seed=_SEED)
    ordering = timed(lambda: prepare(edges, seed=_SEED))
    choices = ordering.answer
    allocate_stable(choices)
    peak = PeakMemory()
    run = timed(lambda: allocate_stable(choices))
    memory = peak.megabytes()
    whole = timed(lambda: allocate_stable(edges, seed=_SEED))
    found = run.answer.edge_of
    verdict = check_allocation(edges, found, ties=tickets(edges, _SEED))
    if not verdict.is_stable:
        message = f"not stable: {verdict.faults[:3]}, {verdict.blocking_pairs.size} blocking pairs"
        raise RuntimeError(message)
    compared, equal, versions = _beside(edges, choices, budget_s) if PEER in peers else ({}, None, {})
    return Report(
        benchmark="allocate stable",
        sizes={"seekers": seekers, "places": places, "edges": int(edges.seeker.size)},
        runs=run.runs,
        ours={
            "median_s": run.median_s,
            "cpu_s": _cpu(choices),
            "preparing_s": ordering.median_s,
            "from_plain_pairs_s": whole.median_s,
            "peak_mb": memory,
        },
        peers=compared,
        equal=equal,
        versions=versions,
        limits={
            **_limits(choices, run.median_s, run.answer.proposals),
            "repeatable": bool((whole.answer.edge_of == found).all()),
            "blocking_pairs": int(verdict.blocking_pairs.size),
            "placed": verdict.placed,
            "seats": int(edges.capacities.sum()),
        },
        notes=(
            f"median_s, cpu_s: one thread, from prepared pairs; preparing_s: {CORES} cores, by neighbourhood; "
            "from_plain_pairs_s: both in one call, without looking for neighbours.",
            "The peer gets the pairs of one neighbourhood of seekers, as many as it can do within the budget. Its "
            "ratio is of the same pairs at that size, from plain pairs to the answer; ratio_solving is without making "
            "its game and without our preparing. Equal is whether everybody got the same place.",
            "Stability is judged by check_allocation, which knows no solver; ties count as the seed orders them.",
        ),
    )


def _cpu(choices: Choices) -> float:
    """Processor seconds of one allocation: what is left of the time when other programs are thought away."""
    seconds = []
    for _ in range(5):
        start = time.process_time()
        allocate_stable(choices)
        seconds.append(time.process_time() - start)
    return median(seconds)


def _limits(choices: Choices, seconds: float, proposals: int) -> Figures:
    """What was done, and what had to be read for it at least: the pairs that were asked for, once."""
    copied = choices.place.copy()
    start = time.perf_counter()
    for _ in range(5):
        np.copyto(copied, choices.place)
    stream = 5 * 2 * copied.nbytes / (time.perf_counter() - start)
    least = proposals * (choices.place.itemsize + choices.priority.itemsize)
    return {
        "proposals": proposals,
        "ns_per_proposal": seconds * 1e9 / max(proposals, 1),
        "bytes_of_choices_mb": sum(
            array.nbytes for array in (choices.place, choices.score, choices.priority, choices.edge)
        )
        / 1e6,
        "stream_gb_s": stream / 1e9,
        "share_of_stream": least / seconds / stream,
    }


def _beside(
    edges: Edges, choices: Choices, budget_s: float
) -> tuple[dict[str, Figures], bool, dict[str, str]]:
    """The peer at the largest number of seekers that it survives, and ours on the same pairs."""
    peer: Any = import_module("benchmarks.peers.hospital_resident")
    version = str(import_module("matching").__version__)
    many, cut, lists, solved = _FIRST, choices, None, None
    while many <= 2 * choices.seekers:
        some = _near(edges, choices, min(many, choices.seekers))
        asked = prepare(some, seed=_SEED)
        tried = peer.lists_of(asked, tickets(some, _SEED))
        try:
            answer = peer.solve(tried, asked.seekers)
        except (RecursionError, MemoryError):
            break
        cut, lists, solved = asked, tried, answer
        # The next has twice as many, and takes two to four times as long.
        if 4 * (answer.making_s + answer.solving_s) > budget_s:
            break
        many *= 2
    if solved is None:
        return {PEER: {"median_s": None}}, False, {PEER: version}
    again = [solved, *(peer.solve(lists, cut.seekers) for _ in range(2))]
    allocate_stable(cut)
    ours = timed(lambda: allocate_stable(cut))
    plain = _near(edges, choices, cut.seekers)
    whole = timed(lambda: allocate_stable(plain, seed=_SEED))
    solving, making = median(run.solving_s for run in again), median(run.making_s for run in again)
    mine = _places_held(cut, ours.answer.edge_of)
    figures = {
        "seekers": cut.seekers,
        "edges": int(cut.place.size),
        "median_s": making + solving,
        "solving_s": solving,
        "ours_median_s": whole.median_s,
        "ours_solving_s": ours.median_s,
        "ratio": (making + solving) / whole.median_s,
        "ratio_solving": solving / ours.median_s,
    }
    return {PEER: figures}, bool((mine == solved.place_of).all()), {PEER: version}


def _near(edges: Edges, choices: Choices, many: int) -> Edges:
    """The pairs of seekers in the middle of the order of neighbourhoods, and all places that those name."""
    begin = (choices.seekers - many) // 2
    chosen = np.sort(choices.edge[choices.starts[begin] : choices.starts[begin + many]])
    people, seeker = np.unique(edges.seeker[chosen], return_inverse=True)
    named, place = np.unique(edges.place[chosen], return_inverse=True)
    return replace(
        edges,
        seeker=seeker.astype(np.int64),
        place=place.astype(np.int64),
        score=edges.score[chosen],
        priority=edges.priority[chosen],
        seekers=people.size,
        place_ids=edges.place_ids[named],
        capacities=edges.capacities[named],
        seeker_ids=people,
    )


def _places_held(choices: Choices, edge_of: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """(n,) by row: the place that it holds, as numbered in the choices."""
    place_of_edge = np.empty(choices.edge.size, np.int64)
    place_of_edge[choices.edge] = choices.place
    held = edge_of[choices.seeker_of]
    return np.where(held >= 0, place_of_edge[held], -1)
