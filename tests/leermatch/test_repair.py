"""A mended allocation is worth what a new one would be, whatever comes, goes, grows or shrinks."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leermatch.changing import Changes
from leermatch.checks import check_certificate
from leermatch.edges import Edges, EdgesRefused
from leermatch.optimal import allocate_best
from leermatch.repair import Kept
from tests.leermatch.test_optimal import random_edges

pytestmark = pytest.mark.unit
seeds = st.integers(0, 10**6)


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


def _edge_of(edges: Edges, places: np.ndarray) -> np.ndarray:
    """The pair of each seeker with the place that they have."""
    number = {
        pair: edge for edge, pair in enumerate(zip(edges.seeker.tolist(), edges.place.tolist(), strict=True))
    }
    return np.array([number.get((s, p), -1) for s, p in enumerate(places.tolist())], np.int64)


@settings(max_examples=400)
@given(seeds, st.integers(1, 6))
def test_mending_again_and_again_is_worth_what_a_new_allocation_is(seed: int, times: int) -> None:
    rng = np.random.default_rng(seed)
    edges = random_edges(seed, most=25, places=10)
    kept = Kept(edges, gap=0.0)
    for _ in range(times):
        changes = _random_changes(edges, rng)
        certificate = kept.repair(changes)
        edges = changes.applied(edges)
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
        proof = check_certificate(edges, _edge_of(edges, places), certificate.prices)
        assert (proof.faults, proof.total, proof.bound) == ((), certificate.total, certificate.bound)


@settings(max_examples=150)
@given(seeds, st.integers(1, 12), st.sampled_from([0.0, 1e-2, 0.5]))
def test_proof_of_what_changed_is_that_of_all_pairs(seed: int, times: int, gap: float) -> None:
    rng = np.random.default_rng(seed)
    edges = random_edges(seed, most=60, places=20)
    kept = Kept(edges, gap=gap)
    for _ in range(times):
        changes = _random_changes(edges, rng)
        known = kept.repair(changes)
        edges = changes.applied(edges)
        again = kept.recounted()
        assert (known.total, known.bound) == (again.total, again.bound)
        assert known.prices.tolist() == again.prices.tolist()


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
        edges = changes.applied(edges)
    assert certificate.total == allocate_best(edges, gap=0.0).certificate.total


@pytest.mark.parametrize(
    ("field", "values", "problem"),
    [
        ("score", [5.5], "NOT_WHOLE: score, row 0, value 5.5"),
        ("score", [np.nan], "NOT_A_NUMBER: score, row 0"),
        ("capacities", [1, np.nan], "NOT_A_NUMBER: capacities, row 1"),
        ("withdrawn", ["a"], "NOT_A_NUMBER: withdrawn, row 0, value a"),
    ],
)
def test_change_that_is_no_whole_number_is_refused(field: str, values: list[object], problem: str) -> None:
    with pytest.raises(EdgesRefused, match=problem):
        Changes(**{field: np.array(values)})


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
