from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from leerwerk.accounts.models import User
from leerwerk.casework.enums import CaseStatus
from leerwerk.casework.models import Case
from leerwerk.kernel import clock
from leerwerk.kernel.models import AuditEntry
from leerwerk.network.enums import Role
from leerwerk.network.models import Region
from leerwerk.people.enums import ConsentPurpose
from tests.factories.casework import CaseFactory, PlacementFactory, ProposalFactory, ReferralFactory
from tests.factories.catalogue import OccupationFactory
from tests.factories.network import MembershipFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def case(region: Region) -> Case:
    return CaseFactory(client__region=region, client__first_name="Sanne", client__last_name="Veldkamp")


def test_clients_lists_my_region_by_name_and_state(desk: Client, region: Region, case: Case) -> None:
    CaseFactory(client__region=region, client__first_name="Bo", status=CaseStatus.ASKED)
    CaseFactory(client__first_name="Sanne")

    assert len(desk.get("/desk/clienten").context["cases"]) == 2
    assert desk.get("/desk/clienten?stand=IN_ADVICE").context["cases"] == [case]
    assert desk.get("/desk/clienten?stand=ONZIN&pagina=99").context["paging"].number == 1


def search(desk: Client, words: str, **also: str) -> Any:
    """What the search form does; the page that comes of it."""
    return desk.post("/desk/clienten/zoeken", {"q": words, **also}, follow=True)


def test_search_keeps_the_name_out_of_every_address(desk: Client, region: Region, case: Case) -> None:
    CaseFactory(client__region=region, client__first_name="Bo")

    page = search(desk, "sann vel", stand="IN_ADVICE")

    assert page.redirect_chain == [("/desk/clienten?stand=IN_ADVICE", 303)]
    assert page.context["cases"] == [case]
    assert "?q=" not in page.content.decode()
    assert desk.get("/desk/clienten?q=bo").context["cases"] == [case]


def test_search_stays_while_paging_and_filtering(desk: Client, region: Region) -> None:
    CaseFactory.create_batch(26, client__region=region, client__first_name="Sanne")
    CaseFactory(client__region=region, client__first_name="Bo")

    assert search(desk, "sanne").context["paging"].total == 26
    assert len(desk.get("/desk/clienten?pagina=2").context["cases"]) == 1
    assert desk.get("/desk/clienten?stand=ASKED").context["paging"].total == 0


def test_filters_are_chips_that_can_be_taken_away(desk: Client, case: Case) -> None:
    search(desk, "sanne")

    chips = desk.get("/desk/clienten?stand=IN_ADVICE&pagina=2").context["chips"]

    assert [(chip.label, chip.url, chip.is_posted) for chip in chips] == [
        ("Zoek: sanne", "/desk/clienten/zoeken?stand=IN_ADVICE", True),
        ("in advies", "?", False),
    ]
    left = desk.post(chips[0].url, follow=True)
    assert left.redirect_chain == [("/desk/clienten?stand=IN_ADVICE", 303)]
    assert [chip.label for chip in left.context["chips"]] == ["in advies"]


def test_search_is_forgotten_at_sign_out(desk: Client, case: Case) -> None:
    search(desk, "sanne")
    user = User.objects.get(pk=desk.session["_auth_user_id"])

    assert desk.post("/account/logout/").status_code == 302
    desk.force_login(user)

    assert desk.get("/desk/clienten").context["search"] == ""


def test_search_takes_any_words(desk: Client) -> None:
    for asked in ("%00", "\v", "%", "_", "\u202e", "x" * 3000):
        assert search(desk, asked).status_code == 200
    assert search(desk, "\x00").status_code == 400


def test_search_without_the_token_of_the_form_is_refused(region: Region) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(MembershipFactory(role=Role.ADVISER, region=region).user)

    assert browser.post("/desk/clienten/zoeken", {"q": "sanne"}).status_code == 403


def test_clients_says_what_to_do_when_nobody_is_there(desk: Client) -> None:
    assert "Voeg de eerste cliënt" in desk.get("/desk/clienten").content.decode()
    assert "Niemand gevonden" in search(desk, "xyz").content.decode()


