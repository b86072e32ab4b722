"""Which worker begins with which tests: the journeys shared out, and whatever is small at the end.

xdist gives each worker a run of consecutive tests, as many to one as to the other, and lets who is ready first take
over half of what another has left. Most time goes into the journeys; left in one run, the last of them keep one
worker busy while the others have nothing to take over.
"""

from itertools import chain, groupby

import pytest

JOURNEY = 50  # times as long as another test, roughly


def deal(items: list[pytest.Item], workers: int) -> list[pytest.Item]:
    """The tests module by module to the worker with the least to do, each in the order they were in.

    Those without a database come last and fill up, so that each run ends where xdist cuts.
    """
    small = [item for item in items if item.get_closest_marker("unit")]
    hands: list[list[pytest.Item]] = [[] for _ in range(workers)]
    weights = [0] * workers
    large = (item for item in items if not item.get_closest_marker("unit"))
    for _path, run in groupby(large, lambda item: item.path):
        module = list(run)
        least = weights.index(min(weights))
        hands[least] += module
        weights[least] += sum(JOURNEY if item.get_closest_marker("journey") else 1 for item in module)
    left = len(items)
    for number, hand in enumerate(hands):
        size = left // (workers - number)
        left -= size
        missing = max(0, size - len(hand))
        hand.extend(small[:missing])
        small = small[missing:]
    return [*chain.from_iterable(hands), *small]
