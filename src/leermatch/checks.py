"""Judges any allocation. Knows no solver: only pairs, capacities and what both sides prefer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from leermatch.arrays import I64


class Pairs(Protocol):
    """The shape of `leermatch.stable.Edges`, so that no solver has to be known here."""

    @property
    def seeker(self) -> I64: ...
    @property
    def place(self) -> I64: ...
    @property
    def score(self) -> I64: ...
    @property
    def priority(self) -> I64: ...
    @property
    def seekers(self) -> int: ...
    @property
    def capacities(self) -> I64: ...


@dataclass(frozen=True, slots=True, eq=False)
class Verdict:
    """What a check saw.

    `faults` names every promise that is broken; `blocking_pairs` (b,) int64 are edges whose seeker and whose place
    would both strictly prefer each other. Lawful: no faults. Stable: no faults and no blocking pair.
    `worst_score` is the lowest score among those who got a place.
    """

    faults: tuple[str, ...]
    blocking_pairs: I64
    placed: int
    total_score: int
    worst_score: int | None

    @property
    def is_stable(self) -> bool:
        """Whether nothing is wrong and nobody would rather swap."""
        return not self.faults and not self.blocking_pairs.size


def check_allocation(edges: Pairs, edge_of: I64) -> Verdict:
    """Judge an allocation: one edge of its own (or -1) for each seeker, no place beyond its capacity."""
    faults = _shape_faults(edges, edge_of)
    if faults:
        return Verdict(faults, np.empty(0, np.int64), 0, 0, None)
    held = edge_of[edge_of >= 0]
    taken = np.bincount(edges.place[held], minlength=edges.capacities.size)
    over = np.flatnonzero(taken > edges.capacities)
    faults = tuple(f"OVER_CAPACITY place {place}" for place in over.tolist())
    scores = edges.score[held]
    return Verdict(
        faults=faults,
        blocking_pairs=_blocking(edges, edge_of, taken),
        placed=int(held.size),
        total_score=int(scores.sum()),
        worst_score=int(scores.min()) if held.size else None,
    )


def _shape_faults(edges: Pairs, edge_of: I64) -> tuple[str, ...]:
    if edge_of.shape != (edges.seekers,):
        return (f"NOT_ONE_FOR_EACH_SEEKER shape {edge_of.shape}",)
    unknown = (edge_of < -1) | (edge_of >= edges.seeker.size)
    if unknown.any():
        return tuple(f"NO_SUCH_PAIR seeker {seeker}" for seeker in np.flatnonzero(unknown).tolist())
    seekers = np.flatnonzero(edge_of >= 0)
    others = seekers[edges.seeker[edge_of[seekers]] != seekers]
    return tuple(f"PAIR_OF_ANOTHER seeker {seeker}" for seeker in others.tolist())


def _blocking(edges: Pairs, edge_of: I64, taken: I64) -> I64:
    """Edges that both sides strictly prefer; a place with room prefers anybody."""
    beyond = np.iinfo(np.int64)
    own = np.where(edge_of >= 0, edges.score[edge_of] if edges.score.size else 0, beyond.min)
    weakest = np.full(edges.capacities.size, beyond.max)
    held = edge_of[edge_of >= 0]
    np.minimum.at(weakest, edges.place[held], edges.priority[held])
    weakest[taken < edges.capacities] = beyond.min
    wanted = edges.score > own[edges.seeker]
    welcome = edges.priority > weakest[edges.place]
    return np.flatnonzero(wanted & welcome)
