"""The plan on a client's file: add a step, change it, say that it is done, take it out."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leerwerk.casework.actions.plans import add_step, change_step, finish_step, remove_step, reopen_step
from leerwerk.casework.models import Case, PlanStep
from leerwerk.casework.refusals import PlanRefused
from leerwerk.kernel import clock
from leerwerk.web.actor import actor_of
from leerwerk.web.answers import MISTYPED, REFUSED, found, post_from, see_other
from leerwerk.web.desk.access import desk_only
from leerwerk.web.desk.cases import file_page, opened
from leerwerk.web.desk.plan_forms import StepForm, form_for
from leerwerk.web.ui.forms import add_refusal
from leerwerk.web.ui.wording import refusal_text


@post_from("desk:client")
@desk_only
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a step in the plan."""
    case, form = opened(request, pk), StepForm(request.POST)
    if not form.is_valid():
        return file_page(request, case, status=MISTYPED, step_form=form)
    try:
        add_step(case=case, actor=actor_of(request), now=clock.now(), **form.cleaned_data)
    except PlanRefused as refusal:
        add_refusal(form, refusal_text(refusal))
        return file_page(request, case, status=REFUSED, step_form=form)
    messages.success(request, _("De stap staat in het plan."))
    return _to_plan(pk)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_only
def step(request: HttpRequest, pk: int, step: int) -> HttpResponse:
    """A page to change a step, or take it out."""
    case, row = _opened_step(request, pk, step)
    if request.method != "POST":
        return _step_page(request, case, row, form_for(row))
    form = StepForm(request.POST)
    if not form.is_valid():
        return _step_page(request, case, row, form, MISTYPED)
    try:
        found(change_step, step=row, actor=actor_of(request), now=clock.now(), **form.cleaned_data)
    except PlanRefused as refusal:
        add_refusal(form, refusal_text(refusal))
        return _step_page(request, case, row, form, REFUSED)
    messages.success(request, _("De stap is veranderd."))
    return _to_plan(pk)


@post_from("desk:client")
@desk_only
def finish(request: HttpRequest, pk: int, step: int) -> HttpResponse:
    """The step is done."""
    return _do(request, pk, step, finish_step, _("De stap is klaar."))


@post_from("desk:client")
@desk_only
def reopen(request: HttpRequest, pk: int, step: int) -> HttpResponse:
    """The step is not done after all."""
    return _do(request, pk, step, reopen_step, _("De stap staat weer open."))


@post_from("desk:plan_step", keep=("pk", "step"))
@desk_only
def remove(request: HttpRequest, pk: int, step: int) -> HttpResponse:
    """Take the step out of the plan."""
    return _do(request, pk, step, remove_step, _("De stap is uit het plan."))


def _do(request: HttpRequest, pk: int, step: int, act: Callable[..., Any], done: str) -> HttpResponse:
    case, row = _opened_step(request, pk, step)
    try:
        found(act, step=row, actor=actor_of(request), now=clock.now())
    except PlanRefused as refusal:
        return file_page(request, case, status=REFUSED, refused=refusal_text(refusal))
    messages.success(request, done)
    return _to_plan(pk)


def _opened_step(request: HttpRequest, pk: int, step: int) -> tuple[Case, PlanStep]:
    case = opened(request, pk)
    return case, get_object_or_404(PlanStep, pk=step, case=case)


def _step_page(
    request: HttpRequest, case: Case, row: PlanStep, form: StepForm, status: int = 200
) -> HttpResponse:
    context = {"case": case, "client": case.client, "step": row, "form": form}
    return render(request, "desk/plan_step.html", context, status=status)


def _to_plan(pk: int) -> HttpResponse:
    return see_other(f"{reverse('desk:client', args=[pk])}#stappenplan")
