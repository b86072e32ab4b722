"""Appointments of the desk: a week, and one appointment with what the visitor told beforehand."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from leerwerk.casework.actions.reading import log_appointments, open_appointment
from leerwerk.casework.enums import AppointmentStatus
from leerwerk.casework.models import Appointment
from leerwerk.casework.queries.appointments import appointments_between, clients_like
from leerwerk.casework.queries.availability import Way, free_times, office_of
from leerwerk.casework.rules.appointments import change_verdict, ending_verdict
from leerwerk.casework.rules.availability import Slot, day_span, nearest, week_span
from leerwerk.kernel import clock
from leerwerk.network.enums import Role
from leerwerk.people.enums import FirstThing
from leerwerk.people.models import Intake
from leerwerk.web.actor import actor_of
from leerwerk.web.answers import found
from leerwerk.web.desk.access import APPOINTMENT, desk_only
from leerwerk.web.desk.appointment_forms import LinkForm, NotesForm, TakeInForm

WEEK = timedelta(weeks=1)
SLOTS_SHOWN = 40


@dataclass(frozen=True)
class DayOfWeek:
    """A day with its appointments."""

    day: date
    rows: list[Appointment]


@require_safe
@desk_only
def appointments(request: HttpRequest) -> HttpResponse:
    """A week of appointments: my own, or with `van=regio` all of my regions."""
    actor, now = actor_of(request), clock.now()
    monday = _monday(request.GET.get("week", ""), now.date())
    is_own = request.GET.get("van", "" if actor.has(Role.COORDINATOR) else "mij") == "mij"
    begins, ends = week_span(monday)
    rows = list(appointments_between(actor, begins, ends, adviser_id=actor.user_id if is_own else None))
    log_appointments(*rows, actor=actor, now=now, purpose=APPOINTMENT)
    whose = "mij" if is_own else "regio"
    context = {
        "days": [
            DayOfWeek(day, list(some)) for day, some in groupby(rows, lambda row: localdate(row.begins_at))
        ],
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "is_own": is_own,
        "is_coordinator": actor.has(Role.COORDINATOR),
        "today": now.date(),
        "whose": whose,
        "before": _address(monday - WEEK, whose),
        "after": _address(monday + WEEK, whose),
        "this_week": _address(_monday("", now.date()), whose),
        "mine": _address(monday, "mij"),
        "all": _address(monday, "regio"),
    }
    return render(request, "desk/appointments/week.html", context)


@require_safe
@desk_only
def appointment(request: HttpRequest, pk: int) -> HttpResponse:
    """One appointment; opening it is logged."""
    return appointment_page(request, opened(request, pk))


@require_safe
@desk_only
def times(request: HttpRequest, pk: int) -> HttpResponse:
    """The free times to which an appointment can move."""
    row = opened(request, pk)
    return times_page(request, row)


def opened(request: HttpRequest, pk: int) -> Appointment:
    """The appointment, the reading logged; a page that does not exist for who may not see it."""
    return found(
        open_appointment,
        appointment_id=pk,
        actor=actor_of(request),
        now=clock.now(),
        purpose=APPOINTMENT,
    )


def appointment_page(
    request: HttpRequest, row: Appointment, status: int = 200, **given: forms.Form | str
) -> HttpResponse:
    """The page of an appointment, with what went wrong."""
    now, actor = clock.now(), actor_of(request)
    intake = getattr(row.visitor, "intake", None)
    context: dict[str, Any] = {
        "appointment": row,
        "visitor": row.visitor,
        "intake": intake,
        "first_things": _first_things(intake),
        "can_change": not change_verdict(status=row.status, begins_at=row.begins_at, now=now),
        "can_end": not ending_verdict(status=row.status, begins_at=row.begins_at, now=now),
        "is_forgotten": row.visitor.forgotten_at is not None,
        "known": [] if row.case_id or row.visitor.forgotten_at else clients_like(row.visitor, actor),
        "link_form": LinkForm(initial={"link": row.link}),
        "notes_form": NotesForm(initial={"notes": row.notes}),
        "take_in_form": TakeInForm(),
        "refused": "",
        **given,
    }
    return render(request, "desk/appointments/page.html", context, status=status)


def times_page(request: HttpRequest, row: Appointment, status: int = 200, refused: str = "") -> HttpResponse:
    """The free times around an appointment, by day."""
    now = clock.now()
    office = office_of(row.region, now.date())
    way = Way(row.channel, row.place)
    slots = free_times(office, row.topic, way, now=now, has_notice=False, moving=row) if office else []
    near: list[Slot] = nearest(
        [slot for slot in slots if not slot.is_at(row.begins_at)], row.begins_at, SLOTS_SHOWN
    )
    context = {
        "appointment": row,
        "days": [(day, list(some)) for day, some in groupby(near, lambda slot: slot.begins_at.date())],
        "refused": refused,
    }
    return render(request, "desk/appointments/times.html", context, status=status)


def today_of(request: HttpRequest) -> list[Appointment]:
    """The appointments of today that still stand: one's own, and all of the region for its coordinator."""
    actor, now = actor_of(request), clock.now()
    begins, ends = day_span(now.date())
    whose = None if actor.has(Role.COORDINATOR) else actor.user_id
    rows = appointments_between(actor, begins, ends, adviser_id=whose)
    return list(rows.exclude(status=AppointmentStatus.CANCELLED))


def _first_things(intake: Intake | None) -> list[str]:
    return [str(FirstThing(each).label) for each in intake.first_things] if intake else []


def _monday(text: str, today: date) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = today
    if abs((day - today).days) > 3660:  # noqa: PLR2004 ten years: the calendar itself ends somewhere
        day = today
    return day - timedelta(days=day.weekday())


def _address(monday: date, whose: str) -> str:
    return f"{reverse('desk:appointments')}?week={monday.isoformat()}&van={whose}"
