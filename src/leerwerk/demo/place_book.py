"""The demo places as they stand, with the seats that are still free: so that no placement is ever one too many."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from leerwerk.catalogue.enums import PlaceStatus
from leerwerk.catalogue.models import Place
from leerwerk.demo.chance import one_of

TRIES = 12


@dataclass(slots=True)
class Seat:
    """A place with its free seats."""

    place_id: int
    employer_id: int
    region_id: int
    region: str
    sector: str
    occupation: str
    level: int
    outcome: str
    starts_on: date | None
    ends_on: date | None
    capacity: int
    free: int


class PlaceBook:
    """Published demo places by region and by occupation."""

    def __init__(self, seats: Sequence[Seat]) -> None:
        self.seats = list(seats)
        self._of_region: dict[str, list[Seat]] = {}
        self._of_craft: dict[tuple[str, str], list[Seat]] = {}
        for seat in self.seats:
            self._of_region.setdefault(seat.region, []).append(seat)
            self._of_craft.setdefault((seat.region, seat.occupation), []).append(seat)

    def wishes(self, region: str, u: Sequence[float]) -> list[str]:
        """One to three occupations that are taught in the region, the commonest most often wished."""
        seats = self._of_region.get(region) or self.seats
        number = 1 + (u[0] > 0.5) + (u[0] > 0.85)  # noqa: PLR2004
        return list(
            dict.fromkeys(one_of(seats, (u[1] + part * u[2]) % 1).occupation for part in range(number))
        )

    def find(
        self,
        rng: np.random.Generator,
        region: str,
        wishes: Sequence[str],
        prior: int | None,
        *,
        but: set[int],
    ) -> Seat | None:
        """A place with a free seat for these wishes, otherwise any in the region; not one of `but`."""
        wished = [seat for wish in wishes for seat in self._of_craft.get((region, wish), [])]
        for seats in (wished, self._of_region.get(region, [])):
            if not seats:
                continue
            drawn: list[Seat] = [seats[row] for row in rng.integers(len(seats), size=TRIES).tolist()]
            free = [seat for seat in drawn if seat.free > 0 and seat.place_id not in but]
            within_reach = [seat for seat in free if prior is None or seat.level <= prior + 1]
            if free:
                return (within_reach or free)[0]
        return None


def read_places() -> PlaceBook:
    """All published demo places, every seat free."""
    rows = Place.objects.filter(is_demo=True, status=PlaceStatus.PUBLISHED, region__isnull=False).order_by(
        "source_id"
    )
    values = rows.values_list(
        "pk", "employer_id", "region_id", "region__code", "sector", "occupation__code", "level", "outcome",
        "starts_on", "ends_on", "capacity",
    )  # fmt: skip
    return PlaceBook(
        [
            Seat(
                pk,
                employer,
                region,
                code,
                sector,
                craft,
                level or 0,
                outcome,
                starts,
                ends,
                capacity,
                capacity,
            )
            for pk, employer, region, code, sector, craft, level, outcome, starts, ends, capacity in values
        ]
    )


def mark_full(book: PlaceBook) -> int:
    """Write down which places have no seat left; returns how many."""
    full = [seat.place_id for seat in book.seats if seat.free == 0]
    return Place.objects.filter(pk__in=full).update(status=PlaceStatus.FILLED)
