"""Two people at the same moment, each on a connection of their own."""

import threading
from contextlib import suppress
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from leerwerk.casework.actions.placements import propose_placement
from leerwerk.casework.actions.referrals import (
    accept_referral,
    prepare_referral,
    refer_client,
    refuse_referral,
    send_referral,
)
from leerwerk.casework.enums import OPEN_REFERRALS, ReferralStatus
from leerwerk.casework.models import Placement, Referral
from leerwerk.catalogue.enums import PlaceStatus
from leerwerk.catalogue.models import Place
from leerwerk.kernel.models import OutboxMail
from leerwerk.people.actions import withdraw_consent
from leerwerk.people.enums import ConsentPurpose
from tests.at_once import at_once
from tests.factories.actors import adviser_of, employer_of
from tests.factories.casework import CaseFactory, ReferralFactory
from tests.factories.catalogue import PlaceFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db(transaction=True)]
NOW = datetime(2026, 11, 22, 10, 42, tzinfo=ZoneInfo("Europe/Amsterdam"))


def test_two_advisers_want_the_last_seat_and_one_is_refused() -> None:
    place = PlaceFactory()
    referrals = ReferralFactory.create_batch(2, place=place, status=ReferralStatus.ACCEPTED)

    outcomes = at_once(
        *(
            lambda referral=referral: propose_placement(
                referral=referral, starts_on=None, actor=adviser_of(referral.case.region), now=NOW
            )
            for referral in referrals
        )
    )

    place.refresh_from_db()
    assert outcomes == ["PLACE_FULL", "ok"]
    assert Placement.objects.count() == 1
    assert place.status == PlaceStatus.FILLED


def test_database_itself_lets_one_of_two_rows_take_the_last_seat() -> None:
    place = PlaceFactory()
    cases = CaseFactory.create_batch(2)
    inserted = threading.Barrier(2, timeout=2)

    def insert(case_id: int) -> None:
        with transaction.atomic():
            Placement.objects.create(case_id=case_id, place=place, employer_id=place.employer_id, made_at=NOW)
            # The first keeps its transaction open while the second runs into its lock, and then gives up waiting.
            with suppress(threading.BrokenBarrierError):
                inserted.wait()

    outcomes = at_once(*(lambda case=case: insert(case.pk) for case in cases))

    assert outcomes == ["FULL", "ok"]
    assert Placement.objects.count() == 1


def test_referral_sent_twice_at_once_is_one_referral_and_one_mail() -> None:
    case = CaseFactory()
    place: Place = PlaceFactory(region=case.region)
    prepared = prepare_referral(case=case, place=place, actor=adviser_of(case.region), now=NOW)

    def send() -> None:
        send_referral(referral=prepared, message="", actor=adviser_of(case.region), now=NOW)

    assert at_once(send, send) == ["ok", "ok"]
    assert Referral.objects.get().status == ReferralStatus.SENT
    assert OutboxMail.objects.count() == 1


def test_referral_made_twice_at_once_is_made_once() -> None:
    case = CaseFactory()
    place = PlaceFactory(region=case.region)

    outcomes = at_once(
        *[lambda: refer_client(case=case, place=place, message="", actor=adviser_of(case.region), now=NOW)]
        * 2
    )

    assert outcomes == ["ALREADY_REFERRED", "ok"]
    assert Referral.objects.count() == 1
    assert OutboxMail.objects.count() == 1


def test_referral_prepared_twice_at_once_is_the_same_referral() -> None:
    case = CaseFactory()
    place = PlaceFactory(region=case.region)

    outcomes = at_once(
        *[lambda: prepare_referral(case=case, place=place, actor=adviser_of(case.region), now=NOW)] * 2
    )

    assert outcomes == ["ok", "ok"]
    assert Referral.objects.count() == 1


@pytest.mark.parametrize("_attempt", range(3))
def test_consent_withdrawn_while_a_referral_is_sent_leaves_nothing_with_the_employer(_attempt: int) -> None:
    case = CaseFactory()
    adviser, place = adviser_of(case.region), PlaceFactory(region=case.region)
    prepared = prepare_referral(case=case, place=place, actor=adviser, now=NOW)
    purpose = ConsentPurpose.SHARE_WITH_EMPLOYER

    at_once(
        lambda: send_referral(referral=prepared, message="", actor=adviser, now=NOW),
        lambda: withdraw_consent(client=case.client, purpose=purpose, actor=adviser, now=NOW),
    )

    assert not Referral.objects.visible_to(employer_of(place.employer)).exists()
    assert not Referral.objects.filter(status__in=OPEN_REFERRALS).exists()


def test_two_people_of_an_employer_answer_at_once_and_one_answer_counts() -> None:
    referral = ReferralFactory()
    employer = employer_of(referral.place.employer)

    outcomes = at_once(
        lambda: accept_referral(referral=referral, actor=employer, now=NOW),
        lambda: refuse_referral(referral=referral, reason="NO_FIT", note="", actor=employer, now=NOW),
    )

    assert outcomes == ["WRONG_STATE", "ok"]
    assert OutboxMail.objects.count() == 1
