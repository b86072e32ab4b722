"""What casework lets go when a client is erased or no longer shares data with employers."""

from datetime import datetime

from django.db import transaction

from leerwerk.accounts.actions import close_account
from leerwerk.casework.actions.appointments.upkeep import let_go
from leerwerk.casework.actions.guards import lock_case, must_advise
from leerwerk.casework.actions.withdrawals import withdraw_open_referrals
from leerwerk.casework.enums import CaseStatus, CloseReason
from leerwerk.casework.mails.erasures import mail_erased
from leerwerk.casework.models import Case
from leerwerk.casework.queries import has_running_placement
from leerwerk.casework.refusals import CaseRefused
from leerwerk.kernel.actor import SYSTEM, Actor
from leerwerk.network.models import Region
from leerwerk.people.actions import erase_client
from leerwerk.people.enums import ConsentPurpose
from leerwerk.people.models import Client, Visitor
from leerwerk.people.queries import unlinked_visitors


@transaction.atomic
def erase_person(*, client: Client, actor: Actor, now: datetime) -> None:
    """Wipe who the client is, because the client asks for it. Raises what erase_client of people raises.

    Raises CaseRefused NOT_YOUR_REGION, or PLACEMENT_RUNNING while the client learns somewhere: employer and school
    still have to reach somebody, and the placement needs its end. Who asked for it by Mijn gets the last mail.
    """
    must_advise(actor, client.region, CaseRefused)
    cases = [lock_case(case_id) for case_id in _case_ids(client.pk)]
    if any(has_running_placement(case) for case in cases):
        raise CaseRefused("PLACEMENT_RUNNING")
    asked = Client.objects.values_list("email", "erasure_asked_at").get(pk=client.pk)
    erase_client(client=client, actor=actor, now=now)
    address, asked_at = asked
    if asked_at is not None:
        mail_erased(address, now)
        if not Client.objects.filter(email__iexact=address, erased_at__isnull=True).exists():
            close_account(email=address, now=now)


@transaction.atomic
def forget_visitors_at(*, address: str, region: Region, actor: Actor, now: datetime) -> int:
    """Forget who came to a desk with this address and is in nobody's file; how many. Their appointments are cancelled.

    Raises CaseRefused NOT_YOUR_REGION.
    """
    must_advise(actor, region, CaseRefused)
    visitors = list(unlinked_visitors(address, region))
    for visitor in visitors:
        let_go(visitor=visitor, actor=actor, now=now)
    return len(visitors)


@transaction.atomic
def forget_client(*, client_id: int, now: datetime) -> None:
    """Wipe every text written about an erased client and close the case; placements stay, for agreements count them."""
    for case_id in _case_ids(client_id):
        case = lock_case(case_id)
        withdraw_open_referrals(case=case, actor=SYSTEM, now=now)
        case.proposals.all().delete()
        case.steps.all().delete()
        case.referrals.update(message="", refusal_note="")
        case.goal = ""
        if case.status != CaseStatus.CLOSED:
            case.status, case.closed_at, case.close_reason = CaseStatus.CLOSED, now, CloseReason.OTHER
        case.save(update_fields=["goal", "status", "closed_at", "close_reason"])
    for visitor in Visitor.objects.filter(client=client_id, forgotten_at__isnull=True).order_by("pk"):
        let_go(visitor=visitor, actor=SYSTEM, now=now)


@transaction.atomic
def stop_sharing(*, client_id: int, purpose: str, now: datetime) -> None:
    """Take back what employers could see because the client agreed to it."""
    if purpose != ConsentPurpose.SHARE_WITH_EMPLOYER:
        return
    for case_id in _case_ids(client_id):
        withdraw_open_referrals(case=lock_case(case_id), actor=SYSTEM, now=now)


def _case_ids(client_id: int) -> list[int]:
    return list(Case.objects.filter(client=client_id).order_by("pk").values_list("pk", flat=True))
