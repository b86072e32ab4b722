"""Places on a plane, so that a distance is one square root.

Oblique stereographic projection around Amersfoort on a sphere of radius 6371.0088 km (Snyder, "Map projections:
a working manual", USGS 1987, chapter 21). Within 250 km of the centre a distance is at most 0.04 % too long.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from leermatch.arrays import F32

_RADIUS_KM: Final = 6371.0088
_CENTRE_LAT: Final = np.radians(52.15517440)
_CENTRE_LON: Final = np.radians(5.38720621)


@dataclass(frozen=True, slots=True)
class Bounds:
    """A box in degrees; coordinates outside it are refused."""

    south: float
    north: float
    west: float
    east: float


#: The European part of the Netherlands with a narrow rim.
NETHERLANDS: Final = Bounds(south=50.7, north=53.7, west=3.2, east=7.3)
#: From where people come to work in the Netherlands: a degree more on all sides.
COMMUTING: Final = Bounds(south=49.7, north=54.7, west=2.2, east=8.3)


def to_plane(lat: ArrayLike, lon: ArrayLike) -> tuple[F32, F32]:
    """Kilometres east and north of the centre, for degrees of any equal shape. NaN stays NaN."""
    phi = np.radians(np.asarray(lat, dtype=np.float64))
    around = np.radians(np.asarray(lon, dtype=np.float64)) - _CENTRE_LON
    sin_0, cos_0 = np.sin(_CENTRE_LAT), np.cos(_CENTRE_LAT)
    depth = sin_0 * np.sin(phi) + cos_0 * np.cos(phi) * np.cos(around)
    # The far side of the earth runs to infinity: held at a distance that nobody travels.
    stretch = 2 * _RADIUS_KM / np.maximum(1 + depth, 1e-6)
    x = stretch * np.cos(phi) * np.sin(around)
    y = stretch * (cos_0 * np.sin(phi) - sin_0 * np.cos(phi) * np.cos(around))
    return np.asarray(x, dtype=np.float32), np.asarray(y, dtype=np.float32)


def spot_on_plane(lat: float, lon: float) -> tuple[float, float]:
    """`to_plane` for one point, without the cost of arrays."""
    phi, around = math.radians(lat), math.radians(lon) - _CENTRE_LON
    sin_0, cos_0 = math.sin(_CENTRE_LAT), math.cos(_CENTRE_LAT)
    sin_phi, cos_phi, cos_around = math.sin(phi), math.cos(phi), math.cos(around)
    stretch = 2 * _RADIUS_KM / max(1 + (sin_0 * sin_phi + cos_0 * cos_phi * cos_around), 1e-6)
    return (
        float(stretch * cos_phi * math.sin(around)),
        float(stretch * (cos_0 * sin_phi - sin_0 * cos_phi * cos_around)),
    )


def distance_km(x: F32, y: F32, to_x: F32, to_y: F32) -> F32:
    """Distances in km between points of the plane (shapes are broadcast), NaN where one of them is unknown."""
    dx, dy = x - to_x, y - to_y
    distance: F32 = np.sqrt(dx * dx + dy * dy)
    return distance
