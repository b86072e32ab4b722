"""The peers answer the same question as the engine; and a wrong answer is seen."""

from importlib import import_module

import numpy as np
import pytest

from benchmarks.country import TODAY, make_places, make_seekers, seekers_of
from benchmarks.peers.brute_numba import BruteNumba
from benchmarks.peers.numpy_blocks import NumpyBlocks
from benchmarks.peers.postgres_lateral import PostgresLateral
from benchmarks.postgres import throwaway_database
from benchmarks.rank_task import BEST, make_task, rank_market, same_answer
from leermatch import rank_many

SEEKERS = 150


@pytest.fixture(scope="module")
def task_and_answer():
    market, rows = rank_market(make_places(2_000)), make_seekers(SEEKERS)
    return make_task(market, rows), rank_many(market, seekers_of(rows), today=TODAY, k=BEST)


@pytest.mark.unit
@pytest.mark.parametrize("peer", [NumpyBlocks, BruteNumba])
def test_brute_force_finds_the_same_places_with_the_same_scores(task_and_answer, peer):
    task, answer = task_and_answer
    ids, scores = peer(task).rank(SEEKERS)
    assert (ids >= 0).sum() > SEEKERS
    assert same_answer(answer, ids, scores)
    scores[np.nonzero(ids >= 0)[0][0], 0] += 1
    assert not same_answer(answer, ids, scores)


@pytest.mark.db
def test_postgresql_finds_the_same_places_with_the_same_scores(task_and_answer):
    task, answer = task_and_answer
    with throwaway_database() as connection:
        ids, scores = PostgresLateral(task, connection).rank(SEEKERS)
    assert same_answer(answer, ids, scores)


@pytest.mark.unit
@pytest.mark.parametrize(("package", "module", "name"), [
    ("polars", "polars_join", "PolarsJoin"), ("duckdb", "duckdb_join", "DuckdbJoin"),
])  # fmt: skip
def test_joins_find_the_same_places_with_the_same_scores(task_and_answer, package, module, name):
    pytest.importorskip(package, reason="not in the group dev", exc_type=ModuleNotFoundError)
    task, answer = task_and_answer
    peer = getattr(import_module(f"benchmarks.peers.{module}"), name)(task)
    assert same_answer(answer, *peer.rank(SEEKERS))
