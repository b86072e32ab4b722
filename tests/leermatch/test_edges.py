"""Preparing: in the right order whatever comes in, and a clear refusal of what cannot be."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leermatch import Edges, EdgesRefused, Policy, Rule, allocate_stable, check_allocation, prepare, tickets
from tests.leermatch.pairs import picked, random_edges

pytestmark = pytest.mark.unit
seeds = st.integers(0, 10**6)
_PAIRS = Edges(
    seeker=np.array([0, 1, 1]),
    place=np.array([0, 0, 1]),
    score=np.array([9, 8, 5]),
    priority=np.array([1, 2, 1]),
    seekers=2,
    place_ids=np.array([7, 8]),
    capacities=np.array([1, 1]),
)


@settings(max_examples=200)
@given(seeds, st.booleans(), st.booleans(), st.sampled_from([1, 2**40]))
def test_choices_are_the_pairs_of_each_seeker_best_first(
    seed: int, by_locality: bool, in_order: bool, unit: int
) -> None:
    edges = replace(random_edges(seed, most=25, levels=4), in_order=in_order)
    edges = replace(edges, score=(edges.score - 2) * unit, priority=(edges.priority - 2) * unit)
    edges = picked(edges, np.random.default_rng(seed).permutation(edges.seeker.size))
    choices = prepare(edges, seed=seed, by_locality=by_locality)
    ties = tickets(edges, seed)
    assert sorted(choices.seeker_of.tolist()) == list(range(edges.seekers))
    assert sorted(choices.place_of.tolist()) == list(range(edges.place_ids.size))
    for row, seeker in enumerate(choices.seeker_of.tolist()):
        mine = slice(choices.starts[row], choices.starts[row + 1])
        own = np.flatnonzero(edges.seeker == seeker)
        expected = own[np.lexsort((ties[own], -edges.score[own]))]
        assert choices.edge[mine].tolist() == expected.tolist()
        assert choices.score[mine].tolist() == edges.score[expected].tolist()
        assert choices.place_of[choices.place[mine]].tolist() == edges.place[expected].tolist()
    assert (np.sign(np.diff(choices.priority)) == np.sign(np.diff(edges.priority[choices.edge]))).all()
    assert choices.seeker_ids.tolist() == choices.seeker_of.tolist()
    assert choices.place_ids.tolist() == edges.place_ids[choices.place_of].tolist()


def test_points_of_a_policy_are_added_where_they_are_asked_for() -> None:
    edges = replace(_PAIRS, groups=np.array([0, 4]))
    policy = Policy((Rule(2, priority=100), Rule(2, priority=-10, places=frozenset({8}))))
    for lift, untouched in (("priority", "score"), ("score", "priority")):
        choices = prepare(edges, policy=policy, lift=lift, by_locality=False)
        by_edge = np.argsort(choices.edge)
        gained = getattr(choices, lift)[by_edge] - getattr(edges, lift)
        assert gained.tolist() == [0, 100, 90]
        assert getattr(choices, untouched)[by_edge].tolist() == getattr(edges, untouched).tolist()


@settings(max_examples=20)
@given(seeds)
def test_a_seeker_with_thousands_of_pairs_is_sorted_too(seed: int) -> None:
    rng = np.random.default_rng(seed)
    many = 5000
    edges = Edges(
        np.zeros(many, np.int64), np.arange(many), rng.integers(0, 50, many), np.zeros(many, np.int64), 1,
        np.arange(many), np.ones(many, np.int64),
    )  # fmt: skip
    expected = np.lexsort((tickets(edges, seed), -edges.score))
    assert prepare(edges, seed=seed).edge.tolist() == expected.tolist()


def test_given_arrays_stay_as_they_are() -> None:
    prepare(_PAIRS)
    assert all(getattr(_PAIRS, name).flags.writeable for name in ("seeker", "place", "score", "capacities"))


@pytest.mark.parametrize(("seekers", "places"), [(0, 0), (0, 2), (3, 0), (3, 2)])
def test_without_pairs_nobody_gets_anything(seekers: int, places: int) -> None:
    none = np.empty(0, np.int64)
    edges = Edges(none, none, none, none, seekers, np.arange(places), np.ones(places, np.int64))
    for allocation in (allocate_stable(edges), allocate_stable(prepare(edges))):
        assert allocation.edge_of.tolist() == [-1] * seekers
        assert allocation.proposals == 0
        assert check_allocation(edges, allocation.edge_of).is_stable


def test_capacity_beyond_all_seekers_costs_nothing() -> None:
    edges = replace(_PAIRS, capacities=np.array([2**62, 0]))
    assert allocate_stable(edges).edge_of.tolist() == [0, 1]
    assert prepare(edges).capacities.max() <= 2


@pytest.mark.parametrize(
    ("change", "code", "field", "row"),
    [
        ({"seeker": np.array([0, 2, 1])}, "OUT_OF_RANGE", "seeker", 1),
        ({"seeker": np.array([-1, 1, 1])}, "OUT_OF_RANGE", "seeker", 0),
        ({"place": np.array([0, 0, 2])}, "OUT_OF_RANGE", "place", 2),
        ({"place": np.array([0, 1, 1])}, "TWICE", "pair", 2),
        ({"score": np.array([1.0, np.nan, 2])}, "NOT_A_NUMBER", "score", 1),
        ({"score": np.array([1.0, np.inf, 2])}, "NOT_A_NUMBER", "score", 1),
        ({"priority": np.array([1.0, 2, 2.5])}, "NOT_WHOLE", "priority", 2),
        ({"priority": np.array(["a", "b", "c"])}, "NOT_A_NUMBER", "priority", 0),
        ({"score": np.array([1, 2])}, "NOT_THE_SAME_LENGTH", "score", 2),
        ({"capacities": np.array([1, -1])}, "NEGATIVE", "capacities", 1),
        ({"capacities": np.array([1])}, "NOT_THE_SAME_LENGTH", "capacities", 1),
        ({"place_ids": np.array([7, 7])}, "TWICE", "place_ids", 1),
        ({"seeker_ids": np.array([5, 5])}, "TWICE", "seeker_ids", 1),
        ({"groups": np.array([-1, 0])}, "NEGATIVE", "groups", 0),
        ({"seekers": -1}, "NEGATIVE", "seekers", 0),
        ({"score": np.array([2.0**70, 1, 1])}, "TOO_LARGE", "score", 0),
        ({"priority": np.array([2**63, 1, 1], np.uint64)}, "TOO_LARGE", "priority", 0),
    ],
)
def test_what_cannot_be_is_refused_by_field_and_row(change, code, field, row) -> None:
    with pytest.raises(EdgesRefused, match=f"{code}: {field}, row {row}") as refused:
        allocate_stable(replace(_PAIRS, **change))
    assert (refused.value.problem.code, refused.value.problem.column, refused.value.problem.row) == (
        code,
        field,
        row,
    )
    with pytest.raises(EdgesRefused):
        allocate_stable(replace(_PAIRS, **change), policy=Policy((Rule(0, priority=1, reserve=0.5),)))


def test_equal_everything_goes_by_the_seed() -> None:
    n = 40
    edges = Edges(
        np.arange(n), np.zeros(n, np.int64), np.ones(n, np.int64), np.ones(n, np.int64), n,
        np.array([5]), np.array([3]),
    )  # fmt: skip
    winners = {tuple(np.flatnonzero(allocate_stable(edges, seed=seed).edge_of >= 0)) for seed in range(20)}
    assert all(len(held) == 3 for held in winners)
    assert len(winners) > 15
