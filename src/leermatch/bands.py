"""Bands of hours a week that people choose from; a place with a range of hours lies in several."""

from __future__ import annotations

from typing import Final

import numpy as np

from leermatch.arrays import U8, freeze
from leermatch.places import Places

#: Code of each band → more than so many hours a week, up to and including so many. Row r is bit r.
BANDS: Final = {
    "UP_TO_16": (-np.inf, 16.0),
    "UP_TO_24": (16.0, 24.0),
    "UP_TO_32": (24.0, 32.0),
    "OVER_32": (32.0, np.inf),
}


def bands_of(places: Places) -> U8:
    """(n,) the bands that the hours of each place touch, as bits; 0 where neither end is known.

    An end that is not known excludes nothing: at least 24 hours may be any number above.
    """
    low, high = places.hours_min, places.hours_max
    least = np.where(np.isnan(low), np.float32(-np.inf), low)
    most = np.where(np.isnan(high), np.float32(np.inf), high)
    bits = np.zeros(len(places), np.uint8)
    for row, (above, until) in enumerate(BANDS.values()):
        bits |= ((least <= until) & (most > above)).astype(np.uint8) << np.uint8(row)
    bits[np.isnan(low) & np.isnan(high)] = 0
    return freeze(bits)
