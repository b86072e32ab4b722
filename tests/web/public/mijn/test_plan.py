"""The citizen's own plan: seen as mine and others', ticked by a post, with a way back."""

import pytest
from django.test import Client

from leerwerk.casework.enums import CaseStatus, CloseReason, StepBy
from leerwerk.casework.models import Case, PlanStep
from leerwerk.kernel import clock
from tests.factories.casework import CaseFactory, PlanStepFactory
from tests.web.public.mijn.conftest import ADDRESS

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def case(db: None) -> Case:
    return CaseFactory(client__email=ADDRESS)


def test_plan_tells_who_does_what_and_what_is_done(browser: Client, case: Case) -> None:
    mine = PlanStepFactory(case=case)
    school = PlanStepFactory(case=case, who=StepBy.SCHOOL, text="Stuurt de brief")
    done = PlanStepFactory(case=case, who=StepBy.ADVISER, done_on=clock.today())

    page = browser.get("/mijn/traject")

    _client, [(_case, plan)], _consents = page.context["files"][0]
    assert (plan.mine, plan.others, plan.done) == ([mine], [school], [done])
    for told in ("Dit doe jij", "Dit doen anderen", "School of opleider", "Je adviseur · klaar op"):
        assert told in page.content.decode()


def test_plan_without_steps_says_what_comes(browser: Client, case: Case) -> None:
    assert "Er staan nog geen stappen in" in browser.get("/mijn/traject").content.decode()


def test_own_step_is_ticked_and_opened_again(browser: Client, case: Case) -> None:
    step = PlanStepFactory(case=case)

    for way, done_on in (("klaar", clock.today()), ("open", None)):
        address = f"/mijn/stappen/{step.pk}/{way}"
        assert browser.get(address).headers["Location"] == "/mijn/traject"
        assert browser.post(address).headers["Location"] == f"/mijn/traject#plan-{case.pk}"
        step.refresh_from_db()
        assert step.done_on == done_on


def test_steps_of_others_are_not_there_to_tick(browser: Client, case: Case) -> None:
    steps = (PlanStepFactory(case=case, who=StepBy.ADVISER), PlanStepFactory())

    assert {browser.post(f"/mijn/stappen/{each.pk}/klaar").status_code for each in steps} == {404}
    assert not PlanStep.objects.filter(done_on__isnull=False).exists()


def test_plan_of_a_closed_case_is_read_only(browser: Client, case: Case) -> None:
    step = PlanStepFactory(case=case)
    Case.objects.update(status=CaseStatus.CLOSED, closed_at=clock.now(), close_reason=CloseReason.MOVED)

    assert "Dit is klaar" not in browser.get("/mijn/traject").content.decode()
    answer = browser.post(f"/mijn/stappen/{step.pk}/klaar", follow=True)
    assert "Dit traject is afgesloten" in answer.content.decode()
