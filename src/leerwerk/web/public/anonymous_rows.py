"""Placements that may be shown to everybody: no person, no employer, no day, and never fewer than five."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.functional import Promise

from leerwerk.casework.models import Placement
from leerwerk.web.ui.paging import Paging

SMALLEST_GROUP = 5


@dataclass(frozen=True)
class AnonymousPlacement:
    """What may be told about one placement. `month` is the first day of the month of the last signature."""

    month: date | None
    sector: str
    region: str
    pathway: str
    state: str | Promise


def anonymous_rows(
    placements: QuerySet[Placement], page: int, size: int
) -> tuple[Paging, list[AnonymousPlacement], int]:
    """One page of rows and the total; no rows at all when there are fewer than five. Two queries."""
    total = placements.count()
    paging = Paging(min(page, max(1, -(-total // size))), size, total)
    if total < SMALLEST_GROUP:
        return paging, [], total
    shown = placements[paging.first - 1 : paging.last]
    return paging, [_anonymous(each) for each in shown], total


def _anonymous(placement: Placement) -> AnonymousPlacement:
    return AnonymousPlacement(
        month=placement.agreed_on.replace(day=1) if placement.agreed_on else None,
        sector=placement.get_sector_display() if placement.sector else "",
        region=placement.region.name if placement.region else "",
        pathway=placement.place.get_pathway_display() if placement.place.pathway else "",
        state=placement.get_status_display(),
    )
