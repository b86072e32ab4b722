"""What a coordinator decides about the pairs of a round."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from leerwerk.casework.actions.cases import dismiss_proposal
from leerwerk.casework.actions.referrals import prepare_referral
from leerwerk.casework.enums import CaseStatus, ProposalStatus
from leerwerk.casework.models import Case, Proposal
from leerwerk.catalogue.models import Place
from leerwerk.kernel.actor import Actor
from leerwerk.kernel.models import AuditEntry
from leerwerk.matching.actions.decisions import accept_pair, accept_pairs, reopen_pair, set_aside_pair
from leerwerk.matching.enums import PairState
from leerwerk.matching.models import MatchingRound, RoundPair
from leerwerk.matching.refusals import RoundRefused
from leerwerk.matching.rounds import IMPOSSIBLE, hindrance_of, pairs_of, states_of
from leerwerk.network.models import Region
from tests.factories.actors import adviser_of, coordinator_of
from tests.factories.casework import PlacementFactory, ProposalFactory, ReferralFactory
from tests.factories.catalogue import PlaceFactory
from tests.factories.matching import CONTRIBUTIONS, RoundFactory, RoundPairFactory
from tests.factories.network import RegionFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]
NOW = datetime(2026, 11, 22, 10, 42, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture
def round_(region: Region) -> MatchingRound:
    return RoundFactory(region=region)


@pytest.fixture
def pair(round_: MatchingRound) -> RoundPair:
    return RoundPairFactory(round=round_)


def close_case(pair: RoundPair) -> None:
    Case.objects.filter(pk=pair.case_id).update(status=CaseStatus.CLOSED, closed_at=NOW, close_reason="MOVED")


def set_place(status: str) -> Callable[[RoundPair], object]:
    return lambda pair: Place.objects.filter(pk=pair.place_id).update(status=status)


# How a pair becomes impossible → the code that should be told.
WAYS: dict[str, tuple[Callable[[RoundPair], object], str]] = {
    "case closed": (close_case, "CASE_CLOSED"),
    "client placed": (lambda pair: PlacementFactory(case=pair.case), "ALREADY_PLACED"),
    "place full": (lambda pair: PlacementFactory(place=pair.place), "PLACE_FULL"),
    "place filled": (set_place("FILLED"), "PLACE_FULL"),
    "place withdrawn": (set_place("WITHDRAWN"), "PLACE_CLOSED"),
    "referred": (lambda pair: ReferralFactory(case=pair.case, place=pair.place), "ALREADY_REFERRED"),
    "dismissed": (
        lambda pair: ProposalFactory(case=pair.case, place=pair.place, status=ProposalStatus.DISMISSED),
        "DISMISSED_BEFORE",
    ),
}


def spoil(pair: RoundPair, how: str) -> str:
    """Make a pair impossible; returns the code that should be told."""
    change, code = WAYS[how]
    change(pair)
    return code


def test_accept_makes_one_proposal_beside_those_that_stand(pair: RoundPair, coordinator: Actor) -> None:
    standing = ProposalFactory(case=pair.case)
    Case.objects.filter(pk=pair.case_id).update(status=CaseStatus.PLANNED)

    made = [accept_pair(pair=pair, actor=coordinator, now=NOW) for _ in range(2)]

    proposal = pair.case.proposals.exclude(pk=standing.pk).get()
    assert made == [proposal, proposal]
    assert (proposal.place, proposal.status, proposal.score) == (pair.place, ProposalStatus.OPEN, pair.score)
    assert (proposal.contributions, proposal.to_check) == (CONTRIBUTIONS, ["START"])
    assert (proposal.market_version, proposal.weights_version) == ("v-test", "2026-1")
    pair.refresh_from_db()
    assert (pair.state, pair.proposal, pair.decided_at) == (PairState.ACCEPTED, proposal, NOW)
    pair.case.refresh_from_db()
    assert pair.case.status == CaseStatus.IN_ADVICE
    entry = AuditEntry.objects.get(action="round.accept_pair")
    assert entry.details["pair"] == pair.pk
    assert entry.data_subject


def test_accepted_pair_can_be_referred_by_the_adviser_or_put_aside(
    pair: RoundPair, coordinator: Actor, region: Region
) -> None:
    proposal = accept_pair(pair=pair, actor=coordinator, now=NOW)
    other = RoundPairFactory(round=pair.round)
    aside = accept_pair(pair=other, actor=coordinator, now=NOW)

    prepare_referral(case=pair.case, place=pair.place, actor=adviser_of(region), now=NOW)
    assert aside
    dismiss_proposal(proposal=aside, actor=adviser_of(region), now=NOW)

    assert proposal
    proposal.refresh_from_db()
    aside.refresh_from_db()
    assert (proposal.status, aside.status) == (ProposalStatus.REFERRED, ProposalStatus.DISMISSED)


def test_accept_renews_an_open_proposal_for_the_same_place(pair: RoundPair, coordinator: Actor) -> None:
    ProposalFactory(case=pair.case, place=pair.place, score=1.0)

    accept_pair(pair=pair, actor=coordinator, now=NOW)

    assert Proposal.objects.get().score == pair.score


@pytest.mark.parametrize("how", WAYS)
def test_pair_that_became_impossible_is_told_and_refused(
    pair: RoundPair, coordinator: Actor, how: str
) -> None:
    code = spoil(pair, how)

    shown = pairs_of(pair.round).get()
    assert hindrance_of(shown) == code
    assert list(pairs_of(pair.round, state=IMPOSSIBLE)) == [pair]
    assert list(pairs_of(pair.round, state=PairState.OPEN)) == []
    with pytest.raises(RoundRefused) as refused:
        accept_pair(pair=pair, actor=coordinator, now=NOW)
    assert (refused.value.code, refused.value.facts["place"]) == (code, pair.place.title)
    assert not pair.case.proposals.filter(status=ProposalStatus.OPEN).exists()
    assert AuditEntry.objects.count() == 0


@pytest.mark.parametrize("how", ["case closed", "place full", "place filled", "place withdrawn"])
def test_database_itself_refuses_an_accepted_pair_that_is_impossible(pair: RoundPair, how: str) -> None:
    spoil(pair, how)

    with pytest.raises(IntegrityError, match="can not be accepted"), transaction.atomic():
        RoundPair.objects.filter(pk=pair.pk).update(state=PairState.ACCEPTED, decided_at=NOW)


def test_accepted_pair_stays_when_its_place_fills_later(pair: RoundPair, coordinator: Actor) -> None:
    accept_pair(pair=pair, actor=coordinator, now=NOW)
    spoil(pair, "place full")
    spoil(pair, "place filled")

    assert states_of(pair.round) == {"OPEN": 0, "ACCEPTED": 1, "SET_ASIDE": 0, IMPOSSIBLE: 0}


def test_accept_several_leaves_out_what_became_impossible(round_: MatchingRound, coordinator: Actor) -> None:
    pairs = RoundPairFactory.create_batch(3, round=round_)
    spoil(pairs[1], "place withdrawn")

    decided = accept_pairs(pairs=pairs, actor=coordinator, now=NOW)

    assert decided.accepted == 2
    assert [(pair, refusal.code) for pair, refusal in decided.refused] == [(pairs[1], "PLACE_CLOSED")]
    assert states_of(round_) == {"OPEN": 0, "ACCEPTED": 2, "SET_ASIDE": 0, IMPOSSIBLE: 1}


def test_set_aside_needs_a_reason_and_can_be_taken_back(pair: RoundPair, coordinator: Actor) -> None:
    with pytest.raises(RoundRefused, match="REASON_MISSING"):
        set_aside_pair(pair=pair, reason="zomaar", actor=coordinator, now=NOW)

    for _ in range(2):
        aside = set_aside_pair(pair=pair, reason="CLIENT", actor=coordinator, now=NOW)
    assert (aside.state, aside.aside_reason, aside.decided_at) == (PairState.SET_ASIDE, "CLIENT", NOW)
    with pytest.raises(RoundRefused, match="WRONG_STATE"):
        accept_pair(pair=pair, actor=coordinator, now=NOW)

    for _ in range(2):
        back = reopen_pair(pair=pair, actor=coordinator, now=NOW)
    assert (back.state, back.aside_reason, back.decided_at) == (PairState.OPEN, "", None)
    actions = AuditEntry.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["round.set_aside_pair", "round.reopen_pair"]


def test_accepted_pair_is_neither_put_aside_nor_reopened(pair: RoundPair, coordinator: Actor) -> None:
    accept_pair(pair=pair, actor=coordinator, now=NOW)

    with pytest.raises(RoundRefused, match="WRONG_STATE"):
        set_aside_pair(pair=pair, reason="CLIENT", actor=coordinator, now=NOW)
    with pytest.raises(RoundRefused, match="WRONG_STATE"):
        reopen_pair(pair=pair, actor=coordinator, now=NOW)


def test_only_coordinators_of_the_region_decide(pair: RoundPair, region: Region) -> None:
    for actor in (adviser_of(region), coordinator_of(RegionFactory())):
        for attempt in (
            lambda actor=actor: accept_pair(pair=pair, actor=actor, now=NOW),
            lambda actor=actor: set_aside_pair(pair=pair, reason="CLIENT", actor=actor, now=NOW),
            lambda actor=actor: reopen_pair(pair=pair, actor=actor, now=NOW),
        ):
            with pytest.raises(RoundRefused, match="NOT_YOUR_REGION"):
                attempt()


def test_pairs_of_a_place_stay_together(round_: MatchingRound) -> None:
    first, second = PlaceFactory(title="Aan de slag", capacity=2), PlaceFactory(title="Bakken")
    pairs = [
        RoundPairFactory(round=round_, place=place, score=score)
        for place, score in ((second, 90.0), (first, 50.0), (first, 60.0))
    ]

    assert list(pairs_of(round_, by_place=True)) == [pairs[2], pairs[1], pairs[0]]
    assert list(pairs_of(round_)) == [pairs[0], pairs[2], pairs[1]]
