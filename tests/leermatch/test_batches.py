"""Seekers from Parquet and back: the command ranks as the function does."""

from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from leermatch import build_market, day_date, rank_many, save_market
from leermatch.__main__ import main
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


def test_impossible_value_is_refused_with_row_and_column(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = seekers_file(tmp_path, max_km=pa.array([1.0] * 7 + [-1.0] + [None] * 52))
    assert asked(market_folder(tmp_path), path) == 2
    assert "seeker 7: max_km" in capsys.readouterr().err


def test_missing_market_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save_market(build_market({"id": []}, VOCABULARIES), tmp_path / "other", created_at="")
    assert asked(tmp_path / "nowhere", seekers_file(tmp_path)) == 2
    assert "MISSING" in capsys.readouterr().err
