"""What the desk does with an appointment: each a post from its page."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from leerwerk.casework.actions.appointments.changing import (
    cancel_appointment,
    end_appointment,
    move_appointment,
    set_link,
    write_notes,
)
from leerwerk.casework.actions.appointments.taking_in import link_to_client, take_in_visitor
from leerwerk.casework.enums import AppointmentStatus, CancelledBy
from leerwerk.kernel import clock
from leerwerk.kernel.refusal import Refusal
from leerwerk.people.models import Client
from leerwerk.web.actor import actor_of
from leerwerk.web.answers import MISTYPED, REFUSED, post_from
from leerwerk.web.desk.access import desk_only
from leerwerk.web.desk.appointment_forms import LinkForm, NotesForm, TakeInForm
from leerwerk.web.desk.appointments import appointment_page, opened, times_page
from leerwerk.web.moments import moment_in
from leerwerk.web.ui.wording import refusal_text

PAGE = "desk:appointment"


@post_from(PAGE)
@desk_only
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """The desk cannot make it; the visitor gets a mail."""
    return _do(request, pk, _("De afspraak is afgezegd. De bezoeker kreeg een mail."), cancel_appointment,
               by=CancelledBy.DESK)  # fmt: skip


@post_from(PAGE)
@desk_only
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """The visitor came, or did not."""
    came = request.POST.get("status") != AppointmentStatus.NO_SHOW
    status = AppointmentStatus.DONE if came else AppointmentStatus.NO_SHOW
    return _do(request, pk, _("Genoteerd hoe het ging."), end_appointment, status=status)


@post_from(PAGE)
@desk_only
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Another time; the visitor gets a mail."""
    row, wanted = opened(request, pk), moment_in(request.POST.get("tijd", ""))
    if wanted is None:
        return times_page(request, row, MISTYPED)
    try:
        move_appointment(
            appointment=row, begins_at=wanted, by=CancelledBy.DESK, actor=actor_of(request), now=clock.now()
        )
    except Refusal as refusal:
        return times_page(request, row, REFUSED, refused=refusal_text(refusal))
    messages.success(request, _("De afspraak is verzet. De bezoeker kreeg een mail."))
    return redirect(PAGE, pk=pk)


@post_from(PAGE)
@desk_only
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the online conversation is held."""
    form = LinkForm(request.POST)
    if not form.is_valid():
        return appointment_page(request, opened(request, pk), MISTYPED, link_form=form)
    done = _("De link is opgeslagen en gemaild.") if form.cleaned_data["link"] else _("De link is weg.")
    return _do(request, pk, done, set_link, **form.cleaned_data)


@post_from(PAGE)
@desk_only
def notes(request: HttpRequest, pk: int) -> HttpResponse:
    """What the adviser wants to remember."""
    form = NotesForm(request.POST)
    if not form.is_valid():
        return appointment_page(request, opened(request, pk), MISTYPED, notes_form=form)
    return _do(request, pk, _("Je notities zijn opgeslagen."), write_notes, **form.cleaned_data)


@post_from(PAGE)
@desk_only
def take_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the visitor a client, or link to the client that it is."""
    row, actor, now = opened(request, pk), actor_of(request), clock.now()
    try:
        if request.POST.get("client", "").isdecimal():
            clients = Client.objects.visible_to(actor).filter(region=row.region)
            client = get_object_or_404(clients, pk=int(request.POST["client"][:15]))
            case = link_to_client(appointment=row, client=client, actor=actor, now=now)
        else:
            form = TakeInForm(request.POST)
            if not form.is_valid():
                return appointment_page(request, row, MISTYPED, take_in_form=form)
            case = take_in_visitor(appointment=row, actor=actor, now=now, **form.cleaned_data)
    except Refusal as refusal:
        return appointment_page(request, row, REFUSED, refused=refusal_text(refusal))
    messages.success(request, _("De bezoeker staat als cliënt in je lijst. Leg nu de toestemming vast."))
    return redirect("desk:client", pk=case.pk)


def _do(request: HttpRequest, pk: int, done: str, action: Callable[..., Any], **facts: Any) -> HttpResponse:
    row = opened(request, pk)
    try:
        action(appointment=row, actor=actor_of(request), now=clock.now(), **facts)
    except Refusal as refusal:
        return appointment_page(request, row, REFUSED, refused=refusal_text(refusal))
    messages.success(request, done)
    return redirect(PAGE, pk=pk)
