"""The number that breaks ties: mixed from the seed, the seeker and the place, so from who they are and nothing else."""

from __future__ import annotations

import numpy as np

from leermatch.compiled import inlined


@inlined
def ticket(seed: np.uint64, seeker_id: np.int64, place_id: np.int64) -> np.int64:
    """63 bits as int64, from three numbers: the finaliser of SplitMix64."""
    mixed = (
        seed * np.uint64(0x9E3779B97F4A7C15)
        + np.uint64(seeker_id) * np.uint64(0xBF58476D1CE4E5B9)
        + np.uint64(place_id) * np.uint64(0x94D049BB133111EB)
    )
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0xBF58476D1CE4E5B9)
    return np.int64((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(1))
