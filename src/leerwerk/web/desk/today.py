"""The adviser's day on one screen."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leerwerk.casework.actions.reading import log_appointments, log_list
from leerwerk.casework.enums import CaseStatus
from leerwerk.casework.models import Case, Placement, Referral
from leerwerk.casework.queries import desk_day
from leerwerk.casework.queries.own import asked_erasures
from leerwerk.kernel import clock
from leerwerk.web.actor import actor_of
from leerwerk.web.desk.access import ADVICE, APPOINTMENT, desk_only
from leerwerk.web.desk.appointments import today_of

RECENT = timedelta(days=14)


@require_safe
@desk_only
def today(request: HttpRequest) -> HttpResponse:
    """What needs attention now, in the regions of the adviser."""
    actor, now = actor_of(request), clock.now()
    day = desk_day(actor, since=now - RECENT)
    erasures = asked_erasures(actor)
    seen: tuple[Case | Referral | Placement, ...] = (
        *day.accepted,
        *day.refused,
        *day.waiting,
        *day.unsigned,
        *day.longest,
        *erasures,
    )
    log_list(*seen, kind="case", actor=actor, now=now, purpose=ADVICE)
    visits = today_of(request)
    log_appointments(*visits, actor=actor, now=now, purpose=APPOINTMENT)
    counts = [
        (status, status.label, day.cases_by_status.get(status, 0))
        for status in CaseStatus
        if status != CaseStatus.CLOSED
    ]
    context = {"day": day, "visits": visits, "counts": counts, "now": now, "erasures": erasures}
    return render(request, "desk/today.html", context)
