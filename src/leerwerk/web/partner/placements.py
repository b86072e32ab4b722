"""Agreements with learners: what the employer signs."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leerwerk.casework.actions.placements import sign_placement
from leerwerk.casework.actions.reading import log_list, open_placement
from leerwerk.casework.enums import Signatory
from leerwerk.casework.models import Placement
from leerwerk.casework.queries import placements_at
from leerwerk.casework.refusals import PlacementRefused
from leerwerk.kernel import clock
from leerwerk.web.actor import actor_of
from leerwerk.web.answers import REFUSED, found, listing, post_from
from leerwerk.web.partner.access import PLACEMENT, employer_only
from leerwerk.web.ui.signatures import signatures_of, steps_of
from leerwerk.web.ui.wording import refusal_text


@require_safe
@employer_only
def placements(request: HttpRequest) -> HttpResponse:
    """The placements at my organisations, newest first."""
    actor = actor_of(request)
    shown = listing(placements_at(actor), request)
    log_list(*shown.rows, kind="placement", actor=actor, now=clock.now(), purpose=PLACEMENT)
    return render(request, "partner/placements.html", {"placements": shown.rows, "paging": shown.paging})


@require_safe
@employer_only
def placement(request: HttpRequest, pk: int) -> HttpResponse:
    """One placement with its signatures."""
    return _page(request, _open(request, pk))


@post_from("partner:placement")
@employer_only
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """The employer signs."""
    row = _open(request, pk)
    try:
        sign_placement(placement=row, signatory=Signatory.EMPLOYER, actor=actor_of(request), now=clock.now())
    except PlacementRefused as refusal:
        return _page(request, row, refusal_text(refusal))
    messages.success(request, _("Je hebt getekend. School en deelnemer tekenen bij het loket."))
    return redirect("partner:placement", pk=pk)


def _open(request: HttpRequest, pk: int) -> Placement:
    return found(open_placement, placement_id=pk, actor=actor_of(request), now=clock.now(), purpose=PLACEMENT)


def _page(request: HttpRequest, row: Placement, refused: str = "") -> HttpResponse:
    context = {
        "placement": row,
        "client": row.case.client,
        "signatures": signatures_of(row, Signatory),
        "steps": steps_of(row),
        "refused": refused,
    }
    return render(request, "partner/placement.html", context, status=REFUSED if refused else 200)
