"""What a policy keeps for whom, against counting one place at a time."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leermatch import Edges, Policy, Rule, allocate_stable, group_mask
from tests.leermatch.pairs import random_edges, random_policy, seats_reserved

pytestmark = pytest.mark.unit


@settings(max_examples=500)
@given(st.integers(0, 10**6))
def test_reserved_seats_are_counted_place_by_place(seed: int) -> None:
    edges, policy = random_edges(seed, most=2), random_policy(seed)
    kept = policy.reserved(edges.place_ids, edges.capacities)
    assert kept.tolist() == seats_reserved(edges, policy)
    assert (kept.sum(axis=0) <= edges.capacities).all()


def test_a_share_of_all_places_together_counts_seats_of_small_places() -> None:
    ids, ones = np.arange(10), np.ones(10, np.int64)
    assert Policy((Rule(0, reserve=0.25),)).reserved(ids, ones).sum() == 2
    assert Policy((Rule(0, reserve=0.25, together=False),)).reserved(ids, ones).sum() == 0


def _contest(members: int, reserve: float) -> list[int]:
    """Who of four gets one of two seats, when the last `members` are in the group and all others are stronger."""
    edges = Edges(
        np.arange(4), np.zeros(4, np.int64), np.ones(4, np.int64), np.array([4, 3, 2, 1]), 4,
        np.array([9]), np.array([2]), groups=np.array([0] * (4 - members) + [group_mask([1, 5])] * members),
    )  # fmt: skip
    held = allocate_stable(edges, policy=Policy((Rule(5, reserve=reserve),))).edge_of
    return np.flatnonzero(held >= 0).tolist()


def test_reserved_seats_go_to_the_group_first() -> None:
    assert _contest(members=2, reserve=0.5) == [0, 2]
    assert _contest(members=2, reserve=1.0) == [2, 3]


def test_reserved_seats_fall_to_others_when_the_group_leaves_them() -> None:
    assert _contest(members=0, reserve=1.0) == [0, 1]
    assert _contest(members=1, reserve=1.0) == [0, 3]


def test_a_group_that_wins_by_itself_gets_no_more_from_a_reserve() -> None:
    assert _contest(members=4, reserve=0.5) == [0, 1]


@pytest.mark.parametrize(
    ("rule", "named"),
    [
        ({"group": 63}, "group"),
        ({"group": -1}, "group"),
        ({"group": 0, "reserve": 1.1}, "reserve"),
        ({"group": 0, "reserve": float("nan")}, "reserve"),
        ({"group": 0, "priority": 2**41}, "priority"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(rule, named) -> None:
    with pytest.raises(ValueError, match=named):
        Rule(**rule)


@pytest.mark.parametrize("group", [-1, 63])
def test_a_mask_of_a_group_that_cannot_be_is_refused(group: int) -> None:
    with pytest.raises(ValueError, match="group: "):
        group_mask([0, group])
