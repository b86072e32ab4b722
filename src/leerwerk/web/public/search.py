"""Find learn-work places: the whole page, or for htmx only what changed."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leerwerk.kernel.clock import now, today
from leerwerk.network.models import Region
from leerwerk.network.queries import desk_link_of_region
from leerwerk.search.alternatives import kindred_occupations, wider_circles
from leerwerk.search.logbook import note_search
from leerwerk.search.queries import PAGE_SIZE, Question, Results, find_places
from leerwerk.web.public import answers, filters, maps
from leerwerk.web.public.hits import cards_of
from leerwerk.web.public.questions import (
    SORT_WORDS,
    Choices,
    address_of,
    everywhere,
    read_dot,
    read_question,
    read_view,
)
from leerwerk.web.site import site_of
from leerwerk.web.ui.navigation import address_of as page_address
from leerwerk.web.ui.paging import Paging

#: So few hits that related work is worth a line.
FEW = 5
_ROBOTS = ("bot", "crawl", "spider", "slurp", "monitor", "preview")


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The list or the map of places for the question in the address."""
    choices = Choices(tuple(Region.objects.current()), site_of(request).region, read_view(request.GET))
    question, dot = read_question(request.GET, choices), read_dot(request.GET)
    results = find_places(question, now=now())
    if question.page > results.pages:
        return HttpResponseRedirect(address_of(replace(question, page=results.pages), choices))
    if question.page == 1 and not dot and not _is_robot(request):
        note_search(results, home=choices.home.code if choices.home else "", on=today())
    is_fragment = request.headers.get("HX-Target") == "resultaten"
    template = "public/search/fragment.html" if is_fragment else "public/search/page.html"
    response = render(
        request,
        template,
        _context(results, choices, dot) | {"takes_focus": is_fragment and _is_followed_link(request)},
    )
    patch_vary_headers(response, ["HX-Target"])
    if is_fragment:
        response.headers["HX-Push-Url"] = address_of(question, replace(choices, dot=dot))
    return response


def _context(results: Results, choices: Choices, dot: str) -> dict[str, Any]:
    question, moment = results.question, now()
    shows_map = bool(choices.view and results.total)
    on_map = maps.map_of(results, replace(choices, dot=dot), now=moment) if shows_map else None
    opened = on_map.opened if on_map else None
    wider = [] if results.total else wider_circles(question, results.spot, now=moment)
    kindred = kindred_occupations(question, results.spot, now=moment) if _may_be_too_few(results) else []
    return {
        "results": results,
        "question": question,
        "choices": choices,
        "sort_word": SORT_WORDS[question.sort],
        "radius": str(question.radius_km or ""),
        "is_asked": bool(question.what or question.where),
        "cards": [] if choices.view else cards_of(question, results.hits),
        "map": on_map,
        "opened": opened,
        "list_url": address_of(replace(question, page=1), replace(choices, view="")),
        "map_url": address_of(replace(question, page=1), replace(choices, view="kaart")),
        **_keeping(question, choices),
        "count_sentence": answers.count_sentence(results),
        "show_sentence": answers.show_sentence(results),
        "sorts": answers.sort_ways(results, choices),
        "better_words": answers.better_words(results, choices),
        "related": answers.related_ways(kindred, choices) if results.total else [],
        "ways_on": [] if results.total else answers.ways_on(results, wider, kindred, choices),
        "everywhere_url": address_of(everywhere(question), choices),
        "facets": filters.facets_of(results, choices),
        "switches": filters.switches_of(results),
        "chips": [
            *filters.chips_of(results, choices),
            *(
                [filters.Chip(_("Op de kaart: %(towns)s") % {"towns": opened.name}, opened.url)]
                if opened
                else []
            ),
        ],
        "clear_url": filters.clear_url(question, choices),
        "is_everywhere": choices.home is not None and not question.is_home and not question.where,
        "paging": Paging(question.page, PAGE_SIZE, results.total),
        "desk": desk_link_of_region(_region_code(results, choices), today()),
        "appointment_url": page_address("public:appointment"),
    }


def _keeping(question: Question, choices: Choices) -> dict[str, str]:
    """Where the question is kept: by mail and by feeds. What order or page somebody looks at is no part of it."""
    kept, plain = replace(question, page=1, sort="relevance"), replace(choices, view="")
    names = ("save_search", "search_rss", "search_atom")
    return {f"{name}_url": address_of(kept, plain, f"public:{name}") for name in names}


def _may_be_too_few(results: Results) -> bool:
    return results.total < FEW and bool(results.question.what)


def _region_code(results: Results, choices: Choices) -> str:
    """The region whose desk can help: where was searched, else the site's own."""
    return results.spot.region_code or (choices.home.code if choices.home else "")


def _is_followed_link(request: HttpRequest) -> bool:
    """True for a chip, an order or a page number: the link is gone after the swap, so the heading takes focus."""
    return request.headers.get("HX-Boosted") == "true"


def _is_robot(request: HttpRequest) -> bool:
    browser = request.headers.get("User-Agent", "").casefold()
    return any(word in browser for word in _ROBOTS)
