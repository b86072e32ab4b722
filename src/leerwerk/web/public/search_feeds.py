"""RSS and Atom of any search: the places that came online last, with addresses on the site that was asked.

A reader that has the present answer gets 304, by its ETag. `If-Modified-Since` alone is not enough for that: a
place that closes takes itself out, and leaves no later moment behind.
"""

import hashlib
from dataclasses import replace
from functools import partial

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.http import http_date, quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leerwerk.catalogue.models import Place
from leerwerk.kernel.clock import now
from leerwerk.kernel.lines import clean_line
from leerwerk.network.models import Region
from leerwerk.network.sites import Site, absolute
from leerwerk.search.newest import Newest, newest_places
from leerwerk.web.public.questions import Choices, address_of, read_question
from leerwerk.web.site import site_of
from leerwerk.web.ui.dutch import hours

Kind = type[Rss201rev2Feed] | type[Atom1Feed]
LENGTH = 30
LONGEST = 500  # characters; a sign that XML does not know would break the whole feed


@require_safe
def feed(request: HttpRequest, kind: Kind) -> HttpResponse:
    """The newest places for the question in the address."""
    site = site_of(request)
    choices = Choices(tuple(Region.objects.current()), site.region)
    question = replace(read_question(request.GET, choices), page=1)
    found = newest_places(question, choices.regions, now=now(), limit=LENGTH)
    etag = _etag(found, kind, site)
    answer = get_conditional_response(request, etag=etag) if "If-None-Match" in request.headers else None
    if answer is None:
        page = absolute(site, address_of(replace(question, sort="newest"), choices))
        itself = absolute(site, address_of(question, choices, _VIEWS[kind]))
        answer = HttpResponse(_written(found, kind, site, page, itself), content_type=kind.content_type)
    answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = "no-cache"
    answer.headers["X-Robots-Tag"] = "noindex"
    if found.places:
        answer.headers["Last-Modified"] = http_date(max(each.touched_at for each in found.places).timestamp())
    return answer


def _written(found: Newest, kind: Kind, site: Site, page: str, itself: str) -> str:
    generator = kind(
        title=_("Nieuwe plekken: %(name)s") % {"name": found.name},
        link=page,
        description=_("Leerwerkplekken op %(site)s, de nieuwste bovenaan.") % {"site": site.name},
        subtitle=_("Leerwerkplekken op %(site)s, de nieuwste bovenaan.") % {"site": site.name},
        language=get_language() or settings.LANGUAGE_CODE,
        author_name=site.name,
        feed_url=itself,
    )
    for place in found.places:
        generator.add_item(
            title=clean_line(place.title, LONGEST),
            link=absolute(site, place.get_absolute_url()),
            description=clean_line(_summary(place), LONGEST),
            pubdate=place.published_at,
            updateddate=place.touched_at,
            author_name=clean_line(place.employer.name, LONGEST),
        )
    return generator.writeString("utf-8")


def _summary(place: Place) -> str:
    """ "Lasbedrijf Roelofs · Enschede · praktijkleren · 24 tot 32 uur per week"."""
    pathway = place.get_pathway_display() if place.pathway else ""
    parts = (place.employer.name, place.locality_name, pathway, hours(place.hours_min, place.hours_max))
    return " · ".join(filter(None, parts))


def _etag(found: Newest, kind: Kind, site: Site) -> str:
    """Another for another name, language, site or form, and for any place that comes, goes or changes."""
    parts = [kind.__name__, site.address, site.name, get_language() or "", found.name]
    parts += [f"{each.pk} {each.touched_at.isoformat()}" for each in found.places]
    return quote_etag(hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32])


_VIEWS = {Rss201rev2Feed: "public:search_rss", Atom1Feed: "public:search_atom"}
rss = partial(feed, kind=Rss201rev2Feed)
atom = partial(feed, kind=Atom1Feed)
