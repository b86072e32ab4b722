from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from leerwerk.casework.actions.placements import (
    cancel_placement,
    complete_placement,
    propose_placement,
    record_outcome,
    sign_placement,
    start_placement,
    stop_placement,
)
from leerwerk.casework.enums import CaseStatus, PlacementStatus, ReferralStatus, Signatory, StopReason
from leerwerk.casework.models import Case, Outcome, Placement, Referral
from leerwerk.casework.refusals import PlacementRefused
from leerwerk.catalogue.enums import OutcomeKind, PlaceStatus
from leerwerk.catalogue.models import Place
from leerwerk.kernel.actor import Actor
from leerwerk.kernel.models import AuditEntry
from tests.factories.actors import employer_of
from tests.factories.casework import CaseFactory, PlacementFactory, ReferralFactory
from tests.factories.network import OrganisationFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]
DAY = date(2027, 1, 4)


@pytest.fixture
def referral(case: Case, place: Place) -> Referral:
    return ReferralFactory(case=case, place=place, status=ReferralStatus.ACCEPTED)


@pytest.fixture
def placement(case: Case, place: Place) -> Placement:
    return PlacementFactory(case=case, place=place)


def sign_all(placement: Placement, actor: Actor, now: datetime) -> Placement:
    for signatory in Signatory.values:
        placement = sign_placement(placement=placement, signatory=signatory, actor=actor, now=now)
    return placement


def test_propose_placement_takes_the_seat_once(
    adviser: Actor, referral: Referral, place: Place, now: datetime
) -> None:
    first = propose_placement(referral=referral, starts_on=DAY, actor=adviser, now=now)

    assert propose_placement(referral=referral, starts_on=DAY, actor=adviser, now=now) == first
    referral.refresh_from_db()
    place.refresh_from_db()
    assert (first.status, first.starts_on) == (PlacementStatus.PROPOSED, DAY)
    assert (first.employer, first.region, first.sector) == (place.employer, place.region, place.sector)
    assert (referral.status, place.status) == (ReferralStatus.DONE, PlaceStatus.FILLED)


def test_propose_placement_leaves_a_place_with_more_seats_online(
    adviser: Actor, referral: Referral, place: Place, now: datetime
) -> None:
    Place.objects.update(capacity=2)

    propose_placement(referral=referral, starts_on=None, actor=adviser, now=now)

    place.refresh_from_db()
    assert place.status == PlaceStatus.PUBLISHED


def test_propose_placement_refuses_another_region(stranger: Actor, referral: Referral, now: datetime) -> None:
    with pytest.raises(PlacementRefused, match="NOT_YOUR_REGION"):
        propose_placement(referral=referral, starts_on=DAY, actor=stranger, now=now)


@pytest.mark.parametrize("status", [ReferralStatus.SENT, ReferralStatus.REFUSED, ReferralStatus.WITHDRAWN])
def test_propose_placement_refuses_without_a_yes(
    adviser: Actor, case: Case, now: datetime, status: str
) -> None:
    with pytest.raises(PlacementRefused, match="WRONG_STATE"):
        propose_placement(
            referral=ReferralFactory(case=case, status=status), starts_on=DAY, actor=adviser, now=now
        )


def test_propose_placement_refuses_who_is_placed(adviser: Actor, referral: Referral, now: datetime) -> None:
    PlacementFactory(case=referral.case)

    with pytest.raises(PlacementRefused, match="ALREADY_PLACED"):
        propose_placement(referral=referral, starts_on=DAY, actor=adviser, now=now)


def test_propose_placement_refuses_a_full_place(adviser: Actor, referral: Referral, now: datetime) -> None:
    PlacementFactory(place=referral.place)

    with pytest.raises(PlacementRefused, match="PLACE_FULL"):
        propose_placement(referral=referral, starts_on=DAY, actor=adviser, now=now)


