"""What the boxes of the search propose while somebody types, and the postcode of where somebody is."""

import math
from itertools import groupby

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from leerwerk.kernel.clock import now
from leerwerk.search.spots import nearest_postcode
from leerwerk.search.suggesting import Suggestion, spots_for, suggestions_for
from leerwerk.web.ui.lines import clean_line

_GROUPS = {
    "OCCUPATION": lambda: _("Beroepen"),
    "QUALIFICATION": lambda: _("Opleidingen"),
    "EMPLOYER": lambda: _("Werkgevers"),
    "LOCALITY": lambda: _("Plaatsen"),
    "POSTCODE": lambda: _("Postcodes"),
    "REGION": lambda: _("Regio's"),
}
_CACHED_SECONDS = 300


@require_safe
def words(request: HttpRequest) -> HttpResponse:
    """Occupations, everyday words, qualifications and employers of which a word begins with what is being typed."""
    return _listed(request, "q", suggestions_for(clean_line(request.GET.get("q", "")), now=now()))


@require_safe
def spots(request: HttpRequest) -> HttpResponse:
    """Places, postcodes and regions that begin with what is being typed."""
    return _listed(request, "waar", spots_for(clean_line(request.GET.get("waar", ""))))


@csrf_exempt
@require_POST
def nearest(request: HttpRequest) -> HttpResponse:
    """The postcode where somebody is, as text. Nothing is kept or changed, so that no token is needed."""
    try:
        lat, lon = float(request.POST.get("lat", "")), float(request.POST.get("lon", ""))
    except ValueError:
        return HttpResponseBadRequest()
    if not (math.isfinite(lat) and math.isfinite(lon)):
        return HttpResponseBadRequest()
    found = nearest_postcode(lat, lon)
    response = HttpResponse(found.pc4 if found else "", content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response


def _listed(request: HttpRequest, box: str, found: list[Suggestion]) -> HttpResponse:
    said = ngettext("%(n)d suggestie", "%(n)d suggesties", len(found)) % {"n": len(found)}
    groups = [
        (kind, _GROUPS[kind](), list(enumerate(each, start=found.index(first))))
        for kind, run in groupby(found, key=lambda one: one.kind)
        for each in [list(run)]
        for first in [each[0]]
    ]
    context = {"box": box, "groups": groups, "said": said}
    response = render(request, "public/search/suggestions.html", context)
    response.headers["Cache-Control"] = f"public, max-age={_CACHED_SECONDS}"
    return response
