"""Bring a client to the attention of an employer, and take the employer's answer."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from leerwerk.casework.actions.guards import lock_case, lock_referral, must_advise
from leerwerk.casework.enums import (
    OPEN_REFERRALS,
    CaseStatus,
    ProposalStatus,
    ReferralStatus,
    RefusalReason,
)
from leerwerk.casework.mails.referrals import mail_answer_to_adviser, mail_referral_to_employer
from leerwerk.casework.models import Case, Referral
from leerwerk.casework.queries import has_running_placement, seats_left
from leerwerk.casework.refusals import ReferralRefused
from leerwerk.casework.rules import answer_verdict, referral_verdict
from leerwerk.catalogue.models import Place
from leerwerk.kernel import audit
from leerwerk.kernel.actor import Actor
from leerwerk.network.rules import represents
from leerwerk.people.queries import open_purposes

ANSWER_WITHIN = timedelta(days=10)


@transaction.atomic
def prepare_referral(*, case: Case, place: Place, actor: Actor, now: datetime) -> Referral:
    """Set a referral ready for review: nobody outside the desk sees it yet.

    Preparing it twice gives the same referral. Raises ReferralRefused with a code of `referral_verdict`,
    NOT_YOUR_REGION or ALREADY_REFERRED.
    """
    row = lock_case(case.pk)
    must_advise(actor, row.region, ReferralRefused)
    standing = Referral.objects.filter(case=row, place=place, status__in=OPEN_REFERRALS).first()
    if standing is not None:
        if standing.status == ReferralStatus.PROPOSED:
            return standing
        raise ReferralRefused("ALREADY_REFERRED", place=place.title)
    _must_be_possible(row, place)
    try:
        with transaction.atomic():
            referral = Referral.objects.create(case=row, place=place, made_at=now)
    except IntegrityError as clash:
        raise ReferralRefused("ALREADY_REFERRED", place=place.title) from clash
    row.proposals.filter(place=place).update(status=ProposalStatus.REFERRED)
    _record("referral.prepare", referral, actor, now)
    return referral


@transaction.atomic
def send_referral(*, referral: Referral, message: str, actor: Actor, now: datetime) -> Referral:
    """Send a prepared referral to the employer, by mail and in the portal; sending twice sends once."""
    case = lock_case(referral.case_id)
    row = lock_referral(referral.pk)
    must_advise(actor, case.region, ReferralRefused)
    if row.status == ReferralStatus.SENT:
        return row
    if row.status != ReferralStatus.PROPOSED:
        raise ReferralRefused("WRONG_STATE", status=row.status)
    _must_be_possible(case, row.place)
    row.status, row.message, row.sent_at = ReferralStatus.SENT, message, now
    row.answer_due_on = now.date() + ANSWER_WITHIN
    row.save(update_fields=["status", "message", "sent_at", "answer_due_on"])
    if case.status != CaseStatus.IN_TRAJECTORY:
        case.status, case.changed_at = CaseStatus.IN_TRAJECTORY, now
        case.save(update_fields=["status", "changed_at"])
    mail_referral_to_employer(row, now)
    _record("referral.send", row, actor, now)
    return row


@transaction.atomic
def refer_client(*, case: Case, place: Place, message: str, actor: Actor, now: datetime) -> Referral:
    """Prepare and send a referral in one go."""
    referral = prepare_referral(case=case, place=place, actor=actor, now=now)
    return send_referral(referral=referral, message=message, actor=actor, now=now)


@transaction.atomic
def accept_referral(*, referral: Referral, actor: Actor, now: datetime) -> Referral:
    """The employer wants to go on with this client. Accepting twice accepts once.

    Raises ReferralRefused NOT_YOUR_ORGANISATION, WRONG_STATE, or PLACE_CLOSED or PLACE_FULL.
    """
    row = lock_referral(referral.pk)
    _must_speak_for_employer(actor, row)
    if row.status == ReferralStatus.ACCEPTED:
        return row
    _must_wait_for_answer(row)
    verdict = answer_verdict(place_status=row.place.status, seats_left=seats_left(row.place))
    if verdict:
        raise ReferralRefused(verdict, place=row.place.title)
    return _answer(row, ReferralStatus.ACCEPTED, actor, now)


@transaction.atomic
def refuse_referral(*, referral: Referral, reason: str, note: str, actor: Actor, now: datetime) -> Referral:
    """The employer does not want to go on, with a reason that the adviser reads."""
    row = lock_referral(referral.pk)
    _must_speak_for_employer(actor, row)
    if reason not in RefusalReason.values:
        raise ReferralRefused("REASON_MISSING")
    if row.status == ReferralStatus.REFUSED:
        return row
    _must_wait_for_answer(row)
    row.refusal_reason, row.refusal_note = reason, note
    return _answer(row, ReferralStatus.REFUSED, actor, now)


def lapse_referrals(*, today: date, actor: Actor, now: datetime) -> int:
    """Close the referrals that got no answer in time, each in a transaction of its own; returns how many."""
    overdue = Referral.objects.filter(status=ReferralStatus.SENT, answer_due_on__lt=today).order_by("pk")
    return sum(_lapse(referral, today, actor, now) for referral in overdue)


@transaction.atomic
def _lapse(referral: Referral, today: date, actor: Actor, now: datetime) -> bool:
    row = lock_referral(referral.pk)
    if row.status != ReferralStatus.SENT or row.answer_due_on is None or row.answer_due_on >= today:
        return False
    _answer(row, ReferralStatus.LAPSED, actor, now)
    return True


def _answer(row: Referral, status: ReferralStatus, actor: Actor, now: datetime) -> Referral:
    row.status, row.answered_at = status, now
    row.save(update_fields=["status", "answered_at", "refusal_reason", "refusal_note"])
    mail_answer_to_adviser(row, now)
    _record(f"referral.{status.lower()}", row, actor, now)
    return row


def _must_be_possible(case: Case, place: Place) -> None:
    verdict = referral_verdict(
        case_status=case.status,
        place_status=place.status,
        seats_left=seats_left(place),
        consents=open_purposes(case.client),
        is_placed=has_running_placement(case),
    )
    if verdict:
        raise ReferralRefused(verdict, place=place.title)


def _must_speak_for_employer(actor: Actor, referral: Referral) -> None:
    if not (actor.is_system or represents(actor, referral.place.employer_id)):
        raise ReferralRefused("NOT_YOUR_ORGANISATION", employer=referral.place.employer.name)


def _must_wait_for_answer(referral: Referral) -> None:
    if referral.status != ReferralStatus.SENT:
        raise ReferralRefused("WRONG_STATE", status=referral.status)


def _record(action: str, referral: Referral, actor: Actor, now: datetime) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject=f"casework.referral:{referral.pk}",
        now=now,
        details={"place": referral.place_id, "case": referral.case_id},
        data_subject=str(referral.case.client.number),
    )
