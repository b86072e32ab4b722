"""What a benchmark prints: the shape that scripts rely on."""

import json

import pytest

from benchmarks.__main__ import main
from benchmarks.report import Report
from benchmarks.timing import how_many, percentiles, timed

pytestmark = pytest.mark.unit

KEYS = {"benchmark", "sizes", "machine", "versions", "runs", "ours", "peers", "equal", "limits", "notes"}


def test_a_ratio_is_the_peer_over_ours_by_the_median_or_else_the_mean():
    by_median = Report("x", {}, 5, {"median_s": 2.0}, {"slow": {"median_s": 9.0}, "other": {"mean_ms": 1.0}})
    peers = by_median.as_dict()["peers"]
    assert (peers["slow"]["ratio"], peers["other"]["ratio"]) == (4.5, None)
    by_mean = Report("x", {}, 5, {"mean_ms": 0.5}, {"slow": {"mean_ms": 1.0}})
    assert by_mean.as_dict()["peers"]["slow"]["ratio"] == 2.0


def test_a_report_is_one_line_of_json_with_all_keys():
    line = Report("x", {"places": 1}, 5, {"median_s": 1.23456}).as_json()
    assert "\n" not in line
    told = json.loads(line)
    assert set(told) == KEYS
    assert told["ours"]["median_s"] == 1.235
    assert told["equal"] is None


@pytest.mark.parametrize(
    ("arguments", "figure"),
    [
        (["rank", "--seekers", "60", "--places", "500", "--peers", "numpy", "--budget", "0.01"], "median_s"),
        (["rank", "--one", "--seekers", "20", "--places", "60"], "p99_ms"),
        (["find", "--places", "300", "--questions", "20", "--peers", ""], "p99_ms"),
        (["allocate", "stable", "--seekers", "60", "--places", "20", "--peers", ""], "median_s"),
    ],
)
def test_every_benchmark_prints_its_figures(capsys, arguments, figure):
    assert main([*arguments, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert set(told) == KEYS
    assert told["ours"][figure] > 0
    assert told["runs"] == 5


def test_a_peer_that_does_not_exist_is_refused(capsys):
    with pytest.raises(SystemExit):
        main(["rank", "--peers", "excel"])
    assert "postgresql, polars, duckdb" in capsys.readouterr().err


def test_a_short_run_is_repeated_five_times():
    calls: list[int] = []
    assert timed(lambda: calls.append(1) or len(calls)).runs == 5
    assert len(calls) == 5


def test_no_more_is_done_than_there_is():
    assert how_many(lambda n: n, most=10, budget_s=60) == 10


def test_percentiles_keep_the_tail():
    assert percentiles([1.0] * 98 + [100.0] * 2)["p99_ms"] == 100.0
