"""The pages of a regional round: start, proposals, decisions, who got nothing, the account, the file."""

import csv
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from leerwerk.casework.enums import ProposalStatus
from leerwerk.casework.models import Proposal
from leerwerk.catalogue.models import Place
from leerwerk.kernel.models import AuditEntry
from leerwerk.matching.enums import PairState, RoundState
from leerwerk.matching.models import MatchingRound, RoundPair
from leerwerk.matching.solving import solve
from leerwerk.network.enums import Role
from leerwerk.network.models import Region
from tests.factories.casework import CaseFactory, PlacementFactory, ProposalFactory, ReferralFactory
from tests.factories.matching import RoundFactory, RoundPairFactory, RoundSeekerFactory
from tests.factories.network import RegionFactory
from tests.web.staff import signed_in

pytestmark = [pytest.mark.db, pytest.mark.django_db]
FORM = {
    "objective": "STABLE",
    "seed": "1",
    **{
        f"{name}_{group}": "0"
        for name in ("priority", "share")
        for group in ("LONG_WAITING", "NO_START_QUALIFICATION")
    },
}


@pytest.fixture
def coordinator(region: Region) -> Client:
    """The browser of a coordinator of the region."""
    return signed_in(Role.COORDINATOR, region=region)


@pytest.fixture
def row(region: Region) -> MatchingRound:
    return RoundFactory(region=region)


@pytest.fixture
def pair(row: MatchingRound) -> RoundPair:
    pair = RoundPairFactory(
        round=row,
        case__client__first_name="Sam",
        case__client__last_name="de Boer",
        place__title="Leerling lasser",
    )
    RoundSeekerFactory(round=row, case=pair.case, choices=[[pair.place_id, 715_000, 600_000]])
    return pair


def text(answer: Any) -> str:
    return str(answer.content.decode())


def start(browser: Client, region: Region, **given: str) -> Any:
    return browser.post("/desk/rondes/nieuw", {"region": region.pk, "number": uuid.uuid4(), **FORM, **given})


def test_list_shows_only_rounds_of_the_own_region(coordinator: Client, row: MatchingRound) -> None:
    RoundFactory()

    answer = coordinator.get("/desk/rondes")

    assert list(answer.context["rounds"]) == [row]


def test_list_without_rounds_says_what_a_round_is(coordinator: Client) -> None:
    assert "Start de eerste ronde" in text(coordinator.get("/desk/rondes"))


def test_new_round_starts_with_what_was_filled_in(coordinator: Client, region: Region) -> None:
    answer = start(
        coordinator, region, objective="BEST", seed="7", priority_LONG_WAITING="15", share_LONG_WAITING="20"
    )

    row = MatchingRound.objects.get()
    assert answer.headers["Location"] == f"/desk/rondes/{row.pk}"
    assert (row.region, row.objective, row.seed, row.state) == (region, "BEST", 7, RoundState.QUEUED)
    assert row.policy == {
        "with_referred": False,
        "rules": [{"group": "LONG_WAITING", "priority": 15, "reserve": 0.2}],
    }


def test_new_round_sent_twice_starts_one(coordinator: Client, region: Region) -> None:
    number = str(uuid.uuid4())

    addresses = {start(coordinator, region, number=number).headers["Location"] for _ in range(2)}

    assert addresses == {f"/desk/rondes/{MatchingRound.objects.get().pk}"}


def test_new_round_while_one_is_busy_is_refused_on_the_page(coordinator: Client, region: Region) -> None:
    start(coordinator, region)

    answer = start(coordinator, region, seed="5")

    assert answer.status_code == 409
    assert "In Twente loopt al een ronde" in text(answer)
    assert 'value="5"' in text(answer)


def test_new_round_names_the_field_and_how_to_mend_it(coordinator: Client, region: Region) -> None:
    answer = start(coordinator, region, seed="-3", objective="")

    assert answer.status_code == 422
    assert "Maak een keuze bij: Waar gaat het om." in text(answer)
    assert "id_seed" in text(answer)


