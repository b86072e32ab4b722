"""Take referrals back: one by hand, or all that are open when a case closes or a consent ends."""

from datetime import datetime

from django.db import transaction

from leerwerk.casework.actions.guards import lock_case, lock_referral, must_advise
from leerwerk.casework.enums import OPEN_REFERRALS, ProposalStatus, ReferralStatus
from leerwerk.casework.models import Case, Referral
from leerwerk.casework.refusals import ReferralRefused
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


def _withdraw(row: Referral, actor: Actor, now: datetime) -> None:
    audit.record(
        actor=actor,
        action="referral.withdraw",
        subject=f"casework.referral:{row.pk}",
        now=now,
        details={"place": row.place_id, "case": row.case_id},
        data_subject=str(row.case.client.number),
    )
    row.case.proposals.filter(place=row.place, status=ProposalStatus.REFERRED).update(
        status=ProposalStatus.OPEN
    )
    if row.status == ReferralStatus.PROPOSED:
        row.delete()
        return
    row.status = ReferralStatus.WITHDRAWN
    row.save(update_fields=["status"])
