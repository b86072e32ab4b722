"""The same ranking on a Dask cluster: the market on every worker, the seekers in parts. Needs `leermatch[cluster]`.

A part is ranked by the very code that one process runs, and parts do not know each other: the answer is the same bytes
for any number of workers, and for workers that die in the middle, whose parts others do again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields, replace
from typing import Any, Final

import dask
import numpy as np
from distributed import Client, Future, KilledWorker, LocalCluster, as_completed

from leermatch.arrays import AnyArray
from leermatch.lending import Loan, Place, machine, read_lent
from leermatch.market import Market, build_market
from leermatch.parts import Lent, Part, borrowed, cut, lend, parts_of
from leermatch.rank import rank_many
from leermatch.ranking import Rankings
from leermatch.seekers import Seeker, Seekers, seekers_of
from leermatch.vocabulary import Vocabularies
from leermatch.weights import Weights

#: Parts and markets are large by intention; Dask warns of what is larger than this.
_LARGEST_MESSAGE: Final = "1GiB"
#: Workers keep the memory of one part for the next: Dask would have it given back, and every page zeroed again.
_KEEP_MEMORY: Final = {
    "distributed.nanny.pre-spawn-environ": {
        "MALLOC_TRIM_THRESHOLD_": str(1 << 32),
        "MALLOC_MMAP_THRESHOLD_": str(1 << 25),  # the most that glibc takes
    }
}
#: How often everything is sent again when the last copy of the market died with its worker.
_ATTEMPTS: Final = 3


class ClusterLost(RuntimeError):  # noqa: N818 (a refusal, as everywhere in this house)
    """The workers died again and again; `parts` were never ranked."""

    def __init__(self, parts: int) -> None:
        self.parts = parts
        super().__init__(
            f"{parts} parts were not ranked in {_ATTEMPTS} attempts: are there workers, have they memory?"
        )


@contextmanager
def local_cluster(workers: int = 2) -> Iterator[Client]:
    """Workers on this machine, a process each, with one thread: ranking lets a thread fill a core."""
    with (
        dask.config.set(_KEEP_MEMORY),
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            dashboard_address=None,
            scheduler_kwargs={"dashboard_address": ":0"},  # any port: the usual one may be taken
            memory_limit=0,
        ) as machines,
        connected(machines.scheduler_address) as client,
    ):
        client.wait_for_workers(workers)
        yield client


@contextmanager
def connected(scheduler: str) -> Iterator[Client]:
    """A client of a cluster that runs; answers come straight from the workers."""
    with (
        dask.config.set({"distributed.admin.large-graph-warning-threshold": _LARGEST_MESSAGE}),
        Client(scheduler, direct_to_workers=True, set_as_default=False) as client,
    ):
        yield client


def spread(client: Client, market: Market) -> Future[Any]:
    """Send what ranking needs of a market (all but its words) to the cluster; gives back when it is there.

    As a task, not by `Client.scatter`: that can wait forever for a worker that dies meanwhile (distributed 2026.8),
    and what it sent is lost with the last worker that has it. The scheduler makes a task again. Workers get
    the market from each other, with the first part that they rank.
    """
    sent: Future[Any] = client.submit(_kept, _without_words(market), pure=False)
    deque(as_completed([sent], loop=client.loop), maxlen=0)
    return sent


def rank_on(
    client: Client,
    market: Market,
    seekers: Sequence[Seeker] | Seekers,
    *,
    today: int,
    k: int = 20,
    weights: Weights | None = None,
    sent: Future[Any] | None = None,
) -> Rankings:
    """What `rank_many` gives, by the workers of a client.

    `sent`: what `spread` gave for this market, when it is there already. A worker may die at any moment; Raises
    ClusterLost when parts are still missing after three attempts, and what the ranking itself raises.
    """
    columns = seekers if isinstance(seekers, Seekers) else seekers_of(seekers, market.vocabularies)
    found = _room(len(columns), k)
    workers = list(client.scheduler_info(n_workers=-1)["workers"])
    missing = parts_of(len(columns), workers)
    for _ in range(_ATTEMPTS):
        there = sent if sent is not None and sent.status == "finished" else spread(client, market)
        missing = _rank_parts(client, there, columns, missing, found, (today, k, weights or Weights()))
        if not missing:
            return found
    raise ClusterLost(len(missing))


def _rank_parts(
    client: Client,
    market: Future[Any],
    columns: Seekers,
    parts: Sequence[Part],
    found: Rankings,
    how: tuple[int, int, Weights],
) -> list[Part]:
    """Rank some parts into `found`; gives back those that were lost."""
    near, of, lost = machine(), dict[Future[Any], tuple[Part, Seekers | Lent]](), list[Part]()

    def ask(part: Part, rows: Seekers | Lent) -> Future[Any]:
        asked: Future[Any] = client.submit(_rank_part, market, rows, *how, near, **_at(part))
        of[asked] = part, rows  # a loan lasts until its answer is in
        return asked

    for part in parts:
        some = cut(columns, part.first, part.past)
        ask(part, some if near is None else lend(some))
    coming = as_completed(list(of), loop=client.loop, with_results=True, raise_errors=False)
    for future, answer in coming:
        part, rows = of.pop(future)
        if future.status == "error" and not isinstance(fault := future.exception(), KilledWorker):
            raise fault
        mine = {f.name: getattr(found, f.name)[part.first : part.past] for f in fields(Rankings)}
        if isinstance(answer, dict):
            _put(mine, answer)
        elif isinstance(answer, Place):
            if not read_lent(answer, mine):  # its worker died, or the system forbids it: it travels after all
                again: Future[Any] = client.submit(_travelling, future, **_at(part))
                of[again] = part, rows
                coming.add(again)
        elif future.status == "finished" and isinstance(
            rows, Lent
        ):  # its worker cannot read here: they travel
            coming.add(ask(part, cut(columns, part.first, part.past)))
        else:
            lost.append(part)
    return lost


def _at(part: Part) -> dict[str, Any]:
    """How a part is asked for: of its worker, the first rows first."""
    return {
        "workers": part.worker,
        "allow_other_workers": part.worker is not None,
        "priority": -part.first,
        "pure": False,
    }


def _kept(market: Market) -> Market:
    return market


def _rank_part(
    market: Market, part: Seekers | Lent, today: int, k: int, weights: Weights, near: str | None
) -> Loan | dict[str, AnyArray] | None:
    """On a worker: lends its answer to a caller on the same machine, `near`. None when the seekers are lent and
    cannot be read here."""
    if isinstance(part, Lent):
        here = borrowed(part) if near == machine() else None
        if here is None:
            return None
        part = here
    part = cut(part, 0, len(part))  # kernels are compiled for arrays that nobody writes
    ranked = rank_many(market, part, today=today, k=k, weights=weights, threads=1)
    answer = {field.name: getattr(ranked, field.name) for field in fields(Rankings)}
    return Loan(answer) if near is not None and near == machine() else answer


def _travelling(answer: Loan | Place) -> dict[str, AnyArray] | None:
    """On a worker: the answer itself, None when it is no longer where it was made."""
    return answer.arrays if isinstance(answer, Loan) else None


def _room(n: int, k: int) -> Rankings:
    shapes: dict[str, Any] = {"eligible_total": n, "visited": n}
    kinds = {"distances_km": np.float32, "scores": np.int32, "priorities": np.int32}
    return Rankings(
        **{
            f.name: np.empty(shapes.get(f.name, (n, k)), kinds.get(f.name, np.int64))
            for f in fields(Rankings)
        }
    )


def _put(mine: dict[str, AnyArray], answer: dict[str, AnyArray]) -> None:
    for name, numbers in mine.items():
        numbers[:] = answer[name]


def _without_words(market: Market) -> Market:
    silent = build_market({"id": ()}, Vocabularies()).base.index
    fresh = None if market.fresh is None else replace(market.fresh, index=silent)
    return replace(market, base=replace(market.base, index=silent), fresh=fresh)