def test_propose_placement_refuses_a_place_that_was_withdrawn(
    adviser: Actor, referral: Referral, now: datetime
) -> None:
    Place.objects.update(status=PlaceStatus.WITHDRAWN)

    with pytest.raises(PlacementRefused, match="PLACE_CLOSED"):
        propose_placement(referral=referral, starts_on=DAY, actor=adviser, now=now)


def test_propose_placement_refuses_a_start_after_the_end_of_the_place(
    adviser: Actor, referral: Referral, now: datetime
) -> None:
    Place.objects.update(ends_on=date(2026, 12, 31))

    with pytest.raises(PlacementRefused, match="STARTS_AFTER_END"):
        propose_placement(referral=referral, starts_on=DAY, actor=adviser, now=now)


def test_third_signature_makes_the_placement_agreed(
    adviser: Actor, employer: Actor, placement: Placement, now: datetime
) -> None:
    sign_placement(placement=placement, signatory=Signatory.EMPLOYER, actor=employer, now=now)
    waiting = sign_placement(placement=placement, signatory=Signatory.SCHOOL, actor=adviser, now=now)
    assert waiting.status == PlacementStatus.PROPOSED

    agreed = sign_placement(placement=placement, signatory=Signatory.LEARNER, actor=adviser, now=now)

    placement.case.refresh_from_db()
    assert (agreed.status, agreed.agreed_on) == (PlacementStatus.AGREED, now.date())
    assert placement.case.status == CaseStatus.PLACED
    assert list(Placement.objects.signed()) == [agreed]


def test_signing_twice_keeps_the_first_moment(adviser: Actor, placement: Placement, now: datetime) -> None:
    sign_placement(placement=placement, signatory=Signatory.SCHOOL, actor=adviser, now=now)
    again = sign_placement(
        placement=placement, signatory=Signatory.SCHOOL, actor=adviser, now=now.replace(hour=23)
    )

    assert again.school_signed_at == now
    assert AuditEntry.objects.filter(action="placement.sign").count() == 1


@pytest.mark.parametrize("signatory", [Signatory.SCHOOL, Signatory.LEARNER])
def test_employer_signs_only_for_itself(
    employer: Actor, placement: Placement, now: datetime, signatory: str
) -> None:
    with pytest.raises(PlacementRefused, match="NOT_YOUR_SIGNATURE"):
        sign_placement(placement=placement, signatory=signatory, actor=employer, now=now)


def test_sign_placement_refuses_strangers(stranger: Actor, placement: Placement, now: datetime) -> None:
    for actor in (stranger, employer_of(OrganisationFactory())):
        with pytest.raises(PlacementRefused, match="NOT_YOUR_REGION"):
            sign_placement(placement=placement, signatory=Signatory.EMPLOYER, actor=actor, now=now)


def test_sign_placement_refuses_an_unknown_signatory(
    adviser: Actor, placement: Placement, now: datetime
) -> None:
    with pytest.raises(PlacementRefused, match="UNKNOWN_SIGNATORY"):
        sign_placement(placement=placement, signatory="NEIGHBOUR", actor=adviser, now=now)


def test_sign_placement_refuses_what_was_cancelled(adviser: Actor, case: Case, now: datetime) -> None:
    cancelled = PlacementFactory(case=case, status=PlacementStatus.CANCELLED)

    with pytest.raises(PlacementRefused, match="WRONG_STATE"):
        sign_placement(placement=cancelled, signatory=Signatory.SCHOOL, actor=adviser, now=now)


