"""Distances on the scale of the Netherlands."""

from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0088
# Bounds of the European Netherlands in degrees (south, north, west, east), a little wide.
BOUNDS = (50.74, 53.56, 3.35, 7.23)

Point = tuple[float, float]


def kilometres(a: Point, b: Point) -> float:
    """Great-circle distance between two points (lat, lon in degrees)."""
    lat_a, lon_a, lat_b, lon_b = map(radians, (*a, *b))
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))


def inside(point: Point) -> bool:
    """Whether a point lies within the bounds of the Netherlands."""
    south, north, west, east = BOUNDS
    return south <= point[0] <= north and west <= point[1] <= east
