"""`cluster`: the same ranking by worker processes on this machine, beside one process with as many threads."""

from __future__ import annotations

import os
import time
from dataclasses import fields

from benchmarks.country import TODAY, make_places, make_seekers, seeker_columns
from benchmarks.rank_task import BEST, rank_market
from benchmarks.report import Report
from benchmarks.timing import PeakMemory, in_turns, peak_of
from leermatch import Rankings, rank_many, read_seekers
from leermatch.cluster import local_cluster, rank_on, spread


def run_cluster(seekers: int, places: int, workers: int) -> Report:
    """Warm: the workers run, have the market and have ranked once; the clock covers seekers out and answers back."""
    market = rank_market(make_places(places))
    people = read_seekers(seeker_columns(make_seekers(seekers)), market.vocabularies)

    def here() -> Rankings:
        return rank_many(market, people, today=TODAY, k=BEST, threads=workers)

    alone = PeakMemory()
    here()
    alone_mb = alone.megabytes()
    start = time.perf_counter()
    with local_cluster(workers) as client:
        started_s = time.perf_counter() - start
        sent = spread(client, market)
        spread_s = time.perf_counter() - start - started_s
        first = rank_on(client, market, people, today=TODAY, k=BEST, sent=sent)
        first_s = time.perf_counter() - start - started_s - spread_s
        one, many = in_turns(here, lambda: rank_on(client, market, people, today=TODAY, k=BEST, sent=sent))
        processes = [os.getpid(), *client.run(os.getpid).values()]
        peaks_mb = [peak_of(process) or 0.0 for process in processes]
    return Report(
        benchmark="cluster",
        sizes={"seekers": seekers, "places": places, "workers": workers, "k": BEST},
        runs=many.runs,
        ours={"median_s": many.median_s, "peak_mb": sum(peaks_mb)},
        peers={"one process": {"median_s": one.median_s, "threads": workers, "peak_mb": alone_mb}},
        equal=_same(one.answer, first) and _same(one.answer, many.answer),
        limits={
            "overhead": many.median_s / one.median_s,
            "start_s": started_s,
            "spread_s": spread_s,
            "first_batch_s": first_s,
            "answer_mb": sum(getattr(one.answer, f.name).nbytes for f in fields(Rankings)) / 1e6,
        },
        notes=(
            "overhead: the cluster over one process with as many threads as there are workers, on the same cores,"
            " by turns.",
            "peak_mb: ours the caller and all workers together.",
            "equal: the same bytes in every column of the answer.",
            "start_s: until all workers answer; first_batch_s holds loading the kernels and preparing the market.",
        ),
    )


def _same(one: Rankings, other: Rankings) -> bool:
    return all(getattr(one, f.name).tobytes() == getattr(other, f.name).tobytes() for f in fields(Rankings))
