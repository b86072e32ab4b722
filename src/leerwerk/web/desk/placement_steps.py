"""The steps of a placement, each a post and a redirect. A refusal is told on the page."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from leerwerk.casework.actions.placements import (
    cancel_placement,
    complete_placement,
    record_outcome,
    sign_placement,
    start_placement,
    stop_placement,
)
from leerwerk.casework.refusals import PlacementRefused
from leerwerk.kernel import clock
from leerwerk.web.actor import actor_of
from leerwerk.web.answers import MISTYPED, REFUSED, post_from
from leerwerk.web.desk.access import desk_only
from leerwerk.web.desk.placements import opened, placement_page
from leerwerk.web.desk.step_forms import BeginForm, CompleteForm, OutcomeForm, StopForm
from leerwerk.web.ui.forms import add_refusal
from leerwerk.web.ui.wording import refusal_text

PAGE = "desk:placement"


@post_from(PAGE)
@desk_only
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Note the signature of school, learner, or of an employer on paper."""
    signatory = request.POST.get("signatory", "")
    return _do(request, pk, _("De handtekening is vastgelegd."), sign_placement, signatory=signatory)


@post_from(PAGE)
@desk_only
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """The placement does not go on."""
    return _do(request, pk, _("De plaatsing gaat niet door. De plek is weer vrij."), cancel_placement)


@post_from(PAGE)
@desk_only
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """The learner began."""
    form = BeginForm(request.POST)
    return _fill_in(request, pk, "begin_form", form, start_placement, _("De plaatsing is gestart."))


@post_from(PAGE)
@desk_only
def complete(request: HttpRequest, pk: int) -> HttpResponse:
    """The learner finished."""
    form = CompleteForm(request.POST)
    return _fill_in(request, pk, "complete_form", form, complete_placement, _("De plaatsing is afgerond."))


@post_from(PAGE)
@desk_only
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """It ended early, with a reason."""
    form = StopForm(request.POST, prefix="stop")
    return _fill_in(request, pk, "stop_form", form, stop_placement, _("De plaatsing is gestopt."))


@post_from(PAGE)
@desk_only
def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """What the learner got."""
    form = OutcomeForm(request.POST, prefix="uitkomst")
    return _fill_in(request, pk, "outcome_form", form, record_outcome, _("De uitkomst is vastgelegd."))


def _fill_in(
    request: HttpRequest, pk: int, name: str, form: forms.Form, action: Callable[..., Any], done: str
) -> HttpResponse:
    row = opened(request, pk)
    if not form.is_valid():
        return placement_page(request, row, MISTYPED, given={name: form})
    try:
        action(placement=row, actor=actor_of(request), now=clock.now(), **form.cleaned_data)
    except PlacementRefused as refusal:
        add_refusal(form, refusal_text(refusal))
        return placement_page(request, row, REFUSED, refused=refusal_text(refusal), given={name: form})
    messages.success(request, done)
    return redirect(PAGE, pk=pk)


def _do(request: HttpRequest, pk: int, done: str, action: Callable[..., Any], **facts: str) -> HttpResponse:
    row = opened(request, pk)
    try:
        action(placement=row, actor=actor_of(request), now=clock.now(), **facts)
    except PlacementRefused as refusal:
        return placement_page(request, opened(request, pk), REFUSED, refused=refusal_text(refusal))
    messages.success(request, done)
    return redirect(PAGE, pk=pk)
