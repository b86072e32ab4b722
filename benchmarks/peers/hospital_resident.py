"""`matching` from PyPI: HospitalResident, the resident side proposing, on the same preferences."""

from __future__ import annotations

import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from matching.games import HospitalResident

from leermatch import Choices
from leermatch.arrays import I64

_STACK_BYTES, _DEPTH = 1 << 29, 1_000_000


@dataclass(frozen=True, slots=True)
class Solved:
    """`place_of` (n,) the place that each row holds, -1 for none; seconds to make the game and to solve it."""

    place_of: I64
    making_s: float
    solving_s: float


@dataclass(frozen=True, slots=True)
class Lists:
    """The preferences of both sides as the peer wants them: names are rows."""

    residents: dict[int, list[int]]
    hospitals: dict[int, list[int]]
    capacities: dict[int, int]


def lists_of(choices: Choices, ties: I64) -> Lists:
    """`ties` (e,) by pair of the edges, the higher before among equal priorities. Empty places take no part."""
    row = np.repeat(np.arange(choices.seekers), np.diff(choices.starts))
    seats = choices.capacities[choices.place]
    kept = np.flatnonzero(seats > 0)
    residents: dict[int, list[int]] = {}
    hospitals: dict[int, list[int]] = {}
    for resident, hospital in zip(row[kept].tolist(), choices.place[kept].tolist(), strict=True):
        residents.setdefault(resident, []).append(hospital)
    order = kept[np.lexsort((-ties[choices.edge[kept]], -choices.priority[kept]))]
    for resident, hospital in zip(row[order].tolist(), choices.place[order].tolist(), strict=True):
        hospitals.setdefault(hospital, []).append(resident)
    return Lists(residents, hospitals, {place: int(choices.capacities[place]) for place in hospitals})


def solve(lists: Lists, rows: int) -> Solved:
    """Make a game (solving uses it up) and solve it.

    The package copies its players by recursion: it gets a thread with a deep stack, or it would end at 250 seekers.
    """
    limit = sys.getrecursionlimit()
    threading.stack_size(_STACK_BYTES)
    sys.setrecursionlimit(_DEPTH)
    try:
        with ThreadPoolExecutor(1) as deep:
            return deep.submit(_solved, lists, rows).result()
    finally:
        sys.setrecursionlimit(limit)
        threading.stack_size(0)


def _solved(lists: Lists, rows: int) -> Solved:
    start = time.perf_counter()
    game = HospitalResident.create_from_dictionaries(lists.residents, lists.hospitals, lists.capacities)
    made = time.perf_counter()
    matching = game.solve(optimal="resident")
    done = time.perf_counter()
    place_of = np.full(rows, -1, np.int64)
    for hospital, residents in matching.items():
        for resident in residents:
            place_of[int(resident.name)] = int(hospital.name)
    return Solved(place_of, made - start, done - made)
