"""Places of the region: look at drafts, put them online, take them off."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leerwerk.catalogue.actions.places import (
    PlaceRefused,
    check_place,
    confirm_place,
    publish_place,
    redraft_place,
    withdraw_place,
)
from leerwerk.catalogue.enums import PlaceStatus
from leerwerk.catalogue.models import Place
from leerwerk.catalogue.queries import places_of_region
from leerwerk.catalogue.rules import PUBLIC_STATES
from leerwerk.kernel import clock
from leerwerk.web.actor import actor_of
from leerwerk.web.answers import REFUSED, Option, chips, listing
from leerwerk.web.desk.access import desk_only
from leerwerk.web.ui.place_steps import step_told
from leerwerk.web.ui.wording import refusal_text

STEPS = {
    "nakijken": check_place,
    "online": publish_place,
    "offline": withdraw_place,
    "concept": redraft_place,
    "klopt": confirm_place,
}


@require_safe
@desk_only
def places(request: HttpRequest) -> HttpResponse:
    """Places of my regions, drafts first."""
    return _page(request)


@desk_only
def move(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Check, publish or withdraw a place."""
    if step not in STEPS:
        raise Http404
    if request.method != "POST":
        return redirect("desk:places")
    actor = actor_of(request)
    place = get_object_or_404(Place.objects.visible_to(actor), pk=pk)
    try:
        moved = STEPS[step](place=place, actor=actor, now=clock.now())
    except PlaceRefused as refusal:
        return _page(request, refusal_text(refusal))
    messages.success(request, step_told(moved, is_online=moved.status in PUBLIC_STATES))
    return redirect("desk:places")


def _page(request: HttpRequest, refused: str = "") -> HttpResponse:
    status = request.GET.get("stand", "")
    status = status if status in PlaceStatus.values else ""
    shown = listing(places_of_region(actor_of(request), status=status), request)
    context = {
        "places": shown.rows,
        "paging": shown.paging,
        "statuses": [Option("", _("Alle"), not status)]
        + [Option(each.value, each.label.capitalize(), each == status) for each in PlaceStatus],
        "chips": chips(request, {"stand": PlaceStatus(status).label if status else ""}),
        "refused": refused,
    }
    return render(request, "desk/places.html", context, status=REFUSED if refused else 200)
