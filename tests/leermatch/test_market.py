"""Columns become a market, or are refused with column and row."""

from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from leermatch import FLEXIBLE, NO_DAY, MarketRefused, Query, Seeker, build_market, find, rank_places
from tests.leermatch.markets import TODAY, VOCABULARIES

pytestmark = pytest.mark.unit

TWO: dict[str, Any] = {"id": [2, 1]}


@pytest.mark.parametrize(
    ("columns", "code", "column", "row"),
    [
        ({"lat": [52.0, float("nan")], "lon": [6.0, 6.0]}, "HALF_A_LOCATION", "lat", 1),
        ({"lon": [6.0, None]}, "HALF_A_LOCATION", "lon", 0),
        ({"lat": [52.0, 48.9], "lon": [6.0, 6.0]}, "OUT_OF_COUNTRY", "lat", 1),
        ({"lat": [52.0, 52.0], "lon": [12.0, 6.0]}, "OUT_OF_COUNTRY", "lon", 0),
        ({"lat": [52.0, float("inf")], "lon": [6.0, 6.0]}, "OUT_OF_RANGE", "lat", 1),
        ({"lat": ["52,1", 52.0], "lon": [6.0, 6.0]}, "NOT_A_NUMBER", "lat", 0),
        ({"capacity_left": [1, -1]}, "OUT_OF_RANGE", "capacity_left", 1),
        ({"capacity_left": [1, 1.5]}, "NOT_WHOLE", "capacity_left", 1),
        ({"pathway": ["BBL", "BBQ"]}, "UNKNOWN_CODE", "pathway", 1),
        ({"language": [7, 1]}, "UNKNOWN_CODE", "language", 0),
        ({"occupation": ["las", ["las"]]}, "UNKNOWN_CODE", "occupation", 1),
        ({"region": ["AM01", "AM99"]}, "UNKNOWN_CODE", "region", 1),
        ({"start": [10, 20], "end": [15, 19]}, "ENDS_BEFORE_START", "end", 1),
        ({"start": [10, 2**30]}, "OUT_OF_RANGE", "start", 1),
        ({"open_until": [FLEXIBLE, 1]}, "OUT_OF_RANGE", "open_until", 0),
        ({"hours_min": [32, 32], "hours_max": [36, 24]}, "LESS_THAN_MINIMUM", "hours_max", 1),
        ({"title": ["a", 3]}, "NOT_A_TEXT", "title", 1),
        ({"title": ["a"]}, "OTHER_LENGTH", "title", 1),
        ({"naam": ["a", "b"]}, "UNKNOWN_COLUMN", "naam", 0),
        ({"id": [4, 4]}, "DUPLICATE", "id", 1),
        ({"id": [4, None]}, "NOT_A_NUMBER", "id", 1),
        ({"employer": [4, "x"]}, "NOT_A_NUMBER", "employer", 1),
    ],
)
def test_build_refuses_naming_column_and_row(
    columns: dict[str, Any], code: str, column: str, row: int
) -> None:
    with pytest.raises(MarketRefused) as caught:
        build_market({**TWO, **columns}, VOCABULARIES)
    first = caught.value.problems[0]
    assert (first.code, first.column, first.row) == (code, column, row)
    assert f"column {column}, row {row}" in str(caught.value)


def test_build_refuses_columns_without_id() -> None:
    with pytest.raises(MarketRefused, match="MISSING_COLUMN: column id"):
        build_market({"title": ["a"]}, VOCABULARIES)


def test_build_names_every_problem() -> None:
    with pytest.raises(MarketRefused, match="and 1 more") as caught:
        build_market({**TWO, "capacity_left": [-1, 1], "sector": ["METAAL", "?"]}, VOCABULARIES)
    assert {p.column for p in caught.value.problems} == {"capacity_left", "sector"}


def test_build_sorts_by_id_and_keeps_rows_together() -> None:
    market = build_market(
        {"id": [9, 3], "title": ["kok", "lasser"], "sector": ["HORECA", "METAAL"]}, VOCABULARIES
    )
    assert market.living.id.tolist() == [3, 9]
    assert market.living.sector.tolist() == [0, 1]
    assert find(market, Query(today=TODAY, text="kok")).ids.tolist() == [9]
    assert market.place(9).sector.tolist() == [1]
    with pytest.raises(KeyError):
        market.place(4)


def test_build_represents_what_is_unknown() -> None:
    places = build_market({"id": [1]}, VOCABULARIES).living
    assert np.isnan(
        [places.x[0], places.y[0], places.hours_min[0], places.wage[0], places.answer_rate[0]]
    ).all()
    assert (places.occupation[0], places.sector[0], places.employer[0], places.level[0]) == (-1, -1, -1, 0)
    assert (places.start[0], places.end[0]) == (NO_DAY, NO_DAY)
    assert places.is_open[0]
    assert places.capacity_left[0] == 1


def test_build_takes_level_from_qualification() -> None:
    columns = {"id": [1, 2, 3], "qualification": ["25290", "25290", "25499"], "level": [None, 2, None]}
    assert build_market(columns, VOCABULARIES).living.level.tolist() == [3, 2, 0]


