"""Arrow tables and Parquet files become the same market as plain columns, or are refused by column and row."""

from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leermatch import Language, Market, MarketRefused, Pathway, Places, build_market, find
from leermatch.tables import columns_of_parquet, columns_of_table
from tests.leermatch.markets import VOCABULARIES, random_columns, random_query

pytestmark = pytest.mark.unit
seeds = st.integers(0, 10**6)


def _table(columns: dict[str, list[Any]]) -> pa.Table:
    """The columns as Arrow has them: members by their number, everything else as it comes."""
    plain = dict(columns)
    for name, kind in (("pathway", Pathway), ("language", Language)):
        plain[name] = [v if v is None or isinstance(v, str) else kind(v).name for v in columns[name]]
    for name in ("driving_licence", "work_permit", "recognition"):
        plain[name] = [None if v is None else int(v) for v in columns[name]]
    return pa.table(plain)


def _assert_same(one: Market, other: Market) -> None:
    for field in fields(Places):
        np.testing.assert_array_equal(getattr(one.living, field.name), getattr(other.living, field.name))
    for seed in range(5):
        query = random_query(seed)
        assert find(one, query).scores.tolist() == find(other, query).scores.tolist()


@settings(max_examples=60)
@given(seeds, st.integers(1, 12))
def test_table_makes_the_same_market_as_columns(seed: int, chunk: int) -> None:
    columns = random_columns(np.random.default_rng(seed), seed % 13)
    table, market = _table(columns), build_market(columns, VOCABULARIES)
    pieces = [
        table,
        pa.Table.from_batches(table.to_batches(max_chunksize=chunk), table.schema),
        pa.concat_tables([table, table]).slice(table.num_rows),
    ]
    for piece in pieces:
        _assert_same(build_market(columns_of_table(piece), VOCABULARIES), market)


def test_table_of_other_types_makes_the_same_market(tmp_path: Path) -> None:
    columns = random_columns(np.random.default_rng(3), 40)
    table, market = _table(columns), build_market(columns, VOCABULARIES)
    for name in ("title", "sector", "region", "occupation", "employer_name"):
        at = table.column_names.index(name)
        table = table.set_column(at, name, table.column(name).dictionary_encode())
    table = table.set_column(0, "id", table.column("id").cast(pa.uint32()))
    for name in ("wage", "hours_min"):
        table = table.set_column(
            table.column_names.index(name), name, table.column(name).cast(pa.decimal128(9, 2))
        )
    description = table.column_names.index("description")
    table = table.set_column(description, "description", table.column("description").cast(pa.large_string()))
    _assert_same(build_market(columns_of_table(table), VOCABULARIES), market)
    pq.write_table(table, tmp_path / "places.parquet", row_group_size=7)
    _assert_same(build_market(columns_of_parquet(tmp_path / "places.parquet"), VOCABULARIES), market)
    batches = table.to_batches(max_chunksize=9)
    _assert_same(build_market(columns_of_table(iter(batches)), VOCABULARIES), market)


def test_parquet_may_hold_some_columns_only(tmp_path: Path) -> None:
    pq.write_table(pa.table({"id": [1, 2], "title": ["kok", None]}), tmp_path / "places.parquet")
    assert len(build_market(columns_of_parquet(tmp_path / "places.parquet"), VOCABULARIES)) == 2


def test_table_may_hold_changes() -> None:
    columns = random_columns(np.random.default_rng(3), 20)
    changed = build_market({"id": [7, 10**9]}, VOCABULARIES).changed(columns_of_table(_table(columns)))
    assert len(changed) == 21


def test_table_reads_dates() -> None:
    days = [date(2026, 9, 1), None]
    for kind in (pa.date32(), pa.date64(), pa.timestamp("us")):
        rows = pa.table({"id": [1, 2], "start": pa.array(days, pa.date32()).cast(kind)})
        assert build_market(columns_of_table(rows), VOCABULARIES).living.start.tolist()[0] == 20_697


def test_null_with_something_under_it_is_unknown() -> None:
    validity = pa.py_buffer(bytes([0b10]))
    offsets = pa.py_buffer(np.array([0, 3, 6], np.int32))
    title = pa.StringArray.from_buffers(2, offsets, pa.py_buffer(b"kokkok"), validity)
    found = columns_of_table(pa.table({"id": [1, 2], "title": title}))["title"]
    assert list(found) == ["", "kok"]


@pytest.mark.parametrize(
    ("column", "values", "code", "row"),
    [
        ("lat", pa.array(["52,1", "x"]), "NOT_A_NUMBER", 0),
        ("start", pa.array([1.5, 2.0]), "OUT_OF_RANGE", 0),
        ("start", pa.array([0, 1], pa.timestamp("us")), "NOT_A_DAY", 1),
        ("sector", pa.array(["METAAL", "BOUW"]), "UNKNOWN_CODE", 1),
        ("sector", pa.array([["METAAL"], []]), "WRONG_TYPE", 0),
        ("title", pa.array([1, 2]), "WRONG_TYPE", 0),
        ("title", pa.array([b"a", b"b"]), "WRONG_TYPE", 0),
        ("wage", pa.array([{"a": 1}, None]), "WRONG_TYPE", 0),
        ("capacity_left", pa.array([1, -1]), "OUT_OF_RANGE", 1),
        ("pathway", pa.array([1.0, 9.0]), "UNKNOWN_CODE", 1),
        ("naam", pa.array(["a", "b"]), "UNKNOWN_COLUMN", 0),
    ],
)
def test_table_is_refused_naming_column_and_row(column: str, values: Any, code: str, row: int) -> None:
    with pytest.raises(MarketRefused) as caught:
        build_market(columns_of_table(pa.table({"id": [1, 2], column: values})), VOCABULARIES)
    first = caught.value.problems[0]
    assert (first.code, first.column, first.row) == (code, column, row)


def test_table_without_ids_or_with_a_name_twice_is_refused() -> None:
    with pytest.raises(MarketRefused, match="MISSING_COLUMN: column id"):
        build_market(columns_of_table(pa.table({"title": ["a"]})), VOCABULARIES)
    with pytest.raises(MarketRefused, match="NOT_A_NUMBER: column id, row 1"):
        build_market(columns_of_table(pa.table({"id": [1, None]})), VOCABULARIES)
    twice = pa.Table.from_arrays([pa.array([1]), pa.array([1])], ["id", "id"])
    with pytest.raises(MarketRefused, match="DUPLICATE_COLUMN: column id"):
        columns_of_table(twice)


def test_text_that_is_not_utf8_is_refused_naming_the_row() -> None:
    title = pa.array([b"kok", b"k\xffk"], pa.binary()).view(pa.string())
    with pytest.raises(MarketRefused, match="NOT_A_TEXT: column title, row 1"):
        columns_of_table(pa.table({"id": [1, 2], "title": title}))
    sound = pa.table({"id": [1, 2], "title": ["a", "b"]})
    with pytest.raises(MarketRefused, match="NOT_A_TEXT: column title, row 3"):
        columns_of_table(pa.concat_tables([sound, pa.table({"id": [1, 2], "title": title})]))


def test_table_without_rows_is_an_empty_market() -> None:
    empty = _table(random_columns(np.random.default_rng(3), 0))
    assert len(build_market(columns_of_table(empty), VOCABULARIES)) == 0
    batches = [pa.RecordBatch.from_pylist([], empty.schema)]
    assert len(build_market(columns_of_table(iter(batches)), VOCABULARIES)) == 0
