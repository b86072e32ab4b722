"""The visitor's own page of an appointment, behind a signed link: look, move, cancel. A GET changes nothing."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leerwerk.casework.actions.appointments.changing import cancel_appointment, move_appointment
from leerwerk.casework.enums import AppointmentStatus, CancelledBy
from leerwerk.casework.mails.appointments import OWN_APPOINTMENT, calendar_of, own_token
from leerwerk.casework.models import Appointment
from leerwerk.casework.queries.appointments import own_appointment
from leerwerk.casework.queries.availability import Way, free_times, office_of
from leerwerk.casework.refusals import AppointmentRefused
from leerwerk.casework.rules.appointments import change_verdict
from leerwerk.casework.rules.availability import Slot, nearest
from leerwerk.kernel import clock
from leerwerk.kernel.links import LinkRefused
from leerwerk.network.queries import desk_of_region
from leerwerk.web.actor import actor_of
from leerwerk.web.answers import REFUSED, see_other
from leerwerk.web.moments import moment_in, moment_word
from leerwerk.web.public.appointments.days import Time, day_in, days_page
from leerwerk.web.public.appointments.wording import way_text
from leerwerk.web.signed import Ask, ask_page, signed_link
from leerwerk.web.ui.wording import refusal_text

OTHER_TIMES = 6
link = signed_link(OWN_APPOINTMENT)


@link
@require_safe
def own(request: HttpRequest, value: str) -> HttpResponse:
    """The appointment: when, where, with whom, and what can still be done. It says nothing about the visitor."""
    row, now = _open(value), clock.now()
    verdict = change_verdict(status=row.status, begins_at=row.begins_at, now=now)
    context = {
        "appointment": row,
        "can_change": not verdict,
        "is_cancelled": row.status == AppointmentStatus.CANCELLED,
        "way_text": way_text(Way(row.channel, row.place)),
        "desk": desk_of_region(row.region.code, now.date()),
        **_addresses(row),
    }
    return render(request, "public/appointments/own.html", context)


@link
@require_safe
def calendar(request: HttpRequest, value: str) -> HttpResponse:
    """The file for a calendar, as the appointment stands now."""
    file = calendar_of(_open(value), clock.now())
    answer = HttpResponse(file, content_type="text/calendar; charset=utf-8")
    name = _("afspraak.ics")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@link
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, value: str) -> HttpResponse:
    """Choose another time; a page asks once more, and its button moves."""
    row, now = _open(value), clock.now()
    wanted = moment_in(request.POST.get("tijd", "") or request.GET.get("tijd", ""))
    if request.method == "POST" and wanted:
        try:
            move_appointment(
                appointment=row,
                begins_at=wanted,
                by=CancelledBy.VISITOR,
                actor=actor_of(request),
                now=now,
            )
        except AppointmentRefused as refusal:
            return _times(request, row, now, gone=wanted, refused=refusal_text(refusal), status=REFUSED)
        messages.success(request, _("Je afspraak is verzet. De nieuwe tijd staat ook in je mail."))
        return see_other(_addresses(row)["url"])
    return _times(request, row, now, chosen=wanted)


@link
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, value: str) -> HttpResponse:
    """Ask, and on the button cancel."""
    row = _open(value)
    if request.method != "POST":
        return ask_page(
            request,
            Ask(
                title=_("Afspraak afzeggen?"),
                text=_("Je tijd komt vrij voor iemand anders. Een nieuwe afspraak maken kan altijd."),
                button=_("Ja, zeg mijn afspraak af"),
                is_far_reaching=True,
            ),
        )
    try:
        cancel_appointment(appointment=row, by=CancelledBy.VISITOR, actor=actor_of(request), now=clock.now())
    except AppointmentRefused as refusal:
        messages.error(request, refusal_text(refusal))
    else:
        messages.success(request, _("Je afspraak is afgezegd. We stuurden je daarvan een mail."))
    return see_other(_addresses(row)["url"])


def _open(number: str) -> Appointment:
    try:
        return own_appointment(number)
    except Appointment.DoesNotExist as gone:
        raise LinkRefused("LINK_EXPIRED") from gone


def _addresses(row: Appointment) -> dict[str, str]:
    token = own_token(row)
    return {
        "url": reverse("public:own_appointment", args=[token]),
        "calendar_url": reverse("public:own_calendar", args=[token]),
        "move_url": reverse("public:move_own_appointment", args=[token]),
        "cancel_url": reverse("public:cancel_own_appointment", args=[token]),
    }


def _times(
    request: HttpRequest,
    row: Appointment,
    now: datetime,
    *,
    chosen: datetime | None = None,
    gone: datetime | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    """The free times; with one chosen and free, the question whether it is to be."""
    addresses = _addresses(row)
    if change_verdict(status=row.status, begins_at=row.begins_at, now=now):
        return redirect(addresses["url"])
    slots = _slots(row, now)

    def address(slot: Slot) -> str:
        return f"{addresses['move_url']}?tijd={moment_word(slot.begins_at)}"

    slot = next((each for each in slots if chosen and each.is_at(chosen)), None)
    missed = gone or (chosen if slot is None else None)
    page = days_page(slots, day_in(request.GET.get("vanaf", "")), address)
    context: dict[str, Any] = {
        "appointment": row,
        "slot": slot,
        "word": moment_word(slot.begins_at) if slot else "",
        "others": [Time(each, address(each)) for each in nearest(slots, missed, OTHER_TIMES)]
        if missed
        else [],
        "is_gone": missed is not None,
        "refused": refused,
        "page": page,
        "earlier": f"{addresses['move_url']}?vanaf={page.earlier.isoformat()}" if page.earlier else "",
        "later": f"{addresses['move_url']}?vanaf={page.later.isoformat()}" if page.later else "",
        **addresses,
    }
    return render(request, "public/appointments/move.html", context, status=status)


def _slots(row: Appointment, now: datetime) -> list[Slot]:
    office = office_of(row.region, now.date())
    if office is None:
        return []
    way = Way(row.channel, row.place)
    return [
        slot
        for slot in free_times(office, row.topic, way, now=now, moving=row)
        if not slot.is_at(row.begins_at)
    ]
