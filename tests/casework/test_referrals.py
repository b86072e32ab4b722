from datetime import date, datetime, timedelta

import pytest

from leerwerk.casework.actions.referrals import (
    ANSWER_WITHIN,
    accept_referral,
    lapse_referrals,
    prepare_referral,
    refer_client,
    refuse_referral,
    send_referral,
)
from leerwerk.casework.actions.withdrawals import close_for_employers, withdraw_referral
from leerwerk.casework.enums import (
    CaseStatus,
    PlacementStatus,
    ProposalStatus,
    ReferralStatus,
    RefusalReason,
)
from leerwerk.casework.models import Case, Referral
from leerwerk.casework.refusals import ReferralRefused
from leerwerk.catalogue.enums import PlaceStatus
from leerwerk.catalogue.models import Place
from leerwerk.kernel.actor import SYSTEM, Actor
from leerwerk.kernel.models import AuditEntry, OutboxMail
from tests.factories.actors import employer_of
from tests.factories.casework import CaseFactory, PlacementFactory, ProposalFactory, ReferralFactory
from tests.factories.network import OrganisationFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def referral(case: Case, place: Place) -> Referral:
    return ReferralFactory(case=case, place=place)


def test_prepare_referral_is_seen_by_the_desk_only(
    adviser: Actor, employer: Actor, case: Case, place: Place, now: datetime
) -> None:
    proposal = ProposalFactory(case=case, place=place)

    referral = prepare_referral(case=case, place=place, actor=adviser, now=now)

    proposal.refresh_from_db()
    assert (referral.status, proposal.status) == (ReferralStatus.PROPOSED, ProposalStatus.REFERRED)
    assert list(Referral.objects.visible_to(adviser)) == [referral]
    assert list(Referral.objects.visible_to(employer)) == []
    assert not OutboxMail.objects.exists()


def test_prepare_referral_twice_gives_the_same(
    adviser: Actor, case: Case, place: Place, now: datetime
) -> None:
    first = prepare_referral(case=case, place=place, actor=adviser, now=now)

    assert prepare_referral(case=case, place=place, actor=adviser, now=now) == first
    assert AuditEntry.objects.filter(action="referral.prepare").count() == 1


@pytest.mark.parametrize("status", [ReferralStatus.SENT, ReferralStatus.ACCEPTED])
def test_prepare_referral_refuses_a_place_where_one_is_open(
    adviser: Actor, case: Case, place: Place, now: datetime, status: str
) -> None:
    ReferralFactory(case=case, place=place, status=status)

    with pytest.raises(ReferralRefused, match="ALREADY_REFERRED"):
        prepare_referral(case=case, place=place, actor=adviser, now=now)


@pytest.mark.parametrize("status", [ReferralStatus.REFUSED, ReferralStatus.LAPSED, ReferralStatus.WITHDRAWN])
def test_prepare_referral_may_try_again_after_a_no(
    adviser: Actor, case: Case, place: Place, now: datetime, status: str
) -> None:
    ReferralFactory(case=case, place=place, status=status)

    again = prepare_referral(case=case, place=place, actor=adviser, now=now)

    assert again.status == ReferralStatus.PROPOSED


def test_prepare_referral_refuses_another_region(
    stranger: Actor, case: Case, place: Place, now: datetime
) -> None:
    with pytest.raises(ReferralRefused, match="NOT_YOUR_REGION"):
        prepare_referral(case=case, place=place, actor=stranger, now=now)


def test_prepare_referral_refuses_a_closed_case(
    adviser: Actor, case: Case, place: Place, now: datetime
) -> None:
    Case.objects.update(status=CaseStatus.CLOSED, closed_at=now, close_reason="OTHER")

    with pytest.raises(ReferralRefused, match="CASE_CLOSED"):
        prepare_referral(case=case, place=place, actor=adviser, now=now)


def test_prepare_referral_refuses_who_is_placed(
    adviser: Actor, case: Case, place: Place, now: datetime
) -> None:
    PlacementFactory(case=case)

    with pytest.raises(ReferralRefused, match="ALREADY_PLACED"):
        prepare_referral(case=case, place=place, actor=adviser, now=now)


