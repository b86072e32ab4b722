"""Groups get what they were promised, or as many as can be, at the least loss for all."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leermatch import check_allocation
from leermatch.checks import check_certificate
from leermatch.choices import prepare
from leermatch.edges import Edges
from leermatch.optimal import SharesRefused, allocate_best
from leermatch.policy import Policy, Rule
from tests.leermatch.test_optimal import random_edges

pytestmark = pytest.mark.unit
seeds = st.integers(0, 10**6)


def _problem(seed: int, most: int, places: int) -> tuple[Edges, Policy]:
    rng = np.random.default_rng(seed)
    edges = random_edges(seed, most=most, places=places)
    edges = replace(edges, groups=rng.integers(0, 4, edges.seekers))
    some = frozenset(edges.place_ids[rng.random(edges.place_ids.size) < 0.7].tolist())
    rules = [
        Rule(
            group=group,
            reserve=float(rng.choice([0.2, 0.5, 1.0])),
            places=None if rng.random() < 0.6 else some,
        )
        for group in range(int(rng.integers(1, 3)))
    ]
    return edges, Policy(tuple(rules))


def _counted(edges: Edges, policy: Policy, held: list[int]) -> list[int]:
    assert edges.groups is not None
    return [
        int(
            (rule.members(edges.groups)[edges.seeker] & rule.covers(edges.place_ids)[edges.place])[held].sum()
        )
        for rule in policy.reserving
    ]


@settings(max_examples=250)
@given(seeds)
def test_one_promise_is_kept_at_the_least_loss(seed: int) -> None:
    edges, policy = _problem(seed, most=5, places=3)
    policy = Policy(policy.rules[:1])
    got = allocate_best(edges, policy=policy, gap=0.0)
    share = got.shares[0]
    lawful = []
    options = [[-1, *np.flatnonzero((edges.seeker == s) & (edges.score > 0))] for s in range(edges.seekers)]
    for choice in itertools.product(*options):
        held = [int(edge) for edge in choice if edge >= 0]
        inside = np.bincount(edges.place[held], minlength=edges.capacities.size)
        if (inside <= edges.capacities).all():
            lawful.append((_counted(edges, policy, held)[0], int(edges.score[held].sum())))
    assert share.possible == max(count for count, _ in lawful)
    needed = min(share.asked, share.possible)
    best = max(total for count, total in lawful if count >= needed)
    assert share.placed >= needed
    assert got.certificate.total <= best <= got.certificate.bound
    assert best - got.certificate.total <= share.placed  # a point in ten thousand for each member at most


@settings(max_examples=150)
@given(seeds)
def test_promises_are_kept_and_the_bound_holds(seed: int) -> None:
    edges, policy = _problem(seed, most=30, places=10)
    got = allocate_best(edges, policy=policy, gap=0.0)
    assert check_allocation(edges, got.edge_of).faults == ()
    proof = check_certificate(
        edges,
        got.edge_of,
        got.certificate.prices,
        policy=policy,
        rewards=[share.reward for share in got.shares],
        promised=[min(share.asked, share.possible, share.placed) for share in got.shares],
    )
    assert (proof.faults, proof.total, proof.bound) == ((), got.certificate.total, got.certificate.bound)
    assert proof.total <= proof.bound
    held = got.edge_of[got.edge_of >= 0].tolist()
    assert _counted(edges, policy, held) == [share.placed for share in got.shares]
    if len(got.shares) == 1:
        assert got.shares[0].placed >= min(got.shares[0].asked, got.shares[0].possible)
    without = allocate_best(edges, gap=0.0).certificate
    assert got.certificate.total <= without.total
    again = allocate_best(edges, policy=policy, gap=0.0)
    assert again.edge_of.tobytes() == got.edge_of.tobytes()


def test_a_promise_that_cannot_be_kept_is_refused_when_it_must_be() -> None:
    at = np.array([0])
    edges = Edges(at, at, np.array([5]), at, 1, np.array([7]), np.array([1]), groups=np.array([0]))
    policy = Policy((Rule(group=0, reserve=1.0),))
    soft = allocate_best(edges, policy=policy)
    assert soft.edge_of.tolist() == [0]
    assert (soft.shares[0].asked, soft.shares[0].possible, soft.shares[0].placed) == (1, 0, 0)
    with pytest.raises(SharesRefused, match="rule 0: 1 asked, 0 possible alone"):
        allocate_best(edges, policy=policy, strict=True)
    with pytest.raises(ValueError, match="reserves"):
        allocate_best(prepare(edges, policy=policy))


def test_points_of_a_policy_are_part_of_the_score() -> None:
    two = np.array([0, 1])
    same = np.array([0, 0])
    edges = Edges(two, same, np.array([5, 9]), same, 2, np.array([7]), np.array([1]), groups=np.array([1, 0]))
    policy = Policy((Rule(group=0, priority=10),))
    assert allocate_best(edges).edge_of.tolist() == [-1, 1]
    assert allocate_best(edges, policy=policy).edge_of.tolist() == [0, -1]
