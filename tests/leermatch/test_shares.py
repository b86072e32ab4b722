"""Groups get what they were promised, or as many as can be, at the least loss for all."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leermatch import check_allocation
from leermatch.changing import Changes
from leermatch.checks import check_certificate
from leermatch.choices import prepare
from leermatch.edges import Edges
from leermatch.optimal import SharesRefused, allocate_best
from leermatch.policy import Policy, Rule
from leermatch.repair import Kept
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


def _lawful(edges: Edges, policy: Policy) -> list[tuple[int, int]]:
    """Members that the first rule counts, and the total, of every allocation within the capacities."""
    lawful = []
    options = [[-1, *np.flatnonzero((edges.seeker == s) & (edges.score > 0))] for s in range(edges.seekers)]
    for choice in itertools.product(*options):
        held = [int(edge) for edge in choice if edge >= 0]
        inside = np.bincount(edges.place[held], minlength=edges.capacities.size)
        if (inside <= edges.capacities).all():
            lawful.append((_counted(edges, policy, held)[0], int(edges.score[held].sum())))
    return lawful


@settings(max_examples=250)
@given(seeds)
def test_one_promise_is_kept_at_the_least_loss(seed: int) -> None:
    edges, policy = _problem(seed, most=5, places=3)
    policy = Policy(policy.rules[:1])
    got = allocate_best(edges, policy=policy, gap=0.0)
    share = got.shares[0]
    lawful = _lawful(edges, policy)
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


@settings(max_examples=150)
@given(seeds, st.integers(1, 3))
def test_promises_are_met_again_after_changes(seed: int, times: int) -> None:
    edges, policy = _problem(seed, most=4, places=3)
    policy = Policy(policy.rules[:1])
    rng = np.random.default_rng(seed)
    kept = Kept(edges, policy=policy, gap=0.0)
    for _ in range(times):
        changes = _some_changes(edges, rng)
        kept.repair(changes)
        edges = changes.applied(edges)
        share = kept.shares[0]
        lawful = _lawful(edges, policy)
        assert share.possible == max(count for count, _ in lawful)
        needed = min(share.asked, share.possible)
        assert share.placed >= needed
        best = max(total for count, total in lawful if count >= needed)
        assert kept.certificate.total <= best <= kept.certificate.bound
        assert best - kept.certificate.total <= share.placed
        _assert_proven(edges, policy, kept)


@settings(max_examples=100)
@given(seeds, st.integers(1, 4))
def test_several_promises_and_points_are_kept_after_changes(seed: int, times: int) -> None:
    edges, policy = _problem(seed, most=30, places=10)
    policy = Policy((Rule(group=1, priority=50), *policy.rules))
    rng = np.random.default_rng(seed)
    kept = Kept(edges, policy=policy, gap=0.0)
    for _ in range(times):
        changes = _some_changes(edges, rng)
        kept.repair(changes)
        edges = changes.applied(edges)
        _assert_proven(edges, policy, kept)
        asked = allocate_best(edges, policy=policy, gap=0.0).shares
        assert [(share.asked, share.possible) for share in kept.shares] == [
            (share.asked, share.possible) for share in asked
        ]


@settings(max_examples=100)
@given(seeds, st.integers(1, 4))
def test_points_are_given_to_later_pairs(seed: int, times: int) -> None:
    edges, _ = _problem(seed, most=30, places=10)
    policy = Policy((Rule(group=1, priority=50), Rule(group=0, priority=-20)))
    rng = np.random.default_rng(seed)
    kept = Kept(edges, policy=policy, gap=0.0)
    for _ in range(times):
        changes = _some_changes(edges, rng)
        kept.repair(changes)
        edges = changes.applied(edges)
        assert kept.certificate.total == allocate_best(edges, policy=policy, gap=0.0).certificate.total
        assert kept.scores().sum() == kept.certificate.total


def _some_changes(edges: Edges, rng: np.random.Generator) -> Changes:
    n, m = edges.seekers, edges.capacities.size
    who = [*np.flatnonzero(rng.random(n) < 0.2).tolist(), n] if m else []
    pairs = [(s, p) for s in who for p in rng.permutation(m)[: rng.integers(1, m + 1)].tolist()]
    seeker, place = np.array(pairs, np.int64).reshape(-1, 2).T
    resized = np.flatnonzero(rng.random(m) < 0.3)
    return Changes(
        withdrawn=np.flatnonzero(rng.random(n) < 0.2),
        seeker=seeker,
        place=place,
        score=rng.integers(-3, 1000, seeker.size),
        member=np.array(who, np.int64),
        groups=rng.integers(0, 4, len(who)),
        resized=resized,
        capacities=rng.integers(0, 4, resized.size),
    )


def _assert_proven(edges: Edges, policy: Policy, kept: Kept) -> None:
    number = {
        pair: at for at, pair in enumerate(zip(edges.seeker.tolist(), edges.place.tolist(), strict=True))
    }
    edge_of = np.array([number.get((s, p), -1) for s, p in enumerate(kept.places().tolist())], np.int64)
    assert check_allocation(edges, edge_of).faults == ()
    proof = check_certificate(
        edges,
        edge_of,
        kept.certificate.prices,
        policy=policy,
        rewards=[share.reward for share in kept.shares],
        promised=[min(share.asked, share.possible, share.placed) for share in kept.shares],
    )
    assert (proof.faults, proof.total, proof.bound) == ((), kept.certificate.total, kept.certificate.bound)
    assert proof.total <= proof.bound
    assert kept.scores().sum() == proof.total
    assert _counted(edges, policy, edge_of[edge_of >= 0].tolist()) == [share.placed for share in kept.shares]


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
