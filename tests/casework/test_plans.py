"""The steps of a plan: who may do what with them, once, and what the database holds by itself."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from leerwerk.casework.actions.farewells import forget_client
from leerwerk.casework.actions.plans import add_step, change_step, finish_step, remove_step, reopen_step
from leerwerk.casework.enums import CaseStatus, CloseReason, StepBy
from leerwerk.casework.models import Case, PlanStep
from leerwerk.casework.refusals import PlanRefused
from leerwerk.casework.rules import may_tick_step, step_verdict
from leerwerk.kernel.actor import SYSTEM, Actor, Grant
from leerwerk.kernel.models import AuditEntry
from tests.factories.casework import PlanStepFactory

ADDRESS = "sanne@voorbeeld.nl"
in_database = [pytest.mark.db, pytest.mark.django_db]
DAY = date(2026, 12, 3)


def citizen(address: str = ADDRESS) -> Actor:
    """Somebody who proved an address."""
    return Actor(104, "", frozenset({Grant("CITIZEN", f"mail:{address}")}))


def adviser_in(code: str) -> Actor:
    return Actor(101, "Anouk", frozenset({Grant("ADVISER", f"region:{code}")}))


@pytest.fixture
def step(case: Case) -> PlanStep:
    """An own step of the client."""
    case.client.email = ADDRESS
    case.client.save()
    return PlanStepFactory(case=case)


@pytest.mark.unit
@pytest.mark.parametrize(
    ("status", "text", "code"),
    [
        ("IN_ADVICE", "Bel de school", ""),
        ("CLOSED", "Bel de school", "CASE_CLOSED"),
        ("ASKED", " \t", "STEP_EMPTY"),
    ],
)
def test_step_verdict(status: str, text: str, code: str) -> None:
    assert step_verdict(case_status=status, text=text) == code


@pytest.mark.unit
@pytest.mark.parametrize(
    ("actor", "who", "may"),
    [
        (SYSTEM, "SCHOOL", True),
        (adviser_in("AM01"), "CLIENT", True),
        (adviser_in("AM01"), "SCHOOL", True),
        (adviser_in("AM02"), "CLIENT", False),
        (citizen(), "CLIENT", True),
        (citizen(), "ADVISER", False),
        (citizen("iemand@voorbeeld.nl"), "CLIENT", False),
    ],
)
def test_own_step_is_ticked_by_its_client_and_each_step_by_the_desk(
    actor: Actor, who: str, may: bool
) -> None:
    assert may_tick_step(actor, region_code="AM01", client_email=ADDRESS.title(), who=who) is may


class TestActions:
    pytestmark = in_database

    def test_add_step_puts_it_in_the_plan_and_logs_no_words(
        self, case: Case, adviser: Actor, now: datetime
    ) -> None:
        step = add_step(
            case=case, text="  Bel de school ", who=StepBy.SCHOOL, planned_on=DAY, actor=adviser, now=now
        )

        assert (step.text, step.who, step.planned_on, step.done_on, step.made_on) == (
            "Bel de school",
            "SCHOOL",
            DAY,
            None,
            now.date(),
        )
        entry = AuditEntry.objects.get()
        assert (entry.action, entry.details) == ("plan.add_step", {"step": step.pk, "who": "SCHOOL"})

    def test_change_step_logs_only_what_changed(self, step: PlanStep, adviser: Actor, now: datetime) -> None:
        for _ in range(2):
            change_step(
                step=step, text="Maak een cv", who=StepBy.ADVISER, planned_on=None, actor=adviser, now=now
            )

        step.refresh_from_db()
        assert (step.text, step.who, step.planned_on) == ("Maak een cv", "ADVISER", None)
        assert AuditEntry.objects.get().action == "plan.change_step"

    @pytest.mark.parametrize("by_client", [True, False])
    def test_step_is_done_once_and_can_be_opened_again(
        self, step: PlanStep, adviser: Actor, now: datetime, by_client: bool
    ) -> None:
        actor = citizen() if by_client else adviser

        for act, done_on in ((finish_step, now.date()), (reopen_step, None)):
            for _ in range(2):
                assert act(step=step, actor=actor, now=now).done_on == done_on

        actions = AuditEntry.objects.order_by("pk").values_list("action", flat=True)
        assert list(actions) == ["plan.finish_step", "plan.reopen_step"]

    def test_finish_step_counts_the_day_here_and_not_in_utc(self, step: PlanStep, adviser: Actor) -> None:
        just_after_midnight = datetime.fromisoformat("2026-11-22T23:30:00+00:00")

        assert finish_step(step=step, actor=adviser, now=just_after_midnight).done_on == date(2026, 11, 23)

    def test_client_leaves_the_steps_of_others_alone(self, case: Case, now: datetime) -> None:
        case.client.email = ADDRESS
        case.client.save()
        with pytest.raises(PlanRefused, match="NOT_ALLOWED"):
            finish_step(step=PlanStepFactory(case=case, who=StepBy.SCHOOL), actor=citizen(), now=now)

    def test_remove_step_is_gone_and_logged(self, step: PlanStep, adviser: Actor, now: datetime) -> None:
        remove_step(step=step, actor=adviser, now=now)

        assert not PlanStep.objects.exists()
        assert AuditEntry.objects.get().action == "plan.remove_step"
        with pytest.raises(PlanStep.DoesNotExist):
            remove_step(step=step, actor=adviser, now=now)

    def test_another_region_changes_nothing(self, step: PlanStep, stranger: Actor, now: datetime) -> None:
        for act in acts(step, stranger, now):
            with pytest.raises(PlanRefused, match=r"NOT_YOUR_REGION|NOT_ALLOWED"):
                act()

    def test_plan_of_a_closed_case_stays_as_it_was(
        self, step: PlanStep, adviser: Actor, now: datetime
    ) -> None:
        Case.objects.update(status=CaseStatus.CLOSED, closed_at=now, close_reason=CloseReason.MOVED)
        for act in acts(step, adviser, now):
            with pytest.raises(PlanRefused, match="CASE_CLOSED"):
                act()

    def test_plan_goes_when_the_client_is_erased(self, step: PlanStep, now: datetime) -> None:
        kept = PlanStepFactory()

        forget_client(client_id=step.case.client_id, now=now)

        assert list(PlanStep.objects.order_by("pk")) == [kept]

    def test_plan_is_ordered_by_what_comes_first(self, case: Case) -> None:
        last = PlanStepFactory(case=case, done_on=date(2026, 11, 20), text="eerst gedaan")
        done = PlanStepFactory(case=case, done_on=date(2026, 11, 21))
        open_ended = PlanStepFactory(case=case, planned_on=None)
        later = PlanStepFactory(case=case, planned_on=DAY + timedelta(days=1))
        soon = PlanStepFactory(case=case, planned_on=DAY)

        assert list(case.steps.in_plan_order()) == [soon, later, open_ended, done, last]  # type: ignore[attr-defined]

    @pytest.mark.parametrize("wrong", [{"text": " "}, {"who": "BUURMAN"}, {"done_on": date(2026, 11, 1)}])
    def test_database_holds_what_a_step_is(self, case: Case, wrong: dict[str, Any]) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            PlanStepFactory(case=case, **wrong)


def acts(step: PlanStep, actor: Actor, now: datetime) -> list[Callable[[], object]]:
    """Everything that can be done with a plan."""
    says = {"text": "Maak een cv", "who": StepBy.CLIENT, "planned_on": None, "actor": actor, "now": now}
    return [
        lambda: add_step(case=step.case, **says),  # type: ignore[arg-type]
        lambda: change_step(step=step, **says),  # type: ignore[arg-type]
        lambda: finish_step(step=step, actor=actor, now=now),
        lambda: reopen_step(step=step, actor=actor, now=now),
        lambda: remove_step(step=step, actor=actor, now=now),
    ]
