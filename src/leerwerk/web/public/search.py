"""Find learn-work places: the whole page, or for htmx only what changed."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from leerwerk.kernel.clock import now, today
from leerwerk.network.models import Region
from leerwerk.network.queries import desk_of_region, localities_starting_with
from leerwerk.search.queries import PAGE_SIZE, Results, find_places
from leerwerk.web.public import answers, filters
from leerwerk.web.public.questions import Choices, address_of, read_question
from leerwerk.web.ui.lines import clean_line
from leerwerk.web.ui.paging import Paging


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The list of places for the question in the address."""
    choices = Choices(tuple(Region.objects.current()))
    question = read_question(request.GET, choices)
    results = find_places(question, now=now())
    if question.page > results.pages:
        return HttpResponseRedirect(address_of(replace(question, page=results.pages), choices))
    is_fragment = request.headers.get("HX-Target") == "resultaten"
    template = "public/search/fragment.html" if is_fragment else "public/search/page.html"
    response = render(
        request,
        template,
        _context(results, choices) | {"takes_focus": is_fragment and _is_followed_link(request)},
    )
    patch_vary_headers(response, ["HX-Target"])
    if is_fragment:
        response.headers["HX-Push-Url"] = address_of(question, choices)
    return response


def _context(results: Results, choices: Choices) -> dict[str, Any]:
    question = results.question
    region = results.location.region_code if results.location else ""
    return {
        "results": results,
        "question": question,
        "radius": str(question.radius_km or ""),
        "count_sentence": answers.count_sentence(results),
        "sorts": answers.sort_ways(results, choices),
        "better_words": answers.better_words(results, choices),
        "ways_on": [] if results.total else answers.ways_on(results, choices),
        "everywhere_url": address_of(replace(question, radius_km=None, page=1), choices),
        "facets": filters.facets_of(results, choices),
        "switches": filters.switches_of(question),
        "chips": filters.chips_of(question, choices),
        "clear_url": filters.clear_url(question, choices),
        "paging": Paging(question.page, PAGE_SIZE, results.total),
        "desk": desk_of_region(region, today()),
    }


def _is_followed_link(request: HttpRequest) -> bool:
    """True for a chip, an order or a page number: the link is gone after the swap, so the heading takes focus."""
    return request.headers.get("HX-Boosted") == "true"


@require_safe
def localities(request: HttpRequest) -> HttpResponse:
    """Names of places that begin with what is being typed, as options of a list."""
    typed = clean_line(request.GET.get("q") or request.GET.get("waar", ""))
    names = localities_starting_with(typed)
    return render(request, "public/search/localities.html", {"names": names})
