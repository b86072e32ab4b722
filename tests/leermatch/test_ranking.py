"""The compiled ranking: whatever the market, the seekers and the number of threads, the same as one by one."""

from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leermatch import (
    FLEXIBLE,
    NO_DAY,
    Occupation,
    Qualification,
    Rankings,
    Reason,
    Seeker,
    SeekersRefused,
    Vocabularies,
    Weights,
    build_market,
    exclusions,
    judge,
    near_misses,
    rank_many,
    rank_places,
    rank_seekers,
    read_seekers,
    seekers_of,
)
from leermatch.ranking import kernel_call
from tests.leermatch import oracle
from tests.leermatch.markets import TODAY, VOCABULARIES, random_columns, random_market, random_seeker

pytestmark = pytest.mark.unit
seeds = st.integers(0, 10**6)
#: Everything but the distance counts for the place here; and here nothing but it.
SIDES = (
    Weights(of_place=("closeness", "level", "hours", "start", "wishes", "fairness", "waiting"), waiting=9),
    Weights(of_place=("distance",)),
    Weights(of_place=(), closeness=0, wishes=0),
)


def _crowd(seed: int, n: int = 300) -> tuple[Any, dict[str, list[Any]]]:
    """A market in which many share each score."""
    columns = random_columns(np.random.default_rng(seed), n)
    return build_market(columns, VOCABULARIES), columns


def _same(ours: Rankings, theirs: Rankings) -> bool:
    return all(
        getattr(ours, field.name).tobytes() == getattr(theirs, field.name).tobytes()
        for field in fields(Rankings)
    )


@settings(max_examples=60, deadline=None)
@given(seeds, st.lists(seeds, min_size=1, max_size=3), st.sampled_from([1, 3, 20, 70, 400]))
def test_many_places_agree_with_brute_force(seed: int, seeker_seeds: list[int], k: int) -> None:
    market, columns = _crowd(seed % 5)
    places = oracle.places_of(columns, VOCABULARIES)
    seekers = [random_seeker(one) for one in seeker_seeds]
    many = rank_many(market, seekers, today=TODAY, k=k)
    for row, seeker in enumerate(seekers):
        expected = oracle.ranked(places, seeker, VOCABULARIES, TODAY, Weights())
        held = min(len(expected), k)
        assert (
            list(zip(many.ids[row].tolist(), many.scores[row].tolist(), strict=True))[:held] == expected[:k]
        )
        assert (many.ids[row, held:] == -1).all()
        assert (many.scores[row, held:] == 0).all()
        assert np.isnan(many.distances_km[row, held:]).all()
        assert many.eligible_total[row] == len(expected)
        assert many.visited[row] >= len(expected)


@settings(max_examples=60, deadline=None)
@given(seeds, seeds, st.sampled_from(SIDES))
def test_priorities_are_the_contributions_that_count_for_the_place(
    seed: int, seeker_seed: int, weights: Weights
) -> None:
    market, _ = _crowd(seed % 5)
    seeker = random_seeker(seeker_seed)
    one = rank_places(market, seeker, today=TODAY, k=30, weights=weights)
    many = rank_many(market, [seeker], today=TODAY, k=30, weights=weights)
    names = ("closeness", "distance", "level", "hours", "start", "wishes", "fairness", "waiting")
    of_place = [names.index(name) for name in weights.of_place]
    held = one.ids.size
    assert many.priorities[0, :held].tolist() == one.contributions[:, of_place].sum(axis=1).tolist()
    assert many.distances_km[0, :held].tobytes() == one.distances_km.tobytes()
    assert (one.contributions.sum(axis=1) == one.scores).all()


def test_equal_scores_are_ordered_by_id_also_at_the_edge() -> None:
    ids = np.random.default_rng(4).permutation(np.arange(1, 2001)) * 3
    market = build_market({"id": ids.tolist()}, VOCABULARIES)
    for k in (1, 20, 64, 65, 300, 2000, 2100):
        many = rank_many(market, [Seeker(), Seeker(occupations=("las",))], today=TODAY, k=k)
        expected = np.sort(ids)[:k]
        assert (many.ids[:, : expected.size] == expected).all()
        assert (many.eligible_total == ids.size).all()


