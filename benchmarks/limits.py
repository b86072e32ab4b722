"""`limits`: what each kernel does a second, next to what the machine can do in the same run.

Bytes and steps are counted, not measured: those that the work cannot do without. What they would take at the speed of
the machine is `streaming` and `stepping`; what a call costs whatever it does is `calling`; the rest of the time goes to
instructions, branches and waiting. The largest of these is the loss that is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np

from benchmarks.country import TODAY, PlaceRows, make_places, make_seekers, place_columns, seekers_of
from benchmarks.edges import make_edges
from benchmarks.find_task import point
from benchmarks.questions import Asked, make_questions
from benchmarks.rank_task import BEST, rank_market
from benchmarks.reference import vocabularies
from benchmarks.report import Figures, Report
from benchmarks.stream import Machine, measure_machine
from benchmarks.texts import place_texts
from benchmarks.timing import one_by_one, timed
from leermatch import Market, allocate_stable, build_market, find, prepare, rank_many
from leermatch.compiled import CORES
from leermatch.optimal import allocate_best
from leermatch.question import understand
from leermatch.seekers import seekers_of as columns_of

#: Bytes of a place that a seeker looks at: where it is and what it asks; of one that suits: what it is worth.
_VISITED, _ELIGIBLE = 12, 16
#: Bytes of a row that a question looks at: where it is and its card; of a posting: its row and its weight.
_CARD, _POSTING = 16, 3
#: Bytes of a pair: where it leads and what it is worth.
_PAIR = 8
_QUESTIONS = 400


@dataclass(frozen=True, slots=True)
class Work:
    """What was done in some seconds. `steps` are places in memory that nothing before led to, one at a time."""

    seconds: float
    done: int
    streamed: int
    steps: int
    calling_s: float = 0.0

    def beside(self, machine: Machine) -> Figures:
        """As a share of what the machine can do."""
        steps_s = self.steps * machine.apart_ns / 1e9 / machine.threads
        shares = {
            "streaming": self.streamed / machine.read_gb_s / 1e9 / self.seconds,
            "stepping": steps_s / self.seconds,
            "calling": self.calling_s / self.seconds,
        }
        shares["instructions, branches, waiting"] = max(1 - sum(shares.values()), 0.0)
        return {
            "seconds": round(self.seconds, 4),
            "m_a_second": round(self.done / self.seconds / 1e6, 2),
            "gb_a_second": round(self.streamed / self.seconds / 1e9, 3),
            "of_stream": round(shares["streaming"], 3),
            "shares": {name: round(share, 3) for name, share in shares.items()},
            "largest_loss": max(list(shares)[1:], key=lambda name: shares[name]),
        }


def run_limits(seekers: int, places: int, *, stream: int = 0) -> Report:
    """The stream test, then each kernel on places of one country. `stream`: a smaller test, for tests."""
    sizes = (stream,) if stream else ()
    machines = {threads: measure_machine(threads, *sizes) for threads in dict.fromkeys((1, CORES))}
    one, all_cores = machines[1], machines[CORES]
    rows = make_places(places)
    ours = {
        "rank": _rank(rows, seekers).beside(all_cores),
        "find": _find(rows).beside(one),
        "stable": _stable(seekers, places).beside(one),
        "best": _best(seekers, places).beside(one),
    }
    return Report(
        benchmark="limits",
        sizes={"seekers": seekers, "places": places},
        runs=5,
        ours=ours,
        limits={f"machine, {threads} threads": _figures(machine) for threads, machine in machines.items()},
        notes=(
            "m_a_second: millions of places looked at (rank, find), of proposals (stable), of pairs (best).",
            "of_stream: the bytes that the work cannot do without, a second, over what the machine reads a second.",
            "stepping: places in memory that are not next to the last one, at what a step costs the machine when steps"
            " do not wait for each other. find and both allocations run on one core here.",
        ),
    )


def _rank(rows: PlaceRows, seekers: int) -> Work:
    market = rank_market(rows)
    people = columns_of(seekers_of(make_seekers(seekers)), market.vocabularies)
    few = people.take(np.arange(min(100, seekers)))
    rank_many(market, few, today=TODAY, k=BEST)
    run = timed(lambda: rank_many(market, people, today=TODAY, k=BEST))
    visited, suits = int(run.answer.visited.sum()), int(run.answer.eligible_total.sum())
    return Work(run.median_s, visited, _VISITED * visited + _ELIGIBLE * suits, suits)


def _find(rows: PlaceRows) -> Work:
    market = build_market({**place_columns(rows), **place_texts(rows)}, vocabularies())
    asked = make_questions(_QUESTIONS)
    nowhere = [_nowhere(one) for one in asked]
    for questions in (asked, nowhere):
        one_by_one(lambda one: find(market, one.query), questions)
    seconds = sum(one_by_one(lambda one: find(market, one.query), asked)[1]) / 1e3
    calling = sum(one_by_one(lambda one: find(market, one.query), nowhere)[1]) / 1e3
    looked, streamed = _looked_at(market, asked)
    return Work(seconds, looked, streamed, 0, calling)


def _looked_at(market: Market, asked: Sequence[Asked]) -> tuple[int, int]:
    """Rows and bytes: all rows in the circle without words; with words their postings in as large a part of all."""
    places, index = market.living, market.base.index
    x, y = places.x.astype(float), places.y.astype(float)
    looked = streamed = 0
    for one in asked:
        east, north = point(one.query)
        inside = np.count_nonzero(np.hypot(x - east, y - north) <= (one.query.radius_km or 0))
        options = [
            option for word in understand(market.indexes, one.query.text).asked for option in word.options
        ]
        postings = sum(index.frequency(term) for option in options for term in option.terms)
        rows = int(inside * min(postings / x.size, 1.0)) if options else int(inside)
        looked += rows
        streamed += _CARD * rows + (_POSTING * rows if options else 0)
    return looked, streamed


def _nowhere(one: Asked) -> Asked:
    """The same question where nobody lives: what is left is what any question costs."""
    return replace(one, query=replace(one.query, lat=53.6, lon=3.3, radius_km=0.1))


def _stable(seekers: int, places: int) -> Work:
    choices = prepare(make_edges(seekers, places), seed=1)
    allocate_stable(choices)
    run = timed(lambda: allocate_stable(choices))
    proposals = run.answer.proposals
    return Work(run.median_s, proposals, _PAIR * proposals, proposals)


def _best(seekers: int, places: int) -> Work:
    choices = prepare(make_edges(seekers, places), seed=1, lift="score")
    allocate_best(choices)
    run = timed(lambda: allocate_best(choices))
    pairs = int(choices.place.size)
    # Each pair is read to bid, to be laid out by place, and to be proven.
    return Work(run.median_s, pairs, 3 * _PAIR * pairs, pairs)


def _figures(machine: Machine) -> Figures:
    return {name: round(value, 2) for name, value in asdict(machine).items()}