def test_prepare_referral_refuses_a_full_place(
    adviser: Actor, case: Case, place: Place, now: datetime
) -> None:
    PlacementFactory(place=place)

    with pytest.raises(ReferralRefused, match="PLACE_FULL"):
        prepare_referral(case=case, place=place, actor=adviser, now=now)


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (PlaceStatus.FILLED, "PLACE_FULL"),
        (PlaceStatus.DRAFT, "PLACE_CLOSED"),
        (PlaceStatus.EXPIRED, "PLACE_CLOSED"),
        (PlaceStatus.WITHDRAWN, "PLACE_CLOSED"),
    ],
)
def test_prepare_referral_refuses_a_place_that_is_not_online(
    adviser: Actor, case: Case, place: Place, now: datetime, status: str, code: str
) -> None:
    place.status = status

    with pytest.raises(ReferralRefused, match=code):
        prepare_referral(case=case, place=place, actor=adviser, now=now)


def test_prepare_referral_refuses_without_consent(place: Place, now: datetime) -> None:
    case = CaseFactory(consent=False)

    with pytest.raises(ReferralRefused, match="NO_CONSENT"):
        prepare_referral(case=case, place=place, actor=SYSTEM, now=now)


def test_send_referral_tells_the_employer_once_and_without_the_name(
    adviser: Actor, employer: Actor, case: Case, place: Place, now: datetime
) -> None:
    referral = prepare_referral(case=case, place=place, actor=adviser, now=now)

    for _ in range(2):
        sent = send_referral(referral=referral, message="Kan goed lassen.", actor=adviser, now=now)

    mail = OutboxMail.objects.get()
    case.refresh_from_db()
    assert (sent.status, sent.sent_at, sent.message) == (ReferralStatus.SENT, now, "Kan goed lassen.")
    assert sent.answer_due_on == now.date() + ANSWER_WITHIN
    assert case.status == CaseStatus.IN_TRAJECTORY
    assert mail.to == place.employer.email
    assert place.title in mail.subject
    assert f"/partner/kandidaten/{referral.pk}" in mail.text
    for name in (case.client.first_name, case.client.last_name):
        assert name not in mail.text + mail.html + mail.subject
    assert list(Referral.objects.visible_to(employer)) == [sent]


def test_send_referral_looks_again_at_what_may_have_changed(
    adviser: Actor, case: Case, place: Place, now: datetime
) -> None:
    referral = prepare_referral(case=case, place=place, actor=adviser, now=now)
    PlacementFactory(place=place)

    with pytest.raises(ReferralRefused, match="PLACE_FULL"):
        send_referral(referral=referral, message="", actor=adviser, now=now)

    assert not OutboxMail.objects.exists()


@pytest.mark.parametrize("status", [ReferralStatus.REFUSED, ReferralStatus.ACCEPTED, ReferralStatus.LAPSED])
def test_send_referral_refuses_one_that_was_answered(
    adviser: Actor, case: Case, now: datetime, status: str
) -> None:
    with pytest.raises(ReferralRefused, match="WRONG_STATE"):
        send_referral(referral=ReferralFactory(case=case, status=status), message="", actor=adviser, now=now)


def test_send_referral_refuses_another_region(stranger: Actor, referral: Referral, now: datetime) -> None:
    with pytest.raises(ReferralRefused, match="NOT_YOUR_REGION"):
        send_referral(referral=referral, message="", actor=stranger, now=now)


def test_refer_client_to_an_employer_without_address_sends_no_mail(
    adviser: Actor, case: Case, place: Place, now: datetime
) -> None:
    place.employer.email = ""
    place.employer.save()

    referral = refer_client(case=case, place=place, message="", actor=adviser, now=now)

    assert referral.status == ReferralStatus.SENT
    assert not OutboxMail.objects.exists()


def test_accept_referral_tells_the_adviser_once(employer: Actor, referral: Referral, now: datetime) -> None:
    for _ in range(2):
        accepted = accept_referral(referral=referral, actor=employer, now=now)

    assert (accepted.status, accepted.answered_at) == (ReferralStatus.ACCEPTED, now)
    mail = OutboxMail.objects.get()
    assert referral.case.adviser is not None
    assert mail.to == referral.case.adviser.email
    assert f"/desk/doorverwijzingen/{referral.pk}" in mail.text