def test_from_agreed_to_completed_with_an_outcome(
    adviser: Actor, referral: Referral, place: Place, now: datetime
) -> None:
    placement = propose_placement(referral=referral, starts_on=DAY, actor=adviser, now=now)
    placement = sign_all(placement, adviser, now)
    now += timedelta(days=365)
    for _ in range(2):
        placement = start_placement(placement=placement, starts_on=DAY, actor=adviser, now=now)
    for _ in range(2):
        placement = complete_placement(placement=placement, ends_on=date(2027, 7, 1), actor=adviser, now=now)
    for _ in range(2):
        record_outcome(
            placement=placement,
            kind=OutcomeKind.PRAKTIJKVERKLARING,
            achieved_on=date(2027, 7, 1),
            actor=adviser,
            now=now,
        )

    place.refresh_from_db()
    placement.case.refresh_from_db()
    assert placement.status == PlacementStatus.COMPLETED
    assert placement.case.status == CaseStatus.FOLLOWED_UP
    assert place.status == PlaceStatus.PUBLISHED
    assert list(Outcome.objects.values_list("kind", flat=True)) == [OutcomeKind.PRAKTIJKVERKLARING]
    actions = AuditEntry.objects.filter(action__startswith="placement.").order_by("pk")
    assert list(actions.values_list("action", flat=True)) == [
        "placement.propose",
        *["placement.sign"] * 3,
        "placement.start",
        "placement.completed",
        "placement.outcome",
    ]


def test_stop_placement_frees_the_seat_and_keeps_the_reason(
    adviser: Actor, case: Case, place: Place, now: datetime
) -> None:
    placement = PlacementFactory(case=case, place=place, status=PlacementStatus.STARTED, starts_on=DAY)
    Place.objects.update(status=PlaceStatus.FILLED)

    stopped = stop_placement(
        placement=placement,
        ends_on=date(2027, 2, 1),
        reason=StopReason.HEALTH,
        actor=adviser,
        now=now + timedelta(days=90),
    )

    place.refresh_from_db()
    assert (stopped.status, stopped.stop_reason) == (PlacementStatus.STOPPED, StopReason.HEALTH)
    assert place.status == PlaceStatus.PUBLISHED
    assert Placement.objects.signed().count() == 1


def test_stop_placement_asks_for_a_reason(adviser: Actor, case: Case, now: datetime) -> None:
    placement = PlacementFactory(case=case, status=PlacementStatus.STARTED)

    with pytest.raises(PlacementRefused, match="REASON_MISSING"):
        stop_placement(placement=placement, ends_on=DAY, reason="", actor=adviser, now=now)


def test_cancel_placement_no_longer_counts_and_frees_the_seat(
    adviser: Actor, referral: Referral, place: Place, now: datetime
) -> None:
    placement = propose_placement(referral=referral, starts_on=DAY, actor=adviser, now=now)
    placement = sign_all(placement, adviser, now)

    for _ in range(2):
        cancelled = cancel_placement(placement=placement, actor=adviser, now=now)

    place.refresh_from_db()
    placement.case.refresh_from_db()
    assert cancelled.status == PlacementStatus.CANCELLED
    assert placement.case.status == CaseStatus.IN_TRAJECTORY
    assert place.status == PlaceStatus.PUBLISHED
    assert not Placement.objects.signed().exists()


@pytest.mark.parametrize("status", [PlacementStatus.PROPOSED, PlacementStatus.COMPLETED])
def test_start_placement_refuses_from_another_state(
    adviser: Actor, case: Case, now: datetime, status: str
) -> None:
    placement = PlacementFactory(case=case, status=status)

    with pytest.raises(PlacementRefused, match="WRONG_STATE"):
        start_placement(placement=placement, starts_on=DAY, actor=adviser, now=now)


def test_start_placement_refuses_a_day_after_its_end(adviser: Actor, case: Case, now: datetime) -> None:
    placement = PlacementFactory(case=case, status=PlacementStatus.AGREED, ends_on=date(2026, 11, 20))

    with pytest.raises(PlacementRefused, match="STARTS_AFTER_END"):
        start_placement(placement=placement, starts_on=date(2026, 11, 21), actor=adviser, now=now)


def test_start_placement_refuses_a_day_to_come(adviser: Actor, case: Case, now: datetime) -> None:
    placement = PlacementFactory(case=case, status=PlacementStatus.AGREED)
    asked: dict[str, Any] = {"placement": placement, "actor": adviser, "now": now}

    with pytest.raises(PlacementRefused, match="STARTS_LATER"):
        start_placement(**asked, starts_on=now.date() + timedelta(days=1))

    assert start_placement(**asked, starts_on=now.date()).status == PlacementStatus.STARTED