def test_build_reads_dates_and_arrays() -> None:
    places = build_market(
        {
            "id": np.array([1, 2], np.int32),
            "start": [date(1970, 1, 11), FLEXIBLE],
            "wage": np.array([1.5, np.nan]),
        },
        VOCABULARIES,
    ).living
    assert places.start.tolist() == [10, FLEXIBLE]
    assert places.wage[0] == 1.5


def test_built_arrays_are_closed_for_writing() -> None:
    market = build_market(TWO, VOCABULARIES)
    with pytest.raises(ValueError, match="read-only"):
        market.base.places.level[0] = 3


def test_empty_market_answers() -> None:
    market = build_market({"id": []}, VOCABULARIES)
    found = find(market, Query(today=TODAY, text="lasser", lat=52.0, lon=6.0, radius_km=5, sort="distance"))
    assert (found.total, found.ids.size, found.without_location) == (0, 0, 0)
    assert rank_places(market, Seeker(), today=TODAY).eligible_total == 0


@pytest.mark.parametrize(
    ("columns", "code", "column"),
    [
        ({"id": np.array([[1], [2]])}, "NOT_A_COLUMN", "id"),
        ({"id": 5}, "NOT_A_COLUMN", "id"),
        ({"id": "12"}, "NOT_A_COLUMN", "id"),
        ({"id": [1, 2], "title": (text for text in "ab")}, "NOT_A_COLUMN", "title"),
        ({"id": np.array([1, 2**63], np.uint64)}, "OUT_OF_RANGE", "id"),
        ({"id": [1, 2**80]}, "NOT_A_NUMBER", "id"),
        ({"id": np.array([1.0, 2.0])}, "NOT_A_NUMBER", "id"),
        ({"id": [1, 2], "wage": np.array([1 + 2j, 1])}, "NOT_A_NUMBER", "wage"),
        ({"id": [1, 2], "wage": [10**400, 1]}, "NOT_A_NUMBER", "wage"),
        ({"id": [1, 2], "wage": np.array(["1", "2"])}, "NOT_A_NUMBER", "wage"),
        ({"id": [1, 2], "start": np.array(["2026-09-01T12", "NaT"], "datetime64[h]")}, "NOT_A_DAY", "start"),
        ({"id": [1, 2], "title": ["a", "\ud83d"]}, "NOT_A_TEXT", "title"),
        ({"id": [1, 2], "title": np.array([1, 2])}, "NOT_A_TEXT", "title"),
        ({"id": [1, 2], "sector": [float("nan"), None]}, "UNKNOWN_CODE", "sector"),
        ({"id": [1, 2], "is_open": [True, "ja"]}, "NOT_A_NUMBER", "is_open"),
        ({"id": [1, 2], "days": [1, 128]}, "OUT_OF_RANGE", "days"),
    ],
)
def test_build_refuses_what_is_no_column_or_of_a_wrong_kind(
    columns: dict[str, Any], code: str, column: str
) -> None:
    with pytest.raises(MarketRefused) as caught:
        build_market(columns, VOCABULARIES)
    assert (caught.value.problems[0].code, caught.value.problems[0].column) == (code, column)


def test_build_reads_days_of_numpy() -> None:
    start = np.array(["1970-01-11", "NaT"], "datetime64[D]")
    assert build_market({"id": [1, 2], "start": start}, VOCABULARIES).living.start.tolist() == [10, NO_DAY]


def test_build_takes_texts_of_any_alphabet_and_length() -> None:
    texts = ["مطعم طباخ", "שלום 👩‍🍳👩🏽‍🍳", "k" * 3_000_000, "kok " * 500_000, "\x00\u202e\ufeff", "lasser"]
    market = build_market({"id": list(range(6)), "title": texts, "description": texts}, VOCABULARIES)
    assert find(market, Query(today=TODAY, text="طباخ")).ids.tolist() == [0]
    assert find(market, Query(today=TODAY, text="kok")).ids.tolist() == [3]
    assert find(market, Query(today=TODAY, text="lasser")).ids.tolist() == [5]


def test_build_names_at_most_a_thousand_problems() -> None:
    with pytest.raises(MarketRefused) as caught:
        build_market({"id": np.arange(5_000), "capacity_left": np.full(5_000, -1)}, VOCABULARIES)
    assert len(caught.value.problems) == 1_000


def test_places_stand_in_the_order_of_the_grid() -> None:
    rng = np.random.default_rng(2)
    lat, lon = rng.uniform(51, 53, 400), rng.uniform(4, 7, 400)
    lat[::9] = lon[::9] = np.nan
    base = build_market({"id": rng.permutation(400), "lat": lat, "lon": lon}, VOCABULARIES).base
    side, west, south, columns, rows = base.grid.frame.tolist()
    assert (base.grid.columns, base.grid.rows) == (columns, rows)
    for square, (first, past) in enumerate(pairwise(base.grid.starts.tolist())):
        x, y, ids = base.places.x[first:past], base.places.y[first:past], base.places.id[first:past]
        assert (np.diff(ids) > 0).all()
        if square == columns * rows:
            assert np.isnan(x).all()
        else:
            left, low = west + square % columns * side, south + square // columns * side
            assert ((left <= x) & (x < left + side) & (low <= y) & (y < low + side)).all()
    assert base.grid.starts[-1] == 400
    assert (np.diff(base.places.id[base.by_id]) > 0).all()
