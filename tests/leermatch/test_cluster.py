"""A cluster of real processes gives the bytes that one process gives."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import fields

import numpy as np
import pytest
from distributed import Client

from leermatch import Market, Seeker, build_market, lending, rank_many, seekers_of
from leermatch.cluster import local_cluster, rank_on, spread
from leermatch.ranking import Rankings
from tests.leermatch.markets import TODAY, VOCABULARIES, random_columns, random_seeker

pytestmark = pytest.mark.unit


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with local_cluster(2) as client:
        yield client


@pytest.fixture(scope="module")
def market() -> Market:
    rng = np.random.default_rng(1)
    base = build_market(random_columns(rng, 300), VOCABULARIES)
    changes = random_columns(rng, 20)
    return base.changed(changes, closed=[int(base.living.id[-1])])


@pytest.fixture(scope="module")
def people() -> list[Seeker]:
    return [random_seeker(seed) for seed in range(500)]


def same_bytes(one: Rankings, other: Rankings) -> bool:
    return all(getattr(one, f.name).tobytes() == getattr(other, f.name).tobytes() for f in fields(Rankings))


def test_cluster_gives_the_bytes_of_one_process(client: Client, market: Market, people: list[Seeker]) -> None:
    here = rank_many(market, people, today=TODAY, k=7)
    assert same_bytes(rank_on(client, market, people, today=TODAY, k=7), here)
    assert same_bytes(rank_on(client, market, people, today=TODAY, k=7, sent=spread(client, market)), here)


@pytest.mark.parametrize("cannot", ["caller reads", "workers read", "nobody reads", "lend"])
def test_all_travels_where_memory_cannot_be_read(
    client: Client, market: Market, people: list[Seeker], monkeypatch: pytest.MonkeyPatch, cannot: str
) -> None:
    if cannot == "lend":
        monkeypatch.setattr("leermatch.cluster.machine", lambda: "another machine")
    if cannot in ("caller reads", "nobody reads"):  # as a container may forbid it
        monkeypatch.setattr("leermatch.lending._read_remote", forbidden)
    if cannot in ("workers read", "nobody reads"):  # as Linux may forbid it: a child may not read its parent
        client.run(forbid)
    here = rank_many(market, people, today=TODAY, k=7)
    try:
        assert same_bytes(rank_on(client, market, people, today=TODAY, k=7), here)
    finally:
        client.run(allow)


def forbidden(*_: object) -> int:
    return -1


def forbid() -> None:
    lending._read_remote = forbidden


def allow() -> None:
    lending._read_remote = lending._system_call()


def test_worker_killed_in_the_middle_changes_nothing(
    client: Client, market: Market, people: list[Seeker]
) -> None:
    many = seekers_of(people, VOCABULARIES).take(np.tile(np.arange(len(people)), 200))
    here = rank_many(market, many, today=TODAY, k=7)
    victim = next(iter(client.run(os.getpid).values()))
    killed = threading.Timer(0.05, os.kill, (victim, signal.SIGKILL))
    killed.start()
    there = rank_on(client, market, many, today=TODAY, k=7)
    killed.join()
    assert same_bytes(there, here)
    deadline = time.monotonic() + 30
    while victim in client.run(os.getpid).values() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert victim not in client.run(os.getpid).values()


def test_market_is_sent_again_when_every_copy_died(
    client: Client, market: Market, people: list[Seeker]
) -> None:
    sent = spread(client, market)
    for process in client.run(os.getpid).values():
        os.kill(process, signal.SIGKILL)
    assert same_bytes(
        rank_on(client, market, people, today=TODAY, k=7, sent=sent),
        rank_many(market, people, today=TODAY, k=7),
    )


def test_no_seekers_is_an_empty_answer(client: Client, market: Market) -> None:
    assert rank_on(client, market, [], today=TODAY, k=7).ids.shape == (0, 7)


def test_impossible_question_is_refused_as_in_one_process(
    client: Client, market: Market, people: list[Seeker]
) -> None:
    with pytest.raises(ValueError, match="k"):
        rank_on(client, market, people, today=TODAY, k=0)
