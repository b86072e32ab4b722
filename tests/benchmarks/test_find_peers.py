"""Each peer of `find` counts the same places as the engine, in each of its forms."""

from importlib import import_module

import pytest

from benchmarks.country import make_places, place_columns
from benchmarks.find import run_find
from benchmarks.find_task import make_task
from benchmarks.postgres import throwaway_database
from benchmarks.questions import make_questions
from benchmarks.reference import vocabularies
from benchmarks.text_files import write_texts
from benchmarks.texts import place_texts
from leermatch import build_market, find

PLACES = 1_500


@pytest.fixture(scope="module")
def task_and_market(tmp_path_factory):
    rows = make_places(PLACES)
    texts = write_texts(tmp_path_factory.mktemp("texts"), rows)
    market = build_market({**place_columns(rows), **texts.columns()}, vocabularies())
    return make_task(rows, texts), market


@pytest.mark.unit
def test_texts_on_disk_are_those_in_memory(task_and_market):
    task, _ = task_and_market
    made = place_texts(make_places(PLACES))
    assert list(task.texts.rows()) == list(zip(*made.values(), strict=True))
    assert [texts[0] for row, texts in task.documents() if row == 0] == [made["title"][task.rows[0]]]


@pytest.mark.unit
def test_sqlite_counts_the_same(task_and_market, tmp_path):
    task, market = task_and_market
    _counts_the_same(
        import_module("benchmarks.peers.sqlite_search").Search(tmp_path / "sqlite", task), task, market
    )


@pytest.mark.unit
def test_tantivy_counts_the_same(task_and_market, tmp_path):
    pytest.importorskip("tantivy", reason="not in the group dev", exc_type=ModuleNotFoundError)
    task, market = task_and_market
    _counts_the_same(
        import_module("benchmarks.peers.tantivy_search").Search(tmp_path / "tantivy", task), task, market
    )


@pytest.mark.db
def test_postgresql_counts_the_same(task_and_market):
    task, market = task_and_market
    with throwaway_database() as connection:
        peer = import_module("benchmarks.peers.postgres_search").PostgresSearch(connection, task)
        _counts_the_same(peer, task, market)
        named = peer.prepare_named()
        for asked in make_questions(60):
            total = peer.find(asked.query, named)[0]
            apart = abs(total - peer.find(asked.query, "cells")[0])
            assert apart <= task.on_the_edge(asked.query, apart=5e-4), asked


@pytest.mark.unit
def test_the_report_has_every_peer_with_its_ratio():
    told = run_find(300, 20, peers=("sqlite",), budget_s=0.001).as_dict()
    assert told["equal"] is True
    assert told["peers"]["sqlite"]["ratio"] > 0
    assert told["peers"]["sqlite"]["measured"] == 60


def _counts_the_same(peer, task, market):
    found = {"no words": 0, "words": 0}
    for asked in make_questions(150):
        ours = find(market, asked.query)
        for form in peer.forms:
            total, ids = peer.find(asked.query, form)
            assert len(ids) == max(
                0, min(asked.query.page_size, total - (asked.query.page - 1) * asked.query.page_size)
            )
            if asked.kind == "no words":
                assert abs(total - ours.total) <= task.on_the_edge(asked.query), (asked, form)
                if asked.query.sort == "distance" and total == ours.total:
                    assert ids == ours.ids.tolist()
            found["no words" if asked.kind == "no words" else "words"] += total
    assert all(found.values())
    assert peer.index_mb() > 0