def test_accept_referral_refuses_another_employer(referral: Referral, now: datetime) -> None:
    with pytest.raises(ReferralRefused, match="NOT_YOUR_ORGANISATION"):
        accept_referral(referral=referral, actor=employer_of(OrganisationFactory()), now=now)


def test_accept_referral_refuses_the_adviser(adviser: Actor, referral: Referral, now: datetime) -> None:
    with pytest.raises(ReferralRefused, match="NOT_YOUR_ORGANISATION"):
        accept_referral(referral=referral, actor=adviser, now=now)


def test_accept_referral_refuses_on_a_full_place(employer: Actor, referral: Referral, now: datetime) -> None:
    PlacementFactory(place=referral.place)

    with pytest.raises(ReferralRefused, match="PLACE_FULL"):
        accept_referral(referral=referral, actor=employer, now=now)


@pytest.mark.parametrize("status", [ReferralStatus.LAPSED, ReferralStatus.WITHDRAWN, ReferralStatus.REFUSED])
def test_accept_referral_refuses_what_no_longer_waits(
    employer: Actor, case: Case, place: Place, now: datetime, status: str
) -> None:
    referral = ReferralFactory(case=case, place=place, status=status)

    with pytest.raises(ReferralRefused, match="WRONG_STATE"):
        accept_referral(referral=referral, actor=employer, now=now)


def test_refuse_referral_keeps_reason_and_note(employer: Actor, referral: Referral, now: datetime) -> None:
    for note in ("Al iemand gevonden", "Iets anders"):
        refused = refuse_referral(
            referral=referral, reason=RefusalReason.FULL, note=note, actor=employer, now=now
        )

    assert (refused.status, refused.refusal_reason) == (ReferralStatus.REFUSED, RefusalReason.FULL)
    assert refused.refusal_note == "Al iemand gevonden"
    assert OutboxMail.objects.count() == 1


def test_refuse_referral_asks_for_a_reason(employer: Actor, referral: Referral, now: datetime) -> None:
    with pytest.raises(ReferralRefused, match="REASON_MISSING"):
        refuse_referral(referral=referral, reason="", note="Nee", actor=employer, now=now)


def test_refuse_referral_refuses_another_employer(referral: Referral, now: datetime) -> None:
    with pytest.raises(ReferralRefused, match="NOT_YOUR_ORGANISATION"):
        refuse_referral(
            referral=referral, reason="FULL", note="", actor=employer_of(OrganisationFactory()), now=now
        )


def test_refuse_referral_refuses_what_was_accepted(
    employer: Actor, case: Case, place: Place, now: datetime
) -> None:
    referral = ReferralFactory(case=case, place=place, status=ReferralStatus.ACCEPTED)

    with pytest.raises(ReferralRefused, match="WRONG_STATE"):
        refuse_referral(referral=referral, reason="FULL", note="", actor=employer, now=now)


def test_withdraw_referral_throws_away_what_was_never_sent(
    adviser: Actor, case: Case, place: Place, now: datetime
) -> None:
    proposal = ProposalFactory(case=case, place=place)
    referral = prepare_referral(case=case, place=place, actor=adviser, now=now)

    withdraw_referral(referral=referral, actor=adviser, now=now)

    proposal.refresh_from_db()
    assert not Referral.objects.exists()
    assert proposal.status == ProposalStatus.OPEN


def test_withdraw_referral_hides_what_was_sent(
    adviser: Actor, employer: Actor, referral: Referral, now: datetime
) -> None:
    for _ in range(2):
        withdraw_referral(referral=referral, actor=adviser, now=now)

    assert not Referral.objects.visible_to(employer).exists()
    assert Referral.objects.visible_to(adviser).get().status == ReferralStatus.WITHDRAWN
    assert AuditEntry.objects.filter(action="referral.withdraw").count() == 1


