"""The citizen's plan: what they do themselves, what others do for them, and what is done."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from leerwerk.casework.actions.plans import finish_step, reopen_step
from leerwerk.casework.enums import CaseStatus, StepBy
from leerwerk.casework.models import Case, PlanStep
from leerwerk.casework.queries.own import own_step
from leerwerk.casework.refusals import PlanRefused
from leerwerk.kernel import clock
from leerwerk.web.actor import actor_of
from leerwerk.web.answers import post_from, see_other
from leerwerk.web.public.mijn.access import citizen_only
from leerwerk.web.ui.wording import refusal_text


@dataclass(frozen=True)
class Plan:
    """The steps of a case in their order, as its client sees them; `is_open`: steps can still be ticked."""

    mine: list[PlanStep]
    others: list[PlanStep]
    done: list[PlanStep]
    is_open: bool


def plan_of(case: Case) -> Plan:
    """The plan of a case that was read with its steps."""
    steps = list(case.steps.all())
    to_do = [each for each in steps if each.done_on is None]
    return Plan(
        mine=[each for each in to_do if each.who == StepBy.CLIENT],
        others=[each for each in to_do if each.who != StepBy.CLIENT],
        done=[each for each in steps if each.done_on is not None],
        is_open=case.status != CaseStatus.CLOSED,
    )


@post_from("public:mijn_files", keep=())
@citizen_only
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """An own step is done."""
    return _tick(request, pk, finish_step, _("Goed gedaan. Deze stap is klaar."))


@post_from("public:mijn_files", keep=())
@citizen_only
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """An own step is not done after all."""
    return _tick(request, pk, reopen_step, _("Deze stap staat weer open."))


def _tick(request: HttpRequest, pk: int, act: Callable[..., PlanStep], done: str) -> HttpResponse:
    actor = actor_of(request)
    try:
        step = own_step(actor, pk)
        act(step=step, actor=actor, now=clock.now())
    except PlanStep.DoesNotExist as missing:
        raise Http404 from missing
    except PlanRefused as refusal:
        messages.error(request, refusal_text(refusal))
    else:
        messages.success(request, done)
    return see_other(f"{reverse('public:mijn_files')}#plan-{step.case_id}")
