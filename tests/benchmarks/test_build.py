"""`find --build`: ours and each peer that is there build the same texts, and find a place that comes in."""

import json

import pytest

from benchmarks.__main__ import main
from benchmarks.build_peers import PEERS, of_sqlite
from benchmarks.country import make_places
from benchmarks.text_files import write_texts

FIGURES = {"documents_per_s", "peak_mb", "index_mb", "visible_p50_ms", "visible_p95_ms"}


@pytest.mark.unit
def test_building_is_told_with_what_it_takes_until_a_change_is_found(capsys):
    assert main(["find", "--build", "400", "--peers", "", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["ours"].keys() >= FIGURES | {"median_s", "market_documents_per_s"}
    assert told["sizes"]["places"] == 400


@pytest.mark.unit
def test_sqlite_builds_and_finds_what_comes_in(tmp_path):
    write_texts(tmp_path, make_places(300))
    assert of_sqlite(tmp_path, 300).keys() >= FIGURES


@pytest.mark.unit
def test_tantivy_builds_and_finds_what_comes_in(tmp_path):
    pytest.importorskip("tantivy", reason="not in the group dev", exc_type=ModuleNotFoundError)
    write_texts(tmp_path, make_places(300))
    assert PEERS["tantivy"](tmp_path, 300).keys() >= FIGURES


@pytest.mark.db
def test_postgresql_builds_and_finds_what_comes_in(tmp_path):
    write_texts(tmp_path, make_places(300))
    assert PEERS["postgresql"](tmp_path, 300).keys() >= FIGURES
