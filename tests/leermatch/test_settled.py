"""A stable allocation that takes changes in is, each time, the one that solving from nothing gives."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leermatch import (
    Changes,
    Edges,
    EdgesRefused,
    KeptStable,
    Policy,
    allocate_stable,
    check_allocation,
    tickets,
)
from tests.leermatch.pairs import random_edges, random_policy

pytestmark = pytest.mark.unit
seeds = st.integers(0, 10**6)


def _random_changes(edges: Edges, rng: np.random.Generator) -> Changes:
    n, m = edges.seekers, edges.capacities.size
    newcomers = int(rng.integers(0, 4))
    who = [*np.flatnonzero(rng.random(n) < 0.2).tolist(), *range(n, n + newcomers)]
    pairs = [(s, p) for s in who for p in rng.permutation(m)[: rng.integers(1, m + 1)].tolist()]
    seeker, place = np.array(pairs, np.int64).reshape(-1, 2)[rng.permutation(len(pairs))].T
    told = np.array([s for s in who if rng.random() < 0.5], np.int64)
    resized = np.flatnonzero(rng.random(m) < 0.3)
    return Changes(
        withdrawn=np.flatnonzero(rng.random(n) < 0.2),
        seeker=seeker,
        place=place,
        score=rng.integers(-5, 5, seeker.size),
        priority=rng.integers(0, 4, seeker.size),
        member=told,
        groups=rng.integers(0, 4, told.size),
        resized=resized,
        capacities=rng.integers(0, 4, resized.size),
        ids=None
        if edges.seeker_ids is None
        else np.arange(newcomers) + 10_000 + int(edges.seeker_ids.max(initial=0)),
    )


@settings(max_examples=400)
@given(seeds, st.integers(1, 5), st.booleans(), st.booleans())
def test_changes_give_what_solving_from_nothing_gives(
    seed: int, times: int, ruled: bool, named: bool
) -> None:
    rng = np.random.default_rng(seed)
    edges = random_edges(seed, most=15, levels=5, groups=2)
    policy = random_policy(seed) if ruled else Policy()
    if named:
        edges = replace(edges, seeker_ids=rng.permutation(edges.seekers).astype(np.int64) * 7)
    kept = KeptStable(edges, seed=seed, policy=policy)
    for _ in range(times):
        changes = _random_changes(edges, rng)
        kept.repair(changes)
        edges = changes.applied(edges)
        anew = allocate_stable(edges, seed=seed, policy=policy)
        assert check_allocation(edges, anew.edge_of, policy=policy, ties=tickets(edges, seed)).is_stable
        held = anew.edge_of
        assert kept.places().tolist() == np.where(held >= 0, np.append(edges.place, -1)[held], -1).tolist()
        assert kept.scores().tolist() == np.where(held >= 0, np.append(edges.score, 0)[held], 0).tolist()


def test_newcomers_without_ids_are_refused_where_others_have_them() -> None:
    edges = replace(random_edges(5), seeker_ids=None)
    n = edges.seekers
    named = replace(edges, seeker_ids=np.arange(n) + 100)
    coming = Changes(seeker=np.array([n]), place=np.array([0]), score=np.array([1]))
    KeptStable(edges).repair(coming)
    kept = KeptStable(named)
    before = kept.places().tolist()
    with pytest.raises(EdgesRefused, match="MISSING: ids"):
        kept.repair(coming)
    with pytest.raises(EdgesRefused, match="TWICE: ids, row 0, value 100"):
        kept.repair(replace(coming, ids=np.array([100])))
    with pytest.raises(EdgesRefused, match="NOT_THE_SAME_LENGTH: ids"):
        kept.repair(replace(coming, ids=np.array([1, 2])))
    with pytest.raises(EdgesRefused, match="OUT_OF_RANGE: priority"):
        kept.repair(replace(coming, priority=np.array([2**40]), ids=np.array([1])))
    assert kept.places().tolist() == before
