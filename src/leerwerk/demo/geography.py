"""Where demo people live and work: postcodes drawn by population, each with its region."""

from dataclasses import dataclass

import numpy as np

from leerwerk.demo.chance import inhabitants
from leerwerk.network.models import Locality, MunicipalityInRegion, Postcode, Region

KM_PER_DEGREE = 111.2
SPREAD_KM = 0.8


@dataclass(frozen=True, slots=True)
class Spot:
    """A postcode: degrees (WGS 84), and the code of its region in the current division."""

    pc4: str
    locality: str
    region: str
    lat: float
    lon: float


class Geography:
    """All postcodes of the current division with their share of the population."""

    def __init__(self, spots: list[Spot], weights: np.ndarray) -> None:
        self.spots = spots
        self._shares = weights / weights.sum()
        of_region: dict[str, list[int]] = {}
        for row, spot in enumerate(spots):
            of_region.setdefault(spot.region, []).append(row)
        self._of_region = {code: np.array(rows) for code, rows in of_region.items()}
        self._steps = {code: np.cumsum(self._shares[rows]) for code, rows in self._of_region.items()}
        self.regions = sorted(self._of_region)

    def draw(self, rng: np.random.Generator, number: int) -> list[Spot]:
        """Spots all over the country."""
        return [self.spots[row] for row in rng.choice(len(self.spots), number, p=self._shares).tolist()]

    def draw_in(self, rng: np.random.Generator, region: str) -> Spot:
        """A spot within one region."""
        steps = self._steps[region]
        row = int(np.searchsorted(steps, rng.random() * steps[-1], side="right"))
        spot: Spot = self.spots[int(self._of_region[region][row])]
        return spot

    def capital_of(self, region: str) -> Spot:
        """The first postcode of the most populous locality in a region."""
        people: dict[str, float] = {}
        for row in self._of_region[region].tolist():
            name = self.spots[row].locality
            people[name] = people.get(name, 0.0) + float(self._shares[row])
        return self.find(max(people, key=lambda name: people[name]), region)

    def find(self, locality: str, region: str) -> Spot:
        """The first postcode of a locality. Raises LookupError when the region has no such locality."""
        for row in self._of_region[region].tolist():
            if self.spots[row].locality == locality:
                found: Spot = self.spots[row]
                return found
        raise LookupError(locality)


def read_geography() -> Geography:
    """Postcodes with a municipality that lies in a current region. Raises LookupError without reference data."""
    region_codes = dict(Region.objects.current().values_list("pk", "code"))
    region_of = {
        municipality: region_codes[region]
        for municipality, region in MunicipalityInRegion.objects.values_list("municipality_id", "region_id")
        if region in region_codes
    }
    population = {
        (municipality, name): inhabitants
        for municipality, name, inhabitants in Locality.objects.order_by("population").values_list(
            "municipality_id", "name", "population"
        )
    }
    spots, keys = [], []
    rows = Postcode.objects.order_by("pc4").values_list(
        "pc4", "locality_name", "municipality_id", "lat", "lon"
    )
    for pc4, locality, municipality, lat, lon in rows:
        if municipality in region_of:
            spots.append(Spot(pc4, locality, region_of[municipality], lat, lon))
            keys.append((municipality, locality))
    if not spots:
        message = "no postcodes: load the reference data first"
        raise LookupError(message)
    return Geography(spots, inhabitants(keys, population))


def scatter(rng: np.random.Generator, spot: Spot) -> tuple[float, float]:
    """A coordinate around a spot, so that invented addresses in one town do not all coincide."""
    north, east = rng.normal(0, SPREAD_KM, 2) / KM_PER_DEGREE
    return round(spot.lat + float(north), 5), round(spot.lon + float(east) / 0.61, 5)
