"""The steps of a case's plan: add, change, finish, open again, remove. A plan of a closed case stays as it was."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from leerwerk.casework.actions.guards import lock_case, must_advise
from leerwerk.casework.enums import CaseStatus
from leerwerk.casework.models import Case, PlanStep
from leerwerk.casework.refusals import PlanRefused
from leerwerk.casework.rules import may_tick_step, step_verdict
from leerwerk.kernel import audit
from leerwerk.kernel.actor import Actor


@transaction.atomic
def add_step(
    *, case: Case, text: str, who: str, planned_on: date | None, actor: Actor, now: datetime
) -> PlanStep:
    """A new step. Raises PlanRefused NOT_YOUR_REGION, CASE_CLOSED or STEP_EMPTY."""
    row = lock_case(case.pk)
    must_advise(actor, row.region, PlanRefused)
    _must_be_good(row, text)
    step = PlanStep.objects.create(
        case=row, text=text.strip(), who=who, planned_on=planned_on, made_on=timezone.localdate(now)
    )
    _record("plan.add_step", row, step, actor, now)
    return step


@transaction.atomic
def change_step(
    *, step: PlanStep, text: str, who: str, planned_on: date | None, actor: Actor, now: datetime
) -> PlanStep:
    """Another text, person or day; what is the same is not logged.

    Raises PlanRefused NOT_YOUR_REGION, CASE_CLOSED or STEP_EMPTY, and PlanStep.DoesNotExist once it is removed.
    """
    case, row = _locked(step)
    must_advise(actor, case.region, PlanRefused)
    _must_be_good(case, text)
    wanted = (text.strip(), who, planned_on)
    if wanted != (row.text, row.who, row.planned_on):
        row.text, row.who, row.planned_on = wanted
        row.save(update_fields=["text", "who", "planned_on"])
        _record("plan.change_step", case, row, actor, now)
    return row


@transaction.atomic
def finish_step(*, step: PlanStep, actor: Actor, now: datetime) -> PlanStep:
    """Say that a step is done, today; saying it twice does it once. For the desk, and for clients of their own steps.

    Raises PlanRefused NOT_ALLOWED or CASE_CLOSED, and PlanStep.DoesNotExist once it is removed.
    """
    case, row = _to_tick(step, actor)
    if row.done_on is None:
        row.done_on = timezone.localdate(now)
        row.save(update_fields=["done_on"])
        _record("plan.finish_step", case, row, actor, now)
    return row


@transaction.atomic
def reopen_step(*, step: PlanStep, actor: Actor, now: datetime) -> PlanStep:
    """Take back that a step is done. Raises what finish_step raises."""
    case, row = _to_tick(step, actor)
    if row.done_on is not None:
        row.done_on = None
        row.save(update_fields=["done_on"])
        _record("plan.reopen_step", case, row, actor, now)
    return row


@transaction.atomic
def remove_step(*, step: PlanStep, actor: Actor, now: datetime) -> None:
    """Take a step out of the plan, for good. Raises PlanRefused NOT_YOUR_REGION or CASE_CLOSED.

    Raises PlanStep.DoesNotExist when it was removed before.
    """
    case, row = _locked(step)
    must_advise(actor, case.region, PlanRefused)
    _must_be_open(case)
    _record("plan.remove_step", case, row, actor, now)
    row.delete()


def _locked(step: PlanStep) -> tuple[Case, PlanStep]:
    case = lock_case(step.case_id)
    return case, PlanStep.objects.select_for_update(no_key=True).get(pk=step.pk, case=case)


def _to_tick(step: PlanStep, actor: Actor) -> tuple[Case, PlanStep]:
    case, row = _locked(step)
    if not may_tick_step(actor, region_code=case.region.code, client_email=case.client.email, who=row.who):
        raise PlanRefused("NOT_ALLOWED")
    _must_be_open(case)
    return case, row


def _must_be_good(case: Case, text: str) -> None:
    if verdict := step_verdict(case_status=case.status, text=text):
        raise PlanRefused(verdict)


def _must_be_open(case: Case) -> None:
    if case.status == CaseStatus.CLOSED:
        raise PlanRefused("CASE_CLOSED")


def _record(action: str, case: Case, step: PlanStep, actor: Actor, now: datetime) -> None:
    """Which step, and whose; what it says stays in the file."""
    audit.record(
        actor=actor,
        action=action,
        subject=f"casework.case:{case.pk}",
        now=now,
        details={"step": step.pk, "who": step.who},
        data_subject=str(case.client.number),
    )
