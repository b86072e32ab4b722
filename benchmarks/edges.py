"""Seeded pairs for `allocate`: who could go where, without ranking a whole country first.

A seeker's places are the k that lie nearest in the order of the grid among those of the domain of the first wish:
neighbours want the same places, as in a real region. A seeker prefers near places of the own qualification; a place
prefers whoever wants just that, then chance.
"""

from __future__ import annotations

import numpy as np

from benchmarks.country import make_places, make_seekers
from benchmarks.reference import vocabularies
from leermatch import Edges
from leermatch.arrays import F32, I64
from leermatch.geometry import to_plane

#: Pairs of each seeker.
CHOICES = 32
_CELL_KM = 10


def make_edges(seekers: int, places: int, k: int = CHOICES, seed: int = 7) -> Edges:
    """Pairs of all seekers with k places each (fewer where a domain has fewer)."""
    offered, people = make_places(places, seed), make_seekers(seekers, seed)
    chance = np.random.default_rng([seed, 3])
    qualifications = vocabularies().qualifications
    domain = np.unique([q.domain for q in qualifications], return_inverse=True)[1].astype(np.int64)
    place_x, place_y = to_plane(offered.lat, offered.lon)
    x, y = to_plane(people.lat, people.lon)
    wish = people.wishes[:, 0]
    place_key = _key(domain[offered.qualification], place_x, place_y)
    order = np.argsort(place_key, kind="stable")
    first, past = _span(domain[offered.qualification][order], domain[wish])
    middle = np.searchsorted(place_key[order], _key(domain[wish], x, y))
    start = np.maximum(np.minimum(middle - k // 2, past - k), first)
    rows = start[:, None] + np.arange(k)
    known = rows < past[:, None]
    seeker = np.repeat(np.arange(seekers), known.sum(axis=1))
    place = order[rows[known]]
    distance = np.hypot(x[seeker] - place_x[place], y[seeker] - place_y[place])
    same = offered.qualification[place] == wish[seeker]
    return Edges(
        seeker=seeker,
        place=place,
        score=(400_000 * same + 3_000_000 / (15 + distance)).astype(np.int64),
        priority=(400_000 * same + chance.integers(0, 200_000, place.size)).astype(np.int64),
        seekers=seekers,
        place_ids=np.arange(1, places + 1),
        capacities=offered.capacity,
    )


def _key(domain: I64, x: F32, y: F32) -> I64:
    """Sorts by domain, then by rows of cells that are walked to and fro."""
    column = np.floor(x / _CELL_KM).astype(np.int64) + 500
    row = np.floor(y / _CELL_KM).astype(np.int64) + 500
    along = np.where(column % 2 == 0, row, 999 - row)
    return np.asarray((domain * 1000 + column) * 1000 + along)


def _span(sorted_domains: I64, wanted: I64) -> tuple[I64, I64]:
    return np.searchsorted(sorted_domains, wanted), np.searchsorted(sorted_domains, wanted, side="right")
