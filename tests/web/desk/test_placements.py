import pytest
from django.test import Client

from leerwerk.casework.enums import PlacementStatus, Signatory
from leerwerk.casework.models import Case, Placement
from leerwerk.kernel.models import AuditEntry
from leerwerk.network.models import Region
from tests.factories.casework import CaseFactory, PlacementFactory
from tests.factories.programme import CommitmentFactory, TargetFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def case(region: Region) -> Case:
    return CaseFactory(client__region=region)


def address(placement: Placement, step: str = "") -> str:
    return f"/desk/plaatsingen/{placement.pk}{'/' if step else ''}{step}"


def test_from_signatures_to_outcome(desk: Client, case: Case) -> None:
    placement = PlacementFactory(case=case)
    for signatory in Signatory.values:
        assert desk.post(address(placement, "tekenen"), {"signatory": signatory}).status_code == 302
    assert desk.post(address(placement, "starten"), {"starts_on": "2026-01-05"}).status_code == 302
    assert desk.post(address(placement, "afronden"), {"ends_on": "2026-07-01"}).status_code == 302
    done = {"uitkomst-kind": "PRAKTIJKVERKLARING", "uitkomst-achieved_on": "2026-07-01"}
    assert desk.post(address(placement, "uitkomst"), done).status_code == 302

    page = desk.get(address(placement)).content.decode()
    placement.refresh_from_db()
    assert placement.status == PlacementStatus.COMPLETED
    assert "Praktijkverklaring, 1 juli 2026" in page


def test_stop_asks_for_a_reason(desk: Client, case: Case) -> None:
    placement = PlacementFactory(case=case, status=PlacementStatus.STARTED)

    missing = desk.post(address(placement, "stoppen"), {"stop-ends_on": "2026-02-01"})
    stopped = desk.post(
        address(placement, "stoppen"), {"stop-ends_on": "2026-02-01", "stop-reason": "HEALTH"}
    )

    assert (missing.status_code, stopped.status_code) == (422, 302)
    placement.refresh_from_db()
    assert placement.stop_reason == "HEALTH"


def test_cancel_gives_the_seat_back(desk: Client, case: Case) -> None:
    placement = PlacementFactory(case=case)

    for _ in range(2):
        assert desk.post(address(placement, "annuleren")).status_code == 302

    placement.refresh_from_db()
    assert placement.status == PlacementStatus.CANCELLED


@pytest.mark.parametrize(
    ("status", "step", "given", "told"),
    [
        (PlacementStatus.PROPOSED, "tekenen", {"signatory": "BUURMAN"}, "kunnen tekenen"),
        (PlacementStatus.STARTED, "annuleren", {}, "Dit kan nu niet meer"),
        (PlacementStatus.PROPOSED, "starten", {"starts_on": "2026-01-05"}, "Dit kan nu niet meer"),
    ],
)
def test_refusal_is_told_on_the_page(
    desk: Client, case: Case, status: str, step: str, given: dict[str, str], told: str
) -> None:
    placement = PlacementFactory(case=case, status=status)

    answer = desk.post(address(placement, step), given)

    assert answer.status_code == 409
    assert told in answer.content.decode()


@pytest.mark.parametrize("status", PlacementStatus.values)
def test_every_state_has_its_page(desk: Client, case: Case, status: str) -> None:
    assert desk.get(address(PlacementFactory(case=case, status=status))).status_code == 200


def test_list_narrows_to_a_state(desk: Client, case: Case) -> None:
    placement = PlacementFactory(case=case)
    PlacementFactory(case=case, status=PlacementStatus.COMPLETED)

    assert len(desk.get("/desk/plaatsingen").context["placements"]) == 2
    assert desk.get("/desk/plaatsingen?stand=PROPOSED").context["placements"] == [placement]


def test_placement_of_another_region_does_not_exist_and_is_logged(elsewhere: Client, case: Case) -> None:
    placement = PlacementFactory(case=case)

    assert elsewhere.get(address(placement)).status_code == 404
    assert AuditEntry.objects.get().action == "placement.read_refused"


def test_signed_placement_names_the_agreement_that_counts_it(desk: Client, case: Case) -> None:
    placement = PlacementFactory(case=case, status=PlacementStatus.AGREED)
    target = TargetFactory(sector=placement.sector, measure__agreement__name="Akkoord Metaal")
    CommitmentFactory(target=target, organisation=placement.employer, label="De smederij", number=3)

    page = desk.get(address(placement)).content.decode()

    assert f'href="{target.measure.agreement.get_absolute_url()}">Akkoord Metaal</a>' in page
    assert "Belofte van De smederij: 1 van 3." in page


def test_signed_placement_says_when_no_agreement_counts_it(desk: Client, case: Case) -> None:
    placement = PlacementFactory(case=case, status=PlacementStatus.AGREED)

    assert (
        "Geen akkoord heeft een doel waar deze plaatsing onder valt."
        in desk.get(address(placement)).content.decode()
    )
