"""`cluster`: the same ranking by worker processes on this machine, beside one process with as many threads."""

from __future__ import annotations

import time
from dataclasses import fields

from benchmarks.country import TODAY, make_places, make_seekers, seeker_columns
from benchmarks.rank_task import BEST, rank_market
from benchmarks.report import Report
from benchmarks.timing import timed
from leermatch import Rankings, rank_many, read_seekers
from leermatch.cluster import local_cluster, rank_on, spread


def run_cluster(seekers: int, places: int, workers: int) -> Report:
    """Warm: the workers run, have the market and have ranked once; the clock covers seekers out and answers back."""
    market = rank_market(make_places(places))
    people = read_seekers(seeker_columns(make_seekers(seekers)), market.vocabularies)

    def here() -> Rankings:
        return rank_many(market, people, today=TODAY, k=BEST, threads=workers)

    here()
    one = timed(here)
    start = time.perf_counter()
    with local_cluster(workers) as client:
        started_s = time.perf_counter() - start
        sent = spread(client, market)
        spread_s = time.perf_counter() - start - started_s
        first = rank_on(client, market, people, today=TODAY, k=BEST, sent=sent)
        first_s = time.perf_counter() - start - started_s - spread_s
        many = timed(lambda: rank_on(client, market, people, today=TODAY, k=BEST, sent=sent))
    return Report(
        benchmark="cluster",
        sizes={"seekers": seekers, "places": places, "workers": workers, "k": BEST},
        runs=many.runs,
        ours={"median_s": many.median_s},
        peers={"one process": {"median_s": one.median_s, "threads": workers}},
        equal=_same(one.answer, first) and _same(one.answer, many.answer),
        limits={
            "overhead": many.median_s / one.median_s,
            "start_s": started_s,
            "spread_s": spread_s,
            "first_batch_s": first_s,
            "answer_mb": sum(getattr(one.answer, f.name).nbytes for f in fields(Rankings)) / 1e6,
        },
        notes=(
            "overhead: the cluster over one process with as many threads as there are workers, on the same cores.",
            "equal: the same bytes in every column of the answer.",
            "start_s: until all workers answer; first_batch_s holds loading the kernels and preparing the market.",
        ),
    )


def _same(one: Rankings, other: Rankings) -> bool:
    return all(getattr(one, f.name).tobytes() == getattr(other, f.name).tobytes() for f in fields(Rankings))
