"""The front page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leerwerk.catalogue.queries import current_offer, latest_places
from leerwerk.search.queries import DEFAULT_RADIUS_KM

NEW_PLACES = 6


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """One question, four doors, what is new, and what is on offer in one line."""
    context = {
        "offer": current_offer(),
        "latest": latest_places(NEW_PLACES),
        "radius": str(DEFAULT_RADIUS_KM),
    }
    return render(request, "public/home.html", context)
