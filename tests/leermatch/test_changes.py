"""A market with changes on it answers like one that was built with them."""

from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leermatch import (
    Market,
    MarketRefused,
    Places,
    Query,
    Seeker,
    allocate_stable,
    build_market,
    check_allocation,
    edges_of,
    exclusions,
    explain,
    find,
    judge,
    near_misses,
    rank_many,
    rank_places,
    rank_seekers,
)
from tests.leermatch import oracle
from tests.leermatch.markets import TODAY, VOCABULARIES, random_columns, random_query, random_seeker

pytestmark = pytest.mark.unit
seeds = st.integers(0, 10**6)
Rows = dict[str, list[Any]]


def _changed_market(seed: int) -> tuple[Market, Rows]:
    """A market after changes, and the columns it should then be made of."""
    rng = np.random.default_rng(seed)
    before = random_columns(rng, int(rng.integers(0, 14)))
    after = random_columns(rng, int(rng.integers(0, 8)))
    known = np.array(before["id"], np.int64)
    closed = known[rng.random(known.size) < 0.2].tolist()
    after = _rows(after, [place_id not in closed for place_id in after["id"]])
    keep = [place_id not in {*closed, *after["id"]} for place_id in before["id"]]
    kept = _rows(before, keep)
    base = build_market(before, VOCABULARIES)
    market = base.changed(after, closed=[*closed, 10**9])
    return market, {name: kept[name] + after[name] for name in before}


def _rows(columns: Rows, which: list[bool]) -> Rows:
    return {
        name: [v for v, keep in zip(column, which, strict=True) if keep] for name, column in columns.items()
    }


def _reasons(market: Market, seeker: Seeker) -> dict[int, int]:
    return dict(zip(market.living.id.tolist(), judge(market, seeker, TODAY)[0].tolist(), strict=True))


@settings(max_examples=150)
@given(seeds)
def test_changed_market_holds_what_one_built_anew_holds(seed: int) -> None:
    market, columns = _changed_market(seed)
    anew = build_market(columns, VOCABULARIES)
    assert len(market) == len(anew) == len(columns["id"])
    ids = np.sort(anew.living.id)
    assert np.sort(market.living.id).tolist() == ids.tolist()
    for field in fields(Places):
        np.testing.assert_array_equal(
            getattr(market.take(ids), field.name), getattr(anew.take(ids), field.name)
        )


@settings(max_examples=150)
@given(seeds, seeds, st.integers(1, 6))
def test_changed_market_ranks_like_one_built_anew(seed: int, seeker_seed: int, k: int) -> None:
    market, columns = _changed_market(seed)
    anew = build_market(columns, VOCABULARIES)
    seeker = random_seeker(seeker_seed)
    ours, theirs = (rank_places(m, seeker, today=TODAY, k=k) for m in (market, anew))
    assert ours.ids.tolist() == theirs.ids.tolist()
    assert ours.contributions.tolist() == theirs.contributions.tolist()
    assert ours.eligible_total == theirs.eligible_total
    assert exclusions(market, seeker, today=TODAY) == exclusions(anew, seeker, today=TODAY)
    assert near_misses(market, seeker, today=TODAY) == near_misses(anew, seeker, today=TODAY)
    assert near_misses(market, seeker, today=TODAY) == near_misses(anew, seeker, today=TODAY)
    reasons = [
        dict(zip(m.living.id.tolist(), judge(m, seeker, TODAY)[0].tolist(), strict=True))
        for m in (market, anew)
    ]
    assert reasons[0] == reasons[1]
    seekers = [seeker, random_seeker(seeker_seed + 1)]
    many = [rank_many(m, seekers, today=TODAY, k=k) for m in (market, anew)]
    assert many[0].ids.tolist() == many[1].ids.tolist()
    for place_id in anew.living.id.tolist()[:4]:
        assert explain(market, seeker, place_id, today=TODAY) == explain(anew, seeker, place_id, today=TODAY)
        best = [rank_seekers(m, place_id, seekers, today=TODAY) for m in (market, anew)]
        assert best[0].positions.tolist() == best[1].positions.tolist()
    edges = edges_of(market, seekers, today=TODAY, k=k)
    assert check_allocation(edges, allocate_stable(edges, seed=1).edge_of).is_stable


@settings(max_examples=150)
@given(seeds, seeds)
def test_changed_market_finds_like_brute_force(seed: int, query_seed: int) -> None:
    market, columns = _changed_market(seed)
    query = random_query(query_seed)
    hits, lost, _ = oracle.found(oracle.places_of(columns, VOCABULARIES), market, query)
    got = find(market, query)
    assert (got.total, got.without_location) == (len(hits), len(lost))
    assert set(got.ids.tolist()) <= {place["id"] for place in hits}


@settings(max_examples=100)
@given(seeds)
def test_place_whose_texts_did_not_change_keeps_its_scores(seed: int) -> None:
    columns = random_columns(np.random.default_rng(seed), 12)
    base = build_market(columns, VOCABULARIES)
    some = _rows(columns, [row % 3 == 0 for row in range(12)])
    query = random_query(seed)
    before, after = find(base, query), find(base.changed(some), query)
    assert after.ids.tolist() == before.ids.tolist()
    assert after.scores.tolist() == before.scores.tolist()


def test_closed_place_is_not_found_nor_explained() -> None:
    market = build_market({"id": [1, 2], "title": ["kok", "kok"]}, VOCABULARIES).changed(
        {"id": []}, closed=[1]
    )
    assert find(market, Query(today=TODAY, text="kok")).ids.tolist() == [2]
    with pytest.raises(KeyError):
        explain(market, random_seeker(1), 1, today=TODAY)
    assert market.fresh is None


def test_place_that_is_changed_and_closed_is_refused() -> None:
    base = build_market({"id": [1]}, VOCABULARIES)
    with pytest.raises(MarketRefused, match="CHANGED_AND_CLOSED: column id, row 1, value 3"):
        base.changed({"id": [2, 3]}, closed=[1, 3])


def test_change_with_a_code_that_the_base_lacks_asks_for_a_market_built_anew() -> None:
    base = build_market({"id": [1]}, VOCABULARIES)
    with pytest.raises(MarketRefused, match="UNKNOWN_CODE: column sector, row 0, value 'BOUW'"):
        base.changed({"id": [2], "sector": ["BOUW"]})


def test_word_that_only_a_change_brings_is_understood() -> None:
    market = build_market({"id": [1], "title": ["kok"]}, VOCABULARIES).changed(
        {"id": [2], "title": ["rietdekker"]}
    )
    found = find(market, Query(today=TODAY, text="rietdekkr"))
    assert (found.ids.tolist(), found.matched) == ([2], ("rietdekker",))
