"""The walk over rows, squares and postings: larger markets, changed ones, mapped ones, several threads at once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leermatch import Market, Query, build_market, find, open_market, save_market
from leermatch.arrays import U8
from leermatch.facets import FACETS
from leermatch.find import Sort
from leermatch.index import TextIndex, pack
from leermatch.kernels.handing import asked_at
from leermatch.kernels.heap import POINTS
from leermatch.question import program
from leermatch.wordlist import WordList
from tests.leermatch import oracle
from tests.leermatch.markets import TODAY, VOCABULARIES, random_columns, random_query

pytestmark = pytest.mark.unit
seeds = st.integers(0, 10**6)
_COUNTED = {
    "sector": VOCABULARIES.sectors,
    "level": ("1", "2", "3", "4"),
    "region": VOCABULARIES.regions,
    "outcome": ("DIPLOMA", "CERTIFICATE", "PRAKTIJKVERKLARING"),
    "language": ("A2", "C1"),
    "employer": ("11", "12"),
    "occupation": ("las", "kok"),
    "hours": ("UP_TO_16", "UP_TO_24", "UP_TO_32", "OVER_32"),
    "start": ("NOW", "SOON", "LATER", "FLEXIBLE"),
    "wage": ("KNOWN",),
    "diploma": ("NOT_NEEDED",),
}


@cache
def _large_market(seed: int, n: int = 250) -> tuple[Market, dict[str, list[Any]]]:
    """A market of n places, in one of three with a third of them changed since."""
    rng = np.random.default_rng(seed)
    columns = random_columns(rng, n)
    market = build_market(columns, VOCABULARIES)
    if seed % 3:
        return market, columns
    newer = random_columns(rng, n)
    changed = [row for row in range(n) if rng.random() < 1 / 3]
    for name, column in columns.items():
        if name != "id":
            for row in changed:
                column[row] = newer[name][row]
    fresh = {name: [column[row] for row in changed] for name, column in columns.items()}
    gone = [row for row in range(n) if row not in changed and row % 10 == 0]
    market = market.changed(fresh, closed=[columns["id"][row] for row in gone])
    return market, {name: [v for row, v in enumerate(c) if row not in gone] for name, c in columns.items()}


@settings(max_examples=120)
@given(seeds, seeds)
def test_find_agrees_with_brute_force_on_larger_markets(market_seed: int, query_seed: int) -> None:
    market, columns = _large_market(market_seed % 12)
    query = replace(random_query(query_seed), facets=FACETS)
    if query_seed % 4 == 0:  # what a visitor sees first: no words, no choices
        query = replace(
            query, text="", filters={}, language_max=None, no_diploma=False, wage_known=False,
            start_from=None, start_until=None, facets=("sector", "level", "region", "outcome"),
        )  # fmt: skip
    hits, lost, among = oracle.found(oracle.places_of(columns, VOCABULARIES), market, query)
    got = find(market, query)
    assert (got.total, got.without_location) == (len(hits), len(lost))
    score_of = _scores(market, query)
    ordered = sorted(hits, key=lambda place: oracle.sort_key(place, score_of.get(place["id"], 0.0), query))
    first = (query.page - 1) * query.page_size
    assert got.ids.tolist() == [place["id"] for place in ordered[first : first + query.page_size]]
    assert got.scores.tolist() == [score_of.get(number, 0.0) for number in got.ids.tolist()]
    chosen = {name: tuple(codes) for name, codes in query.filters.items() if codes}
    for name in query.facets:
        for code in _COUNTED.get(name, ()):
            assert got.facets[name].get(code, 0) == len(among({**chosen, name: (code,)})), (name, code)


@pytest.mark.parametrize("closed", [0, 150])
def test_squares_of_a_city_are_counted_and_offered_as_row_by_row(closed: int) -> None:
    columns = random_columns(np.random.default_rng(closed), 700)
    for axis, middle in (("lat", 52.1), ("lon", 5.5)):
        columns[axis] = [v if v is None else middle + (v - middle) / 6 for v in columns[axis]]
    market = build_market(columns, VOCABULARIES).changed({"id": []}, closed=columns["id"][:closed])
    places = oracle.places_of({name: column[closed:] for name, column in columns.items()}, VOCABULARIES)
    for sort, radius_km, page in product(get_args(Sort), (2.0, 4.0, 7.0, None), (1, 3)):
        query = Query(today=TODAY, lat=52.11, lon=5.52, radius_km=radius_km, sort=sort, page=page)
        hits, lost, among = oracle.found(places, market, query)
        got = find(market, query)
        assert (got.total, got.without_location) == (len(hits), len(lost))
        ordered = sorted(hits, key=lambda place: oracle.sort_key(place, 0.0, query))
        if sort == "relevance":  # nothing tells places apart but their age
            ordered = sorted(
                hits, key=lambda place: oracle.sort_key(place, 0.0, replace(query, sort="newest"))
            )
        first = (page - 1) * query.page_size
        assert got.ids.tolist() == [place["id"] for place in ordered[first : first + query.page_size]]
        for name in ("sector", "level", "region", "outcome"):
            for code in _COUNTED[name]:
                assert got.facets[name].get(code, 0) == len(among({name: (code,)})), (name, code)


def _scores(market: Market, query: Query) -> dict[int, float]:
    """The score of every place that holds a word, by adding up postings one by one."""
    question, _ = market.reader.read(query.text)
    found: dict[int, float] = {}
    for segment, gone in market.segments:
        asked, points = asked_at(program(segment.index, question)), np.zeros(len(segment), np.int64)
        impacts, held = _decoded(segment.index, len(segment)), np.zeros(len(segment), np.int64)
        for word in range(asked.words.size - 1):
            most = np.zeros(len(segment), np.int64)
            for option in range(asked.words[word], asked.words[word + 1]):
                span = slice(asked.options[option], asked.options[option + 1])
                matrix = np.array([impacts[term] for term in asked.terms[span]], np.int64)
                added = (matrix * asked.weights[span, None]).sum(axis=0) * (matrix > 0).all(axis=0)
                most = np.maximum(most, added)
            points += most
            held += most > 0
        points = points * held // max(len(question.asked), 1)
        scores = (points / POINTS).astype(np.float32).tolist()
        rows = np.flatnonzero(~gone).tolist()
        found |= {int(segment.places.id[row]): scores[row] for row in rows}
    return found


def _decoded(index: TextIndex, n: int) -> list[U8]:
    """(n,) the impact on each row, for each term."""
    found = []
    for term in range(len(index.terms)):
        impacts = np.zeros(n, np.uint8)
        for entry in range(index.firsts[term], index.firsts[term + 1]):
            origin = int(index.blocks[entry]) << 16
            said = index.impacts[index.offsets[entry] : index.offsets[entry + 1]]
            at = index.lows_at[entry]
            lows = np.arange(said.size) if at == -1 else index.lows[at : at + said.size].astype(np.int64)
            if at < -1:
                words = index.bits[-2 - at : -2 - at + (min(n - origin, 1 << 16) + 63) // 64]
                lows = np.flatnonzero(np.unpackbits(words.view(np.uint8), bitorder="little"))
            impacts[origin + lows] = said
        found.append(impacts)
    return found


@settings(max_examples=25)
@given(seeds)
def test_packed_postings_hold_what_was_given(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 200_000))
    held = [np.flatnonzero(rng.random(n) < share) for share in (0.9, 0.4, 0.2, 0.01, 3 / n)]
    held = [rows if rows.size else np.array([n - 1]) for rows in held]
    starts = np.cumsum([0, *map(len, held)])
    rows = np.concatenate(held).astype(np.int32)
    steps = rng.integers(1, 256, rows.size).astype(np.uint8)
    most = np.ones(5, np.float32)
    nothing = WordList.of(())
    index = pack(
        terms=WordList.of("abcde"), starts=starts, rows=rows, impacts=steps, most=most, n=n, spoken=nothing,
        letters=np.empty(0, np.uint32), counts=np.empty(0, np.int64), parts=nothing, basis=np.array([n, 1.0]),
    )  # fmt: skip
    for term, decoded in enumerate(_decoded(index, n)):
        expected = np.zeros(n, np.uint8)
        expected[held[term]] = steps[starts[term] : starts[term + 1]]
        assert np.array_equal(decoded, expected)
    assert index.nbytes < 3 * rows.size + n / 8 + 1_000


def test_words_are_found_across_blocks_and_windows() -> None:
    n = 150_000
    title = ["kok" if row % 2 else "lasser kok" if row % 12_500 == 0 else "" for row in range(n)]
    market = build_market({"id": np.arange(n), "title": title, "capacity_left": np.ones(n)}, VOCABULARIES)
    assert find(market, Query(today=TODAY, text="kok")).total == n // 2 + 12
    both = find(market, Query(today=TODAY, text="lasser kok"))
    assert sorted(both.ids.tolist()) == list(range(0, n, 12_500))
    assert find(market, Query(today=TODAY)).total == n
    last = find(market, Query(today=TODAY, text="kok", page=375, page_size=200, sort="newest"))
    assert last.ids.size == 200
    assert find(market, Query(today=TODAY, text="kok", page=10**9)).ids.size == 0


def test_words_of_every_form_are_added_up_to_the_bit() -> None:
    rng, n = np.random.default_rng(5), 140_000
    words = ("bakker", "kok", "lasser", "tuin", "zorg", "metaal")
    holds = rng.random((n, len(words))) < [0.95, 0.4, 0.12, 0.05, 0.01, 0.0003]
    holds[70_000:100_000, 2:] = False
    title = [" ".join(np.array(words)[row]) for row in holds]
    market = build_market({"id": np.arange(n), "title": title, "capacity_left": np.ones(n)}, VOCABULARIES)
    for text in (
        "kok lasser", "bakker tuin", "kok lasser tuin", "lasser zorg metaal",
        "bakker kok lasser zorg metaal", "tuin metaal zorg kok lasser bakker",
    ):  # fmt: skip
        query = Query(today=TODAY, text=text, page_size=50)
        found, score_of = find(market, query), _scores(market, query)
        asked = [words.index(word) for word in text.split()]
        rows = np.flatnonzero(holds[:, asked].sum(axis=1) >= found.question.needed)
        assert found.total == rows.size
        assert found.ids.tolist() == sorted(rows.tolist(), key=lambda row: (-score_of[row], row))[:50]
    # All parts of a compound, or all but the last for less.
    query = Query(today=TODAY, text="lasserkok", page_size=50)
    found, score_of = find(market, query), _scores(market, query)
    assert found.total == int(np.count_nonzero(holds[:, 2]))
    best = sorted(np.flatnonzero(holds[:, 2]).tolist(), key=lambda row: (-score_of[row], row))
    assert found.ids.tolist() == best[:50]


def test_mapped_market_and_many_threads_give_the_same_answers(tmp_path: Path) -> None:
    market, _ = _large_market(1, n=400)
    save_market(market, tmp_path, created_at="2026-01-01T00:00:00+01:00")
    mapped = open_market(tmp_path)
    queries = [random_query(seed) for seed in range(60)]
    expected = [_plain(market, query) for query in queries]
    with ThreadPoolExecutor(4) as pool:
        for _ in range(3):
            assert list(pool.map(lambda query: _plain(mapped, query), queries)) == expected


def _plain(market: Market, query: Query) -> tuple[object, ...]:
    found = find(market, query)
    return found.total, found.ids.tolist(), found.scores.tolist(), found.facets, found.without_location


def test_facets_follow_the_places_that_are_gone() -> None:
    market, _ = _large_market(1)
    query = Query(today=TODAY, lat=52.1, lon=5.5, radius_km=60.0)
    before = find(market, query)
    after = find(market.changed({"id": []}, closed=before.ids.tolist()), query)
    assert after.total == before.total - before.ids.size
    assert sum(after.facets["level"].values()) < sum(before.facets["level"].values())
    assert not set(after.ids.tolist()) & set(before.ids.tolist())