def test_clients_pages_by_25(desk: Client, region: Region) -> None:
    CaseFactory.create_batch(27, client__region=region)

    second = desk.get("/desk/clienten?pagina=2")

    assert len(second.context["cases"]) == 2
    assert "26 tot en met 27" in second.content.decode()


def test_client_file_shows_and_logs(desk: Client, case: Case, build: Callable[[], None]) -> None:
    case.client.profile.wished_occupations = [OccupationFactory(name="Lasser").code]
    case.client.profile.save()
    ReferralFactory(case=case)
    PlacementFactory(case=case)
    ProposalFactory(case=case)
    build()

    page = desk.get(f"/desk/clienten/{case.pk}")

    entry = AuditEntry.objects.get(action="read")
    assert (page.status_code, entry.subject) == (200, f"casework.case:{case.pk}")
    assert entry.purpose == "begeleiding door het loket"
    text = page.content.decode()
    for told in ("Sanne Veldkamp", "Lasser", "Doorverwezen", "Plaatsing voorgesteld", "1 plek voorgesteld"):
        assert told in text


def test_client_of_another_region_does_not_exist_and_is_logged(elsewhere: Client, case: Case) -> None:
    assert elsewhere.get(f"/desk/clienten/{case.pk}").status_code == 404
    assert elsewhere.get("/desk/clienten/999999").status_code == 404

    assert list(AuditEntry.objects.values_list("action", "subject")) == [
        ("case.read_refused", f"casework.case:{case.pk}")
    ]


def test_client_file_of_an_erased_client_does_not_exist(desk: Client, case: Case) -> None:
    case.client.erased_at = clock.now()
    case.client.save()

    assert desk.get(f"/desk/clienten/{case.pk}").status_code == 404


def test_move_brings_the_case_on(desk: Client, case: Case) -> None:
    for _ in range(2):
        answer = desk.post(f"/desk/clienten/{case.pk}/stand", {"status": CaseStatus.IN_TRAJECTORY})

    case.refresh_from_db()
    assert answer.status_code in {302, 422}
    assert case.status == CaseStatus.IN_TRAJECTORY


def test_move_to_what_cannot_follow_says_so(desk: Client, case: Case) -> None:
    answer = desk.post(f"/desk/clienten/{case.pk}/stand", {"status": "ASKED"})

    assert answer.status_code == 422
    assert "data-error-summary" in answer.content.decode()


def test_close_asks_for_a_reason_and_closes(desk: Client, case: Case) -> None:
    assert desk.post(f"/desk/clienten/{case.pk}/stand", {"reason": ""}).status_code == 422
    assert desk.post(f"/desk/clienten/{case.pk}/stand", {"reason": "MOVED"}).status_code == 302

    case.refresh_from_db()
    assert (case.status, case.close_reason) == (CaseStatus.CLOSED, "MOVED")
    assert desk.get(f"/desk/clienten/{case.pk}").status_code == 200


def test_close_while_a_placement_runs_is_refused_in_words(desk: Client, case: Case) -> None:
    PlacementFactory(case=case)

    answer = desk.post(f"/desk/clienten/{case.pk}/stand", {"reason": "MOVED"})

    assert answer.status_code == 409
    assert "Er loopt nog een plaatsing" in answer.content.decode()


def test_consent_is_given_and_withdrawn(desk: Client, region: Region) -> None:
    case = CaseFactory(client__region=region, consent=False)
    given = {"purpose": ConsentPurpose.SHARE_WITH_EMPLOYER, "how": "gesprek"}
    address = f"/desk/clienten/{case.pk}/toestemming"

    assert desk.post(address, {**given, "how": ""}).status_code == 422
    for _ in range(2):
        assert desk.post(address, given).status_code == 302
    assert case.client.consents.filter(withdrawn_at__isnull=True).count() == 1
    for _ in range(2):
        assert desk.post(address, {"purpose": given["purpose"]}).status_code == 302
    assert not case.client.consents.filter(withdrawn_at__isnull=True).exists()


def test_reloading_the_address_of_a_form_gives_its_page(desk: Client, case: Case) -> None:
    for form in ("stand", "toestemming"):
        assert desk.get(f"/desk/clienten/{case.pk}/{form}").headers["Location"] == f"/desk/clienten/{case.pk}"
