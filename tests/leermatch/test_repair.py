"""A mended allocation is worth what a new one would be, whatever comes, goes, grows or shrinks."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leermatch.edges import Edges, EdgesRefused
from leermatch.optimal import allocate_best
from leermatch.repair import Changes, Kept
from tests.leermatch.test_optimal import random_edges

pytestmark = pytest.mark.unit
seeds = st.integers(0, 10**6)


def _changed(edges: Edges, changes: Changes) -> Edges:
    """The problem as it is after the changes, made from plain lists."""
    renewed = set(changes.withdrawn.tolist()) | set(changes.seeker.tolist())
    rows = [
        pair
        for pair in zip(edges.seeker.tolist(), edges.place.tolist(), edges.score.tolist(), strict=True)
        if pair[0] not in renewed
    ]
    rows += zip(changes.seeker.tolist(), changes.place.tolist(), changes.score.tolist(), strict=True)
    capacities = edges.capacities.copy()
    capacities[changes.resized] = changes.capacities
    columns = np.array(rows, np.int64).reshape(-1, 3).T
    return replace(
        edges,
        seeker=columns[0],
        place=columns[1],
        score=columns[2],
        priority=np.zeros(len(rows), np.int64),
        seekers=max(edges.seekers, int(changes.seeker.max(initial=-1)) + 1),
        capacities=capacities,
    )


def _random_changes(edges: Edges, rng: np.random.Generator) -> Changes:
    n, m = edges.seekers, edges.capacities.size
    newcomers = int(rng.integers(0, 4)) if m else 0
    renewed = [s for s in range(n) if rng.random() < 0.15]
    seekers = [s for s in [*renewed, *range(n, n + newcomers)] if m]
    pairs = [
        (seeker, place, int(rng.integers(-3, 1000)))
        for seeker in seekers
        for place in rng.permutation(m)[: rng.integers(1, m + 1)].tolist()
    ]
    columns = np.array(pairs, np.int64).reshape(-1, 3)[rng.permutation(len(pairs))].T
    resized = np.flatnonzero(rng.random(m) < 0.3)
    return Changes(
        withdrawn=np.flatnonzero(rng.random(n) < 0.15),
        seeker=columns[0],
        place=columns[1],
        score=columns[2],
        resized=resized,
        capacities=rng.integers(0, 5, resized.size),
    )


@settings(max_examples=400)
@given(seeds, st.integers(1, 6))
def test_mending_again_and_again_is_worth_what_a_new_allocation_is(seed: int, times: int) -> None:
    rng = np.random.default_rng(seed)
    edges = random_edges(seed, most=25, places=10)
    kept = Kept(edges, gap=0.0)
    for _ in range(times):
        changes = _random_changes(edges, rng)
        certificate = kept.repair(changes)
        edges = _changed(edges, changes)
        anew = allocate_best(edges, gap=0.0).certificate
        assert certificate.total == certificate.bound == anew.total
        places = kept.places()
        assert (np.bincount(places[places >= 0], minlength=edges.capacities.size) <= edges.capacities).all()
        worth = {
            (s, p): v
            for s, p, v in zip(edges.seeker.tolist(), edges.place.tolist(), edges.score.tolist(), strict=True)
        }
        assert [worth.get((s, p), 0) for s, p in enumerate(places.tolist())] == kept.scores().tolist()
        assert kept.scores().sum() == certificate.total
        assert (certificate.prices >= 0).all()


@settings(max_examples=50)
@given(seeds)
def test_mending_gives_the_same_bytes_again(seed: int) -> None:
    edges = random_edges(seed, most=25, places=10)
    changes = _random_changes(edges, np.random.default_rng(seed))
    kept = [Kept(edges, seed=5) for _ in range(2)]
    for each in kept:
        each.repair(changes)
    assert kept[0].places().tobytes() == kept[1].places().tobytes()
    assert kept[0].certificate.prices.tobytes() == kept[1].certificate.prices.tobytes()


def test_pairs_beyond_the_spare_room_are_taken_in() -> None:
    edges = random_edges(11, most=25, places=10)
    m = edges.capacities.size
    kept = Kept(edges, gap=0.0)
    for _ in range(3):
        n = edges.seekers
        seeker, place = (each.ravel() for each in np.mgrid[n : n + 1500, 0:m])
        changes = Changes(seeker=seeker, place=place, score=(seeker * 7919 + place * 31) % 1000)
        certificate = kept.repair(changes)
        edges = _changed(edges, changes)
    assert certificate.total == allocate_best(edges, gap=0.0).certificate.total


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        (Changes(withdrawn=np.array([99])), "OUT_OF_RANGE: withdrawn, row 0, value 99"),
        (
            Changes(seeker=np.array([99]), place=np.array([0]), score=np.array([1])),
            "OUT_OF_RANGE: seeker, row 0",
        ),
        (
            Changes(seeker=np.array([0]), place=np.array([-1]), score=np.array([1])),
            "OUT_OF_RANGE: place, row 0",
        ),
        (
            Changes(seeker=np.array([0]), place=np.array([0]), score=np.array([2**40])),
            "OUT_OF_RANGE: score, row 0",
        ),
        (
            Changes(seeker=np.array([0, 0]), place=np.array([0, 0]), score=np.array([1, 2])),
            "TWICE: pair, row 0",
        ),
        (Changes(resized=np.array([0]), capacities=np.array([-1])), "OUT_OF_RANGE: capacities, row 0"),
        (Changes(resized=np.array([0, 0]), capacities=np.array([1, 1])), "TWICE: resized"),
        (Changes(resized=np.array([0])), "NOT_THE_SAME_LENGTH: capacities"),
    ],
)
def test_bad_changes_are_refused_and_change_nothing(changes: Changes, problem: str) -> None:
    edges = random_edges(11, most=25, places=10)
    kept = Kept(edges, gap=0.0)
    before = kept.places().tolist()
    with pytest.raises(EdgesRefused, match=problem):
        kept.repair(changes)
    assert kept.places().tolist() == before
    assert kept.repair(Changes()).total == allocate_best(edges, gap=0.0).certificate.total
