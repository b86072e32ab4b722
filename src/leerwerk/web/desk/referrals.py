"""Referrals: review, send, and what came back."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leerwerk.casework.actions.placements import propose_placement
from leerwerk.casework.actions.reading import log_list, open_referral
from leerwerk.casework.actions.referrals import send_referral
from leerwerk.casework.actions.withdrawals import withdraw_referral
from leerwerk.casework.enums import OPEN_REFERRALS, ReferralStatus
from leerwerk.casework.models import Referral
from leerwerk.casework.queries import referrals_for
from leerwerk.casework.refusals import PlacementRefused, ReferralRefused
from leerwerk.catalogue.queries import occupation_names
from leerwerk.kernel import clock
from leerwerk.web.actor import actor_of
from leerwerk.web.answers import MISTYPED, REFUSED, Option, chips, found, listing, post_from
from leerwerk.web.desk.access import REFERRAL, desk_only
from leerwerk.web.desk.step_forms import MessageForm, StartForm
from leerwerk.web.ui.forms import add_refusal
from leerwerk.web.ui.wording import refusal_text


@require_safe
@desk_only
def referrals(request: HttpRequest) -> HttpResponse:
    """Referrals of my regions, newest first, by state."""
    status = request.GET.get("stand", "")
    status = status if status in ReferralStatus.values else ""
    actor = actor_of(request)
    rows = referrals_for(actor)
    shown = listing(rows.filter(status=status) if status else rows, request)
    log_list(*shown.rows, kind="referral", actor=actor, now=clock.now(), purpose=REFERRAL)
    context = {
        "referrals": shown.rows,
        "paging": shown.paging,
        "status": status,
        "statuses": [Option("", _("Alle"), not status)]
        + [Option(each.value, each.label.capitalize(), each == status) for each in ReferralStatus],
        "chips": chips(request, {"stand": ReferralStatus(status).label if status else ""}),
    }
    return render(request, "desk/referrals.html", context)


@require_safe
@desk_only
def referral(request: HttpRequest, pk: int) -> HttpResponse:
    """Review before sending; receipt and answer after."""
    return _page(request, _open(request, pk))


@post_from("desk:referral")
@desk_only
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the referral to the employer."""
    row = _open(request, pk)
    form = MessageForm(request.POST)
    if not form.is_valid():
        return _page(request, row, MISTYPED, message_form=form)
    try:
        send_referral(
            referral=row, message=form.cleaned_data["message"], actor=actor_of(request), now=clock.now()
        )
    except ReferralRefused as refusal:
        add_refusal(form, refusal_text(refusal))
        return _page(request, row, REFUSED, message_form=form)
    return redirect("desk:referral", pk=pk)


@post_from("desk:referral")
@desk_only
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the referral back; one that was never sent is gone."""
    row = _open(request, pk)
    try:
        withdraw_referral(referral=row, actor=actor_of(request), now=clock.now())
    except ReferralRefused as refusal:
        form = MessageForm({"message": row.message})
        add_refusal(form, refusal_text(refusal))
        return _page(request, row, REFUSED, message_form=form)
    messages.success(request, _("De doorverwijzing is ingetrokken."))
    return redirect("desk:client", pk=row.case_id)


@post_from("desk:referral")
@desk_only
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """The employer said yes: take the seat."""
    row = _open(request, pk)
    form = StartForm(request.POST)
    if not form.is_valid():
        return _page(request, row, MISTYPED, start_form=form)
    try:
        placement = propose_placement(
            referral=row, starts_on=form.cleaned_data["starts_on"], actor=actor_of(request), now=clock.now()
        )
    except PlacementRefused as refusal:
        add_refusal(form, refusal_text(refusal))
        return _page(request, row, REFUSED, start_form=form)
    messages.success(request, _("De plek is vastgelegd. Nu kunnen de drie partijen tekenen."))
    return redirect("desk:placement", pk=placement.pk)


def _open(request: HttpRequest, pk: int) -> Referral:
    return found(open_referral, referral_id=pk, actor=actor_of(request), now=clock.now(), purpose=REFERRAL)


def _page(request: HttpRequest, row: Referral, status: int = 200, **given: forms.Form) -> HttpResponse:
    row.refresh_from_db(fields=["status"])
    names = occupation_names(row.case.client.profile.wished_occupations)
    context = {
        "referral": row,
        "client": row.case.client,
        "wishes": [names.get(code, code) for code in row.case.client.profile.wished_occupations],
        "placement": getattr(row, "placement", None),
        "has_mail": bool(row.place.employer.email),
        "is_open": row.status in OPEN_REFERRALS,
        "message_form": MessageForm(initial={"message": row.message}),
        "start_form": StartForm(initial={"starts_on": row.place.starts_on}),
        **given,
    }
    return render(request, "desk/referral.html", context, status=status)
