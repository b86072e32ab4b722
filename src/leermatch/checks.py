"""Judges any allocation. Knows no solver: only pairs, capacities and what both sides prefer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leermatch.stable import Edges


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check saw. `faults` names every broken promise; `blocking_pairs` (b,) int64 edges that both sides
    would prefer. Lawful: no faults. Stable: lawful and no blocking pair."""

    faults: tuple[str, ...]
    blocking_pairs: NDArray[np.int64]
    placed: int
    total_score: int
    worst_score: int | None


def check_allocation(edges: Edges, edge_of: NDArray[np.int64]) -> Verdict:
    """Judge an allocation given as one edge (or -1) for each seeker."""
    raise NotImplementedError
