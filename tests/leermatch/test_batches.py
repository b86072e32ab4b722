"""Seekers from Parquet and back: the command ranks as the function does."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from leermatch import SeekersRefused, build_market, day_date, rank_many, save_market
from leermatch.__main__ import main
from leermatch.batches import seekers_from_parquet
from tests.leermatch.markets import TODAY, VOCABULARIES, random_columns, random_seeker

pytestmark = pytest.mark.unit


def seekers_file(folder: Path, **changes: pa.Array) -> Path:
    people = [random_seeker(seed) for seed in range(60)]
    names = [name for name in type(people[0]).__slots__ if name not in changes]
    columns = {name: pa.array([getattr(one, name) for one in people]) for name in names}
    columns["days"] = pa.array([int(one.days) for one in people])
    path = folder / "seekers.parquet"
    pq.write_table(pa.table({**columns, **changes}), path)
    return path


def market_folder(folder: Path) -> Path:
    market = build_market(random_columns(np.random.default_rng(3), 200), VOCABULARIES)
    save_market(market, folder / "market", created_at="2026-11-22")
    return folder / "market"


def asked(folder: Path, seekers: Path, *more: str) -> int:
    words = [
        "rank",
        "--market",
        str(folder),
        "--seekers",
        str(seekers),
        "--today",
        day_date(TODAY).isoformat(),
    ]
    return main([*words, "--to", str(seekers.parent / "best.parquet"), "--best", "5", *more])


@pytest.mark.parametrize("where", [(), ("--workers", "1")])
def test_command_ranks_as_the_function_does(tmp_path: Path, where: tuple[str, ...]) -> None:
    market = build_market(random_columns(np.random.default_rng(3), 200), VOCABULARIES)
    people = [random_seeker(seed) for seed in range(60)]
    assert asked(market_folder(tmp_path), seekers_file(tmp_path), *where) == 0
    best = pq.read_table(tmp_path / "best.parquet").to_pydict()
    expected = rank_many(market, people, today=TODAY, k=5)
    assert best["place"] == expected.ids[expected.ids >= 0].tolist()
    assert best["score"] == expected.scores[expected.ids >= 0].tolist()
    assert best["rank"][0] == 1


def test_days_may_be_dates(tmp_path: Path) -> None:
    days = pa.array([date(2026, 3, 1)] * 60, pa.date32())
    path = seekers_file(tmp_path, from_day=days, until_day=pa.nulls(60, pa.date32()))
    assert asked(market_folder(tmp_path), path) == 0


@pytest.mark.parametrize(
    ("column", "values", "told"),
    [
        ("max_km", [1.0] * 7 + [-1.0] + [None] * 52, "OUT_OF_RANGE: column max_km, row 7"),
        ("lat", [float("nan")] * 60, "HALF_A_LOCATION: column lat, row"),
        ("lat", [4.9] * 60, "OUT_OF_COUNTRY: column lat, row 0"),
        ("lat", ["52,2"] * 60, "NOT_A_NUMBER: column lat, row 0, value '52,2'"),
        ("lat", [{"a": 1}] * 60, "WRONG_TYPE: column lat, row 0"),
        ("id", [None] + [5] * 59, "NOT_A_NUMBER: column id, row 0"),
        ("id", [1.5] * 60, "NOT_A_NUMBER: column id, row 0"),
        ("age", [17] * 59 + [400], "OUT_OF_RANGE: column age, row 59"),
        ("language", ["B1"] * 60, "NOT_A_NUMBER: column language, row 0"),
        ("licence", [1] * 60, "WRONG_TYPE: column licence, row 0, value int64"),
        ("level_waived", ["ja"] * 60, "WRONG_TYPE: column level_waived, row 0, value string"),
        ("from_day", [datetime(2026, 3, 1, 12)] * 60, "NOT_A_DAY: column from_day, row 0"),  # noqa: DTZ001
        ("from_day", [2**40] * 60, "OUT_OF_RANGE: column from_day, row 0"),
        ("until_day", [date(1950, 1, 1)] * 60, "ENDS_BEFORE_START: column until_day, row"),
        ("occupations", ["kok"] * 60, "WRONG_TYPE: column occupations, row 0, value string"),
        ("occupations", [[1]] * 60, "WRONG_TYPE: column occupations, row 0"),
        ("colour", ["red"] * 60, "UNKNOWN_COLUMN: column colour, row 0"),
    ],
)
def test_impossible_value_is_refused_with_row_and_column(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], column: str, values: list[Any], told: str
) -> None:
    path = seekers_file(tmp_path, **{column: pa.array(values)})
    with pytest.raises(SeekersRefused) as refused:
        seekers_from_parquet(path, VOCABULARIES)
    assert told in str(refused.value)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--best", "0"), "k: 0 is not in"),
        (("--to", "."), "directory"),
        (("--to", "nowhere/best.parquet"), "No such file"),
        (("--seekers", "nowhere.parquet"), "No such file"),
        (("--seekers", "market/CURRENT"), "Parquet"),
    ],
)
def test_command_tells_what_cannot_be_and_ends_with_2(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    more: tuple[str, ...],
    told: str,
) -> None:
    path, market = seekers_file(tmp_path), market_folder(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert asked(market, path, *more) == 2
    assert told in capsys.readouterr().err


def test_command_tells_of_codes_that_the_market_does_not_know(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = seekers_file(
        tmp_path, occupations=pa.array([["kok", "nobody-knows"], [None]] * 30), sectors=pa.nulls(60)
    )
    assert asked(market_folder(tmp_path), path) == 0
    assert "60 wishes are for codes that this market does not know" in capsys.readouterr().err


def test_no_seekers_is_an_empty_answer(tmp_path: Path) -> None:
    nobody = {"id": pa.array([], pa.int64()), "sectors": pa.array([], pa.list_(pa.string()))}
    pq.write_table(pa.table(nobody), tmp_path / "seekers.parquet")
    assert asked(market_folder(tmp_path), tmp_path / "seekers.parquet") == 0
    assert pq.read_table(tmp_path / "best.parquet").num_rows == 0


def test_missing_market_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save_market(build_market({"id": []}, VOCABULARIES), tmp_path / "other", created_at="")
    assert asked(tmp_path / "nowhere", seekers_file(tmp_path)) == 2
    assert "MISSING" in capsys.readouterr().err
