"""The report: every figure against counting by hand."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leermatch import Edges, allocate_stable, compare_allocations
from tests.leermatch.pairs import random_edges

pytestmark = pytest.mark.unit
_EDGES = Edges(
    seeker=np.array([0, 0, 1, 1, 2]),
    place=np.array([0, 1, 0, 1, 0]),
    score=np.array([9, 8, 6, 1, 5]),
    priority=np.array([1, 1, 3, 1, 2]),
    seekers=4,
    place_ids=np.array([7, 8]),
    capacities=np.array([1, 1]),
    groups=np.array([1, 2, 3, 0]),
)


def test_report_has_the_figures_of_each_allocation() -> None:
    report = compare_allocations(
        _EDGES,
        {"stable": allocate_stable(_EDGES).edge_of, "first": np.array([0, 3, -1, -1])},
        groups={"young": 0, "far": 1},
    )
    assert (report.seekers, report.without_choice, report.seats) == (4, 1, 2)
    stable, first = report.allocations["stable"], report.allocations["first"]
    assert (stable.placed, stable.share_placed, stable.total_score) == (2, 0.5, 14)
    assert (stable.mean_score, stable.worst_score, stable.first_choice, stable.mean_choice) == (7, 6, 1, 1.5)
    assert (stable.blocking_pairs, stable.blocked_seekers, stable.lowest_decile) == (0, 0, 0)
    assert (first.blocking_pairs, first.blocked_seekers) == (2, 2)
    young = stable.groups["young"]
    assert (young.members, young.placed, young.mean_score) == (2, 1, 8)
    assert stable.groups["far"].mean_score == 6


@settings(max_examples=200)
@given(st.integers(0, 10**6))
def test_shares_and_unevenness_are_counted_right(seed: int) -> None:
    edges = random_edges(seed, most=12, levels=5, groups=2)
    edge_of = allocate_stable(edges).edge_of
    figures = compare_allocations(edges, {"it": edge_of}).allocations["it"]
    worth = [0 if edge < 0 else int(edges.score[edge]) for edge in edge_of.tolist()]
    having = [worth[seeker] for seeker in sorted(set(edges.seeker.tolist()))]
    if sum(having):
        apart = sum(abs(a - b) for a in having for b in having)
        assert figures.gini == pytest.approx(apart / (2 * len(having) * sum(having)))
    else:
        assert figures.gini is None
    ranks = [
        1 + sum(int(edges.score[edge]) > worth[seeker] for edge in np.flatnonzero(edges.seeker == seeker))
        for seeker in np.flatnonzero(edge_of >= 0)
    ]
    assert figures.first_choice == ranks.count(1)
    assert figures.mean_choice == (pytest.approx(np.mean(ranks)) if ranks else None)


def test_report_of_nobody_is_empty() -> None:
    none = np.empty(0, np.int64)
    edges = replace(_EDGES, seeker=none, place=none, score=none, priority=none, seekers=0, groups=none)
    figures = compare_allocations(edges, {"it": none}).allocations["it"]
    assert (figures.placed, figures.mean_score, figures.gini, figures.lowest_decile) == (0, None, None, None)


def test_report_refuses_an_allocation_that_breaks_a_promise() -> None:
    with pytest.raises(ValueError, match="greedy: OVER_CAPACITY place 0"):
        compare_allocations(_EDGES, {"greedy": np.array([0, 2, -1, -1])})
