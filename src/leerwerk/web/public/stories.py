"""Stories and news: the lists and one of each, on the national site and on those of the regions."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from leerwerk.knowledge.models import Item
from leerwerk.knowledge.queries import (
    news_item_on,
    news_on,
    stories_on,
    story_on,
)
from leerwerk.network.sites import NATIONAL, absolute
from leerwerk.web.answers import found, listing
from leerwerk.web.site import site_of

PER_PAGE = 12
MORE = 3


@require_safe
def stories(request: HttpRequest) -> HttpResponse:
    """The stories of this site, its own first."""
    return _list(request, stories_on(_region(request)), "public/stories/stories.html")


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """The news of this site, its own first."""
    return _list(request, news_on(_region(request)), "public/stories/news_list.html")


@require_safe
def story(request: HttpRequest, slug: str) -> HttpResponse:
    """One story, with a few others."""
    item = found(story_on, region_id=_region(request), slug=slug)
    return _page(request, item, stories_on, "public/stories/story.html")


@require_safe
def news_item(request: HttpRequest, slug: str) -> HttpResponse:
    """One news item, with a few others."""
    item = found(news_item_on, region_id=_region(request), slug=slug)
    return _page(request, item, news_on, "public/stories/news.html")


def _region(request: HttpRequest) -> int | None:
    region = site_of(request).region
    return region.pk if region else None


def _list(request: HttpRequest, rows: QuerySet[Any], template: str) -> HttpResponse:
    shown = listing(rows, request, PER_PAGE)
    if str(shown.paging.number) != request.GET.get("pagina", "1"):
        raise Http404
    context = {
        "items": shown.rows,
        "paging": shown.paging,
        "address": absolute(site_of(request), request.path),
    }
    return render(request, template, context)


def _page(
    request: HttpRequest, item: Item, others: Callable[[int | None], QuerySet[Any]], template: str
) -> HttpResponse:
    more = others(_region(request)).exclude(pk=item.pk)[:MORE]
    home = site_of(request) if item.region_id else NATIONAL
    context = {
        "item": item,
        "address": absolute(home, item.get_absolute_url()),
        "more": list(more),
    }
    response = render(request, template, context)
    response.headers["Last-Modified"] = http_date(item.last_published_at.timestamp())
    return response