def test_new_round_elsewhere_is_no_choice(coordinator: Client) -> None:
    assert start(coordinator, RegionFactory()).status_code == 422


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("QUEUED", "De ronde wacht op zijn beurt"),
        ("RUNNING", "De ronde is bezig"),
        ("PARKED", "De ronde is drie keer mislukt"),
        ("STOPPED", "Deze ronde is gestopt"),
    ],
)
def test_round_that_is_not_done_tells_how_far_it_is(
    coordinator: Client, region: Region, state: str, told: str
) -> None:
    row = RoundFactory(region=region, state=state, fault="OSError", attempts=1)

    page = text(coordinator.get(f"/desk/rondes/{row.pk}"))

    assert told in page
    assert ("every 2s" in page) == (state in {"QUEUED", "RUNNING"})


def test_round_is_stopped_and_a_failed_one_tried_again(coordinator: Client, region: Region) -> None:
    parked = RoundFactory(region=region, state="PARKED", fault="OSError")

    assert coordinator.post(f"/desk/rondes/{parked.pk}/opnieuw").status_code == 303
    parked.refresh_from_db()
    assert parked.state == RoundState.QUEUED
    assert coordinator.post(f"/desk/rondes/{parked.pk}/stoppen").status_code == 303
    parked.refresh_from_db()
    assert parked.state == RoundState.STOPPED
    assert coordinator.post(f"/desk/rondes/{parked.pk}/opnieuw").status_code == 409


def test_proposals_tell_why_and_what_to_check(coordinator: Client, pair: RoundPair) -> None:
    answer = coordinator.get(f"/desk/rondes/{pair.round_id}")

    (told,) = answer.context["pairs"]
    assert told.pair == pair
    for said in (
        "Sam de Boer",
        "Leerling lasser",
        "Past:",
        "6 km fietsen",
        "Vraag na:",
        "wanneer je kunt beginnen",
    ):
        assert said in text(answer)
    entry = AuditEntry.objects.get(action="read_list", subject=f"matching.round:{pair.round_id}")
    assert entry.details == {"cases": [pair.case_id]}
    assert entry.purpose


def test_proposals_that_became_impossible_are_told_and_can_be_filtered(
    coordinator: Client, pair: RoundPair, row: MatchingRound
) -> None:
    gone = RoundPairFactory(round=row)
    Place.objects.filter(pk=gone.place_id).update(status="WITHDRAWN")

    page = coordinator.get(f"/desk/rondes/{row.pk}?stand=IMPOSSIBLE")
    still = coordinator.get(f"/desk/rondes/{row.pk}?stand=OPEN")

    assert [each.pair for each in page.context["pairs"]] == [gone]
    assert "staat niet meer open" in text(page)
    assert "Stel voor" not in text(page)
    assert [each.pair for each in still.context["pairs"]] == [pair]


def test_proposals_by_adviser_and_by_place(coordinator: Client, pair: RoundPair, row: MatchingRound) -> None:
    other = RoundPairFactory(round=row, place=pair.place, case__adviser=None)

    mine = coordinator.get(f"/desk/rondes/{row.pk}?adviseur={pair.case.adviser_id}")
    by_place = coordinator.get(f"/desk/rondes/{row.pk}?per=plek")

    assert [each.pair for each in mine.context["pairs"]] == [pair]
    assert {each.pair for each in by_place.context["pairs"]} == {pair, other}
    assert text(by_place).count(f'id="plek-{pair.place_id}"') == 1


@pytest.mark.parametrize("asked", ["stand=ONZIN", "adviseur=99999", "pagina=99", "per=x", "stand=%25"])
def test_proposals_with_a_strange_address_show_what_there_is(
    coordinator: Client, pair: RoundPair, asked: str
) -> None:
    answer = coordinator.get(f"/desk/rondes/{pair.round_id}?{asked}")

    assert [each.pair for each in answer.context["pairs"]] == [pair]


def test_accept_puts_one_proposal_in_the_file_and_keeps_the_place_in_the_list(
    coordinator: Client, pair: RoundPair
) -> None:
    for _ in range(2):
        answer = coordinator.post(f"/desk/rondes/{pair.round_id}/paren/{pair.pk}/aannemen?stand=OPEN")
        assert answer.status_code == 303

    assert answer.headers["Location"] == f"/desk/rondes/{pair.round_id}?stand=OPEN#paar-{pair.pk}"
    assert Proposal.objects.get().case == pair.case


