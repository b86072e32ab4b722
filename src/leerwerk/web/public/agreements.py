"""Agreements: the list, one agreement with its figures, and the anonymous rows behind a figure."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leerwerk.insight.queries import agreement_progress, counted_placements
from leerwerk.kernel.clock import today
from leerwerk.network.models import Region
from leerwerk.programme.models import Agreement, Commitment, Target
from leerwerk.programme.queries import (
    ListedCounts,
    agreement_with_context,
    count_listed,
    listed_agreements,
)
from leerwerk.web.actor import actor_of
from leerwerk.web.public.agreement_words import AgreementCard, page_of
from leerwerk.web.public.anonymous_rows import anonymous_rows
from leerwerk.web.site import site_of
from leerwerk.web.ui.paging import Paging, page_number

PAGE_SIZE = 10
ROWS_PER_PAGE = 50


@require_safe
def agreements(request: HttpRequest) -> HttpResponse:
    """Agreements that hold now, then those of history; by region on request."""
    regions = list(Region.objects.current())
    own = site_of(request).region  # on the site of a region its own agreements, unless others are asked for
    asked = request.GET.get("regio", own.slug if own else "")
    region = next((each for each in regions if each.slug == asked), None)
    actor, day = actor_of(request), today()
    code = region.code if region else ""
    counts = count_listed(actor, today=day, region_code=code)
    is_current = _shows_current(request, counts)
    paging = Paging(
        page_number(request.GET.get("pagina")), PAGE_SIZE, counts.current if is_current else counts.history
    )
    if paging.number > paging.pages:
        raise Http404
    listed = listed_agreements(actor, today=day, region_code=code, is_current=is_current)
    ids = list(listed.values_list("pk", flat=True)[max(paging.first - 1, 0) : paging.last])
    context = {
        "cards": [AgreementCard(each, day) for each in agreement_progress(listed.filter(pk__in=ids), actor)],
        "counts": counts,
        "is_current": is_current,
        "regions": regions,
        "region": region,
        "paging": paging,
    }
    return render(request, "public/agreements/list.html", context)


@require_safe
def agreement(request: HttpRequest, slug: str) -> HttpResponse:
    """One agreement with its parts: who promised what, and what came of it."""
    actor = actor_of(request)
    found = _found(request, slug)
    progress = agreement_progress(Agreement.objects.filter(pk=found.pk), actor)
    return render(request, "public/agreements/page.html", {"page": page_of(found, progress[0])})


@require_safe
def placements(request: HttpRequest, slug: str) -> HttpResponse:
    """The rows behind a realised figure, without the people: `?doel=` a target or `?inzet=` a commitment."""
    found = _found(request, slug)
    row = _counted_row(request, found)
    paging, rows, total = anonymous_rows(
        counted_placements(row), page_number(request.GET.get("pagina")), ROWS_PER_PAGE
    )
    context = {"agreement": found, "row": row, "rows": rows, "total": total, "paging": paging}
    return render(request, "public/agreements/placements.html", context)


def _shows_current(request: HttpRequest, counts: ListedCounts) -> bool:
    """What is asked for; without a question what holds now, or history where nothing does."""
    asked = request.GET.get("wanneer", "")
    return asked == "nu" or (asked != "vroeger" and counts.current > 0)


def _found(request: HttpRequest, slug: str) -> Agreement:
    try:
        return agreement_with_context(slug, actor_of(request))
    except Agreement.DoesNotExist as unknown:
        raise Http404 from unknown


def _counted_row(request: HttpRequest, found: Agreement) -> Target | Commitment:
    """The target or commitment of this agreement that is asked for; 404 for anything else."""
    target, commitment = _id(request, "doel"), _id(request, "inzet")
    row: Target | Commitment | None = None
    if target:
        row = Target.objects.filter(pk=target, measure__agreement=found).first()
    elif commitment:
        row = Commitment.objects.filter(pk=commitment, target__measure__agreement=found).first()
    if row is None:
        raise Http404
    return row


def _id(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None  # noqa: PLR2004