def test_withdraw_referral_refuses_what_was_answered_no(adviser: Actor, case: Case, now: datetime) -> None:
    with pytest.raises(ReferralRefused, match="WRONG_STATE"):
        withdraw_referral(
            referral=ReferralFactory(case=case, status=ReferralStatus.REFUSED), actor=adviser, now=now
        )


def test_withdraw_referral_refuses_another_region(stranger: Actor, referral: Referral, now: datetime) -> None:
    with pytest.raises(ReferralRefused, match="NOT_YOUR_REGION"):
        withdraw_referral(referral=referral, actor=stranger, now=now)


def test_lapse_referrals_closes_only_those_overdue(case: Case, now: datetime) -> None:
    today = date(2026, 11, 22)
    overdue = ReferralFactory(case=case, answer_due_on=today - timedelta(days=1))
    due_today = ReferralFactory(case=case, answer_due_on=today)
    accepted = ReferralFactory(
        case=case, status=ReferralStatus.ACCEPTED, answer_due_on=today - timedelta(days=9)
    )

    assert lapse_referrals(today=today, actor=SYSTEM, now=now) == 1
    assert lapse_referrals(today=today, actor=SYSTEM, now=now) == 0
    assert dict(Referral.objects.values_list("pk", "status")) == {
        overdue.pk: ReferralStatus.LAPSED,
        due_today.pk: ReferralStatus.SENT,
        accepted.pk: ReferralStatus.ACCEPTED,
    }
    assert OutboxMail.objects.count() == 1


@pytest.mark.parametrize("status", [PlacementStatus.COMPLETED, PlacementStatus.STOPPED])
def test_place_has_room_again_after_a_placement_ended(
    adviser: Actor, case: Case, place: Place, now: datetime, status: str
) -> None:
    PlacementFactory(place=place, status=status)

    assert prepare_referral(case=case, place=place, actor=adviser, now=now).pk


@pytest.mark.parametrize(
    ("status", "seen"),
    [
        (ReferralStatus.REFUSED, [True, True, False]),
        (ReferralStatus.LAPSED, [True, True, False]),
        (ReferralStatus.ACCEPTED, [True, True, True]),
        (ReferralStatus.DONE, [True, True, True]),
    ],
)
def test_employer_sees_who_it_did_not_take_for_four_weeks(
    case: Case, place: Place, adviser: Actor, employer: Actor, now: datetime, status: str, seen: list[bool]
) -> None:
    referral = ReferralFactory(case=case, place=place, status=status, answered_at=now)
    found = []
    for days in (0, 27, 28):
        later = now + timedelta(days=days)
        close_for_employers(today=later.date(), actor=SYSTEM, now=later)
        found.append(referral in Referral.objects.visible_to(employer))

    assert found == seen
    assert referral in Referral.objects.visible_to(adviser)


def test_close_for_employers_closes_once(referral: Referral, now: datetime) -> None:
    later = now + timedelta(days=99)
    lapse_referrals(today=later.date(), actor=SYSTEM, now=later)
    much_later = later + timedelta(days=28)

    closed = [close_for_employers(today=much_later.date(), actor=SYSTEM, now=much_later) for _ in range(2)]

    assert closed == [1, 0]
    assert AuditEntry.objects.filter(action="referral.close_for_employer").count() == 1


def test_answer_without_a_moment_counts_from_when_it_was_sent(referral: Referral, now: datetime) -> None:
    Referral.objects.update(status=ReferralStatus.LAPSED, answered_at=None)

    assert close_for_employers(today=now.date() + timedelta(days=40), actor=SYSTEM, now=now) == 1


@pytest.mark.parametrize("status", [PlaceStatus.WITHDRAWN, PlaceStatus.EXPIRED, PlaceStatus.DRAFT])
def test_accept_referral_refuses_for_a_place_that_is_offline(
    referral: Referral, employer: Actor, now: datetime, status: str
) -> None:
    Place.objects.update(status=status)

    with pytest.raises(ReferralRefused, match="PLACE_CLOSED"):
        accept_referral(referral=referral, actor=employer, now=now)
    referral.refresh_from_db()
    assert referral.status == ReferralStatus.SENT
