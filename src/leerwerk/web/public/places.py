"""The page of one learn-work place, and the page that says it is gone."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leerwerk.catalogue.enums import Pathway
from leerwerk.catalogue.models import Place
from leerwerk.catalogue.queries import coming_runs, once_public, place_with_context
from leerwerk.catalogue.queries.trainings import trainings_beside
from leerwerk.catalogue.rules import PUBLIC_STATES
from leerwerk.kernel.clock import now, today
from leerwerk.network.queries import desk_of_region, find_location, is_recognised
from leerwerk.search.queries import similar_places
from leerwerk.web.public.addresses import absolute
from leerwerk.web.public.given import web_address
from leerwerk.web.public.job_posting import job_posting, script_of
from leerwerk.web.public.journeys import Journey, journey_between
from leerwerk.web.public.place_words import RECOGNITION, sections_of, short_description
from leerwerk.web.ui.lines import clean_line

SIMILAR = 3
SCHOOLED = (Pathway.BBL, Pathway.BOL)


@require_safe
def place(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A published or filled place; 410 with other places when it was online and no longer is; else 404."""
    try:
        found = place_with_context(pk)
    except Place.DoesNotExist as unknown:
        raise Http404 from unknown
    if found.status not in PUBLIC_STATES and not once_public(found):
        raise Http404
    if slug != found.slug:
        return HttpResponsePermanentRedirect(found.get_absolute_url())
    return _gone(request, found) if once_public(found) else _page(request, found)


def _page(request: HttpRequest, found: Place) -> HttpResponse:
    is_recognition_known = bool(found.recognition_number) or is_recognised(
        found.employer_id, found.qualification.code if found.qualification else "", today()
    )
    posting = job_posting(found, url=absolute(found.get_absolute_url()))
    context = {
        "place": found,
        "trade": found.occupation.foreign_name if found.occupation else "",
        "sections": sections_of(found, coming_runs(found.training, today())),
        "schools": trainings_beside(found, today=today()),
        "is_school_unknown": found.pathway in SCHOOLED and found.training is None,
        "short_description": short_description(found),
        "journey": _journey(request, found),
        "recognition": RECOGNITION,
        "website": web_address(found.employer.website),
        "is_recognised": is_recognition_known,
        "similar": similar_places(found, now=now(), limit=SIMILAR),
        "desk": desk_of_region(found.region.code if found.region else "", today()),
        "job_posting": script_of(posting) if found.status == "PUBLISHED" else "",
    }
    return render(request, "public/place/page.html", context)


def _journey(request: HttpRequest, found: Place) -> Journey:
    """How far the place is from where the visitor searched, which the address keeps in `waar`."""
    where = clean_line(request.GET.get("waar", ""))
    return journey_between(where, find_location(where) if where else None, found)


def _gone(request: HttpRequest, found: Place) -> HttpResponse:
    context = {
        "place": found,
        "similar": similar_places(found, now=now(), limit=SIMILAR),
        "desk": desk_of_region(found.region.code if found.region else "", today()),
    }
    return render(request, "public/place/gone.html", context, status=410)