def test_any_number_of_threads_gives_the_same_bytes() -> None:
    market, _ = _crowd(1, 1_000)
    seekers = seekers_of([random_seeker(seed) for seed in range(500)] * 40, VOCABULARIES)
    alone = rank_many(market, seekers, today=TODAY, k=7, threads=1)
    assert _same(alone, rank_many(market, seekers, today=TODAY, k=7, threads=2))
    assert _same(alone, rank_many(market, seekers, today=TODAY, k=7, threads=5))


def test_seekers_do_not_depend_on_who_is_ranked_with_them() -> None:
    market, _ = _crowd(2)
    seekers = [random_seeker(seed) for seed in range(200)]
    columns = seekers_of(seekers, VOCABULARIES)
    together = rank_many(market, columns, today=TODAY, k=9)
    for row in range(0, 200, 7):
        alone = rank_many(market, columns.take(np.array([row])), today=TODAY, k=9)
        assert alone.ids[0].tolist() == together.ids[row].tolist()
        assert alone.scores[0].tolist() == together.scores[row].tolist()


@settings(max_examples=60, deadline=None)
@given(seeds, seeds)
def test_wider_reach_never_loses_a_place(seed: int, seeker_seed: int) -> None:
    market, _ = _crowd(seed % 5)
    seeker = replace(random_seeker(seeker_seed), max_km=12.0)
    everything = len(market)
    near = rank_places(market, seeker, today=TODAY, k=everything).ids
    far = rank_places(market, replace(seeker, max_km=31.0), today=TODAY, k=everything).ids
    anywhere = rank_places(market, replace(seeker, max_km=None), today=TODAY, k=everything).ids
    assert set(near.tolist()) <= set(far.tolist()) <= set(anywhere.tolist())


@settings(max_examples=80, deadline=None)
@given(seeds, seeds)
def test_reach_of_exactly_the_distance_is_enough(seed: int, seeker_seed: int) -> None:
    market, _ = _crowd(seed % 5, 60)
    seeker = replace(random_seeker(seeker_seed), max_km=None)
    ranking = rank_places(market, seeker, today=TODAY, k=60)
    for place_id, km in zip(ranking.ids.tolist(), ranking.distances_km, strict=True):
        if not np.isnan(km):
            just = replace(seeker, max_km=float(km))
            short = replace(seeker, max_km=float(np.nextafter(km, np.float32(0))))
            assert place_id in rank_places(market, just, today=TODAY, k=60).ids
            assert place_id not in rank_places(market, short, today=TODAY, k=60).ids


@settings(max_examples=100, deadline=None)
@given(seeds, seeds)
def test_reasons_and_near_misses_agree_with_brute_force(seed: int, seeker_seed: int) -> None:
    market, columns = random_market(seed, most=40)
    seeker = random_seeker(seeker_seed)
    places = oracle.places_of(columns, VOCABULARIES)
    reasons = {p["id"]: oracle.reasons(p, seeker, VOCABULARIES, TODAY) for p in places}
    expected = {r: sum(1 for bits in reasons.values() if r in bits) for r in Reason}
    assert exclusions(market, seeker, today=TODAY) == {r: count for r, count in expected.items() if count}
    final = Reason.CLOSED | Reason.FULL | Reason.NOT_RECOGNISED | Reason.OTHER_OCCUPATION
    scored = sorted(
        (-sum(oracle.contributions(p, seeker, VOCABULARIES, TODAY, Weights())), p["id"], reasons[p["id"]])
        for p in places
        if len(reasons[p["id"]]) == 1 and not reasons[p["id"]] & final
    )
    best: dict[Reason, int] = {}
    for _, place_id, reason in scored:
        best.setdefault(reason, place_id)
    assert near_misses(market, seeker, today=TODAY, k=99) == tuple((i, r) for r, i in best.items())


