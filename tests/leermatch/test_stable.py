"""Allocation: lawful, stable, best for seekers, the same every time; and the judge sees every fault."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leermatch import Edges, allocate_stable, check_allocation, edges_of, prepare, rank_places, tickets
from tests.leermatch.markets import TODAY, random_market, random_seeker
from tests.leermatch.oracle import stable_by_enumeration
from tests.leermatch.pairs import Choosing, picked, places_held, random_edges, random_policy

pytestmark = pytest.mark.unit
seeds = st.integers(0, 10**6)


@settings(max_examples=400)
@given(seeds, seeds)
def test_allocation_is_the_best_stable_one_for_every_seeker(seed: int, ties: int) -> None:
    edges = random_edges(seed)
    got = allocate_stable(edges, seed=ties).edge_of
    everything = stable_by_enumeration(edges)
    assert tuple(got.tolist()) in everything
    worth = np.append(edges.score, -1)
    for other in everything:
        assert (worth[got] >= worth[np.array(other, dtype=np.int64)]).all()
    verdict = check_allocation(edges, got)
    assert verdict.is_stable
    assert verdict.placed == np.count_nonzero(got >= 0)


@settings(max_examples=300)
@given(seeds, seeds)
def test_allocation_with_ties_is_stable_and_repeats(seed: int, ties: int) -> None:
    edges = random_edges(seed, most=30, levels=3)
    got = allocate_stable(edges, seed=ties)
    assert check_allocation(edges, got.edge_of).is_stable
    assert allocate_stable(edges, seed=ties).edge_of.tolist() == got.edge_of.tolist()


@settings(max_examples=300)
@given(seeds, seeds)
def test_allocation_does_not_depend_on_the_order_or_the_numbers_of_anything(seed: int, ties: int) -> None:
    edges = random_edges(seed, most=20, levels=4, groups=2)
    policy = random_policy(seed)
    edges = replace(edges, seeker_ids=np.arange(edges.seekers) * 7 + 1)
    rng = np.random.default_rng(ties)
    mixed = picked(edges, rng.permutation(edges.seeker.size))
    seekers, places = rng.permutation(edges.seekers), rng.permutation(edges.place_ids.size)
    mixed = replace(
        mixed,
        seeker=np.argsort(seekers)[mixed.seeker],
        place=np.argsort(places)[mixed.place],
        seeker_ids=edges.seeker_ids[seekers],
        groups=edges.groups[seekers],
        place_ids=edges.place_ids[places],
        capacities=edges.capacities[places],
        in_order=bool(seed % 2),
    )
    held = places_held(edges, allocate_stable(edges, seed=ties, policy=policy).edge_of)
    again = places_held(mixed, allocate_stable(mixed, seed=ties, policy=policy).edge_of)
    assert [held[seeker] for seeker in seekers] == again
    choices = prepare(mixed, seed=ties, policy=policy)
    assert places_held(mixed, allocate_stable(choices).edge_of) == again


@settings(max_examples=500)
@given(seeds, seeds)
def test_allocation_with_reserved_seats_is_the_best_stable_one_for_every_seeker(seed: int, ties: int) -> None:
    edges, policy = random_edges(seed, most=5, levels=3, groups=2), random_policy(seed)
    got = tuple(allocate_stable(edges, seed=ties, policy=policy).edge_of.tolist())
    judge = Choosing(edges, policy, ties)
    stable = [held for held in judge.lawful() if not judge.blocking(held)]
    assert got in stable
    for other in stable:
        assert all(judge.wish(mine) >= judge.wish(theirs) for mine, theirs in zip(got, other, strict=True))


@settings(max_examples=300)
@given(seeds, seeds)
def test_check_sees_exactly_the_pairs_that_block_under_a_policy(seed: int, ties: int) -> None:
    edges, policy = random_edges(seed, most=5, levels=3, groups=2), random_policy(seed)
    judge = Choosing(edges, policy, ties)
    lawful = judge.lawful()
    for at in np.random.default_rng(ties).integers(0, len(lawful), 5).tolist():
        verdict = check_allocation(
            edges, np.array(lawful[at], np.int64), policy=policy, ties=tickets(edges, ties)
        )
        assert verdict.blocking_pairs.tolist() == judge.blocking(lawful[at])


@settings(max_examples=100)
@given(seeds)
def test_large_reserving_allocation_passes_the_check(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n, m = 300, 8
    seeker, place = np.nonzero(rng.random((n, m)) < 0.7)
    edges = Edges(
        seeker, place, rng.integers(0, 9, seeker.size), rng.integers(0, 9, seeker.size), n,
        np.arange(m) * 10 + 3, rng.integers(0, 40, m), groups=rng.integers(0, 4, n),
    )  # fmt: skip
    policy = random_policy(seed)
    allocation = allocate_stable(edges, seed=seed, policy=policy)
    assert check_allocation(edges, allocation.edge_of, policy=policy, ties=tickets(edges, seed)).is_stable
    assert allocation.proposals >= np.count_nonzero(allocation.edge_of >= 0)


@settings(max_examples=150)
@given(seeds)
def test_raising_the_score_of_what_somebody_holds_keeps_it(seed: int) -> None:
    edges = random_edges(seed)
    got = allocate_stable(edges).edge_of
    for edge in got[got >= 0].tolist():
        raised = edges.score.copy()
        raised[edge] += 10_000
        assert edge in allocate_stable(replace(edges, score=raised)).edge_of.tolist()


@settings(max_examples=150)
@given(seeds)
def test_raising_a_priority_never_hurts_its_holder(seed: int) -> None:
    edges = random_edges(seed)
    got = allocate_stable(edges).edge_of
    for seeker in range(edges.seekers):
        raised = edges.priority.copy()
        raised[edges.seeker == seeker] += 10_000
        after = allocate_stable(replace(edges, priority=raised)).edge_of
        worth = np.append(edges.score, -1)
        assert worth[after[seeker]] >= worth[got[seeker]]


@settings(max_examples=150)
@given(seeds)
def test_removing_an_unmatched_seeker_changes_nothing(seed: int) -> None:
    edges = random_edges(seed)
    got = allocate_stable(edges).edge_of
    for seeker in np.flatnonzero(got < 0).tolist():
        kept = np.flatnonzero(edges.seeker != seeker)
        after = allocate_stable(picked(edges, kept)).edge_of
        assert [int(kept[edge]) if edge >= 0 else -1 for edge in after.tolist()] == got.tolist()


@settings(max_examples=60)
@given(seeds)
def test_edges_are_the_best_places_of_each_seeker(seed: int) -> None:
    market, _ = random_market(seed)
    seekers = [random_seeker(seed + at) for at in range(5)]
    edges = edges_of(market, seekers, today=TODAY, k=3)
    for position, seeker in enumerate(seekers):
        held = np.flatnonzero(edges.seeker == position)
        expected = rank_places(market, seeker, today=TODAY, k=3)
        assert edges.place_ids[edges.place[held]].tolist() == expected.ids.tolist()
        assert edges.score[held].tolist() == expected.scores.tolist()
    assert edges.capacities.tolist() == market.take(edges.place_ids).capacity_left.tolist()
    assert check_allocation(edges, allocate_stable(edges).edge_of).is_stable


_TWO_FOR_ONE = Edges(
    seeker=np.array([0, 1, 1]),
    place=np.array([0, 0, 1]),
    score=np.array([9, 8, 5]),
    priority=np.array([1, 2, 1]),
    seekers=2,
    place_ids=np.array([7, 8]),
    capacities=np.array([1, 1]),
)


def test_check_counts_what_an_allocation_is_worth() -> None:
    verdict = check_allocation(_TWO_FOR_ONE, np.array([-1, 1]))
    assert (verdict.placed, verdict.total_score, verdict.worst_score, verdict.is_stable) == (1, 8, 8, True)


def test_check_sees_a_blocking_pair() -> None:
    verdict = check_allocation(_TWO_FOR_ONE, np.array([0, 2]))
    assert verdict.faults == ()
    assert verdict.blocking_pairs.tolist() == [1]
    assert not verdict.is_stable


@pytest.mark.parametrize(
    ("edge_of", "fault"),
    [
        ([0, 1], "OVER_CAPACITY place 0"),
        ([1, -1], "PAIR_OF_ANOTHER seeker 0"),
        ([0, 3], "NO_SUCH_PAIR seeker 1"),
        ([-2, 1], "NO_SUCH_PAIR seeker 0"),
        ([0], "NOT_ONE_FOR_EACH_SEEKER shape (1,)"),
    ],
)
def test_check_sees_every_fault(edge_of: list[int], fault: str) -> None:
    verdict = check_allocation(_TWO_FOR_ONE, np.array(edge_of, dtype=np.int64))
    assert fault in verdict.faults
    assert not verdict.is_stable


def test_checks_know_no_solver() -> None:
    import ast
    from pathlib import Path

    import leermatch.checks

    tree = ast.parse(Path(str(leermatch.checks.__file__)).read_text())
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name for name in imported if name and name.startswith("leermatch")} == {
        "leermatch.arrays",
        "leermatch.policy",
    }


def test_prepared_choices_bring_their_own_seed() -> None:
    choices = prepare(_TWO_FOR_ONE, seed=3)
    assert allocate_stable(choices).seed == 3
    with pytest.raises(ValueError, match="prepare"):
        allocate_stable(choices, seed=4)
