"""Compiles or loads every kernel, by asking everything once of a tiny market: `python -m leermatch.warm`."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import product
from multiprocessing import get_context
from typing import Final, get_args

import numpy as np

from leermatch.changing import Changes
from leermatch.checks import check_allocation
from leermatch.edges import Edges, tickets
from leermatch.explain import explain
from leermatch.find import Query, Sort, find
from leermatch.highlight import highlight
from leermatch.market import Column, Market, build_market
from leermatch.optimal import allocate_best
from leermatch.pairing import edges_of
from leermatch.policy import Policy, Rule
from leermatch.rank import near_misses, rank_many, rank_places, rank_seekers
from leermatch.repair import keep
from leermatch.seekers import Seeker
from leermatch.stable import allocate_stable
from leermatch.vocabulary import Occupation, Qualification, Vocabularies

_TODAY: Final = 20_500
_WORDS: Final = Vocabularies(
    occupations=(
        Occupation("W1", "Lasser", (("metaalbewerker", 0.7),), qualifications=("25287",)),
        Occupation("W2", "Kok", misspellings=("kock",), related=("W1",)),
    ),
    qualifications=(Qualification("25287", "Basislasser", level=2, dossier="23110", domain="79060"),),
    sectors=("METAAL", "HORECA"),
    regions=("AM01",),
)
_PLACES: Final[dict[str, Column]] = {
    "id": [1, 2, 3],
    "title": ["Leerling lasser", "Kok in Zwolle", "Constructielasser"],
    "employer_name": ["Jansen Metaal", "De Kok", None],
    "occupation": ["W1", "W2", "W1"],
    "qualification": ["25287", None, None],
    "sector": ["METAAL", "HORECA", None],
    "region": ["AM01", None, "AM01"],
    "lat": [52.2, 52.5, None],
    "lon": [6.9, 6.1, None],
    "employer": [11, 12, None],
    "published": [20_400, 20_410, None],
}


def warm_up() -> float:
    """Compile or load every kernel; returns the seconds it took: a minute the first time after an installation, about
    a second from the cache. Safe to call more than once, and from several processes at once."""
    begun = time.perf_counter()
    for ask in (_find, _rank):
        _ask(ask)
    return time.perf_counter() - begun


def compile_side_by_side() -> float:
    """The same for what is kept on disk, in two processes, so that it takes half the time; returns the seconds."""
    begun = time.perf_counter()
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        for _ in pool.map(_ask, (_find, _rank)):
            pass
    return time.perf_counter() - begun


def _ask(ask: Callable[[Market], None]) -> None:
    """Ask a market as it was built, and one with changes."""
    built = build_market(_PLACES, _WORDS)
    for market in (built, built.changed({**_PLACES, "id": [2, 3, 4]}, closed=[1])):
        ask(market)


def _find(market: Market) -> None:
    """Every sort, with words and without, with a circle and without, with a slip of the pen and a compound."""
    plain = Query(today=_TODAY, filters={"sector": ("METAAL",)})
    around = replace(plain, lat=52.2, lon=6.9, radius_km=30.0)
    texts = ("", "lasser", "metaalbewerkr kok", "constructielasser zwolle", "lassermetaalbewerker")
    for text, query, sort in product(texts, (plain, around), get_args(Sort)):
        find(market, replace(query, text=text, sort=sort))
    highlight(market, "lasser", "Leerling-lasser", occupation="W1")


def _rank(market: Market) -> None:
    """One seeker and many, one place, the reasons, and the allocations."""
    seekers = [
        Seeker(id=1, lat=52.2, lon=6.9, max_km=15, prior_level=1, age=17, occupations=("W1",)),
        Seeker(id=2, sectors=("METAAL",)),
        Seeker(id=3, lat=52.4, lon=6.2),
    ]
    for seeker in seekers:
        rank_places(market, seeker, today=_TODAY)
        near_misses(market, seeker, today=_TODAY)
    rank_many(market, seekers, today=_TODAY)
    rank_seekers(market, 3, seekers, today=_TODAY)
    explain(market, seekers[0], 3, today=_TODAY)
    edges = edges_of(market, seekers, today=_TODAY)
    for policy in (None, Policy((Rule(group=0, reserve=0.5),))):
        allocate_stable(edges, policy=policy)
        allocate_best(edges, policy=policy)
        check_allocation(
            edges, allocate_stable(edges, policy=policy).edge_of, policy=policy, ties=tickets(edges)
        )
        _mend(edges, policy)


def _mend(edges: Edges, policy: Policy | None) -> None:
    """Allocations that are kept, of pairs in no order: somebody leaves, somebody comes, a place shrinks."""
    loose = replace(
        edges,
        seeker=edges.seeker[::-1].copy(),
        place=edges.place[::-1].copy(),
        score=edges.score[::-1].copy(),
        priority=edges.priority[::-1].copy(),
        in_order=False,
    )
    one = np.ones(1, np.int64)
    changes = Changes(
        withdrawn=0 * one,
        seeker=edges.seekers * one,
        place=0 * one,
        score=one,
        resized=0 * one,
        capacities=0 * one,
        ids=99 * one,
    )
    keep(loose, "best", policy=policy).repair(changes)
    keep(loose, "stable", policy=policy).repair(changes)


if __name__ == "__main__":
    print(f"kernels ready in {compile_side_by_side():.1f} s")  # noqa: T201
