"""Take referrals back: by hand, when a case closes or a consent ends, or from the employer when it has seen enough."""

from datetime import date, datetime

from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils import timezone

from leerwerk.casework.actions.guards import lock_case, lock_referral, must_advise
from leerwerk.casework.enums import OPEN_REFERRALS, ProposalStatus, ReferralStatus
from leerwerk.casework.models import Case, Referral
from leerwerk.casework.refusals import ReferralRefused
from leerwerk.casework.rules import ENDED_WITHOUT_PLACEMENT, SEEN_AFTER_ANSWER, has_employer_seen_enough
from leerwerk.kernel import audit
from leerwerk.kernel.actor import Actor


@transaction.atomic
def withdraw_referral(*, referral: Referral, actor: Actor, now: datetime) -> None:
    """Take an open referral back: one that was never sent is thrown away, one that was sent vanishes for the employer.

    Withdrawing twice withdraws once. Raises ReferralRefused NOT_YOUR_REGION or WRONG_STATE.
    """
    case = lock_case(referral.case_id)
    must_advise(actor, case.region, ReferralRefused)
    row = lock_referral(referral.pk)
    if row.status == ReferralStatus.WITHDRAWN:
        return
    if row.status not in OPEN_REFERRALS:
        raise ReferralRefused("WRONG_STATE", status=row.status)
    _withdraw(row, actor, now)


def withdraw_open_referrals(*, case: Case, actor: Actor, now: datetime) -> int:
    """Take back all open referrals of a case that the caller has locked; returns how many."""
    open_ids = case.referrals.filter(status__in=OPEN_REFERRALS).order_by("pk").values_list("pk", flat=True)
    rows = [lock_referral(pk) for pk in open_ids]
    still_open = [row for row in rows if row.status in OPEN_REFERRALS]
    for row in still_open:
        _withdraw(row, actor, now)
    return len(still_open)


def close_for_employers(*, today: date, actor: Actor, now: datetime) -> int:
    """Take refused and lapsed candidates from the portal of the employer 28 days after the answer; how many.

    Each in a transaction of its own. The gate `visible_to` knows no clock, so what had its time is marked.
    """
    answered = Coalesce("answered_at", "sent_at")
    rows = Referral.objects.annotate(answer=answered).filter(
        status__in=ENDED_WITHOUT_PLACEMENT,
        closed_for_employer_at__isnull=True,
        answer__date__lte=today - SEEN_AFTER_ANSWER,
    )
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    return sum(_close_for_employer(referral_id, today, actor, now) for referral_id in ids)


@transaction.atomic
def _close_for_employer(referral_id: int, today: date, actor: Actor, now: datetime) -> bool:
    row = lock_referral(referral_id)
    answered_on = timezone.localdate(row.answered_at or row.sent_at)
    is_over = has_employer_seen_enough(status=row.status, answered_on=answered_on, today=today)
    if row.closed_for_employer_at is not None or not is_over:
        return False
    row.closed_for_employer_at = now
    row.save(update_fields=["closed_for_employer_at"])
    _record("referral.close_for_employer", row, actor, now)
    return True


def _withdraw(row: Referral, actor: Actor, now: datetime) -> None:
    _record("referral.withdraw", row, actor, now)
    row.case.proposals.filter(place=row.place, status=ProposalStatus.REFERRED).update(
        status=ProposalStatus.OPEN
    )
    if row.status == ReferralStatus.PROPOSED:
        row.delete()
        return
    row.status = ReferralStatus.WITHDRAWN
    row.save(update_fields=["status"])


def _record(action: str, row: Referral, actor: Actor, now: datetime) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject=f"casework.referral:{row.pk}",
        now=now,
        details={"place": row.place_id, "case": row.case_id},
        data_subject=str(row.case.client.number),
    )
