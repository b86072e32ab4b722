"""The best allocation: no total is higher, the prices prove it, and the same problem gives the same bytes."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from leermatch import check_allocation
from leermatch.checks import check_certificate
from leermatch.choices import prepare
from leermatch.edges import Edges, EdgesRefused
from leermatch.optimal import HIGHEST, Best, allocate_best
from tests.leermatch import instances

pytestmark = pytest.mark.unit
seeds = st.integers(0, 10**6)


def random_edges(seed: int, most: int = 6, places: int = 4, highest: int = 1000) -> Edges:
    """A handful of pairs, with ties, scores below 0, and places without seats."""
    rng = np.random.default_rng(seed)
    n, m = int(rng.integers(0, most + 1)), int(rng.integers(0, places + 1))
    seeker, place = np.nonzero(rng.random((n, m)) < rng.choice([0.3, 0.6, 1.0]))
    score = rng.integers(-highest // 5, rng.choice([3, highest]), seeker.size)
    return Edges(
        seeker=seeker.astype(np.int64),
        place=place.astype(np.int64),
        score=score.astype(np.int64),
        priority=np.zeros(seeker.size, np.int64),
        seekers=n,
        place_ids=np.arange(m, dtype=np.int64) * 10 + 3,
        capacities=rng.integers(0, 4, m).astype(np.int64),
    )


def highest_total(edges: Edges) -> int:
    """By a solver of others: a column for each seat, and for each seeker one for going without."""
    seats = np.repeat(np.arange(edges.capacities.size), np.minimum(edges.capacities, edges.seekers))
    table = np.zeros((edges.seekers, seats.size + edges.seekers))
    worth = np.zeros((edges.seekers, edges.capacities.size))
    worth[edges.seeker, edges.place] = np.maximum(edges.score, 0)
    table[:, : seats.size] = worth[:, seats]
    rows, columns = linear_sum_assignment(table, maximize=True)
    return int(table[rows, columns].sum())


def assert_is_best(edges: Edges, got: Best) -> None:
    """Lawful, worth what it says, and proven by prices that are counted again here."""
    assert check_allocation(edges, got.edge_of).faults == ()
    proof = check_certificate(edges, got.edge_of, got.certificate.prices)
    assert (proof.faults, proof.total, proof.bound) == ((), got.certificate.total, got.certificate.bound)
    assert proof.bound >= proof.total


@settings(max_examples=600)
@given(seeds, seeds)
def test_no_choice_of_pairs_is_worth_more(seed: int, ties: int) -> None:
    edges = random_edges(seed, most=4, places=3)
    options = [[-1, *np.flatnonzero(edges.seeker == s).tolist()] for s in range(edges.seekers)]
    best = 0
    for held in itertools.product(*options):
        taken = [edge for edge in held if edge >= 0]
        inside = np.bincount(edges.place[taken], minlength=edges.capacities.size)
        if (inside <= edges.capacities).all():
            best = max(best, int(edges.score[taken].sum()))
    got = allocate_best(edges, seed=ties, gap=0.0)
    assert_is_best(edges, got)
    assert got.certificate.total == got.certificate.bound == best


@settings(max_examples=1000)
@given(seeds)
def test_total_is_that_of_another_solver(seed: int) -> None:
    edges = random_edges(seed, most=40, places=15, highest=int(10 ** (1 + seed % 6)))
    got = allocate_best(edges, gap=0.0)
    assert_is_best(edges, got)
    assert got.certificate.total == got.certificate.bound == highest_total(edges)


@pytest.mark.parametrize("name", instances.NAMES)
def test_assignment_instances_as_a_second_judge_solves_them(name: str) -> None:
    edges = instances.make(name)
    got = allocate_best(edges, gap=0.0)
    assert_is_best(edges, got)
    assert got.certificate.total == got.certificate.bound == highest_total(edges)
    near = allocate_best(edges)
    assert_is_best(edges, near)
    assert 0 <= near.certificate.gap <= 1e-5


@settings(max_examples=100)
@given(seeds, seeds)
def test_same_pairs_and_seed_give_the_same_bytes_in_any_order(seed: int, ties: int) -> None:
    edges = random_edges(seed, most=30, places=10)
    got = allocate_best(edges, seed=ties)
    assert allocate_best(edges, seed=ties).edge_of.tobytes() == got.edge_of.tobytes()
    assert allocate_best(prepare(edges, seed=ties)).edge_of.tobytes() == got.edge_of.tobytes()


@settings(max_examples=100)
@given(seeds)
def test_more_seats_are_never_worth_less(seed: int) -> None:
    edges = random_edges(seed, most=20, places=8)
    more = replace(edges, capacities=edges.capacities + 1)
    totals = [allocate_best(of, gap=0.0).certificate.total for of in (edges, more)]
    assert totals[1] >= totals[0]


def test_check_sees_what_is_wrong_with_a_certificate() -> None:
    edges = _one(5)
    held, prices = np.array([0]), np.array([5])
    assert check_certificate(edges, held, prices).gap == 0
    assert check_certificate(edges, np.array([-1]), prices).gap == 1
    assert check_certificate(edges, held, np.array([9])).bound == 9
    assert check_certificate(edges, held, np.array([-1])).faults == ("PRICE_BELOW_0 place 0",)
    assert check_certificate(edges, np.array([3]), prices).faults == ("NO_SUCH_PAIR seeker 0",)


def test_nothing_gives_nothing() -> None:
    none = np.empty(0, np.int64)
    empty = Edges(none, none, none, none, 0, none, none)
    assert allocate_best(empty).edge_of.tolist() == []
    alone = replace(empty, seekers=3, place_ids=np.array([5]), capacities=np.array([2]))
    assert allocate_best(alone).edge_of.tolist() == [-1, -1, -1]
    assert allocate_best(alone).certificate.gap == 0


@pytest.mark.parametrize(("score", "held"), [(5, [0]), (1, [0]), (0, [-1]), (-3, [-1]), (-(2**50), [-1])])
def test_whoever_scores_nothing_goes_without(score: int, held: list[int]) -> None:
    assert allocate_best(_one(score)).edge_of.tolist() == held


def test_the_highest_score_counts_and_a_higher_one_is_refused() -> None:
    assert allocate_best(_one(HIGHEST)).certificate.bound == HIGHEST
    with pytest.raises(EdgesRefused, match=r"TOO_HIGH: score, row 0"):
        allocate_best(_one(HIGHEST + 1))
    with pytest.raises(EdgesRefused, match=r"TOO_HIGH: score, row 0"):
        allocate_best(_one(2**60))


@pytest.mark.parametrize("gap", [-1e-9, float("nan")])
def test_a_gap_below_nothing_is_refused(gap: float) -> None:
    with pytest.raises(ValueError, match="gap"):
        allocate_best(_one(5), gap=gap)


def test_a_place_without_seats_takes_nobody() -> None:
    assert allocate_best(replace(_one(5), capacities=np.array([0]))).edge_of.tolist() == [-1]


def test_a_huge_capacity_takes_no_memory() -> None:
    assert allocate_best(replace(_one(5), capacities=np.array([2**40]))).edge_of.tolist() == [0]


def _one(score: int) -> Edges:
    at = np.array([0])
    return Edges(at, at, np.array([score]), at, 1, np.array([7]), np.array([1]))
