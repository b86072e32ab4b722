"""Seeded pairs for `allocate`: who could go where, without ranking a whole country first.

Places are laid in a row: by qualification (or by domain), and within it along the cells of a grid, to and fro. A
seeker looks around the own spot in that row and takes some places, leaving others out: most of the own qualification,
the rest of its domain. So neighbours want partly the same places, as in a real region, and a city is one market. A
seeker prefers near places of the own qualification; a place prefers whoever wants just that, then chance.
"""

from __future__ import annotations

import numpy as np

from benchmarks.country import PlaceRows, SeekerRows, make_places, make_seekers
from benchmarks.reference import vocabularies
from leermatch import Edges
from leermatch.arrays import F32, I64
from leermatch.geometry import to_plane

#: Pairs of each seeker.
CHOICES = 32
#: Pairs of each seeker from this many seekers on: what a country would ask for.
MANY, CHOICES_OF_MANY = 500_000, 20
_CELL_KM = 10
#: Share of the pairs that are of the own qualification; one place in so many is taken; how far a spot is moved.
_OWN, _STEP, _SHIFT = 0.6, 5, 40.0


def choices_for(seekers: int) -> int:
    """How many pairs each seeker has at this size."""
    return CHOICES_OF_MANY if seekers >= MANY else CHOICES


def make_edges(
    seekers: int, places: int, k: int | None = None, seed: int = 7, seats: float | None = None
) -> Edges:
    """Pairs of all seekers with k places each (fewer where there are fewer). `seats` for each seeker, all places
    together; None: as the places have them."""
    k = k or choices_for(seekers)
    offered, people = make_places(places, seed), make_seekers(seekers, seed)
    chance = np.random.default_rng([seed, 3])
    qualifications = vocabularies().qualifications
    domain = np.unique([q.domain for q in qualifications], return_inverse=True)[1].astype(np.int64)
    own = round(k * _OWN)
    everyone = np.arange(len(qualifications))
    near = [
        _beside(offered, people, kind, many, chance) for kind, many in ((everyone, own), (domain, k - own))
    ]
    wish = people.wishes[:, 0]
    # The places of the own qualification are in the first part: left out of the second, no pair is there twice.
    near[1][(offered.qualification[near[1]] == wish[:, None]) & (near[1] >= 0)] = -1
    table = np.concatenate(near, axis=1)
    known = table >= 0
    seeker = np.repeat(np.arange(seekers), known.sum(axis=1))
    place = table[known].astype(np.int64)
    (place_x, place_y), (x, y) = to_plane(offered.lat, offered.lon), to_plane(people.lat, people.lon)
    distance = np.hypot(x[seeker] - place_x[place], y[seeker] - place_y[place])
    same = offered.qualification[place] == wish[seeker]
    # Numbered as the rows of a market: by trade, and along the cells of the grid.
    along = np.argsort(_key(domain[offered.qualification], place_x, place_y), kind="stable")
    number = np.empty(places, np.int64)
    number[along] = np.arange(places)
    capacities = offered.capacity if seats is None else _shared(round(seats * seekers), offered.capacity)
    return Edges(
        seeker=seeker,
        place=number[place],
        score=(400_000 * same + 3_000_000 / (15 + distance)).astype(np.int64),
        priority=(400_000 * same + chance.integers(0, 200_000, place.size)).astype(np.int64),
        seekers=seekers,
        place_ids=along + 1,
        capacities=capacities[along],
        in_order=True,
    )


def _beside(offered: PlaceRows, people: SeekerRows, kind: I64, k: int, chance: np.random.Generator) -> I64:
    """(seekers, k) places of the kind (of the qualification) of the first wish near everyone, -1 for none."""
    x, y = to_plane(offered.lat, offered.lon)
    key = _key(kind[offered.qualification], x, y)
    order = np.argsort(key, kind="stable").astype(np.int32)
    wanted = kind[people.wishes[:, 0]]
    first, past = _span(kind[offered.qualification][order], wanted)
    spot = np.searchsorted(key[order], _key(wanted, *to_plane(people.lat, people.lon)))
    steps = chance.integers(1, _STEP + 1, (wanted.size, k), dtype=np.int8).cumsum(axis=1, dtype=np.int32)
    # Where a kind has few places, all of them are within reach: shorter steps.
    steps = np.where((past - first < k * _STEP)[:, None], np.arange(1, k + 1, dtype=np.int32), steps)
    start = spot - steps[:, k // 2] + chance.normal(0, _SHIFT, wanted.size).astype(np.int64)
    start = np.maximum(np.minimum(start, past - 1 - steps[:, -1]), first - 1)
    rows = steps + start.astype(np.int32)[:, None]
    return np.asarray(np.where(rows < past[:, None], order[np.minimum(rows, order.size - 1)], -1))


def _shared(seats: int, weights: I64) -> I64:
    """As many seats as asked for, shared in proportion."""
    through = np.cumsum(weights) * seats // int(weights.sum())
    return np.asarray(np.diff(through, prepend=0))


def _key(kind: I64, x: F32, y: F32) -> I64:
    """Sorts by kind, then by rows of cells that are walked to and fro."""
    column = np.floor(x / _CELL_KM).astype(np.int64) + 500
    row = np.floor(y / _CELL_KM).astype(np.int64) + 500
    along = np.where(column % 2 == 0, row, 999 - row)
    return np.asarray((kind * 1000 + column) * 1000 + along)


def _span(sorted_kinds: I64, wanted: I64) -> tuple[I64, I64]:
    return np.searchsorted(sorted_kinds, wanted), np.searchsorted(sorted_kinds, wanted, side="right")
