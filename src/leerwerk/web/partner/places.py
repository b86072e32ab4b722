"""An employer's own places: the list, and a new one in a few minutes."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leerwerk.casework.queries import with_seats_left
from leerwerk.catalogue.actions.places import (
    PlaceRefused,
    confirm_place,
    draft_place,
    publish_place,
    redraft_place,
    withdraw_place,
)
from leerwerk.catalogue.queries import occupation_choices, places_of_employer
from leerwerk.catalogue.rules import PUBLIC_STATES
from leerwerk.kernel import clock
from leerwerk.network.models import Organisation
from leerwerk.network.rules import organisations_represented
from leerwerk.web.actor import actor_of
from leerwerk.web.answers import MISTYPED, REFUSED, listing
from leerwerk.web.partner.access import employer_only
from leerwerk.web.partner.forms import PlaceForm
from leerwerk.web.ui.forms import add_refusal
from leerwerk.web.ui.place_steps import step_told
from leerwerk.web.ui.wording import refusal_text

STEPS = {"online": publish_place, "offline": withdraw_place, "concept": redraft_place, "klopt": confirm_place}


@require_safe
@employer_only
def places(request: HttpRequest) -> HttpResponse:
    """My places, the last touched first, with the seats that are left."""
    return _page(request)


@employer_only
def move(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Put a place online or take it off."""
    if step not in STEPS:
        raise Http404
    if request.method != "POST":
        return redirect("partner:places")
    actor = actor_of(request)
    place = get_object_or_404(places_of_employer(actor), pk=pk)
    try:
        moved = STEPS[step](place=place, actor=actor, now=clock.now())
    except PlaceRefused as refusal:
        return _page(request, refusal_text(refusal))
    messages.success(request, step_told(moved, is_online=moved.status in PUBLIC_STATES))
    return redirect("partner:places")


@require_http_methods(["GET", "POST"])
@employer_only
def new_place(request: HttpRequest) -> HttpResponse:
    """Draft a place; publishing is the next press of a button."""
    actor = actor_of(request)
    employers = Organisation.objects.filter(pk__in=organisations_represented(actor)).order_by("name", "pk")
    form = PlaceForm(request.POST or None, employers=employers)
    status = 200
    if request.method == "POST":
        status = MISTYPED
        if form.is_valid():
            employer = form.cleaned_data["employer"]
            try:
                draft_place(
                    employer=employer,
                    facts=form.facts(),
                    actor=actor,
                    now=clock.now(),
                    number=form.cleaned_data["number"],
                )
            except PlaceRefused as refusal:
                add_refusal(form, refusal_text(refusal))
                status = REFUSED
            else:
                messages.success(request, _("Je plek staat klaar als concept. Zet hem online als hij klopt."))
                return redirect("partner:places")
    context = {"form": form, "occupations": occupation_choices()}
    return render(request, "partner/new_place.html", context, status=status)


def _page(request: HttpRequest, refused: str = "") -> HttpResponse:
    shown = listing(with_seats_left(places_of_employer(actor_of(request))), request)
    context = {"places": shown.rows, "paging": shown.paging, "refused": refused}
    return render(request, "partner/places.html", context, status=REFUSED if refused else 200)