def test_columns_are_read_as_the_objects_they_stand_for() -> None:
    market, _ = _crowd(3)
    seekers = [random_seeker(seed) for seed in range(100)]
    objects = seekers_of(seekers, VOCABULARIES)
    wishes = objects.wishes
    occupations, qualifications, sectors = np.split(wishes, np.cumsum(objects.widths)[:2], axis=1)
    many = [len(VOCABULARIES.occupations), len(VOCABULARIES.qualifications)]

    def rows(wished: np.ndarray, before: int) -> np.ndarray:
        shifted = np.where(wished < 0, -1, wished - before)
        return np.where(wished == objects.entities + 2, -2, shifted)

    columns = {
        name: np.array([np.nan if getattr(s, name) is None else getattr(s, name) for s in seekers])
        for name in ("lat", "lon", "max_km", "prior_level", "age", "language", "hours_min", "hours_max")
    }
    read = read_seekers(
        {
            **columns,
            **{
                name: np.array([getattr(s, name) for s in seekers]) for name in ("id", "days", "level_waived")
            },
            "waiting_days": np.array([s.waiting_days for s in seekers]),
            "licence": np.array([0 if s.licence is None else 1 + s.licence for s in seekers]),
            "work_permit": np.array([0 if s.work_permit is None else 1 + s.work_permit for s in seekers]),
            "from_day": np.array([NO_DAY if s.from_day is None else s.from_day for s in seekers]),
            "until_day": np.array([FLEXIBLE if s.until_day is None else s.until_day for s in seekers]),
            "occupations": rows(occupations, 0),
            "qualifications": rows(qualifications, many[0]),
            "sectors": rows(sectors, sum(many)),
        },
        VOCABULARIES,
    )
    assert _same(rank_many(market, read, today=TODAY), rank_many(market, objects, today=TODAY))
    place_id = int(market.living.id[0])
    ours, theirs = (rank_seekers(market, place_id, who, today=TODAY) for who in (read, seekers))
    assert ours.positions.tolist() == theirs.positions.tolist()
    assert ours.excluded == theirs.excluded


@pytest.mark.parametrize(
    ("columns", "problem"),
    [
        ({"lat": [52.0, 91.0], "lon": [5.0, 5.0]}, ("OUT_OF_RANGE", "lat", 1)),
        ({"lat": [52.0, np.inf], "lon": [5.0, 5.0]}, ("OUT_OF_RANGE", "lat", 1)),
        ({"lat": [52.0, 5.0], "lon": [5.0, 52.0]}, ("OUT_OF_COUNTRY", "lat", 1)),
        ({"lat": [52.0, np.nan], "lon": [5.0, 5.0]}, ("HALF_A_LOCATION", "lat", 1)),
        ({"lat": ["52,1", None], "lon": [5.0, 5.0]}, ("NOT_A_NUMBER", "lat", 0)),
        ({"max_km": [-1.0, 5.0]}, ("OUT_OF_RANGE", "max_km", 0)),
        ({"age": [17, 400]}, ("OUT_OF_RANGE", "age", 1)),
        ({"language": [99, 2]}, ("OUT_OF_RANGE", "language", 0)),
        ({"days": [3, 200]}, ("OUT_OF_RANGE", "days", 1)),
        ({"days": [3, 2.5]}, ("NOT_WHOLE", "days", 1)),
        ({"from_day": [1.5, np.nan]}, ("NOT_WHOLE", "from_day", 0)),
        ({"from_day": [2**40, 1]}, ("OUT_OF_RANGE", "from_day", 0)),
        ({"licence": [3, 0]}, ("OUT_OF_RANGE", "licence", 0)),
        ({"hours_min": [30.0, 8.0], "hours_max": [20.0, 9.0]}, ("LESS_THAN_MINIMUM", "hours_max", 0)),
        ({"from_day": [2, 2], "until_day": [2, 1]}, ("ENDS_BEFORE_START", "until_day", 1)),
        ({"occupations": [[0], [99]]}, ("UNKNOWN_CODE", "occupations", 1)),
        ({"occupations": [0, 1]}, ("NOT_A_COLUMN", "occupations", 0)),
        ({"occupations": [[0], [0, 1]]}, ("NOT_A_COLUMN", "occupations", 0)),
        ({"id": [1.5, 2.0]}, ("NOT_A_NUMBER", "id", 0)),
        ({"id": [1, None]}, ("NOT_A_NUMBER", "id", 1)),
        ({"id": np.array([2**64 - 1, 1], np.uint64)}, ("OUT_OF_RANGE", "id", 0)),
        ({"shoe_size": [1, 2]}, ("UNKNOWN_COLUMN", "shoe_size", 0)),
        ({"lat": [52.0, 52.0], "lon": [5.0]}, ("OTHER_LENGTH", "lon", 1)),
        ({"lat": 52.0}, ("NOT_A_COLUMN", "lat", 0)),
    ],
)
def test_columns_that_cannot_be_are_refused(columns: dict[str, Any], problem: tuple[str, str, int]) -> None:
    with pytest.raises(SeekersRefused) as refused:
        read_seekers(columns, VOCABULARIES)
    first = refused.value.problems[0]
    assert (first.code, first.column, first.row) == problem


