"""What a target or promise counts: the placements of a sector, a region, an employer and a period."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import product

#: Sector, region and employer; what is empty holds for all.
Place = tuple[str, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Scope:
    """An empty bound does not narrow; `until_day` is the first day that is no longer in it."""

    sector: str = ""
    region_id: int | None = None
    employer_id: int | None = None
    from_day: date | None = None
    until_day: date | None = None

    @property
    def place(self) -> Place:
        return self.sector, self.region_id, self.employer_id

    def lookups(self) -> dict[str, object]:
        """The scope as conditions on rows that have these columns, and the day on which they count in `day`."""
        bounds: dict[str, object] = {
            "sector": self.sector,
            "region_id": self.region_id,
            "employer_id": self.employer_id,
            "day__gte": self.from_day,
            "day__lt": self.until_day,
        }
        return {name: bound for name, bound in bounds.items() if bound}


@dataclass(frozen=True, slots=True)
class Counted:
    """A placement: where it counts, and on which day."""

    sector: str
    region_id: int | None
    employer_id: int | None
    day: date

    @property
    def places(self) -> set[Place]:
        """What it belongs to, from its own sector, region and employer up to everything."""
        return set(product({self.sector, ""}, {self.region_id, None}, {self.employer_id, None}))


class Register:
    """Placements by what is asked about them: a scope is then a matter of two look-ups in sorted days.

    With `n` placements and `m` scopes that is n log n + m log n, where comparing all with all is n × m.
    """

    def __init__(self, scopes: Iterable[Scope], placements: Iterable[Counted]) -> None:
        asked = {scope.place for scope in scopes}
        self._days: dict[Place, list[date]] = defaultdict(list)
        for each in sorted(placements, key=lambda placement: placement.day):
            for place in each.places & asked:
                self._days[place].append(each.day)

    def number(self, scope: Scope) -> int:
        """How many placements are within a scope, which must be one of those that were asked about."""
        days = self._days[scope.place]
        first = bisect_left(days, scope.from_day) if scope.from_day else 0
        after = bisect_left(days, scope.until_day) if scope.until_day else len(days)
        return max(after - first, 0)


def counts(scope: Scope, placement: Counted) -> bool:
    """Whether a scope counts a placement."""
    return Register([scope], [placement]).number(scope) == 1
