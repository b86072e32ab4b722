"""Trades: the distinct kinds of work on a market, in groups, and which groups lie near each wish.

A *trade* is an (occupation, qualification, sector) that places have. What can be wished is an occupation, a
qualification or a sector; for each of these the groups are listed that it touches, with how near every trade of the
group is. So a seeker's wishes lead to a few groups, and the rest of the market is never looked at. Any grouping is
right; a good one keeps together what is wished together: one domain of qualifications.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from leermatch.arrays import I32, I64, U8, AnyArray, freeze
from leermatch.market import Market
from leermatch.places import Places
from leermatch.weights import Weights

#: Trades in one group, so that a number fits sixteen bits.
_MOST: Final = 1 << 16
#: Entities whose nearness is worked out together.
_BLOCK: Final = 256

TOUCHED: Final = np.dtype(
    [
        ("group", np.int32),
        ("at", np.int64),  # where the bytes of its trades begin
        ("whole", np.int8),  # 1 when every trade of the group is near
        ("best", np.int8),  # the kind that is worth most
    ],
    align=True,
)


@dataclass(frozen=True, slots=True, eq=False)
class Trades:
    """The trades of n places.

    `group` and `number` (n,) the group of each place and its trade's number inside it; `groups` how many groups,
    `sizes` (groups,) int32 how many trades each has, `first` (groups,) int32 the number of its first one in the market.
    Wishes are entities: rows of the closeness table, then sectors, then `silent` (places that say neither occupation
    nor qualification), `silent + 1` (places that say no sector) and one that no place is near. Entity e touches
    `touched[reach_of[e] : reach_of[e + 1]]`; `kinds` holds one byte for each trade of a touched group: `Kind`, or 1
    for a sector and for what is silent; 0 is not near.
    """

    group: I32
    number: I32
    groups: int
    sizes: I32
    first: I32
    silent: int
    reach_of: I32
    touched: AnyArray
    kinds: U8


def trades_of(market: Market, places: Places, weights: Weights) -> Trades:
    """Find the trades of some places and what lies near them. Time entities x trades."""
    columns = np.stack([places.occupation, places.qualification, places.sector]).astype(np.int64)
    distinct, trade = np.unique(columns, axis=1, return_inverse=True)
    label = _labels(market, distinct)
    order = np.lexsort((np.arange(label.size), label))
    groups, first, sizes = _groups(label[order])
    place_of = np.empty(order.size, np.int64)
    place_of[order] = np.arange(order.size)
    trade = place_of[trade.reshape(-1)]
    touched, reach_of, kinds = _touching(market, distinct[:, order], first, sizes, weights)
    return Trades(
        group=freeze(groups[trade].astype(np.int32)),
        number=freeze((trade - first[groups[trade]]).astype(np.int32)),
        groups=first.size,
        sizes=freeze(sizes.astype(np.int32)),
        first=freeze(first.astype(np.int32)),
        silent=reach_of.size - 4,
        reach_of=reach_of,
        touched=touched,
        kinds=kinds,
    )


def _labels(market: Market, trades: I64) -> I64:
    """(t,) a number for each trade: its domain, else its dossier, else itself."""
    known = market.vocabularies
    ways = {q.code: q for q in known.qualifications}
    numbers: dict[tuple[str, str], int] = {}

    def numbered(domain: str, dossier: str, code: str) -> int:
        name = ("domain", domain) if domain else ("dossier", dossier) if dossier else ("code", code)
        return numbers.setdefault(name, len(numbers))

    of_qualification = [numbered(q.domain, q.dossier, q.code) for q in known.qualifications]
    of_occupation = []
    for o in known.occupations:
        leads = [ways[code] for code in o.qualifications if code in ways]
        domain = next((d for d in (o.domain, *(q.domain for q in leads)) if d), "")
        dossier = next((d for d in (o.dossier, *(q.dossier for q in leads)) if d), "")
        of_occupation.append(numbered(domain, dossier, o.code))
    silent = len(numbers)
    occupation = np.array([*of_occupation, silent])[trades[0]]
    return np.asarray(np.where(trades[1] >= 0, np.array([*of_qualification, silent])[trades[1]], occupation))


def _groups(label: I64) -> tuple[I64, I64, I64]:
    """For trades in the order of their labels: the group of each, where each group begins, and how many it has."""
    begins = np.ones(label.size, np.bool_)
    begins[1:] = label[1:] != label[:-1]
    since = np.arange(label.size) - np.maximum.accumulate(np.where(begins, np.arange(label.size), 0))
    begins |= since % _MOST == 0
    first = np.flatnonzero(begins)
    return np.cumsum(begins) - 1, first, np.diff(np.append(first, label.size))


def _touching(
    market: Market, trades: I64, first: I64, sizes: I64, weights: Weights
) -> tuple[AnyArray, I32, U8]:
    """The lists of touched groups for every entity: records, where each list begins, and the bytes."""
    shift = len(market.vocabularies.occupations)
    qualification = np.where(trades[1] < 0, -1, trades[1] + shift)
    worth = weights.worths()
    place = np.argsort(np.argsort(worth, kind="stable"), kind="stable").astype(np.uint8)
    table = np.pad(market.closeness, ((0, 0), (0, 1)))
    blocks = []
    for row in range(0, table.shape[0], _BLOCK):
        block = place[table[row : row + _BLOCK]]
        blocks.append(_listed(np.maximum(block[:, trades[0]], block[:, qualification]), first, sizes))
    others = [trades[2] == sector for sector in range(len(market.vocabularies.sectors))]
    others += [(trades[0] < 0) & (trades[1] < 0), trades[2] < 0, np.zeros(trades.shape[1], np.bool_)]
    blocks.append(_listed(np.array(others).astype(np.uint8), first, sizes))
    kind_of = np.argsort(worth, kind="stable").astype(np.uint8)
    for block_touched, block_kinds, _ in blocks[:-1]:
        block_touched["best"] = kind_of[block_touched["best"]]
        block_kinds[:] = kind_of[block_kinds]
    shifts = np.cumsum([0, *(kinds.size for _, kinds, _ in blocks)])
    for (block_touched, _, _), at in zip(blocks, shifts[:-1].tolist(), strict=True):
        block_touched["at"] += at
    many = np.concatenate([many for _, _, many in blocks])
    return (
        freeze(np.concatenate([touched for touched, _, _ in blocks])),
        freeze(np.append(0, np.cumsum(many)).astype(np.int32)),
        freeze(np.concatenate([kinds for _, kinds, _ in blocks])),
    )


def _listed(near: U8, first: I64, sizes: I64) -> tuple[AnyArray, U8, I64]:
    """From (entities, trades): the touched groups entity by entity, the bytes of their trades, and how many each."""
    if not first.size:
        return np.zeros(0, TOUCHED), np.zeros(0, np.uint8), np.zeros(near.shape[0], np.int64)
    best = np.maximum.reduceat(near, first, axis=1)
    entity, group = np.nonzero(best)
    touched = np.zeros(entity.size, TOUCHED)
    touched["group"] = group
    touched["best"] = best[entity, group]
    touched["whole"] = np.minimum.reduceat(near, first, axis=1)[entity, group] > 0
    ends = np.cumsum(sizes[group])
    touched["at"] = ends - sizes[group]
    inside = np.arange(int(ends[-1]) if ends.size else 0) - np.repeat(touched["at"], sizes[group])
    kinds = near[np.repeat(entity, sizes[group]), np.repeat(first[group], sizes[group]) + inside]
    return touched, kinds, np.bincount(entity, minlength=near.shape[0])
