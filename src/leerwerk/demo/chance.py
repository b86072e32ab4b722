"""Weighted choices from numbers drawn beforehand: a hundred times quicker than asking the generator each time.

Also the shares that the demo country and the benchmarks have in common: who lives where, and what is popular.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Generic, TypeVar

import numpy as np

Item = TypeVar("Item")
Town = TypeVar("Town", bound=Hashable)

FEWEST_INHABITANTS = 300  # GeoNames knows no population for the smallest places


class Chance(Generic[Item]):
    """Items with weights; `at(u)` gives the item at a number between 0 and 1."""

    def __init__(self, weights: dict[Item, float]) -> None:
        self._items = list(weights)
        total = sum(weights.values())
        self._bounds = [bound / total for bound in accumulate(weights.values())][:-1]

    def at(self, u: float) -> Item:
        return self._items[bisect_right(self._bounds, u)]


def one_of(items: Sequence[Item], u: float) -> Item:
    """An item, all equally likely."""
    return items[int(u * len(items))]


def draws(rng: np.random.Generator, number: int, width: int) -> Iterator[Iterator[float]]:
    """For each of `number` rows an iterator of `width` numbers in [0, 1)."""
    for row in rng.random((number, width)).tolist():
        yield iter(row)


def falling(number: int, power: float) -> np.ndarray:
    """(number,) weights by a power law: a few are very common, the last ones rare."""
    return 1.0 / (1.0 + np.arange(number)) ** power


def inhabitants(towns: Sequence[Town], population: Mapping[Town, float]) -> np.ndarray:
    """People in each postcode: those of its town, shared among the postcodes of that town. `towns` one per postcode."""
    shared = Counter(towns)
    return np.array(
        [max(population.get(town, 0), FEWEST_INHABITANTS) / shared[town] for town in towns], float
    )
