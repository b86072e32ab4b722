"""`find`: a mix of questions with words, a circle, four facets, a sort and a page."""

from __future__ import annotations

import time
from collections.abc import Sequence

from benchmarks.country import make_places, place_columns
from benchmarks.peers.postgres_search import PostgresSearch
from benchmarks.postgres import server_version, throwaway_database
from benchmarks.reference import vocabularies
from benchmarks.report import Figures, Report
from benchmarks.texts import Asked, make_questions, place_texts
from benchmarks.timing import PeakMemory, each_timed, percentiles
from leermatch import Market, build_market, find

_WORDLESS = "no words"


def run_find(places: int, questions: int, *, peers: Sequence[str]) -> Report:
    """Every question, five times over; the totals of both sides side by side."""
    rows = make_places(places)
    texts = place_texts(rows)
    peak = PeakMemory()
    start = time.perf_counter()
    market = build_market({**place_columns(rows), **texts}, vocabularies())
    built_s = time.perf_counter() - start
    asked = make_questions(questions)
    answers, milliseconds = each_timed(lambda one: find(market, one.query).total, asked)
    ours = {**percentiles(milliseconds), "peak_mb": peak.megabytes(), "index_mb": _index_mb(market)}
    limits = {"build_s": built_s, "documents_per_s": places / built_s, **_means(asked, milliseconds)}
    found: dict[str, Figures] = {}
    versions: dict[str, str] = {}
    equal = None
    if "postgresql" in peers:
        with throwaway_database() as connection:
            versions["postgresql"] = server_version(connection)
            start = time.perf_counter()
            peer = PostgresSearch(connection, market, texts)
            build_s = time.perf_counter() - start
            totals, theirs = each_timed(lambda one: peer.find(one.query)[0], asked)
            found[peer.name] = {**percentiles(theirs), "build_s": build_s, "index_mb": peer.index_mb()}
        equal = _same(asked, answers, totals)
        limits["equal_totals_with_words"] = _share(asked, answers, totals)
    return Report(
        benchmark="find",
        sizes={"places": places, "questions": questions},
        runs=5,
        ours=ours,
        peers=found,
        equal=equal,
        limits=limits,
        notes=(
            "equal: the totals of questions without words. With words it is not defined: PostgreSQL neither splits"
            " compounds nor forgives slips; equal_totals_with_words is the share that comes out the same.",
            "PostgreSQL counts facets after all filters; find leaves each facet out of its own count.",
        ),
        versions=versions,
    )


def _index_mb(market: Market) -> float:
    """Postings only: where they are and what they add."""
    index = market.base.index
    return float(index.places.nbytes + index.impacts.nbytes + index.starts.nbytes) / 1e6


def _means(asked: Sequence[Asked], milliseconds: Sequence[float]) -> dict[str, float]:
    """Mean milliseconds of each kind of question."""
    kinds = [one.kind for one in asked] * (len(milliseconds) // len(asked))
    spent: dict[str, list[float]] = {}
    for kind, took in zip(kinds, milliseconds, strict=True):
        spent.setdefault(kind, []).append(took)
    return {f"mean_ms, {kind}": sum(took) / len(took) for kind, took in sorted(spent.items())}


def _same(asked: Sequence[Asked], ours: Sequence[int], theirs: Sequence[int]) -> bool:
    pairs = zip(asked, ours, theirs, strict=True)
    return all(mine == other for one, mine, other in pairs if one.kind == _WORDLESS)


def _share(asked: Sequence[Asked], ours: Sequence[int], theirs: Sequence[int]) -> float:
    pairs = zip(asked, ours, theirs, strict=True)
    same = [mine == other for one, mine, other in pairs if one.kind != _WORDLESS]
    return sum(same) / max(len(same), 1)
