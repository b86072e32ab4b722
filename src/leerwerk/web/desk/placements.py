"""Placements: the list, and the page of one."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leerwerk.casework.actions.reading import log_list, open_placement
from leerwerk.casework.enums import PlacementStatus, Signatory
from leerwerk.casework.models import Placement
from leerwerk.casework.queries import placements_for
from leerwerk.insight.queries import targets_counting
from leerwerk.kernel import clock
from leerwerk.web.actor import actor_of
from leerwerk.web.answers import Option, chips, found, listing
from leerwerk.web.desk.access import PLACEMENT, desk_only
from leerwerk.web.desk.step_forms import BeginForm, CompleteForm, OutcomeForm, StopForm
from leerwerk.web.ui.signatures import signatures_of, steps_of


@require_safe
@desk_only
def placements(request: HttpRequest) -> HttpResponse:
    """Placements of my regions, newest first, by state."""
    status = request.GET.get("stand", "")
    status = status if status in PlacementStatus.values else ""
    actor = actor_of(request)
    rows = placements_for(actor)
    shown = listing(rows.filter(status=status) if status else rows, request)
    log_list(*shown.rows, kind="placement", actor=actor, now=clock.now(), purpose=PLACEMENT)
    context = {
        "placements": shown.rows,
        "paging": shown.paging,
        "statuses": [Option("", _("Alle"), not status)]
        + [Option(each.value, each.label.capitalize(), each == status) for each in PlacementStatus],
        "chips": chips(request, {"stand": PlacementStatus(status).label if status else ""}),
    }
    return render(request, "desk/placements.html", context)


@require_safe
@desk_only
def placement(request: HttpRequest, pk: int) -> HttpResponse:
    """Signatures, start, end and outcomes of one placement."""
    return placement_page(request, opened(request, pk))


def opened(request: HttpRequest, pk: int) -> Placement:
    """The placement, its reading logged."""
    return found(open_placement, placement_id=pk, actor=actor_of(request), now=clock.now(), purpose=PLACEMENT)


def placement_page(
    request: HttpRequest,
    row: Placement,
    status: int = 200,
    refused: str = "",
    given: dict[str, forms.Form] | None = None,
) -> HttpResponse:
    """The page, with the form that did not go through in place of the fresh one."""
    today = clock.today()
    context = {
        "placement": row,
        "client": row.case.client,
        "steps": steps_of(row),
        "signatures": signatures_of(row, Signatory),
        "counting": targets_counting(row, actor_of(request)),
        "refused": refused,
        "begin_form": BeginForm(initial={"starts_on": min(row.starts_on or today, today)}),
        "complete_form": CompleteForm(initial={"ends_on": today}),
        "stop_form": StopForm(initial={"ends_on": today}, prefix="stop"),
        "outcome_form": OutcomeForm(initial={"achieved_on": today}, prefix="uitkomst"),
        **(given or {}),
    }
    return render(request, "desk/placement.html", context, status=status)
