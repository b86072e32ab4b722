"""What was promised and what came of it, per agreement and per region. No person is in these figures."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leerwerk.insight.queries import (
    AgreementProgress,
    RegionFigures,
    agreement_progress,
    region_figures,
    top_agreements,
)
from leerwerk.kernel import clock
from leerwerk.programme.enums import Counting
from leerwerk.programme.models import Agreement
from leerwerk.web.actor import actor_of
from leerwerk.web.steering.access import steering_only
from leerwerk.web.ui.charts import Tile
from leerwerk.web.ui.dutch import number


@dataclass(frozen=True)
class AgreementFigures:
    """The counted targets of an agreement and its parts added up; `target` is 0 when nothing is counted."""

    agreement: Agreement
    target: int
    promised: int
    in_pipeline: int
    realised: int


@require_safe
@steering_only
def agreements(request: HttpRequest) -> HttpResponse:
    """All agreements with their progress; those that count placements first."""
    actor = actor_of(request)
    rows = [_added_up(each) for each in agreement_progress(top_agreements(actor), actor)]
    counted = [row for row in rows if row.target]
    context = {
        "counted": counted,
        "others": [row for row in rows if not row.target],
        "target": sum(row.target for row in counted),
        "promised": sum(row.promised for row in counted),
        "in_pipeline": sum(row.in_pipeline for row in counted),
        "realised": sum(row.realised for row in counted),
        "today": clock.today(),
    }
    return render(request, "steering/agreements.html", context)


@require_safe
@steering_only
def regions(request: HttpRequest) -> HttpResponse:
    """Every region with its places and placements, on the tile map and in a table."""
    rows = region_figures()
    context = {
        "rows": rows,
        "tiles": [_tile(row) for row in rows if row.region.tile_column and row.region.tile_row],
        "conclusion": _conclusion(rows),
        "places": sum(row.places for row in rows),
        "in_pipeline": sum(row.in_pipeline for row in rows),
        "realised": sum(row.realised for row in rows),
    }
    return render(request, "steering/regions.html", context)


def _added_up(progress: AgreementProgress) -> AgreementFigures:
    targets = [each for each in progress.targets() if each.target.counting == Counting.PLACEMENTS]
    return AgreementFigures(
        agreement=progress.agreement,
        target=sum(each.target.number for each in targets),
        promised=sum(each.promised or 0 for each in targets),
        in_pipeline=sum(each.in_pipeline or 0 for each in targets),
        realised=sum(each.realised or 0 for each in targets),
    )


def _tile(row: RegionFigures) -> Tile:
    region = row.region
    return Tile(region.code, region.name, region.tile_column or 1, region.tile_row or 1, row.realised)


def _conclusion(rows: list[RegionFigures]) -> str:
    best = max(rows, key=lambda row: row.realised, default=None)
    if best is None or not best.realised:
        return _("Er is nog geen plaatsing getekend.")
    return _("%(region)s heeft de meeste getekende plaatsingen: %(number)s.") % {
        "region": best.region.name,
        "number": number(best.realised),
    }