def test_accept_of_a_full_place_is_refused_on_the_page(coordinator: Client, pair: RoundPair) -> None:
    PlacementFactory(place=pair.place)

    answer = coordinator.post(f"/desk/rondes/{pair.round_id}/paren/{pair.pk}/aannemen")

    assert answer.status_code == 409
    assert text(answer).count("Leerling lasser is inmiddels vol. Kies een andere plek.") == 2
    assert not Proposal.objects.exists()


def test_pair_of_another_round_does_not_exist(coordinator: Client, row: MatchingRound) -> None:
    other = RoundPairFactory()

    assert coordinator.post(f"/desk/rondes/{row.pk}/paren/{other.pk}/aannemen").status_code == 404


def test_several_are_accepted_after_a_page_that_tells_the_consequence(
    coordinator: Client, row: MatchingRound
) -> None:
    pairs = RoundPairFactory.create_batch(3, round=row)
    address = f"/desk/rondes/{row.pk}/aannemen"

    page = coordinator.post(address, {"paar": [pairs[0].pk, pairs[1].pk]})
    assert "Stel 2 cliënten een plek voor?" in text(page)
    assert "Werkgevers krijgen nog geen bericht" in text(page)
    assert not Proposal.objects.exists()
    PlacementFactory(place=pairs[1].place)
    answer = coordinator.post(address, {"paar": [pairs[0].pk, pairs[1].pk], "zeker": "ja"}, follow=True)

    assert Proposal.objects.get().case == pairs[0].case
    assert "1 voorstel staat in het dossier" in text(answer)
    assert "1 paar kon niet meer" in text(answer)
    whole = coordinator.post(address, {"alles": "ja", "getoond": [pairs[2].pk], "paar": [pairs[0].pk]})
    assert [each.pair for each in whole.context["pairs"]] == [pairs[2]]


def test_several_without_a_choice_says_what_to_do(coordinator: Client, pair: RoundPair) -> None:
    answer = coordinator.post(f"/desk/rondes/{pair.round_id}/aannemen", {"paar": ["x", "9999"]})

    assert answer.status_code == 422
    assert "Kies eerst minstens één paar" in text(answer)


def test_set_aside_asks_for_a_reason_and_is_taken_back(coordinator: Client, pair: RoundPair) -> None:
    address = f"/desk/rondes/{pair.round_id}/paren/{pair.pk}"

    refused = coordinator.post(f"{address}/opzij", {"reason": ""})
    assert (refused.status_code, "Maak een keuze bij: Waarom leg je dit opzij." in text(refused)) == (
        422,
        True,
    )
    assert coordinator.post(f"{address}/opzij", {"reason": "NO_FIT"}).status_code == 303
    pair.refresh_from_db()
    assert (pair.state, pair.aside_reason) == (PairState.SET_ASIDE, "NO_FIT")
    assert "past bij nader inzien niet" in text(coordinator.get(f"/desk/rondes/{pair.round_id}"))
    assert coordinator.post(f"{address}/terug").status_code == 303
    pair.refresh_from_db()
    assert pair.state == PairState.OPEN


def test_without_a_place_tells_who_lost_and_who_had_no_choice(
    coordinator: Client, pair: RoundPair, row: MatchingRound
) -> None:
    lost = RoundSeekerFactory(round=row, choices=[[pair.place_id, 5, 5], [pair.place_id + 1, 4, 4]])
    nothing = RoundSeekerFactory(round=row, obstacles={"TOO_FAR": 1_250, "LEVEL_TOO_HIGH": 1, "FULL": 9})

    answer = coordinator.get(f"/desk/rondes/{row.pk}/zonder")

    assert [each.seeker for each in answer.context["seekers"]] == [nothing, lost]
    for said in (
        "Geen enkele plek past",
        "te ver weg (1.250 plekken); de plek is vol (9 plekken)",
        "Er pasten 2 plekken",
    ):
        assert said in text(answer)
    assert AuditEntry.objects.get(action="read_list").details == {
        "cases": sorted([lost.case_id, nothing.case_id])
    }


