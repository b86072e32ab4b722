"""What casework lets go when a client is erased or no longer shares data with employers."""

from datetime import datetime

from django.db import transaction

from leerwerk.casework.actions.guards import lock_case
from leerwerk.casework.actions.withdrawals import withdraw_open_referrals
from leerwerk.casework.enums import CaseStatus, CloseReason
from leerwerk.casework.models import Case
from leerwerk.kernel.actor import SYSTEM
from leerwerk.people.enums import ConsentPurpose


@transaction.atomic
def forget_client(*, client_id: int, now: datetime) -> None:
    """Wipe every text written about an erased client and close the case; placements stay, for agreements count them."""
    for case_id in _case_ids(client_id):
        case = lock_case(case_id)
        withdraw_open_referrals(case=case, actor=SYSTEM, now=now)
        case.proposals.all().delete()
        case.referrals.update(message="", refusal_note="")
        case.goal = ""
        if case.status != CaseStatus.CLOSED:
            case.status, case.closed_at, case.close_reason = CaseStatus.CLOSED, now, CloseReason.OTHER
        case.save(update_fields=["goal", "status", "closed_at", "close_reason"])


@transaction.atomic
def stop_sharing(*, client_id: int, purpose: str, now: datetime) -> None:
    """Take back what employers could see because the client agreed to it."""
    if purpose != ConsentPurpose.SHARE_WITH_EMPLOYER:
        return
    for case_id in _case_ids(client_id):
        withdraw_open_referrals(case=lock_case(case_id), actor=SYSTEM, now=now)


def _case_ids(client_id: int) -> list[int]:
    return list(Case.objects.filter(client=client_id).order_by("pk").values_list("pk", flat=True))
