"""The adviser's day on one screen."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leerwerk.casework.enums import CaseStatus
from leerwerk.casework.queries import desk_day
from leerwerk.kernel import clock
from leerwerk.web.actor import actor_of
from leerwerk.web.desk.access import desk_only

RECENT = timedelta(days=14)


@require_safe
@desk_only
def today(request: HttpRequest) -> HttpResponse:
    """What needs attention now, in the regions of the adviser."""
    now = clock.now()
    day = desk_day(actor_of(request), since=now - RECENT)
    counts = [
        (status, status.label, day.cases_by_status.get(status, 0))
        for status in CaseStatus
        if status != CaseStatus.CLOSED
    ]
    return render(request, "desk/today.html", {"day": day, "counts": counts, "now": now})
