"""How large a demo country is, and the seed of its dice."""

import zlib
from dataclasses import dataclass

import numpy as np

SEED = 20061122


@dataclass(frozen=True)
class Sizes:
    """Numbers of what is made; advisers include one coordinator per region."""

    employers: int
    schools: int
    trainings: int
    places: int
    clients: int
    advisers_per_region: int


COUNTRY = Sizes(
    employers=3_000, schools=30, trainings=200, places=20_000, clients=5_000, advisers_per_region=4
)
HAMLET = Sizes(employers=140, schools=5, trainings=12, places=700, clients=160, advisers_per_region=1)


def dice(subject: str, seed: int = SEED) -> np.random.Generator:
    """The dice of one subject: what is drawn for it does not depend on what is drawn for others."""
    return np.random.default_rng([seed, zlib.crc32(subject.encode())])