def test_no_columns_are_no_seekers() -> None:
    assert len(read_seekers({}, VOCABULARIES)) == 0


def test_seekers_of_other_vocabularies_are_refused() -> None:
    market, _ = random_market(1)
    with pytest.raises(ValueError, match="vocabularies"):
        rank_many(market, seekers_of([Seeker()], Vocabularies()), today=TODAY)


def test_market_without_vocabularies_or_places_ranks() -> None:
    bare = build_market({"id": [2, 1], "min_age": [18, None]}, Vocabularies())
    assert rank_places(bare, Seeker(occupations=("las",)), today=TODAY).ids.tolist() == [1, 2]
    empty = build_market({"id": []}, VOCABULARIES)
    many = rank_many(empty, [Seeker(), Seeker(sectors=("ZORG",))], today=TODAY, k=2)
    assert (many.ids == -1).all()
    assert exclusions(empty, Seeker(), today=TODAY) == {}
    assert rank_many(bare, [], today=TODAY).ids.shape == (0, 20)


def test_ages_without_a_bit_of_their_own_count_too() -> None:
    ages = list(range(12, 30))
    market = build_market({"id": list(range(1, 19)), "min_age": ages}, VOCABULARIES)
    for age in (11, 12, 20, 29, None):
        fit = [i for i, asked in enumerate(ages, start=1) if age is None or asked <= age]
        assert rank_places(market, Seeker(age=age), today=TODAY).ids.tolist() == fit
        told = exclusions(market, Seeker(age=age), today=TODAY)
        assert told.get(Reason.TOO_YOUNG, 0) == len(ages) - len(fit)


def test_weights_that_prefer_what_is_related_are_obeyed() -> None:
    words = Vocabularies(
        occupations=(
            Occupation("a", "A", domain="1", related=("b",)), Occupation("b", "B"), Occupation("c", "C", domain="1"),
        ),
        qualifications=(Qualification("q", domain="1"),),
    )  # fmt: skip
    market = build_market(
        {"id": [1, 2, 3], "occupation": ["c", "b", "b"], "qualification": [None, None, "q"]}, words
    )
    upside_down = Weights(related=0.9, same_domain=0.1)
    found = rank_places(market, Seeker(occupations=("a",)), today=TODAY, weights=upside_down)
    assert found.ids.tolist() == [2, 3, 1]
    assert found.contributions[:, 0].tolist() == [405_000, 405_000, 45_000]
    nothing = rank_places(
        market, Seeker(occupations=("a",)), today=TODAY, weights=Weights(related=0, same_domain=0)
    )
    assert nothing.eligible_total == 3


def test_points_beyond_what_can_be_counted_are_refused() -> None:
    for wrong in ({"closeness": 99_999}, {"same_occupation": 1.5}, {"unknown": 2}):
        with pytest.raises(ValueError, match="above 1, or more"):
            Weights(**wrong)


def test_read_only_and_writable_arrays_share_one_compiled_kernel() -> None:
    market, _ = _crowd(1, 50)
    seekers = seekers_of([random_seeker(seed) for seed in range(9)], VOCABULARIES)
    call: Any = kernel_call(market, seekers, TODAY, 5, Weights())
    call()
    compiled = len(call.func.signatures)
    rank_many(market, seekers, today=TODAY, k=5)
    judge(market, Seeker(), TODAY)
    assert len(call.func.signatures) == compiled == 1
