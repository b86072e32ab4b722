"""How near places lie to what somebody wishes: occupations, qualifications, sectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from leermatch.arrays import F64, I32, I64, Bool
from leermatch.closeness import Kind
from leermatch.market import Market, Places
from leermatch.seekers import Seeker, Seekers
from leermatch.weights import Weights


@dataclass(frozen=True, slots=True, eq=False)
class Nearness:
    """How near places lie to what seekers wish, for each pair.

    `closeness` float64 0 … 1; `in_sector` whether the sector is a wished one; `other` whether the place is none
    of what is wished; `unsure` whether that cannot be told because the place does not say what it is.
    """

    closeness: F64
    in_sector: Bool
    other: Bool
    unsure: Bool

    def take(self, rows: I64) -> Nearness:
        """The same for some pairs."""
        return Nearness(self.closeness[rows], self.in_sector[rows], self.other[rows], self.unsure[rows])


_NOBODY: Final = Nearness(np.zeros(0), *(np.zeros(0, np.bool_) for _ in range(3)))


def nearness(market: Market, places: Places, seekers: Seekers, weights: Weights) -> Nearness:
    """Nearness of n places to one seeker, or of one place to n seekers: (n,).

    Somebody who wishes occupations or qualifications is offered what lies near one of them, and what lies in a
    wished sector; somebody who only wishes sectors, those sectors; somebody without wishes, everything. No place
    is near a wish that the vocabularies do not hold.
    """
    found = [_of_one(market, places, wishes, seekers.widths, weights) for wishes in seekers.wishes]
    return found[0] if len(found) == 1 else _stacked([_NOBODY, *found])


def _of_one(
    market: Market, places: Places, entities: I32, widths: tuple[int, int, int], weights: Weights
) -> Nearness:
    occupation, qualification = _entities(market, places)
    ranks = [*range(widths[0]), *range(widths[1])]
    wishes = [(rank, row) for rank, row in zip(ranks, entities.tolist(), strict=False) if row >= 0]
    values = _values(market, wishes, weights)
    related = values > 0
    wished = np.zeros(len(market.vocabularies.sectors) + 1, np.bool_)
    sectors = entities[len(ranks) :]
    sectors = sectors[sectors >= 0] - market.closeness.shape[0]
    wished[sectors[sectors < wished.size - 1]] = True
    in_sector = wished[places.sector]
    near = related[occupation] | related[qualification] | in_sector
    silent = np.zeros(in_sector.shape, np.bool_)
    if wishes:
        silent |= (places.occupation < 0) & (places.qualification < 0)
    elif sectors.size:
        silent |= places.sector < 0
    choosy = bool(wishes) or bool(sectors.size)
    return Nearness(
        closeness=np.maximum(values[occupation], values[qualification]),
        in_sector=in_sector,
        other=choosy & ~near & ~silent,
        unsure=~near & silent,
    )


def _entities(market: Market, places: Places) -> tuple[I64, I64]:
    """Columns of the closeness table for the occupation and the qualification of each place; -1 unknown."""
    shift = len(market.vocabularies.occupations)
    qualification = places.qualification.astype(np.int64)
    return places.occupation.astype(np.int64), np.where(qualification < 0, -1, qualification + shift)


def _values(market: Market, wishes: Sequence[tuple[int, int]], weights: Weights) -> F64:
    """(entities + 1,) the closeness of every entity to the nearest wish; the last is for what is unknown."""
    worth = weights.worths()
    best = np.zeros(market.closeness.shape[0] + 1)
    for position, row in wishes:
        if row >= market.closeness.shape[0]:
            continue
        lost = max(1 - weights.wish_step * position, weights.wish_least)
        np.maximum(best[:-1], worth[market.closeness[row]] * lost, out=best[:-1])
    return best


def _stacked(found: Sequence[Nearness]) -> Nearness:
    return Nearness(
        closeness=np.concatenate([near.closeness for near in found]),
        in_sector=np.concatenate([near.in_sector for near in found]),
        other=np.concatenate([near.other for near in found]),
        unsure=np.concatenate([near.unsure for near in found]),
    )


def nearest_wish(market: Market, place: Places, seeker: Seeker) -> tuple[Kind, str | None]:
    """How near one place lies to its nearest wish, and the code of that wish (None without any)."""
    occupation, qualification = _entities(market, place)
    targets = [int(e[0]) for e in (occupation, qualification) if e[0] >= 0]
    codes = {"occupation": seeker.occupations, "qualification": seeker.qualifications}
    best: tuple[Kind, str | None] = (Kind.NONE, None)
    for kind_of_wish, wished in codes.items():
        for code in wished:
            row = market.entity_of.get((kind_of_wish, code))
            for target in targets if row is not None else ():
                kind = Kind(int(market.closeness[row, target]))
                if kind > best[0]:
                    best = kind, code
    return best