def test_account_shows_how_it_was_made_and_compares_the_aims(coordinator: Client, row: MatchingRound) -> None:
    row.report = solve([], {}, objective="STABLE", policy={}, seed=0).report
    row.report[0] |= {"placed": 61, "mean_score": 71.26, "worst_score": 40.0, "would_swap": 0}
    row.report[1] |= {"placed": 63, "mean_score": 73.0, "worst_score": 20.0, "would_swap": 9}
    row.policy = {"rules": [{"group": "LONG_WAITING", "priority": 15, "reserve": 0.2}]}
    row.save()

    page = text(coordinator.get(f"/desk/rondes/{row.pk}/verantwoording"))

    for said in (
        "61 cliënten krijgen een plek, gemiddeld 71,3 punten",
        "Dan zouden 9 cliënten met reden willen ruilen",
        "15 punten voorrang",
        "Minstens 20 procent",
        "v-test",
        '<svg class="lw-chart lw-chart--paired" role="img"',
    ):
        assert said in page


def test_replay_is_told_on_the_account(coordinator: Client, pair: RoundPair, row: MatchingRound) -> None:
    MatchingRound.objects.filter(pk=row.pk).update(seekers=1, seats={str(pair.place_id): 1})

    page = text(coordinator.post(f"/desk/rondes/{row.pk}/naspelen"))

    assert "precies dezelfde uitslag" in page
    assert AuditEntry.objects.filter(action="round.replay").count() == 1


def test_export_is_a_file_with_everybody_and_no_formulas(
    coordinator: Client, pair: RoundPair, row: MatchingRound
) -> None:
    RoundSeekerFactory(round=row, case__client__first_name="=1+1", obstacles={"TOO_FAR": 3})

    answer = coordinator.get(f"/desk/rondes/{row.pk}/bestand")

    content = text(answer)
    rows = list(csv.reader(content.removeprefix("\ufeff").splitlines(), delimiter=";"))
    assert content.startswith("\ufeff")
    assert "verdeelronde-" in answer.headers["Content-Disposition"]
    assert [cells[0] for cells in rows[1:]] == ["Sam de Boer", rows[2][0]]
    assert rows[1][6:8] == ["71,5", "6,2"]
    assert rows[2][0].startswith("'=1+1")
    assert len(AuditEntry.objects.get(action="read_list").details["cases"]) == 2


def test_export_of_a_round_that_is_not_done_does_not_exist(coordinator: Client, region: Region) -> None:
    row = RoundFactory(region=region, state="QUEUED")

    assert coordinator.get(f"/desk/rondes/{row.pk}/bestand").status_code == 404


def test_attempt_to_open_a_round_elsewhere_is_logged(coordinator: Client) -> None:
    row = RoundFactory()

    assert coordinator.get(f"/desk/rondes/{row.pk}").status_code == 404
    assert AuditEntry.objects.get().action == "round.read_refused"


def test_proposal_on_the_file_is_put_aside_by_the_adviser(
    desk: Client, region: Region, build: Callable[[], None]
) -> None:
    build()
    proposal = ProposalFactory(case=CaseFactory(client__region=region), place__title="Leerling kok")
    address = f"/desk/clienten/{proposal.case_id}"

    assert "Leerling kok" in text(desk.get(address))
    for _ in range(2):
        assert desk.post(f"{address}/voorstellen/{proposal.pk}/opzij").status_code == 302

    proposal.refresh_from_db()
    assert proposal.status == ProposalStatus.DISMISSED
    assert AuditEntry.objects.filter(action="proposal.dismiss").count() == 1


def test_proposal_that_was_referred_can_not_be_put_aside(
    desk: Client, region: Region, build: Callable[[], None]
) -> None:
    build()
    proposal = ProposalFactory(
        case=CaseFactory(client__region=region), status=ProposalStatus.REFERRED, place__title="Leerling kok"
    )
    ReferralFactory(case=proposal.case, place=proposal.place)

    answer = desk.post(f"/desk/clienten/{proposal.case_id}/voorstellen/{proposal.pk}/opzij")

    assert answer.status_code == 409
    assert "Dit kan nu niet meer" in text(answer)


def test_proposal_of_another_client_does_not_exist(desk: Client, region: Region) -> None:
    case, proposal = CaseFactory(client__region=region), ProposalFactory()

    assert desk.post(f"/desk/clienten/{case.pk}/voorstellen/{proposal.pk}/opzij").status_code == 404
