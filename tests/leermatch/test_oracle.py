"""The engine against brute force, on thousands of small cases."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leermatch import (
    Market,
    Query,
    Reason,
    Seeker,
    ToCheck,
    Weights,
    exclusions,
    find,
    judge,
    rank_many,
    rank_places,
    rank_seekers,
)
from tests.leermatch import oracle
from tests.leermatch.markets import TODAY, VOCABULARIES, random_market, random_query, random_seeker

pytestmark = pytest.mark.unit
seeds = st.integers(0, 10**6)
#: Seekers and questions for each market: what takes time is making the market.
_EACH = 4
WEIGHTS = (
    Weights(),
    Weights(waiting=12, unknown=0.3, wish_step=0.2, half_km=5, closeness=10.5, version="other"),
)


@settings(max_examples=400)
@given(seeds, seeds)
def test_judge_agrees_with_brute_force(market_seed: int, seeker_seed: int) -> None:
    market, columns = random_market(market_seed)
    seeker = random_seeker(seeker_seed)
    excluded, unsure = judge(market, seeker, TODAY)
    by_id = {place["id"]: place for place in oracle.places_of(columns, VOCABULARIES)}
    places = [by_id[place_id] for place_id in market.living.id.tolist()]
    assert [Reason(int(bits)) for bits in excluded] == [
        oracle.reasons(place, seeker, VOCABULARIES, TODAY) for place in places
    ]
    assert [ToCheck(int(bits)) for bits in unsure] == [
        oracle.to_check(place, seeker, VOCABULARIES) for place in places
    ]


@settings(max_examples=400)
@given(seeds, seeds, st.integers(1, 6), st.sampled_from(WEIGHTS))
def test_rank_agrees_with_brute_force(market_seed: int, seeker_seed: int, k: int, weights: Weights) -> None:
    market, columns = random_market(market_seed)
    places = {p["id"]: p for p in oracle.places_of(columns, VOCABULARIES)}
    for number in range(_EACH):
        _compare(market, places, random_seeker(seeker_seed + number), k, weights)


def _compare(
    market: Market, places: dict[int, oracle.Place], seeker: Seeker, k: int, weights: Weights
) -> None:
    expected = oracle.ranked(list(places.values()), seeker, VOCABULARIES, TODAY, weights)
    got = rank_places(market, seeker, today=TODAY, k=k, weights=weights)
    assert list(zip(got.ids.tolist(), got.scores.tolist(), strict=True)) == expected[:k]
    assert got.eligible_total == len(expected)
    assert (got.contributions.sum(axis=1) == got.scores).all()
    assert got.contributions.tolist() == [
        oracle.contributions(places[i], seeker, VOCABULARIES, TODAY, weights) for i in got.ids.tolist()
    ]
    assert [ToCheck(int(bits)) for bits in got.to_check] == [
        oracle.to_check(places[i], seeker, VOCABULARIES) for i in got.ids.tolist()
    ]
    counted = [oracle.reasons(place, seeker, VOCABULARIES, TODAY) for place in places.values()]
    expected_counts = {reason: sum(1 for bits in counted if reason in bits) for reason in Reason}
    assert exclusions(market, seeker, today=TODAY) == {
        reason: count for reason, count in expected_counts.items() if count
    }


@settings(max_examples=100)
@given(seeds, st.lists(seeds, max_size=6), st.integers(1, 4))
def test_rank_many_and_rank_seekers_agree_with_one_by_one(
    market_seed: int, seeker_seeds: list[int], k: int
) -> None:
    market, _ = random_market(market_seed)
    seekers = [random_seeker(seed) for seed in seeker_seeds]
    many = rank_many(market, seekers, today=TODAY, k=k)
    alone = [rank_places(market, seeker, today=TODAY, k=len(market) or 1) for seeker in seekers]
    for row, one in enumerate(alone):
        held = many.ids[row] >= 0
        assert many.ids[row][held].tolist() == one.ids[:k].tolist()
        assert many.scores[row][held].tolist() == one.scores[:k].tolist()
        assert many.eligible_total[row] == one.eligible_total
    for place_id in market.living.id.tolist():
        scores = [
            dict(zip(one.ids.tolist(), one.scores.tolist(), strict=True)).get(place_id) for one in alone
        ]
        fit = [at for at, score in enumerate(scores) if score is not None]
        expected = sorted(fit, key=lambda at: (-(scores[at] or 0), seekers[at].id, at))
        got = rank_seekers(market, place_id, seekers, today=TODAY, k=k)
        assert got.positions.tolist() == expected[:k]
        assert got.scores.tolist() == [scores[at] for at in expected[:k]]
        assert got.eligible_total == len(expected)


@settings(max_examples=350)
@given(seeds, seeds)
def test_find_agrees_with_brute_force(market_seed: int, query_seed: int) -> None:
    market, columns = random_market(market_seed)
    places = oracle.places_of(columns, VOCABULARIES)
    for number in range(_EACH):
        _compare_found(market, places, random_query(query_seed + number))


def _compare_found(market: Market, places: list[oracle.Place], query: Query) -> None:
    hits, lost, among = oracle.found(places, market, query)
    got = find(market, query)
    assert got.total == len(hits)
    assert got.without_location == len(lost)
    assert set(got.ids.tolist()) <= {place["id"] for place in hits}
    everything = find(market, replace(query, page=1, page_size=200))
    score_of = dict(zip(everything.ids.tolist(), everything.scores.tolist(), strict=True))
    ordered = sorted(hits, key=lambda place: oracle.sort_key(place, score_of[place["id"]], query))
    first = (query.page - 1) * query.page_size
    assert got.ids.tolist() == [place["id"] for place in ordered[first : first + query.page_size]]
    for place_id, km in zip(got.ids.tolist(), got.distances_km.tolist(), strict=True):
        expected = oracle.distance_of_query(next(p for p in places if p["id"] == place_id), query)
        assert math.isnan(km) if expected is None else km == pytest.approx(float(expected), abs=1e-4)
    chosen = {name: tuple(codes) for name, codes in query.filters.items() if codes}
    for name, counted in got.facets.items():
        for code, count in counted.items():
            if code:
                assert count == len(among({**chosen, name: (code,)})), (name, code)


@settings(max_examples=150)
@given(seeds, seeds)
def test_find_counts_every_choice_that_gives_something(market_seed: int, query_seed: int) -> None:
    market, columns = random_market(market_seed)
    query = random_query(query_seed)
    _, _, among = oracle.found(oracle.places_of(columns, VOCABULARIES), market, query)
    chosen = {name: tuple(codes) for name, codes in query.filters.items() if codes}
    got = find(market, query)
    for name, codes in {
        "sector": VOCABULARIES.sectors,
        "level": ("1", "2", "3", "4"),
        "employer": ("11", "12"),
    }.items():
        for code in codes:
            assert got.facets[name].get(code, 0) == len(among({**chosen, name: (code,)}))


def test_brute_force_itself_finds_something() -> None:
    totals = [find(random_market(seed)[0], random_query(seed)).total for seed in range(200)]
    offered = [
        rank_places(random_market(seed)[0], random_seeker(seed), today=TODAY).eligible_total
        for seed in range(200)
    ]
    assert np.count_nonzero(totals) > 40
    assert np.count_nonzero(offered) > 40
