"""The plan on a client's file."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from leerwerk.casework.enums import CaseStatus, CloseReason
from leerwerk.casework.models import Case, PlanStep
from leerwerk.kernel import clock
from leerwerk.network.models import Region
from tests.factories.casework import CaseFactory, PlanStepFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]
STEP = {"text": "Bel de school", "who": "ADVISER", "planned_on": "2026-12-03"}


@pytest.fixture
def case(region: Region) -> Case:
    return CaseFactory(client__region=region)


@pytest.fixture
def address(case: Case, build: Callable[[], None]) -> str:
    build()
    return f"/desk/clienten/{case.pk}"


def test_step_is_added_changed_and_removed(desk: Client, case: Case, address: str) -> None:
    added = desk.post(f"{address}/stappen", STEP)
    step = PlanStep.objects.get()
    own = f"{address}/stappen/{step.pk}"

    assert added.headers["Location"] == f"{address}#stappenplan"
    assert "klaar voor 3 december 2026" in desk.get(address).content.decode().lower()
    assert 'value="2026-12-03"' in desk.get(own).content.decode()
    assert desk.post(own, {**STEP, "text": "Mail de school"}).status_code == 303
    step.refresh_from_db()
    assert step.text == "Mail de school"
    assert desk.get(f"{own}/weg").headers["Location"] == own
    assert desk.post(f"{own}/weg").status_code == 303
    assert not PlanStep.objects.exists()
    assert desk.post(f"{own}/weg").status_code == desk.get(own).status_code == 404


def test_step_is_finished_and_opened_again(desk: Client, case: Case, address: str) -> None:
    step = PlanStepFactory(case=case)

    for way, done_on in (("klaar", clock.today()), ("open", None)):
        assert desk.post(f"{address}/stappen/{step.pk}/{way}").status_code == 303
        step.refresh_from_db()
        assert step.done_on == done_on


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"text": " "}, "Vul in: Wat gebeurt er."),
        ({"text": "x" * 201}, "200"),
        ({"who": "BUURMAN"}, "BUURMAN"),
        ({"planned_on": "0206-01-01"}, "Controleer het jaar"),
    ],
)
def test_mistakes_stand_at_the_field_and_what_was_typed_stays(
    desk: Client, address: str, wrong: dict[str, str], told: str
) -> None:
    page = desk.post(f"{address}/stappen", {**STEP, "planned_on": "2026-12-04", **wrong})

    text = page.content.decode()
    assert page.status_code == 422
    assert told in text
    assert "data-error-summary" in text
    assert 'value="Bel de school"' in text or "text" in wrong
    assert not PlanStep.objects.exists()


def test_plan_without_steps_offers_a_first_one_that_fills_the_form(desk: Client, address: str) -> None:
    assert "?stap=cv#stap-erbij" in desk.get(address).content.decode()

    assert 'value="Maak een cv van één bladzijde."' in desk.get(f"{address}?stap=cv").content.decode()
    assert desk.get(f"{address}?stap=onzin").status_code == 200


def test_step_of_another_file_or_region_does_not_exist(
    desk: Client, elsewhere: Client, region: Region, case: Case, address: str
) -> None:
    own, other = PlanStepFactory(case=case), PlanStepFactory(case__client__region=region)

    for browser, step in ((desk, other), (elsewhere, own)):
        for way in ("", "/klaar", "/open", "/weg"):
            assert browser.post(f"{address}/stappen/{step.pk}{way}", STEP).status_code == 404
    assert elsewhere.post(f"{address}/stappen", STEP).status_code == 404
    assert PlanStep.objects.count() == 2


def test_plan_of_a_closed_case_is_read_only(desk: Client, case: Case, address: str) -> None:
    step = PlanStepFactory(case=case)
    Case.objects.update(status=CaseStatus.CLOSED, closed_at=clock.now(), close_reason=CloseReason.MOVED)

    assert "Zet in het plan" not in desk.get(address).content.decode()
    for way in ("", f"/{step.pk}", f"/{step.pk}/klaar"):
        answer = desk.post(f"{address}/stappen{way}", STEP)
        assert (answer.status_code, "Dit traject is afgesloten" in answer.content.decode()) == (409, True)


@pytest.mark.parametrize("steps", [1, 3])
def test_file_costs_the_same_whatever_the_length_of_the_plan(
    desk: Client, case: Case, address: str, steps: int, django_assert_num_queries: Any
) -> None:
    PlanStepFactory.create_batch(steps, case=case)

    with django_assert_num_queries(13):
        desk.get(address)