def test_ending_and_outcome_refuse_days_that_cannot_be(adviser: Actor, case: Case, now: datetime) -> None:
    placement = PlacementFactory(case=case, status=PlacementStatus.STARTED, starts_on=date(2026, 11, 10))
    asked: dict[str, Any] = {"placement": placement, "actor": adviser, "now": now}
    today, before = now.date(), date(2026, 11, 9)
    tomorrow = today + timedelta(days=1)
    diploma = OutcomeKind.DIPLOMA
    for code, attempt in (
        ("ENDS_LATER", lambda: complete_placement(**asked, ends_on=tomorrow)),
        ("ENDS_LATER", lambda: stop_placement(**asked, ends_on=tomorrow, reason=StopReason.OTHER)),
        ("ENDS_BEFORE_START", lambda: stop_placement(**asked, ends_on=before, reason=StopReason.OTHER)),
        ("ACHIEVED_LATER", lambda: record_outcome(**asked, kind=diploma, achieved_on=tomorrow)),
        ("ACHIEVED_BEFORE_START", lambda: record_outcome(**asked, kind=diploma, achieved_on=before)),
    ):
        with pytest.raises(PlacementRefused, match=code):
            attempt()

    assert record_outcome(**asked, kind=diploma, achieved_on=today)
    assert complete_placement(**asked, ends_on=today).ends_on == today


def test_cancel_placement_refuses_after_the_start(adviser: Actor, case: Case, now: datetime) -> None:
    placement = PlacementFactory(case=case, status=PlacementStatus.STARTED)

    with pytest.raises(PlacementRefused, match="WRONG_STATE"):
        cancel_placement(placement=placement, actor=adviser, now=now)


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [
        ("ZWEMDIPLOMA", PlacementStatus.STARTED, "UNKNOWN_OUTCOME"),
        (OutcomeKind.DIPLOMA, PlacementStatus.AGREED, "WRONG_STATE"),
    ],
)
def test_record_outcome_refuses(
    adviser: Actor, case: Case, now: datetime, kind: str, status: str, code: str
) -> None:
    placement = PlacementFactory(case=case, status=status)

    with pytest.raises(PlacementRefused, match=code):
        record_outcome(placement=placement, kind=kind, achieved_on=DAY, actor=adviser, now=now)


def test_every_step_refuses_another_region(stranger: Actor, placement: Placement, now: datetime) -> None:
    asked = {"placement": placement, "actor": stranger, "now": now}
    for attempt in (
        lambda: start_placement(**asked, starts_on=DAY),
        lambda: complete_placement(**asked, ends_on=DAY),
        lambda: stop_placement(**asked, ends_on=DAY, reason=StopReason.OTHER),
        lambda: cancel_placement(**asked),
        lambda: record_outcome(**asked, kind=OutcomeKind.DIPLOMA, achieved_on=DAY),
    ):
        with pytest.raises(PlacementRefused, match="NOT_YOUR_REGION"):
            attempt()


def test_database_refuses_a_learner_too_many(place: Place) -> None:
    PlacementFactory(place=place)

    with pytest.raises(IntegrityError, match="is full"), transaction.atomic():
        PlacementFactory(place=place)


def test_database_refuses_fewer_seats_than_learners(place: Place) -> None:
    Place.objects.update(capacity=2)
    PlacementFactory.create_batch(2, place=place)

    with pytest.raises(IntegrityError, match="more than a capacity"), transaction.atomic():
        Place.objects.update(capacity=1)


def test_database_refuses_a_signed_placement_without_signatures(placement: Placement) -> None:
    with pytest.raises(IntegrityError, match="three_signatures"), transaction.atomic():
        Placement.objects.update(status=PlacementStatus.AGREED)


def test_case_runs_one_placement_at_a_time(case: Case) -> None:
    PlacementFactory(case=case)

    with pytest.raises(IntegrityError, match="one_running_placement"), transaction.atomic():
        PlacementFactory(case=case)
    assert CaseFactory()
